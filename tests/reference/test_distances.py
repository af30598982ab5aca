"""Distances between communes, and how they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.reference.communes import commune
from csf_desktop.reference.distances import distance_km, kilometre_words, margin_km, nearest
from csf_desktop.reference.tables import rows

RENNES, NANTES, BREST, PARIS, LYON = "35238", "44109", "29019", "75056", "69123"
SAINT_DENIS, SAINT_PIERRE = "97411", "97416"  # La Réunion
MIQUELON = "97502"  # no position
PLACED = [row[0] for row in rows("communes.csv") if row[7]]
codes = st.sampled_from(PLACED)


def _km(first: str, second: str) -> float:
    found = distance_km(first, second)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("first", "second", "km"),
    [
        (RENNES, NANTES, 99),
        (BREST, RENNES, 211),
        (RENNES, PARIS, 308),
        (SAINT_DENIS, SAINT_PIERRE, 51),
        (PARIS, SAINT_DENIS, 9360),
        (PARIS, "69381", 392),  # Lyon 1er: the table holds the whole city
    ],
)
def test_distance_is_the_great_circle(first: str, second: str, km: float) -> None:
    assert distance_km(first, second) == pytest.approx(km, rel=0.01)


@pytest.mark.parametrize("code", [MIQUELON, "99999", "", "35"])
def test_what_has_no_position_has_no_distance(code: str) -> None:
    assert distance_km(RENNES, code) is None
    assert distance_km(code, RENNES) is None


@given(codes, codes)
def test_a_distance_is_the_same_both_ways_and_none_to_itself(first: str, second: str) -> None:
    assert _km(first, second) == _km(second, first)
    assert 0 <= _km(first, second) < 20_100
    assert _km(first, first) == 0
    assert margin_km(first, second) == margin_km(second, first)


@given(codes, codes, codes)
def test_a_way_round_is_never_shorter(first: str, second: str, third: str) -> None:
    assert _km(first, third) <= _km(first, second) + _km(second, third) + 1e-6


def test_the_margin_is_that_of_the_end_placed_worst() -> None:
    vague = {one.precision: one.code_insee for code in PLACED[:200] if (one := commune(code))}
    assert set(vague) == {"commune", "code postal", "arrondissement"}
    assert margin_km(RENNES, NANTES) == 0
    assert margin_km(RENNES, vague["code postal"]) == 5
    assert margin_km(vague["arrondissement"], vague["code postal"]) == 20
    assert margin_km(vague["arrondissement"], vague["arrondissement"]) == 0
    assert margin_km(MIQUELON, "99999") == 0


def test_the_nearest_of_several() -> None:
    assert nearest(RENNES, [PARIS, NANTES, BREST]) == NANTES
    assert nearest(RENNES, [PARIS, RENNES]) == RENNES
    assert nearest(RENNES, [MIQUELON, "99999"]) is None
    assert nearest("99999", [PARIS]) is None
    assert nearest(RENNES, []) is None


@given(codes, st.lists(codes, min_size=1, max_size=6))
def test_the_nearest_is_no_further_than_any_and_does_not_depend_on_the_order(
    code: str, among: list[str]
) -> None:
    found = nearest(code, among)
    assert found is not None
    assert _km(code, found) == min(_km(code, other) for other in among)
    assert found == nearest(code, reversed(among))


@pytest.mark.parametrize(
    ("km", "margin", "words"),
    [
        (0.3, 0, "à moins de 1\u00a0km"),
        (0.5, 0, "à 1\u00a0km"),
        (11.6, 0, "à 12\u00a0km"),
        (19.9, 0, "à 20\u00a0km"),
        (22.4, 0, "à 20\u00a0km"),
        (22.5, 0, "à 25\u00a0km"),
        (99.2, 0, "à 100\u00a0km"),
        (9361.0, 0, "à 9\u00a0360\u00a0km"),
        (1.0, 5, "à moins de 5\u00a0km"),
        (11.6, 5, "à environ 10\u00a0km"),
        (9.9, 20, "à moins de 20\u00a0km"),
        (47.0, 20, "à environ 40\u00a0km"),
    ],
)
def test_a_distance_is_said_with_no_more_precision_than_it_has(
    km: float, margin: int, words: str
) -> None:
    assert kilometre_words(km, margin) == words


@given(st.floats(0, 20_000), st.sampled_from([0, 5, 20]))
def test_what_is_said_is_never_far_from_what_is_measured(km: float, margin: int) -> None:
    words = kilometre_words(km, margin)
    number = int("".join(char for char in words if char.isdigit()))
    assert abs(number - km) <= max(margin, 2.5)
