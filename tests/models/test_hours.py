"""Hours planned, done and counted, and the balance of a clause."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.hours import (
    FREED,
    PathwayHours,
    Week,
    balance,
    counted_minutes,
    done_minutes,
    monday_of,
    plan_weeks,
)
from csf_desktop.models.rules import HOUR

S = PathwayStatus
MONDAY = date(2027, 1, 4)

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
volumes = st.integers(0, 2000 * HOUR)
rhythms = st.integers(5 * HOUR, 40 * HOUR)
statuses = st.sampled_from(list(S))
pathways = st.builds(PathwayHours, statuses, volumes, volumes, volumes)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Week, ...]:
    """Some planned weeks, some of them carried out."""
    planned = plan_weeks(draw(days), draw(volumes), draw(rhythms))
    done = st.none() | st.integers(0, 45 * HOUR)
    return tuple(Week(week.monday, week.planned, draw(done)) for week in planned[:30])


# --- planning


@given(days, volumes, rhythms)
def test_planning_loses_no_minute(start: date, planned: int, per_week: int) -> None:
    assert sum(week.planned for week in plan_weeks(start, planned, per_week)) == planned


@given(days, volumes, rhythms)
def test_no_week_is_empty_or_above_the_rhythm(start: date, planned: int, per_week: int) -> None:
    assert all(0 < week.planned <= per_week for week in plan_weeks(start, planned, per_week))


@given(days, volumes, rhythms)
def test_weeks_follow_one_another_from_the_entry(start: date, planned: int, per_week: int) -> None:
    found = [week.monday for week in plan_weeks(start, planned, per_week)]
    assert all(monday.weekday() == 0 for monday in found)
    assert all(after - before == timedelta(days=7) for before, after in pairwise(found))
    if found:
        assert timedelta(days=-4) <= found[0] - start <= timedelta(days=2)


@given(days, volumes, rhythms)
def test_every_whole_week_but_the_last_is_full(start: date, planned: int, per_week: int) -> None:
    found = plan_weeks(start, planned, per_week)
    assert all(week.planned == per_week for week in found[1:-1])
    assert all(week.done is None for week in found)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (MONDAY, [35, 35, 30]),
        (MONDAY + timedelta(days=2), [21, 35, 35, 9]),
        (MONDAY + timedelta(days=4), [7, 35, 35, 23]),
        (MONDAY + timedelta(days=5), [35, 35, 30]),
    ],
)
def test_the_first_week_holds_the_days_that_remain(start: date, expected: list[int]) -> None:
    found = plan_weeks(start, 100 * HOUR, 35 * HOUR)
    assert [week.planned // HOUR for week in found] == expected


@pytest.mark.parametrize(("planned", "per_week"), [(0, 2100), (-60, 2100), (600, 0), (600, -1)])
def test_nothing_to_plan(planned: int, per_week: int) -> None:
    assert plan_weeks(MONDAY, planned, per_week) == ()


@given(days)
def test_monday_of_is_in_the_same_week(day: date) -> None:
    monday = monday_of(day)
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]
    assert monday_of(monday) == monday


# --- done and counted


def test_done_minutes_leave_out_what_is_not_known() -> None:
    found = (Week(MONDAY, 600, 300), Week(MONDAY, 600), Week(MONDAY, 600, 0), Week(MONDAY, 0, 90))
    assert done_minutes(found) == 390


@given(weeks(), volumes, statuses)
def test_without_interruption_the_plan_counts(
    found: tuple[Week, ...], planned: int, status: S
) -> None:
    expected = 0 if status in FREED else planned
    assert counted_minutes(status, planned, found, None) == expected


@given(weeks(), volumes, days)
def test_an_interruption_counts_begun_weeks_and_nothing_done(
    found: tuple[Week, ...], planned: int, day: date
) -> None:
    counted = counted_minutes(S.INTERRUPTED, planned, found, day)
    begun = [week for week in found if week.monday <= day]
    assert counted == sum(week.planned for week in begun)
    without_done = tuple(Week(week.monday, week.planned) for week in found)
    assert counted_minutes(S.CLOSED, planned, without_done, day) == counted


@given(weeks(), days, st.integers(0, 60))
def test_a_later_interruption_never_counts_less(
    found: tuple[Week, ...], day: date, more: int
) -> None:
    sooner = counted_minutes(S.INTERRUPTED, 0, found, day)
    assert counted_minutes(S.INTERRUPTED, 0, found, day + timedelta(days=more)) >= sooner


def test_a_week_has_begun_on_its_monday() -> None:
    found = plan_weeks(MONDAY, 70 * HOUR, 35 * HOUR)
    second = MONDAY + timedelta(days=7)
    assert counted_minutes(S.INTERRUPTED, 0, found, second - timedelta(days=1)) == 35 * HOUR
    assert counted_minutes(S.INTERRUPTED, 0, found, second) == 70 * HOUR


@pytest.mark.parametrize("status", FREED)
def test_what_never_started_counts_nothing_even_after_an_interruption(status: S) -> None:
    found = plan_weeks(MONDAY, 70 * HOUR, 35 * HOUR)
    assert counted_minutes(status, 70 * HOUR, found, MONDAY) == 0


# --- the balance of a clause


@given(volumes, st.lists(pathways, max_size=12))
def test_owed_is_committed_on_offer_and_left(owed: int, found: list[PathwayHours]) -> None:
    made = balance(owed, found)
    assert made.owed == owed == made.committed + made.on_offer + made.left
    assert made.committed + made.on_offer == sum(one.counted for one in found)
    assert made.on_offer == sum(one.counted for one in found if one.status is S.OPEN)
    assert made.done == sum(one.done for one in found)


@given(volumes, st.lists(pathways, max_size=12))
def test_reserved_is_the_part_of_committed_that_has_not_begun(
    owed: int, found: list[PathwayHours]
) -> None:
    made = balance(owed, found)
    waiting = {S.RESERVED, S.PROFILE_SENT, S.MEETING, S.AGREEMENT}
    assert made.reserved == sum(one.counted for one in found if one.status in waiting)
    assert made.reserved <= made.committed


@given(volumes, st.lists(pathways, max_size=12))
def test_unplaced_is_what_no_young_person_has(owed: int, found: list[PathwayHours]) -> None:
    made = balance(owed, found)
    assert made.unplaced == max(0, made.left + made.on_offer)
    assert made.unplaced == 0 or made.unplaced + made.committed == owed


@given(volumes, st.lists(pathways, max_size=8))
def test_the_balance_does_not_depend_on_the_order(owed: int, found: list[PathwayHours]) -> None:
    assert balance(owed, found) == balance(owed, reversed(found))


@given(volumes, pathways)
def test_done_never_changes_what_is_left(owed: int, one: PathwayHours) -> None:
    more = PathwayHours(one.status, one.planned, one.done + HOUR, one.counted)
    assert balance(owed, [one]).left == balance(owed, [more]).left
