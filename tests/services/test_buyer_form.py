"""The buyer's form handed out, taken in, completed, taken in again, on one laptop or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from csf_desktop.errors import FileNotWrittenError, NotFoundError, UnreadableFileError
from csf_desktop.exchange.buyer_form import read_form
from csf_desktop.models.base import Record
from csf_desktop.models.codes import DocumentKind, PathwayStatus
from csf_desktop.models.entities import (
    Company,
    Contact,
    Contract,
    Document,
    ExecutionPlace,
    Lot,
    Pathway,
    Site,
)
from csf_desktop.models.rules import HOUR
from csf_desktop.services.buyer_form import (
    FormLine,
    FormPreview,
    FormRecord,
    import_form,
    issue_form,
    prepare_form,
    preview_form,
)
from csf_desktop.services.company_merge import merge_companies
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.contracts import delete_contract, update_contract
from csf_desktop.services.documents import Recipient, issue_contract_sheet
from csf_desktop.services.exchange_import import import_exchange
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.identities import list_colleagues
from csf_desktop.services.imports import import_file, kind_of
from csf_desktop.services.organisations import (
    ContactDraft,
    add_contact,
    update_company,
    update_contact,
)
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import delete_pathway, update_pathway
from csf_desktop.services.reports import ImportReport
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault
from tests.helpers.buyer_forms import (
    ANSWERS,
    COMPANY_SIRET,
    NUMBER,
    OTHER_SIRET,
    SIRET,
    blank,
    fill,
)
from tests.helpers.exchange_vaults import two_tutors
from tests.helpers.vaults import TODAY, add_contract, bring_to, make_vault

V1 = Path(__file__).parents[1] / "data" / "forms" / "fiche-v1.pdf"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def returned(folder: Path, answers: Mapping[str, str], pdf: bytes | None = None) -> Path:
    """Return the path of a form filled in by the buyer."""
    path = folder / "fiche.pdf"
    path.write_bytes(fill(pdf or blank(), answers))
    return path


def take(vault: Vault, path: Path) -> ImportReport:
    return import_form(vault, path)


def contract_of(vault: Vault, report: ImportReport) -> ContractDetails:
    return get_contract(vault, report.changes.created)


def count(vault: Vault, record: type[Record]) -> int:
    with reading_session(vault) as session:
        query = select(func.count()).select_from(record).where(record.deleted_at.is_(None))
        return session.scalar(query) or 0


def line(preview: FormPreview, key: str) -> FormLine:
    return next(one for record in preview.records for one in record.lines if one.key == key)


def keys(preview: FormPreview) -> set[str]:
    return {one.key for record in preview.records for one in record.lines}


def record(preview: FormPreview, title: str) -> FormRecord:
    return next(one for one in preview.records if one.title.startswith(title))


# --- shown


def add_company(vault: Vault, name: str, siret: str) -> str:
    contract_id = add_contract(vault, company_name=name, company_siret=siret)
    return get_contract(vault, contract_id).awardees[0].company_id


def test_company_known_under_another_name_is_said_to_be(vault: Vault, tmp_path: Path) -> None:
    company_id = add_company(vault, "Peintures Dumont", COMPANY_SIRET)
    add_contact(vault, ContactDraft("loic pinceau", company_id=company_id))
    answers = ANSWERS | {"company_name": "Peintures Dumont SARL"}
    path = returned(tmp_path, {name: said for name, said in answers.items() if "phone" not in name})
    shown = preview_form(vault, path)
    company = record(shown, "Entreprise Peintures Dumont SARL")
    assert (company.outcome, company.known) == ("updated", "Peintures Dumont")
    assert record(shown, "Référent").lines == ()
    assert record(shown, "Référent").outcome == "unchanged"
    assert record(shown, "Responsable RH, Inès Rouleau").outcome == "created"
    found = contract_of(vault, take(vault, path))
    assert [one.company_id for one in found.awardees] == [company_id]
    assert count(vault, Company) == 1


def test_company_whose_file_was_merged_is_known_by_who_took_it_over(
    vault: Vault, tmp_path: Path
) -> None:
    gone = add_company(vault, "Peintures Dumont SARL", COMPANY_SIRET)
    kept = add_company(vault, "Peintures Dumont", "")
    merge_companies(vault, kept, gone)
    update_company(vault, kept, {"siret": ""})
    shown = preview_form(vault, returned(tmp_path, ANSWERS))
    assert record(shown, "Entreprise").known == "Peintures Dumont"


def test_new_company_and_new_buyer_are_not_known(vault: Vault, tmp_path: Path) -> None:
    shown = preview_form(vault, returned(tmp_path, ANSWERS))
    for title in ("Entreprise", "Acheteur"):
        assert (record(shown, title).outcome, record(shown, title).known) == ("created", "")


def test_known_buyer_of_a_new_contract_is_said_to_be(vault: Vault, tmp_path: Path) -> None:
    add_contract(vault, buyer_name="Rennes", buyer_siret=SIRET)
    shown = preview_form(vault, returned(tmp_path, ANSWERS))
    assert record(shown, "Acheteur").known == "Rennes"


# --- taken in


def test_whole_form_makes_the_contract_its_company_and_its_pathways(
    vault: Vault, tmp_path: Path
) -> None:
    report = take(vault, returned(tmp_path, ANSWERS))
    assert (report.kind, report.warnings) == ("form", ())
    found = contract_of(vault, report)
    assert found.reference == "M-2026-001"
    assert {
        "external_reference": "2026-0042",
        "external_uid": f"{SIRET}2026-0042",
        "source": "form",
        "status": "notified",
        "is_private": False,
        "object": "Peinture des écoles çà et là",
        "service": "Direction des bâtiments",
        "procedure": "Appel d'offres ouvert",
        "sector": "peinture",
        "cpv": "45442100-8",
        "amount_cents": 12_000_000,
        "published_on": date(2026, 9, 1),
        "notified_on": date(2026, 11, 3),
        "starts_on": date(2026, 12, 1),
        "ends_on": date(2027, 11, 30),
        "renewal_count": 2,
        "renewal_months": 12,
        "place": "Rennes",
        "place_code": "35000",
        "department": "35",
        "academie": "rennes",
        "volume_mode": "fixed",
        "clause_minutes": 900 * HOUR,
        "penalties": "50 € par jour ouvré\nde retard",
    }.items() <= found.fields.items()
    assert (found.buyer_name, found.buyer_siret) == ("Ville d’Exemple-sur-Œuvre", SIRET)
    assert [one.name for one in found.buyer_contacts] == ["Zoé Façade"]
    (awardee,) = found.awardees
    assert (awardee.name, awardee.siret, awardee.role) == (
        "Peintures de l’Ouest",
        COMPANY_SIRET,
        "titulaire",
    )
    assert {(one.name, one.role) for one in awardee.contacts} == {
        ("Loïc Pinceau", "referent"),
        ("Inès Rouleau", "human_resources"),
    }
    assert [(one.number, one.clause_minutes) for one in found.lots] == [
        ("1", 600 * HOUR),
        ("2", 300 * HOUR),
    ]
    assert [one.reference for one in found.pathways] == ["P-2026-001-01", "P-2026-001-02"]
    assert {one.status for one in found.pathways} == {"open"}
    first = get_pathway(vault, found.pathways[0].id, TODAY)
    assert first.fields["tasks"] == "Poncer\nPeindre"
    assert first.fields["conditions"] == "Repas\u00a0: Cantine\nConvient à un mineur"
    assert (
        first.fields["planned_minutes"]
        == 300 * HOUR
        == sum(week.planned_minutes for week in first.weeks)
    )
    assert first.company_tutor is not None
    assert first.company_tutor.name == "Loïc Pinceau"
    with reading_session(vault) as session:
        site = session.scalars(select(Site)).one()
        assert (site.name, site.commune, site.commune_code) == (
            "École Joséphine",
            "Saint-Malo",
            "35288",
        )
        place = session.scalars(select(ExecutionPlace)).one()
        assert (place.address, place.commune_code, place.academie) == (
            "École Joséphine",
            "35288",
            "rennes",
        )
        document = session.scalars(select(Document)).one()
        assert (document.document_kind, document.number) == (
            DocumentKind.BUYER_FORM_RETURNED,
            NUMBER,
        )


def test_half_filled_form_makes_what_it_can(vault: Vault, tmp_path: Path) -> None:
    report = take(
        vault,
        returned(
            tmp_path,
            {
                "contract_object": "Entretien",
                "contract_notified_on": "31/02/2026",
                "company_referent_phone": "02 99 00 00 00",
                "pathway_1_place": "Quelque part",
                "pathway_1_title": "Jardinier",
            },
        ),
    )
    found = contract_of(vault, report)
    assert (found.fields["object"], found.fields["notified_on"]) == ("Entretien", None)
    assert found.fields["status"] == "drafted"
    assert len(found.pathways) == 1
    said = "\n".join(report.warnings)
    assert "«\u00a031/02/2026\u00a0»" in said
    assert "Référent entreprise\u00a0: le nom manque" in said
    assert "sans entreprise, son lieu d’accueil n’est pas repris" in said


def test_blank_form_that_comes_back_blank_is_refused(vault: Vault, tmp_path: Path) -> None:
    for read in (preview_form, import_form):
        with pytest.raises(UnreadableFileError, match="aucune réponse n’y est remplie"):
            read(vault, returned(tmp_path, {}))
    assert count(vault, Contract) == 0


def test_form_of_the_first_version_comes_in(vault: Vault) -> None:
    assert kind_of(V1) == "form"
    found = contract_of(vault, import_file(vault, V1))
    assert found.fields["volume_mode"] == "per_order"
    assert found.fields["minutes_per_order"] == 30 * HOUR
    assert found.awardees[0].name == "Jardins du Nord"
    assert [one.title for one in found.pathways] == ["Aide-jardinier"]


def test_dates_that_cross_are_pointed_out_and_left(vault: Vault, tmp_path: Path) -> None:
    path = returned(tmp_path, ANSWERS | {"contract_ends_on": "01/01/2020"})
    report = take(vault, path)
    assert contract_of(vault, report).fields["ends_on"] is None
    assert "La date de fin précède la date de début" in "\n".join(report.warnings)


def test_answer_too_long_for_its_record_is_pointed_out_and_left(
    vault: Vault, tmp_path: Path
) -> None:
    path = returned(tmp_path, ANSWERS)
    path.write_bytes(fill(path.read_bytes(), {"contract_object": "é" * 400}))
    report = take(vault, path)
    assert contract_of(vault, report).fields["object"] == ""
    assert "Objet\u00a0: ce texte dépasse 300\u00a0caractères" in "\n".join(report.warnings)


def test_pathway_too_slow_to_end_comes_without_its_hours(vault: Vault, tmp_path: Path) -> None:
    answers = ANSWERS | {"pathway_1_hours": "9000", "pathway_1_week_hours": "1"}
    report = take(vault, returned(tmp_path, answers))
    assert contract_of(vault, report).pathways[0].planned_minutes == 0
    assert "plus de cinq ans" in "\n".join(report.warnings)


# --- the same form again


def test_same_file_twice_changes_nothing(vault: Vault, tmp_path: Path) -> None:
    path = returned(tmp_path, ANSWERS)
    take(vault, path)
    before = [count(vault, one) for one in (Contract, Company, Contact, Lot, Pathway, Document)]
    shown = preview_form(vault, path)
    assert shown.was_imported
    assert shown.changes_nothing
    again = take(vault, path)
    assert (again.created, again.updated) == (0, 0)
    assert again.changes.is_empty
    after = [count(vault, one) for one in (Contract, Company, Contact, Lot, Pathway, Document)]
    assert after == before


def test_form_filled_in_further_completes_the_contract(vault: Vault, tmp_path: Path) -> None:
    early = {"contract_object": "Peinture", "contract_published_on": "01/09/2026"}
    first = take(vault, returned(tmp_path, early))
    assert contract_of(vault, first).fields["status"] == "published"
    second = take(vault, returned(tmp_path, ANSWERS))
    assert second.changes.created == first.changes.created
    found = contract_of(vault, second)
    assert found.fields["object"] == "Peinture des écoles çà et là"
    assert found.fields["status"] == "notified"
    assert count(vault, Contract) == 1
    assert len(found.pathways) == 2


def test_correction_by_the_buyer_is_proposed_what_the_tutor_wrote_is_kept(
    vault: Vault, tmp_path: Path
) -> None:
    first = take(vault, returned(tmp_path, ANSWERS))
    update_contract(vault, first.changes.created, {"object": "Écoles, mon libellé"})
    path = returned(
        tmp_path, ANSWERS | {"contract_object": "Autre objet", "contract_amount": "150 000"}
    )
    shown = preview_form(vault, path)
    assert keys(shown) == {"contract_object", "contract_amount"}
    corrected, kept = line(shown, "contract_amount"), line(shown, "contract_object")
    assert (corrected.now, corrected.new, corrected.is_proposed) == (
        "120\u00a0000\u00a0€",
        "150\u00a0000\u00a0€",
        True,
    )
    assert (kept.now, kept.new, kept.is_proposed) == ("Écoles, mon libellé", "Autre objet", False)
    assert shown.proposed == {"contract_amount"}
    fields = contract_of(vault, take(vault, path)).fields
    assert (fields["object"], fields["amount_cents"]) == ("Écoles, mon libellé", 15_000_000)
    ticked = import_form(vault, path, {"contract_object"})
    assert contract_of(vault, ticked).fields["object"] == "Autre objet"


def test_empty_answers_erase_nothing(vault: Vault, tmp_path: Path) -> None:
    first = take(vault, returned(tmp_path, ANSWERS))
    before = contract_of(vault, first).fields
    few = {"buyer_siret": SIRET, "contract_number": "2026-0042"}
    assert preview_form(vault, returned(tmp_path, few)).changes_nothing
    take(vault, returned(tmp_path, few))
    assert contract_of(vault, first).fields == before


def test_same_blank_used_for_two_contracts_makes_two(vault: Vault, tmp_path: Path) -> None:
    first = take(vault, returned(tmp_path, ANSWERS))
    second = take(vault, returned(tmp_path, ANSWERS | {"contract_number": "2026-0043"}))
    assert first.changes.created != second.changes.created
    assert count(vault, Contract) == 2
    assert count(vault, Pathway) == 4
    assert count(vault, Company) == 1


def test_same_blank_without_siret_is_told_apart_by_its_number(vault: Vault, tmp_path: Path) -> None:
    def of(number: str) -> str:
        answers = {"buyer_name": "Commune", "contract_number": number, "contract_object": "A"}
        return take(vault, returned(tmp_path, answers)).changes.created

    one, two = of("1"), of("2")
    assert one != two
    assert of("1") == ""  # nothing new, nothing written
    assert count(vault, Contract) == 2


def test_two_laptops_make_the_same_records(tmp_path: Path) -> None:
    path = returned(tmp_path, ANSWERS)
    found = []
    for name in ("a", "b"):
        vault = make_vault(tmp_path / name)
        report = take(vault, path)
        with reading_session(vault) as session:
            kinds = (Contract, Company, Contact, Lot, ExecutionPlace, Pathway, Site)
            ids = {one.id for kind in kinds for one in session.scalars(select(kind))}
        found.append((report.changes.created, ids))
        vault.close()
    assert found[0] == found[1]


def test_two_laptops_that_took_the_form_in_agree_when_they_meet(tmp_path: Path) -> None:
    with two_tutors(tmp_path) as pair:
        pair.trust(pair.karim, pair.claire)
        pair.trust(pair.claire, pair.karim)
        path = returned(tmp_path, ANSWERS)
        contract_id = take(pair.karim, path).changes.created
        take(pair.claire, path)
        claire = next(one for one in list_colleagues(pair.karim) if one.is_trusted)
        to = [Recipient(claire.name, claire.certificate)]
        sheet = tmp_path / "marche.pdf"
        issue_contract_sheet(pair.karim, contract_id, recipients=to, out=sheet)
        report = import_exchange(pair.claire, sheet)
        assert report.conflicts == ()
        assert count(pair.claire, Contract) == 1
        found = get_contract(pair.claire, contract_id)
        assert [one.title for one in found.pathways] == ["Aide-peintre", "Accueil"]
        assert preview_form(pair.claire, path).changes_nothing


def test_import_is_undone_as_a_whole_and_can_be_done_again(vault: Vault, tmp_path: Path) -> None:
    path = returned(tmp_path, ANSWERS)
    first = take(vault, path)
    undo_transaction(vault, first.changes.transaction)
    records = (Contract, Contact, Lot, ExecutionPlace, Pathway, Document)
    assert [count(vault, one) for one in records] == [0] * len(records)
    again = take(vault, path)
    assert again.changes.created == first.changes.created
    found = contract_of(vault, again)
    assert [one.title for one in found.pathways] == ["Aide-peintre", "Accueil"]
    weeks = get_pathway(vault, found.pathways[0].id, TODAY).weeks
    assert sum(week.planned_minutes for week in weeks) == 300 * HOUR


# --- which contract


def test_form_made_for_a_contract_completes_it(vault: Vault, tmp_path: Path) -> None:
    contract_id = add_contract(vault)
    issued = issue_form(vault, contract_id)
    path = returned(tmp_path, {"contract_number": "77", "clause_penalties": "50 €"}, issued.pdf)
    shown = preview_form(vault, path)
    assert shown.contract_reference == "M-2026-001"
    assert shown.why == "la fiche a été préparée pour ce marché"
    assert keys(shown) == {"contract_number", "clause_penalties"}
    assert contract_of(vault, take(vault, path)).id == contract_id
    assert count(vault, Contract) == 1


def test_form_completes_the_contract_of_the_same_buyer_and_number(
    vault: Vault, tmp_path: Path
) -> None:
    contract_id = add_contract(
        vault, buyer_siret=SIRET, external_reference="2026-0042", object="Du tuteur"
    )
    shown = preview_form(vault, returned(tmp_path, ANSWERS))
    assert shown.why == "même SIRET d’acheteur et même numéro de marché"
    assert not line(shown, "contract_object").is_proposed
    assert contract_of(vault, take(vault, returned(tmp_path, ANSWERS))).id == contract_id


def test_form_of_a_contract_deleted_since_makes_its_own(vault: Vault, tmp_path: Path) -> None:
    contract_id = add_contract(vault)
    pdf = issue_form(vault, contract_id).pdf
    delete_contract(vault, contract_id)
    found = contract_of(vault, take(vault, returned(tmp_path, {"contract_number": "5"}, pdf)))
    assert found.id != contract_id
    assert found.fields["object"] == "Réhabilitation du lycée Jean-Moulin"


# --- organisations and people


def test_other_buyer_than_ours_is_shown_and_not_proposed(vault: Vault, tmp_path: Path) -> None:
    contract_id = add_contract(vault, buyer_siret=OTHER_SIRET)
    pdf = issue_form(vault, contract_id).pdf
    path = returned(tmp_path, {"buyer_siret": SIRET, "buyer_name": "Ville"}, pdf)
    asked = line(preview_form(vault, path), "buyer_siret")
    assert (asked.now, asked.is_proposed) == ("Région Hauts-de-France", False)
    take(vault, path)
    assert get_contract(vault, contract_id).buyer_siret == OTHER_SIRET
    import_form(vault, path, {"buyer_siret"})
    found = get_contract(vault, contract_id)
    assert (found.buyer_name, found.buyer_siret) == ("Ville", SIRET)


def test_siret_completes_the_buyer_of_the_same_name(vault: Vault, tmp_path: Path) -> None:
    contract_id = add_contract(vault)
    pdf = issue_form(vault, contract_id).pdf
    path = returned(tmp_path, {"buyer_siret": SIRET}, pdf)
    assert line(preview_form(vault, path), "buyer_siret").is_proposed
    take(vault, path)
    found = get_contract(vault, contract_id)
    assert (found.buyer_name, found.buyer_siret) == ("Région Hauts-de-France", SIRET)


def test_other_titulaire_is_added_beside_ours_only_if_ticked(vault: Vault, tmp_path: Path) -> None:
    contract_id = add_contract(vault)
    pdf = issue_form(vault, contract_id).pdf
    other = {"company_name": "Peintures de l’Ouest", "company_siret": COMPANY_SIRET}
    path = returned(tmp_path, other, pdf)
    asked = line(preview_form(vault, path), "company_siret")
    assert (asked.now, asked.is_proposed) == ("Bâtisseurs du Nord", False)
    assert take(vault, path).changes.is_empty
    import_form(vault, path, {"company_siret"})
    names = {one.name for one in get_contract(vault, contract_id).awardees}
    assert names == {"Bâtisseurs du Nord", "Peintures de l’Ouest"}


def test_contact_known_by_name_gets_what_was_missing(vault: Vault, tmp_path: Path) -> None:
    first = take(vault, returned(tmp_path, ANSWERS))
    more = {"company_referent_name": "LOIC PINCEAU", "company_referent_email": "loic@p.example"}
    report = take(vault, returned(tmp_path, ANSWERS | more))
    people = contract_of(vault, first).awardees[0].contacts
    assert [one.email for one in people if one.name == "Loïc Pinceau"] == ["loic@p.example"]
    assert (report.created, report.updated) == (0, 1)


def test_new_referent_is_added_and_the_former_one_stays(vault: Vault, tmp_path: Path) -> None:
    first = take(vault, returned(tmp_path, ANSWERS))
    take(vault, returned(tmp_path, ANSWERS | {"company_referent_name": "Maud Vernis"}))
    names = {one.name for one in contract_of(vault, first).awardees[0].contacts}
    assert names == {"Loïc Pinceau", "Inès Rouleau", "Maud Vernis"}


def test_one_person_and_one_place_named_everywhere_are_one(vault: Vault, tmp_path: Path) -> None:
    everywhere = {
        "buyer_contact_1_name": "Zoé Façade",
        "buyer_contact_2_name": "ZOE FAÇADE",
        "buyer_contact_2_phone": "02 99 00 00 09",
        "company_referent_name": "Loïc Pinceau",
        "company_hr_name": "Loic Pinceau",
    }
    take(vault, returned(tmp_path, ANSWERS | everywhere))
    assert count(vault, Contact) == 2
    same = {"place": "Atelier", "commune": "Rennes", "postal_code": "35000", "tutor": "Ada Chef"}
    pathways = {f"pathway_{rank}_{key}": said for rank in (1, 2) for key, said in same.items()}
    sites = count(vault, Site)
    take(vault, returned(tmp_path, ANSWERS | everywhere | pathways))
    assert (count(vault, Contact), count(vault, Site)) == (3, sites + 1)


def test_one_lot_and_one_place_said_twice_come_once(vault: Vault, tmp_path: Path) -> None:
    said = {
        "contract_object": "Peinture",
        "lot_1_number": "2",
        "lot_1_hours": "100",
        "lot_2_hours": "200",
        "place_1_commune": "Saint-Malo",
        "place_2_commune": "SAINT-MALO",
    }
    report = take(vault, returned(tmp_path, said))
    details = contract_of(vault, report)
    assert [(lot.number, lot.clause_minutes) for lot in details.lots] == [("2", 100 * HOUR)]
    assert len(details.places) == 1
    assert any("Lot 2\u00a0: la fiche donne deux fois" in one for one in report.warnings)


def test_contact_who_had_left_and_is_named_again_is_back(vault: Vault, tmp_path: Path) -> None:
    first = take(vault, returned(tmp_path, ANSWERS))
    (contact,) = contract_of(vault, first).buyer_contacts
    update_contact(vault, contact.id, {"until": date(2026, 11, 20)})
    take(vault, returned(tmp_path, ANSWERS))
    (contact,) = contract_of(vault, first).buyer_contacts
    assert contact.until is None


# --- pathways


def test_pathway_on_offer_follows_the_form(vault: Vault, tmp_path: Path) -> None:
    first = take(vault, returned(tmp_path, ANSWERS))
    pathway_id = contract_of(vault, first).pathways[0].id
    update_pathway(vault, pathway_id, {"title": "Peintre, mon intitulé"})
    later = ANSWERS | {
        "pathway_1_title": "Façadier",
        "pathway_1_hours": "150",
        "pathway_1_starts_on": "01/02/2027",
    }
    take(vault, returned(tmp_path, later))
    found = get_pathway(vault, pathway_id, TODAY)
    assert found.fields["title"] == "Peintre, mon intitulé"
    assert found.fields["starts_on"] == date(2027, 2, 1)
    assert found.fields["ends_on"] > date(2027, 2, 1)
    assert sum(week.planned_minutes for week in found.weeks) == 150 * HOUR


def test_pathway_that_has_a_young_person_is_left_as_it_is(vault: Vault, tmp_path: Path) -> None:
    first = take(vault, returned(tmp_path, ANSWERS))
    pathway_id = contract_of(vault, first).pathways[0].id
    bring_to(vault, pathway_id, PathwayStatus.MEETING)
    before = get_pathway(vault, pathway_id, TODAY).fields
    report = take(vault, returned(tmp_path, ANSWERS | {"pathway_1_title": "Autre"}))
    assert get_pathway(vault, pathway_id, TODAY).fields == before
    assert "P-2026-001-01 n’est plus à pourvoir" in "\n".join(report.warnings)


def test_pathway_deleted_here_is_not_made_again(vault: Vault, tmp_path: Path) -> None:
    path = returned(tmp_path, ANSWERS)
    first = take(vault, path)
    delete_pathway(vault, contract_of(vault, first).pathways[0].id)
    report = take(vault, path)
    assert [one.title for one in contract_of(vault, first).pathways] == ["Accueil"]
    assert "a été supprimé ici" in "\n".join(report.warnings)


# --- the preview


def test_preview_changes_nothing(vault: Vault, tmp_path: Path) -> None:
    shown = preview_form(vault, returned(tmp_path, ANSWERS))
    assert shown.contract_reference == ""
    assert keys(shown) == shown.proposed
    assert len(keys(shown)) == sum(len(one.lines) for one in shown.records)
    assert count(vault, Contract) == 0


def test_import_of_all_that_was_shown_leaves_nothing_to_show(vault: Vault, tmp_path: Path) -> None:
    add_contract(vault, buyer_siret=OTHER_SIRET, external_reference="2026-0042")
    path = returned(tmp_path, ANSWERS)
    import_form(vault, path, keys(preview_form(vault, path)))
    assert preview_form(vault, path).changes_nothing


def test_nothing_accepted_writes_nothing(vault: Vault, tmp_path: Path) -> None:
    report = import_form(vault, returned(tmp_path, ANSWERS), set())
    assert report.changes.is_empty
    assert count(vault, Contract) == 0


def test_unticked_answers_are_left_out(vault: Vault, tmp_path: Path) -> None:
    path = returned(tmp_path, ANSWERS)
    chosen = {"contract_object", "contract_number", "pathway_2_title"}
    found = contract_of(vault, import_form(vault, path, chosen))
    assert found.fields["cpv"] == ""
    assert (found.buyer_name, found.awardees, found.lots) == ("", (), ())
    assert [one.title for one in found.pathways] == ["Accueil"]


def test_another_file_in_the_place_of_the_one_shown_is_refused(
    vault: Vault, tmp_path: Path
) -> None:
    shown = preview_form(vault, returned(tmp_path, ANSWERS))
    path = returned(tmp_path, ANSWERS | {"contract_amount": "1"})
    with pytest.raises(UnreadableFileError, match="changé depuis l’aperçu"):
        import_form(vault, path, shown.proposed, expected_sha256=shown.sha256)
    assert count(vault, Contract) == 0


# --- handed out


def test_blank_form_leaves_no_trace_and_has_a_number_of_its_own(vault: Vault) -> None:
    one, two = issue_form(vault), issue_form(vault)
    assert one.number != two.number
    assert read_form(one.pdf).number == one.number
    assert one.file_name == f"fiche-de-recensement-{one.number}.pdf"
    assert one.changes.is_empty
    assert count(vault, Document) == 0


def test_form_of_a_contract_is_filled_in_and_journalled(vault: Vault, tmp_path: Path) -> None:
    contract_id = take(vault, returned(tmp_path, ANSWERS)).changes.created
    out = tmp_path / "a-remplir.pdf"
    issued = issue_form(vault, "M-2026-001", out=out)
    form = read_form(out.read_bytes())
    assert (form.contract_id, form.number, form.unreadable) == (contract_id, issued.number, ())
    expected = read_form(fill(blank(), ANSWERS)).values
    offered = {name for name in expected if name.startswith("pathway_")}
    assert form.values == {
        name: value for name, value in expected.items() if name not in offered
    } | {"lot_2_number": "2"}
    with reading_session(vault) as session:
        kinds = {one.number: one.document_kind for one in session.scalars(select(Document))}
    assert kinds[issued.number] == DocumentKind.BUYER_FORM
    assert preview_form(vault, out).changes_nothing


def test_our_note_stays_here(vault: Vault) -> None:
    contract_id = add_contract(vault, note="Appeler avant dix heures")
    assert "contract_note" not in read_form(issue_form(vault, contract_id).pdf).texts


def test_form_that_cannot_be_written_is_not_journalled(vault: Vault, tmp_path: Path) -> None:
    contract_id = add_contract(vault)
    with pytest.raises(FileNotWrittenError):
        issue_form(vault, contract_id, out=tmp_path / "absent" / "fiche.pdf")
    assert count(vault, Document) == 0


def test_unknown_contract_has_no_form(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        issue_form(vault, "M-2026-999")


def test_email_is_ready_for_the_people_of_the_buyer(vault: Vault, tmp_path: Path) -> None:
    take(vault, returned(tmp_path, ANSWERS))
    form = prepare_form(vault, "M-2026-001")
    assert form.mail.to == ("zoe@ville.example",)
    assert form.mail.subject == (
        "Marché 2026-0042\u00a0: fiche de recensement, clause sociale de formation"
    )
    assert "sans compte ni connexion" in form.mail.body
    assert "Karim Besson" in form.mail.body
    bare = prepare_form(vault)
    assert (bare.contract_reference, bare.mail.to) == ("", ())
    assert "une par marché" in bare.mail.body.replace("\u00a0", " ")
