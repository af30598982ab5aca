"""Who can be reached about a pathway or a contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csf_desktop.errors import NotFoundError
from csf_desktop.models.codes import Actor, ContactRole
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contracts import add_awardee
from csf_desktop.services.organisations import ContactDraft, add_contact, update_contact
from csf_desktop.services.pathways import reserve, update_pathway
from csf_desktop.services.people import people_of
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    TODAY,
    make_contact,
    make_contract,
    make_pathway,
    make_person,
    make_vault,
)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault."""
    with make_vault(tmp_path) as made:
        yield made


def company_of(vault: Vault, contract_id: str) -> str:
    """Return the id of the first company of a contract."""
    return get_contract(vault, contract_id).awardees[0].company_id


def test_the_people_of_a_pathway_come_with_their_side_and_number(vault: Vault) -> None:
    contract_id = make_contract(vault)
    company_id = company_of(vault, contract_id)
    make_contact(vault, company_id, "Hélène Rivière", ContactRole.HUMAN_RESOURCES)
    tutor_id = make_contact(vault, company_id, "Zoé Petit", ContactRole.OTHER, "06 12 34 56 78")
    pathway_id = make_pathway(vault, contract_id)
    update_pathway(vault, pathway_id, {"company_tutor_id": tutor_id})
    reserve(vault, pathway_id, make_person(vault), TODAY)
    people = people_of(vault, pathway_id, today=TODAY)
    assert [(one.name, one.actor) for one in people] == [
        ("Zoé Petit", Actor.COMPANY),
        ("Hélène Rivière", Actor.COMPANY),
        ("Bâti Ouest", Actor.COMPANY),
        ("Inès Benali", Actor.BENEFICIARY),
        ("Nadia Benali", Actor.GUARDIAN),
        ("Ville de Rennes", Actor.BUYER),
    ]
    assert (people[0].phone, people[0].contact_id) == ("06 12 34 56 78", tutor_id)
    assert people[4].phone == "06 99 88 77 66"


def test_the_tutor_of_the_company_comes_before_its_other_contacts(vault: Vault) -> None:
    contract_id = make_contract(vault)
    company_id = company_of(vault, contract_id)
    for name, role in (
        ("Anne", ContactRole.HUMAN_RESOURCES),
        ("Bruno", ContactRole.REFERENT),
        ("Carla", ContactRole.COMPANY_TUTOR),
    ):
        make_contact(vault, company_id, name, role)
    names = [one.name for one in people_of(vault, contract_id=contract_id, today=TODAY)]
    assert names[:3] == ["Carla", "Bruno", "Anne"]


def test_those_who_have_left_are_not_offered(vault: Vault) -> None:
    contract_id = make_contract(vault)
    company_id = company_of(vault, contract_id)
    gone = make_contact(vault, company_id, "Parti Hier", ContactRole.REFERENT)
    leaving = make_contact(vault, company_id, "Part Demain", ContactRole.REFERENT)
    update_contact(vault, gone, {"until": date(2026, 11, 23)})
    update_contact(vault, leaving, {"until": date(2026, 11, 25)})
    names = [one.name for one in people_of(vault, contract_id=contract_id, today=TODAY)]
    assert "Part Demain" in names
    assert "Parti Hier" not in names


def test_the_titulaire_stays_reachable_when_another_company_hosts(vault: Vault) -> None:
    contract_id = make_contract(vault)
    pathway_id = make_pathway(vault, contract_id)
    host_id = add_awardee(vault, contract_id, "Sous-traitant SA", "", "subcontractor").created
    update_pathway(vault, pathway_id, {"company_id": host_id})
    names = [one.name for one in people_of(vault, pathway_id, today=TODAY)]
    assert names == ["Sous-traitant SA", "Bâti Ouest", "Ville de Rennes"]


def test_the_contacts_of_the_buyer_come_before_the_buyer(vault: Vault) -> None:
    contract_id = make_contract(vault)
    buyer_id = get_contract(vault, contract_id).fields["buyer_id"]
    add_contact(vault, ContactDraft("Omar Diallo", role=ContactRole.BUYER, buyer_id=buyer_id))
    people = people_of(vault, contract_id=contract_id, today=TODAY)
    assert [one.name for one in people if one.actor == Actor.BUYER] == [
        "Omar Diallo",
        "Ville de Rennes",
    ]


def test_an_unknown_pathway_is_told(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        people_of(vault, "inconnu", today=TODAY)
