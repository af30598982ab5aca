"""The next action: the one agreed in an exchange while it is not done, else what the rules say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from csf_desktop.models.alerts import Alert
from csf_desktop.models.codes import (
    ActionCode,
    Actor,
    Channel,
    ContactResult,
    ContractStatus,
    EventKind,
    PathwayStatus,
)
from csf_desktop.models.course import CourseDates, next_contract_step, next_step
from csf_desktop.models.entities import Contract, FollowUpEvent, Pathway, Visit
from csf_desktop.models.rules import Rules

ANSWERED = (ContactResult.REACHED, ContactResult.AGREED, ContactResult.REFUSED)
OURS = (Actor.TUTOR, Actor.COORDINATOR)


@dataclass(frozen=True, slots=True)
class NextAction:
    """Codes as stored: an ``Actor`` or empty, an ``ActionCode``; the label somebody wrote."""

    owner: str
    action: str
    label: str
    due: date | None


def next_action_of(
    pathway: Pathway, events: Sequence[FollowUpEvent], visits: Sequence[Visit], rules: Rules
) -> NextAction:
    """Return the next action; ``events`` and ``visits`` are those not deleted, in any order."""
    agreed = agreed_action(events)
    if agreed is not None:
        return agreed
    dates = course_dates(pathway, events, visits)
    found = next_step(PathwayStatus(pathway.status), dates, rules)
    if found.owner is None:
        return NextAction("", "", "", None)
    return NextAction(found.owner, found.action, "", found.due)


def own_action_of(
    contract: Contract, events: Sequence[FollowUpEvent], alerts: Sequence[Alert], rules: Rules
) -> NextAction:
    """Return what a contract itself owes next, its pathways apart; an empty owner when nothing.

    What was agreed while it is not done, else the earliest of its step and its alerts, ours before
    others' the same day.
    """
    status = ContractStatus(contract.status)
    agreed = None if status is ContractStatus.CLOSED else agreed_action(events)
    if agreed is not None:
        return agreed
    step = next_contract_step(status, contract.notified_on, contract.pathway_count, rules)
    found = [NextAction(one.owner, one.action, one.subject, one.due) for one in alerts]
    if step.owner is not None:
        found.append(NextAction(step.owner, step.action, "", step.due))
    nothing = NextAction("", "", "", None)
    return min(found, key=lambda one: (one.due or date.max, one.owner not in OURS), default=nothing)


def agreed_action(events: Sequence[FollowUpEvent]) -> NextAction | None:
    """Return the next action agreed, while it is not done; see ``agreed_event``."""
    agreed = agreed_event(events)
    if agreed is None:
        return None
    return NextAction(agreed.next_owner, ActionCode.OTHER, agreed.next_label, agreed.next_due)


def agreed_event(events: Sequence[FollowUpEvent]) -> FollowUpEvent | None:
    """Return the latest event that gave a next action, ``None`` once it is done.

    A change of step does it, and so does a later exchange: any one when the action was ours, one in
    which its owner answered when it was theirs.
    """
    agreed: FollowUpEvent | None = None
    for event in sorted(events, key=lambda event: (event.happened_at, event.id)):
        if event.next_owner:
            agreed = event
        elif agreed is not None and _does(event, agreed.next_owner):
            agreed = None
    return agreed


def _does(event: FollowUpEvent, owner: str) -> bool:
    if event.event_kind != EventKind.CONTACT:
        return event.event_kind == EventKind.STATUS
    return owner in OURS or (event.actor == owner and event.result in ANSWERED)


def course_dates(
    pathway: Pathway, events: Sequence[FollowUpEvent], visits: Sequence[Visit]
) -> CourseDates:
    """Return what the rules count from.

    The first contact of a pathway on offer is owed from the notification of its contract, when
    that came after the pathway was written down.
    """
    since = pathway.status_since
    notified = pathway.contract.notified_on
    if pathway.status == PathwayStatus.OPEN and notified is not None:
        since = max(since, notified)
    contacts = [
        event
        for event in events
        if event.event_kind == EventKind.CONTACT
        and event.happened_at.astimezone().date() >= pathway.status_since
    ]
    return CourseDates(
        since=since,
        starts_on=pathway.starts_on,
        ends_on=pathway.ends_on,
        visits_done=_visits_done(contacts, visits),
        contacts=len(contacts),
        last_contact_on=max(
            (event.happened_at.astimezone().date() for event in contacts), default=None
        ),
        is_reached=any(event.result in ANSWERED for event in contacts),
    )


def _visits_done(contacts: Sequence[FollowUpEvent], visits: Sequence[Visit]) -> int:
    """Count the visits carried out: those noted as exchanges and those with a visit sheet.

    One visit may be written both ways, hence the greater of the two counts.
    """
    noted = sum(event.channel == Channel.VISIT and event.result in ANSWERED for event in contacts)
    return max(noted, sum(visit.done_on is not None for visit in visits))
