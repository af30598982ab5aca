"""Labels and small text blocks by role (the roles of resources/styles/application.qss)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label: what comes from data is never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if role:
        made.setProperty("role", role)
    return made


def set_role(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and restyle the widget."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    for child in widget.findChildren(QWidget):
        style.unpolish(child)
        style.polish(child)


def separator() -> QFrame:
    """Return a thin horizontal line."""
    line = QFrame()
    line.setProperty("role", "line")
    return line


class KeyValueGrid(QWidget):
    """Captions above values, in columns: the head of a detail panel."""

    def __init__(self, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._values: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(10))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def set_value(self, key: str, value: str) -> None:
        """Show ``value`` under the caption ``key``, which is added the first time."""
        if key not in self._values:
            self._add(key)
        self._values[key].setText(value or "–")

    def value(self, key: str) -> str:
        """Return what is shown under a caption."""
        return self._values[key].text()

    def _add(self, key: str) -> None:
        box = QVBoxLayout()
        box.setSpacing(px(1))
        shown = label("", "value", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(key)
        box.addWidget(label(key, "key"))
        box.addWidget(shown)
        box.addStretch()
        row, column = divmod(len(self._values), self._columns)
        self._grid.addLayout(box, row, column)
        self._values[key] = shown
