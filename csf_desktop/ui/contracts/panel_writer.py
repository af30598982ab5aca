"""What a person does in the panel of a contract, written by the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError
from csf_desktop.models.codes import ContractStatus
from csf_desktop.services import contracts, organisations
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.contract_parts import receive_document
from csf_desktop.services.departures import contact_left, name_successor
from csf_desktop.services.organisations import ContactDraft
from csf_desktop.services.sharing import share_contract
from csf_desktop.ui.contracts.creation_form import CreationForm
from csf_desktop.ui.contracts.details_page import DetailsPage
from csf_desktop.ui.contracts.edit_form import BUYER, EditForm
from csf_desktop.ui.contracts.panel_foot import CreationFoot
from csf_desktop.ui.contracts.part_services import (
    LOTS,
    ORDERS,
    PLACES,
    connect_part,
    requests_services,
)
from csf_desktop.ui.contracts.share_form import Sharing
from csf_desktop.ui.tasks import TaskRunner


class ContractWriter(QObject):
    """Writes for the contract that ``shown_id`` tells; a refusal goes to its form, or is told."""

    refused = Signal(str)  # one sentence
    created = Signal(str)  # id of a new contract

    def __init__(
        self,
        runner: TaskRunner,
        today: Callable[[], date],
        shown_id: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._runner, self._today, self.shown_id = runner, today, shown_id
        self._owner = parent

    def write(
        self,
        service: Callable[..., Any],
        *args: object,
        done: Callable[[], object] | None = None,
        refused: Callable[[CsfError], object] | None = None,
        **options: Any,  # noqa: ANN401 - what that service takes
    ) -> None:
        """Call a service that writes; without ``refused`` its refusal is told in a message."""
        self._runner.run(
            service,
            *args,
            on_success=(lambda _changes: done()) if done else None,
            on_error=refused or (lambda error: self.refused.emit(str(error))),
            parent=self._owner,
            **options,
        )

    # --- the details

    def connect_details(self, page: DetailsPage) -> None:
        """Write what is done in the details of a contract."""
        page.hours.sizes.volume_chosen.connect(self._write_volume)
        page.step.step_submitted.connect(partial(self._write_step, page))
        page.share.sharing_submitted.connect(partial(self._write_sharing, page))
        departure = page.contacts.departure
        departure.departure_told.connect(partial(self._write_departure, page))
        departure.successor_named.connect(partial(self._write_successor, page))
        page.contacts.contact_submitted.connect(partial(self._write_contact, page))
        page.contacts.contact_edited.connect(partial(self._write_contact_fields, page))
        for told in (page.alerts.receipt_told, page.requests.receipt_told):
            told.connect(self._write_receipt)
        connect_part(page.lots, LOTS, self)
        connect_part(page.orders, ORDERS, self)
        connect_part(page.places, PLACES, self)
        connect_part(page.requests, requests_services(self._today), self)

    def _write_volume(self, minutes: int) -> None:
        self.write(contracts.update_contract, self.shown_id(), {"clause_minutes": minutes})

    def _write_step(self, page: DetailsPage, status: str, day: date) -> None:
        def done() -> None:
            page.step.finish()
            if status == ContractStatus.NOTIFIED:
                page.notified.present()

        self.write(
            contracts.set_contract_status,
            self.shown_id(),
            status,
            day,
            done=done,
            refused=page.step.show_error,
        )

    def _write_sharing(self, page: DetailsPage, sharing: Sharing) -> None:
        self.write(
            share_contract,
            self.shown_id(),
            sharing.shares,
            self._today(),
            lot_id=sharing.lot_id,
            starts_on=sharing.starts_on,
            week_minutes=sharing.week_minutes,
            one_after_another=sharing.one_after_another,
            done=page.share.finish,
            refused=page.share.show_error,
        )

    def _write_departure(
        self, page: DetailsPage, contact_id: str, day: date, successor: ContactDraft | None
    ) -> None:
        form = page.contacts.departure
        self.write(
            contact_left,
            contact_id,
            day,
            successor,
            self._today(),
            done=form.finish,
            refused=form.show_error,
        )

    def _write_successor(self, page: DetailsPage, contact_id: str, successor: ContactDraft) -> None:
        form = page.contacts.departure
        self.write(
            name_successor,
            contact_id,
            successor,
            self._today(),
            done=form.finish,
            refused=form.show_error,
        )

    def _write_contact(self, page: DetailsPage, draft: ContactDraft) -> None:
        form = page.contacts
        self.write(organisations.add_contact, draft, done=form.finish, refused=form.show_error)

    def _write_contact_fields(
        self, page: DetailsPage, contact_id: str, values: Mapping[str, Any]
    ) -> None:
        form = page.contacts.editing
        self.write(
            organisations.update_contact,
            contact_id,
            values,
            done=form.finish,
            refused=form.show_error,
        )

    def _write_receipt(self, request_id: str, day: date) -> None:
        self.write(receive_document, request_id, day)

    # --- the edit form

    def connect_edit(self, form: EditForm) -> None:
        """Write what is changed in the edit form of a contract."""
        form.fields_edited.connect(partial(self._write_fields, form))
        form.buyer_edited.connect(partial(self._write_buyer, form))
        form.awardees.company_submitted.connect(partial(self._write_company, form))
        form.awardees.removal_requested.connect(partial(self.write, contracts.remove_awardee))

    def _write_fields(self, form: EditForm, values: Mapping[str, Any]) -> None:
        self.write(
            contracts.update_contract,
            self.shown_id(),
            values,
            refused=lambda error: form.fail(list(values), error),
        )

    def _write_buyer(self, form: EditForm, name: str, siret: str) -> None:
        self.write(
            contracts.set_buyer,
            self.shown_id(),
            name,
            siret,
            refused=lambda error: form.fail(sorted(BUYER), error),
        )

    def _write_company(self, form: EditForm, name: str, siret: str, role: str) -> None:
        self.write(
            contracts.add_awardee,
            self.shown_id(),
            name,
            siret,
            role,
            done=form.awardees.reset,
            refused=form.awardees.show_error,
        )

    # --- the form of a new contract

    def connect_creation(self, form: CreationForm, foot: CreationFoot) -> None:
        """Make a contract from its form, or empty it."""
        foot.accepted.connect(partial(self._create, form, foot))
        foot.discarded.connect(form.reset)

    def _create(self, form: CreationForm, foot: CreationFoot) -> None:
        def made(changes: ChangeSet) -> None:
            foot.create_button.setEnabled(True)
            form.reset()
            self.created.emit(changes.created)

        def refused(error: CsfError) -> None:
            foot.create_button.setEnabled(True)
            form.show_error(error)

        draft = form.draft()
        if draft is None:
            return
        foot.create_button.setEnabled(False)
        self._runner.run(
            contracts.create_contract,
            draft,
            self._today(),
            on_success=made,
            on_error=refused,
            parent=self._owner,
        )
