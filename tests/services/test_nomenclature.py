"""CPV codes suggested as one types, and told with their label."""

from __future__ import annotations

from pathlib import Path

import pytest

from csf_desktop.services.nomenclature import cpv_problem, cpv_words, suggest_cpv
from tests.helpers.vaults import make_vault


def test_a_code_comes_with_its_label_and_the_check_digit_typed(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        first = suggest_cpv(vault, "plomberie")[0]
        assert (first.code, first.label) == ("45330000", "Travaux de plomberie")
        assert first.shown == "45330000 Travaux de plomberie"
        (typed,) = suggest_cpv(vault, "45000000 7")
        assert (typed.code, typed.shown) == ("45000000-7", "45000000-7 Travaux de construction")
        assert suggest_cpv(vault, "  ") == ()
        assert len(suggest_cpv(vault, "nettoyage", 3)) == 3


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("45000000-7", "45000000-7 Travaux de construction"),
        ("80500000", "80500000 Services de formation"),
        ("45999999", "45999999 (dans «\u00a0Travaux de construction\u00a0»)"),
        ("99000000", "99000000"),
        ("450000001234", "450000001234"),
        ("", ""),
    ],
)
def test_a_code_is_told_with_its_label(code: str, words: str) -> None:
    assert cpv_words(code) == words


@pytest.mark.parametrize("typed", ["", " ", "45000000-7", "45000000", "45999999"])
def test_a_code_or_none_has_no_problem(typed: str) -> None:
    assert cpv_problem(typed) == ""


@pytest.mark.parametrize("typed", ["peinture", "4500", "99000000", "x" * 300])
def test_what_is_no_code_is_explained(typed: str) -> None:
    problem = cpv_problem(typed)
    assert "n’est pas un code CPV\u00a0: " in problem
    assert ("choisissez une ligne" in problem) == typed.isalpha()
    assert len(problem) < 250
