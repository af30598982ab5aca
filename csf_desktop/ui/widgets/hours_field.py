"""A duration in hours and minutes, typed."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from csf_desktop.ui.formatting import hours
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.hours_text import parse_hours

WRONG = "Tapez une durée en heures, par exemple 12h30 ou 12,5."


class HoursField(Field):
    """A duration in minutes; « 12h30 » and « 12,5 » become « 12 h 30 » when the field is left."""

    def __init__(self, placeholder: str = "12h30", parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit, parent)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaximumWidth(px(140))
        self._box.addWidget(self.edit)
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.returnPressed.connect(self.finish)

    def value(self) -> int | None:
        """Return minutes, ``None`` when empty or unreadable."""
        return parse_hours(self.edit.text())

    def set_value(self, minutes: int | None) -> None:
        """Show a duration in minutes."""
        self.edit.setText("" if minutes is None else hours(minutes))

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
