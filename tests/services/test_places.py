"""Communes suggested as one types."""

from __future__ import annotations

from pathlib import Path

import pytest

from csf_desktop.services.organisations import siret_problem
from csf_desktop.services.places import suggest_places
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


@pytest.mark.parametrize("typed", ["", "  ", "73282932000074", "732 829 320 00074"])
def test_a_right_siret_or_none_has_no_problem(typed: str) -> None:
    assert siret_problem(typed) == ""


def test_a_wrong_siret_is_explained() -> None:
    assert "clé de contrôle fausse" in siret_problem("73282932000075")
