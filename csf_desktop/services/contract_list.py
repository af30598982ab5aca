"""The list of Marchés; the page of one contract is in ``contract_page``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from csf_desktop.models.alerts import FLAGS
from csf_desktop.models.codes import AlertCode, ContractStatus
from csf_desktop.models.entities import Buyer, Contract
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.reference.siret import format_siret
from csf_desktop.services import listing
from csf_desktop.services.listing import ListSpec, Order, all_of
from csf_desktop.services.rows import ContractRow, Listing, ListQuery, NextAction
from csf_desktop.storage.search import rowid_of
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


def _row(values: Sequence[Any]) -> ContractRow:
    _, contract_id, reference, title, buyer_name, buyer_siret, *others = values
    *shown, owner, action, label, due, since = others
    shown.append(NextAction(owner, action, label, due, since))
    buyer = buyer_name or format_siret(buyer_siret)
    return ContractRow(contract_id, reference, title, buyer, *shown)


def _ending(today: date) -> ColumnElement[bool]:
    """Running out within six months: hours without a young person will be lost (DOMAIN [L])."""
    horizon = today + timedelta(days=DEFAULT_RULES.late_contract_days)
    return all_of(
        Contract.ends_on.between(today, horizon), Contract.status != ContractStatus.CLOSED
    )


def _has(code: AlertCode) -> ColumnElement[bool]:
    return Contract.alert_flags.op("&")(FLAGS[code]) != 0


BY_DUE = Order((Contract.due_order, Contract.reference), "ix_contract_due")
BY_HOURS = Order(
    (Contract.unplaced_minutes, Contract.reference), "ix_contract_reference", is_sorted=True
)

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
        Contract.reserved_minutes,
        Contract.unplaced_minutes,
        Contract.offered_minutes,
        Contract.done_minutes,
        Contract.pathway_count,
        Contract.placed_count,
        Contract.alert_flags,
        Contract.academie,
        Contract.sector,
        Contract.service,
        Contract.cpv,
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
        "hours": BY_HOURS,
        "unplaced": BY_HOURS,
    },
    facts="ix_contract_facts",
    chips={
        "late": lambda today: Contract.due_order < today,
        "uncontacted": lambda _today: _has(AlertCode.UNCONTACTED),
        "unplaced": lambda today: all_of(_ending(today), Contract.placed_count == 0),
        "to_place": lambda today: all_of(_ending(today), Contract.unplaced_minutes > 0),
        "order": lambda _today: _has(AlertCode.UNPLANNED_ORDER),
        "document": lambda _today: _has(AlertCode.DOCUMENT_DUE),
        "gone": lambda _today: _has(AlertCode.CONTACT_GONE),
        "no_volume": lambda _today: all_of(
            Contract.unplaced_minutes == 0,
            Contract.placed_count == 0,
            Contract.status != ContractStatus.CLOSED,
        ),
        "drafted": lambda _today: Contract.status == ContractStatus.DRAFTED,
        "active": lambda _today: Contract.status != ContractStatus.CLOSED,
    },
)
"""Chips: late; notified and not called since; ending within six months with nobody placed, with
hours to place; with the alerts of ``models.alerts``; nothing owed as far as is known, and nobody
placed; being written; not closed. Each asks columns of ``facts`` alone."""


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


def contract_total(vault: Vault) -> int:
    """Return how many contracts there are, whatever is searched or filtered."""
    with reading_session(vault) as session:
        return listing.count_all(session, SPEC)
