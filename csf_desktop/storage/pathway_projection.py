"""Works out what derives from the records around a pathway."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from csf_desktop.models.base import NO_DUE_DATE
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.course import ENDED
from csf_desktop.models.entities import (
    Contract,
    FollowUpEvent,
    Pathway,
    PathwayWeek,
    Visit,
)
from csf_desktop.models.hours import Week, counted_minutes, done_minutes
from csf_desktop.models.rules import Rules
from csf_desktop.storage.derived_reads import (
    contacts_of,
    grouped,
    index,
    last_day,
)
from csf_desktop.storage.french import fold
from csf_desktop.storage.next_actions import next_action_of
from csf_desktop.storage.search import words_of


def refresh_pathways(session: Session, ids: Sequence[str], rules: Rules) -> None:
    """Set the hours, the next action, the keys and the search words of these pathways."""
    statement = (
        select(Pathway)
        .where(Pathway.id.in_(ids))
        .options(
            joinedload(Pathway.contract).joinedload(Contract.buyer),
            joinedload(Pathway.company),
            joinedload(Pathway.beneficiary),
        )
    )
    pathways = session.scalars(statement).all()
    weeks = grouped(session, PathwayWeek, PathwayWeek.pathway_id, ids)
    events = grouped(session, FollowUpEvent, FollowUpEvent.pathway_id, ids)
    visits = grouped(session, Visit, Visit.pathway_id, ids)
    for pathway in pathways:
        _set_hours(pathway, weeks[pathway.id])
        _set_next(pathway, events[pathway.id], visits[pathway.id], rules)
        person, company = pathway.beneficiary, pathway.company
        pathway.person_key = fold(f"{person.family_name} {person.given_name}") if person else ""
        pathway.company_key = fold(company.known_as) if company else ""
    index(session, Pathway, pathways, _pathway_words)


def _set_hours(pathway: Pathway, weeks: Sequence[PathwayWeek]) -> None:
    plain = [Week(week.monday, week.planned_minutes, week.done_minutes) for week in weeks]
    status = PathwayStatus(pathway.status)
    pathway.done_minutes = done_minutes(plain)
    pathway.counted_minutes = counted_minutes(
        status, pathway.planned_minutes, plain, pathway.interrupted_on
    )
    pathway.is_ended = status in ENDED


def _set_next(
    pathway: Pathway, events: Sequence[FollowUpEvent], visits: Sequence[Visit], rules: Rules
) -> None:
    found = next_action_of(pathway, events, visits, rules)
    pathway.next_owner = found.owner
    pathway.next_action = found.action
    pathway.next_label = found.label
    pathway.next_due = found.due
    pathway.due_order = found.due or NO_DUE_DATE
    pathway.last_event_on = last_day(events)
    pathway.last_contact_on = last_day(contacts_of(events))


def _pathway_words(pathway: Pathway) -> str:
    contract, company, person = pathway.contract, pathway.company, pathway.beneficiary
    return words_of(
        pathway.reference,
        pathway.title,
        f"{person.given_name} {person.family_name} {person.reference}" if person else "",
        f"{company.name} {company.siret} {company.other_id}" if company else "",
        contract.reference,
        contract.external_reference,
        contract.place,
        contract.buyer.name if contract.buyer else "",
    )
