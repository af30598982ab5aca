"""What the panel shows of a contract: what is owed, its life, parties, hours, parts, people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui.contracts.alerts_section import AlertsSection
from csf_desktop.ui.contracts.contacts_section import ContactsSection
from csf_desktop.ui.contracts.facts_section import FactsSection
from csf_desktop.ui.contracts.hours_section import HoursSection
from csf_desktop.ui.contracts.life_bar import LifeSection
from csf_desktop.ui.contracts.lots_section import LotsSection
from csf_desktop.ui.contracts.notified_card import NotifiedCard
from csf_desktop.ui.contracts.orders_section import OrdersSection
from csf_desktop.ui.contracts.parties_section import PartiesSection
from csf_desktop.ui.contracts.pathways_section import PathwaysSection
from csf_desktop.ui.contracts.places_section import PlacesSection
from csf_desktop.ui.contracts.requests_section import RequestsSection
from csf_desktop.ui.contracts.share_form import ShareForm
from csf_desktop.ui.contracts.step_form import StepForm
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import separator


class DetailsPage(QWidget):
    """Its parts tell what a person asks for; ``ContractWriter`` calls the services."""

    pathway_opened = Signal(str)  # id
    company_opened = Signal(str)  # id
    event_requested = Signal()
    sheets_requested = Signal()

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._contract_id = ""
        self.alerts = AlertsSection(today)
        self.step, self.notified = StepForm(today), NotifiedCard()
        self.life = LifeSection()
        self.parties, self.facts = PartiesSection(), FactsSection()
        self.hours, self.share = HoursSection(today), ShareForm(today)
        self.orders = OrdersSection(today)
        self.pathways = PathwaysSection()
        self.lots = LotsSection()
        self.places = PlacesSection(runner)
        self.requests = RequestsSection(today)
        self.contacts = ContactsSection(today)
        self._build_layout()
        self._connect_parts()

    @property
    def contract_id(self) -> str:
        """The contract shown, empty before the first."""
        return self._contract_id

    def set_details(
        self, details: ContractDetails, distances: Mapping[str, str], *, initials_only: bool
    ) -> None:
        """Show a contract; forms that were open for another one are emptied."""
        if details.id != self._contract_id:
            self._contract_id = details.id
            self._start_afresh()
        self.alerts.set_details(details)
        self.step.set_status(details.fields["status"])
        self.life.set_fields(details.fields, self._today())
        self.facts.set_details(details, distances)
        self.places.set_distances(distances)
        self.pathways.set_details(details, initials_only=initials_only)
        for part in (
            self.parties, self.hours, self.share, self.orders, self.lots, self.places,
            self.requests, self.contacts,
        ):  # fmt: skip
            part.set_details(details)

    def _connect_parts(self) -> None:
        """Let parts answer each other, and pass on what is for the panel."""
        alerts = self.alerts
        alerts.event_requested.connect(self.event_requested)
        alerts.share_requested.connect(self.share.open_for)
        alerts.contact_requested.connect(self.contacts.name_successor)
        alerts.order_requested.connect(self._on_order_requested)
        alerts.pathway_opened.connect(self.pathway_opened)
        self.notified.sheets_requested.connect(self.sheets_requested)
        self.notified.event_requested.connect(self.event_requested)
        self.hours.share_requested.connect(self.share.open_for)
        self.pathways.pathway_opened.connect(self.pathway_opened)
        self.parties.company_opened.connect(self.company_opened)

    @Slot(str)
    def _on_order_requested(self, order_id: str) -> None:
        self.orders.start_edit(order_id, "minutes")

    def _start_afresh(self) -> None:
        self.step.reset()
        self.step.fold()
        self.share.finish()
        self.notified.hide()
        for form in (self.orders, self.lots, self.places, self.requests, self.contacts):
            form.reset()

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(11))
        parts: tuple[QWidget, ...] = (
            self.notified, self.alerts, self.life, self.step, separator(),
            self.hours, self.share, self.orders, self.pathways, separator(),
            self.parties, self.facts, separator(),
            self.contacts, self.requests, separator(),
            self.lots, self.places,
        )  # fmt: skip
        for part in parts:
            box.addWidget(part)
