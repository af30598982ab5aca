"""« Ce contact est parti » : the history is kept, and what waited on the person is ours again.

Half of those named in an offer have changed when the tutor calls (DOMAIN [L]). Each running pathway
and contract that waited on who left gets a note whose next action is ours: reach the successor, or
find who it is. The note replaces the action agreed before, and says it, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.labels import action_label
from csf_desktop.models.codes import Actor, ContactResult, ContractStatus, EventKind
from csf_desktop.models.course import ENDED
from csf_desktop.models.entities import Change, Contact, Contract, FollowUpEvent, Pathway
from csf_desktop.models.ids import new_id
from csf_desktop.services import text
from csf_desktop.services.organisations import CONTACT_CLEANERS, ContactDraft
from csf_desktop.services.profile import tutor_name
from csf_desktop.services.references import get
from csf_desktop.services.stays import check_stay
from csf_desktop.storage.french import fold
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.next_actions import agreed_event
from csf_desktop.storage.projections import read_rules
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.values import to_json
from csf_desktop.storage.vault import Vault

NBSP = "\u00a0"
_LONGEST_SAID = 160
_RESUMED = re.compile(f"«{NBSP}(.*){NBSP}»$")

Subject = Pathway | Contract


@dataclass(frozen=True)
class _Waiting:
    """A pathway or a contract that waited on somebody: its events, and what was awaited."""

    subject: Subject
    events: Sequence[FollowUpEvent]
    awaited: str


def contact_left(
    vault: Vault, contact_id: str, day: date, successor: ContactDraft | None, today: date
) -> ChangeSet:
    """Note that a person left on ``day``, and who succeeds them, if it is known.

    ``created`` is the successor's id; somebody of that name who is there already is that person.
    Pathways whose company tutor left get the successor in their place, or nobody.
    Raises ``InvalidInputError``, ``ClashingPathwayError`` when the successor would have two young
    people at once.
    """
    with UnitOfWork(vault, "Départ d’un contact") as work:
        session = work.session
        contact = get(session, Contact, contact_id)
        if contact.since is not None and day < contact.since:
            raise InvalidInputError(
                f"Ce départ précède l’arrivée de {contact.name}{NBSP}: corrigez l’une des deux "
                "dates.",
                field="until",
            )
        text.edit(contact, {"until": day}, CONTACT_CLEANERS)
        named = _successor(session, contact, successor, day) if successor else None
        waiting = _waiting_on(session, contact)
        for pathway in _tutored(session, contact):
            pathway.company_tutor_id = named.id if named else None
            session.flush()
            check_stay(session, pathway)
        for one in waiting:
            said = _reach(named, one.awaited) if named else _find(contact, one.awaited)
            session.add(_note(session, one, contact, said, today))
        return work.commit(named.id if named else "")


def name_successor(
    vault: Vault, contact_id: str, successor: ContactDraft, today: date
) -> ChangeSet:
    """Name who succeeds a person that left: what asked to find them now asks to reach them.

    ``created`` is the successor's id. Raises as ``contact_left``, and ``InvalidInputError`` for
    somebody who did not leave.
    """
    with UnitOfWork(vault, "Successeur d’un contact") as work:
        session = work.session
        contact = get(session, Contact, contact_id)
        if contact.until is None:
            raise InvalidInputError(
                f"{contact.name} est toujours là{NBSP}: dites d’abord que ce contact est parti."
            )
        named = _successor(session, contact, successor, contact.until)
        for one in _looking_for(session, contact):
            session.add(_note(session, one, contact, _reach(named, one.awaited), today))
        for pathway in _left_without_tutor(session, contact):
            pathway.company_tutor_id = named.id
            session.flush()
            check_stay(session, pathway)
        return work.commit(named.id)


def _successor(session: Session, contact: Contact, draft: ContactDraft, day: date) -> Contact:
    """Return the successor, made unless somebody of that name is there already."""
    name = text.line(draft.name)
    if not name:
        raise InvalidInputError("Indiquez le nom du successeur.", field="name")
    colleagues = session.scalars(
        select(Contact)
        .where(
            Contact.company_id.is_not_distinct_from(contact.company_id),
            Contact.buyer_id.is_not_distinct_from(contact.buyer_id),
            Contact.id != contact.id,
            Contact.until.is_(None),
            Contact.deleted_at.is_(None),
        )
        .order_by(Contact.id)
    )
    found = next((one for one in colleagues if fold(one.name) == fold(name)), None)
    if found is None:
        found = Contact(id=new_id(), company_id=contact.company_id, buyer_id=contact.buyer_id)
        given = {"name": name, "role": draft.role, "since": draft.since or day}
        text.edit(found, given, CONTACT_CLEANERS)
        session.add(found)
    reach = {"phone": draft.phone, "email": draft.email}
    text.edit(found, {key: value for key, value in reach.items() if value}, CONTACT_CLEANERS)
    session.flush()
    contact.replaced_by_id = found.id
    return found


# --- what waited on the person


def _waiting_on(session: Session, contact: Contact) -> list[_Waiting]:
    """Return what waited on a person: of whom they were the tutor, or with whom they spoke last."""
    tutored = {pathway.id for pathway in _tutored(session, contact)}
    people = _with_predecessors(session, contact)
    return [
        one
        for one in _running(session, people, tutored)
        if one.subject.id in tutored or _is_with(one.events, people)
    ]


def _with_predecessors(session: Session, contact: Contact) -> set[str]:
    """Return the ids of a person and of those whose place they took: what waited on these too."""
    found, waiting = {contact.id}, {contact.id}
    while waiting:
        before = select(Contact.id).where(Contact.replaced_by_id.in_(waiting))
        waiting = set(session.scalars(before)) - found
        found |= waiting
    return found


def _is_with(events: Sequence[FollowUpEvent], people: set[str]) -> bool:
    """Tell whether what was agreed last, or the last exchange, was with one of these people."""
    agreed = agreed_event(events)
    exchanges = [event for event in events if event.event_kind == EventKind.CONTACT]
    last = max(exchanges, key=lambda event: (event.happened_at, event.id), default=None)
    return any(event is not None and event.contact_id in people for event in (agreed, last))


def _looking_for(session: Session, contact: Contact) -> list[_Waiting]:
    """Return what still asks to find who replaces a person."""
    found = []
    for one in _running(session, {contact.id}, set()):
        agreed = agreed_event(one.events)
        if agreed is not None and agreed.contact_id == contact.id and _is_departure(agreed):
            found.append(one)
    return found


def _running(session: Session, people: set[str], pathway_ids: set[str]) -> list[_Waiting]:
    """Return the running pathways and contracts that ever had an exchange with these people."""
    met = session.execute(
        select(FollowUpEvent.pathway_id, FollowUpEvent.contract_id).where(
            FollowUpEvent.contact_id.in_(people), FollowUpEvent.deleted_at.is_(None)
        )
    ).all()
    pathways = session.scalars(
        select(Pathway)
        .where(
            Pathway.id.in_(pathway_ids | {row.pathway_id for row in met if row.pathway_id}),
            Pathway.status.not_in(ENDED),
            Pathway.deleted_at.is_(None),
        )
        .order_by(Pathway.id)
    ).all()
    contracts = session.scalars(
        select(Contract)
        .where(
            Contract.id.in_({row.contract_id for row in met if row.contract_id}),
            Contract.status != ContractStatus.CLOSED,
            Contract.deleted_at.is_(None),
        )
        .order_by(Contract.id)
    ).all()
    subjects: list[Subject] = [*pathways, *contracts]
    return [_waiting(session, subject) for subject in subjects]


def _waiting(session: Session, subject: Subject) -> _Waiting:
    is_pathway = isinstance(subject, Pathway)
    column = FollowUpEvent.pathway_id if is_pathway else FollowUpEvent.contract_id
    events = session.scalars(
        select(FollowUpEvent).where(column == subject.id, FollowUpEvent.deleted_at.is_(None))
    ).all()
    return _Waiting(subject, events, _awaited(subject, agreed_event(events)))


def _awaited(subject: Subject, agreed: FollowUpEvent | None) -> str:
    """Return what was awaited, in words, as it was before any departure."""
    if agreed is not None:
        said = agreed.next_label
        resumed = _RESUMED.search(said) if _is_departure(agreed) else None
        return resumed[1] if resumed else ("" if _is_departure(agreed) else said)
    if isinstance(subject, Pathway):
        return action_label(subject.next_action, subject.next_label)
    return action_label(subject.own_action, subject.own_label)


def _is_departure(event: FollowUpEvent) -> bool:
    return event.event_kind == EventKind.NOTE and event.result == ContactResult.CONTACT_GONE


def _tutored(session: Session, contact: Contact) -> Sequence[Pathway]:
    return session.scalars(
        select(Pathway)
        .where(
            Pathway.company_tutor_id == contact.id,
            Pathway.status.not_in(ENDED),
            Pathway.deleted_at.is_(None),
        )
        .order_by(Pathway.id)
    ).all()


def _left_without_tutor(session: Session, contact: Contact) -> Sequence[Pathway]:
    """Return the running pathways that have had nobody since a person was their tutor."""
    had = select(Change.entity_id).where(
        Change.kind == Pathway.kind,
        Change.field == "company_tutor_id",
        Change.old == to_json(contact.id),
    )
    return session.scalars(
        select(Pathway)
        .where(
            Pathway.id.in_(had),
            Pathway.company_tutor_id.is_(None),
            Pathway.status.not_in(ENDED),
            Pathway.deleted_at.is_(None),
        )
        .order_by(Pathway.id)
    ).all()


# --- what is asked of us


def _note(
    session: Session, waiting: _Waiting, contact: Contact, said: str, today: date
) -> FollowUpEvent:
    """Return the note of a departure: it comes after whatever was noted before."""
    now = datetime.now(UTC)
    days = read_rules(session).find_contact_days
    is_pathway = isinstance(waiting.subject, Pathway)
    return FollowUpEvent(
        id=new_id(),
        pathway_id=waiting.subject.id if is_pathway else None,
        contract_id=None if is_pathway else waiting.subject.id,
        contact_id=contact.id,
        event_kind=EventKind.NOTE,
        happened_at=max((now, *(event.happened_at for event in waiting.events))),
        actor=Actor.BUYER if contact.company_id is None else Actor.COMPANY,
        counterpart=contact.name,
        result=ContactResult.CONTACT_GONE,
        author_name=tutor_name(session),
        next_owner=Actor.TUTOR,
        next_label=said,
        next_due=today + timedelta(days=days),
    )


def _reach(successor: Contact, awaited: str) -> str:
    if not awaited:
        return f"Joindre {successor.name}"
    return f"Joindre {successor.name}{NBSP}: reprendre «{NBSP}{_cut(awaited)}{NBSP}»"


def _find(contact: Contact, awaited: str) -> str:
    if not awaited:
        return f"Trouver qui remplace {contact.name}"
    return f"Trouver qui remplace {contact.name}, pour reprendre «{NBSP}{_cut(awaited)}{NBSP}»"


def _cut(said: str) -> str:
    return said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID].rstrip()}…"
