"""The list of Parcours: each row says who owes what, since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import Session

from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.course import RUNNING
from csf_desktop.models.entities import Beneficiary, Company, Contract, Pathway
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.services import listing
from csf_desktop.services.listing import ListSpec, all_of
from csf_desktop.services.rows import Listing, ListQuery, NextAction, PathwayRow
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


def _row(values: Sequence[Any]) -> PathwayRow:
    _, pathway, given_name, family_name, company, contract_reference = values
    return PathwayRow(
        id=pathway.id,
        reference=pathway.reference,
        title=pathway.title,
        given_name=given_name or "",
        family_name=family_name or "",
        company=company or "",
        contract_id=pathway.contract_id,
        contract_reference=contract_reference,
        status=pathway.status,
        planned_minutes=pathway.planned_minutes,
        done_minutes=pathway.done_minutes,
        starts_on=pathway.starts_on,
        ends_on=pathway.ends_on,
        next=next_of(pathway),
    )


def next_of(pathway: Pathway) -> NextAction:
    """Return the next action of a pathway."""
    return NextAction(
        pathway.next_owner,
        pathway.next_action,
        pathway.next_label,
        pathway.next_due,
        pathway.last_event_on,
    )


ROW: ColumnElement[int] = literal_column("pathway.rowid")
"""Ends every index, hence an order that is whole at no cost."""

SPEC: ListSpec[PathwayRow] = ListSpec(
    record=Pathway,
    select=select(
        Pathway.id,
        Pathway,
        Beneficiary.given_name,
        Beneficiary.family_name,
        Company.name,
        Contract.reference,
    )
    .join(Contract, Contract.id == Pathway.contract_id)
    .outerjoin(Beneficiary, Beneficiary.id == Pathway.beneficiary_id)
    .outerjoin(Company, Company.id == Pathway.company_id),
    make=_row,
    sorts={
        "": (Pathway.is_ended, Pathway.due_order, Pathway.reference),
        "reference": (Pathway.reference,),
        "person": (Pathway.person_key, Pathway.reference),
        "company": (Pathway.company_key, Pathway.reference),
        "status": (Pathway.status, Pathway.due_order, Pathway.reference),
        "due": (Pathway.is_ended, Pathway.due_order, Pathway.reference),
        "owner": (Pathway.next_owner, Pathway.next_due, ROW),
    },
    chips={
        "late": lambda today: Pathway.next_due < today,
        "soon": lambda today: Pathway.next_due.between(
            today, today + timedelta(days=DEFAULT_RULES.soon_days)
        ),
        "open": lambda _today: Pathway.status == PathwayStatus.OPEN,
        "running": lambda _today: Pathway.status.in_(RUNNING),
        "ended": lambda _today: Pathway.is_ended,
    },
    base=lambda query: [Pathway.contract_id == query.contract_id] if query.contract_id else [],
)


def open_pathways(vault: Vault, query: ListQuery) -> Listing[PathwayRow]:
    """Return the number of pathways and the first page."""
    with reading_session(vault) as session:
        return listing.open_list(session, SPEC, query)


def pathway_page(
    vault: Vault, offset: int, limit: int, *, query: ListQuery
) -> tuple[PathwayRow, ...]:
    """Return a page of pathways."""
    with reading_session(vault) as session:
        return listing.page(session, SPEC, query, offset, limit)


def pathway_chips(vault: Vault, query: ListQuery) -> dict[str, int]:
    """Return the count behind each chip."""
    with reading_session(vault) as session:
        return listing.count_chips(session, SPEC, query)


def pathway_of_beneficiary(vault: Vault, beneficiary_id: str) -> str:
    """Return the id of a young person's pathway, the one that runs first, then the latest.

    Empty when none was ever reserved for them.
    """
    statement = (
        select(Pathway.id)
        .where(Pathway.beneficiary_id == beneficiary_id, Pathway.deleted_at.is_(None))
        .order_by(Pathway.is_ended, Pathway.status_since.desc(), Pathway.reference.desc())
        .limit(1)
    )
    with reading_session(vault) as session:
        return session.scalar(statement) or ""


def pathways_of_contract(session: Session, contract_id: str) -> tuple[PathwayRow, ...]:
    """Return every pathway of a contract, in the order of their references."""
    statement = SPEC.select.where(
        all_of(Pathway.contract_id == contract_id, Pathway.deleted_at.is_(None))
    ).order_by(Pathway.reference)
    return tuple(_row(values) for values in session.execute(statement))
