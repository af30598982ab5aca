"""What the panel shows of a contract: next action, key values, hours, people, pathways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import AwardeeRole
from csf_desktop.reference.cpv import label_of
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.contract_page import AwardeeLine, ContractDetails
from csf_desktop.ui.contracts.contacts_section import ContactsSection
from csf_desktop.ui.contracts.hours_section import HoursSection
from csf_desktop.ui.contracts.orders_section import OrdersSection
from csf_desktop.ui.contracts.pathways_section import PathwaysSection
from csf_desktop.ui.contracts.step_form import StepForm
from csf_desktop.ui.formatting import NBSP, euros, short_date
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.next_card import NextCard
from csf_desktop.ui.widgets.text import KeyValueGrid, separator


class DetailsPage(QWidget):
    """Its parts tell what a person asks for; the panel calls the services."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._contract_id = ""
        self.next_card = NextCard()
        self.step = StepForm(today)
        self.parties = KeyValueGrid(columns=1)
        self.values = KeyValueGrid(columns=2)
        self.place = KeyValueGrid(columns=1)
        self.hours = HoursSection()
        self.pathways = PathwaysSection()
        self.orders = OrdersSection(today)
        self.contacts = ContactsSection(today)
        self._build_layout()

    def set_details(self, details: ContractDetails, *, initials_only: bool) -> None:
        """Show a contract; forms that were open for another one are emptied."""
        if details.id != self._contract_id:
            self._contract_id = details.id
            for form in (self.step, self.orders, self.contacts):
                form.reset()
            self.step.fold()
        self.next_card.show_action(details.next, self._today(), details.fields["notified_on"])
        self.step.set_status(details.fields["status"])
        self._show_values(details)
        self.hours.set_details(details)
        self.pathways.set_details(details, initials_only=initials_only)
        self.orders.set_details(details)
        self.contacts.set_details(details)

    def _show_values(self, details: ContractDetails) -> None:
        fields = details.fields
        self.parties.set_value("Acheteur", _with_siret(details.buyer_name, details.buyer_siret))
        companies = "\n".join(_awardee(line) for line in details.awardees)
        self.parties.set_value("Entreprises", companies)
        self.values.set_value("Montant", euros(fields["amount_cents"]))
        self.values.set_value("Durée", _months(fields["duration_months"]))
        self.values.set_value("Notification", short_date(fields["notified_on"]))
        self.values.set_value("Fin", short_date(fields["ends_on"]))
        self.place.set_value("Lieu d’exécution", fields["place"])
        self.place.set_value("Nature de l’achat (CPV)", _cpv(fields["cpv"]))

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(11))
        parts: tuple[QWidget, ...] = (
            self.next_card, self.step, self.parties, self.values, self.place, separator(),
            self.hours, separator(), self.pathways, self.orders, separator(), self.contacts,
        )  # fmt: skip
        for part in parts:
            box.addWidget(part)


def _with_siret(name: str, siret: str) -> str:
    return "\n".join(
        part for part in (name, f"SIRET {format_siret(siret)}" if siret else "") if part
    )


def _awardee(line: AwardeeLine) -> str:
    role = code_label(AwardeeRole, line.role).lower()
    name = f"{line.name} ({role})" if line.name else role.capitalize()
    number = line.siret or line.other_id
    return _with_siret(name, line.siret) if line.siret else "\n".join(filter(None, (name, number)))


def _months(number: int | None) -> str:
    return "" if number is None else f"{number}{NBSP}mois"


def _cpv(code: str) -> str:
    label = label_of(code)
    return f"{code} – {label}" if code and label else code
