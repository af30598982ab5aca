"""Usual volumes by amount, and the last day of a period of months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.rules import HOUR
from csf_desktop.models.sizing import end_of_period, is_above_usual, suggested_minutes

amounts = st.integers(0, 10**10)


@pytest.mark.parametrize(
    ("euros", "hours"),
    [
        (0, 150),
        (99_999, 150),
        (100_000, 300),
        (199_999, 300),
        (200_000, 450),
        (399_999, 450),
        (400_000, 900),
        (50_000_000, 900),
    ],
)
def test_the_usual_volume_of_an_amount(euros: int, hours: int) -> None:
    assert suggested_minutes(euros * 100) == hours * HOUR
    assert suggested_minutes(euros * 100 + 99) == hours * HOUR


def test_an_unknown_amount_suggests_and_forbids_nothing() -> None:
    assert suggested_minutes(None) is None
    assert not is_above_usual(10_000 * HOUR, None)


@given(amounts, amounts)
def test_a_bigger_amount_never_suggests_less(one: int, other: int) -> None:
    small, big = sorted((one, other))
    assert (suggested_minutes(small) or 0) <= (suggested_minutes(big) or 0)


@given(amounts)
def test_the_usual_volume_is_not_above_itself(amount: int) -> None:
    usual = suggested_minutes(amount)
    assert usual is not None
    assert not is_above_usual(usual, amount)
    assert is_above_usual(usual + 1, amount)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 5, 15), 12, date(2025, 5, 14)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2024, 1, 1), 1, date(2024, 1, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 4, 30)),
        (date(2024, 12, 1), 1, date(2024, 12, 31)),
        (date(2024, 5, 15), 0, None),
        (date(2024, 5, 15), -3, None),
        (date(9990, 5, 15), 600, None),
        (None, 12, None),
        (date(2024, 5, 15), None, None),
    ],
)
def test_the_end_of_a_period(start: date | None, months: int | None, end: date | None) -> None:
    assert end_of_period(start, months) == end


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(1, 120))
def test_a_period_ends_after_it_starts_and_about_as_late_as_asked(start: date, months: int) -> None:
    end = end_of_period(start, months)
    assert end is not None
    assert end >= start
    after = end + timedelta(days=1)
    passed = (after.year - start.year) * 12 + after.month - start.month
    assert passed in (months, months + 1)
    assert after.day == start.day or after.day == 1


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(1, 119))
def test_a_longer_period_never_ends_sooner(start: date, months: int) -> None:
    sooner, later = end_of_period(start, months), end_of_period(start, months + 1)
    assert sooner is not None
    assert later is not None
    assert sooner < later
