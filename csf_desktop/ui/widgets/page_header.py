"""The head of a view: title, one line of summary, search box, the one primary button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.search_box import SearchBox
from csf_desktop.ui.widgets.text import label

COMPACT_WIDTH = 700
LOW_WINDOW = 480
"""Below this height of the window, in pixels of zoom 1, the summary line goes."""


class PageHeader(QWidget):
    """Title and summary at the left, search and primary action at the right.

    ``new_requested`` is the primary button; it keeps only its icon where room is short.
    """

    new_requested = Signal()
    search_changed = Signal(str)

    def __init__(
        self,
        title: str,
        search_hint: str,
        search_name: str,
        new_label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._new_label = new_label
        self.title = label(title, "h1")
        self.lead = label("", "lead")
        self.search = SearchBox(search_hint, search_name)
        self.new_button = button(
            new_label, "primary", icon_name="add-line", tip=f"{new_label} (Ctrl+N)"
        )
        if not new_label:
            self.new_button.hide()
        self._build_layout()
        self.search.search_changed.connect(self.search_changed)
        self.new_button.clicked.connect(self.new_requested)

    def set_lead(self, text: str) -> None:
        """Show the summary line."""
        self.lead.setText(text)

    def _build_layout(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.lead)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addLayout(names)
        row.addStretch(1)
        row.addWidget(self.search, 2, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_compact = self.width() < px(COMPACT_WIDTH)
        self.new_button.setText("" if is_compact else self._new_label)
        self.lead.setVisible(self.window().height() >= px(LOW_WINDOW))
