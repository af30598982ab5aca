"""What columns are taken for."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.exchange.tables import Cell, read_table
from csf_desktop.services.table_fields import FIELDS, missing_essentials
from csf_desktop.services.table_guess import guess_columns, title_key
from csf_desktop.services.table_memory import signature
from tests.exchange.table_files import (
    AIRTABLE,
    DEMARCHES,
    SPREADSHEET,
    messy_workbook,
    workbook_table,
)


def guessed(headers: list[str], samples: list[list[Cell]] | None = None) -> list[str]:
    return [one.key for one in guess_columns(headers, samples or [[] for _ in headers])]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Objet du marché *", "object"), ("OBJETS DES MARCHÉS", "object"),
        ("N° du marché", "external_reference"), ("Maître d'ouvrage", "buyer_name"),
        ("Titulaire(s)", "company_name"), ("Entreprise attributaire", "company_name"),
        ("Nb d’heures CSF", "clause_minutes"), ("Montant estimé (€ HT)", "amount_cents"),
        ("Date prévisionnelle de notification", "notified_on"), ("Fin du marché", "ends_on"),
        ("Commune d’exécution", "place"), ("CP", "postal_code"), ("Codes CPV", "cpv"),
        ("SIRET", "company_siret"), ("SIRET de l'acheteur", "buyer_siret"),
        ("Téléphone du référent", "company_contact_phone"), ("Pénalités", "penalties"),
        ("Record ID", "row_id"), ("Missions proposées", "pathway_tasks"),
        ("Durée ferme du marché (en mois)", "duration_months"),
        ("Couleur préférée", ""), ("Pièces jointes", ""), ("", ""),
    ],
)  # fmt: skip
def test_titles(title: str, key: str) -> None:
    assert guessed([title]) == [key]


def test_every_field_is_found_by_its_own_title_or_a_synonym() -> None:
    for field in FIELDS.values():
        assert guessed([field.synonyms[0]]) == [field.key]


def test_cells_of_another_kind_speak_against_a_title() -> None:
    names: list[Cell] = ["Anne", "Malo", "Inès"]
    assert guessed(["Date de notification"], [names]) == [""]
    assert guessed(["SIRET entreprise"], [["1.23457E+13"]]) == ["company_siret"]
    assert guessed(["Montant"], [[Decimal(12)]]) == ["amount_cents"]


def test_a_field_goes_to_one_column_and_notes_to_many() -> None:
    assert guessed(["Objet", "Objet du marché"]) == ["object", ""]
    assert guessed(["Note", "Observations"]) == ["note", "note"]


def test_samples_are_understood_whole() -> None:
    for path in (AIRTABLE, DEMARCHES, SPREADSHEET):
        table = read_table(path)
        keys = set(
            guessed(list(table.headers), [table.column(at, 20) for at in range(len(table.headers))])
        )
        assert missing_essentials(keys) == ()
    headers = list(workbook_table(messy_workbook()).headers)
    assert guessed(headers) == [
        "object", "buyer_name", "buyer_siret", "company_name", "company_siret", "notified_on",
        "clause_minutes",
    ]  # fmt: skip


def test_in_demarches_simplifiees_who_filled_the_form_in_is_the_buyer() -> None:
    titles = ["ID", "Établissement SIRET", "Entreprise raison sociale", "Entreprise SIREN"]
    assert guessed([*titles, "État du dossier", "Déposé le"])[:4] == [
        "row_id", "buyer_siret", "buyer_name", "",
    ]  # fmt: skip
    assert guessed(["Entreprise raison sociale"]) == ["company_name"]


@given(st.lists(st.sampled_from([one for f in FIELDS.values() for one in f.synonyms]), unique=True))
def test_guesses_are_deterministic_and_never_twice_the_same(titles: list[str]) -> None:
    keys = guessed(titles)
    assert keys == guessed(titles)
    once = [key for key in keys if key and not FIELDS[key].is_repeatable]
    assert len(once) == len(set(once))


@given(st.lists(st.text(max_size=12), max_size=8), st.randoms())
def test_a_table_is_known_whatever_the_order_of_its_columns(
    titles: list[str], chance: random.Random
) -> None:
    mixed = [title.upper() if title.upper().lower() == title else title for title in titles]
    chance.shuffle(mixed)
    assert signature(titles) == signature(mixed)


def test_title_key() -> None:
    assert title_key("  N° SIRET du Titulaire * ") == "n siret du titulaire"
