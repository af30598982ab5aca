"""The list of Parcours: each row says who owes what, since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.course import RUNNING
from csf_desktop.models.entities import Beneficiary, Company, Contract, Pathway
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.services import listing
from csf_desktop.services.company_files import known_as
from csf_desktop.services.listing import ListSpec, Order, all_of
from csf_desktop.services.rows import Listing, ListQuery, NextAction, PathwayRow
from csf_desktop.storage.search import rowid_of
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


def _row(values: Sequence[Any]) -> PathwayRow:
    _, *shown, owner, action, label, due, since = values
    shown.append(NextAction(owner, action, label, due, since))
    return PathwayRow(*shown)


def next_of(pathway: Pathway) -> NextAction:
    """Return the next action of a pathway."""
    return NextAction(
        pathway.next_owner,
        pathway.next_action,
        pathway.next_label,
        pathway.next_due,
        pathway.last_event_on,
    )


BY_DUE = Order((Pathway.is_ended, Pathway.due_order, Pathway.reference), "ix_pathway_due")

SPEC: ListSpec[PathwayRow] = ListSpec(
    record=Pathway,
    select=select(
        rowid_of(Pathway),
        Pathway.id,
        Pathway.reference,
        Pathway.title,
        func.coalesce(Beneficiary.given_name, ""),
        func.coalesce(Beneficiary.family_name, ""),
        known_as(Company),
        Pathway.contract_id,
        Contract.reference,
        Pathway.status,
        Pathway.planned_minutes,
        Pathway.done_minutes,
        Pathway.starts_on,
        Pathway.ends_on,
        Pathway.next_owner,
        Pathway.next_action,
        Pathway.next_label,
        Pathway.next_due,
        Pathway.last_event_on,
    )
    .join(Contract, Contract.id == Pathway.contract_id)
    .outerjoin(Beneficiary, Beneficiary.id == Pathway.beneficiary_id)
    .outerjoin(Company, Company.id == Pathway.company_id),
    make=_row,
    sorts={
        "": BY_DUE,
        "reference": Order((Pathway.reference,), "ix_pathway_reference"),
        "person": Order((Pathway.person_key, Pathway.reference), "ix_pathway_person_key"),
        "company": Order((Pathway.company_key, Pathway.reference), "ix_pathway_company_key"),
        "status": Order(
            (Pathway.status, Pathway.due_order, Pathway.reference), "ix_pathway_status"
        ),
        "due": BY_DUE,
        "owner": Order(
            (Pathway.next_owner, Pathway.due_order, Pathway.reference), "ix_pathway_owner"
        ),
    },
    facts="ix_pathway_facts",
    chips={
        "late": lambda today: Pathway.due_order < today,
        "soon": lambda today: Pathway.due_order.between(
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


def pathway_total(vault: Vault) -> int:
    """Return how many pathways there are, whatever is searched or filtered."""
    with reading_session(vault) as session:
        return listing.count_all(session, SPEC)


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
    return pathways_where(session, Pathway.contract_id == contract_id)


def pathways_where(session: Session, condition: ColumnElement[bool]) -> tuple[PathwayRow, ...]:
    """Return every pathway of a condition, in the order of their references."""
    statement = SPEC.select.where(all_of(condition, Pathway.deleted_at.is_(None))).order_by(
        Pathway.reference
    )
    return tuple(_row(values) for values in session.execute(statement))
