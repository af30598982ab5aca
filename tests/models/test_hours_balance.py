"""The engine of hours as a whole: nothing is lost or made, whatever is split, ordered, stopped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from csf_desktop.models.codes import PathwayStatus, VolumeMode
from csf_desktop.models.hours import (
    FREED,
    NOT_BEGUN,
    Balance,
    PathwayHours,
    Week,
    balance,
    balance_by_lot,
    counted_minutes,
    done_minutes,
    forecast,
    plan_weeks,
)
from csf_desktop.models.rules import DEFAULT_RULES, HOUR
from csf_desktop.models.sharing import even_shares, shares_of
from csf_desktop.models.volume import (
    LotVolume,
    Order,
    VolumeTerms,
    covered_of,
    owed_by_lot,
    owed_minutes,
    unlocked_by,
)

S = PathwayStatus
LOTS = ("a", "b")
RUNNING = (S.OPEN, *NOT_BEGUN, S.IN_PROGRESS, S.REVIEW, S.CLOSED)

days = st.dates(date(2025, 1, 1), date(2030, 12, 31))
volumes = st.integers(0, 900 * HOUR)


@dataclass(frozen=True)
class Course:
    """A pathway as it is carried out: planned weeks, what was done, when it was interrupted."""

    status: PathwayStatus
    planned: int
    weeks: tuple[Week, ...]
    interrupted_on: date | None
    lot: str

    @property
    def counted(self) -> int:
        return counted_minutes(self.status, self.planned, self.weeks, self.interrupted_on)

    @property
    def hours(self) -> PathwayHours:
        return PathwayHours(
            self.status, self.planned, done_minutes(self.weeks), self.counted, self.lot
        )


@st.composite
def courses(draw: st.DrawFn) -> Course:
    planned = draw(volumes)
    weeks = plan_weeks(draw(days), planned, draw(st.integers(7 * HOUR, 35 * HOUR)))
    done = st.none() | st.integers(0, 40 * HOUR)
    weeks = tuple(replace(week, done=draw(done)) for week in weeks)
    status = draw(st.sampled_from(list(S)))
    stopped = draw(days) if status is S.INTERRUPTED else None
    return Course(status, planned, weeks, stopped, draw(st.sampled_from(("", "gone", *LOTS))))


clauses = st.builds(
    VolumeTerms,
    st.sampled_from(list(VolumeMode)),
    st.integers(0, 2_000 * HOUR),
    st.just(70 * HOUR),
    st.just(35 * HOUR),
    st.sampled_from((0, 100_000_00)),
    st.lists(
        st.builds(LotVolume, st.sampled_from(LOTS), volumes), max_size=2, unique_by=lambda x: x.id
    ).map(tuple),
)
orders = st.lists(
    st.builds(
        Order,
        st.none() | st.integers(0, 500_000_00),
        st.none() | volumes,
        st.sampled_from(("", *LOTS)),
    ),
    max_size=5,
)


def summed(balances: list[Balance]) -> Balance:
    return Balance(
        sum(one.owed for one in balances),
        sum(one.committed for one in balances),
        sum(one.on_offer for one in balances),
        sum(one.done for one in balances),
        sum(one.reserved for one in balances),
    )


@given(clauses, orders, st.lists(courses(), max_size=6))
def test_owed_is_shared_out_whole_in_the_clause_and_in_its_lots(
    terms: VolumeTerms, some: list[Order], found: list[Course]
) -> None:
    hours = [one.hours for one in found]
    whole = balance(owed_minutes(terms, some), hours)
    assert whole.owed == whole.committed + whole.on_offer + whole.left
    by_lot = balance_by_lot(owed_by_lot(terms, some), hours)
    assert summed(list(by_lot.values())) == whole
    assert sum(one.left for one in by_lot.values()) == whole.left


@given(clauses, orders, st.lists(courses(), max_size=6))
def test_orders_are_turned_into_hours_once(
    terms: VolumeTerms, some: list[Order], found: list[Course]
) -> None:
    """What pathways use of the orders, with what they still unlock, is what the orders owe."""
    unlocked = unlocked_by(terms, some)
    covered = covered_of(some, unlocked, [(one.lot, one.counted) for one in found])
    whole = balance(owed_minutes(terms, some), [one.hours for one in found])
    waiting = sum((most or 0) - mine for most, mine in zip(unlocked, covered, strict=True))
    if terms.mode is VolumeMode.FIXED:
        assert waiting == 0
    else:
        assert waiting == max(0, whole.left)


@given(volumes, st.sampled_from(RUNNING), st.integers(1, 12), days)
def test_splitting_takes_as_much_of_the_clause_as_one_pathway(
    planned: int, status: PathwayStatus, number: int, start: date
) -> None:
    def course(minutes: int) -> PathwayHours:
        weeks = plan_weeks(start, minutes, 35 * HOUR)
        return Course(status, minutes, weeks, None, "").hours

    whole = balance(900 * HOUR, [course(planned)])
    assert balance(900 * HOUR, map(course, even_shares(planned, number))) == whole
    for shares in shares_of(planned):
        assert balance(900 * HOUR, map(course, shares)) == whole


@given(volumes, days, st.integers(7 * HOUR, 35 * HOUR), st.integers(-30, 400))
def test_an_interruption_gives_back_the_weeks_not_begun_and_no_other(
    planned: int, start: date, per_week: int, after: int
) -> None:
    weeks = plan_weeks(start, planned, per_week)
    day = start + timedelta(days=after)
    runs = Course(S.IN_PROGRESS, planned, weeks, None, "")
    stopped = replace(runs, status=S.INTERRUPTED, interrupted_on=day)
    not_begun = sum(week.planned for week in weeks if week.monday > day)
    before, now = (balance(900 * HOUR, [one.hours]) for one in (runs, stopped))
    assert now.left - before.left == not_begun
    assert now.committed + not_begun == before.committed
    assert now.done == before.done


@given(courses(), st.data())
def test_hours_really_done_never_change_what_counts(found: Course, data: st.DataObject) -> None:
    other = tuple(
        replace(week, done=data.draw(st.none() | st.integers(0, 40 * HOUR))) for week in found.weeks
    )
    assert replace(found, weeks=other).counted == found.counted


@given(courses())
def test_a_pathway_never_counts_more_than_it_planned(found: Course) -> None:
    assert 0 <= found.counted <= found.planned
    if found.status in FREED:
        assert found.counted == 0


# --- the forecast


@given(volumes, st.lists(courses(), max_size=5), days, days, st.none() | days)
def test_the_forecast_keeps_to_its_bounds(
    owed: int, found: list[Course], today: date, ends_on: date, starts_on: date | None
) -> None:
    now = balance(owed, [one.hours for one in found])
    weeks = [week for one in found for week in one.weeks]
    made = forecast(now, weeks, today, starts_on, ends_on)
    to_come = [week for week in weeks if week.done is None]
    assert made.unplaced == now.unplaced
    assert 0 <= made.overrun <= sum(week.planned for week in to_come)
    assert made.overrun <= made.at_risk <= made.left_at_end == made.unplaced + made.overrun
    assert made.room is not None
    assert 0 <= made.room <= max(0, (ends_on - today).days + 1) * DEFAULT_RULES.adult_week_minutes


@given(volumes, st.lists(courses(), max_size=4), days, days, st.integers(0, 400))
def test_as_days_go_by_no_risk_goes_away(
    owed: int, found: list[Course], today: date, ends_on: date, more: int
) -> None:
    now = balance(owed, [one.hours for one in found])
    weeks = [week for one in found for week in one.weeks]
    sooner = forecast(now, weeks, today, None, ends_on)
    later = forecast(now, weeks, today + timedelta(days=more), None, ends_on)
    assert later.at_risk >= sooner.at_risk
    assert later.left_at_end == sooner.left_at_end


@given(volumes, days, days)
def test_all_that_is_left_is_at_risk_within_six_months(
    owed: int, today: date, ends_on: date
) -> None:
    made = forecast(balance(owed, []), [], today, None, ends_on)
    if ends_on <= today + timedelta(days=DEFAULT_RULES.late_contract_days):
        assert made.at_risk == owed
    else:
        assert made.room is not None
        assert made.at_risk == max(0, owed - made.room)


@given(volumes, days)
def test_nothing_is_foretold_without_an_end(owed: int, today: date) -> None:
    made = forecast(balance(owed, []), plan_weeks(today, owed, 35 * HOUR), today, None, None)
    assert (made.overrun, made.room, made.at_risk, made.left_at_end) == (0, None, 0, owed)


@given(volumes, days, days)
def test_weeks_after_the_end_are_an_overrun(planned: int, start: date, ends_on: date) -> None:
    assume(planned > 0)
    weeks = plan_weeks(start, planned, 35 * HOUR)
    made = forecast(Balance(planned, planned, 0, 0), weeks, start, None, ends_on)
    assert made.overrun == sum(week.planned for week in weeks if week.monday > ends_on)
    assert made.unplaced == 0
