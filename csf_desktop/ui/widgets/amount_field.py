"""An amount of money, typed."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from csf_desktop.ui.formatting import euros
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.amount_text import parse_amount
from csf_desktop.ui.widgets.field import Field

WRONG = "Tapez un montant en euros, par exemple 575 000 ou 575 000,50.".replace(" 0", "\u00a00")


class AmountField(Field):
    """An amount in cents; « 575000 » becomes « 575 000 € » when the field is left."""

    def __init__(self, placeholder: str = "575 000,00", parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit, parent)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaximumWidth(px(200))
        self._box.addWidget(self.edit)
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.returnPressed.connect(self.finish)

    def value(self) -> int | None:
        """Return cents, ``None`` when empty or unreadable."""
        return parse_amount(self.edit.text())

    def set_value(self, cents: int | None) -> None:
        """Show an amount in cents."""
        self.edit.setText("" if cents is None else euros(cents))

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
