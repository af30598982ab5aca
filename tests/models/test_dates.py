"""Dates as French people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.dates import parse_french_date
from csf_desktop.ui.formatting import long_date, short_date

TODAY = date(2026, 11, 24)  # a Tuesday
days = st.dates(date(1950, 1, 1), date(2049, 12, 31))
any_day = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/2", date(2027, 2, 3)),
        ("3/9", date(2026, 9, 3)),
        ("3/2/26", date(2026, 2, 3)),
        ("03.02.2026", date(2026, 2, 3)),
        ("3-2-2026", date(2026, 2, 3)),
        ("0302", date(2027, 2, 3)),
        ("030226", date(2026, 2, 3)),
        ("03022026", date(2026, 2, 3)),
        ("2026-02-03", date(2026, 2, 3)),
        ("3\u00a0févr. 2026", date(2026, 2, 3)),
        ("3 FÉVRIER 2026", date(2026, 2, 3)),
        ("1er mars", date(2027, 3, 1)),
        ("mardi 1er\u00a0décembre 2026", date(2026, 12, 1)),
        ("aujourd’hui", TODAY),
        ("demain", date(2026, 11, 25)),
        ("hier", date(2026, 11, 23)),
        ("après-demain", date(2026, 11, 26)),
        ("lundi", date(2026, 11, 30)),
        ("mardi", date(2026, 12, 1)),
        ("lundi prochain", date(2026, 11, 30)),
        ("mardi dernier", date(2026, 11, 17)),
        ("dans 10 jours", date(2026, 12, 4)),
        ("il y a 2 semaines", date(2026, 11, 10)),
        ("dans 3 mois", date(2027, 2, 24)),
        ("dans un an", date(2027, 11, 24)),
        (" 5 / 1 ", None),
        ("31/2", None),
        ("29/2/2026", None),
        ("29/2/2028", date(2028, 2, 29)),
        ("15/13", None),
        ("0", None),
        ("", None),
        ("bientôt", None),
        ("3/2/1826", None),
        ("dans 9999 ans", None),
    ],
)
def test_what_people_type(typed: str, day: date | None) -> None:
    assert parse_french_date(typed, TODAY) == day


def test_a_month_from_the_31st_is_the_last_day() -> None:
    assert parse_french_date("dans un mois", date(2027, 1, 31)) == date(2027, 2, 28)


@given(any_day, days)
def test_full_forms_give_the_day_back(day: date, today: date) -> None:
    for typed in (
        short_date(day),
        long_date(day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d%m%Y}",
        f"{day:%d.%m.%Y}",
    ):
        assert parse_french_date(typed, today) == day


@given(days, days)
def test_two_digit_years_give_the_day_back(day: date, today: date) -> None:
    assert parse_french_date(f"{day:%d%m%y}", today) == day
    assert parse_french_date(f"{day.day}/{day.month}/{day:%y}", today) == day


@given(days, st.integers(-180, 180))
def test_without_a_year_the_nearest_day_is_meant(today: date, shift: int) -> None:
    day = today + timedelta(days=shift)
    if (day.month, day.day) != (2, 29):
        assert parse_french_date(f"{day.day}/{day.month}", today) == day


@given(days, st.sampled_from(["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]))
def test_a_weekday_is_in_the_coming_week(today: date, name: str) -> None:
    day = parse_french_date(name, today)
    assert day is not None
    assert 1 <= (day - today).days <= 7
    assert long_date(day).startswith(name)


@given(st.text(max_size=40), days)
def test_any_text_is_a_day_or_none(text: str, today: date) -> None:
    day = parse_french_date(text, today)
    assert day is None or isinstance(day, date)
