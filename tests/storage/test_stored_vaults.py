"""Vaults of every schema this program ever had still open, whole, for ever after.

They are made by ``scripts/make_stored_vault.py`` and never changed once their revision is out.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from csf_desktop.models.entities import Base
from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.demo import PASSPHRASE
from csf_desktop.services.documents import issue_pathway_sheet
from csf_desktop.services.global_search import search_everything
from csf_desktop.services.history import history_of
from csf_desktop.services.maintenance import vault_info
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import update_pathway
from csf_desktop.services.profile import get_profile
from csf_desktop.services.verification import verify_file
from csf_desktop.storage.migrate import known_revisions
from csf_desktop.storage.vault import Vault, open_vault
from tests.storage.test_schema import is_ours

DATA = Path(__file__).parents[1] / "data"
TUTOR = "Dominique Exemple"
STORED = sorted(DATA.glob("vault-*"))
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture(params=STORED, ids=lambda path: path.name)
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    """An open copy of a stored vault."""
    copy = tmp_path / "coffre"
    shutil.copytree(request.param, copy)
    made = open_vault(copy, PASSPHRASE)
    yield made
    made.close()


def only(vault: Vault, kind: str, typed: str) -> str:
    """Return the id of the only record of a kind that a search finds."""
    (hit,) = [hit for hit in search_everything(vault, typed) if hit.kind == kind]
    return hit.id


def test_there_is_one_of_this_schema() -> None:
    assert f"vault-{known_revisions()[-1]}" in {path.name for path in STORED}


@pytest.mark.parametrize("folder", STORED, ids=lambda path: path.name)
def test_stored_vaults_are_small_and_closed(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {"data.db", "vault.json"}
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1_500_000


def test_it_opens_with_everything_in_it(vault: Vault) -> None:
    info = vault_info(vault)
    assert info.schema_revision == known_revisions()[-1]
    assert info.is_demo
    profile = get_profile(vault)
    assert (profile.name, profile.academie) == (TUTOR, "rennes")
    assert profile.is_demo
    assert info.counts["contract"] == 3
    assert info.counts["pathway"] >= 3
    assert all(info.counts[kind] > 0 for kind in ("buyer", "company", "pathway_week", "event"))


def test_its_schema_is_that_of_the_models(vault: Vault) -> None:
    with vault.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_a_known_contract_is_found_as_it_was(vault: Vault) -> None:
    contract = get_contract(vault, only(vault, "contract", "verriere fougeres"))
    assert contract.fields["object"] == "Réfection de la verrière"
    assert contract.fields["notified_on"] == date(2026, 11, 2)
    assert contract.buyer_name == "Commune de Fougères"
    assert contract.owed_minutes == 450 * HOUR
    assert contract.committed_minutes == 300 * HOUR


def test_a_known_pathway_is_found_as_it_was(vault: Vault) -> None:
    pathway = get_pathway(vault, only(vault, "pathway", "exemplaire noe"), TODAY)
    assert pathway.fields["title"] == "Aide verrier"
    assert pathway.fields["status"] == "reserved"
    assert pathway.done_minutes == 28 * HOUR
    assert pathway.beneficiary is not None
    assert pathway.beneficiary.fields["birth_date"] == date(2009, 3, 2)


def test_the_journal_tells_who_changed_what(vault: Vault) -> None:
    contract_id = only(vault, "contract", "verriere fougeres")
    notes = [line.new for line in history_of(vault, contract_id) if line.field == "note"]
    assert notes == ["Accès par la cour", "Accès par le toit", "Accès par la cour"]
    assert {line.author for line in history_of(vault, contract_id)} == {TUTOR}


def test_it_can_be_worked_in(vault: Vault, tmp_path: Path) -> None:
    pathway_id = only(vault, "pathway", "exemplaire noe")
    update_pathway(vault, pathway_id, {"title": "Vitraux"})
    assert only(vault, "pathway", "vitraux") == pathway_id
    path = tmp_path / "fiche.pdf"
    path.write_bytes(issue_pathway_sheet(vault, pathway_id, now=NOW).pdf)
    assert verify_file(vault, path).status == "valid"
