"""One search over everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csf_desktop.services.beneficiaries import delete_beneficiary
from csf_desktop.services.contracts import delete_contract
from csf_desktop.services.global_search import search_everything
from csf_desktop.services.organisations import company_for
from csf_desktop.services.pathways import reserve
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, add_pathway, add_person, make_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def found(vault: Vault, typed: str, **options: object) -> list[tuple[str, str]]:
    hits = search_everything(vault, typed, **options)  # type: ignore[arg-type]
    return [(hit.kind, hit.title) for hit in hits]


def test_a_name_finds_the_person_and_their_pathway(vault: Vault) -> None:
    pathway_id = add_pathway(vault, add_contract(vault))
    reserve(vault, pathway_id, add_person(vault), TODAY)
    assert found(vault, "benali ines") == [
        ("pathway", "P-2026-001-01 · Inès Benali"),
        ("beneficiary", "Inès Benali"),
    ]
    hidden = found(vault, "benali", initials_only=True)
    assert [kind for kind, _title in hidden] == ["pathway", "beneficiary"]
    assert not any("Benali" in title or "Inès" in title for _kind, title in hidden)


def test_references_and_words_find_contracts(vault: Vault) -> None:
    add_contract(vault)
    (hit,) = search_everything(vault, "M-2026-001")
    assert hit.title == "M-2026-001 · Réhabilitation du lycée Jean-Moulin"
    assert hit.subtitle == "Bâtisseurs du Nord"
    for typed in ("rehab", "LYCÉE", "hauts-de", "jean moulin"):
        assert [kind for kind, _title in found(vault, typed)] == ["contract"]
    assert [kind for kind, _title in found(vault, "bâtisseurs nord")] == ["contract", "company"]
    assert found(vault, "collège") == []


def test_a_company_is_found_by_its_name_or_its_number(vault: Vault) -> None:
    add_contract(vault, company_name="Bâti Ouest", company_siret="55204599900869")
    with UnitOfWork(vault, "") as work:
        company_for(work.session, "", "", "BE0123456789")
        work.commit()
    (hit,) = [one for one in search_everything(vault, "bati") if one.kind == "company"]
    assert (hit.title, hit.subtitle) == ("Bâti Ouest", "552\u00a0045\u00a0999\u00a000869")
    assert ("company", "Bâti Ouest") in found(vault, "55204599900869")
    assert found(vault, "be0123") == [("company", "BE0123456789")]


@pytest.mark.parametrize("typed", ["", "  ", '"', "*", "a OR b", "NEAR(", "-", "é" * 500, "\0"])
def test_whatever_is_typed_is_words(vault: Vault, typed: str) -> None:
    add_contract(vault)
    assert found(vault, typed) == []


def test_as_many_as_asked_for_of_each_kind(vault: Vault) -> None:
    for _number in range(4):
        add_contract(vault, notified_on=date(2026, 11, 2))
    assert len(found(vault, "lycee", limit=3)) == 3


def test_what_is_deleted_is_not_found(vault: Vault) -> None:
    contract_id, person_id = add_contract(vault), add_person(vault)
    delete_contract(vault, contract_id)
    delete_beneficiary(vault, person_id)
    assert found(vault, "lycee") == found(vault, "benali") == []
