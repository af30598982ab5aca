"""A whole number, typed."""

from __future__ import annotations

import re

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from csf_desktop.ui.formatting import grouped
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.text import label

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
WRONG = "Tapez un nombre entier, sans virgule."


class NumberField(Field):
    """A whole number from 0, followed by its unit (« mois »)."""

    def __init__(
        self, unit: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit, parent)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaximumWidth(px(90))
        self.edit.setMaxLength(12)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.edit)
        row.addWidget(label(unit))
        row.addStretch()
        self._box.addLayout(row)
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.returnPressed.connect(self.finish)

    def value(self) -> int | None:
        """Return the number, ``None`` when empty or unreadable."""
        digits = _SPACES.sub("", self.edit.text())
        return int(digits) if digits.isascii() and digits.isdigit() else None

    def set_value(self, number: int | None) -> None:
        """Show a number."""
        self.edit.setText("" if number is None else grouped(number))

    def is_empty(self) -> bool:
        return not self.edit.text().strip()

    def problem(self) -> str:
        return "" if self.is_empty() or self.value() is not None else WRONG

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self.value_changed.emit()

    def _tidy(self) -> None:
        if self.value() is not None:
            self.set_value(self.value())
