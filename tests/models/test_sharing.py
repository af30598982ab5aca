"""Sharing a clause: the shares add up, two stays with one tutor at one place never meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.hours import plan_weeks
from csf_desktop.models.rules import HOUR
from csf_desktop.models.share_plan import periods_of
from csf_desktop.models.sharing import (
    USUAL_SHARES,
    Stay,
    clash_of,
    even_shares,
    first_free_day,
    shares_of,
)

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
names = st.sampled_from(("", "un", "deux"))
lengths = st.integers(0, 250)


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    start = draw(st.none() | days)
    end = draw(st.none() | lengths.map(lambda length: timedelta(days=length)))
    ends_on = start + end if start is not None and end is not None else None
    return Stay(draw(st.text(max_size=3)), draw(names), draw(names), start, ends_on)


@st.composite
def bounded(draw: st.DrawFn) -> Stay:
    """A stay with the same tutor at the same place, whose dates are known."""
    start = draw(days)
    return Stay("P", "lieu", "tuteur", start, start + timedelta(days=draw(lengths)))


# --- shares


@given(st.integers(0, 2_000 * HOUR) | st.sampled_from(list(USUAL_SHARES)))
def test_every_way_to_share_adds_up(minutes: int) -> None:
    for shares in shares_of(minutes):
        assert sum(shares) == minutes
        assert all(share > 0 for share in shares)
    assert shares_of(minutes)[:1] == (((minutes,),) if minutes else ())


@given(st.integers(0, 2_000 * HOUR), st.integers(-1, 24))
def test_even_shares_add_up_and_differ_by_less_than_two_hours(minutes: int, number: int) -> None:
    shares = even_shares(minutes, number)
    assert len(shares) == max(0, number)
    if shares:
        assert sum(shares) == minutes
        assert max(shares) - min(shares) < 2 * HOUR
        assert all(share % HOUR == 0 for share in shares[1:])
        assert list(shares) == sorted(shares, reverse=True)


@given(
    st.lists(st.integers(1, 300 * HOUR), min_size=1, max_size=5), days, st.integers(60, 35 * HOUR)
)
def test_one_after_another_never_meet(shares: list[int], start: date, per_week: int) -> None:
    periods = periods_of(shares, start, per_week, one_after_another=True)
    assert len(periods) == len(shares)
    assert periods[0][0] == start
    for at, (begin, end) in enumerate(periods):
        stay = Stay("P", "lieu", "tuteur", begin, end)
        others = [Stay("P", "lieu", "tuteur", *two) for two in periods[:at]]
        assert clash_of(stay, others) is None
        weeks = plan_weeks(begin, shares[at], per_week)
        assert weeks[-1].monday <= end < weeks[-1].monday + timedelta(days=7)


@given(st.lists(st.integers(1, 300 * HOUR), min_size=2, max_size=5), days)
def test_at_once_all_meet(shares: list[int], start: date) -> None:
    begins = {begin for begin, _ in periods_of(shares, start, 2_100, one_after_another=False)}
    assert begins == {start}


# --- clashes


@given(stays(), stays())
def test_a_clash_is_one_from_both_sides(one: Stay, other: Stay) -> None:
    assert (clash_of(one, [other]) is None) == (clash_of(other, [one]) is None)


@given(bounded(), bounded())
def test_a_clash_is_a_day_in_common(one: Stay, other: Stay) -> None:
    def days_of(stay: Stay) -> set[date]:
        assert stay.starts_on is not None
        assert stay.ends_on is not None
        length = (stay.ends_on - stay.starts_on).days + 1
        return {stay.starts_on + timedelta(days=number) for number in range(length)}

    assert (clash_of(one, [other]) is other) == bool(days_of(one) & days_of(other))


@given(bounded(), bounded())
def test_without_place_tutor_or_start_nothing_is_refused(one: Stay, other: Stay) -> None:
    for unknown in (
        replace(other, place=""),
        replace(other, tutor=""),
        replace(other, starts_on=None),
        replace(other, place="ailleurs"),
        replace(other, tutor="autre"),
    ):
        assert clash_of(one, [unknown]) is None
    blank = replace(one, place="", tutor="")
    assert clash_of(blank, [replace(other, place="", tutor="")]) is None


@given(bounded(), bounded())
def test_a_stay_without_an_end_lasts(one: Stay, other: Stay) -> None:
    assert other.ends_on is not None
    assert one.starts_on is not None
    endless = replace(one, ends_on=None)
    assert (clash_of(other, [endless]) is endless) == (other.ends_on >= one.starts_on)


@given(stays(), st.lists(stays(), max_size=6))
def test_the_first_clash_is_named(stay: Stay, others: list[Stay]) -> None:
    found = clash_of(stay, others)
    assert found == next((one for one in others if clash_of(stay, [one]) is not None), None)


# --- the first free day


@given(st.lists(bounded(), max_size=8), days)
def test_the_first_free_day_never_clashes(others: list[Stay], wanted: date) -> None:
    day = first_free_day(others, wanted)
    assert day >= wanted
    assert clash_of(Stay("P", "lieu", "tuteur", day, day), others) is None


@given(st.lists(bounded(), max_size=8), days)
def test_no_day_before_the_first_free_one_is_free(others: list[Stay], wanted: date) -> None:
    day = first_free_day(others, wanted)
    for number in range((day - wanted).days):
        taken = wanted + timedelta(days=number)
        assert clash_of(Stay("P", "lieu", "tuteur", taken, taken), others) is not None


@given(st.lists(bounded(), max_size=4), days, st.integers(0, 300))
def test_there_is_no_day_after_a_stay_that_never_ends(
    others: list[Stay], wanted: date, before: int
) -> None:
    endless = Stay("P", "lieu", "tuteur", wanted - timedelta(days=before), None)
    assert first_free_day([*others, endless], wanted) == wanted
