"""How every list is read: searched, filtered, counted and ordered in SQL, a page at a time.

A page is read in two steps: the row numbers in order, then the rows of those numbers with what they
join. The plan of the first step is chosen here. When little is left by what was typed, those few
records are read and sorted; else the index of the order is walked until the page is full, and holds
all that the conditions ask (models: ``__table_args__``), so that no table page is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, select, text
from sqlalchemy.orm import Session

from csf_desktop.models.base import Record
from csf_desktop.services.rows import Listing, ListQuery
from csf_desktop.storage.search import (
    indexed_count,
    match_expression,
    rowid_of,
    search_table,
    set_aside,
)

PAGE = 256
"""Rows of the first page, as the window asks for them."""

FEW = 500
"""Records found by a search that are read one by one rather than through the order's index."""

Row = TypeVar("Row")
Condition = Callable[[date], Any]
"""A SQL condition from the day that late and soon count from."""


@dataclass(frozen=True, slots=True)
class Order:
    """The columns to order by and the name of the index that has them in that order.

    With ``is_sorted`` the index only holds them: it is read whole and the first rows kept, which
    suits an order that few ask for and spares an index.
    """

    columns: tuple[Any, ...]
    index: str
    is_sorted: bool = False


@dataclass(frozen=True)
class ListSpec(Generic[Row]):
    """A list: what it reads, in which orders, through which filters.

    ``select`` gives the record's row number first (``rowid_of``), then what ``make`` takes.
    ``chips`` and ``sorts`` are keyed as the window names them; the sort under "" is the order of
    the view. ``facts`` is the index that holds what the chips ask, for counting. A query that
    ``base`` narrows is small: it is left to SQLite.
    """

    record: type[Record]
    select: Select[*tuple[Any, ...]]
    make: Callable[[Sequence[Any]], Row]
    sorts: Mapping[str, Order]
    facts: str
    chips: Mapping[str, Condition] = field(default_factory=dict)
    base: Callable[[ListQuery], list[ColumnElement[bool]]] = lambda _query: []


@dataclass(frozen=True, slots=True)
class Found:
    """What was typed, looked up: the condition, and how many records it finds.

    ``condition`` is ``None`` when it leaves every record; ``is_few`` tells to start from it.
    """

    condition: ColumnElement[bool] | None = None
    count: int | None = None

    @property
    def is_few(self) -> bool:
        """Tell whether reading the records found beats walking an index."""
        return self.count is not None and self.count <= FEW


def open_list(session: Session, spec: ListSpec[Row], query: ListQuery) -> Listing[Row]:
    """Return the number of rows and the first page; the chips are counted by ``count_chips``."""
    found = look_up(session, spec.record, query.search, spec.facts)
    count = found.count
    if count is None or query.chip or spec.base(query):
        counting = _hinted(spec, query, found, select(func.count()), spec.facts)
        count = session.scalar(counting.where(*_conditions(spec, query, found))) or 0
    return Listing(count, _page(session, spec, query, found, 0, PAGE) if count else ())


def page(
    session: Session, spec: ListSpec[Row], query: ListQuery, offset: int, limit: int
) -> tuple[Row, ...]:
    """Return ``limit`` rows from ``offset``, in the order asked for."""
    found = look_up(session, spec.record, query.search, spec.facts)
    return _page(session, spec, query, found, offset, limit)


def count_chips(session: Session, spec: ListSpec[Any], query: ListQuery) -> dict[str, int]:
    """Return how many rows each chip would show for the same search; "" is everything."""
    found = look_up(session, spec.record, query.search, spec.facts)
    totals: list[Any] = [func.count().label("all")]
    totals += [
        func.count().filter(condition(query.today)).label(key)
        for key, condition in spec.chips.items()
    ]
    counting = _hinted(spec, query, found, select(*totals), spec.facts)
    row = session.execute(counting.where(*_common(spec, query, found))).one()
    return dict(zip(("", *spec.chips), row, strict=True))


def count_all(session: Session, spec: ListSpec[Any]) -> int:
    """Return how many rows the list has, whatever is searched or filtered."""
    counting = select(func.count()).select_from(spec.record)
    counting = counting.with_hint(spec.record, f"INDEXED BY {spec.facts}", "sqlite")
    return session.scalar(counting.where(spec.record.deleted_at.is_(None))) or 0


def look_up(session: Session, record: type[Record], typed: str, facts: str) -> Found:
    """Look up what was typed; ``facts`` is an index of the record that holds ``deleted_at``."""
    expression = match_expression(typed)
    if not expression:
        return Found()
    count = session.scalar(_matches(record, expression, func.count())) or 0
    if count > FEW and _is_everything(session, record, facts, count):
        return Found(None, count)
    return Found(matching(record, typed), count)


def _is_everything(session: Session, record: type[Record], facts: str, count: int) -> bool:
    """Tell whether as many were found as are not deleted: what is deleted leaves the search index.

    SQLite counts a whole table from the heads of its pages, ten times sooner than by a condition.
    """
    everything = select(func.count()).select_from(record)
    if count < (session.scalar(indexed_count(record)) or 0):
        return False
    if count == session.scalar(everything):
        return True
    kept = everything.where(record.deleted_at.is_(None))
    return count == session.scalar(kept.with_hint(record, f"INDEXED BY {facts}", "sqlite"))


def look_up_once(session: Session, record: type[Record], typed: str, facts: str) -> Found:
    """Do as ``look_up`` for a condition that goes into several statements of this session."""
    found = look_up(session, record, typed, facts)
    if found.condition is None or found.is_few:
        return found
    index = search_table(record.__tablename__)
    numbers = set_aside(session, record, _matches(record, match_expression(typed), index.c.rowid))
    return Found(rowid_of(record).in_(numbers), found.count)


def first_rowids(
    session: Session, record: type[Record], order: Order, typed: str, limit: int
) -> list[int]:
    """Return the row numbers of the first records that match what was typed."""
    found = look_up(session, record, typed, order.index)
    statement = select(rowid_of(record)).select_from(record).where(record.deleted_at.is_(None))
    if found.condition is not None:
        statement = statement.where(found.condition)
    hint = "NOT INDEXED" if found.is_few else f"INDEXED BY {order.index}"
    statement = statement.with_hint(record, hint, "sqlite").order_by(*order.columns)
    return list(session.scalars(statement.limit(limit)))


def matching(record: type[Record], typed: str) -> ColumnElement[bool] | None:
    """Return the condition that a record matches what was typed, ``None`` when nothing was."""
    expression = match_expression(typed)
    if not expression:
        return None
    index = search_table(record.__tablename__)
    return rowid_of(record).in_(_matches(record, expression, index.c.rowid))


def _matches(record: type[Record], expression: str, wanted: Any) -> Select[Any]:  # noqa: ANN401
    index = search_table(record.__tablename__)
    statement = select(wanted).select_from(index)
    return statement.where(text(f"{index.name} MATCH :typed")).params(typed=expression)


def _page(
    session: Session, spec: ListSpec[Row], query: ListQuery, found: Found, offset: int, limit: int
) -> tuple[Row, ...]:
    order = spec.sorts.get(query.sort, spec.sorts[""])
    rowid = rowid_of(spec.record)
    walk = _hinted(spec, query, found, select(rowid), order.index)
    numbers = session.scalars(
        walk.where(*_conditions(spec, query, found))
        .order_by(*_directed(order, rowid, is_descending=query.is_descending))
        .limit(limit)
        .offset(offset)
    ).all()
    rows = {row[0]: row for row in session.execute(spec.select.where(rowid.in_(numbers)))}
    return tuple(spec.make(rows[number]) for number in numbers if number in rows)


def _hinted(
    spec: ListSpec[Any], query: ListQuery, found: Found, statement: Select[Any], index: str
) -> Select[Any]:
    """State the plan: through ``index``, or from the few records found."""
    statement = statement.select_from(spec.record)
    if spec.base(query):
        return statement
    hint = "NOT INDEXED" if found.is_few else f"INDEXED BY {index}"
    return statement.with_hint(spec.record, hint, "sqlite")


def _common(spec: ListSpec[Any], query: ListQuery, found: Found) -> list[ColumnElement[bool]]:
    conditions = [spec.record.deleted_at.is_(None), *spec.base(query)]
    return conditions if found.condition is None else [*conditions, found.condition]


def _conditions(spec: ListSpec[Any], query: ListQuery, found: Found) -> list[ColumnElement[bool]]:
    conditions = _common(spec, query, found)
    if query.chip:
        conditions.append(spec.chips[query.chip](query.today))
    return conditions


def _directed(order: Order, rowid: Any, *, is_descending: bool) -> list[Any]:  # noqa: ANN401
    """Turn an order round as a whole, as its index can be walked; what has no value stays last.

    The row number comes last, so that no tie is left between pages; it is sorted within equal
    references only, which are few.
    """
    if is_descending:  # SQLite holds nulls for the smallest
        return [column.desc() for column in (*order.columns, rowid)]
    first, *rest = order.columns
    return [first.nulls_last() if getattr(first, "nullable", False) else first, *rest, rowid]


def all_of(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the conjunction of conditions."""
    return and_(*conditions)
