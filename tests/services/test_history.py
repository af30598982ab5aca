"""« Qui a changé quoi », and the undo of each kind of change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.services.beneficiaries import get_beneficiary, update_beneficiary
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contracts import (
    ContractDraft,
    create_contract,
    delete_contract,
    update_contract,
)
from csf_desktop.services.history import history_of, undo_transaction
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import reserve, set_outcomes, update_pathway
from csf_desktop.services.profile import Profile, save_profile
from csf_desktop.services.rows import ListQuery
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, make_contract, make_pathway, make_person, make_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault."""
    with make_vault(tmp_path) as made:
        yield made


def test_the_history_gives_each_change_the_latest_first(vault: Vault) -> None:
    contract_id = make_contract(vault, "Toiture")
    update_contract(vault, contract_id, {"object": "Toiture et façade"})
    update_contract(vault, contract_id, {"place": "Rennes", "object": "Façade"})
    lines = history_of(vault, contract_id)
    told = [(line.field, line.old, line.new) for line in lines if line.field == "object"]
    assert told == [
        ("object", "Toiture et façade", "Façade"),
        ("object", "Toiture", "Toiture et façade"),
    ]
    creation = lines[-1]
    assert (creation.field, creation.kind) == ("", "contract")
    assert creation.new["object"] == "Toiture"
    assert creation.label == "Création du marché M-2026-001"
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)


def test_the_history_of_a_record_is_its_own_and_can_be_cut(vault: Vault) -> None:
    first, other = make_contract(vault, "Toiture"), make_contract(vault, "Voirie")
    for place in ("Rennes", "Brest", "Vannes"):
        update_contract(vault, first, {"place": place})
    assert len(history_of(vault, other)) == 1
    assert [line.new for line in history_of(vault, first, limit=2)] == ["Vannes", "Brest"]


def test_without_identity_nobody_is_named(vault: Vault) -> None:
    save_profile(vault, Profile("Claire Besson"))
    assert {line.author for line in history_of(vault, make_contract(vault))} == {""}


def test_undoing_an_edit_gives_back_every_value(vault: Vault) -> None:
    person_id = make_person(vault)
    change = update_beneficiary(
        vault, person_id, {"phone": "07 00 00 00 00", "wishes": "cuisine", "birth_date": None}
    )
    undone = undo_transaction(vault, change.transaction)
    fields = get_beneficiary(vault, person_id, TODAY).fields
    assert (fields["phone"], fields["wishes"]) == ("06 11 22 33 44", "")
    assert str(fields["birth_date"]) == "2009-05-04"
    assert undone.label.startswith("Annulation\u00a0: Modification du dossier")
    assert undone.kinds == {"beneficiary"}


def test_undoing_keeps_both_in_the_history_and_can_be_undone(vault: Vault) -> None:
    contract_id = make_contract(vault)
    change = update_contract(vault, contract_id, {"place": "Rennes"})
    undone = undo_transaction(vault, change.transaction)
    places = [line.new for line in history_of(vault, contract_id) if line.field == "place"]
    assert places == ["", "Rennes"]
    undo_transaction(vault, undone.transaction)
    assert get_contract(vault, contract_id).fields["place"] == "Rennes"


def test_undoing_a_creation_takes_all_it_made_out(vault: Vault) -> None:
    draft = ContractDraft("Toiture", company_name="Bâti Ouest", buyer_name="Ville de Rennes")
    change = create_contract(vault, draft, TODAY)
    undo_transaction(vault, change.transaction)
    assert open_contracts(vault, ListQuery(TODAY)).count == 0
    assert open_contracts(vault, ListQuery(TODAY, search="toiture")).count == 0
    with pytest.raises(NotFoundError):
        get_contract(vault, change.created)


def test_undoing_a_deletion_brings_the_record_back_in_lists_and_search(vault: Vault) -> None:
    contract_id = make_contract(vault, "Toiture")
    change = delete_contract(vault, contract_id)
    assert open_contracts(vault, ListQuery(TODAY, search="toit")).count == 0
    undo_transaction(vault, change.transaction)
    assert get_contract(vault, contract_id).fields["object"] == "Toiture"
    assert open_contracts(vault, ListQuery(TODAY, search="toit")).count == 1


def test_undoing_a_step_gives_back_status_person_and_hours(vault: Vault) -> None:
    pathway_id = make_pathway(vault, make_contract(vault))
    change = reserve(vault, pathway_id, make_person(vault), TODAY)
    undo_transaction(vault, change.transaction)
    details = get_pathway(vault, pathway_id, TODAY)
    assert details.fields["status"] == "open"
    assert details.beneficiary is None
    assert [event.status for event in details.events] == ["open"]


def test_undoing_outcomes_brings_back_those_that_were_taken_away(vault: Vault) -> None:
    pathway_id = make_pathway(vault, make_contract(vault))
    set_outcomes(vault, pathway_id, {"employment"}, TODAY)
    change = set_outcomes(vault, pathway_id, {"apprenticeship"}, TODAY)
    undo_transaction(vault, change.transaction)
    codes = [outcome.code for outcome in get_pathway(vault, pathway_id, TODAY).outcomes]
    assert codes == ["employment"]


def test_what_was_changed_again_since_keeps_its_newer_value(vault: Vault) -> None:
    pathway_id = make_pathway(vault, make_contract(vault))
    change = update_pathway(vault, pathway_id, {"title": "Taille", "note": "le matin"})
    update_pathway(vault, pathway_id, {"note": "l’après-midi"})
    undo_transaction(vault, change.transaction)
    fields = get_pathway(vault, pathway_id, TODAY).fields
    assert (fields["title"], fields["note"]) == ("Peinture", "l’après-midi")


def test_nothing_left_to_undo_is_said_and_writes_nothing(vault: Vault) -> None:
    contract_id = make_contract(vault)
    change = update_contract(vault, contract_id, {"place": "Rennes"})
    update_contract(vault, contract_id, {"place": "Brest"})
    before = history_of(vault, contract_id)
    with pytest.raises(InvalidInputError, match="plus rien à annuler"):
        undo_transaction(vault, change.transaction)
    assert history_of(vault, contract_id) == before


def test_an_undo_cannot_be_made_twice(vault: Vault) -> None:
    change = update_contract(vault, make_contract(vault), {"place": "Rennes"})
    undo_transaction(vault, change.transaction)
    with pytest.raises(InvalidInputError, match="plus rien à annuler"):
        undo_transaction(vault, change.transaction)


def test_an_unknown_transaction_is_told(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        undo_transaction(vault, "inconnue")
