"""The demonstration: invented, marked, plausible, and the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csf_desktop.models.codes import AlertCode
from csf_desktop.models.entities import Pathway
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.demo import PASSPHRASE, make_demo, open_demo
from csf_desktop.services.due_list import due_summary
from csf_desktop.services.maintenance import vault_info
from csf_desktop.services.pathway_list import open_pathways
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.vaults import is_demo
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault

TODAY = date(2026, 11, 24)
CHEAP = KdfCost(8192, 1)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made = make_demo(tmp_path_factory.mktemp("demo") / "coffre", TODAY, cost=CHEAP)
    yield made.vault
    made.vault.close()


def test_it_is_marked_as_invented(demo: Vault) -> None:
    assert is_demo(demo)


def test_pathways_stay_within_the_hours_of_their_contract(demo: Vault) -> None:
    rows = open_contracts(demo, ListQuery(TODAY)).rows
    assert len(rows) == 14
    for row in rows:
        details = get_contract(demo, row.id)
        assert sum(one.planned_minutes for one in details.pathways) <= details.owed_minutes


def test_there_is_something_to_do_of_each_kind(demo: Vault) -> None:
    counts = due_summary(demo, ListQuery(TODAY)).counts
    assert min(counts[key] for key in ("late", "today", "week", "waiting")) > 0
    assert counts["late"] < counts[""] / 2


def test_every_part_of_a_contract_is_shown(demo: Vault) -> None:
    counts = vault_info(demo).counts
    shown = ("lot", "purchase_order", "execution_place", "document_request")
    assert min(counts[kind] for kind in shown) > 0
    found = [get_contract(demo, row.id) for row in open_contracts(demo, ListQuery(TODAY)).rows]
    contacts = [one for each in found for line in each.awardees for one in line.contacts]
    assert any(contact.until and contact.replaced_by_id for contact in contacts)
    assert any(order.unlocked and order.covered for each in found for order in each.orders)
    assert any(pathway.lot_id for each in found for pathway in _pages(demo, each))
    assert all(each.fields["sector"] and each.fields["service"] for each in found)


def test_there_is_an_alert_of_each_kind_near_enough_to_be_shown(demo: Vault) -> None:
    rows = open_contracts(demo, ListQuery(TODAY)).rows
    ripe = {one.code for row in rows for one in get_contract(demo, row.id).ripe_alerts(TODAY)}
    assert ripe == set(AlertCode)


def test_no_lot_gives_more_than_its_hours(demo: Vault) -> None:
    for row in open_contracts(demo, ListQuery(TODAY)).rows:
        assert all(lot.balance.left >= 0 for lot in get_contract(demo, row.id).lots)


def test_the_same_seed_gives_the_same_people(demo: Vault, tmp_path: Path) -> None:
    again = make_demo(tmp_path / "coffre", TODAY, cost=CHEAP).vault
    try:
        assert _people(again) == _people(demo)
    finally:
        again.close()


def test_it_is_made_once_then_opened(tmp_path: Path) -> None:
    path = tmp_path / "coffre"
    made = make_demo(path, TODAY, contracts=1, cost=CHEAP)
    vault_id = made.vault.id
    made.vault.close()
    opened = open_demo(path)
    try:
        assert opened.id == vault_id
    finally:
        opened.close()
    assert PASSPHRASE == "demo-csf-2026"
    assert all(file.is_file() for file in made.files)


def _pages(vault: Vault, contract: ContractDetails) -> list[Pathway]:
    with reading_session(vault) as session:
        return [session.get_one(Pathway, row.id) for row in contract.pathways]


def _people(vault: Vault) -> list[tuple[str, str, str]]:
    rows = open_pathways(vault, ListQuery(TODAY)).rows
    return sorted((row.reference, row.given_name, row.family_name) for row in rows)
