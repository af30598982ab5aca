"""« À faire »: what pathways and contracts owe, by deadline, in sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, true, union_all
from sqlalchemy.orm import Session

from csf_desktop.models.entities import Beneficiary, Company, Contract, Pathway
from csf_desktop.services.listing import PAGE, look_up
from csf_desktop.services.rows import DueRow, Listing, ListQuery, NextAction
from csf_desktop.storage.next_actions import OURS
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault

SECTIONS = ("late", "today", "week", "later", "waiting")
"""Late, due today, in the seven days, later; ``waiting``: owed by somebody else than the tutors."""


def open_due(vault: Vault, query: ListQuery) -> Listing[DueRow]:
    """Return what is owed, the first page; ``query.chip`` is one of ``SECTIONS`` or empty."""
    with reading_session(vault) as session:
        halves = _halves(session, query)
        count = _count(session, halves, [query.chip], query.today)[query.chip]
        return Listing(count, _due_page(session, halves, query, 0, PAGE) if count else ())


def due_page(vault: Vault, offset: int, limit: int, *, query: ListQuery) -> tuple[DueRow, ...]:
    """Return a page of what is owed, the earliest deadline first."""
    with reading_session(vault) as session:
        return _due_page(session, _halves(session, query), query, offset, limit)


def due_counts(vault: Vault, query: ListQuery) -> dict[str, int]:
    """Return how many lines each section holds, "" for all of them."""
    with reading_session(vault) as session:
        return _count(session, _halves(session, query), ["", *SECTIONS], query.today)


@dataclass(frozen=True, slots=True)
class DueSummary:
    """How many lines each section holds ("": all), and the deadline that passed first."""

    counts: dict[str, int]
    oldest: date | None


def due_summary(vault: Vault, query: ListQuery) -> DueSummary:
    """Return the counts of the sections for a search, and since when the oldest line is late."""
    with reading_session(vault) as session:
        halves = _halves(session, query)
        counts = _count(session, halves, ["", *SECTIONS], query.today)
        firsts = [
            session.scalar(
                half.select(half.record.due_order)
                .where(_section(half, "late", query.today))
                .order_by(half.record.due_order)
                .limit(1)
            )
            for half in halves
        ]
    return DueSummary(counts, min((day for day in firsts if day is not None), default=None))


def _section(half: _Half, section: str, today: date) -> ColumnElement[bool]:
    """Return the condition of a section; ``due_order`` is the deadline, far off when none is set.

    Ranges of it are walked through the index that the half names.
    """
    ours, due = half.record.next_owner.in_(OURS), half.record.due_order
    week_end = today + timedelta(days=7)
    conditions = {
        "": true(),
        "late": due < today,
        "waiting": and_(~ours, due >= today),
        "today": and_(ours, due == today),
        "week": and_(ours, due > today, due <= week_end),
        "later": and_(ours, due > week_end),
    }
    return conditions[section]


@dataclass(frozen=True)
class _Half:
    """What pathways owe, or what contracts owe on their own."""

    kind: str
    record: type[Pathway] | type[Contract]
    conditions: list[ColumnElement[bool]]
    hint: str

    def select(self, *columns: Any) -> Select[Any]:  # noqa: ANN401 - SQL expressions
        """Return the columns wanted of every line of this half."""
        statement = select(*columns).select_from(self.record).where(*self.conditions)
        return statement.with_hint(self.record, self.hint, "sqlite")


def _halves(session: Session, query: ListQuery) -> list[_Half]:
    halves = []
    sides: tuple[tuple[str, type[Pathway] | type[Contract], ColumnElement[bool]], ...] = (
        ("pathway", Pathway, true()),
        ("contract", Contract, Contract.is_own_action.expression),
    )
    for kind, record, owes in sides:
        found = look_up(session, record, query.search, f"ix_{kind}_facts")
        conditions = [record.deleted_at.is_(None), record.next_owner != "", owes]
        if found.condition is not None:
            conditions.append(found.condition)
        hint = "NOT INDEXED" if found.is_few else f"INDEXED BY ix_{kind}_owed"
        halves.append(_Half(kind, record, conditions, hint))
    return halves


def _count(
    session: Session, halves: Sequence[_Half], sections: Sequence[str], today: date
) -> dict[str, int]:
    totals: Counter[str] = Counter(dict.fromkeys(sections, 0))
    for half in halves:
        columns = [func.count().filter(_section(half, key, today)) for key in sections]
        counts = session.execute(half.select(*columns)).one()
        totals.update(dict(zip(sections, counts, strict=True)))
    return dict(totals)


def _due_page(
    session: Session, halves: Sequence[_Half], query: ListQuery, offset: int, limit: int
) -> tuple[DueRow, ...]:
    """Merge the two halves, each walked in the order of its index."""
    statement = union_all(
        *(
            half.select(
                literal(half.kind).label("kind"),
                half.record.id.label("id"),
                half.record.due_order.label("due_order"),
                half.record.reference.label("reference"),
            ).where(_section(half, query.chip, query.today))
            for half in halves
        )
    )
    ordered = statement.order_by("due_order", "reference").limit(limit).offset(offset)
    keys = session.execute(ordered).all()
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
            pathway.status_since,
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
            contract.notified_on or contract.published_on,
        )
        for contract in contracts
    }
