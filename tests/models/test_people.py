"""Ages, minority, limits of a week, initials."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.people import age_on, initials, is_minor_on, week_limit
from csf_desktop.models.rules import HOUR, Rules

births = st.dates(date(1940, 1, 1), date(2020, 12, 31))
days = st.dates(date(2021, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 24), date(2026, 11, 23), 17),
        (date(2008, 11, 24), date(2026, 11, 24), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2026, 11, 24), date(2026, 11, 24), 0),
    ],
)
def test_age_turns_on_the_birthday(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@given(births, days)
def test_age_grows_by_at_most_one_a_day(born: date, day: date) -> None:
    step = age_on(born, day + timedelta(days=1)) - age_on(born, day)
    assert step in (0, 1)


@given(births, days)
def test_a_minor_is_under_eighteen(born: date, day: date) -> None:
    assert is_minor_on(born, day) == (age_on(born, day) < 18)


@given(st.none() | births, days)
def test_a_week_is_never_above_thirty_five_hours(born: date | None, monday: date) -> None:
    assert week_limit(born, monday) <= 35 * HOUR


def test_limits_follow_the_age_in_that_week() -> None:
    rules = Rules(minor_week_minutes=32 * HOUR)
    monday = date(2026, 11, 23)
    assert week_limit(date(2012, 1, 1), monday, rules) == 30 * HOUR
    assert week_limit(date(2010, 1, 1), monday, rules) == 32 * HOUR
    assert week_limit(date(2000, 1, 1), monday, rules) == 35 * HOUR
    assert week_limit(None, monday, rules) == 32 * HOUR  # not known: the protective one


@pytest.mark.parametrize(
    ("given_name", "family_name", "short"),
    [
        ("Inès", "Benali", "I.\u00a0B."),
        ("Jean-Pierre", "Durand", "J.\u00a0P.\u00a0D."),
        ("élodie", "de la Tour", "É.\u00a0D.\u00a0L.\u00a0T."),
        ("", "Benali", "B."),
        ("", "", ""),
    ],
)
def test_initials(given_name: str, family_name: str, short: str) -> None:
    assert initials(given_name, family_name) == short


@given(st.text("ABCDEFGHIJ -", max_size=12), st.text("ABCDEFGHIJ -", max_size=12))
def test_initials_never_hold_a_whole_name(given_name: str, family_name: str) -> None:
    short = initials(given_name, family_name)
    assert all(len(part) == 2 for part in short.split("\u00a0") if part)
