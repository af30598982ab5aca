"""The life of a contract from the clause to its end: what is done, what is expected, what is late.

Pure: the day it is looked at is given. A contract says of each step the day it happened, or the day
it is planned for; what it does not say is worked out from its duration and its renewals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.sizing import end_of_period


class LifeStep(StrEnum):
    """The steps, in the order of a contract's life."""

    DRAFTED = "drafted"
    PUBLISHED = "published"
    NOTIFIED = "notified"
    STARTED = "started"
    FIRM_END = "firm_end"
    RENEWALS = "renewals"
    CLOSED = "closed"


class LifeState(StrEnum):
    """``LATE``: its day has passed and nobody has said that it happened."""

    DONE = "done"
    EXPECTED = "expected"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class LifeFacts:
    """What the steps are worked out from; the end is that of the firm period, its last day."""

    status: ContractStatus
    published_on: date | None = None
    notified_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    duration_months: int | None = None
    renewal_count: int | None = None
    renewal_months: int | None = None


@dataclass(frozen=True, slots=True)
class LifePoint:
    """A step, where it is, and its day when one is known or can be worked out."""

    step: LifeStep
    state: LifeState
    day: date | None = None


_ORDER = tuple(ContractStatus)


def life_of(facts: LifeFacts, today: date) -> tuple[LifePoint, ...]:
    """Return the steps of a contract as of ``today``, in order; renewals only if there are any."""
    return tuple(_points(facts, today))


def firm_end(facts: LifeFacts) -> date | None:
    """Return the last day of the firm period: as written, else from the start and the duration."""
    return facts.ends_on or end_of_period(_start(facts), facts.duration_months)


def last_end(facts: LifeFacts) -> date | None:
    """Return the last day if every renewal is used; ``None`` when no end is known."""
    end, months = firm_end(facts), (facts.renewal_count or 0) * (facts.renewal_months or 0)
    if end is None or not months:
        return end
    return end_of_period(end + timedelta(days=1), months) or end


def _points(facts: LifeFacts, today: date) -> Iterator[LifePoint]:
    is_closed = facts.status is ContractStatus.CLOSED
    runs = is_closed or facts.status is ContractStatus.NOTIFIED
    start, end, last = _start(facts), firm_end(facts), last_end(facts)
    yield LifePoint(LifeStep.DRAFTED, LifeState.DONE)
    for step, status, day in (
        (LifeStep.PUBLISHED, ContractStatus.PUBLISHED, facts.published_on),
        (LifeStep.NOTIFIED, ContractStatus.NOTIFIED, facts.notified_on),
    ):
        is_done = _ORDER.index(facts.status) >= _ORDER.index(status)
        yield LifePoint(step, _state(day, today, is_done=is_done), day)
    # A contract that runs has started unless its start is still to come; nobody has to say so.
    has_started = runs and (is_closed or start is None or start <= today)
    yield LifePoint(LifeStep.STARTED, _state(start, today, is_done=has_started), start)
    has_ended = is_closed or (runs and end is not None and end < today)
    yield LifePoint(LifeStep.FIRM_END, _state(end, today, is_done=has_ended), end)
    if last != end and not is_closed:
        is_over = runs and last is not None and last < today
        yield LifePoint(LifeStep.RENEWALS, _state(last, today, is_done=is_over), last)
    yield LifePoint(LifeStep.CLOSED, _state(last, today, is_done=is_closed), last)


def _start(facts: LifeFacts) -> date | None:
    return facts.starts_on or facts.notified_on


def _state(day: date | None, today: date, *, is_done: bool) -> LifeState:
    if is_done:
        return LifeState.DONE
    return LifeState.LATE if day is not None and day < today else LifeState.EXPECTED
