"""A list and its detail panel, side by side or one at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.detail_panel import DetailPanel

COMPACT_WINDOW = 1180
"""Below this width of the window, in pixels of zoom 1, the panel takes the list's place."""

PANEL_MIN, PANEL_MAX = 330, 380


class SplitView(QWidget):
    """``main`` (the list and what stands above it) and ``panel``.

    The panel is hidden until ``open_panel``. Esc or its button closes it and gives the keyboard
    back to ``focus_after`` (the list).
    """

    panel_closed = Signal()
    compact_changed = Signal(bool)

    def __init__(
        self,
        main: QWidget,
        panel: DetailPanel,
        focus_after: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._main, self._panel, self._focus_after = main, panel, focus_after
        self._is_open = False
        self._is_compact = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(main, 1)
        row.addWidget(panel)
        panel.hide()
        panel.close_requested.connect(self.close_panel)

    @property
    def is_open(self) -> bool:
        """Tell whether the panel is shown."""
        return self._is_open

    @property
    def is_compact(self) -> bool:
        """Tell whether list and panel are shown one at a time."""
        return self._is_compact

    def open_panel(self, *, take_focus: bool = False) -> None:
        """Show the panel; ``take_focus`` puts the keyboard in it (always so in compact mode)."""
        self._is_open = True
        self._arrange()
        if take_focus or self._is_compact:
            self._panel.focus_first()

    @Slot()
    def close_panel(self) -> None:
        """Hide the panel; nothing typed in it is lost, the view keeps its content."""
        if not self._is_open:
            return
        self._is_open = False
        self._arrange()
        self._focus_after.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panel_closed.emit()

    def _arrange(self) -> None:
        self._panel.set_compact(is_compact=self._is_compact)
        self._panel.setMinimumWidth(px(PANEL_MIN))
        self._panel.setMaximumWidth(16_777_215 if self._is_compact else px(PANEL_MAX))
        self._panel.setVisible(self._is_open)
        self._main.setVisible(not (self._is_open and self._is_compact))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_open:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_compact = self.window().width() < px(COMPACT_WINDOW)
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._arrange()
            self.compact_changed.emit(is_compact)
