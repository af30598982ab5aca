"""What the panel of Suivi shows: one pathway or one contract, who to reach, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from csf_desktop.models.entities import Company, Contract, FollowUpEvent, Pathway
from csf_desktop.services.alert_words import alert_sentence
from csf_desktop.services.company_scope import events_with, scope_of
from csf_desktop.services.contract_page import contract_details
from csf_desktop.services.follow_ups import EventLine, events_of
from csf_desktop.services.people import (
    PersonLine,
    people_of_company,
    people_of_contract,
    people_of_pathway,
)
from csf_desktop.services.references import get
from csf_desktop.services.rows import NextAction
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """The follow-up of a pathway, a contract or a company (``kind``); events latest first.

    ``started_on`` is the day the next action counts from when nothing has happened yet. The next
    action of a contract is its own, as « À faire » lists it, while it has one; ``alerts`` are those
    that are ripe, sentences, the next action's apart.
    """

    kind: str
    id: str
    reference: str
    title: str
    given_name: str
    family_name: str
    company: str
    contract_reference: str
    status: str
    started_on: date | None
    next: NextAction
    people: tuple[PersonLine, ...]
    events: tuple[EventLine, ...]
    alerts: tuple[str, ...] = ()


def get_follow_up(vault: Vault, kind: str, subject_id: str, today: date) -> FollowUpPage:
    """Return the follow-up of a pathway, contract or company; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        if kind == "pathway":
            return _of_pathway(session, get(session, Pathway, subject_id), today)
        if kind == "company":
            return _of_company(session, get(session, Company, subject_id), today)
        return _of_contract(session, get(session, Contract, subject_id), today)


def _of_pathway(session: Session, pathway: Pathway, today: date) -> FollowUpPage:
    person = pathway.beneficiary
    return FollowUpPage(
        kind="pathway",
        id=pathway.id,
        reference=pathway.reference,
        title=pathway.title,
        given_name=person.given_name if person else "",
        family_name=person.family_name if person else "",
        company=pathway.company.known_as if pathway.company else "",
        contract_reference=pathway.contract.reference,
        status=pathway.status,
        started_on=pathway.status_since,
        next=_next_of(pathway),
        people=people_of_pathway(session, pathway, today),
        events=events_of(session, FollowUpEvent.pathway_id == pathway.id),
    )


def _of_contract(session: Session, contract: Contract, today: date) -> FollowUpPage:
    following = _own_of(contract) if contract.own_owner else _next_of(contract)
    ripe = contract_details(session, contract).ripe_alerts(today)
    return FollowUpPage(
        kind="contract",
        id=contract.id,
        reference=contract.reference,
        title=contract.object,
        given_name="",
        family_name="",
        company=contract.company_name,
        contract_reference=contract.reference,
        status=contract.status,
        started_on=contract.notified_on or contract.published_on,
        next=following,
        people=people_of_contract(session, contract, today),
        events=events_of(session, FollowUpEvent.contract_id == contract.id),
        alerts=tuple(
            alert_sentence(one, today)
            for one in ripe
            if (one.action, one.subject, one.due)
            != (following.action, following.label, following.due)
        ),
    )


def _of_company(session: Session, company: Company, today: date) -> FollowUpPage:
    return FollowUpPage(
        kind="company",
        id=company.id,
        reference="",
        title=company.known_as,
        given_name="",
        family_name="",
        company="",
        contract_reference="",
        status="",
        started_on=None,
        next=NextAction(),
        people=people_of_company(session, company, today),
        events=events_with(session, scope_of(session, company.id)),
    )


def _next_of(record: Pathway | Contract) -> NextAction:
    return NextAction(
        record.next_owner,
        record.next_action,
        record.next_label,
        record.next_due,
        record.last_event_on,
    )


def _own_of(contract: Contract) -> NextAction:
    return NextAction(
        contract.own_owner,
        contract.own_action,
        contract.own_label,
        contract.own_due,
        contract.last_event_on,
    )
