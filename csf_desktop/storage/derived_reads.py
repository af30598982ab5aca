"""Reading records in chunks, and the days of events, for what is worked out from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from csf_desktop.models.base import Record
from csf_desktop.models.codes import EventKind
from csf_desktop.models.entities import FollowUpEvent
from csf_desktop.storage.search import index_rows

CHUNK = 400
"""Rows worked out together; SQLite takes at most 32 766 parameters in a statement."""

Found = TypeVar("Found", bound=Record)


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Give ids in lists of at most ``CHUNK``, sorted."""
    remaining = iter(sorted(ids))
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def loaded(session: Session, record: type[Any], ids: Sequence[str]) -> Sequence[Any]:
    """Return the records of these ids, those deleted too."""
    return session.scalars(select(record).where(record.id.in_(ids))).all()


def grouped(
    session: Session, record: type[Any], key: InstrumentedAttribute[Any], ids: Sequence[str]
) -> dict[str, list[Any]]:
    """Return the records not deleted whose ``key`` is among ``ids``, by that key."""
    rows = session.scalars(select(record).where(key.in_(ids), record.deleted_at.is_(None)))
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key.key)].append(row)
    return found


def column_of(
    session: Session,
    wanted: InstrumentedAttribute[Any],
    key: InstrumentedAttribute[Any],
    ids: Iterable[str],
) -> set[str]:
    """Return the values of a column in rows whose ``key`` is among ``ids``, empty ones apart."""
    found: set[str] = set()
    for chunk in chunks(ids):
        found.update(
            value for value in session.scalars(select(wanted).where(key.in_(chunk))) if value
        )
    return found


def index(
    session: Session,
    record: type[Found],
    found: Sequence[Found],
    words: Callable[[Found], str],
) -> None:
    """Write the search words of these records; those deleted are found no more."""
    index_rows(session, record, {row.id: "" if row.deleted_at else words(row) for row in found})


def local_day(event: FollowUpEvent) -> date:
    """Return the day of an event on this laptop's calendar."""
    return event.happened_at.astimezone().date()


def contacts_of(events: Sequence[FollowUpEvent]) -> list[FollowUpEvent]:
    """Return those that are exchanges with somebody."""
    return [event for event in events if event.event_kind == EventKind.CONTACT]


def last_day(events: Sequence[FollowUpEvent]) -> date | None:
    """Return the day of the latest event, ``None`` without one."""
    return max((local_day(event) for event in events), default=None)
