"""The file of a company: what belongs to it, the exchanges with it, its sites, its hand-over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from csf_desktop.errors import FileNotWrittenError, InvalidInputError, NotFoundError
from csf_desktop.models.codes import (
    Actor,
    AwardeeRole,
    Channel,
    ContactResult,
    ContactRole,
    Direction,
)
from csf_desktop.models.responsiveness import NOT_ENOUGH
from csf_desktop.services.company_document import issue_company_handover, points_of, welcome_words
from csf_desktop.services.company_edit import add_site, remove_site, update_site
from csf_desktop.services.company_merge import merge_companies
from csf_desktop.services.company_page import CompanyDetails, get_company
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import LotDraft, add_lot
from csf_desktop.services.contracts import add_awardee
from csf_desktop.services.departures import contact_left
from csf_desktop.services.due_list import open_due
from csf_desktop.services.follow_up_page import get_follow_up
from csf_desktop.services.follow_ups import delete_event
from csf_desktop.services.organisations import company_for, suggest_companies, update_company
from csf_desktop.services.pathway_list import open_pathways
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import update_pathway
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.verification import verify_file
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault
from tests.helpers.exchange_vaults import Pair, two_tutors
from tests.helpers.vaults import (
    TODAY,
    add_person,
    bring_to,
    make_contact,
    make_contract,
    make_pathway,
    make_vault,
    note_event,
)

NB = "\u00a0"
SIRET = "55204599900869"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def company_named(vault: Vault, name: str) -> str:
    return suggest_companies(vault, name)[0].id


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 10, tzinfo=UTC)


def file_of(vault: Vault, name: str = "bati") -> CompanyDetails:
    return get_company(vault, company_named(vault, name), TODAY)


def test_a_company_with_its_contracts_and_lots(vault: Vault) -> None:
    first = make_contract(vault)
    company = company_named(vault, "bati")
    second = make_contract(vault, "Toiture", company="Le Goff")
    add_awardee(vault, second, "Bâti Ouest", "", AwardeeRole.SUBCONTRACTOR)
    add_lot(vault, first, LotDraft(number="2", title="Peinture", company_id=company))
    found = file_of(vault)
    assert [(line.id, line.role, line.lots) for line in found.contracts] == [
        (second, AwardeeRole.SUBCONTRACTOR, ()),
        (first, AwardeeRole.TITULAIRE, ("lot 2, Peinture",)),
    ]
    assert found.contracts[1].owed_minutes == found.contracts[1].unplaced_minutes == 300 * 60


def test_a_pathway_hosted_by_a_subcontractor_is_in_both_files(vault: Vault) -> None:
    contract = make_contract(vault)
    add_awardee(vault, contract, "Le Goff", "", AwardeeRole.SUBCONTRACTOR)
    host = company_named(vault, "goff")
    hosted, own = make_pathway(vault, contract), make_pathway(vault, contract, "Accueil")
    update_pathway(vault, hosted, {"company_id": host})
    update_pathway(vault, own, {"company_id": company_named(vault, "bati")})
    titulaire, subcontractor = file_of(vault), get_company(vault, host, TODAY)
    assert [(one.row.id, one.is_hosted) for one in titulaire.pathways] == [
        (own, True),
        (hosted, False),
    ]
    said = f"accueil chez Le Goff, sous-traitant{NB}; Bâti Ouest reste responsable"
    assert welcome_words(titulaire.pathways[1]) == said
    mine = {one.row.id: one for one in subcontractor.pathways}
    assert mine[hosted].is_hosted
    assert welcome_words(titulaire.pathways[0]) == "accueil chez Bâti Ouest"


def test_exchanges_are_those_of_its_people_wherever_they_were_noted(vault: Vault) -> None:
    contract = make_contract(vault)
    add_awardee(vault, contract, "Le Goff", "", AwardeeRole.SUBCONTRACTOR)
    company, other = company_named(vault, "bati"), company_named(vault, "goff")
    pathway = make_pathway(vault, contract)
    update_pathway(vault, pathway, {"company_id": company})
    mine = make_contact(vault, company, "Marc Blanc", ContactRole.REFERENT)
    theirs = make_contact(vault, other, "Zoé Petit", ContactRole.REFERENT)
    exchanges: dict[str, dict[str, object]] = {
        "au parcours": {"pathway_id": pathway},
        "au marché": {"contract_id": contract, "contact_id": mine},
        "à l’entreprise": {"company_id": company},
        "avec l’autre": {"pathway_id": pathway, "contact_id": theirs},
        "avec l’acheteur": {"pathway_id": pathway, "actor": Actor.BUYER},
    }
    for note, values in exchanges.items():
        note_event(vault, note=note, **values)
    notes = {event.note for event in get_company(vault, company, TODAY).events}
    assert notes == {"au parcours", "au marché", "à l’entreprise"}
    notes = {event.note for event in get_company(vault, other, TODAY).events}
    assert "avec l’autre" in notes
    assert "au parcours" not in notes


def test_responsiveness_comes_from_the_exchanges(vault: Vault) -> None:
    contract = make_contract(vault)
    assert file_of(vault).pace == NOT_ENOUGH
    exchanges: dict[int, dict[str, object]] = {
        2: {"result": ContactResult.MESSAGE_LEFT},
        4: {"result": ContactResult.NO_ANSWER},
        8: {"direction": Direction.INCOMING, "channel": Channel.EMAIL},
        10: {"result": ContactResult.NO_ANSWER},
        12: {"result": ContactResult.REACHED},
        16: {"channel": Channel.MEETING, "result": ContactResult.REACHED},
        20: {"result": ContactResult.MESSAGE_LEFT},
    }
    for day, values in exchanges.items():
        note_event(vault, contract_id=contract, happened_at=at(day), **values)
    found = file_of(vault)
    assert found.pace == (
        f"répond en 4{NB}jours (médiane de 2{NB}échanges), 1{NB}relance, 1{NB}rencontre tenue sur 1"
    )
    assert found.responsiveness.waiting_since == date(2026, 11, 20)


def test_what_waits_is_told_earliest_first_even_what_was_agreed_with_the_company(
    vault: Vault,
) -> None:
    contract = make_contract(vault)
    company = company_named(vault, "bati")
    pathway = make_pathway(vault, contract)
    note_event(
        vault,
        company_id=company,
        next_owner=Actor.COMPANY,
        next_label="Renvoyer la plaquette",
        next_due=TODAY,
    )
    found = get_company(vault, company, TODAY).waiting
    assert (found[0].kind, found[0].next.label) == ("company", "Renvoyer la plaquette")
    assert {(line.kind, line.id) for line in found[1:]} == {
        ("pathway", pathway),
        ("contract", contract),
    }
    page = get_follow_up(vault, "company", company, TODAY)
    assert (page.title, page.people[0].name) == ("Bâti Ouest", "Bâti Ouest")
    assert [event.next_label for event in page.events] == ["Renvoyer la plaquette"]


def test_whoever_talks_to_a_company_has_reached_it_for_its_contracts(vault: Vault) -> None:
    contract = make_contract(vault, notified_on=TODAY - timedelta(days=20))
    company = company_named(vault, "bati")
    assert "uncontacted" in [alert.code for alert in get_contract(vault, contract).alerts]
    event = note_event(vault, company_id=company)
    assert "uncontacted" not in [alert.code for alert in get_contract(vault, contract).alerts]
    delete_event(vault, event)
    assert "uncontacted" in [alert.code for alert in get_contract(vault, contract).alerts]


def test_sites_of_a_company(vault: Vault) -> None:
    make_contract(vault)
    company = company_named(vault, "bati")
    site = add_site(vault, company, {"name": "Dépôt", "commune": "Rennes"}).created
    update_site(vault, site, {"address": "3 rue des Landes"})
    (line,) = file_of(vault).sites
    assert (line.name, line.address, line.commune) == ("Dépôt", "3 rue des Landes", "Rennes")
    with pytest.raises(InvalidInputError):
        add_site(vault, company, {"name": " "})
    with pytest.raises(InvalidInputError):
        update_site(vault, site, {"name": "", "address": "", "commune": ""})
    remove_site(vault, site)
    assert file_of(vault).sites == ()


def test_a_company_known_by_a_number_alone_shows_it_everywhere(vault: Vault) -> None:
    contract = make_contract(vault, company="")
    with UnitOfWork(vault, "") as work:
        made = company_for(work.session, "", "", "BE0123456789")
        assert made is not None
        work.commit()
    pathway = make_pathway(vault, contract)
    update_pathway(vault, pathway, {"company_id": made.id})
    (row,) = open_pathways(vault, ListQuery(TODAY)).rows
    assert row.company == "BE0123456789"
    assert get_pathway(vault, pathway, TODAY).company_name == "BE0123456789"
    assert get_follow_up(vault, "pathway", pathway, TODAY).company == "BE0123456789"
    due = {line.id: line for line in open_due(vault, ListQuery(TODAY)).rows}
    assert due[pathway].company == "BE0123456789"
    assert get_company(vault, made.id, TODAY).known_as == "BE0123456789"
    assert open_pathways(vault, ListQuery(TODAY, search="be0123")).count == 1


def test_a_company_that_is_not_there(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        get_company(vault, "nobody", TODAY)


def test_points_that_must_not_be_missed(vault: Vault) -> None:
    contract = make_contract(vault)
    company = company_named(vault, "bati")
    marc = make_contact(vault, company, "Marc Blanc", ContactRole.REFERENT)
    note_event(vault, contract_id=contract, happened_at=at(14), result=ContactResult.MESSAGE_LEFT)
    contact_left(vault, marc, TODAY - timedelta(days=1), None, TODAY)
    make_contract(vault, "Toiture", company="BATI-OUEST SARL")
    points = "\n".join(points_of(get_company(vault, company, TODAY), TODAY))
    assert f"Sans réponse de l’entreprise depuis 10{NB}jours." in points
    assert "Plus personne à joindre" in points
    assert "Marc Blanc est parti, son successeur n’est pas connu." in points
    assert "Une autre fiche ressemble à celle-ci" in points
    later = TODAY + timedelta(days=300)
    assert "En retard" in "\n".join(points_of(get_company(vault, company, later), later))
    assert f"64{NB}jours avec 300{NB}h sans jeune" in "\n".join(
        points_of(get_company(vault, company, later), date(2027, 8, 29))
    )


# --- the hand-over sheet


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with two_tutors(tmp_path) as made:
        yield made


def text_of(pdf: bytes) -> str:
    reader = pypdf.PdfReader(BytesIO(pdf))
    return "\n".join(page.extract_text() for page in reader.pages).replace(NB, " ")


def prepared(vault: Vault) -> str:
    """Fill a vault with a company; return its id."""
    contract = make_contract(vault)
    company = company_named(vault, "bati")
    update_company(vault, company, {"siret": SIRET, "phone": "0299001122"})
    pathway = make_pathway(vault, contract)
    update_pathway(vault, pathway, {"company_id": company})
    bring_to(vault, pathway, "reserved", add_person(vault))
    marc = make_contact(vault, company, "Marc Blanc", ContactRole.COMPANY_TUTOR)
    note_event(vault, pathway_id=pathway, contact_id=marc, note="Benali commence lundi")
    contact_left(vault, marc, TODAY, None, TODAY)
    return company


def test_the_hand_over_sheet_is_signed_and_shows_initials(pair: Pair, tmp_path: Path) -> None:
    company = prepared(pair.karim)
    out = tmp_path / "passation.pdf"
    document = issue_company_handover(pair.karim, company, out=out)
    assert out.read_bytes() == document.pdf
    assert (document.number, document.file_name) == (
        "Fiche de passation Bâti Ouest",
        "fiche-de-passation-bati-ouest.pdf",
    )
    assert verify_file(pair.karim, out).status == "valid"
    said = text_of(document.pdf)
    for words in ("Fiche de passation", "Bâti Ouest", "Marc Blanc", "P-2026-001-01", "M-2026-001"):
        assert words in said
    assert "Benali" not in said
    assert "I. B." in said


def test_names_are_shown_when_asked_for(pair: Pair) -> None:
    document = issue_company_handover(pair.karim, prepared(pair.karim), show_names=True)
    assert "Inès Benali" in text_of(document.pdf)


def test_a_company_is_named_by_its_siret_or_its_name(pair: Pair) -> None:
    company = prepared(pair.karim)
    for named in (company, SIRET, "552 045 999 00869", "bâti ouest", " BATI OUEST "):
        assert "Bâti Ouest" in text_of(issue_company_handover(pair.karim, named).pdf)
    with pytest.raises(NotFoundError):
        issue_company_handover(pair.karim, "Personne")
    with UnitOfWork(pair.karim, "") as work:
        company_for(work.session, "21350238800019", "Bâti Ouest")
        work.commit()
    with pytest.raises(InvalidInputError, match="précisez le SIRET"):
        issue_company_handover(pair.karim, "Bâti Ouest")


def test_a_merged_company_gives_the_sheet_of_the_one_that_took_it_over(pair: Pair) -> None:
    company = prepared(pair.karim)
    make_contract(pair.karim, "Toiture", company="Le Goff")
    kept = company_named(pair.karim, "goff")
    merge_companies(pair.karim, kept, company)
    assert issue_company_handover(pair.karim, SIRET).number == "Fiche de passation Le Goff"


def test_a_sheet_that_cannot_be_written_leaves_no_trace(pair: Pair, tmp_path: Path) -> None:
    company = prepared(pair.karim)
    before = get_follow_up(pair.karim, "company", company, TODAY)
    with pytest.raises(FileNotWrittenError):
        issue_company_handover(pair.karim, company, out=tmp_path / "absent" / "fiche.pdf")
    after = get_follow_up(pair.karim, "company", company, TODAY)
    assert replace(after, events=()) == replace(before, events=())
    assert after.events == before.events
