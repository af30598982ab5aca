"""What a contract is made of: lots, purchase orders, further places, documents asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.base import Record
from csf_desktop.models.codes import Actor
from csf_desktop.models.course import add_working_days
from csf_desktop.models.entities import (
    Contract,
    DocumentRequest,
    ExecutionPlace,
    Lot,
    Pathway,
    PurchaseOrder,
)
from csf_desktop.models.ids import new_id
from csf_desktop.reference.school_calendar import is_public_holiday
from csf_desktop.services import text
from csf_desktop.services.references import get
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.projections import read_rules
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault

LOT_CLEANERS: dict[str, text.Cleaner] = {
    "number": text.line,
    "title": text.line,
    "amount_cents": text.cents,
    "clause_minutes": text.minutes,
    "company_id": text.same,
}
ORDER_CLEANERS: dict[str, text.Cleaner] = {
    "number": text.line,
    "ordered_on": text.day,
    "amount_cents": text.cents,
    "minutes": text.optional_minutes,
    "lot_id": text.same,
}
PLACE_FIELDS = (
    *("label", "address", "postal_code", "commune_code", "commune", "department", "academie"),
)
PLACE_CLEANERS: dict[str, text.Cleaner] = dict.fromkeys(PLACE_FIELDS, text.line)
REQUEST_CLEANERS: dict[str, text.Cleaner] = {
    "title": text.line,
    "addressee": text.code(Actor),
    "asked_on": text.day,
    "due_on": text.day,
    "received_on": text.day,
    "pathway_id": text.same,
}


@dataclass(frozen=True, slots=True)
class LotDraft:
    """A lot to add; cents, minutes, the id of its company."""

    number: str = ""
    title: str = ""
    amount_cents: int | None = None
    clause_minutes: int = 0
    company_id: str | None = None


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """A purchase order to add; ``minutes`` only when the order states them, else by the clause."""

    number: str = ""
    ordered_on: date | None = None
    amount_cents: int | None = None
    minutes: int | None = None
    lot_id: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A further place of execution; ``department`` and ``academie`` are codes."""

    label: str = ""
    address: str = ""
    postal_code: str = ""
    commune_code: str = ""
    commune: str = ""
    department: str = ""
    academie: str = ""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A document asked of somebody on a day; due after the working days of the rules by default."""

    title: str
    addressee: str = Actor.COMPANY
    asked_on: date | None = None
    due_on: date | None = None
    pathway_id: str | None = None


def add_lot(vault: Vault, contract_id: str, draft: LotDraft) -> ChangeSet:
    """Add a lot; ``created`` is its id. Raises ``InvalidInputError`` for one without a word."""
    if not (draft.number.strip() or draft.title.strip()):
        raise InvalidInputError("Indiquez le numéro ou l’intitulé du lot.", field="number")
    return _add(vault, contract_id, Lot, draft, LOT_CLEANERS, "Ajout d’un lot")


def update_lot(vault: Vault, lot_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a lot; raise ``InvalidInputError`` naming the field."""
    return _update(vault, Lot, lot_id, values, LOT_CLEANERS, "Modification d’un lot")


def delete_lot(vault: Vault, lot_id: str) -> ChangeSet:
    """Take a lot off; refused while a pathway belongs to it, undone as any change."""
    with UnitOfWork(vault, "Suppression d’un lot") as work:
        lot = get(work.session, Lot, lot_id)
        user = work.session.scalars(
            select(Pathway.reference).where(Pathway.lot_id == lot.id, Pathway.deleted_at.is_(None))
        ).first()
        if user is not None:
            raise InvalidInputError(
                f"Le parcours {user} appartient à ce lot\u00a0: rattachez-le d’abord à un autre."
            )
        lot.deleted_at = datetime.now(UTC)
        return work.commit()


def add_order(vault: Vault, contract_id: str, draft: OrderDraft) -> ChangeSet:
    """Add a purchase order; the hours it unlocks follow from the clause (models.volume)."""
    if draft == OrderDraft():
        raise InvalidInputError("Indiquez le numéro, la date ou le montant du bon.", field="number")
    return _add(
        vault, contract_id, PurchaseOrder, draft, ORDER_CLEANERS, "Ajout d’un bon de commande"
    )


def update_order(vault: Vault, order_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a purchase order; raise ``InvalidInputError`` naming the field."""
    label = "Modification d’un bon de commande"
    return _update(vault, PurchaseOrder, order_id, values, ORDER_CLEANERS, label)


def delete_order(vault: Vault, order_id: str) -> ChangeSet:
    """Take a purchase order off; undone as any change."""
    return _delete(vault, PurchaseOrder, order_id, "Suppression d’un bon de commande")


def add_place(vault: Vault, contract_id: str, draft: PlaceDraft) -> ChangeSet:
    """Add a place of execution; ``created`` is its id."""
    if not (draft.label.strip() or draft.commune.strip() or draft.address.strip()):
        raise InvalidInputError("Indiquez la commune ou le nom du lieu.", field="commune")
    return _add(
        vault, contract_id, ExecutionPlace, draft, PLACE_CLEANERS, "Ajout d’un lieu d’exécution"
    )


def update_place(vault: Vault, place_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a place of execution; raise ``InvalidInputError`` naming the field."""
    label = "Modification d’un lieu d’exécution"
    return _update(vault, ExecutionPlace, place_id, values, PLACE_CLEANERS, label)


def delete_place(vault: Vault, place_id: str) -> ChangeSet:
    """Take a place of execution off; undone as any change."""
    return _delete(vault, ExecutionPlace, place_id, "Suppression d’un lieu d’exécution")


def request_document(vault: Vault, contract_id: str, draft: RequestDraft, today: date) -> ChangeSet:
    """Note that a document was asked for; ``created`` is the id of the request.

    Without a day it is due ten working days after it was asked for (rules), public holidays apart.
    """
    if not draft.title.strip():
        raise InvalidInputError("Indiquez le document demandé.", field="title")
    with UnitOfWork(vault, "Demande d’un document") as work:
        contract = get(work.session, Contract, contract_id)
        asked = draft.asked_on or today
        days = read_rules(work.session).document_working_days
        due = draft.due_on or add_working_days(asked, days, is_public_holiday)
        request = DocumentRequest(id=new_id(), contract_id=contract.id)
        values = {name: getattr(draft, name) for name in ("title", "addressee", "pathway_id")}
        text.edit(request, {**values, "asked_on": asked, "due_on": due}, REQUEST_CLEANERS)
        _check_request(request)
        work.session.add(request)
        return work.commit(request.id)


def update_request(vault: Vault, request_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a request; raise ``InvalidInputError`` naming the field."""
    with UnitOfWork(vault, "Modification d’une demande de document") as work:
        request = get(work.session, DocumentRequest, request_id)
        text.edit(request, values, REQUEST_CLEANERS)
        _check_request(request)
        return work.commit()


def receive_document(vault: Vault, request_id: str, day: date) -> ChangeSet:
    """Note the day the document came: nobody owes it any more."""
    with UnitOfWork(vault, "Réception d’un document") as work:
        request = get(work.session, DocumentRequest, request_id)
        text.edit(request, {"received_on": day}, REQUEST_CLEANERS)
        _check_request(request)
        return work.commit()


def delete_request(vault: Vault, request_id: str) -> ChangeSet:
    """Take a request off; undone as any change."""
    return _delete(vault, DocumentRequest, request_id, "Suppression d’une demande de document")


def _add(
    vault: Vault,
    contract_id: str,
    record: type[Any],
    draft: Any,  # noqa: ANN401 - the draft of that record
    cleaners: Mapping[str, text.Cleaner],
    label: str,
) -> ChangeSet:
    with UnitOfWork(vault, label) as work:
        contract = get(work.session, Contract, contract_id)
        work.relabel(f"{label} au marché {contract.reference}")
        made = record(id=new_id(), contract_id=contract.id)
        text.edit(made, {name: getattr(draft, name) for name in cleaners}, cleaners)
        work.session.add(made)
        return work.commit(made.id)


def _update(
    vault: Vault,
    record: type[Record],
    record_id: str,
    values: Mapping[str, Any],
    cleaners: Mapping[str, text.Cleaner],
    label: str,
) -> ChangeSet:
    with UnitOfWork(vault, label) as work:
        text.edit(get(work.session, record, record_id), values, cleaners)
        return work.commit()


def _delete(vault: Vault, record: type[Record], record_id: str, label: str) -> ChangeSet:
    with UnitOfWork(vault, label) as work:
        get(work.session, record, record_id).deleted_at = datetime.now(UTC)
        return work.commit()


def _check_request(request: DocumentRequest) -> None:
    asked = request.asked_on
    for name, word in (("due_on", "L’échéance"), ("received_on", "La réception")):
        day = getattr(request, name)
        if asked is not None and day is not None and day < asked:
            raise InvalidInputError(
                f"{word} précède la demande\u00a0: corrigez l’une des deux dates.", field=name
            )
