"""What the window writes in French."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.quantities import parse_hours
from csf_desktop.ui.formatting import (
    count_of,
    grouped,
    grouped_phone,
    hours,
    initials,
    long_date,
    moment,
    short_date,
    since,
)
from csf_desktop.ui.widgets.contact_checks import check_email, check_phone

TODAY = date(2026, 11, 24)


def test_dates() -> None:
    assert short_date(date(2026, 2, 3)) == "3\u00a0févr. 2026"
    assert short_date(date(2026, 3, 1)) == "1er\u00a0mars 2026"
    assert short_date(None) == "–"
    assert long_date(TODAY) == "mardi 24\u00a0novembre 2026"
    when = datetime(2026, 11, 24, 9, 5)  # noqa: DTZ001 - local time, as shown
    assert moment(when) == "24\u00a0nov. 2026 à 9\u00a0h\u00a005"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0\u00a0h"),
        (750, "12\u00a0h\u00a030"),
        (54_000, "900\u00a0h"),
        (-30, "-0\u00a0h\u00a030"),
    ],
)
def test_durations(minutes: int, text: str) -> None:
    assert hours(minutes) == text


@given(st.integers(0, 99_999 * 60 + 59))
def test_durations_are_read_back(minutes: int) -> None:
    assert parse_hours(hours(minutes)) == minutes


def test_counts() -> None:
    assert grouped(1_234_567) == "1\u00a0234\u00a0567"
    assert count_of(0, "marché") == "0\u00a0marché"
    assert count_of(2, "marché") == "2\u00a0marchés"
    assert count_of(2, "parcours", "parcours") == "2\u00a0parcours"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 24), "aujourd’hui"),
        (date(2026, 11, 30), "aujourd’hui"),
        (date(2026, 11, 23), "hier"),
        (date(2026, 11, 12), "depuis 12\u00a0jours"),
    ],
)
def test_since(day: date, text: str) -> None:
    assert since(day, TODAY) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Inès Benali", "I.\u00a0B."),
        ("Jean-Pierre de la Tour", "J.-P.\u00a0d.\u00a0l.\u00a0T."),
        ("élodie", "É."),
        (" - ", ""),
        ("", ""),
    ],
)
def test_initials(name: str, text: str) -> None:
    assert initials(name).casefold() == text.casefold()


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("03 20 12 34 56", True),
        ("03.20.12.34.56", True),
        ("+33 (0)3 20 12 34 56", True),
        ("+32 2 123 45 67", True),
        ("", True),
        ("0320", False),
        ("trois", False),
    ],
)
def test_phone_numbers(typed: str, is_right: bool) -> None:
    assert (check_phone(typed) == "") is is_right


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("claire.besson@ac-lille.fr", True),
        (" claire@ac-lille.fr ", True),
        ("", True),
        ("claire@", False),
        ("claire@ac", False),
        ("a@b.fr, c@d.fr", False),
    ],
)
def test_addresses(typed: str, is_right: bool) -> None:
    assert (check_email(typed) == "") is is_right


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0612345678", "06\u00a012\u00a034\u00a056\u00a078"),
        ("03.20-12 34 56", "03\u00a020\u00a012\u00a034\u00a056"),
        ("+33612345678", "+33612345678"),
        ("poste 12", "poste 12"),
        ("", ""),
    ],
)
def test_phone_numbers_are_grouped_by_twos(typed: str, shown: str) -> None:
    assert grouped_phone(typed) == shown
