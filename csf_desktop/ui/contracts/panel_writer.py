"""What a person does in the panel of a contract, written by the services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError
from csf_desktop.services import contract_parts as parts
from csf_desktop.services import contracts, organisations
from csf_desktop.services.organisations import ContactDraft
from csf_desktop.services.sharing import share_contract
from csf_desktop.ui.contracts.details_page import DetailsPage
from csf_desktop.ui.contracts.edit_form import BUYER, EditForm
from csf_desktop.ui.contracts.part_section import PartSection
from csf_desktop.ui.contracts.share_form import Sharing
from csf_desktop.ui.tasks import TaskRunner

NOBODY_OR_NOTHING = ("company_id", "lot_id", "pathway_id")
"""Choices that are stored as none when nothing is chosen."""


@dataclass(frozen=True)
class PartServices:
    """How a kind of line is made, changed and taken off."""

    draft: Callable[..., Any]
    add: Callable[..., Any]
    update: Callable[..., Any]
    delete: Callable[..., Any]


LOTS = PartServices(parts.LotDraft, parts.add_lot, parts.update_lot, parts.delete_lot)
ORDERS = PartServices(parts.OrderDraft, parts.add_order, parts.update_order, parts.delete_order)
PLACES = PartServices(parts.PlaceDraft, parts.add_place, parts.update_place, parts.delete_place)


class ContractWriter(QObject):
    """Writes for the contract that ``shown_id`` tells; a refusal goes to its form, or is told."""

    refused = Signal(str)  # one sentence
    notified = Signal()  # the step was just taken

    def __init__(
        self,
        runner: TaskRunner,
        today: Callable[[], date],
        shown_id: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._runner, self._today, self._shown_id = runner, today, shown_id
        self._owner = parent
        self._requests = PartServices(
            _request_draft, self._request_document, parts.update_request, parts.delete_request
        )

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
        page.contacts.departure_told.connect(self._write_departure)
        page.contacts.contact_submitted.connect(partial(self._write_contact, page))
        for told in (page.alerts.receipt_told, page.requests.receipt_told):
            told.connect(self._write_receipt)
        self._connect_part(page.lots, LOTS)
        self._connect_part(page.orders, ORDERS)
        self._connect_part(page.places, PLACES)
        self._connect_part(page.requests, self._requests)

    def _connect_part(self, section: PartSection[Any], services: PartServices) -> None:
        section.add_requested.connect(partial(self._add_part, section, services))
        section.edit_requested.connect(partial(self._edit_part, section, services))
        section.removal_requested.connect(partial(self.write, services.delete))

    def _add_part(
        self, section: PartSection[Any], services: PartServices, values: Mapping[str, Any]
    ) -> None:
        self.write(
            services.add,
            self._shown_id(),
            services.draft(**_cleaned(values)),
            done=section.adding.finish,
            refused=section.adding.show_error,
        )

    def _edit_part(
        self,
        section: PartSection[Any],
        services: PartServices,
        part_id: str,
        values: Mapping[str, Any],
    ) -> None:
        self.write(
            services.update,
            part_id,
            _cleaned(values),
            done=section.editing.finish,
            refused=section.editing.show_error,
        )

    def _request_document(self, vault: Any, contract_id: str, draft: Any) -> Any:  # noqa: ANN401
        return parts.request_document(vault, contract_id, draft, self._today())

    def _write_volume(self, minutes: int) -> None:
        self.write(contracts.update_contract, self._shown_id(), {"clause_minutes": minutes})

    def _write_step(self, page: DetailsPage, status: str, day: date) -> None:
        def done() -> None:
            page.step.finish()
            if status == "notified":
                self.notified.emit()

        self.write(
            contracts.set_contract_status,
            self._shown_id(),
            status,
            day,
            done=done,
            refused=page.step.show_error,
        )

    def _write_sharing(self, page: DetailsPage, sharing: Sharing) -> None:
        self.write(
            share_contract,
            self._shown_id(),
            sharing.shares,
            self._today(),
            lot_id=sharing.lot_id,
            starts_on=sharing.starts_on,
            week_minutes=sharing.week_minutes,
            one_after_another=sharing.one_after_another,
            done=page.share.finish,
            refused=page.share.show_error,
        )

    def _write_departure(self, contact_id: str, day: date) -> None:
        self.write(organisations.update_contact, contact_id, {"until": day})

    def _write_contact(self, page: DetailsPage, draft: ContactDraft) -> None:
        form = page.contacts
        self.write(organisations.add_contact, draft, done=form.finish, refused=form.show_error)

    def _write_receipt(self, request_id: str, day: date) -> None:
        self.write(parts.receive_document, request_id, day)

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
            self._shown_id(),
            values,
            refused=lambda error: form.fail(list(values), error),
        )

    def _write_buyer(self, form: EditForm, name: str, siret: str) -> None:
        self.write(
            contracts.set_buyer,
            self._shown_id(),
            name,
            siret,
            refused=lambda error: form.fail(sorted(BUYER), error),
        )

    def _write_company(self, form: EditForm, name: str, siret: str, role: str) -> None:
        self.write(
            contracts.add_awardee,
            self._shown_id(),
            name,
            siret,
            role,
            done=form.awardees.reset,
            refused=form.awardees.show_error,
        )


def _request_draft(**values: Any) -> parts.RequestDraft:  # noqa: ANN401 - the fields of the form
    values.pop("received_on")
    return parts.RequestDraft(**values)


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the services store of fields left empty."""
    found = dict(values)
    for name in NOBODY_OR_NOTHING:
        if name in found:
            found[name] = found[name] or None
    if "clause_minutes" in found:
        found["clause_minutes"] = found["clause_minutes"] or 0
    return found
