"""A file says the lowest version that can hold it: earlier programs read what they know."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from csf_desktop.models.entities import BY_KIND, RECORDS, Change
from csf_desktop.services import content_versions
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import (
    LotDraft,
    OrderDraft,
    PlaceDraft,
    RequestDraft,
    add_lot,
    add_order,
    add_place,
    request_document,
    update_lot,
)
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.exchange_content import read_content
from csf_desktop.storage.vault import Vault
from tests.helpers.laptops import NAME, Laptop, laptop
from tests.helpers.vaults import TODAY, add_contract, add_pathway

Step = Callable[[Vault, str], object]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 0)
    yield made
    made.vault.close()


def company_of(vault: Vault, contract_id: str) -> str:
    return get_contract(vault, contract_id).awardees[0].company_id


def give_lot_a_company(vault: Vault, contract_id: str) -> None:
    lot_id = add_lot(vault, contract_id, LotDraft("1")).created
    update_lot(vault, lot_id, {"company_id": company_of(vault, contract_id)})


def version(one: Laptop) -> int:
    data = one.file()
    assert read_content(data, NAME).changes
    found: int = json.loads(data)["version"]
    return found


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (lambda vault, of: add_pathway(vault, of), 1),
        (lambda vault, of: add_lot(vault, of, LotDraft("1", "Peinture")), 1),
        (lambda vault, of: add_order(vault, of, OrderDraft("BC-1", TODAY)), 1),
        (lambda vault, of: update_contract(vault, of, {"note": "rappeler"}), 1),
        (lambda vault, of: update_contract(vault, of, {"sector": "Bâtiment"}), 2),
        (lambda vault, of: update_contract(vault, of, {"renewal_count": 2}), 2),
        (lambda vault, of: add_place(vault, of, PlaceDraft(commune="Lens")), 2),
        (lambda vault, of: request_document(vault, of, RequestDraft("RIB"), TODAY), 2),
        (give_lot_a_company, 2),
    ],
)
def test_a_file_says_the_version_it_needs(here: Laptop, step: Step, expected: int) -> None:
    contract_id = add_contract(here.vault)
    assert version(here) == 1
    step(here.vault, contract_id)
    assert version(here) == expected


@pytest.mark.parametrize(
    ("kind", "field", "new", "expected"),
    [
        ("document", "", '{"document_kind": "contract_sheet"}', 1),
        ("document", "", '{"document_kind": "clause"}', 2),
        ("contract", "", '{"source": "decp"}', 1),
        ("contract", "", '{"source": "form"}', 2),
        ("contact", "replaced_by_id", '"x"', 2),
        ("company", "merged_into_id", "null", 2),
        ("company", "deleted_at", None, 1),
    ],
)
def test_new_fields_and_codes(kind: str, field: str, new: str | None, expected: int) -> None:
    change = Change(kind=kind, field=field, new=new)
    assert content_versions.version_of([change]) == expected


def test_what_is_new_in_a_version_exists() -> None:
    """A misspelt name would let a file out that earlier programs call malformed."""
    assert {model.kind for model in RECORDS} >= content_versions._KINDS_2
    for kind, names in content_versions._FIELDS_2.items():
        assert set(BY_KIND[kind].journalled_fields()) >= names
    for kind, name in content_versions._CODES_2:
        assert name in BY_KIND[kind].journalled_fields()
