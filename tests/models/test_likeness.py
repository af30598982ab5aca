"""Likeness of companies: pairs judged by hand, and what holds for any pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.likeness import (
    CLOSE_NAME,
    LEGAL_FORMS,
    SAME_NAME,
    SAME_OTHER_ID,
    SAME_SIREN,
    SAME_SIRET,
    SMALL_WORDS,
    Known,
    keys_of,
    likeness,
    words_of,
)

SIRET, SISTER, OTHER = "55204599900869", "55204599900034", "21350238800019"
LA_POSTE = ("35600000000048", "35600000049837")

SAME = [
    ("Bâti Ouest SARL", "BATI-OUEST"),
    ("BatiOuest", "Bâti-Ouest SAS"),
    ("Ets. Le Goff S.A.R.L.", "LE GOFF"),
    ("Société Peintures de l’Ouest", "Peinture de l'Ouest SAS"),
    ("Menuiserie Guillou", "Guillou Menuiserie EURL"),
    ("Établissements Cœur & Fils", "Coeur et fils"),
    ("C.R.B.", "CRB"),
    ("Entreprise Générale du Nord", "Generale du Nord"),
]
CLOSE = [
    ("Maçonnerie Durand", "Maconnerie Durant"),
    ("Bâtisseurs du Ponant", "Bâtiseurs du Ponant"),
    ("Ravalement Morbihan", "Ravallement Morbihan"),
    ("Eiffages", "Eifage"),
]
DIFFERENT = [
    ("Toitures du Maine", "Toitures du Mans"),
    ("Dupont Peinture", "Dupont Plomberie"),
    ("Bouygues Bâtiment Ouest", "Bouygues"),
    ("SA Marin", "Martin"),
    ("Ateliers 35", "Ateliers 36"),
    ("Nord Bâtiment", "Nord Bâtiment Services"),
    ("SARL", "SAS"),
    ("", ""),
    ("Paysages Bleus", "Ouvrages Bleus"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name_written_otherwise(one: str, other: str) -> None:
    assert likeness(Known(one), Known(other)) == SAME_NAME


@pytest.mark.parametrize(("one", "other"), CLOSE)
def test_a_slip_in_one_word(one: str, other: str) -> None:
    assert likeness(Known(one), Known(other)) == CLOSE_NAME


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_only_look_alike(one: str, other: str) -> None:
    assert likeness(Known(one), Known(other)) == ""


def test_numbers_say_more_than_names() -> None:
    assert likeness(Known("A", SIRET), Known("B", SIRET)) == SAME_SIRET
    assert likeness(Known("A", SIRET), Known("B", SISTER)) == SAME_SIREN
    assert likeness(Known("Nord", SIRET), Known("Nord", OTHER)) == ""
    assert likeness(Known("Nord", SIRET), Known("Nord")) == SAME_NAME
    assert likeness(Known(other_id="BE0123"), Known("Nord", other_id="BE0123")) == SAME_OTHER_ID
    assert likeness(Known(), Known()) == ""


def test_two_offices_of_la_poste_are_told_only_when_their_names_are_alike() -> None:
    one, other = LA_POSTE
    assert likeness(Known("Bureau de Brest", one), Known("Plateforme du Mans", other)) == ""
    assert likeness(Known("La Poste", one), Known("POSTE", other)) == SAME_NAME


WORDS = st.sampled_from(
    ("bati", "bâtis", "ouest", "dupont", "dupond", "peinture", "peintures", "maine", "mans", "35",
     "36", "le", "goff", "sarl", "ravalement", "ravallement", "ponant", "marin", "martin", "l'est")
)  # fmt: skip
NAMES = st.lists(WORDS, max_size=4).map(" ".join)
COMPANIES = st.builds(
    Known, NAMES, st.sampled_from(["", SIRET, SISTER, OTHER, *LA_POSTE]), st.sampled_from(["", "X"])
)


@given(COMPANIES, COMPANIES)
def test_likeness_goes_both_ways(one: Known, other: Known) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(COMPANIES, COMPANIES)
def test_companies_that_are_alike_share_a_key(one: Known, other: Known) -> None:
    if likeness(one, other):
        assert keys(one) & keys(other)


def keys(known: Known) -> set[tuple[str, ...]]:
    return set(keys_of(known))


LETTERS = st.text(alphabet="abcdeé -", min_size=1)


@given(LETTERS, LETTERS)
def test_names_of_any_letters_that_are_alike_share_a_key(one: str, other: str) -> None:
    if likeness(Known(one), Known(other)):
        assert keys(Known(one)) & keys(Known(other))


@given(st.text(alphabet="bcdfgh", min_size=5, max_size=12), st.data())
def test_one_slip_in_a_word_is_found_through_a_key(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word)))
    typed = data.draw(st.sampled_from([word[:at] + "z" + word[at:], word[:at] + word[at + 1 :]]))
    one, other = Known(f"nord {word}"), Known(f"nord {typed}")
    assert likeness(one, other) == (SAME_NAME if typed == word else CLOSE_NAME)
    assert keys(one) & keys(other)


@given(NAMES)
def test_accents_capitals_and_legal_forms_do_not_count(name: str) -> None:
    telling = words_of(name)
    assert words_of(name.upper()) == telling
    if set(telling) - LEGAL_FORMS - SMALL_WORDS:
        assert words_of(f"SARL {name}") == telling
