"""The detail panel: a head that stays, a body that scrolls, a foot with the actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import icon_button
from csf_desktop.ui.widgets.pill import Pill
from csf_desktop.ui.widgets.text import label

WIDTH = 356
"""Between the least and the most that ``SplitView`` gives it."""


class DetailPanel(QFrame):
    """Fill ``body`` (a vertical layout) and ``foot`` (a horizontal one) with the view's widgets."""

    close_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(name)
        self.reference = label("", "reference")
        self.title = label("", "h2", wrap=True)
        self.pill = Pill()
        self.close_button = icon_button("close-line", "Fermer le détail", shortcut_hint="Échap")
        self.back_button = icon_button(
            "arrow-left-line", "Revenir à la liste", shortcut_hint="Échap"
        )
        self._build_layout()
        self.close_button.clicked.connect(self.close_requested)
        self.back_button.clicked.connect(self.close_requested)
        self.set_compact(is_compact=False)

    def set_head(
        self, title: str, reference: str = "", status: str = "", tone: Tone = Tone.MUTE
    ) -> None:
        """Show whose detail this is, and its status pill if any."""
        self.title.setText(title)
        self.reference.setText(reference)
        self.pill.set_status(status, tone)

    def forget(self) -> None:
        """Forget every word: the vault is being locked. A subclass empties its body too."""
        self.set_head("")

    def clear_body(self) -> None:
        """Take every widget out of the body and the foot."""
        for layout in (self.body, self.foot):
            while layout.count():
                item = layout.takeAt(0)
                widget = item.widget() if item else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        self._foot_frame.hide()

    def show_foot(self, *, is_shown: bool = True) -> None:
        """Show or hide the foot."""
        self._foot_frame.setVisible(is_shown)

    def set_compact(self, *, is_compact: bool) -> None:
        """Offer the way back to the list at the left instead of the cross at the right."""
        self.back_button.setVisible(is_compact)
        self.close_button.setVisible(not is_compact)

    def focus_first(self) -> None:
        """Put the keyboard in the panel."""
        shown = self.close_button if self.back_button.isHidden() else self.back_button
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def scroll_to_top(self) -> None:
        """Show the beginning of the body."""
        self._scroll.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        """Ask for one width whatever it shows, so that the list beside it does not move."""
        return QSize(px(WIDTH), super().sizeHint().height())

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self._make_head())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "scroll-body")
        self.body = QVBoxLayout()
        self.body.setSpacing(px(11))
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(px(18), px(14), px(18), px(8))
        outer.addLayout(self.body)
        outer.addStretch(1)
        self._scroll.setWidget(inner)
        box.addWidget(self._scroll, 1)
        self._foot_frame = QFrame()
        self._foot_frame.setProperty("role", "panel-foot")
        self.foot = QHBoxLayout(self._foot_frame)
        self.foot.setContentsMargins(px(14), px(10), px(14), px(10))
        self.foot.setSpacing(px(8))
        box.addWidget(self._foot_frame)

    def _make_head(self) -> QFrame:
        head = QFrame()
        head.setProperty("role", "panel-head")
        box = QVBoxLayout(head)
        box.setContentsMargins(px(18), px(10), px(12), px(12))
        box.setSpacing(px(2))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self.back_button)
        top.addWidget(self.reference)
        top.addWidget(self.pill)
        top.addStretch()
        top.addWidget(self.close_button)
        box.addLayout(top)
        box.addWidget(self.title)
        return head
