"""One search over everything, for Ctrl+K."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.labels import label
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.entities import Beneficiary, Company, Contract, Pathway
from csf_desktop.models.people import initials
from csf_desktop.services.listing import matching
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something found: ``kind`` and ``id`` open it, ``title`` and ``subtitle`` show it."""

    kind: str
    id: str
    title: str
    subtitle: str


def search_everything(
    vault: Vault, typed: str, limit: int = 8, *, initials_only: bool = False
) -> tuple[SearchHit, ...]:
    """Return up to ``limit`` records of each kind whose words begin as typed.

    With ``initials_only`` young people are shown by their initials, and still found by name.
    """
    with reading_session(vault) as session:
        return (
            *_contracts(session, typed, limit),
            *_pathways(session, typed, limit, initials_only),
            *_people(session, typed, limit, initials_only),
        )


def _contracts(session: Session, typed: str, limit: int) -> list[SearchHit]:
    match = matching(Contract, typed)
    if match is None:
        return []
    statement = select(Contract).where(match, Contract.deleted_at.is_(None))
    return [
        SearchHit("contract", row.id, f"{row.reference} · {row.object}", row.company_name)
        for row in session.scalars(statement.order_by(Contract.due_order).limit(limit))
    ]


def _pathways(session: Session, typed: str, limit: int, initials_only: bool) -> list[SearchHit]:
    match = matching(Pathway, typed)
    if match is None:
        return []
    statement = (
        select(Pathway, Beneficiary, Company.name)
        .outerjoin(Beneficiary, Beneficiary.id == Pathway.beneficiary_id)
        .outerjoin(Company, Company.id == Pathway.company_id)
        .where(match, Pathway.deleted_at.is_(None))
        .order_by(Pathway.is_ended, Pathway.due_order)
    )
    return [
        SearchHit(
            "pathway",
            pathway.id,
            " · ".join((pathway.reference, _name(person, initials_only) or pathway.title)),
            " · ".join(filter(None, (company, label(PathwayStatus, pathway.status)))),
        )
        for pathway, person, company in session.execute(statement.limit(limit))
    ]


def _people(session: Session, typed: str, limit: int, initials_only: bool) -> list[SearchHit]:
    match = matching(Beneficiary, typed)
    if match is None:
        return []
    statement = select(Beneficiary).where(match, Beneficiary.deleted_at.is_(None))
    order = Beneficiary.family_name.collate("FRENCH")
    return [
        SearchHit("beneficiary", row.id, _name(row, initials_only), row.reference)
        for row in session.scalars(statement.order_by(order).limit(limit))
    ]


def _name(person: Beneficiary | None, initials_only: bool) -> str:
    if person is None:
        return ""
    if initials_only:
        return initials(person.given_name, person.family_name)
    return f"{person.given_name} {person.family_name}".strip()
