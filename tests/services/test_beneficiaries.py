"""Young people's files: opened with little, found by their beginnings, changed field by field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.services.beneficiaries import (
    BeneficiaryDetails,
    BeneficiaryDraft,
    create_beneficiary,
    delete_beneficiary,
    get_beneficiary,
    set_guardian,
    suggest_beneficiaries,
    update_beneficiary,
)
from csf_desktop.services.pathways import advance
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    TODAY,
    add_contract,
    add_pathway,
    add_person,
    bring_to,
    make_vault,
)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def file_of(vault: Vault, person_id: str) -> BeneficiaryDetails:
    return get_beneficiary(vault, person_id, TODAY)


def names(vault: Vault, typed: str = "") -> list[str]:
    return [f"{row.given_name} {row.family_name}" for row in suggest_beneficiaries(vault, typed)]


def test_a_file_opens_with_a_name_alone(vault: Vault) -> None:
    made = create_beneficiary(vault, BeneficiaryDraft("Inès", ""), TODAY).created
    person = file_of(vault, made)
    assert person.reference == "J-2026-001"
    assert (person.age, person.is_minor, person.guardians) == (None, False, ())
    assert person.fields["entered_on"] == TODAY


def test_references_are_numbered_by_year(vault: Vault) -> None:
    add_person(vault)
    second = add_person(vault, "Paul", "Dubois")
    later = create_beneficiary(vault, BeneficiaryDraft("Zoé", "Roy"), date(2027, 1, 5)).created
    assert file_of(vault, second).reference == "J-2026-002"
    assert file_of(vault, later).reference == "J-2027-001"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (BeneficiaryDraft(" ", ""), "given_name"),
        (BeneficiaryDraft("Inès", "Benali", birth_date=date(2027, 5, 14)), "birth_date"),
        (BeneficiaryDraft("Inès", "Benali", birth_date=date(1827, 5, 14)), "birth_date"),
        (BeneficiaryDraft("Inès", "Benali", email="ines@"), "email"),
        (BeneficiaryDraft("Inès", "Benali", situation="lost"), "situation"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    vault: Vault, draft: BeneficiaryDraft, field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        create_beneficiary(vault, draft, TODAY)
    assert caught.value.field == field
    assert names(vault) == []


@pytest.mark.parametrize(
    ("born", "said"), [(date(2012, 5, 14), "14\u00a0ans"), (date(1999, 5, 14), "27\u00a0ans")]
)
def test_an_age_outside_the_scheme_is_warned_not_refused(
    vault: Vault, born: date, said: str
) -> None:
    person = file_of(vault, add_person(vault, birth_date=born))
    assert said in person.warning
    assert "16–25" in person.warning


def test_a_minor_has_a_guardian_who_can_be_corrected(vault: Vault) -> None:
    made = add_person(vault, guardian_name="Nadia Benali", guardian_phone="0612345678")
    (guardian,) = file_of(vault, made).guardians
    assert file_of(vault, made).is_minor
    set_guardian(vault, made, {"phone": "0698765432"}, guardian.id)
    set_guardian(vault, made, {"name": "Karim Benali", "relation": "père"})
    found = [(one.name, one.phone) for one in file_of(vault, made).guardians]
    assert found == [("Nadia Benali", "0698765432"), ("Karim Benali", "")]


def test_majority_is_the_day_of_eighteen(vault: Vault) -> None:
    made = add_person(vault, birth_date=date(2008, 11, 25))
    assert get_beneficiary(vault, made, date(2026, 11, 24)).is_minor
    assert not get_beneficiary(vault, made, date(2026, 11, 25)).is_minor


def test_the_same_school_is_shared(vault: Vault) -> None:
    first = add_person(vault, school_name="Lycée Baggio")
    second = add_person(vault, "Paul", "Dubois", school_name=" Lycée  Baggio")
    update_beneficiary(vault, second, {"school_name": "Lycée Baggio"})
    assert file_of(vault, first).school_id == file_of(vault, second).school_id
    update_beneficiary(vault, first, {"school_name": ""})
    assert file_of(vault, first).school_name == ""
    assert file_of(vault, second).school_name == "Lycée Baggio"


def test_a_field_is_changed_and_a_wrong_one_leaves_the_file(vault: Vault) -> None:
    made = add_person(vault)
    update_beneficiary(vault, made, {"wishes": "Mécanique", "mobility_km": 20})
    before = file_of(vault, made)
    assert (before.fields["wishes"], before.fields["mobility_km"]) == ("Mécanique", 20)
    with pytest.raises(InvalidInputError) as caught:
        update_beneficiary(vault, made, {"wishes": "Cuisine", "mobility_km": 501})
    assert caught.value.field == "mobility_km"
    assert file_of(vault, made) == before


def test_people_are_found_by_the_beginnings_of_their_names(vault: Vault) -> None:
    add_person(vault)
    add_person(vault, "Élodie", "Petit", commune="Roubaix")
    add_person(vault, "Paul", "Élan")
    assert names(vault, "ines") == ["Inès Benali"]
    assert names(vault, "el") == ["Paul Élan", "Élodie Petit"]
    assert names(vault, "ben in") == ["Inès Benali"]
    assert names(vault, "j 2026 002") == ["Élodie Petit"]
    assert names(vault, "roub") == ["Élodie Petit"]
    assert names(vault, "zz") == []
    assert names(vault, "…") == []


def test_without_text_everybody_comes_by_name_accents_in_their_place(vault: Vault) -> None:
    for family in ("Zola", "Étienne", "Fabre", "Dupré"):
        add_person(vault, "A", family)
    assert names(vault) == ["A Dupré", "A Étienne", "A Fabre", "A Zola"]


def test_a_suggestion_tells_how_many_pathways_run(vault: Vault) -> None:
    person = add_person(vault)
    contract = add_contract(vault)
    first, second = add_pathway(vault, contract), add_pathway(vault, contract)
    bring_to(vault, first, "profile_sent", person)
    bring_to(vault, second, "reserved", person)
    advance(vault, second, "lost", TODAY, "Fin du marché")
    (row,) = suggest_beneficiaries(vault, "benali")
    assert row.running_pathways == 1


def test_a_file_is_deleted_once_no_pathway_holds_it(vault: Vault) -> None:
    person = add_person(vault)
    pathway = add_pathway(vault, add_contract(vault))
    bring_to(vault, pathway, "reserved", person)
    with pytest.raises(InvalidInputError, match="libérez-le"):
        delete_beneficiary(vault, person)
    advance(vault, pathway, "open", TODAY, "Changement de projet")
    delete_beneficiary(vault, person)
    assert names(vault, "benali") == []
    with pytest.raises(NotFoundError):
        file_of(vault, person)
