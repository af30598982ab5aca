"""The purchase orders of a contract: what each unlocks, and what pathways use of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from csf_desktop.models.codes import VolumeMode
from csf_desktop.services.contract_page import ContractDetails, OrderLine
from csf_desktop.ui.contracts.part_section import LineWords, PartSection, PartWords
from csf_desktop.ui.contracts.wording import lot_name
from csf_desktop.ui.formatting import euros, hours, short_date
from csf_desktop.ui.widgets.amount_field import AmountField
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label

TO_CONVERT = "Heures à convertir\u00a0: indiquez celles de ce bon, ou la règle du marché."


class OrdersSection(PartSection[OrderLine]):
    """Hidden for a contract with a fixed volume, unless it has orders all the same."""

    words = PartWords("Bons de commande", "Aucun bon pour l’instant.", "Ajouter un bon de commande")

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self._today = today
        self._is_fixed = False
        self._lots: dict[str, str] = {}
        super().__init__(parent)
        self._rule = label("", "small", wrap=True)
        self.box.insertWidget(1, self._rule)

    def make_fields(self) -> Mapping[str, FormField]:
        hint = "Laissez vide pour appliquer la règle du marché."
        return {
            "number": FormField("Numéro du bon", LineField(max_length=100), required=True),
            "ordered_on": FormField("Date", DateField(self._today)),
            "amount_cents": FormField("Montant du bon", AmountField()),
            "minutes": FormField("Heures de ce bon", HoursField("150"), hint=hint),
            "lot_id": FormField("Lot", ChoiceField(empty_label="Aucun lot")),
        }

    def set_details(self, details: ContractDetails) -> None:
        self._is_fixed = details.fields["volume_mode"] == VolumeMode.FIXED
        self.setVisible(not self._is_fixed or bool(details.orders))
        self._rule.setText(_rule(details))
        lots = {lot.id: lot_name(lot) for lot in details.lots}
        self.set_choices("lot_id", list(lots.items()))
        is_other, self._lots = lots != self._lots, lots
        self.show_parts(details.orders, anew=is_other)

    def parts(self, details: ContractDetails) -> tuple[OrderLine, ...]:
        return details.orders

    def say(self, part: OrderLine) -> LineWords:
        said = [self._lots.get(part.lot_id, "")]
        if part.ordered_on is not None:
            said.append(short_date(part.ordered_on))
        if part.amount_cents is not None:
            said.append(euros(part.amount_cents))
        name = f"Bon {part.number}" if part.number else "Bon sans numéro"
        if part.unlocked is None:
            return LineWords(name, " · ".join(filter(None, said)), TO_CONVERT)
        if not self._is_fixed:
            said.append(f"{hours(part.unlocked)} débloquées, {hours(part.covered)} prévues")
        return LineWords(name, " · ".join(filter(None, said)))

    def values_of(self, part: OrderLine) -> dict[str, Any]:
        return {
            "number": part.number,
            "ordered_on": part.ordered_on,
            "amount_cents": part.amount_cents,
            "minutes": part.minutes,
            "lot_id": part.lot_id,
        }


def _rule(details: ContractDetails) -> str:
    fields = details.fields
    if fields["volume_mode"] == VolumeMode.FIXED:
        return "Le volume du marché est fixe\u00a0: les bons ne débloquent pas d’heures."
    limit = fields["clause_minutes"]
    ending = f", {hours(limit)} au plus" if limit else ""
    if fields["volume_mode"] == VolumeMode.PER_ORDER:
        minutes = fields["minutes_per_order"]
        said = f"{hours(minutes)} par bon de commande" if minutes else "Heures dites par chaque bon"
        return f"{said}{ending}"
    step, minutes = fields["amount_step_cents"], fields["minutes_per_amount"]
    if not step or not minutes:
        return f"Règle à préciser\u00a0: heures par tranche de montant commandé{ending}"
    return f"{hours(minutes)} par tranche de {euros(step)} commandée{ending}"
