"""A part of the detail panel: a small title and what stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label


class Section(QWidget):
    """Fill ``box`` with widgets; they stand under the title."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, px(4), 0, 0)
        self.box.setSpacing(px(6))
        self.box.addWidget(label(title, "h3"))


class Lines(QWidget):
    """Rows of widgets that are made again when what they show changes."""

    def __init__(self, spacing: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(spacing))

    def set_rows(self, rows: Sequence[QWidget]) -> None:
        """Replace every row."""
        while self._box.count():
            item = self._box.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            self._box.addWidget(row)
        self._join_tab_order(rows)
        self.setVisible(bool(rows))

    def _join_tab_order(self, rows: Sequence[QWidget]) -> None:
        """Put the rows where they stand for the Tab key: new widgets come last in the window."""
        before: QWidget = self.previousInFocusChain() or self
        while before is not self and not _takes_tab(before):
            before = before.previousInFocusChain() or self
        for row in rows:
            before = join_tab_order(before, row)


def bring_into_sight(widget: QWidget, margin: int = 0) -> None:
    """Scroll what a widget stands in until it shows."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget, 0, px(margin))


def join_tab_order(before: QWidget, parent: QWidget) -> QWidget:
    """Let Tab go from ``before`` through what is in ``parent``; return the last one it visits."""
    for part in parent.findChildren(QWidget):
        if _takes_tab(part) and part.window() is before.window():  # lists of suggestions are not
            QWidget.setTabOrder(before, part)
            before = part
    return before


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
