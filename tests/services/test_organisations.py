"""Buyers, companies and contacts: found again by SIRET, never made twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.models.entities import Buyer, Company
from csf_desktop.models.ids import natural_id
from csf_desktop.services.organisations import (
    ContactDraft,
    add_contact,
    buyer_for,
    company_for,
    siret_problem,
    suggest_buyers,
    suggest_companies,
    update_buyer,
    update_company,
    update_contact,
)
from csf_desktop.storage.unit_of_work import UnitOfWork
from tests.helpers.laptops import Laptop, laptop

SIRET, OTHER = "55204599900869", "21350238800019"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 0)
    yield made
    made.vault.close()


def company(one: Laptop, siret: str = "", name: str = "", other_id: str = "") -> str:
    with UnitOfWork(one.vault, "Entreprise") as work:
        found = company_for(work.session, siret, name, other_id)
        assert found is not None
        work.commit()
        return found.id


def buyer(one: Laptop, siret: str, name: str) -> str:
    with UnitOfWork(one.vault, "Acheteur") as work:
        found = buyer_for(work.session, siret, name)
        assert found is not None
        work.commit()
        return found.id


def test_a_company_is_known_by_its_siret(here: Laptop) -> None:
    first = company(here, SIRET)
    assert first == natural_id("company", SIRET)
    assert company(here, SIRET, "Nord") == first
    assert here.value("company", first, "name") == "Nord"
    assert company(here, SIRET, "Autre nom") == first
    assert here.value("company", first, "name") == "Nord"


def test_a_company_without_siret_is_known_by_its_number_or_name(here: Laptop) -> None:
    assert company(here, "", "Nord") == company(here, "", "Nord")
    assert company(here, "", "Nord", "FR123") == company(here, "", "", "FR123")
    with UnitOfWork(here.vault, "") as work:
        assert company_for(work.session, "", "") is None
        assert buyer_for(work.session, "", "") is None


@pytest.mark.parametrize(("make", "record"), [(company, Company), (buyer, Buyer)])
def test_one_whose_making_was_undone_comes_back(
    here: Laptop, make: object, record: type[Company | Buyer]
) -> None:
    first = make(here, SIRET, "Nord")  # type: ignore[operator]
    here.edit(record.kind, first, deleted_at=datetime.now(UTC))
    assert make(here, SIRET, "Nord") == first  # type: ignore[operator]
    assert here.value(record.kind, first, "deleted_at") is None


def test_a_number_freed_by_a_correction_is_anothers(here: Laptop) -> None:
    first = company(here, SIRET, "Nord")
    update_company(here.vault, first, {"siret": OTHER})
    second = company(here, SIRET, "Sud")
    assert second != first
    assert company(here, OTHER) == first
    assert company(here, SIRET) == second


def test_impossible_numbers_are_told(here: Laptop) -> None:
    first = company(here, SIRET, "Nord")
    assert siret_problem("") == siret_problem("552 045 999 00869") == ""
    assert siret_problem("55204599900868").endswith(".")
    with pytest.raises(InvalidInputError) as caught:
        update_company(here.vault, first, {"siret": "55204599900868"})
    assert caught.value.field == "siret"
    assert here.value("company", first, "siret") == SIRET


def test_suggestions(here: Laptop) -> None:
    company(here, SIRET, "Bâtisseurs du Nord")
    buyer(here, OTHER, "Région Hauts-de-France")
    assert [row.name for row in suggest_companies(here.vault, "batis")] == ["Bâtisseurs du Nord"]
    assert [row.siret for row in suggest_companies(here.vault, "552045")] == [SIRET]
    assert [row.name for row in suggest_buyers(here.vault, "hauts")] == ["Région Hauts-de-France"]
    assert [row.siret for row in suggest_buyers(here.vault, "213 502")] == [OTHER]
    assert suggest_companies(here.vault, "  ") == ()
    assert suggest_buyers(here.vault, "") == ()


def test_a_contact_has_one_organisation_and_leaves(here: Laptop) -> None:
    company_id = company(here, SIRET, "Nord")
    draft = ContactDraft("Mme Diallo", "human_resources", company_id=company_id)
    contact_id = add_contact(here.vault, draft).created
    update_contact(here.vault, contact_id, {"until": datetime(2026, 11, 24, tzinfo=UTC).date()})
    assert here.value("contact", contact_id, "name") == "Mme Diallo"
    with pytest.raises(InvalidInputError):
        add_contact(here.vault, ContactDraft(" ", company_id=company_id))
    with pytest.raises(InvalidInputError) as caught:
        update_contact(here.vault, contact_id, {"role": "chief"})
    assert caught.value.field == "role"
    with pytest.raises(InvalidInputError) as caught:
        update_contact(here.vault, contact_id, {"name": " "})
    assert caught.value.field == "name"
    assert here.value("contact", contact_id, "name") == "Mme Diallo"


def test_somebody_who_is_gone(here: Laptop) -> None:
    with pytest.raises(NotFoundError):
        update_buyer(here.vault, "absent", {"name": "X"})
