"""An amount of money, typed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csf_desktop.models.quantities import parse_amount
from csf_desktop.ui.formatting import euros
from csf_desktop.ui.widgets.parsed_field import ParsedLineField


class AmountField(ParsedLineField):
    """An amount in cents; « 575000 » becomes « 575 000 € » when the field is left."""

    parse = staticmethod(parse_amount)
    in_words = staticmethod(euros)
    wrong = "Tapez un montant en euros, par exemple 575\u00a0000 ou 575\u00a0000,50."

    def __init__(self, placeholder: str = "575 000,00", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, 200, parent=parent)
