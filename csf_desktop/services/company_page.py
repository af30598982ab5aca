"""The file of one company: people, contracts, pathways, exchanges, what waits on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.models.codes import AwardeeRole
from csf_desktop.models.entities import (
    Awardee,
    Company,
    Contact,
    Contract,
    FollowUpEvent,
    Lot,
    Pathway,
    Site,
)
from csf_desktop.models.responsiveness import (
    Responsiveness,
    responsiveness_of,
    responsiveness_words,
)
from csf_desktop.models.rules import Rules
from csf_desktop.services.company_duplicates import Duplicate, duplicates_of
from csf_desktop.services.company_files import survivor
from csf_desktop.services.company_scope import CompanyScope, events_with, exchanges_of, scope_of
from csf_desktop.services.contract_page import ContactLine, contact_line
from csf_desktop.services.follow_ups import EventLine
from csf_desktop.services.pathway_list import pathways_where
from csf_desktop.services.references import get
from csf_desktop.services.rows import NextAction, PathwayRow
from csf_desktop.storage.next_actions import agreed_action
from csf_desktop.storage.projections import read_rules
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A place where the company hosts."""

    id: str
    name: str
    address: str
    postal_code: str
    commune_code: str
    commune: str


@dataclass(frozen=True, slots=True)
class CompanyContact:
    """A person of the company; ``successor`` is the name of who replaced them, once named."""

    person: ContactLine
    successor: str = ""

    def has_left(self, today: date) -> bool:
        """Tell whether the person is gone by ``today``."""
        return self.person.until is not None and self.person.until <= today


@dataclass(frozen=True, slots=True)
class CompanyContract:
    """A contract of the company, as what; minutes. ``lots`` are the titles of those it holds."""

    id: str
    reference: str
    object: str
    role: str
    status: str
    ends_on: date | None
    owed_minutes: int
    unplaced_minutes: int
    lots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanyPathway:
    """A pathway of the company: ``host`` welcomes the young person, ``titulaires`` owe the hours.

    ``is_hosted`` tells that the company welcomes; otherwise it is one of the titulaires.
    """

    row: PathwayRow
    host: str
    titulaires: tuple[str, ...]
    is_hosted: bool


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """What a pathway, a contract or the company itself (``kind``) waits for, of anybody."""

    kind: str
    id: str
    reference: str
    title: str
    next: NextAction


@dataclass(frozen=True)
class CompanyDetails:
    """Everything the file of a company shows; ``fields`` are the record's own, as stored.

    ``contacts`` are those present, then those gone; ``pathways`` those it hosts, then those that
    another hosts under a contract of its own; ``events`` the exchanges with it, latest first.
    """

    id: str
    known_as: str
    fields: dict[str, Any]
    sites: tuple[SiteLine, ...]
    contacts: tuple[CompanyContact, ...]
    contracts: tuple[CompanyContract, ...]
    pathways: tuple[CompanyPathway, ...]
    events: tuple[EventLine, ...]
    responsiveness: Responsiveness
    duplicates: tuple[Duplicate, ...]
    waiting: tuple[WaitingLine, ...]
    rules: Rules

    @property
    def pace(self) -> str:
        """How the company answers, in words."""
        return responsiveness_words(self.responsiveness)

    def present(self, today: date) -> tuple[CompanyContact, ...]:
        """Return the people who are there."""
        return tuple(one for one in self.contacts if not one.has_left(today))

    def past(self, today: date) -> tuple[CompanyContact, ...]:
        """Return the people who left, the latest first."""
        gone = [one for one in self.contacts if one.has_left(today)]
        return tuple(sorted(gone, key=lambda one: one.person.until or today, reverse=True))


def get_company(vault: Vault, company_id: str, today: date) -> CompanyDetails:
    """Return the file of a company, that which took it over if one did.

    Raises ``NotFoundError`` when it is gone.
    """
    with reading_session(vault) as session:
        found = session.get(Company, company_id)
        kept = survivor(session, found) if found is not None else None
        company = get(session, Company, kept.id if kept is not None else company_id)
        return company_details(session, company, today)


def company_details(session: Session, company: Company, today: date) -> CompanyDetails:
    """Return everything of a company."""
    scope = scope_of(session, company.id)
    contracts = _contracts(session, scope)
    pathways = _pathways(session, scope)
    events = events_with(session, scope)
    return CompanyDetails(
        id=company.id,
        known_as=company.known_as,
        fields={name: getattr(company, name) for name in company.journalled_fields()},
        sites=_sites(session, scope),
        contacts=_contacts(session, scope, today),
        contracts=contracts,
        pathways=pathways,
        events=events,
        responsiveness=responsiveness_of(exchanges_of(events)),
        duplicates=duplicates_of(session, company),
        waiting=_waiting(session, scope, pathways),
        rules=read_rules(session),
    )


def _sites(session: Session, scope: CompanyScope) -> tuple[SiteLine, ...]:
    rows = session.scalars(
        select(Site)
        .where(Site.company_id.in_(scope.ids), Site.deleted_at.is_(None))
        .order_by(Site.name, Site.commune, Site.id)
    )
    return tuple(
        SiteLine(row.id, row.name, row.address, row.postal_code, row.commune_code, row.commune)
        for row in rows
    )


def _contacts(session: Session, scope: CompanyScope, today: date) -> tuple[CompanyContact, ...]:
    rows = session.scalars(
        select(Contact)
        .where(Contact.company_id.in_(scope.ids), Contact.deleted_at.is_(None))
        .order_by(Contact.name, Contact.id)
    ).all()
    names = {row.id: row.name for row in rows}
    found = [
        CompanyContact(contact_line(row), names.get(row.replaced_by_id or "", "")) for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.has_left(today)))


def _contracts(session: Session, scope: CompanyScope) -> tuple[CompanyContract, ...]:
    rows = session.execute(
        select(Contract, Awardee.role)
        .join(Awardee, Awardee.contract_id == Contract.id)
        .where(
            Contract.id.in_(scope.contracts),
            Awardee.company_id.in_(scope.ids),
            Awardee.deleted_at.is_(None),
        )
        .order_by(Contract.reference.desc(), Awardee.role != AwardeeRole.TITULAIRE)
    ).all()
    lots: dict[str, list[str]] = {}
    held = select(Lot).where(Lot.company_id.in_(scope.ids), Lot.deleted_at.is_(None))
    for lot in session.scalars(held.order_by(Lot.number, Lot.id)):
        lots.setdefault(lot.contract_id, []).append(_lot_title(lot))
    first = {contract.id: (contract, role) for contract, role in reversed(rows)}
    return tuple(
        CompanyContract(
            contract.id,
            contract.reference,
            contract.object,
            role,
            contract.status,
            contract.ends_on,
            contract.owed_minutes,
            contract.unplaced_minutes,
            tuple(lots.get(contract.id, ())),
        )
        for contract, role in reversed(first.values())
    )


def _lot_title(lot: Lot) -> str:
    number = f"lot {lot.number}" if lot.number else "lot"
    return f"{number}, {lot.title}" if lot.title else number


def _pathways(session: Session, scope: CompanyScope) -> tuple[CompanyPathway, ...]:
    """Return the pathways it hosts, then those of its contracts that another hosts or may host."""
    rows = pathways_where(session, scope.pathways)
    hosts = dict(
        session.execute(select(Pathway.id, Pathway.company_id).where(scope.pathways)).all()
    )
    titulaires: dict[str, list[str]] = {}
    named = session.execute(
        select(Awardee.contract_id, Company)
        .join(Company, Company.id == Awardee.company_id)
        .where(
            Awardee.contract_id.in_({row.contract_id for row in rows}),
            Awardee.role != AwardeeRole.SUBCONTRACTOR,
            Awardee.deleted_at.is_(None),
        )
        .order_by(*Awardee.by_importance())
    )
    for contract_id, company in named:
        titulaires.setdefault(contract_id, []).append(company.known_as)
    found = [
        CompanyPathway(
            row,
            row.company,
            tuple(titulaires.get(row.contract_id, ())),
            hosts.get(row.id) in scope.ids,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: not one.is_hosted))


def _agreed(session: Session, scope: CompanyScope) -> list[WaitingLine]:
    """Return what was agreed with the company apart from any contract or pathway."""
    events = session.scalars(
        select(FollowUpEvent).where(
            FollowUpEvent.company_id.in_(scope.ids),
            FollowUpEvent.pathway_id.is_(None),
            FollowUpEvent.contract_id.is_(None),
            FollowUpEvent.deleted_at.is_(None),
        )
    ).all()
    agreed = agreed_action(events)
    if agreed is None:
        return []
    following = NextAction(agreed.owner, agreed.action, agreed.label, agreed.due)
    return [WaitingLine("company", scope.ids[0], "", "", following)]


def _waiting(
    session: Session, scope: CompanyScope, pathways: Sequence[CompanyPathway]
) -> tuple[WaitingLine, ...]:
    """Return what its pathways and contracts owe next, the earliest deadline first."""
    found = [
        WaitingLine("pathway", one.row.id, one.row.reference, one.row.title, one.row.next)
        for one in pathways
        if one.row.next.owner
    ]
    owing = session.scalars(
        select(Contract).where(Contract.id.in_(scope.contracts), Contract.own_owner != "")
    )
    found += _agreed(session, scope)
    found += [
        WaitingLine(
            "contract",
            row.id,
            row.reference,
            row.object,
            NextAction(
                row.own_owner, row.own_action, row.own_label, row.own_due, row.last_event_on
            ),
        )
        for row in owing
    ]
    return tuple(sorted(found, key=lambda one: (one.next.due or date.max, one.reference)))
