"""« À faire »: what pathways and contracts owe, by deadline, in sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from csf_desktop.models.entities import Beneficiary, Company, Contract, Pathway
from csf_desktop.services.listing import PAGE, matching
from csf_desktop.services.rows import DueRow, Listing, ListQuery, NextAction
from csf_desktop.storage.next_actions import OURS
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault

SECTIONS = ("late", "today", "week", "later", "waiting")
"""Late, due today, in the seven days, later; ``waiting``: owed by somebody else than the tutors."""


def open_due(vault: Vault, query: ListQuery) -> Listing[DueRow]:
    """Return what is owed, the first page; ``query.chip`` is one of ``SECTIONS`` or empty."""
    with reading_session(vault) as session:
        halves = _halves(query, query.chip)
        count = sum(
            session.scalar(select(func.count()).select_from(half.subquery())) or 0
            for half in halves
        )
        return Listing(count, _due_page(session, query, 0, PAGE))


def due_page(vault: Vault, offset: int, limit: int, *, query: ListQuery) -> tuple[DueRow, ...]:
    """Return a page of what is owed, the earliest deadline first."""
    with reading_session(vault) as session:
        return _due_page(session, query, offset, limit)


def due_counts(vault: Vault, query: ListQuery) -> dict[str, int]:
    """Return how many lines each section holds, "" for all of them."""
    with reading_session(vault) as session:
        counts = {}
        for section in ("", *SECTIONS):
            counts[section] = sum(
                session.scalar(select(func.count()).select_from(half.subquery())) or 0
                for half in _halves(query, section)
            )
        return counts


@dataclass(frozen=True, slots=True)
class DueSummary:
    """How many lines each section holds ("": all), and the deadline that passed first."""

    counts: dict[str, int]
    oldest: date | None


def due_summary(vault: Vault, query: ListQuery) -> DueSummary:
    """Return the counts of the sections for a search, and since when the oldest line is late."""
    counts = due_counts(vault, query)
    with reading_session(vault) as session:
        late = union_all(*_halves(query, "late")).subquery()
        return DueSummary(counts, session.scalar(select(func.min(late.c.due_order))))


def _section(
    record: type[Pathway] | type[Contract], section: str, today: date
) -> ColumnElement[bool]:
    owed = record.next_owner != ""
    ours = record.next_owner.in_(OURS)
    week_end = today + timedelta(days=7)
    late = record.next_due < today
    if section == "late":
        return and_(owed, late)
    if section == "waiting":
        return and_(owed, ~ours, or_(record.next_due >= today, record.next_due.is_(None)))
    if section == "today":
        return and_(ours, record.next_due == today)
    if section == "week":
        return and_(ours, record.next_due > today, record.next_due <= week_end)
    if section == "later":
        return and_(ours, or_(record.next_due > week_end, record.next_due.is_(None)))
    return owed


def _halves(query: ListQuery, section: str) -> list[Any]:
    """Return the two selects of what is owed: pathways, and contracts that owe on their own."""
    pathways = select(
        literal("pathway").label("kind"),
        Pathway.id.label("id"),
        Pathway.due_order.label("due_order"),
        Pathway.reference.label("reference"),
    ).where(Pathway.deleted_at.is_(None), _section(Pathway, section, query.today))
    contracts = select(
        literal("contract").label("kind"),
        Contract.id.label("id"),
        Contract.due_order.label("due_order"),
        Contract.reference.label("reference"),
    ).where(
        Contract.deleted_at.is_(None),
        Contract.is_own_action,
        _section(Contract, section, query.today),
    )
    found = []
    for statement, record in ((pathways, Pathway), (contracts, Contract)):
        match = matching(record, query.search)
        found.append(statement if match is None else statement.where(match))
    return found


def _due_page(session: Session, query: ListQuery, offset: int, limit: int) -> tuple[DueRow, ...]:
    union = union_all(*_halves(query, query.chip)).subquery()
    keys = session.execute(
        select(union.c.kind, union.c.id)
        .order_by(union.c.due_order, union.c.reference)
        .limit(limit)
        .offset(offset)
    ).all()
    rows = {
        **_pathway_lines(session, [key.id for key in keys if key.kind == "pathway"]),
        **_contract_lines(session, [key.id for key in keys if key.kind == "contract"]),
    }
    return tuple(rows[key.id] for key in keys if key.id in rows)


def _pathway_lines(session: Session, ids: Sequence[str]) -> dict[str, DueRow]:
    statement = (
        select(Pathway, Beneficiary.given_name, Beneficiary.family_name, Company.name)
        .outerjoin(Beneficiary, Beneficiary.id == Pathway.beneficiary_id)
        .outerjoin(Company, Company.id == Pathway.company_id)
        .where(Pathway.id.in_(ids))
    )
    return {
        pathway.id: DueRow(
            "pathway",
            pathway.id,
            pathway.reference,
            pathway.title,
            given_name or "",
            family_name or "",
            company or "",
            pathway.status,
            NextAction(
                pathway.next_owner,
                pathway.next_action,
                pathway.next_label,
                pathway.next_due,
                pathway.last_event_on,
            ),
        )
        for pathway, given_name, family_name, company in session.execute(statement)
    }


def _contract_lines(session: Session, ids: Sequence[str]) -> dict[str, DueRow]:
    contracts = session.scalars(select(Contract).where(Contract.id.in_(ids)))
    return {
        contract.id: DueRow(
            "contract",
            contract.id,
            contract.reference,
            contract.object,
            "",
            "",
            contract.company_name,
            contract.status,
            NextAction(
                contract.next_owner,
                contract.next_action,
                contract.next_label,
                contract.next_due,
                contract.last_event_on,
            ),
        )
        for contract in contracts
    }
