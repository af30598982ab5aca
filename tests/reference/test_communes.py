import pytest

from csf_desktop.reference import communes as module
from csf_desktop.reference.communes import (
    commune,
    communes_of_postal_code,
    suggest_communes,
)
from csf_desktop.reference.tables import rows


def _labels(text: str, limit: int = 8) -> list[str]:
    return [one.label for one in suggest_communes(text, limit)]


def test_the_biggest_commune_comes_first() -> None:
    assert _labels("renn")[0] == "Rennes"
    populations = [one.population for one in suggest_communes("mar")]
    assert populations == sorted(populations, reverse=True)
    assert len(populations) == 8


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("évry-c", "Évry-Courcouronnes"),
        ("EVRY C", "Évry-Courcouronnes"),
        ("l'hay", "L'Haÿ-les-Roses"),
        ("havre", "Le Havre"),
        ("le hav", "Le Havre"),
        ("st nazaire", "Saint-Nazaire (Loire-Atlantique)"),
        ("35238", ""),
        ("76600", "Le Havre"),
        ("7560", ""),
    ],
)
def test_what_is_typed_finds_the_commune(typed: str, label: str) -> None:
    assert (_labels(typed) or [""])[0] == label


def test_a_name_typed_in_full_comes_before_bigger_ones() -> None:
    assert _labels("Ars")[:2] == ["Ars (Charente)", "Ars (Creuse)"]


def test_homonyms_are_told_apart_by_department() -> None:
    assert _labels("saint-denis", limit=2) == [
        "Saint-Denis (La Réunion)",
        "Saint-Denis (Seine-Saint-Denis)",
    ]


@pytest.mark.parametrize("typed", ["", "  ", "'", "zzzz", "999", "☃"])
def test_what_matches_nothing_suggests_nothing(typed: str) -> None:
    assert suggest_communes(typed) == ()


def test_every_commune_is_suggested_by_its_own_name() -> None:
    for row in list(rows("communes.csv"))[::997]:
        assert row[0] in {one.code_insee for one in suggest_communes(row[1], limit=60)}


def test_an_arrondissement_is_its_city() -> None:
    names = [one.name if (one := commune(code)) else "" for code in ("75112", "69381", "13216")]
    assert names == ["Paris", "Lyon", "Marseille"]
    assert commune("7512") is None
    assert commune("99999") is None


def test_communes_of_a_postal_code() -> None:
    found = communes_of_postal_code("01300")
    assert found[0].name == "Belley"
    assert len(found) > 5
    assert {one.department for one in found} == {"01"}
    assert communes_of_postal_code("00000") == ()


def test_a_commune_carries_its_academie() -> None:
    found = commune("35238")
    assert found is not None
    assert (found.department, found.academie, found.postal_codes[0]) == ("35", "rennes", "35000")


def test_the_first_suggestion_folds_the_names_of_one_letter_only() -> None:
    module._folded_by_initial.cache_clear()
    assert suggest_communes("renn")
    assert module._folded_by_initial.cache_info().currsize == 1
