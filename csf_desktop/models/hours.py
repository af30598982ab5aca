"""The two figures that are never mixed: hours really done, and hours that count against the clause.

Everything is in whole minutes; a week is named by its Monday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.rules import DEFAULT_RULES, Rules

WEEK = timedelta(days=7)

NOT_BEGUN = (
    PathwayStatus.RESERVED,
    PathwayStatus.PROFILE_SENT,
    PathwayStatus.MEETING,
    PathwayStatus.AGREEMENT,
)
"""Statuses of a pathway that has a young person who has not entered the company yet."""

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
class PathwayHours:
    """What the balance needs of one pathway, in minutes; ``lot`` is the id of its lot, or empty."""

    status: PathwayStatus
    planned: int
    done: int
    counted: int
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """The volume of a clause, or of a lot of it, in minutes.

    ``committed``: counted by pathways that have a young person or ended, of which ``reserved`` by
    those whose young person has not entered yet; ``on_offer``: planned by pathways still open;
    ``left``: owed by nobody yet (below zero when over-planned). ``owed`` is always ``committed +
    on_offer + left``. ``done`` is what young people did, apart from these.
    """

    owed: int
    committed: int
    on_offer: int
    done: int
    reserved: int = 0

    @property
    def left(self) -> int:
        """Minutes that no pathway uses; negative when pathways go over the volume."""
        return self.owed - self.committed - self.on_offer

    @property
    def unplaced(self) -> int:
        """Minutes owed that no young person has: on offer, or in no pathway yet."""
        return max(0, self.owed - self.committed)


def balance(owed: int, pathways: Iterable[PathwayHours]) -> Balance:
    """Return the balance of a clause from its pathways."""
    committed = reserved = on_offer = done = 0
    for pathway in pathways:
        done += pathway.done
        if pathway.status is PathwayStatus.OPEN:
            on_offer += pathway.counted
            continue
        committed += pathway.counted
        if pathway.status in NOT_BEGUN:
            reserved += pathway.counted
    return Balance(owed, committed, on_offer, done, reserved)


def balance_by_lot(owed: Mapping[str, int], pathways: Sequence[PathwayHours]) -> dict[str, Balance]:
    """Return the balance of each lot; under ``""`` that of what belongs to none.

    ``owed`` has the minutes of each lot by its id, and under ``""`` those of no lot. The balances
    add up to that of the clause. A lot that is not known counts as none.
    """
    by_lot: dict[str, list[PathwayHours]] = {lot: [] for lot in owed}
    for pathway in pathways:
        by_lot.setdefault(pathway.lot if pathway.lot in owed else "", []).append(pathway)
    return {lot: balance(owed.get(lot, 0), those) for lot, those in by_lot.items()}


@dataclass(frozen=True, slots=True)
class Forecast:
    """What will be left of a clause when its contract ends, if nobody new comes; minutes.

    ``unplaced``: owed and without a young person. ``overrun``: planned by pathways that have one,
    in weeks that begin after the end. ``room``: what one more place can still host before the end,
    at full rhythm, ``None`` when no end is known. ``at_risk``: what will be lost by the rules, all
    of it when the end is within six months, else what no longer fits.
    """

    unplaced: int
    overrun: int
    room: int | None
    at_risk: int

    @property
    def left_at_end(self) -> int:
        """Minutes that the company would still owe the day the contract ends."""
        return self.unplaced + self.overrun


def forecast(
    now: Balance,
    planned_weeks: Iterable[Week],
    today: date,
    starts_on: date | None,
    ends_on: date | None,
    rules: Rules = DEFAULT_RULES,
) -> Forecast:
    """Return what will be left; ``planned_weeks`` are those of pathways not ended, with a person.

    Weeks whose hours were written are past, and left out.
    """
    if ends_on is None:
        return Forecast(now.unplaced, 0, None, 0)
    overrun = sum(
        week.planned for week in planned_weeks if week.done is None and week.monday > ends_on
    )
    first = max(today, starts_on or today)
    days = max(0, (ends_on - first).days + 1)
    room = days // WEEK.days * rules.adult_week_minutes
    is_ending = ends_on <= today + timedelta(days=rules.late_contract_days)
    lost = now.unplaced if is_ending else max(0, now.unplaced - room)
    return Forecast(now.unplaced, overrun, room, overrun + lost)
