"""The purchase orders of a contract whose hours each order unlocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError
from csf_desktop.models.codes import VolumeMode
from csf_desktop.services.contract_page import ContractDetails, OrderLine
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.formatting import euros, hours, short_date
from csf_desktop.ui.widgets.amount_field import AmountField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What a person typed of a purchase order; cents and minutes."""

    number: str
    ordered_on: date | None
    amount_cents: int | None
    minutes: int | None


class OrdersSection(Section):
    """Hidden for a contract with a fixed volume."""

    order_submitted = Signal(object)  # NewOrder

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Bons de commande", parent)
        self._shown: tuple[OrderLine, ...] | None = None
        self._rule = label("", "small", wrap=True)
        self._lines = Lines(spacing=4)
        self._number, self._amount = LineField(), AmountField()
        self._day, self._minutes = DateField(today), HoursField("150")
        hint = "Laissez vide pour appliquer la règle du marché."
        fields = {
            "number": FormField("Numéro du bon", self._number, required=True),
            "ordered_on": FormField("Date", self._day),
            "amount_cents": FormField("Montant du bon", self._amount),
            "minutes": FormField("Heures de ce bon", self._minutes, hint=hint),
        }
        self._form = InlineForm("Ajouter un bon de commande", fields, "Ajouter")
        for part in (self._rule, self._lines, self._form):
            self.box.addWidget(part)
        self._form.submitted.connect(self._on_form_submitted)

    def set_details(self, details: ContractDetails) -> None:
        """Show the orders of a contract and the rule that gives their hours."""
        mode = details.fields["volume_mode"]
        self.setVisible(mode != VolumeMode.FIXED)
        self._rule.setText(_rule(details))
        if details.orders != self._shown:
            self._shown = details.orders
            self._lines.set_rows([label(_line(order), wrap=True) for order in details.orders])

    def reset(self) -> None:
        """Fold and empty the form: another contract is shown, or the order was added."""
        self._form.finish()

    def show_error(self, error: CsfError) -> None:
        """Show why the order was refused."""
        self._form.show_error(error)

    @Slot()
    def _on_form_submitted(self) -> None:
        self.order_submitted.emit(
            NewOrder(
                self._number.value(),
                self._day.value(),
                self._amount.value(),
                self._minutes.value(),
            )
        )


def _rule(details: ContractDetails) -> str:
    fields = details.fields
    if fields["volume_mode"] == VolumeMode.PER_ORDER:
        return f"{hours(fields['minutes_per_order'])} par bon de commande"
    step, minutes = fields["amount_step_cents"], fields["minutes_per_amount"]
    return f"{hours(minutes)} par tranche de {euros(step)} commandée"


def _line(order: OrderLine) -> str:
    parts = [f"Bon {order.number}" if order.number else "Bon sans numéro"]
    if order.ordered_on is not None:
        parts.append(short_date(order.ordered_on))
    if order.amount_cents is not None:
        parts.append(euros(order.amount_cents))
    if order.minutes is not None:
        parts.append(hours(order.minutes))
    return " · ".join(parts)
