from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.storage.french import FrenchOrder, fold
from csf_desktop.storage.vault import Vault


def test_accents_case_and_ligatures_are_folded() -> None:
    assert fold("Éloïse") == "eloise"
    assert fold("L’Œuvre") == "l'oeuvre"
    assert fold("Saint-Ouen\u00a0: n°\u00a03") == "saint-ouen : n° 3"
    assert fold("ABC") == "abc"


def test_sorted_as_a_french_list() -> None:
    names = ["zoé", "Étienne", "émile", "Eva", "abel", "Œdipe", "Octave"]
    ordered = sorted(names, key=fold)
    assert ordered == ["abel", "émile", "Étienne", "Eva", "Octave", "Œdipe", "zoé"]


@given(st.text(), st.text(), st.text())
def test_comparison_is_an_order(one: str, two: str, three: str) -> None:
    compare = FrenchOrder(memory=2)  # forgets all the time
    assert compare(one, two) == -compare(two, one)
    assert compare(one, fold(one)) == 0
    if compare(one, two) <= 0 and compare(two, three) <= 0:
        assert compare(one, three) <= 0


def test_sql_sorts_and_folds(vault: Vault) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE person (name TEXT COLLATE FRENCH)")
        connection.exec_driver_sql(
            "INSERT INTO person VALUES (?)", [("zoé",), ("Étienne",), ("eva",), ("Abel",)]
        )
        names = connection.exec_driver_sql("SELECT name FROM person ORDER BY name").scalars().all()
        found = connection.exec_driver_sql(
            "SELECT name FROM person WHERE name = 'ETIENNE'"
        ).scalar()
        folded = connection.exec_driver_sql("SELECT fold('ÉTÉ'), fold(NULL), fold(3)").one()
    assert names == ["Abel", "Étienne", "eva", "zoé"]
    assert found == "Étienne"
    assert tuple(folded) == ("ete", None, 3)


def test_folding_again_changes_nothing_for_any_character() -> None:
    every = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert [char for char in every if fold(fold(char)) != fold(char)] == []
