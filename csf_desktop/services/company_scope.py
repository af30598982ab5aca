"""What belongs to a company, and the exchanges with it, wherever they were noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from csf_desktop.models.codes import Actor, EventKind
from csf_desktop.models.entities import Awardee, Contact, Contract, FollowUpEvent, Pathway
from csf_desktop.models.responsiveness import Exchange
from csf_desktop.services.company_files import merged_ids
from csf_desktop.services.follow_ups import EventLine, events_of


@dataclass(frozen=True, slots=True)
class CompanyScope:
    """What belongs to a company: its ids (with those merged into it), its contracts."""

    ids: tuple[str, ...]
    contracts: frozenset[str]

    @property
    def pathways(self) -> ColumnElement[bool]:
        """The pathways it hosts, and those of its contracts."""
        return or_(Pathway.company_id.in_(self.ids), Pathway.contract_id.in_(self.contracts))


def scope_of(session: Session, company_id: str) -> CompanyScope:
    """Return what belongs to a company."""
    ids = merged_ids(session, company_id)
    contracts = session.scalars(
        select(Awardee.contract_id)
        .join(Contract, Contract.id == Awardee.contract_id)
        .where(
            Awardee.company_id.in_(ids),
            Awardee.deleted_at.is_(None),
            Contract.deleted_at.is_(None),
        )
    )
    return CompanyScope(ids, frozenset(contracts))


def events_with(session: Session, scope: CompanyScope) -> tuple[EventLine, ...]:
    """Return the exchanges with a company, whatever contract or pathway they were about.

    An exchange that names a person is with that person's company; else with the one that hosts,
    or that the contract is awarded to as long as nobody hosts.
    """
    people = select(Contact.id).where(Contact.company_id.in_(scope.ids))
    hosted = select(Pathway.id).where(Pathway.company_id.in_(scope.ids))
    unhosted = select(Pathway.id).where(
        Pathway.company_id.is_(None), Pathway.contract_id.in_(scope.contracts)
    )
    about = or_(
        FollowUpEvent.company_id.in_(scope.ids),
        FollowUpEvent.contract_id.in_(scope.contracts),
        FollowUpEvent.pathway_id.in_(hosted),
        FollowUpEvent.pathway_id.in_(unhosted),
    )
    with_it = or_(
        FollowUpEvent.contact_id.in_(people), and_(FollowUpEvent.contact_id.is_(None), about)
    )
    return events_of(session, and_(FollowUpEvent.actor == Actor.COMPANY, with_it))


def exchanges_of(events: Sequence[EventLine]) -> list[Exchange]:
    """Return what the measure of responsiveness looks at."""
    return [
        Exchange(event.happened_at, event.direction, event.channel, event.result, event.actor)
        for event in events
        if event.kind == EventKind.CONTACT
    ]
