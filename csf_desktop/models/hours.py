"""The two figures that are never mixed: hours really done, and hours that count against the clause.

Everything is in whole minutes; a week is named by its Monday.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csf_desktop.models.codes import PathwayStatus, VolumeMode

WEEK = timedelta(days=7)

MAX_OWED = 10**9
"""Minutes that no contract owes: wrong amounts must not give a number the database cannot hold."""

FREED = (PathwayStatus.NOT_STARTED, PathwayStatus.LOST)
"""Statuses whose planned hours no longer take anything from the clause."""

STARTED = (PathwayStatus.IN_PROGRESS, PathwayStatus.REVIEW, PathwayStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Week:
    """Planned minutes, and done ones once somebody wrote them (``None`` before)."""

    monday: date
    planned: int
    done: int | None = None


def monday_of(day: date) -> date:
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def plan_weeks(start: date, planned: int, per_week: int) -> tuple[Week, ...]:
    """Spread ``planned`` minutes over weeks of ``per_week``; the last one takes the rest.

    The first week holds only the share of its working days that remain from ``start``.
    """
    if planned <= 0 or per_week <= 0:
        return ()
    weeks = []
    monday, left = monday_of(start), planned
    room = per_week * max(0, 5 - start.weekday()) // 5
    while left > 0:
        if room > 0:
            weeks.append(Week(monday, min(room, left)))
            left -= min(room, left)
        monday, room = monday + WEEK, per_week
    return tuple(weeks)


def done_minutes(weeks: Iterable[Week]) -> int:
    """Return what the young person really did."""
    return sum(week.done or 0 for week in weeks)


def counted_minutes(
    status: PathwayStatus,
    planned: int,
    weeks: Sequence[Week],
    interrupted_on: date | None,
) -> int:
    """Return what a pathway counts against the volume the company owes.

    A pathway that runs, or ran to its end, counts its planned minutes. An interrupted one counts
    the planned minutes of every week that had begun (DOMAIN [L]), whatever was really done. One
    that never started counts nothing.
    """
    if status in FREED:
        return 0
    if interrupted_on is not None:
        return sum(week.planned for week in weeks if week.monday <= interrupted_on)
    return planned


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase order: its amount in cents, and its own minutes when it states them."""

    amount_cents: int | None = None
    minutes: int | None = None


def owed_minutes(
    mode: VolumeMode,
    clause_minutes: int,
    orders: Sequence[Order] = (),
    *,
    per_order: int = 0,
    per_amount: int = 0,
    amount_step_cents: int = 0,
) -> int:
    """Return the minutes a contract owes.

    Fixed: the clause's own volume. Otherwise what the orders unlock: the minutes an order states,
    else ``per_order`` for each, or ``per_amount`` for each whole ``amount_step_cents`` ordered.
    A volume written in the clause is then an upper bound when it is not zero; ``MAX_OWED`` always.
    """
    if mode is VolumeMode.FIXED:
        return clause_minutes
    total = sum(order.minutes for order in orders if order.minutes is not None)
    unstated = [order for order in orders if order.minutes is None]
    if mode is VolumeMode.PER_ORDER:
        total += per_order * len(unstated)
    elif amount_step_cents > 0:
        ordered = sum(order.amount_cents or 0 for order in unstated)
        total += per_amount * (ordered // amount_step_cents)
    return min(total, clause_minutes or MAX_OWED, MAX_OWED)


@dataclass(frozen=True, slots=True)
class PathwayHours:
    """What the balance needs of one pathway, in minutes."""

    status: PathwayStatus
    planned: int
    done: int
    counted: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The volume of a clause, in minutes.

    ``committed``: counted by pathways that have a young person or ended; ``on_offer``: planned by
    pathways still open; ``left``: owed by nobody yet (below zero when over-planned). ``owed`` is
    always ``committed + on_offer + left``. ``done`` is what young people did, apart from these.
    """

    owed: int
    committed: int
    on_offer: int
    done: int

    @property
    def left(self) -> int:
        """Minutes that no pathway uses; negative when pathways go over the volume."""
        return self.owed - self.committed - self.on_offer


def balance(owed: int, pathways: Iterable[PathwayHours]) -> Balance:
    """Return the balance of a clause from its pathways."""
    committed = on_offer = done = 0
    for pathway in pathways:
        done += pathway.done
        if pathway.status is PathwayStatus.OPEN:
            on_offer += pathway.counted
        else:
            committed += pathway.counted
    return Balance(owed, committed, on_offer, done)
