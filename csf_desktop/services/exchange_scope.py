"""Which records a file carries: what a colleague needs, and nothing of the other pathways."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from csf_desktop.models.entities import (
    Awardee,
    Beneficiary,
    Company,
    Contact,
    Contract,
    Document,
    DocumentRequest,
    ExecutionPlace,
    FollowUpEvent,
    Guardian,
    Lot,
    Outcome,
    Pathway,
    PathwayWeek,
    PurchaseOrder,
    Visit,
)

Scope = dict[str, set[str]]
"""Ids by kind."""


def pathway_scope(session: Session, pathway: Pathway) -> Scope:
    """Return what a colleague needs to take over a pathway, and nothing of the other ones."""
    scope = contract_frame(session, pathway.contract)
    _add(scope, "pathway", pathway.id)
    for record in (PathwayWeek, Outcome, FollowUpEvent, Visit, Document, DocumentRequest):
        scope[record.kind] |= set(
            session.scalars(select(record.id).where(record.pathway_id == pathway.id))
        )
    _add(scope, "company", pathway.company_id)
    _add(scope, "site", pathway.site_id)
    _add(scope, "lot", pathway.lot_id)
    _add(scope, "contact", pathway.company_tutor_id)
    _add_companies(session, scope)
    _add_contacts(session, scope)
    if pathway.beneficiary is not None:
        _add_person(session, scope, pathway.beneficiary)
    return scope


def contract_scope(session: Session, contract: Contract) -> Scope:
    """Return a contract, its organisations and its pathways without their young people's files."""
    scope = contract_frame(session, contract)
    for record in (FollowUpEvent, Document):
        scope[record.kind] |= set(
            session.scalars(select(record.id).where(record.contract_id == contract.id))
        )
    _add_companies(session, scope)
    _add_contacts(session, scope)
    return scope


def contract_frame(session: Session, contract: Contract) -> Scope:
    """Return a contract with its buyer, lots, orders, places, companies, and what it waits for.

    Documents asked about one pathway go with that pathway.
    """
    scope: Scope = defaultdict(set)
    _add(scope, "contract", contract.id)
    _add(scope, "buyer", contract.buyer_id)
    for record in (Lot, PurchaseOrder, Awardee, ExecutionPlace):
        scope[record.kind] |= set(
            session.scalars(select(record.id).where(record.contract_id == contract.id))
        )
    asked = select(DocumentRequest.id).where(
        DocumentRequest.contract_id == contract.id, DocumentRequest.pathway_id.is_(None)
    )
    scope["document_request"] |= set(session.scalars(asked))
    scope["company"] |= set(
        session.scalars(select(Awardee.company_id).where(Awardee.contract_id == contract.id))
    )
    return scope


def _add(scope: Scope, kind: str, record_id: str | None) -> None:
    if record_id:
        scope[kind].add(record_id)


def _add_companies(session: Session, scope: Scope) -> None:
    """Add the organisations of whom the records in scope name, and those that took them over."""
    scope["contact"] |= _named(session, FollowUpEvent.contact_id, FollowUpEvent.id, scope["event"])
    scope["company"] |= _named(session, FollowUpEvent.company_id, FollowUpEvent.id, scope["event"])
    scope["company"] |= _named(session, Contact.company_id, Contact.id, scope["contact"])
    scope["buyer"] |= _named(session, Contact.buyer_id, Contact.id, scope["contact"])
    scope["company"] |= _named(session, Lot.company_id, Lot.id, scope["lot"])
    waiting = set(scope["company"])
    while waiting:
        waiting = _named(session, Company.merged_into_id, Company.id, waiting) - scope["company"]
        scope["company"] |= waiting


def _named(
    session: Session,
    wanted: InstrumentedAttribute[Any],
    key: InstrumentedAttribute[str],
    ids: set[str],
) -> set[str]:
    rows = session.scalars(select(wanted).where(key.in_(ids), wanted.is_not(None)))
    return set(rows)


def _add_contacts(session: Session, scope: Scope) -> None:
    for column, kind in ((Contact.company_id, "company"), (Contact.buyer_id, "buyer")):
        scope["contact"] |= set(session.scalars(select(Contact.id).where(column.in_(scope[kind]))))


def _add_person(session: Session, scope: Scope, person: Beneficiary) -> None:
    _add(scope, "beneficiary", person.id)
    _add(scope, "school", person.school_id)
    scope["guardian"] |= set(
        session.scalars(select(Guardian.id).where(Guardian.beneficiary_id == person.id))
    )
