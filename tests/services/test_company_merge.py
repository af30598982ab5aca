"""Two files of one company made one: nothing is lost, nothing comes back, laptops agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.models.codes import AwardeeRole, ContactRole
from csf_desktop.models.entities import Awardee, Company, Contract, Lot, Site
from csf_desktop.models.ids import natural_id, new_id
from csf_desktop.services.company_files import merged_ids, survivor
from csf_desktop.services.company_merge import merge_companies
from csf_desktop.services.company_page import get_company
from csf_desktop.services.contracts import add_awardee, awardee_of
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.exchange_content import write_content
from csf_desktop.services.exchange_scope import contract_scope
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.organisations import company_for, suggest_companies, update_company
from csf_desktop.services.pathways import update_pathway
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from tests.exchange.decp_files import AWARDEE, BUYER, as_json, contract, write
from tests.helpers.laptops import Laptop, derived, laptop
from tests.helpers.vaults import TODAY, add_contract, add_pathway, make_contact, note_event

SIRET, SISTER, OTHER = "55204599900869", "55204599900034", "21350238800019"
NB = "\u00a0"
MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 0)
    yield made
    made.vault.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 1)
    yield made
    made.vault.close()


@dataclass
class Two:
    """Two files of one company on a laptop, each with a contract, a pathway, a contact."""

    keep: str
    other: str
    contract: str
    other_contract: str
    pathway: str
    contact: str


def two_files(one: Laptop) -> Two:
    contract_id = add_contract(one.vault, company_name="Bâti Ouest SARL", company_siret=SIRET)
    other_contract = add_contract(
        one.vault, object="Peinture", company_name="BATI-OUEST", company_siret=SISTER
    )
    keep, other = natural_id("company", SIRET), natural_id("company", SISTER)
    pathway = add_pathway(one.vault, other_contract)
    update_pathway(one.vault, pathway, {"company_id": other})
    contact = make_contact(one.vault, other, "Marc Blanc", ContactRole.REFERENT)
    note_event(one.vault, company_id=other, note="Appel")
    one.add(Lot(id=new_id(), contract_id=other_contract, number="1", company_id=other))
    update_company(
        one.vault,
        other,
        {"phone": "0299000000", "address": "1 rue du Port", "commune": "Rennes", "note": "Fermé"},
    )
    return Two(keep, other, contract_id, other_contract, pathway, contact)


def awardees(one: Laptop, contract_id: str) -> list[tuple[str, str]]:
    with reading_session(one.vault) as session:
        rows = session.scalars(
            select(Awardee).where(Awardee.contract_id == contract_id, Awardee.deleted_at.is_(None))
        )
        return [(row.company_id, row.role) for row in rows]


def test_the_kept_file_takes_everything_over(here: Laptop) -> None:
    two = two_files(here)
    merge_companies(here.vault, two.keep, two.other)
    found = get_company(here.vault, two.keep, TODAY)
    assert {line.id for line in found.contracts} == {two.contract, two.other_contract}
    assert found.contracts[0].lots == ("lot 1",)
    assert [(line.row.id, line.is_hosted) for line in found.pathways] == [(two.pathway, True)]
    assert [one.person.name for one in found.contacts] == ["Marc Blanc"]
    assert [event.note for event in found.events] == ["Appel"]
    assert awardees(here, two.other_contract) == [(two.keep, AwardeeRole.TITULAIRE)]
    assert [row.id for row in suggest_companies(here.vault, "bati")] == [two.keep]


def test_values_that_were_lacking_are_taken_and_the_others_kept(here: Laptop) -> None:
    two = two_files(here)
    update_company(here.vault, two.keep, {"phone": "0299111111"})
    update_company(here.vault, two.other, {"email": "contact@bati.example"})
    merge_companies(here.vault, two.keep, two.other)
    fields = get_company(here.vault, two.keep, TODAY).fields
    assert (fields["name"], fields["siret"]) == ("Bâti Ouest SARL", SIRET)
    assert (fields["phone"], fields["email"]) == ("0299111111", "contact@bati.example")
    assert fields["note"].splitlines() == [
        "Fermé",
        f"Fiche réunie avec «{NB}BATI-OUEST{NB}» (téléphone{NB}: 0299000000).",
    ]
    (site,) = get_company(here.vault, two.keep, TODAY).sites
    assert site.name.replace(NB, " ") == "Établissement 552 045 999 00034"
    assert (site.address, site.commune) == ("1 rue du Port", "Rennes")


def test_a_siret_and_an_address_that_were_lacking_are_taken(here: Laptop) -> None:
    two = two_files(here)
    with UnitOfWork(here.vault, "") as work:
        found = company_for(work.session, "", "Bâti-Ouest", "BE0123")
        assert found is not None
        work.commit()
    merge_companies(here.vault, found.id, two.other)
    shown = get_company(here.vault, found.id, TODAY)
    assert (shown.fields["siret"], shown.fields["other_id"]) == (SISTER, "BE0123")
    assert (shown.fields["address"], shown.sites) == ("1 rue du Port", ())


def test_two_lines_of_one_contract_become_one_as_what_matters_most(here: Laptop) -> None:
    two = two_files(here)
    add_awardee(here.vault, two.other_contract, "", SIRET, AwardeeRole.SUBCONTRACTOR)
    merge_companies(here.vault, two.keep, two.other)
    assert awardees(here, two.other_contract) == [(two.keep, AwardeeRole.TITULAIRE)]
    assert awardees(here, two.contract) == [(two.keep, AwardeeRole.TITULAIRE)]


def test_undoing_restores_both_files(here: Laptop) -> None:
    two = two_files(here)
    add_awardee(here.vault, two.other_contract, "", SIRET, AwardeeRole.SUBCONTRACTOR)
    before = [get_company(here.vault, one, TODAY) for one in (two.keep, two.other)]
    lines = awardees(here, two.other_contract)
    done = merge_companies(here.vault, two.keep, two.other)
    undo_transaction(here.vault, done.transaction)
    assert [get_company(here.vault, one, TODAY) for one in (two.keep, two.other)] == before
    assert sorted(awardees(here, two.other_contract)) == sorted(lines)


def test_merging_again_after_an_undo_makes_one_site(here: Laptop) -> None:
    two = two_files(here)
    undo_transaction(here.vault, merge_companies(here.vault, two.keep, two.other).transaction)
    merge_companies(here.vault, two.keep, two.other)
    assert len(get_company(here.vault, two.keep, TODAY).sites) == 1
    with reading_session(here.vault) as session:
        assert len(session.scalars(select(Site)).all()) == 1


def test_the_other_file_leads_to_the_kept_one(here: Laptop) -> None:
    two = two_files(here)
    merge_companies(here.vault, two.keep, two.other)
    assert get_company(here.vault, two.other, TODAY).id == two.keep
    with UnitOfWork(here.vault, "") as work:
        for siret, name in ((SISTER, ""), (SISTER, "Encore un nom"), ("", "BATI-OUEST")):
            found = company_for(work.session, siret, name)
            assert found is not None
            assert found.id == two.keep
        work.commit()


def test_what_was_merged_before_follows(here: Laptop) -> None:
    two = two_files(here)
    last = add_contract(here.vault, company_name="Bâtir Grand Ouest", company_siret=OTHER)
    final = natural_id("company", OTHER)
    merge_companies(here.vault, two.keep, two.other)
    merge_companies(here.vault, final, two.keep)
    assert get_company(here.vault, two.other, TODAY).id == final
    contracts = get_company(here.vault, final, TODAY).contracts
    assert {line.id for line in contracts} == {two.contract, two.other_contract, last}
    with reading_session(here.vault) as session:
        assert set(merged_ids(session, final)) == {final, two.keep, two.other}


def test_the_same_file_twice_or_one_that_is_gone_is_refused(here: Laptop) -> None:
    two = two_files(here)
    with pytest.raises(InvalidInputError):
        merge_companies(here.vault, two.keep, two.keep)
    merge_companies(here.vault, two.keep, two.other)
    with pytest.raises(NotFoundError):
        merge_companies(here.vault, two.keep, two.other)


def test_importing_the_official_file_again_does_not_bring_the_other_back(
    here: Laptop, tmp_path: Path
) -> None:
    path = write(tmp_path / "decp.json", as_json(contract()))
    import_decp(here.vault, path, TODAY)
    contract_id, other = natural_id("contract", f"{BUYER}M1"), natural_id("company", AWARDEE)
    add_contract(here.vault, company_name="La bonne fiche", company_siret=SISTER)
    keep = natural_id("company", SISTER)
    merge_companies(here.vault, keep, other)
    report = import_decp(here.vault, path, TODAY)
    assert (report.created, report.updated) == (0, 0)
    amended = write(tmp_path / "new.json", as_json(contract(objet="Autre objet")))
    import_decp(here.vault, amended, TODAY)
    assert here.value("contract", contract_id, "object") == "Autre objet"
    assert awardees(here, contract_id) == [(keep, AwardeeRole.TITULAIRE)]
    assert here.value("company", other, "deleted_at") is not None


def test_undoing_the_merger_after_an_import_gives_the_contract_back(
    here: Laptop, tmp_path: Path
) -> None:
    path = write(tmp_path / "decp.json", as_json(contract()))
    import_decp(here.vault, path, TODAY)
    contract_id, other = natural_id("contract", f"{BUYER}M1"), natural_id("company", AWARDEE)
    add_contract(here.vault, company_name="La bonne fiche", company_siret=SISTER)
    done = merge_companies(here.vault, natural_id("company", SISTER), other)
    import_decp(here.vault, path, TODAY)
    undo_transaction(here.vault, done.transaction)
    import_decp(here.vault, path, TODAY)
    assert awardees(here, contract_id) == [(other, AwardeeRole.TITULAIRE)]


# --- between laptops


def exchange(*laptops: Laptop) -> None:
    """Have everybody send everything to everybody, until nobody learns anything."""
    for _round in range(2):
        for giver in laptops:
            for taker in laptops:
                if taker is not giver:
                    taker.take(giver.file())


def records(one: Laptop) -> dict[str, list[str]]:
    """Return every record; each laptop has its own moment of what both deleted."""
    rows, _words = derived(one.vault, rebuilt=True)
    return {
        kind: sorted(repr((*row[:-1], row[-1] is None)) for row in found)
        for kind, found in rows.items()
    }


def test_a_merger_reaches_the_other_laptop(here: Laptop, there: Laptop) -> None:
    two = two_files(here)
    exchange(here, there)
    merge_companies(here.vault, two.keep, two.other)
    exchange(here, there)
    assert not there.conflicts()
    assert get_company(there.vault, two.other, TODAY) == get_company(here.vault, two.keep, TODAY)


def test_the_same_merger_on_both_laptops_is_one(here: Laptop, there: Laptop) -> None:
    two = two_files(here)
    exchange(here, there)
    for one in (here, there):
        merge_companies(one.vault, two.keep, two.other)
    exchange(here, there)
    assert records(here) == records(there)
    found = get_company(there.vault, two.keep, TODAY)
    assert (len(found.contracts), len(found.sites), len(found.contacts)) == (2, 1, 1)
    assert awardees(there, two.other_contract) == [(two.keep, AwardeeRole.TITULAIRE)]


def test_what_a_colleague_added_meanwhile_is_in_the_kept_file(here: Laptop, there: Laptop) -> None:
    two = two_files(here)
    exchange(here, there)
    merge_companies(here.vault, two.keep, two.other)
    added = make_contact(there.vault, two.other, "Zoé Neuve", ContactRole.REFERENT)
    there.add(awardee_of(two.contract, two.other, AwardeeRole.SUBCONTRACTOR))
    exchange(here, there)
    for one in (here, there):
        found = get_company(one.vault, two.keep, TODAY)
        assert added in {person.person.id for person in found.contacts}
    assert get_company(here.vault, two.keep, TODAY) == get_company(there.vault, two.keep, TODAY)


def test_an_edit_of_the_file_merged_elsewhere_is_asked_about(here: Laptop, there: Laptop) -> None:
    two = two_files(here)
    exchange(here, there)
    merge_companies(here.vault, two.keep, two.other)
    update_company(there.vault, two.other, {"sector": "Peinture"})
    exchange(here, there)
    assert here.conflicts() == there.conflicts() == {(two.other, "deleted_at")}
    assert here.value("company", two.other, "sector") == "Peinture"


def test_mergers_both_ways_round_lose_nothing(here: Laptop, there: Laptop) -> None:
    two = two_files(here)
    exchange(here, there)
    merge_companies(here.vault, two.keep, two.other)
    merge_companies(there.vault, two.other, two.keep)
    exchange(here, there)
    disputed = {entity for entity, name in here.conflicts() if name == "deleted_at"}
    assert disputed == {two.keep, two.other}
    for one in (here, there):
        files = [get_company(one.vault, company, TODAY) for company in (two.keep, two.other)]
        assert {line.id for found in files for line in found.contracts} == {
            two.contract,
            two.other_contract,
        }
        assert {line.person.id for found in files for line in found.contacts} == {two.contact}


def test_a_file_about_one_contract_carries_who_took_its_company_over(
    here: Laptop, there: Laptop
) -> None:
    two = two_files(here)
    merge_companies(here.vault, two.keep, two.other)
    with reading_session(here.vault) as session:
        found = session.get(Contract, two.other_contract)
        assert found is not None
        scope = contract_scope(session, found)
        assert {two.keep, two.other} <= scope["company"]
        data = write_content(session, scope, here.profile)
    there.take(data)
    assert get_company(there.vault, two.other, TODAY).id == two.keep


def test_a_circle_of_mergers_has_the_same_end_everywhere(here: Laptop) -> None:
    two = two_files(here)
    here.edit("company", two.keep, merged_into_id=two.other, deleted_at=MOMENT)
    here.edit("company", two.other, merged_into_id=two.keep, deleted_at=MOMENT)
    with reading_session(here.vault) as session:
        ends = set()
        for one in (two.keep, two.other):
            company = session.get(Company, one)
            assert company is not None
            ends.add(survivor(session, company).id)
    assert ends == {min(two.keep, two.other)}
