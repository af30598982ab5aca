"""What is pointed out without being refused: a sentence exactly when the rule is crossed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.checks import (
    age_warning,
    done_warning,
    gratification_warning,
    order_problem,
    size_warning,
)
from csf_desktop.models.people import age_on
from csf_desktop.models.rules import HOUR, Rules

TODAY = date(2026, 11, 24)
minutes = st.integers(0, 1000 * HOUR)
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(st.dates(date(1960, 1, 1), TODAY))
def test_ages_are_warned_about_outside_fifteen_to_twenty_five(born: date) -> None:
    assert bool(age_warning(born, TODAY)) == (not 15 <= age_on(born, TODAY) <= 25)


def test_the_age_and_the_rule_are_said() -> None:
    young = age_warning(date(2012, 5, 14), TODAY)
    assert "14\u00a0ans" in young
    assert "16–25" in young
    assert "15\u00a0ans possible en prévention" in young
    assert "26\u00a0ans" in age_warning(date(2000, 5, 14), TODAY)
    assert "a 1\u00a0an\u00a0:" in age_warning(date(2025, 5, 14), TODAY)
    assert age_warning(None, TODAY) == ""


def test_the_ages_are_settings() -> None:
    assert age_warning(date(2000, 5, 14), TODAY, Rules(max_age=30)) == ""


@given(minutes, minutes)
def test_more_done_than_planned_is_said(done: int, planned: int) -> None:
    assert bool(done_warning(done, planned)) == (done > planned > 0)


def test_durations_are_said_in_hours_and_minutes() -> None:
    said = done_warning(36 * HOUR + 5, 35 * HOUR)
    assert said.startswith("36\u00a0h\u00a005 réalisées pour 35\u00a0h prévues\u00a0:")


@given(minutes)
def test_a_gratification_is_due_beyond_the_setting(planned: int) -> None:
    assert bool(gratification_warning(planned)) == (planned > 300 * HOUR)
    common_law = Rules(gratification_minutes=308 * HOUR)
    assert bool(gratification_warning(planned, common_law)) == (planned > 308 * HOUR)


@pytest.mark.parametrize(
    ("hours", "cents", "is_said"),
    [(150, 99_999_00, False), (151, 99_999_00, True), (900, 400_000_00, False), (900, None, False)],
)
def test_a_volume_above_the_usual_one_is_said(hours: int, cents: int | None, is_said: bool) -> None:
    assert bool(size_warning(hours * HOUR, cents)) == is_said


@given(st.none() | days, st.none() | days)
def test_an_end_before_its_start_is_a_problem(start: date | None, end: date | None) -> None:
    is_wrong = start is not None and end is not None and end < start
    assert bool(order_problem(start, end)) == is_wrong
