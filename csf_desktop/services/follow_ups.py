"""Suivi: the timeline, and a new event in five fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.codes import Actor, Channel, ContactResult, Direction, EventKind
from csf_desktop.models.entities import Contract, FollowUpEvent, Pathway
from csf_desktop.models.ids import new_id
from csf_desktop.services import text
from csf_desktop.services.profile import tutor_name
from csf_desktop.services.references import get
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class EventLine:
    """A line of a timeline; codes as stored, ``duration_minutes`` when it was written."""

    id: str
    pathway_id: str
    kind: str
    happened_at: datetime
    actor: str
    counterpart: str
    channel: str
    direction: str
    result: str
    status: str
    note: str
    duration_minutes: int | None
    author_name: str
    next_owner: str
    next_label: str
    next_due: date | None
    contract_id: str = ""
    contact_id: str = ""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """A new event: who was reached, how, what came of it, what comes next by whom and when.

    One of ``pathway_id``, ``contract_id``, ``company_id`` is given; ``actor`` is the side reached.
    """

    pathway_id: str | None = None
    contract_id: str | None = None
    company_id: str | None = None
    contact_id: str | None = None
    actor: str = Actor.COMPANY
    counterpart: str = ""
    channel: str = Channel.PHONE
    direction: str = Direction.OUTGOING
    result: str = ContactResult.REACHED
    note: str = ""
    duration_minutes: int | None = None
    happened_at: datetime | None = None
    next_owner: str = ""
    next_label: str = ""
    next_due: date | None = None


CLEANERS: dict[str, text.Cleaner] = {
    "actor": text.code(Actor),
    "counterpart": text.line,
    "channel": text.code(Channel),
    "direction": text.code(Direction),
    "result": text.code(ContactResult),
    "note": text.text,
    "duration_minutes": text.optional_minutes,
    "next_owner": lambda value: text.code(Actor)(value) if value else "",
    "next_label": text.line,
    "next_due": text.day,
}
CORRECTED: dict[str, text.Cleaner] = {
    **CLEANERS,
    "contact_id": text.same,
    "happened_at": text.same,
}
"""What may be corrected in an event: its subject and its author stay."""


def record_event(vault: Vault, draft: EventDraft) -> ChangeSet:
    """Write what happened; ``created`` is the event's id. Raises ``InvalidInputError``."""
    with UnitOfWork(vault, "Ajout d’un échange") as work:
        session = work.session
        event = FollowUpEvent(
            id=new_id(),
            pathway_id=draft.pathway_id,
            contract_id=draft.contract_id,
            company_id=draft.company_id,
            contact_id=draft.contact_id,
            event_kind=EventKind.CONTACT,
            happened_at=draft.happened_at or datetime.now(UTC),
            author_name=tutor_name(session),
        )
        text.edit(event, {name: getattr(draft, name) for name in CLEANERS}, CLEANERS)
        _check_next(event)
        if draft.pathway_id:
            reference = get(session, Pathway, draft.pathway_id).reference
            work.relabel(f"Échange du parcours {reference}")
        elif draft.contract_id:
            reference = get(session, Contract, draft.contract_id).reference
            work.relabel(f"Échange du marché {reference}")
        session.add(event)
        return work.commit(event.id)


def update_event(vault: Vault, event_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Correct an event; the history keeps what it said. Raises ``InvalidInputError``."""
    with UnitOfWork(vault, "Correction d’un échange") as work:
        event = get(work.session, FollowUpEvent, event_id)
        text.edit(event, values, CORRECTED)
        _check_next(event)
        return work.commit()


def delete_event(vault: Vault, event_id: str) -> ChangeSet:
    """Take an event out of the timeline; undone as any change."""
    with UnitOfWork(vault, "Suppression d’un échange") as work:
        get(work.session, FollowUpEvent, event_id).deleted_at = datetime.now(UTC)
        return work.commit()


def timeline(vault: Vault, pathway_id: str) -> tuple[EventLine, ...]:
    """Return what happened on a pathway, latest first."""
    with reading_session(vault) as session:
        return events_of(session, FollowUpEvent.pathway_id == pathway_id)


def get_event(vault: Vault, event_id: str) -> EventLine:
    """Return one event by its id; raise ``NotFoundError`` when it is gone."""
    with reading_session(vault) as session:
        return _line(get(session, FollowUpEvent, event_id))


def events_of(session: Session, subject: ColumnElement[bool]) -> tuple[EventLine, ...]:
    """Return the events of a subject, latest first."""
    rows = session.scalars(
        select(FollowUpEvent)
        .where(subject, FollowUpEvent.deleted_at.is_(None))
        .order_by(FollowUpEvent.happened_at.desc(), FollowUpEvent.id.desc())
    )
    return tuple(_line(row) for row in rows)


def _line(row: FollowUpEvent) -> EventLine:
    return EventLine(
        id=row.id,
        pathway_id=row.pathway_id or "",
        kind=row.event_kind,
        happened_at=row.happened_at,
        actor=row.actor,
        counterpart=row.counterpart,
        channel=row.channel,
        direction=row.direction,
        result=row.result,
        status=row.status,
        note=row.note,
        duration_minutes=row.duration_minutes,
        author_name=row.author_name,
        next_owner=row.next_owner,
        next_label=row.next_label,
        next_due=row.next_due,
        contract_id=row.contract_id or "",
        contact_id=row.contact_id or "",
    )


def _check_next(event: FollowUpEvent) -> None:
    if (event.next_label or event.next_due) and not event.next_owner:
        raise InvalidInputError("Indiquez qui doit faire la prochaine action.", field="next_owner")
