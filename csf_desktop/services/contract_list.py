"""The list of Marchés and the page of one contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from csf_desktop.models.checks import size_warning
from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.entities import (
    Awardee,
    Buyer,
    Company,
    Contact,
    Contract,
    Lot,
    PurchaseOrder,
)
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.models.sizing import suggested_minutes
from csf_desktop.reference.siret import format_siret
from csf_desktop.services import listing
from csf_desktop.services.listing import ListSpec, Order, all_of
from csf_desktop.services.pathway_list import pathways_of_contract
from csf_desktop.services.references import get
from csf_desktop.services.rows import ContractRow, Listing, ListQuery, NextAction, PathwayRow
from csf_desktop.storage.search import rowid_of
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


def _row(values: Sequence[Any]) -> ContractRow:
    _, contract_id, reference, title, buyer_name, buyer_siret, *others = values
    *shown, owner, action, label, due, since = others
    shown.append(NextAction(owner, action, label, due, since))
    buyer = buyer_name or format_siret(buyer_siret)
    return ContractRow(contract_id, reference, title, buyer, *shown)


def _ends_unplaced(today: date) -> Any:  # noqa: ANN401 - a SQL condition
    horizon = today + timedelta(days=DEFAULT_RULES.late_contract_days)
    return all_of(
        Contract.ends_on.between(today, horizon),
        Contract.placed_count == 0,
        Contract.status != ContractStatus.CLOSED,
    )


BY_DUE = Order((Contract.due_order, Contract.reference), "ix_contract_due")

SPEC: ListSpec[ContractRow] = ListSpec(
    record=Contract,
    select=select(
        rowid_of(Contract),
        Contract.id,
        Contract.reference,
        Contract.object,
        func.coalesce(Buyer.name, ""),
        func.coalesce(Buyer.siret, ""),
        Contract.company_name,
        Contract.place,
        Contract.status,
        Contract.amount_cents,
        Contract.notified_on,
        Contract.ends_on,
        Contract.owed_minutes,
        Contract.committed_minutes,
        Contract.offered_minutes,
        Contract.done_minutes,
        Contract.pathway_count,
        Contract.placed_count,
        Contract.next_owner,
        Contract.next_action,
        Contract.next_label,
        Contract.next_due,
        Contract.last_event_on,
    ).outerjoin(Buyer, Buyer.id == Contract.buyer_id),
    make=_row,
    sorts={
        "": BY_DUE,
        "reference": Order((Contract.reference,), "ix_contract_reference"),
        "buyer": Order((Contract.buyer_key, Contract.reference), "ix_contract_buyer_key"),
        "company": Order((Contract.company_key, Contract.reference), "ix_contract_company_key"),
        "ends_on": Order((Contract.ends_on, Contract.reference), "ix_contract_ends_on"),
        "status": Order(
            (Contract.status, Contract.ends_on, Contract.reference), "ix_contract_status"
        ),
        "due": BY_DUE,
    },
    facts="ix_contract_facts",
    chips={
        "late": lambda today: Contract.due_order < today,
        "uncontacted": lambda _today: all_of(
            Contract.status == ContractStatus.NOTIFIED,
            Contract.last_contact_on.is_(None),
        ),
        "unplaced": _ends_unplaced,
        "active": lambda _today: Contract.status != ContractStatus.CLOSED,
    },
)
"""Chips: late, notified without any contact, ending within six months with nobody placed."""


def open_contracts(vault: Vault, query: ListQuery) -> Listing[ContractRow]:
    """Return the number of contracts and the first page."""
    with reading_session(vault) as session:
        return listing.open_list(session, SPEC, query)


def contract_page(
    vault: Vault, offset: int, limit: int, *, query: ListQuery
) -> tuple[ContractRow, ...]:
    """Return a page of contracts."""
    with reading_session(vault) as session:
        return listing.page(session, SPEC, query, offset, limit)


def contract_chips(vault: Vault, query: ListQuery) -> dict[str, int]:
    """Return the count behind each chip."""
    with reading_session(vault) as session:
        return listing.count_chips(session, SPEC, query)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person at a company or a buyer."""

    id: str
    name: str
    role: str
    phone: str
    email: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class AwardeeLine:
    """A company of a contract; ``other_id`` when the official file gave no valid SIRET."""

    id: str
    company_id: str
    name: str
    siret: str
    other_id: str
    role: str
    contacts: tuple[ContactLine, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A purchase order."""

    id: str
    number: str
    ordered_on: date | None
    amount_cents: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class LotLine:
    """A lot."""

    id: str
    number: str
    title: str
    clause_minutes: int


@dataclass(frozen=True)
class ContractDetails:
    """Everything the page of a contract shows; ``fields`` are the record's own, as stored.

    ``suggested_minutes`` is the usual volume for the amount; ``warnings`` are sentences.
    """

    id: str
    reference: str
    fields: dict[str, Any]
    buyer_name: str
    buyer_siret: str
    buyer_contacts: tuple[ContactLine, ...]
    awardees: tuple[AwardeeLine, ...]
    lots: tuple[LotLine, ...]
    orders: tuple[OrderLine, ...]
    pathways: tuple[PathwayRow, ...]
    owed_minutes: int
    committed_minutes: int
    offered_minutes: int
    done_minutes: int
    suggested_minutes: int | None
    next: NextAction
    warnings: tuple[str, ...]

    @property
    def left_minutes(self) -> int:
        """Minutes that no pathway uses yet; negative when pathways go over the volume."""
        return self.owed_minutes - self.committed_minutes - self.offered_minutes


def get_contract(vault: Vault, contract_id: str) -> ContractDetails:
    """Return a contract by its id; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        contract = get(session, Contract, contract_id)
        return contract_details(session, contract)


def contract_details(session: Session, contract: Contract) -> ContractDetails:
    """Return everything of a contract."""
    buyer = contract.buyer
    warning = size_warning(contract.clause_minutes, contract.amount_cents)
    return ContractDetails(
        id=contract.id,
        reference=contract.reference,
        fields={name: getattr(contract, name) for name in contract.journalled_fields()},
        buyer_name=buyer.name if buyer else "",
        buyer_siret=buyer.siret if buyer else "",
        buyer_contacts=_contacts(session, Contact.buyer_id == contract.buyer_id),
        awardees=_awardees(session, contract.id),
        lots=tuple(
            LotLine(lot.id, lot.number, lot.title, lot.clause_minutes)
            for lot in _children(session, Lot, contract.id, Lot.number)
        ),
        orders=tuple(
            OrderLine(order.id, order.number, order.ordered_on, order.amount_cents, order.minutes)
            for order in _children(session, PurchaseOrder, contract.id, PurchaseOrder.ordered_on)
        ),
        pathways=pathways_of_contract(session, contract.id),
        owed_minutes=contract.owed_minutes,
        committed_minutes=contract.committed_minutes,
        offered_minutes=contract.offered_minutes,
        done_minutes=contract.done_minutes,
        suggested_minutes=suggested_minutes(contract.amount_cents),
        next=NextAction(
            contract.next_owner,
            contract.next_action,
            contract.next_label,
            contract.next_due,
            contract.last_event_on,
        ),
        warnings=(warning,) if warning else (),
    )


def _awardees(session: Session, contract_id: str) -> tuple[AwardeeLine, ...]:
    rows = session.execute(
        select(Awardee, Company)
        .join(Company, Company.id == Awardee.company_id)
        .where(Awardee.contract_id == contract_id, Awardee.deleted_at.is_(None))
        .order_by(*Awardee.by_importance())
    )
    return tuple(
        AwardeeLine(
            awardee.id,
            company.id,
            company.name,
            company.siret,
            company.other_id,
            awardee.role,
            _contacts(session, Contact.company_id == company.id),
        )
        for awardee, company in rows
    )


def _contacts(session: Session, owner: Any) -> tuple[ContactLine, ...]:  # noqa: ANN401
    rows = session.scalars(
        select(Contact)
        .where(owner, Contact.deleted_at.is_(None))
        .order_by(Contact.until.is_not(None), Contact.name)
    )
    return tuple(
        ContactLine(row.id, row.name, row.role, row.phone, row.email, row.since, row.until)
        for row in rows
    )


def _children(session: Session, record: Any, contract_id: str, order: Any) -> Sequence[Any]:  # noqa: ANN401
    return session.scalars(
        select(record)
        .where(record.contract_id == contract_id, record.deleted_at.is_(None))
        .order_by(order, record.id)
    ).all()
