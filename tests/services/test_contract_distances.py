"""A contract is read with how far its places are from the tutor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csf_desktop.errors import NotFoundError
from csf_desktop.services.contract_distances import read_placed_contract
from csf_desktop.services.contract_parts import PlaceDraft, add_place
from csf_desktop.services.profile import Profile, save_profile
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TUTOR, add_contract, make_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def test_each_commune_has_its_distance_in_words(vault: Vault) -> None:
    save_profile(vault, Profile(TUTOR, commune_code="59350"))
    contract_id = add_contract(
        vault, place="Lille", place_code="59350", place_code_type="Code commune"
    )
    add_place(vault, contract_id, PlaceDraft(commune="Roubaix", commune_code="59512"))
    add_place(vault, contract_id, PlaceDraft(label="Base de vie"))
    found = read_placed_contract(vault, contract_id)
    assert found.details.id == contract_id
    assert found.distances["59350"] == "dans votre commune"
    assert found.distances["59512"].endswith("de Lille")
    assert len(found.distances) == 2


def test_without_the_tutor_s_commune_nothing_is_said(vault: Vault) -> None:
    contract_id = add_contract(vault, place="Lille", place_code="59350")
    assert read_placed_contract(vault, contract_id).distances == {}


def test_a_department_is_no_place_to_measure_to(vault: Vault) -> None:
    save_profile(vault, Profile(TUTOR, commune_code="59350"))
    contract_id = add_contract(vault, place="Nord", place_code="59")
    assert read_placed_contract(vault, contract_id).distances == {}


def test_an_unknown_contract_is_said_so(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        read_placed_contract(vault, "nothing")
