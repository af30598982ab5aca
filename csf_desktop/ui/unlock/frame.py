"""The common look of the unlock screens: brand at the left, one column of content."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csf_desktop.ui.screen import MIN_HEIGHT, MIN_WIDTH
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.logo import Logo
from csf_desktop.ui.widgets.text import label

COLUMN_WIDTH = 460


class UnlockFrame(QWidget):
    """A window with the brand above a scrolling column (``column``) and a foot (``foot``)."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(MIN_WIDTH, MIN_HEIGHT)
        self._build(title)

    def scroll_to_top(self) -> None:
        """Show the beginning of the column."""
        self._scroll.verticalScrollBar().setValue(0)

    def show_in_view(self, part: QWidget) -> None:
        """Scroll so that a part of the column is seen."""
        self._scroll.ensureWidgetVisible(part)

    def _build(self, title: str) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(_brand(title))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("role", "scroll-body")
        holder = QHBoxLayout(inner)
        holder.setContentsMargins(px(24), px(20), px(24), px(16))
        middle = QWidget()
        middle.setMaximumWidth(px(COLUMN_WIDTH))
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(12))
        holder.addStretch(1)
        holder.addWidget(middle, 100)
        holder.addStretch(1)
        self._scroll.setWidget(inner)
        box.addWidget(self._scroll, 1)
        foot = QFrame()
        foot.setProperty("role", "panel-foot")
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(px(24), px(10), px(24), px(10))
        self.foot.setSpacing(px(10))
        box.addWidget(foot)


def _brand(title: str) -> QFrame:
    head = QFrame()
    head.setProperty("role", "panel-head")
    row = QHBoxLayout(head)
    row.setContentsMargins(px(24), px(10), px(24), px(10))
    row.setSpacing(px(12))
    row.addWidget(Logo())
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(label("CSF Desktop", "brand"))
    names.addWidget(label(title, "small"))
    row.addLayout(names, 1)
    return head
