"""Initials in place of names."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csf_desktop.reports.formatting import initials
from csf_desktop.reports.masking import name_masker
from tests.reports.pdf import unaccented
from tests.reports.texts import any_text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Loïc Le Goff est venu", "L. L. G. est venu"),
        ("loic est venu", "L. est venu"),
        ("LE GOFF Loïc", "L. G. L."),
        ("M. Goff", "M. G."),
        ("legoff2009@exemple.fr", "L.2009@exemple.fr"),
        ("le stage de la semaine", "le stage de la semaine"),
        ("Loïcien", "Loïcien"),
        ("", ""),
    ],
)
def test_names_become_initials_and_other_words_stay(text: str, masked: str) -> None:
    hidden = name_masker(["Loïc Le Goff", "Le Goff"])(text)
    assert hidden.replace("\u00a0", " ") == masked


@pytest.mark.parametrize("text", ["Marie-Lou", "marie lou", "Marie", "Lou", "L’Hostis", "l'hostis"])
def test_halves_of_compound_names_go_too(text: str) -> None:
    hidden = unaccented(name_masker(["Marie-Lou L’Hostis"])(text))
    assert not any(part in hidden for part in ("marie", "lou", "hostis"))


def test_nobody_to_hide_changes_nothing() -> None:
    assert name_masker(["", " "])("Loïc Le Goff") == "Loïc Le Goff"


_LETTERS = st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F)
_NAMES = st.text(_LETTERS, min_size=4, max_size=9)


@given(_NAMES, _NAMES, any_text, any_text)
def test_a_whole_name_never_survives(given: str, family: str, before: str, after: str) -> None:
    assume(given.isalpha() and family.isalpha())
    name = f"{given} {family}"
    masked = name_masker([name, family])(f"{before} {name} {after}")
    context = unaccented(name_masker([name, family])(f"{before} {after}"))
    assume(unaccented(name) not in context)
    assert unaccented(name) not in unaccented(masked)


@given(any_text, st.lists(any_text, max_size=3))
def test_any_text_and_any_name_can_be_masked(text: str, names: list[str]) -> None:
    assert isinstance(name_masker(names)(text), str)


def test_initials_keep_hyphens() -> None:
    assert initials("Marie-Lou", "Dupré") == "M.-L.\u00a0D."
