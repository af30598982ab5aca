"""Communes suggested as one types."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from csf_desktop.services.organisations import siret_problem
from csf_desktop.services.places import commune_code_of, distance_words, suggest_places
from csf_desktop.services.profile import get_profile, save_profile
from tests.helpers.vaults import make_vault


def test_a_commune_comes_with_its_codes_and_the_postal_code_typed(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        first = suggest_places(vault, "villeurb")[0]
        assert (first.label, first.code_insee, first.department) == ("Villeurbanne", "69266", "69")
        assert first.shown == "Villeurbanne\u200269100"
        assert first.academie
        typed = suggest_places(vault, "69008")[0]
        assert (typed.label, typed.postal_code) == ("Lyon", "69008")
        assert suggest_places(vault, "  ") == ()
        assert len(suggest_places(vault, "saint", 3)) == 3


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Rennes", "35238"),
        ("ST NAZAIRE", ""),  # in Loire-Atlantique and in other départements
        ("le havre", "76351"),
        ("35200", "35238"),
        ("renn", ""),
        ("", ""),
    ],
)
def test_a_commune_typed_in_full_has_its_code(typed: str, code: str) -> None:
    assert commune_code_of(typed) == code


@pytest.mark.parametrize(
    ("home", "there", "words"),
    [
        ("35238", "44109", "à 100\u00a0km de Rennes"),
        ("49007", "44109", "à 80\u00a0km d’Angers"),
        ("76351", "75056", "à 180\u00a0km du Havre"),
        ("75056", "94038", "à 8\u00a0km de Paris"),
        ("94038", "75056", "à 8\u00a0km de L’Haÿ-les-Roses"),
        ("35238", "35238", "dans votre commune"),
        ("75056", "75112", "dans votre commune"),
        ("35238", "01012", "à environ 600\u00a0km de Rennes"),
        ("35238", "97502", ""),
        ("35238", "", ""),
        ("", "44109", ""),
    ],
)
def test_a_distance_is_told_from_the_tutor_s_commune(
    tmp_path: Path, home: str, there: str, words: str
) -> None:
    with make_vault(tmp_path) as vault:
        save_profile(vault, replace(get_profile(vault), commune_code=home))
        assert distance_words(vault, there) == words


@pytest.mark.parametrize("typed", ["", "  ", "73282932000074", "732 829 320 00074"])
def test_a_right_siret_or_none_has_no_problem(typed: str) -> None:
    assert siret_problem(typed) == ""


def test_a_wrong_siret_is_explained() -> None:
    assert "clé de contrôle fausse" in siret_problem("73282932000075")
