"""Each record is checked on its own: what refuses it, and what only warns (docs/decp.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from csf_desktop.exchange.decp import DecpRecord, DecpRefusal
from tests.exchange.decp_files import AWARDEE, accepted, as_json, contract, read, refused, write

REMEDY = (
    "\u00a0: demandez à l’acheteur de corriger sa publication, ou saisissez ce marché à la main."
)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"id": None}, "L’identifiant du marché manque"),
        ({"id": "NC"}, "L’identifiant du marché manque"),
        ({"id": {"a": 1}}, "L’identifiant du marché manque"),
        ({"id": "x" * 10_000}, "L’identifiant du marché dépasse 64\u00a0caractères"),
        ({"acheteur": None}, "Le SIRET de l’acheteur manque"),
        ({"acheteur": {"id": "21750001630066"}}, "«\u00a021750001630066\u00a0» est faux"),
        ({"acheteur": {"id": ["a", "b"]}}, "Le SIRET de l’acheteur manque"),
        ({"objet": "  "}, "L’objet du marché manque"),
        ({"montant": None}, "Le montant manque"),
        ({"montant": "NC"}, "Le montant manque"),
        ({"montant": -1}, "«\u00a0-1\u00a0» est négatif"),
        ({"montant": "NaN?"}, "«\u00a0NaN?\u00a0» n’est pas un nombre"),
        ({"montant": "Infinity"}, "n’est pas un nombre"),
        ({"montant": True}, "n’est pas un nombre"),
        ({"montant": [1, 2]}, "n’est pas un nombre"),
        ({"montant": 1.0e17}, "est démesuré"),
        ({"montant": "1e999"}, "est démesuré"),
        ({"dureeMois": None}, "La durée en mois manque"),
        ({"dureeMois": "nan"}, "La durée en mois manque"),
        ({"dureeMois": -3}, "est négative"),
        ({"dureeMois": 99999}, "dépasse cent ans"),
        ({"dureeMois": "deux ans"}, "n’est pas un nombre de mois"),
        ({"dateNotification": None}, "La date de notification manque"),
        ({"dateNotification": "2024-02-31"}, "n’existe pas dans le calendrier"),
        ({"dateNotification": "15/05/2024"}, "n’est pas écrite AAAA-MM-JJ"),
        ({"dateNotification": "0024-05-15"}, "hors des années possibles"),
        ({"dateNotification": 20240515}, "n’est pas écrite AAAA-MM-JJ"),
        ({"titulaires": None}, "Aucune entreprise titulaire n’est lisible"),
        ({"titulaires": [{"titulaire": "typeIdentifiant"}, {"titulaire": "id"}]}, "Aucune entr"),
        ({"titulaires": [{"id": str(at)} for at in range(600)]}, "Plus de 500\u00a0entreprises"),
        ({"modifications": [{"id": at} for at in range(600)]}, "Plus de 500\u00a0modifications"),
        ({"actesSousTraitance": [{"id": at} for at in range(600)]}, "Plus de 500\u00a0sous-trai"),
    ],
)
def test_a_record_that_cannot_be_followed_is_refused(
    tmp_path: Path, changes: dict[str, object], problem: str
) -> None:
    path = write(tmp_path / "f.json", as_json(contract(**changes), contract(id="other")))
    bad, good = read(path)
    assert isinstance(bad, DecpRefusal)
    assert problem in bad.reason
    assert bad.reason.endswith(REMEDY)
    assert bad.reason[0].isupper()
    assert len(bad.reason) < 250
    assert bad.position == 1
    assert len(bad.external_id) <= 64
    assert isinstance(good, DecpRecord)
    assert good.position == 2


@pytest.mark.parametrize("element", [None, 3, "texte", [1, [2]], True])
def test_an_element_that_is_no_record_is_refused(tmp_path: Path, element: object) -> None:
    found = refused(write(tmp_path / "f.json", as_json(element)))
    assert found.reason == f"Le 1ᵉ élément du fichier n’est pas un marché{REMEDY}"


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"codeCPV": None}, "Le code CPV manque"),
        ({"codeCPV": "99"}, "Le code CPV «\u00a099\u00a0» n’existe pas"),
        ({"lieuExecution": None}, "Le lieu d’exécution manque"),
        ({"lieuExecution": "Rennes"}, "Le lieu d’exécution manque"),
        ({"dureeMois": 0}, "La durée est de 0\u00a0mois"),
        ({"dureeMois": 730}, "en jours"),
        ({"montant": 0}, "Le montant est nul"),
        ({"objet": "x" * 1001}, "il a été coupé"),
        ({"datePublicationDonnees": "2024-13-01"}, "La date de publication «"),
        (
            {"titulaires": [{"id": "868768687576575", "typeIdentifiant": "SIRET"}]},
            "Le SIRET du titulaire «\u00a0868768687576575\u00a0» est faux",
        ),
        ({"titulaires": [{"denominationSociale": "TOITS"}]}, "Le SIRET du titulaire manquant"),
    ],
)
def test_what_can_be_completed_by_hand_only_warns(
    tmp_path: Path, changes: dict[str, object], warning: str
) -> None:
    found = accepted(write(tmp_path / "f.json", as_json(contract(**changes))))
    (only,) = found.warnings
    assert warning in only
    assert only.endswith(".")


@pytest.mark.parametrize(
    "changes",
    [
        {"nature": None, "procedure": "Autre procédure", "ccag": 3, "datePublicationDonnees": None},
        {"titulaires": [{"id": "FR40303265045", "typeIdentifiant": "TVA"}]},
        {"techniques": None, "modalitesExecution": "NC", "marcheInnovant": "oui"},
        {"inconnu": {"a": [1, {"b": None}]}},
    ],
)
def test_what_the_follow_up_does_not_need_is_read_leniently(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    assert accepted(write(tmp_path / "f.json", as_json(contract(**changes)))).warnings == ()


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        (1, 100),
        (123456.89, 12_345_689),
        ("123 456,89", 12_345_689),
        ("5.75E5", 57_500_000),
        (0.1 + 0.2, 30),
        ("0.005", 1),
        (99_999_999_999, 9_999_999_999_900),
    ],
)
def test_amounts_are_exact_cents(tmp_path: Path, written: object, cents: int) -> None:
    found = accepted(write(tmp_path / "f.json", as_json(contract(montant=written))))
    assert found.amount_cents == cents


@pytest.mark.parametrize(("written", "months"), [(24, 24), ("24", 24), (12.5, 13), (0.2, 1)])
def test_a_month_that_has_begun_counts(tmp_path: Path, written: object, months: int) -> None:
    found = accepted(write(tmp_path / "f.json", as_json(contract(dureeMois=written))))
    assert found.duration_months == months


def test_a_leading_zero_lost_by_a_spreadsheet_is_put_back(tmp_path: Path) -> None:
    found = accepted(write(tmp_path / "f.json", as_json(contract(codeCPV=9310000))))
    assert found.cpv == "09310000"


def test_a_numeric_id_and_spaces_in_numbers_are_read(tmp_path: Path) -> None:
    tree = contract(id=2024001, acheteur={"id": "217 500 016 30040"}, titulaires=[{"id": AWARDEE}])
    found = accepted(write(tmp_path / "f.json", as_json(tree)))
    assert found.uid == "217500016300402024001"
    assert found.awardees[0].is_checked
    assert found.awardees[0].id_type == "SIRET"


def test_the_published_unique_id_is_the_identity(tmp_path: Path) -> None:
    found = accepted(write(tmp_path / "f.json", as_json(contract(uid="X-1"))))
    assert found.uid == "X-1"


def test_control_characters_do_not_reach_the_record(tmp_path: Path) -> None:
    tree = contract(objet="Toiture\u0000\n\t de l’école\u0085")
    found = accepted(write(tmp_path / "f.json", as_json(tree)))
    assert found.object == "Toiture de l’école"
