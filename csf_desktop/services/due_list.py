"""« À faire »: what pathways and contracts owe, by deadline, in sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, true, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from csf_desktop.models.entities import Beneficiary, Company, Contract, Pathway
from csf_desktop.services.company_files import known_as
from csf_desktop.services.listing import PAGE, Found, look_up_once
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
        if query.chip:
            count = _count(session, halves, [query.chip], query.today)[query.chip]
        else:
            count = sum(half.count_all(session) for half in halves)
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
                half.select(half.due)
                .where(_section(half, "late", query.today))
                .order_by(half.due)
                .limit(1)
            )
            for half in halves
        ]
    return DueSummary(counts, min((day for day in firsts if day is not None), default=None))


def _section(half: _Half, section: str, today: date) -> ColumnElement[bool]:
    """Return the condition of a section; ``due_order`` is the deadline, far off when none is set.

    Ranges of it are walked through the index that the half names.
    """
    ours, due = half.owner.in_(OURS), half.due
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
    owner: InstrumentedAttribute[str]
    due: InstrumentedAttribute[date]
    found: Found

    def select(self, *columns: Any) -> Select[Any]:  # noqa: ANN401 - SQL expressions
        """Return the columns wanted of every line of this half."""
        conditions = [self.record.deleted_at.is_(None), self.owner != ""]
        if self.found.condition is not None:
            conditions.append(self.found.condition)
        hint = "NOT INDEXED" if self.found.is_few else f"INDEXED BY ix_{self.kind}_owed"
        statement = select(*columns).select_from(self.record).where(*conditions)
        return statement.with_hint(self.record, hint, "sqlite")

    def count_all(self, session: Session) -> int:
        """Return how many lines this half has, through the smaller part where that is known."""
        found = self.found
        if self.record is not Pathway or found.count is None or found.is_few:
            return session.scalar(self.select(func.count())) or 0
        # Most pathways owe something: count those found that do not, by their own index.
        settled = select(func.count(Pathway.next_owner)).where(
            Pathway.next_owner == "", Pathway.deleted_at.is_(None)
        )
        if found.condition is not None:
            settled = settled.where(found.condition)
        hinted = settled.with_hint(Pathway, "INDEXED BY ix_pathway_owner", "sqlite")
        return found.count - (session.scalar(hinted) or 0)


def _halves(session: Session, query: ListQuery) -> list[_Half]:
    halves = []
    sides: tuple[tuple[type[Pathway] | type[Contract], Any, Any], ...] = (
        (Pathway, Pathway.next_owner, Pathway.due_order),
        (Contract, Contract.own_owner, Contract.own_due_order),
    )
    for record, owner, due in sides:
        found = look_up_once(session, record, query.search, f"ix_{record.kind}_facts")
        halves.append(_Half(record.kind, record, owner, due, found))
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
                half.due.label("due_order"),
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
        select(
            Pathway.id,
            Pathway.reference,
            Pathway.title,
            func.coalesce(Beneficiary.given_name, ""),
            func.coalesce(Beneficiary.family_name, ""),
            known_as(Company),
            Pathway.status,
            Pathway.next_owner,
            Pathway.next_action,
            Pathway.next_label,
            Pathway.next_due,
            Pathway.last_event_on,
            Pathway.status_since,
        )
        .outerjoin(Beneficiary, Beneficiary.id == Pathway.beneficiary_id)
        .outerjoin(Company, Company.id == Pathway.company_id)
        .where(Pathway.id.in_(ids))
    )
    return {row[0]: _line("pathway", row) for row in session.execute(statement)}


def _contract_lines(session: Session, ids: Sequence[str]) -> dict[str, DueRow]:
    statement = select(
        Contract.id,
        Contract.reference,
        Contract.object,
        literal(""),
        literal(""),
        Contract.company_name,
        Contract.status,
        Contract.own_owner,
        Contract.own_action,
        Contract.own_label,
        Contract.own_due,
        Contract.last_event_on,
        func.coalesce(Contract.notified_on, Contract.published_on),
    ).where(Contract.id.in_(ids))
    return {row[0]: _line("contract", row) for row in session.execute(statement)}


def _line(kind: str, row: Sequence[Any]) -> DueRow:
    shown: list[Any] = [kind, *row[:7], NextAction(*row[7:12]), row[12]]
    return DueRow(*shown)
