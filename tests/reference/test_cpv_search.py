"""Codes found by what they buy, or by their first digits."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.reference.cpv import table
from csf_desktop.reference.cpv_search import search_cpv
from csf_desktop.reference.tables import fold


def _codes(typed: str, limit: int = 8) -> list[str]:
    return [entry.code for entry in search_cpv(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("peinture batiment", "45442110"),  # Travaux de peinture de bâtiments
        ("BÂTIMENTS, peintures", "45442110"),
        ("espaces verts", "77310000"),
        ("entretien des espaces vert", "77310000"),
        ("nettoyage", "90910000"),
        ("nettoyage de bâtiments", "90911200"),
        ("plomberie", "45330000"),
        ("maconnerie", "45262522"),
        ("gros oeuvre", "45223220"),
        ("gros œuvre", "45223220"),
        ("menuiserie", "45421000"),
        ("deneig", "90620000"),
        ("restauration scolaire", "55523100"),
        ("aménagement paysager", "45112700"),
        ("sous-produit vegetal", "15333000"),
        ("45 peinture", "45442100"),
        ("travau", "45000000"),
    ],
)
def test_words_find_the_code_that_a_tutor_expects(typed: str, first: str) -> None:
    assert _codes(typed)[0] == first, search_cpv(typed)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("45", ["45000000", "45100000", "45200000"]),
        ("4511", ["45110000", "45111000", "45112000"]),
        ("45000000-7", ["45000000"]),
        ("4500 0000", ["45000000"]),
        ("99", []),
    ],
)
def test_digits_are_the_beginning_of_a_code(typed: str, codes: list[str]) -> None:
    assert _codes(typed, 3) == codes


@pytest.mark.parametrize("typed", ["", "  ", "’", "-", "xyzzy", "☃", "45 xyzzy"])
def test_what_fits_nothing_finds_nothing(typed: str) -> None:
    assert search_cpv(typed) == ()


def test_a_word_that_no_label_has_does_not_hide_the_others() -> None:
    assert _codes("plomberie xyzzy") == _codes("plomberie")


def test_linking_words_do_not_count() -> None:
    assert _codes("services de formation") == _codes("services formation")


def test_a_word_in_full_comes_before_one_that_only_begins_so() -> None:
    found = search_cpv("couverture", 60)
    whole = ["couverture" in fold(entry.label).replace("couvertures", "couverture").split()
             for entry in found]  # fmt: skip
    assert whole == sorted(whole, reverse=True)
    assert whole[0]


def test_works_and_services_come_before_goods() -> None:
    assert _codes("peinture", 2) == ["45442100", "44810000"]


@given(st.sampled_from(sorted(table())))
def test_a_code_is_found_by_its_own_label_and_by_its_digits(code: str) -> None:
    assert table()[code] in {entry.label for entry in search_cpv(table()[code])}
    assert _codes(code, 1) == [code]


@given(st.text(max_size=30), st.integers(0, 12))
def test_any_typing_has_an_answer_and_always_the_same(typed: str, limit: int) -> None:
    found = search_cpv(typed, limit)
    assert len(found) <= limit
    assert found == search_cpv(typed, limit) == search_cpv(f" {typed} ", limit)


@pytest.mark.parametrize("typed", ["s", "se", "services de", "peinture bat", "4", "travaux de co"])
def test_a_key_is_answered_quickly(typed: str) -> None:
    def seconds() -> float:
        start = time.perf_counter()
        search_cpv(typed)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.05
