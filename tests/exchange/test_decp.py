"""The shapes that DECP files are published in, and the official samples."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import fastjsonschema
import pytest

from csf_desktop.errors import CancelledError
from csf_desktop.exchange.decp import (
    DecpAmendment,
    DecpKind,
    DecpParty,
    DecpRecord,
    DecpRefusal,
    effective,
    read_decp,
)
from csf_desktop.paths import resource_path
from tests.exchange.decp_files import (
    AWARDEE,
    BUYER,
    SAMPLES,
    Tree,
    accepted,
    as_json,
    as_xml,
    contract,
    read,
    write,
)


@pytest.fixture(scope="module")
def conforms() -> Callable[[object], object]:
    schema = resource_path("reference", "schema_decp_v2.0.3.json").read_text(encoding="utf-8")
    check: Callable[[object], object] = fastjsonschema.compile(json.loads(schema))
    return check


def test_the_official_json_sample() -> None:
    first, second = read(SAMPLES / "marches_avec_modifications.json")
    # Its first buyer has a SIRET with a wrong key: the rest of the file still comes in.
    assert isinstance(first, DecpRefusal)
    assert first.external_id == "TEST2022"
    assert "21750001630066" in first.reason
    assert isinstance(second, DecpRecord)
    assert second.uid == f"{BUYER}TEST2022Bis"
    assert second.has_social_clause
    assert second.amount_cents == 57_500_000
    assert second.notification_date == date(2024, 5, 15)
    assert second.place.code == "75000"
    assert second.subcontractors[0].amount_cents == 12_345_689
    assert any("868768687576575" in warning for warning in second.warnings)


def test_the_official_sample_with_its_amendment_applied() -> None:
    record = read(SAMPLES / "marches_avec_modifications.json")[1]
    assert isinstance(record, DecpRecord)
    today = effective(record)
    assert (today.duration_months, today.amount_cents) == (12, 12_345_787)
    assert today.as_of == date(2022, 10, 18)
    assert today.awardees == (DecpParty("868768687576575", "SIRET", "", is_checked=False),)


def test_the_official_xml_sample_holds_the_same_contract_twice() -> None:
    first, second = read(SAMPLES / "marche.xml")
    assert isinstance(first, DecpRecord)
    assert isinstance(second, DecpRecord)
    assert dataclasses.replace(second, position=1) == first
    assert first.techniques == ("Concours", "Accord-cadre")
    assert first.warnings == ()


def test_what_the_schema_accepts_is_read(
    tmp_path: Path, conforms: Callable[[object], object]
) -> None:
    document = as_json(contract(), contract(id="M2", codeCPV="45000000"))
    conforms(document)
    assert all(
        isinstance(one, DecpRecord) and not one.warnings
        for one in read(write(tmp_path / "f.json", document))
    )


@pytest.mark.parametrize(
    "document",
    [
        as_json(contract()),
        {"marches": {"marche": contract()}},
        {"marches": {"contrat-concession": [], "marche": [contract()]}},
        {"marches": [contract()]},
        {"version": [{"a": [1, 2]}], "marches": [{"marche": contract()}]},
        [contract()],
        as_json(contract(titulaires=[{"id": AWARDEE, "typeIdentifiant": "SIRET"}])),
        as_json(contract(titulaires={"titulaire": {"id": AWARDEE, "typeIdentifiant": "SIRET"}})),
        as_json(contract(titulaires=[[[{"id": AWARDEE, "typeIdentifiant": "SIRET"}]]])),
        as_json(contract(considerationsSociales=["Clause sociale"])),
        as_json(contract(considerationsSociales="Clause sociale")),
        as_json(contract(considerationsSociales=[{"considerationSociale": "Clause sociale"}])),
        as_json(contract(acheteur=None, **{"acheteur.id": BUYER})),
        as_json(contract(montant="575 000,00 €", dureeMois="24", dateNotification="2024-05-15Z")),
        as_json(contract(montant=575000.0, dureeMois=24.0, uid=f"{BUYER}M1")),
    ],
)
def test_every_published_shape_gives_the_same_record(tmp_path: Path, document: object) -> None:
    expected = accepted(write(tmp_path / "official.json", as_json(contract())))
    assert accepted(write(tmp_path / "published.json", document)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_in_any_unicode_form(tmp_path: Path, encoding: str) -> None:
    content = json.dumps(as_json(contract()), ensure_ascii=False).encode(encoding)
    assert accepted(write(tmp_path / "f.json", content)).object.startswith("Réfection")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-1"])
def test_xml_in_its_declared_encoding(tmp_path: Path, encoding: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = as_xml(contract(objet="Réfection de l'école"), declaration=declaration)
    found = accepted(write(tmp_path / "f.xml", text.encode(encoding)))
    assert found.object == "Réfection de l'école"


def test_xml_with_a_namespace(tmp_path: Path) -> None:
    text = as_xml(contract()).replace("<marches>", '<marches xmlns="urn:decp">')
    assert accepted(write(tmp_path / "f.xml", text)).external_id == "M1"


def test_xml_and_json_of_the_same_record_are_equal(tmp_path: Path) -> None:
    tree = contract(modifications=[_amendment(1, "2025-01-01", montant=12.5)])
    from_xml = accepted(write(tmp_path / "f.xml", as_xml(tree)))
    assert from_xml == accepted(write(tmp_path / "f.json", as_json(tree)))


def test_a_concession_is_read_with_its_own_words(tmp_path: Path) -> None:
    tree = contract(acheteur=None, titulaires=None, montant=None, dateNotification=None)
    tree |= {
        "autoriteConcedante": {"id": BUYER, "nom": "Ville de Paris"},
        "concessionnaires": [{"concessionnaire": {"id": AWARDEE, "typeIdentifiant": "SIRET"}}],
        "valeurGlobale": 1000.5,
        "dateSignature": "2024-05-15",
    }
    path = write(tmp_path / "f.json", {"marches": {"contrat-concession": [tree]}})
    found = accepted(path)
    assert found.kind is DecpKind.CONCESSION
    assert (found.buyer_name, found.amount_cents) == ("Ville de Paris", 100_050)


def test_first_format_names_and_amendments(tmp_path: Path) -> None:
    tree = contract(
        considerationsSociales=None,
        acheteur={"id": BUYER, "nom": "Ville de Paris"},
        titulaires=[{"id": AWARDEE, "typeIdentifiant": "SIRET", "denominationSociale": "TOITS"}],
        lieuExecution={"code": "35", "typeCode": "Code département", "nom": "Ille-et-Vilaine"},
        modifications=[
            {"objetModification": "Avenant", "dateSignatureModification": "2025-02-03+01:00"}
        ],
    )
    found = accepted(write(tmp_path / "f.json", {"marches": [tree]}))
    assert not found.has_social_clause
    assert found.buyer_name == "Ville de Paris"
    assert found.awardees[0].name == "TOITS"
    assert found.place.name == "Ille-et-Vilaine"
    assert found.amendments[0].notification_date == date(2025, 2, 3)


@pytest.mark.parametrize(
    ("considerations", "expected"),
    [
        (["Critère social", "Clause sociale"], True),
        ("Critère social, clause SOCIALE", True),
        ("CLAUSES SOCIALES", True),
        (["Critère social", "Marché réservé"], False),
        (["Pas de considération sociale"], False),
        ("NC", False),
        ([], False),
    ],
)
def test_the_social_clause_is_recognised(
    tmp_path: Path, considerations: object, expected: bool
) -> None:
    tree = contract(considerationsSociales=considerations)
    assert accepted(write(tmp_path / "f.json", as_json(tree))).has_social_clause is expected


def test_purchase_orders_are_recognised(tmp_path: Path) -> None:
    assert accepted(write(tmp_path / "a.json", as_json(contract()))).has_purchase_orders
    by_lots = contract(modalitesExecution={"modaliteExecution": ["Tranches"]})
    assert not accepted(write(tmp_path / "b.json", as_json(by_lots))).has_purchase_orders


def test_a_deed_that_cannot_be_read_keeps_what_it_says(tmp_path: Path) -> None:
    deeds = [
        {"sousTraitant": {"id": AWARDEE}, "montant": "NC", "dureeMois": 6, "dateNotification": "?"},
        {"sousTraitant": "NC"},
        "NC?",
    ]
    (only,) = accepted(
        write(tmp_path / "f.json", as_json(contract(actesSousTraitance=deeds)))
    ).subcontractors
    assert only.party.is_checked
    assert (only.amount_cents, only.duration_months, only.notification_date) == (None, 6, None)


def test_amendments_apply_field_by_field_in_order_of_date_then_number(tmp_path: Path) -> None:
    other = [{"titulaire": {"id": "FR123", "typeIdentifiant": "TVA"}}]
    tree = contract(
        modifications=[
            _amendment(3, "2025-06-01", montant=3),
            _amendment(1, "2025-01-01", dureeMois=30, montant=1, titulaires=other),
            _amendment(2, "2025-06-01", dureeMois=36, montant=2),
            _amendment(4, "2025-07-01"),
        ]
    )
    today = effective(accepted(write(tmp_path / "f.json", as_json(tree))))
    assert (today.duration_months, today.amount_cents) == (36, 300)
    assert [awardee.id for awardee in today.awardees] == ["FR123"]
    assert today.as_of == date(2025, 7, 1)


def test_without_amendment_the_published_values_hold(tmp_path: Path) -> None:
    record = accepted(write(tmp_path / "f.json", as_json(contract())))
    today = effective(record)
    assert today.awardees is record.awardees
    assert (today.duration_months, today.amount_cents, today.as_of) == (24, 57_500_000, None)


def test_an_unreadable_amendment_is_left_out_with_a_warning(tmp_path: Path) -> None:
    bad = [
        _amendment(1, "2024-02-31"),
        _amendment(2, "2025-01-01", montant=-5),
        {"modification": "NC?"},
    ]
    record = accepted(
        write(
            tmp_path / "f.json",
            as_json(contract(modifications=[*bad, _amendment(9, "2025-02-01")])),
        )
    )
    assert record.amendments == (DecpAmendment(9, date(2025, 2, 1), None, None, ()),)
    assert len(record.warnings) == 3


def test_progress_is_told_and_can_stop_the_reading(tmp_path: Path) -> None:
    path = write(tmp_path / "f.json", as_json(*(contract(id=f"M{at}") for at in range(500))))
    told: list[tuple[int, int]] = []
    assert len(list(read_decp(path, on_read=lambda done, total: told.append((done, total))))) == 500
    assert told[-1] == (path.stat().st_size, path.stat().st_size)

    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        list(read_decp(path, on_read=stop))


def _amendment(number: int, day: str, **changes: object) -> Tree:
    return {
        "modification": {
            "id": number,
            "dateNotificationModification": day,
            "datePublicationDonneesModification": day,
            **changes,
        }
    }
