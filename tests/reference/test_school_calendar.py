import socket
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.reference.school_calendar import (
    SchoolYear,
    is_public_holiday,
    is_school_holiday,
    public_holidays,
    school_holidays,
    school_year_of,
)


def test_a_school_year_starts_in_september() -> None:
    assert school_year_of(date(2026, 8, 31)).label == "2025-2026"
    assert school_year_of(date(2026, 9, 1)).label == "2026-2027"


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_each_day_is_in_its_school_year_only(day: date) -> None:
    year = school_year_of(day)
    assert day in year
    assert day not in SchoolYear(year.start_year + 1)
    assert SchoolYear(year.start_year + 1).first_day - year.last_day == timedelta(days=1)


def test_holidays_differ_by_zone() -> None:
    day = date(2027, 2, 10)
    assert [is_school_holiday(day, zone) for zone in "ABC"] == [False, False, True]


def test_what_is_not_published_is_not_known() -> None:
    assert is_school_holiday(date(2026, 12, 25), "Corse") is None
    assert is_school_holiday(date(2050, 12, 25), "A") is None
    assert school_holidays(SchoolYear(2050), "A") == ()


def test_the_holidays_of_a_year_come_in_order_with_french_names() -> None:
    found = school_holidays(SchoolYear(2026), "B")
    assert [one.name for one in found] == [
        "Vacances de la Toussaint",
        "Vacances de Noël",
        "Vacances d’hiver",
        "Vacances de printemps",
        "Pont de l’Ascension",
        "Vacances d’été",
    ]
    assert all(one.first_day <= one.last_day for one in found)
    assert found[1].first_day == date(2026, 12, 19)


@pytest.mark.parametrize(
    ("day", "department", "expected"),
    [
        (date(2026, 7, 14), "", True),
        (date(2026, 7, 15), "35", False),
        (date(2026, 4, 3), "57", True),  # Good Friday
        (date(2026, 12, 26), "67", True),
        (date(2026, 12, 26), "35", False),
        (date(2026, 12, 20), "974", True),
        (date(2026, 5, 27), "971", True),
        (date(2026, 5, 14), "35", True),  # Ascension
    ],
)
def test_public_holidays_by_department(day: date, department: str, expected: bool) -> None:
    assert is_public_holiday(day, department) is expected


def test_public_holidays_are_named_in_french() -> None:
    found = public_holidays(2026)
    assert found[date(2026, 1, 1)] == "Jour de l’an"
    assert len(found) == 11
    assert list(found) == sorted(found)


def test_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("network used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert public_holidays(2031, "973")
    assert school_holidays(SchoolYear(2025), "A")
