"""Shares as they are typed and said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.rules import HOUR
from csf_desktop.ui.contracts.share_words import (
    FREE,
    dates_words,
    difference_words,
    parse_shares,
    said,
    usual_choices,
)

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("150 + 750", (150, 750)),
        (f"150{NBSP}h + 750{NBSP}h", (150, 750)),
        ("3 x 300", (300, 300, 300)),
        ("3 × 300 h + 12", (300, 300, 300, 12)),
        ("150;150", (150, 150)),
        ("900", (900,)),
    ],
)
def test_shares_are_read_as_people_type_them(typed: str, hours: tuple[int, ...]) -> None:
    assert parse_shares(typed) == tuple(number * HOUR for number in hours)


@pytest.mark.parametrize("typed", ["", "+", "beaucoup", "150 +", "0 x 300", "30 x 10", "150 + 0"])
def test_what_is_no_share_is_told(typed: str) -> None:
    assert parse_shares(typed) is None


@given(st.lists(st.integers(1, 900 * HOUR), min_size=1, max_size=8))
def test_what_is_said_is_read_again(shares: list[int]) -> None:
    assert parse_shares(said(shares)) == tuple(shares)


@given(st.integers(1, 3000).map(lambda hours: hours * HOUR))
def test_every_usual_way_adds_up(minutes: int) -> None:
    ways = [code for code, _ in usual_choices(minutes) if code != FREE]
    assert ways
    for code in ways:
        assert sum(parse_shares(code) or ()) == minutes


def test_the_difference_is_told() -> None:
    nine = 900 * HOUR
    assert difference_words((nine,), nine) == ""
    lacking = difference_words((600 * HOUR,), nine)
    assert lacking.replace(NBSP, " ") == "600 h réparties sur 900 h : il manque 300 h."
    over = difference_words((600 * HOUR, 450 * HOUR), nine)
    assert over.replace(NBSP, " ") == "1 050 h réparties sur 900 h : 150 h de trop."


def test_the_dates_follow_from_the_first_day() -> None:
    shares, start = (70 * HOUR, 35 * HOUR), date(2027, 1, 4)
    found = dates_words(shares, start, 35 * HOUR, one_after_another=True)
    assert found.replace(NBSP, " ") == (
        "1. 70 h, du 4 janv. 2027 au 15 janv. 2027\n2. 35 h, du 18 janv. 2027 au 22 janv. 2027"
    )
    assert dates_words(shares, None, 35 * HOUR, one_after_another=True) == ""
