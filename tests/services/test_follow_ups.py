"""The timeline, new exchanges and their corrections, and what they make due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.models.codes import (
    ActionCode,
    Actor,
    Channel,
    ContactResult,
    EventKind,
    PathwayStatus,
)
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contracts import set_contract_status
from csf_desktop.services.follow_up_page import get_follow_up
from csf_desktop.services.follow_ups import (
    EventDraft,
    delete_event,
    get_event,
    record_event,
    timeline,
    update_event,
)
from csf_desktop.services.history import history_of, undo_transaction
from csf_desktop.services.pathways import advance, reserve, update_pathway
from csf_desktop.services.rows import NextAction
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    TODAY,
    bring_to,
    make_contract,
    make_pathway,
    make_person,
    make_vault,
    note_event,
)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault."""
    with make_vault(tmp_path) as made:
        yield made


@pytest.fixture
def contract_id(vault: Vault) -> str:
    """A contract notified on 2 November."""
    return make_contract(vault)


@pytest.fixture
def pathway_id(vault: Vault, contract_id: str) -> str:
    """A pathway put on offer on 3 November."""
    return make_pathway(vault, contract_id, since=date(2026, 11, 3))


def at(day: date, hour: int = 10) -> datetime:
    """Return an hour of a day, on this machine's clock."""
    return datetime(day.year, day.month, day.day, hour).astimezone()


def next_of(vault: Vault, pathway_id: str) -> NextAction:
    """Return the next action of a pathway as the screens read it."""
    return get_follow_up(vault, "pathway", pathway_id, TODAY).next


def send_profile(vault: Vault, pathway_id: str, day: date) -> None:
    """Take a pathway on offer to « profile sent » on a day."""
    reserve(vault, pathway_id, make_person(vault), day)
    advance(vault, pathway_id, PathwayStatus.PROFILE_SENT, day)


# --- what an exchange makes due


def test_without_any_exchange_the_rule_says_what_is_next(vault: Vault, pathway_id: str) -> None:
    action = next_of(vault, pathway_id)
    assert (action.owner, action.action) == (Actor.TUTOR, ActionCode.FIRST_CONTACT)
    assert action.due == date(2026, 11, 18)  # fifteen days


def test_the_action_agreed_replaces_the_rule(vault: Vault, pathway_id: str) -> None:
    note_event(
        vault,
        pathway_id=pathway_id,
        happened_at=at(date(2026, 11, 10)),
        next_owner=Actor.COMPANY,
        next_label="Confirmer la date",
        next_due=date(2026, 11, 30),
    )
    action = next_of(vault, pathway_id)
    assert (action.owner, action.label) == (Actor.COMPANY, "Confirmer la date")
    assert (action.due, action.since) == (date(2026, 11, 30), date(2026, 11, 10))


def test_the_latest_action_agreed_wins_whatever_the_order_of_typing(
    vault: Vault, pathway_id: str
) -> None:
    for day, words in ((date(2026, 11, 12), "Relancer"), (date(2026, 11, 10), "Rappeler")):
        note_event(
            vault,
            pathway_id=pathway_id,
            happened_at=at(day),
            next_owner=Actor.TUTOR,
            next_label=words,
        )
    assert next_of(vault, pathway_id).label == "Relancer"


@pytest.mark.parametrize(
    ("owner", "reached", "result", "is_done"),
    [
        (Actor.TUTOR, Actor.COMPANY, ContactResult.NO_ANSWER, True),
        (Actor.COORDINATOR, Actor.BUYER, ContactResult.REACHED, True),
        (Actor.COMPANY, Actor.COMPANY, ContactResult.AGREED, True),
        (Actor.COMPANY, Actor.COMPANY, ContactResult.NO_ANSWER, False),
        (Actor.COMPANY, Actor.BENEFICIARY, ContactResult.REACHED, False),
    ],
)
def test_an_agreed_action_is_done_by_a_later_exchange(
    vault: Vault, pathway_id: str, owner: str, reached: str, result: str, is_done: bool
) -> None:
    note_event(
        vault,
        pathway_id=pathway_id,
        happened_at=at(date(2026, 11, 10)),
        next_owner=owner,
        next_label="Faire le point",
    )
    note_event(
        vault,
        pathway_id=pathway_id,
        happened_at=at(date(2026, 11, 12)),
        actor=reached,
        result=result,
    )
    assert (next_of(vault, pathway_id).label != "Faire le point") is is_done


@pytest.mark.parametrize(
    ("channel", "result", "is_visited"),
    [
        (Channel.VISIT, ContactResult.REACHED, True),
        (Channel.VISIT, ContactResult.NO_ANSWER, False),
        (Channel.PHONE, ContactResult.REACHED, False),
    ],
)
def test_a_visit_noted_as_an_exchange_is_a_visit_done(
    vault: Vault, pathway_id: str, channel: Channel, result: ContactResult, is_visited: bool
) -> None:
    start = TODAY - timedelta(days=30)
    update_pathway(vault, pathway_id, {"starts_on": start, "ends_on": start + timedelta(days=70)})
    bring_to(vault, pathway_id, PathwayStatus.IN_PROGRESS, day=start)
    assert next_of(vault, pathway_id).action == ActionCode.VISIT
    note_event(vault, pathway_id=pathway_id, channel=channel, result=result)
    expected = ActionCode.PREPARE_REVIEW if is_visited else ActionCode.VISIT
    assert next_of(vault, pathway_id).action == expected


def test_a_change_of_step_ends_what_was_agreed(vault: Vault, pathway_id: str) -> None:
    note_event(
        vault,
        pathway_id=pathway_id,
        happened_at=at(date(2026, 11, 10)),
        next_owner=Actor.BUYER,
        next_label="Prévenir l’entreprise",
    )
    reserve(vault, pathway_id, make_person(vault), date(2026, 11, 12))
    assert next_of(vault, pathway_id).action == ActionCode.SEND_PROFILE


def test_an_action_without_owner_is_refused_and_nothing_is_written(
    vault: Vault, pathway_id: str
) -> None:
    draft = EventDraft(pathway_id=pathway_id, next_label="Rappeler", next_due=TODAY)
    with pytest.raises(InvalidInputError, match="qui doit faire") as refusal:
        record_event(vault, draft)
    assert refusal.value.field == "next_owner"
    assert [event.kind for event in timeline(vault, pathway_id)] == [EventKind.STATUS]


def test_the_ladder_goes_from_the_company_to_the_buyer(vault: Vault, pathway_id: str) -> None:
    sent = date(2026, 11, 9)
    send_profile(vault, pathway_id, sent)
    seen = []
    for days in (0, 7, 10):
        if days:
            note_event(
                vault,
                pathway_id=pathway_id,
                happened_at=at(sent + timedelta(days=days)),
                result=ContactResult.NO_ANSWER,
            )
        action = next_of(vault, pathway_id)
        assert action.due is not None
        seen.append((action.owner, action.action, (action.due - sent).days))
    assert seen == [
        (Actor.COMPANY, ActionCode.ANSWER_PROFILE, 7),
        (Actor.BUYER, ActionCode.BUYER_CALLS, 10),
        (Actor.BUYER, ActionCode.FORMAL_STEP, 15),
    ]


# --- contracts


def test_a_notified_contract_without_pathway_owes_on_its_own(
    vault: Vault, contract_id: str
) -> None:
    action = get_contract(vault, contract_id).next
    assert (action.owner, action.action) == (Actor.TUTOR, ActionCode.FIRST_CONTACT)
    assert action.due == date(2026, 11, 17)
    note_event(vault, contract_id=contract_id, actor=Actor.COMPANY, result=ContactResult.REACHED)
    action = get_contract(vault, contract_id).next
    assert (action.owner, action.action) == (Actor.BUYER, ActionCode.DECLARE_PATHWAYS)
    assert action.due == date(2026, 11, 17)


def test_what_is_agreed_about_a_contract_shows_until_it_is_done(
    vault: Vault, contract_id: str
) -> None:
    note_event(
        vault,
        contract_id=contract_id,
        actor=Actor.BUYER,
        happened_at=at(date(2026, 11, 20)),
        result=ContactResult.NO_ANSWER,
        next_owner=Actor.TUTOR,
        next_label="Rappeler",
        next_due=date(2026, 11, 27),
    )
    action = get_contract(vault, contract_id).next
    assert (action.owner, action.label, action.due) == (
        Actor.TUTOR,
        "Rappeler",
        date(2026, 11, 27),
    )
    note_event(
        vault, contract_id=contract_id, actor=Actor.BUYER, happened_at=at(date(2026, 11, 23))
    )
    assert get_contract(vault, contract_id).next.action == ActionCode.DECLARE_PATHWAYS


def test_a_closed_contract_owes_nothing(vault: Vault, contract_id: str) -> None:
    note_event(vault, contract_id=contract_id, next_owner=Actor.TUTOR, next_label="Rappeler")
    set_contract_status(vault, contract_id, "closed", TODAY)
    assert get_contract(vault, contract_id).next.owner == ""


def test_an_exchange_about_a_contract_is_named_after_it(vault: Vault, contract_id: str) -> None:
    change = record_event(vault, EventDraft(contract_id=contract_id))
    assert change.label == "Échange du marché M-2026-001"
    page = get_follow_up(vault, "contract", contract_id, TODAY)
    assert [event.id for event in page.events] == [change.created]
    assert page.title == "Réfection du groupe scolaire Jean Moulin"


# --- the timeline


def test_the_timeline_shows_the_latest_first(vault: Vault, pathway_id: str) -> None:
    days = [date(2026, 11, 12), date(2026, 11, 5), date(2026, 11, 20)]
    for day in days:
        note_event(vault, pathway_id=pathway_id, happened_at=at(day))
    shown = [event.happened_at.astimezone().date() for event in timeline(vault, pathway_id)]
    assert shown == [*sorted(days, reverse=True), date(2026, 11, 3)]


def test_an_exchange_keeps_everything_that_was_said(vault: Vault, pathway_id: str) -> None:
    said = {
        "actor": Actor.GUARDIAN,
        "counterpart": "Nadia Benali",
        "channel": "email",
        "direction": "incoming",
        "result": ContactResult.AGREED,
        "note": "D’accord pour la visite.\nElle vient aussi.",
        "duration_minutes": 15,
        "next_owner": Actor.SCHOOL,
        "next_label": "Signer la convention",
        "next_due": date(2026, 12, 1),
    }
    draft = EventDraft(pathway_id=pathway_id, **said)  # type: ignore[arg-type]
    event = get_event(vault, record_event(vault, draft).created)
    assert {name: getattr(event, name) for name in said} == said
    assert event.pathway_id == pathway_id
    assert abs(event.happened_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_correction_is_journalled_field_by_field(vault: Vault, pathway_id: str) -> None:
    event_id = note_event(
        vault, pathway_id=pathway_id, note="Rappeler mardi", result=ContactResult.REACHED
    )
    moved = at(date(2026, 11, 19))
    update_event(
        vault,
        event_id,
        {"note": "Rappeler jeudi", "result": ContactResult.REACHED, "happened_at": moved},
    )
    changes = {line.field: (line.old, line.new) for line in history_of(vault, event_id)}
    assert changes["note"] == ("Rappeler mardi", "Rappeler jeudi")
    assert set(changes) == {"", "note", "happened_at"}
    assert get_event(vault, event_id).happened_at == moved


def test_a_correction_without_owner_is_refused(vault: Vault, pathway_id: str) -> None:
    event_id = note_event(
        vault, pathway_id=pathway_id, next_owner=Actor.TUTOR, next_label="Rappeler"
    )
    with pytest.raises(InvalidInputError) as refusal:
        update_event(vault, event_id, {"next_owner": ""})
    assert refusal.value.field == "next_owner"
    assert get_event(vault, event_id).next_owner == Actor.TUTOR


def test_an_unknown_choice_is_refused_by_its_field(vault: Vault, pathway_id: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        note_event(vault, pathway_id=pathway_id, channel="pigeon")
    assert refusal.value.field == "channel"


def test_a_deletion_takes_the_exchange_out_and_can_be_undone(vault: Vault, pathway_id: str) -> None:
    event_id = note_event(
        vault, pathway_id=pathway_id, next_owner=Actor.TUTOR, next_label="Rappeler"
    )
    change = delete_event(vault, event_id)
    assert event_id not in [event.id for event in timeline(vault, pathway_id)]
    assert next_of(vault, pathway_id).action == ActionCode.FIRST_CONTACT
    with pytest.raises(NotFoundError):
        get_event(vault, event_id)
    undo_transaction(vault, change.transaction)
    assert next_of(vault, pathway_id).label == "Rappeler"
