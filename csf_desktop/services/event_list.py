"""The latest events of everything, for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from csf_desktop.models.entities import FollowUpEvent, Pathway
from csf_desktop.services.listing import matching
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with the reference of its pathway, if it has one."""

    id: str
    pathway_id: str
    reference: str
    kind: str
    happened_at: datetime
    counterpart: str
    channel: str
    result: str
    status: str
    note: str
    author_name: str


def list_events(vault: Vault, search: str, limit: int) -> tuple[int, tuple[EventRow, ...]]:
    """Return how many events there are and the latest ones; ``search`` is over their pathways."""
    statement = select(FollowUpEvent, Pathway.reference).outerjoin(
        Pathway, Pathway.id == FollowUpEvent.pathway_id
    )
    conditions: list[ColumnElement[bool]] = [FollowUpEvent.deleted_at.is_(None)]
    match = matching(Pathway, search)
    if match is not None:
        conditions.append(match)
    filtered = statement.where(*conditions)
    with reading_session(vault) as session:
        total = session.scalar(select(func.count()).select_from(filtered.subquery())) or 0
        rows = session.execute(
            filtered.order_by(FollowUpEvent.happened_at.desc(), FollowUpEvent.id).limit(limit)
        )
        return total, tuple(
            EventRow(
                event.id,
                event.pathway_id or "",
                reference or "",
                event.event_kind,
                event.happened_at,
                event.counterpart,
                event.channel,
                event.result,
                event.status,
                event.note,
                event.author_name,
            )
            for event, reference in rows
        )
