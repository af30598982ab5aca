"""The step of a contract in a table: said by its words and dates, kept in a note when unclear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csf_desktop.labels import label
from csf_desktop.models.codes import ContractStatus, Source
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.contracts import set_contract_status
from csf_desktop.services.reports import ImportReport
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.table_guess import guess_columns
from csf_desktop.services.table_import import import_table
from csf_desktop.services.table_status import step_of
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, make_vault

TITLES = "Objet,Acheteur,Statut,Date de notification"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def take(vault: Vault, folder: Path, text: str) -> ImportReport:
    path = folder / "essai.csv"
    path.write_text(text, encoding="utf-8")
    return import_table(vault, path, None, TODAY)


def contracts(vault: Vault) -> list[ContractDetails]:
    return [get_contract(vault, row.id) for row in open_contracts(vault, ListQuery(TODAY)).rows]


def only(vault: Vault) -> ContractDetails:
    (found,) = contracts(vault)
    return found


@pytest.mark.parametrize(
    ("words", "step"),
    [
        *((label(ContractStatus, step), step) for step in ContractStatus),
        ("NOTIFIÉ", "notified"),
        ("Attribué", "notified"),
        ("Marché attribué", "notified"),
        ("En cours", "notified"),
        ("en cours d’exécution", "notified"),
        ("Publiée", "published"),
        ("En consultation", "published"),
        ("En\u00a0préparation", "drafted"),
        ("Rédigée", "drafted"),
        ("Terminé.", "closed"),
        ("Clos", "closed"),
        ("Non notifié", None),
        ("Réservé", None),
        ("notifié ou publié", None),
        ("", None),
    ],
)
def test_words_that_are_clear(words: str, step: str | None) -> None:
    assert step_of({"contract_status": words}) == step


@pytest.mark.parametrize(("words", "step"), [("En cours", None), ("Notifié", "notified")])
def test_words_beside_a_pathway_may_be_its_own(words: str, step: str | None) -> None:
    assert step_of({"contract_status": words, "pathway_title": "Peintre"}) == step


def test_column_of_status_is_that_of_the_contract() -> None:
    titles = ["Statut", "Statut du parcours", "Objet"]
    guesses = guess_columns(titles, [["Notifié"], ["Réservé"], ["Toiture"]])
    assert [one.key for one in guesses] == ["contract_status", "pathway_status", "object"]


def test_notified_contract_without_its_day_is_notified_and_told(
    vault: Vault, tmp_path: Path
) -> None:
    text = f"{TITLES}\nToiture,Rennes,Notifié,31/02/2026\nVoirie,Rennes,Notifié,02/11/2026\n"
    report = take(vault, tmp_path, text)
    assert report.rows[1].notes == ()
    found = next(one for one in contracts(vault) if one.fields["object"] == "Toiture")
    assert (found.fields["status"], found.fields["notified_on"]) == ("notified", None)
    assert found.fields["note"] == ""
    unread, missing = report.rows[0].notes
    assert "«\u00a031/02/2026\u00a0»" in unread
    assert missing == (
        "Date de notification manquante\u00a0: le marché est à l’étape «\u00a0Notifié\u00a0», "
        "donnez-la sur sa page."
    )
    again = take(vault, tmp_path, text)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)


@pytest.mark.parametrize(
    ("words", "status"),
    [("En préparation", "drafted"), ("Consultation", "published"), ("Clos", "closed")],
)
def test_step_of_a_new_contract(vault: Vault, tmp_path: Path, words: str, status: str) -> None:
    take(vault, tmp_path, f"{TITLES}\nToiture,Rennes,{words},\n")
    assert only(vault).fields["status"] == status


def test_unclear_words_stay_in_the_note(vault: Vault, tmp_path: Path) -> None:
    take(vault, tmp_path, f"{TITLES}\nToiture,Rennes,Réservé,\n")
    fields = only(vault).fields
    assert fields["status"] == "drafted"
    assert fields["note"] == "Étape dans le fichier\u00a0: Réservé"


def test_past_notification_goes_before_words_that_say_less(vault: Vault, tmp_path: Path) -> None:
    report = take(vault, tmp_path, f"{TITLES}\nToiture,Rennes,Publié,02/11/2026\n")
    assert only(vault).fields["status"] == "notified"
    assert report.rows[0].notes == (
        "Étape du marché\u00a0: «\u00a0Notifié\u00a0» retenu, le fichier dit «\u00a0Publié\u00a0».",
    )


def test_step_is_never_taken_back_and_only_an_import_is_closed(
    vault: Vault, tmp_path: Path
) -> None:
    row = f"{TITLES}\nRéhabilitation du lycée Jean-Moulin,Région Hauts-de-France"
    contract_id = add_contract(vault, notified_on=None)
    set_contract_status(vault, contract_id, ContractStatus.PUBLISHED, date(2026, 10, 1))
    for words, status, is_told in (
        ("En préparation", "published", True),
        ("Terminé", "published", True),
        ("Notifié", "notified", True),
        ("Publié", "notified", True),
    ):
        report = take(vault, tmp_path, f"{row},{words},\n")
        assert only(vault).fields["status"] == status
        assert bool(report.rows[0].notes) == is_told
    assert only(vault).fields["source"] != Source.TABLE


def test_import_closes_what_an_import_made(vault: Vault, tmp_path: Path) -> None:
    take(vault, tmp_path, f"{TITLES}\nToiture,Rennes,Notifié,02/11/2026\n")
    report = take(vault, tmp_path, f"{TITLES}\nToiture,Rennes,Terminé,02/11/2026\n")
    assert (report.updated, only(vault).fields["status"]) == (1, "closed")
