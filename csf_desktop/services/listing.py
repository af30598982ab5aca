"""How every list is read: searched, filtered, counted and ordered in SQL, a page at a time.

A page is read in two steps: the ids in order, through an index, then the rows of those ids with
what they join. A deep page thus joins nothing it skips.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select, text
from sqlalchemy.orm import Session

from csf_desktop.models.base import Record
from csf_desktop.services.rows import Listing, ListQuery
from csf_desktop.storage.search import match_expression, search_table

PAGE = 256
"""Rows of the first page, as the window asks for them."""

Row = TypeVar("Row")
Condition = Callable[[date], Any]
"""A SQL condition from the day that late and soon count from."""


@dataclass(frozen=True)
class ListSpec(Generic[Row]):
    """A list: what it reads, in which orders, through which filters.

    ``select`` gives the record's id first, then what ``make`` takes. ``chips`` and ``sorts`` are
    keyed as the window names them; the sort under "" is the order of the view.
    """

    record: type[Record]
    select: Select[*tuple[Any, ...]]
    make: Callable[[Sequence[Any]], Row]
    sorts: Mapping[str, tuple[Any, ...]]
    chips: Mapping[str, Condition] = field(default_factory=dict)
    base: Callable[[ListQuery], list[ColumnElement[bool]]] = lambda _query: []


def open_list(session: Session, spec: ListSpec[Row], query: ListQuery) -> Listing[Row]:
    """Return the number of rows and the first page; the chips are counted by ``count_chips``."""
    conditions = _conditions(spec, query)
    count = session.scalar(select(func.count()).select_from(spec.record).where(*conditions)) or 0
    return Listing(count, page(session, spec, query, 0, PAGE))


def page(
    session: Session, spec: ListSpec[Row], query: ListQuery, offset: int, limit: int
) -> tuple[Row, ...]:
    """Return ``limit`` rows from ``offset``, in the order asked for."""
    record = spec.record
    ids = session.scalars(
        select(record.id)
        .where(*_conditions(spec, query))
        .order_by(*_order(spec, query))
        .limit(limit)
        .offset(offset)
    ).all()
    found = {row[0]: row for row in session.execute(spec.select.where(record.id.in_(ids)))}
    return tuple(spec.make(found[row_id]) for row_id in ids if row_id in found)


def count_chips(session: Session, spec: ListSpec[Any], query: ListQuery) -> dict[str, int]:
    """Return how many rows each chip would show for the same search; "" is everything."""
    common = _common(spec, query)
    totals = [func.count().label("all")]
    totals += [
        func.count().filter(condition(query.today)).label(key)
        for key, condition in spec.chips.items()
    ]
    row = session.execute(select(*totals).select_from(spec.record).where(*common)).one()
    return dict(zip(("", *spec.chips), row, strict=True))


def matching(record: type[Record], typed: str) -> ColumnElement[bool] | None:
    """Return the condition that a record matches what was typed, ``None`` when nothing was."""
    expression = match_expression(typed)
    if not expression:
        return None
    index = search_table(record.__tablename__)
    found = select(index.c.rowid).where(text(f"{index.name} MATCH :typed")).params(typed=expression)
    rowid: ColumnElement[int] = literal_column(f"{record.__tablename__}.rowid")
    return rowid.in_(found)


def _common(spec: ListSpec[Any], query: ListQuery) -> list[ColumnElement[bool]]:
    conditions = [spec.record.deleted_at.is_(None), *spec.base(query)]
    match = matching(spec.record, query.search)
    return conditions if match is None else [*conditions, match]


def _conditions(spec: ListSpec[Any], query: ListQuery) -> list[ColumnElement[bool]]:
    conditions = _common(spec, query)
    if query.chip:
        conditions.append(spec.chips[query.chip](query.today))
    return conditions


def _order(spec: ListSpec[Any], query: ListQuery) -> tuple[Any, ...]:
    order = spec.sorts.get(query.sort, spec.sorts[""])
    first, *rest = order
    if not query.is_descending:
        return (_nulls_last(first, first.asc()), *rest)
    return (_nulls_last(first, first.desc()), *rest)


def _nulls_last(column: Any, ordered: Any) -> Any:  # noqa: ANN401 - SQL expressions
    """Keep what has no value at the end, whichever way the list goes."""
    return ordered.nulls_last() if getattr(column, "nullable", False) else ordered


def all_of(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the conjunction of conditions."""
    return and_(*conditions)
