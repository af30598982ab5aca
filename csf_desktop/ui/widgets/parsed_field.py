"""A line that stands for a number: read as it was typed, shown in its usual form when left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.text import label


class ParsedLineField(Field):
    """A subclass says how to read what is typed, how to show it, and what to say otherwise."""

    parse: Callable[[str], int | None]
    """Reads a text that is not blank; ``None`` when it cannot be read."""

    in_words: Callable[[int], str]
    """Writes a value in its usual form."""

    wrong: str
    """One French sentence for what cannot be read, with an example."""

    def __init__(
        self, placeholder: str, width: int, unit: str = "", parent: QWidget | None = None
    ) -> None:
        """``placeholder`` is an example; ``width`` is in pixels of zoom 1; ``unit`` follows."""
        self.edit = QLineEdit()
        super().__init__(self.edit, parent)
        self.edit.setPlaceholderText(f"ex.\u00a0{placeholder}" if placeholder else "")
        self.edit.setMaximumWidth(px(width))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.edit)
        if unit:
            row.addWidget(label(unit))
        row.addStretch()
        self._box.addLayout(row)
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.returnPressed.connect(self.finish)

    def value(self) -> int | None:
        """Return the value, ``None`` when the line is empty or cannot be read."""
        return None if self.is_empty() else self.parse(self.edit.text())

    def set_value(self, value: int | None) -> None:
        """Show a value."""
        self.edit.setText("" if value is None else self.in_words(value))

    def is_empty(self) -> bool:
        return not self.edit.text().strip()

    def problem(self) -> str:
        return "" if self.is_empty() or self.value() is not None else self.wrong

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self.value_changed.emit()

    def _tidy(self) -> None:
        if self.value() is not None:
            self.set_value(self.value())
