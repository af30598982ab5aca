"""The dates that follow from shares and a first day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.rules import HOUR
from csf_desktop.models.share_plan import periods_of

MONDAY = date(2027, 1, 4)
WEEK = 35 * HOUR


def test_one_after_another_begins_the_monday_after() -> None:
    found = periods_of((70 * HOUR, 35 * HOUR), MONDAY, WEEK, one_after_another=True)
    assert found == (
        (MONDAY, date(2027, 1, 15)),
        (date(2027, 1, 18), date(2027, 1, 22)),
    )


def test_at_once_all_begin_the_same_day() -> None:
    found = periods_of((70 * HOUR, 35 * HOUR), MONDAY, WEEK, one_after_another=False)
    assert found == ((MONDAY, date(2027, 1, 15)), (MONDAY, date(2027, 1, 8)))


def test_nothing_to_do_or_no_rhythm_has_no_dates() -> None:
    assert periods_of((0,), MONDAY, WEEK, one_after_another=True) == ()
    assert periods_of((WEEK,), MONDAY, 0, one_after_another=True) == ()


@given(
    st.lists(st.integers(1, 900 * HOUR), min_size=1, max_size=6),
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    st.integers(7 * HOUR, WEEK),
)
def test_stays_one_after_another_never_meet(shares: list[int], start: date, week: int) -> None:
    found = periods_of(shares, start, week, one_after_another=True)
    assert len(found) == len(shares)
    for (first, last), (following, _) in pairwise(found):
        assert first <= last < following
        assert following - last == timedelta(days=3)
