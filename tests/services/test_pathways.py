"""Pathways: offered, reserved, taken through their course, their hours and what they led to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from csf_desktop.errors import ImpossibleStatusError, InvalidInputError, NotFoundError
from csf_desktop.models.codes import ContactResult, EventKind
from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.follow_ups import EventDraft, record_event
from csf_desktop.services.history import history_of, undo_transaction
from csf_desktop.services.organisations import ContactDraft, add_contact, update_contact
from csf_desktop.services.pathway_page import PathwayDetails, get_pathway
from csf_desktop.services.pathways import (
    advance,
    clear_week,
    delete_pathway,
    reserve,
    set_outcomes,
    set_week,
    update_pathway,
)
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    COURSE,
    TODAY,
    TUTOR,
    add_contract,
    add_pathway,
    add_person,
    bring_to,
    make_vault,
)

ENTRY = date(2027, 1, 4)  # a Monday


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


@pytest.fixture
def contract(vault: Vault) -> str:
    return add_contract(vault)


@pytest.fixture
def pathway(vault: Vault, contract: str) -> str:
    return add_pathway(vault, contract)


def page(vault: Vault, pathway_id: str) -> PathwayDetails:
    return get_pathway(vault, pathway_id, TODAY)


def plan(vault: Vault, pathway_id: str) -> dict[date, int]:
    return {week.monday: week.planned_minutes for week in page(vault, pathway_id).weeks}


def refused(vault: Vault, pathway_id: str, status: str, reason: str = "") -> str:
    """Try a step that must not be taken; return the sentence, the page being as it was."""
    before = page(vault, pathway_id)
    with pytest.raises(ImpossibleStatusError) as caught:
        advance(vault, pathway_id, status, TODAY, reason)
    assert page(vault, pathway_id) == before
    return str(caught.value)


# --- creation


def test_a_pathway_takes_what_the_clause_has_left(vault: Vault, contract: str) -> None:
    add_pathway(vault, contract, planned_minutes=600 * HOUR)
    second = add_pathway(vault, contract, planned_minutes=None)
    assert page(vault, second).fields["planned_minutes"] == 300 * HOUR
    third = add_pathway(vault, contract, planned_minutes=None)
    assert page(vault, third).fields["planned_minutes"] == 0
    assert get_contract(vault, contract).left_minutes == 0


def test_hours_of_a_lost_pathway_may_be_offered_again(vault: Vault, contract: str) -> None:
    lost = add_pathway(vault, contract, planned_minutes=900 * HOUR)
    advance(vault, lost, "lost", TODAY, "L’entreprise a fermé")
    again = add_pathway(vault, contract, planned_minutes=None)
    assert page(vault, again).fields["planned_minutes"] == 900 * HOUR


def test_a_new_pathway_is_on_offer_at_the_contract_s_company(vault: Vault, pathway: str) -> None:
    details = page(vault, pathway)
    assert details.fields["status"] == "open"
    assert details.company_name == "Bâtisseurs du Nord"
    assert details.fields["tutor_name"] == TUTOR
    (event,) = details.events
    assert (event.kind, event.status) == (EventKind.STATUS, "open")
    assert details.next.action == "first_contact"


def test_references_follow_the_contract_s(vault: Vault, contract: str) -> None:
    found = [page(vault, add_pathway(vault, contract)).reference for _ in range(3)]
    body = get_contract(vault, contract).reference.removeprefix("M-")
    assert found == [f"P-{body}-01", f"P-{body}-02", f"P-{body}-03"]
    other = add_contract(vault)
    assert page(vault, add_pathway(vault, other)).reference.endswith("-01")


def test_a_deleted_pathway_does_not_give_its_reference_again(vault: Vault, contract: str) -> None:
    first = add_pathway(vault, contract)
    delete_pathway(vault, first)
    assert page(vault, add_pathway(vault, contract)).reference.endswith("-02")
    with pytest.raises(NotFoundError):
        page(vault, first)


def test_creation_refuses_an_end_before_the_start(vault: Vault, contract: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        add_pathway(vault, contract, ends_on=date(2026, 12, 1))
    assert caught.value.field == "ends_on"
    assert get_contract(vault, contract).pathways == ()


def test_creation_of_an_unknown_contract_is_refused(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        add_pathway(vault, "018f0000-0000-7000-8000-000000000000")


# --- weeks


def test_weeks_are_planned_from_the_entry(vault: Vault, pathway: str) -> None:
    details = page(vault, pathway)
    assert [week.planned_minutes for week in details.weeks] == [35 * HOUR] * 8 + [20 * HOUR]
    assert details.weeks[0].monday == ENTRY
    assert details.fields["ends_on"] == date(2027, 3, 5)  # the Friday of the ninth week


def test_without_an_entry_nothing_is_planned(vault: Vault, contract: str) -> None:
    pathway = add_pathway(vault, contract, starts_on=None)
    assert plan(vault, pathway) == {}
    update_pathway(vault, pathway, {"starts_on": ENTRY})
    assert sum(plan(vault, pathway).values()) == 300 * HOUR


def test_planning_again_keeps_the_weeks_that_were_written(vault: Vault, pathway: str) -> None:
    set_week(vault, pathway, ENTRY, done_minutes=30 * HOUR)
    set_week(vault, pathway, ENTRY + timedelta(days=7), done_minutes=0)
    update_pathway(vault, pathway, {"planned_minutes": 140 * HOUR, "week_minutes": 28 * HOUR})
    weeks = page(vault, pathway).weeks
    assert [week.planned_minutes // HOUR for week in weeks] == [35, 35, 28, 28, 14]
    assert [week.done_minutes for week in weeks] == [30 * HOUR, 0, None, None, None]


def test_planning_fewer_hours_than_were_planned_and_done_leaves_those(
    vault: Vault, pathway: str
) -> None:
    set_week(vault, pathway, ENTRY, done_minutes=35 * HOUR)
    update_pathway(vault, pathway, {"planned_minutes": 10 * HOUR})
    assert plan(vault, pathway) == {ENTRY: 35 * HOUR}
    assert page(vault, pathway).done_minutes == 35 * HOUR


def test_a_later_entry_moves_every_free_week(vault: Vault, pathway: str) -> None:
    later = ENTRY + timedelta(days=14)
    update_pathway(vault, pathway, {"starts_on": later})
    weeks = plan(vault, pathway)
    assert min(weeks) == later
    assert sum(weeks.values()) == 300 * HOUR


def test_the_end_follows_a_plan_that_moves(vault: Vault, pathway: str) -> None:
    update_pathway(vault, pathway, {"starts_on": date(2027, 4, 5)})
    details = page(vault, pathway)
    assert details.fields["ends_on"] == details.weeks[-1].monday + timedelta(days=4)


def test_an_end_that_somebody_chose_is_kept(vault: Vault, pathway: str) -> None:
    update_pathway(vault, pathway, {"ends_on": date(2027, 6, 30)})
    update_pathway(vault, pathway, {"week_minutes": 28 * HOUR})
    assert page(vault, pathway).fields["ends_on"] == date(2027, 6, 30)


def test_hours_of_a_week_are_written_by_any_of_its_days(vault: Vault, pathway: str) -> None:
    set_week(vault, pathway, ENTRY + timedelta(days=3), done_minutes=21 * HOUR)
    assert page(vault, pathway).weeks[0].done_minutes == 21 * HOUR
    assert len(page(vault, pathway).weeks) == 9


def test_a_rhythm_that_would_take_years_is_refused(vault: Vault, pathway: str) -> None:
    before = page(vault, pathway)
    with pytest.raises(InvalidInputError) as caught:
        update_pathway(vault, pathway, {"week_minutes": 1})
    assert caught.value.field == "week_minutes"
    assert page(vault, pathway) == before


def test_more_done_than_planned_is_warned_not_refused(vault: Vault, pathway: str) -> None:
    set_week(vault, pathway, ENTRY, done_minutes=301 * HOUR)
    details = page(vault, pathway)
    assert details.done_minutes == 301 * HOUR
    assert "301\u00a0h réalisées pour 300\u00a0h prévues" in details.warnings[0]


def test_hours_written_by_mistake_are_taken_back(vault: Vault, pathway: str) -> None:
    set_week(vault, pathway, ENTRY, done_minutes=21 * HOUR)
    clear_week(vault, pathway, ENTRY)
    details = page(vault, pathway)
    assert details.weeks[0].done_minutes is None
    assert details.done_minutes == 0


@pytest.mark.parametrize("minutes", [-1, 10_001 * HOUR])
def test_impossible_hours_are_refused(vault: Vault, pathway: str, minutes: int) -> None:
    before = page(vault, pathway)
    with pytest.raises(InvalidInputError):
        set_week(vault, pathway, ENTRY, done_minutes=minutes)
    assert page(vault, pathway) == before


def test_a_long_pathway_owes_a_gratification_unless_one_is_planned(
    vault: Vault, contract: str
) -> None:
    pathway = add_pathway(vault, contract, planned_minutes=301 * HOUR)
    assert "gratification" in page(vault, pathway).warnings[0]
    update_pathway(vault, pathway, {"has_gratification": True})
    assert page(vault, pathway).warnings == ()


# --- reservation


def test_a_reservation_is_exclusive(vault: Vault, pathway: str) -> None:
    ines, paul = add_person(vault), add_person(vault, "Paul", "Dubois")
    reserve(vault, pathway, ines, TODAY)
    before = page(vault, pathway)
    with pytest.raises(ImpossibleStatusError, match="déjà réservé pour un autre jeune"):
        reserve(vault, pathway, paul, TODAY)
    assert page(vault, pathway) == before
    assert before.beneficiary is not None
    assert before.beneficiary.id == ines
    assert before.next.action == "send_profile"


def test_a_reservation_needs_somebody(vault: Vault, pathway: str) -> None:
    with pytest.raises(NotFoundError):
        reserve(vault, pathway, "018f0000-0000-7000-8000-000000000000", TODAY)
    assert "le jeune pour qui" in refused(vault, pathway, "reserved")


def test_release_gives_the_pathway_back(vault: Vault, pathway: str) -> None:
    bring_to(vault, pathway, "agreement")
    advance(vault, pathway, "open", TODAY, "Le jeune reprend ses études")
    details = page(vault, pathway)
    assert details.beneficiary is None
    assert details.fields["agreement_signed_on"] is None
    assert details.fields["reason"] == "Le jeune reprend ses études"
    reserve(vault, pathway, add_person(vault, "Paul", "Dubois"), TODAY)
    assert page(vault, pathway).fields["status"] == "reserved"


# --- course


def test_the_whole_course(vault: Vault, pathway: str) -> None:
    bring_to(vault, pathway, "review")
    set_outcomes(vault, pathway, {"employment"}, TODAY)
    advance(vault, pathway, "closed", TODAY)
    details = page(vault, pathway)
    assert [step.state for step in details.steps] == ["done"] * 8
    assert [step.day for step in details.steps] == [TODAY] * 8
    assert details.next.owner == ""
    assert len(details.events) == 8


@pytest.mark.parametrize("status", COURSE[:-1])
def test_a_step_cannot_be_skipped(vault: Vault, pathway: str, status: str) -> None:
    bring_to(vault, pathway, status)
    for target in COURSE[COURSE.index(status) + 2 :]:
        assert "ne peut pas suivre" in refused(vault, pathway, target)


def test_the_agreement_needs_hours_and_an_entry(vault: Vault, contract: str) -> None:
    pathway = add_pathway(vault, contract, planned_minutes=0, starts_on=None)
    bring_to(vault, pathway, "meeting")
    sentence = refused(vault, pathway, "agreement")
    assert "les heures prévues et la date d’entrée en entreprise" in sentence
    (agreement, *_) = page(vault, pathway).choices
    assert agreement.missing == ("les heures prévues", "la date d’entrée en entreprise")


def test_entering_the_agreement_dates_its_signature(vault: Vault, pathway: str) -> None:
    bring_to(vault, pathway, "meeting")
    advance(vault, pathway, "agreement", TODAY)
    assert page(vault, pathway).fields["agreement_signed_on"] == TODAY


def test_a_signature_that_was_written_is_kept(vault: Vault, pathway: str) -> None:
    bring_to(vault, pathway, "meeting")
    signed = TODAY - timedelta(days=3)
    update_pathway(vault, pathway, {"agreement_signed_on": signed})
    advance(vault, pathway, "agreement", TODAY)
    assert page(vault, pathway).fields["agreement_signed_on"] == signed


def test_the_agreement_is_signed_before_the_entry(vault: Vault, pathway: str) -> None:
    bring_to(vault, pathway, "agreement")
    update_pathway(vault, pathway, {"agreement_signed_on": None})
    assert "la date de signature" in refused(vault, pathway, "in_progress")
    update_pathway(vault, pathway, {"agreement_signed_on": ENTRY + timedelta(days=1)})
    assert "signée après l’entrée" in refused(vault, pathway, "in_progress")
    update_pathway(vault, pathway, {"agreement_signed_on": ENTRY})
    advance(vault, pathway, "in_progress", ENTRY)


def test_closing_needs_an_outcome(vault: Vault, pathway: str) -> None:
    bring_to(vault, pathway, "review")
    set_outcomes(vault, pathway, {"working_life"}, TODAY)
    assert "au moins une issue" in refused(vault, pathway, "closed")


@pytest.mark.parametrize(
    ("status", "side_exit"),
    [("reserved", "not_started"), ("profile_sent", "lost"), ("in_progress", "interrupted")],
)
def test_side_exits_need_a_reason(vault: Vault, pathway: str, status: str, side_exit: str) -> None:
    bring_to(vault, pathway, status)
    assert "le motif" in refused(vault, pathway, side_exit, "  ")
    advance(vault, pathway, side_exit, TODAY, "Entreprise injoignable")
    details = page(vault, pathway)
    assert details.fields["reason"] == "Entreprise injoignable"
    assert details.steps[-1].status == side_exit
    assert details.events[0].note == "Entreprise injoignable"


def test_not_started_frees_the_hours(vault: Vault, contract: str, pathway: str) -> None:
    bring_to(vault, pathway, "reserved")
    assert get_contract(vault, contract).left_minutes == 600 * HOUR
    advance(vault, pathway, "not_started", TODAY, "Parti en emploi")
    assert get_contract(vault, contract).left_minutes == 900 * HOUR


def test_an_unknown_status_is_refused(vault: Vault, pathway: str) -> None:
    with pytest.raises(InvalidInputError, match="n’existe pas"):
        advance(vault, pathway, "elsewhere", TODAY)


# --- interruption


def test_an_interruption_counts_the_weeks_that_had_begun(
    vault: Vault, contract: str, pathway: str
) -> None:
    bring_to(vault, pathway, "in_progress")
    set_week(vault, pathway, ENTRY, done_minutes=20 * HOUR)
    set_week(vault, pathway, ENTRY + timedelta(days=7), done_minutes=7 * HOUR)
    monday = ENTRY + timedelta(days=14)
    advance(vault, pathway, "interrupted", monday, "Absences répétées")
    details = page(vault, pathway)
    assert details.counted_minutes == 3 * 35 * HOUR
    assert details.done_minutes == 27 * HOUR
    balance = get_contract(vault, contract)
    assert balance.committed_minutes == 105 * HOUR
    assert balance.left_minutes == 795 * HOUR
    assert balance.done_minutes == 27 * HOUR


def test_an_interrupted_pathway_still_counts_so_once_closed(vault: Vault, pathway: str) -> None:
    bring_to(vault, pathway, "in_progress")
    advance(vault, pathway, "interrupted", ENTRY + timedelta(days=4), "Projet non conforme")
    set_outcomes(vault, pathway, {"interrupted_plan"}, TODAY)
    advance(vault, pathway, "closed", TODAY)
    assert page(vault, pathway).counted_minutes == 35 * HOUR


# --- outcomes


def test_outcomes_and_benefits_are_kept_apart(vault: Vault, pathway: str) -> None:
    set_outcomes(vault, pathway, {"career_plan", "apprenticeship", "orientation_found"}, TODAY)
    found = {(line.code, line.is_benefit) for line in page(vault, pathway).outcomes}
    assert found == {
        ("career_plan", False),
        ("apprenticeship", False),
        ("orientation_found", True),
    }


def test_an_outcome_taken_back_and_given_again_is_one_line(vault: Vault, pathway: str) -> None:
    for codes in ({"employment"}, set(), {"employment"}):
        set_outcomes(vault, pathway, codes, TODAY)
    (line,) = page(vault, pathway).outcomes
    assert line.code == "employment"


def test_the_same_outcomes_again_change_nothing(vault: Vault, pathway: str) -> None:
    set_outcomes(vault, pathway, {"employment"}, TODAY)
    assert set_outcomes(vault, pathway, {"employment"}, TODAY).is_empty


def test_an_unknown_outcome_is_refused(vault: Vault, pathway: str) -> None:
    with pytest.raises(InvalidInputError):
        set_outcomes(vault, pathway, {"employment", "fame"}, TODAY)
    assert page(vault, pathway).outcomes == ()


# --- the page, deletion, undo


def test_what_was_agreed_replaces_the_rule_until_the_next_step(vault: Vault, pathway: str) -> None:
    due = TODAY + timedelta(days=2)
    draft = EventDraft(
        pathway_id=pathway,
        result=ContactResult.REACHED,
        next_owner="company",
        next_label="Envoyer la fiche de poste",
        next_due=due,
        happened_at=datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
    )
    record_event(vault, draft)
    action = page(vault, pathway).next
    assert (action.owner, action.label, action.due) == ("company", "Envoyer la fiche de poste", due)
    bring_to(vault, pathway, "reserved", day=due)
    assert page(vault, pathway).next.action == "send_profile"


def test_the_page_lists_the_company_s_contacts_those_who_left_last(
    vault: Vault, pathway: str
) -> None:
    company = str(page(vault, pathway).fields["company_id"])
    gone = add_contact(vault, ContactDraft("Alain Zola", company_id=company)).created
    tutor = add_contact(vault, ContactDraft("Sophie Martin", company_id=company)).created
    update_contact(vault, gone, {"until": TODAY})
    update_pathway(vault, pathway, {"company_tutor_id": tutor})
    details = page(vault, pathway)
    assert [one.name for one in details.company_contacts] == ["Sophie Martin", "Alain Zola"]
    assert details.company_tutor == details.company_contacts[0]


def test_a_reserved_pathway_is_not_deleted(vault: Vault, pathway: str) -> None:
    bring_to(vault, pathway, "reserved")
    with pytest.raises(InvalidInputError, match="libérez-le"):
        delete_pathway(vault, pathway)
    assert page(vault, pathway).fields["status"] == "reserved"


def test_a_step_is_undone_as_a_whole(vault: Vault, pathway: str) -> None:
    before = page(vault, pathway)
    changes = reserve(vault, pathway, add_person(vault), TODAY)
    undo_transaction(vault, changes.transaction)
    after = page(vault, pathway)
    assert after.beneficiary is None
    assert (after.fields["status"], after.events) == ("open", before.events)


def test_the_history_says_what_changed(vault: Vault, pathway: str) -> None:
    update_pathway(vault, pathway, {"title": "Accueil"})
    line = history_of(vault, pathway)[0]
    assert (line.field, line.old, line.new) == ("title", "Aide peintre", "Accueil")
    assert line.label.startswith("Modification du parcours P-2026-")
