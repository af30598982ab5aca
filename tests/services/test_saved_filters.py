"""Searches kept under a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csf_desktop.errors import InvalidInputError
from csf_desktop.services.saved_filters import (
    MAX_NAME,
    delete_filter,
    list_filters,
    save_filter,
)
from csf_desktop.storage.vault import Vault, open_vault
from tests.helpers.vaults import PASSPHRASE, make_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def test_what_is_kept_is_there_at_the_next_opening(vault: Vault) -> None:
    kept = save_filter(
        vault, "contracts", "  Peinture, Lille ", search="peinture lille", chip="late", sort="buyer"
    )
    assert (kept.name, kept.search, kept.chip, kept.sort) == (
        "Peinture, Lille",
        "peinture lille",
        "late",
        "buyer",
    )
    vault.close()
    with open_vault(vault.path, PASSPHRASE) as again:
        assert list_filters(again, "contracts") == (kept,)
        assert list_filters(again, "pathways") == ()


def test_the_same_name_takes_its_place_whatever_the_accents(vault: Vault) -> None:
    first = save_filter(vault, "contracts", "Été", search="ancien")
    save_filter(vault, "contracts", "Autre")
    elsewhere = save_filter(vault, "pathways", "Été")
    again = save_filter(vault, "contracts", "ete", search="nouveau", is_descending=True)
    assert again.id == first.id
    assert [one.name for one in list_filters(vault, "contracts")] == ["ete", "Autre"]
    assert list_filters(vault, "contracts")[0].search == "nouveau"
    assert list_filters(vault, "pathways") == (elsewhere,)


def test_one_is_forgotten_and_kept_again(vault: Vault) -> None:
    kept = save_filter(vault, "contracts", "Toitures", search="toit")
    delete_filter(vault, kept.id)
    delete_filter(vault, kept.id)
    assert list_filters(vault, "contracts") == ()
    save_filter(vault, "contracts", "Toitures", search="toit")
    assert [one.search for one in list_filters(vault, "contracts")] == ["toit"]


@pytest.mark.parametrize("name", ["", "  ", "x" * (MAX_NAME + 1)])
def test_a_name_that_would_not_show_is_refused(vault: Vault, name: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        save_filter(vault, "contracts", name)
    assert caught.value.field == "name"
    assert list_filters(vault, "contracts") == ()
