"""What a cell means: read rightly, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange import cells
from csf_desktop.exchange.formulas import STARTERS, guarded, without_guard
from csf_desktop.exchange.tables_model import Cell

DAY = date(2026, 2, 3)
MOMENT = datetime(2026, 2, 3, 14, 5)  # noqa: DTZ001 - as spreadsheets hold moments
MONTHS = (
    "janvier", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "octobre",
    "novembre", "décembre",
)  # fmt: skip
days = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("03/02/2026", DAY), ("3/2/26", DAY), ("3-2-2026", DAY), ("03.02.2026", DAY),
        ("2026-02-03", DAY), ("2026-02-03T08:00:00.000Z", DAY), ("2026-02-03 17:40:02 +0100", DAY),
        ("3 févr. 2026", DAY), ("mardi 3 février 2026", DAY), ("1er mars 2026", date(2026, 3, 1)),
        ("February 3, 2026", DAY), ("3/2/2026 2:05pm", DAY), ("03/02/2026 à 14h05", DAY),
        (DAY, DAY), (MOMENT, DAY),
    ],
)  # fmt: skip
def test_days(cell: Cell, wanted: date) -> None:
    assert cells.read_day(cell) == wanted


@pytest.mark.parametrize(
    "cell", ["3/15/2026", "31/02/2026", "demain", "lundi", "46056", Decimal(46056), "2026", True]
)
def test_what_is_no_day(cell: Cell) -> None:
    with pytest.raises(InvalidInputError, match="n’est pas une date"):
        cells.read_day(cell)


@given(days)
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    for written in (
        f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day:%y}", f"{day:%Y-%m-%d}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day:%Y-%m-%dT%H:%M:%S}",
        cells.shown(day),
    ):  # fmt: skip
        assert cells.read_day(written) == day


@given(st.lists(days, min_size=1, max_size=30))
def test_month_first_is_told_only_when_it_is_sure(found: list[date]) -> None:
    french = [f"{day:%d/%m/%Y}" for day in found]
    american = [f"{day:%m/%d/%Y}" for day in found]
    assert not cells.month_first(french)
    if any(day.day > 12 for day in found):
        assert cells.month_first(american)
        assert [cells.read_day(cells.turned_round(cell)) for cell in american] == found
        assert not cells.month_first([*american, "25/12/2026"])


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("120 000,50 €", 12_000_050), ("120\u202f000,50\u00a0€", 12_000_050),
        ("120,000.50", 12_000_050), ("120.000,50", 12_000_050), ("€120,000", 12_000_000),
        ("1,200,000", 120_000_000), ("120000.5", 12_000_050), ("0", 0), ("50 000 € HT", 5_000_000),
        ("1’200,00 euros", 120_000), (Decimal("12.345"), 1_235), (Decimal(12), 1_200),
    ],
)  # fmt: skip
def test_amounts(cell: Cell, cents: int) -> None:
    assert cells.read_cents(cell) == cents


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("120k€", "en entier"), ("1,2 M€", "en entier"), ("3 millions", "en entier"),
        ("120,000", "de deux façons"), ("120.000 €", "de deux façons"), ("-5", "montant"),
        ("12 000 - 15 000", "montant"), ("à définir", "montant"), (Decimal(-1), "montant"),
        (DAY, "montant"), ("1,23,456", "montant"), ("12.3456", "montant"),
        (Decimal("1e308"), "montant"), ("9" * 5000, "montant"), ("1." * 5000, "montant"),
    ],
)  # fmt: skip
def test_what_is_no_amount(cell: Cell, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        cells.read_cents(cell)


@given(st.integers(0, 10**12))
def test_an_amount_is_the_same_however_it_is_written(cents: int) -> None:
    whole, rest = divmod(cents, 100)
    french, english = f"{whole:,}".replace(",", " "), f"{whole:,}"
    for written in (
        f"{french},{rest:02d} €", f"{english}.{rest:02d}", f"€{english}.{rest:02d}",
        f"{whole}.{rest:02d}", f"{english.replace(',', '.')},{rest:02d}", f"{french},{rest:02d} HT",
    ):  # fmt: skip
        assert cells.read_cents(written) == cents
    assert cells.read_cents(Decimal(cents).scaleb(-2)) == cents


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("150 h", 9000), ("150h00", 9000), ("150", 9000), ("150h30", 9030), ("150:30", 9030),
        ("1 050 heures", 63_000), ("150,5", 9030), (Decimal("12.5"), 750),
    ],
)  # fmt: skip
def test_hours(cell: Cell, minutes: int) -> None:
    assert cells.read_minutes(cell) == minutes


@given(st.integers(0, 9_999 * 60))
def test_hours_are_the_same_however_they_are_written(minutes: int) -> None:
    whole, rest = divmod(minutes, 60)
    for written in (f"{whole}h{rest:02d}", f"{whole} h {rest:02d}", f"{whole}:{rest:02d}"):
        assert cells.read_minutes(written) == minutes


@pytest.mark.parametrize(
    ("cell", "months"),
    [("24", 24), ("24 mois", 24), ("2 ans", 24), ("1 an ferme", 12), (Decimal(12), 12)],
)
def test_months(cell: Cell, months: int) -> None:
    assert cells.read_months(cell) == months


@pytest.mark.parametrize(
    ("reader", "cell"),
    [
        (cells.read_minutes, "2 mois"), (cells.read_minutes, Decimal(-1)),
        (cells.read_minutes, Decimal("1e308")), (cells.read_minutes, "9" * 5000),
        (cells.read_months, "12 semaines"), (cells.read_months, "longue"),
        (cells.read_flag, "peut-être"), (cells.read_email, "pas d’adresse"),
        (cells.read_phone, "n/a"), (cells.read_phone, "06 12 34 56 78 / 06 98 76 54 32"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_write(reader: Callable[[Cell], Any], cell: Cell) -> None:
    with pytest.raises(InvalidInputError, match=r"n’est pas .*\u00a0: "):
        reader(cell)


@pytest.mark.parametrize("word", ["Oui", "o", "checked", "x", "X", "1", "TRUE", True, Decimal(1)])
def test_yes(word: Cell) -> None:
    assert cells.read_flag(word)


@pytest.mark.parametrize("word", ["Non", "unchecked", "0", False])
def test_no(word: Cell) -> None:
    assert not cells.read_flag(word)


@pytest.mark.parametrize(
    ("cell", "siret"),
    [
        ("213 502 388 00019", "21350238800019"), (Decimal(21350238800019), "21350238800019"),
        (Decimal(5480650000028), "05480650000028"), ("5480650000028", "05480650000028"),
    ],
)  # fmt: skip
def test_siret(cell: Cell, siret: str) -> None:
    assert cells.read_siret(cell) == siret


@pytest.mark.parametrize("cell", ["1.23457E+13", "1,23457E+13", "2E13", Decimal(12345700000000)])
def test_digits_that_a_spreadsheet_lost_are_never_invented(cell: Cell) -> None:
    with pytest.raises(InvalidInputError, match="a perdu les derniers chiffres"):
        cells.read_siret(cell)


def test_other_values() -> None:
    assert cells.read_phone("+33 6 12 34 56 78") == "+33612345678"
    assert cells.read_phone(Decimal(612345678)) == "0612345678"
    assert cells.read_email("Anne <anne@ville.example>") == "anne@ville.example"
    assert cells.split_values('"Peinture, sols", Voirie') == ("Peinture, sols", "Voirie")
    assert cells.split_values("") == ()
    assert [cells.split_values(lone) for lone in ('"', ",", "x" * 200_000)] == [
        ('"',), (",",), ("x" * 200_000,),
    ]  # fmt: skip
    assert cells.read_text("a\nb") == "a\nb"
    assert [cells.shown(cell) for cell in (True, False, Decimal("12.50"), "a \n b")] == [
        "Oui", "Non", "12,50", "a b",
    ]  # fmt: skip
    assert cells.shown(MOMENT) == "03/02/2026 14:05"


@given(st.text())
def test_a_guard_comes_off_again(text: str) -> None:
    assert without_guard(guarded(text)) == text


@given(st.sampled_from(STARTERS), st.text())
def test_no_text_is_taken_for_a_formula(starter: str, rest: str) -> None:
    assert guarded(starter + rest).startswith("'")
    assert guarded(guarded(starter + rest)).startswith("''")
