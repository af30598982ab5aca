"""« Ce contact est parti » : the history stays, what waited on the person is ours again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from csf_desktop.errors import ClashingPathwayError, InvalidInputError
from csf_desktop.models.codes import Actor, ContactResult, ContactRole, EventKind
from csf_desktop.services.company_page import CompanyDetails, get_company
from csf_desktop.services.departures import contact_left, name_successor
from csf_desktop.services.due_list import open_due
from csf_desktop.services.follow_ups import timeline
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.organisations import ContactDraft, suggest_companies, update_contact
from csf_desktop.services.pathway_page import PathwayDetails, get_pathway
from csf_desktop.services.pathways import advance, update_pathway
from csf_desktop.services.rows import DueRow, ListQuery
from csf_desktop.storage.vault import Vault
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
LEFT = TODAY - timedelta(days=3)
DUE = TODAY + timedelta(days=7)
SUCCESSOR = ContactDraft("Léa Roy", ContactRole.COMPANY_TUTOR, "02 99 11 22 33", "lea@bati.example")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def later() -> datetime:
    """Return a moment after all that is noted here, whatever the day these tests are run."""
    end = datetime.combine(TODAY, time(23, 59)).astimezone()
    return max(end, datetime.now().astimezone()) + timedelta(hours=1)


class Case:
    """A contract whose pathway has a company tutor, Marc Blanc, who answers for it."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.contract = make_contract(vault)
        self.pathway = make_pathway(vault, self.contract)
        self.company = suggest_companies(vault, "bati")[0].id
        self.marc = make_contact(vault, self.company, "Marc Blanc", ContactRole.COMPANY_TUTOR)
        update_pathway(
            vault, self.pathway, {"company_id": self.company, "company_tutor_id": self.marc}
        )

    def details(self) -> PathwayDetails:
        return get_pathway(self.vault, self.pathway, TODAY)

    def file(self) -> CompanyDetails:
        return get_company(self.vault, self.company, TODAY)

    def due(self) -> dict[str, DueRow]:
        """Return what « À faire » shows, by the id of its subject."""
        return {row.id: row for row in open_due(self.vault, ListQuery(TODAY)).rows}

    def agree(self, label: str, **values: object) -> None:
        """Note an exchange with Marc Blanc in which the company agreed to do something."""
        asked = {
            "pathway_id": self.pathway,
            "contact_id": self.marc,
            "next_owner": Actor.COMPANY,
            "next_label": label,
            "next_due": TODAY + timedelta(days=2),
        }
        note_event(self.vault, **{**asked, **values})


@pytest.fixture
def case(vault: Vault) -> Case:
    return Case(vault)


def test_the_successor_takes_the_place_and_is_to_be_reached(case: Case) -> None:
    case.agree("Renvoyer la convention")
    lea = contact_left(case.vault, case.marc, LEFT, SUCCESSOR, TODAY).created
    row = case.due()[case.pathway]
    assert row.next.label == f"Joindre Léa Roy{NB}: reprendre «{NB}Renvoyer la convention{NB}»"
    assert (row.next.owner, row.next.due) == (Actor.TUTOR, DUE)
    assert case.details().fields["company_tutor_id"] == lea
    present, (past,) = case.file().present(TODAY), case.file().past(TODAY)
    assert [one.person.name for one in present] == ["Léa Roy"]
    assert (past.person.name, past.person.until, past.successor) == ("Marc Blanc", LEFT, "Léa Roy")
    assert present[0].person.since == LEFT


def test_the_note_is_in_the_timeline_under_the_name_of_who_left(case: Case) -> None:
    contact_left(case.vault, case.marc, LEFT, SUCCESSOR, TODAY)
    note = timeline(case.vault, case.pathway)[0]
    assert (note.kind, note.result) == (EventKind.NOTE, ContactResult.CONTACT_GONE)
    assert (note.contact_id, note.counterpart) == (case.marc, "Marc Blanc")


def test_without_a_successor_the_tutor_has_to_find_one(case: Case) -> None:
    contact_left(case.vault, case.marc, LEFT, None, TODAY)
    row = case.due()[case.pathway]
    assert row.next.label == (
        f"Trouver qui remplace Marc Blanc, pour reprendre «{NB}Joindre l’entreprise{NB}»"
    )
    assert (row.next.owner, row.next.due) == (Actor.TUTOR, DUE)
    assert case.details().company_tutor is None


def test_naming_the_successor_later_closes_the_search(case: Case) -> None:
    case.agree("Renvoyer la convention")
    contact_left(case.vault, case.marc, LEFT, None, TODAY)
    lea = name_successor(case.vault, case.marc, SUCCESSOR, TODAY).created
    row = case.due()[case.pathway]
    assert row.next.label == f"Joindre Léa Roy{NB}: reprendre «{NB}Renvoyer la convention{NB}»"
    assert case.details().fields["company_tutor_id"] == lea
    note_event(case.vault, pathway_id=case.pathway, contact_id=lea, happened_at=later())
    assert "Joindre Léa" not in case.due()[case.pathway].next.label


def test_a_tutor_chosen_since_is_not_replaced(case: Case) -> None:
    contact_left(case.vault, case.marc, LEFT, None, TODAY)
    other = make_contact(case.vault, case.company, "Ana Vidal", ContactRole.COMPANY_TUTOR)
    update_pathway(case.vault, case.pathway, {"company_tutor_id": other})
    name_successor(case.vault, case.marc, SUCCESSOR, TODAY)
    assert case.details().fields["company_tutor_id"] == other


def test_a_successor_who_leaves_in_turn_hands_the_same_thing_over(case: Case) -> None:
    update_pathway(case.vault, case.pathway, {"company_tutor_id": None})
    case.agree("Renvoyer la convention")
    lea = contact_left(case.vault, case.marc, LEFT, SUCCESSOR, TODAY).created
    contact_left(case.vault, lea, TODAY, ContactDraft("Paul Petit"), TODAY)
    said = case.due()[case.pathway].next.label
    assert said == f"Joindre Paul Petit{NB}: reprendre «{NB}Renvoyer la convention{NB}»"


def test_what_the_contract_waited_for_is_ours_again(case: Case) -> None:
    case.agree("Envoyer les fiches de poste", pathway_id=None, contract_id=case.contract)
    contact_left(case.vault, case.marc, LEFT, SUCCESSOR, TODAY)
    row = case.due()[case.contract]
    assert row.next.label == (
        f"Joindre Léa Roy{NB}: reprendre «{NB}Envoyer les fiches de poste{NB}»"
    )


def test_a_pathway_that_waited_on_somebody_else_is_left_alone(case: Case) -> None:
    update_pathway(case.vault, case.pathway, {"company_tutor_id": None})
    case.agree("Renvoyer la convention")
    other = make_contact(case.vault, case.company, "Ana Vidal", ContactRole.HUMAN_RESOURCES)
    case.agree("Signer", contact_id=other)
    before = case.due()[case.pathway]
    contact_left(case.vault, case.marc, LEFT, None, TODAY)
    assert case.due()[case.pathway] == before


def test_a_pathway_that_is_over_keeps_its_tutor(case: Case) -> None:
    advance(case.vault, case.pathway, "lost", TODAY, "Marché résilié")
    contact_left(case.vault, case.marc, LEFT, SUCCESSOR, TODAY)
    assert case.details().fields["company_tutor_id"] == case.marc
    assert case.details().next.owner == ""


def test_somebody_who_is_there_already_may_succeed(case: Case) -> None:
    ana = make_contact(case.vault, case.company, "Ana Vidal", ContactRole.REFERENT)
    named = contact_left(case.vault, case.marc, LEFT, ContactDraft("ana VIDAL"), TODAY).created
    assert named == ana
    (present,) = case.file().present(TODAY)
    assert (present.person.name, present.person.role) == ("Ana Vidal", ContactRole.REFERENT)


def test_one_undo_takes_all_of_it_back(case: Case) -> None:
    case.agree("Renvoyer la convention")
    before, shown = case.due(), case.file()
    done = contact_left(case.vault, case.marc, LEFT, SUCCESSOR, TODAY)
    undo_transaction(case.vault, done.transaction)
    assert case.due() == before
    assert case.file() == shown
    assert case.details().fields["company_tutor_id"] == case.marc


def test_undoing_the_name_of_the_successor_asks_for_one_again(case: Case) -> None:
    contact_left(case.vault, case.marc, LEFT, None, TODAY)
    before = case.due()
    done = name_successor(case.vault, case.marc, SUCCESSOR, TODAY)
    undo_transaction(case.vault, done.transaction)
    assert case.due() == before


def test_a_successor_is_named_and_only_after_a_departure(case: Case) -> None:
    with pytest.raises(InvalidInputError, match="toujours là"):
        name_successor(case.vault, case.marc, SUCCESSOR, TODAY)
    with pytest.raises(InvalidInputError) as caught:
        contact_left(case.vault, case.marc, LEFT, ContactDraft("  "), TODAY)
    assert caught.value.field == "name"
    with pytest.raises(InvalidInputError) as caught:
        contact_left(case.vault, case.marc, date(1200, 1, 1), None, TODAY)
    assert caught.value.field == "until"
    assert case.file().present(TODAY)[0].person.until is None


def test_a_successor_never_has_two_young_people_at_once(case: Case) -> None:
    ana = make_contact(case.vault, case.company, "Ana Vidal", ContactRole.COMPANY_TUTOR)
    other = make_pathway(case.vault, case.contract, "Accueil")
    dates = {
        "company_id": case.company,
        "starts_on": date(2026, 12, 1),
        "ends_on": date(2026, 12, 31),
    }
    update_pathway(case.vault, other, {**dates, "company_tutor_id": ana})
    update_pathway(case.vault, case.pathway, dates)
    bring_to(case.vault, other, "agreement")
    bring_to(case.vault, case.pathway, "agreement", add_person(case.vault, "Léo", "Marin"))
    with pytest.raises(ClashingPathwayError):
        contact_left(case.vault, case.marc, LEFT, ContactDraft("Ana Vidal"), TODAY)
    assert case.details().fields["company_tutor_id"] == case.marc


def test_nobody_leaves_before_they_came(case: Case) -> None:
    update_contact(case.vault, case.marc, {"since": TODAY})
    with pytest.raises(InvalidInputError, match="précède l’arrivée de Marc Blanc") as caught:
        contact_left(case.vault, case.marc, TODAY - timedelta(days=1), None, TODAY)
    assert caught.value.field == "until"
    assert case.details().fields["company_tutor_id"] == case.marc
