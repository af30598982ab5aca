"""One search over everything, for Ctrl+K."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.labels import label
from csf_desktop.models.base import Record
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.entities import Beneficiary, Company, Contract, Pathway
from csf_desktop.models.people import initials
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.beneficiaries import BY_NAME as PEOPLE_BY_NAME
from csf_desktop.services.company_files import known_as
from csf_desktop.services.contract_list import BY_DUE as CONTRACTS_BY_DUE
from csf_desktop.services.listing import Order, first_rowids, matching
from csf_desktop.services.pathway_list import BY_DUE as PATHWAYS_BY_DUE
from csf_desktop.storage.search import match_expression, rowid_of
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
            *_companies(session, typed, limit),
        )


def _contracts(session: Session, typed: str, limit: int) -> list[SearchHit]:
    numbers = _first(session, Contract, CONTRACTS_BY_DUE, typed, limit)
    statement = select(Contract).where(rowid_of(Contract).in_(numbers))
    return [
        SearchHit("contract", row.id, f"{row.reference} · {row.object}", row.company_name)
        for row in session.scalars(statement.order_by(*CONTRACTS_BY_DUE.columns))
    ]


def _pathways(session: Session, typed: str, limit: int, initials_only: bool) -> list[SearchHit]:
    numbers = _first(session, Pathway, PATHWAYS_BY_DUE, typed, limit)
    statement = (
        select(Pathway, Beneficiary, known_as(Company))
        .outerjoin(Beneficiary, Beneficiary.id == Pathway.beneficiary_id)
        .outerjoin(Company, Company.id == Pathway.company_id)
        .where(rowid_of(Pathway).in_(numbers))
        .order_by(*PATHWAYS_BY_DUE.columns)
    )
    return [
        SearchHit(
            "pathway",
            pathway.id,
            " · ".join((pathway.reference, _name(person, initials_only) or pathway.title)),
            " · ".join(filter(None, (company, label(PathwayStatus, pathway.status)))),
        )
        for pathway, person, company in session.execute(statement)
    ]


def _people(session: Session, typed: str, limit: int, initials_only: bool) -> list[SearchHit]:
    numbers = _first(session, Beneficiary, PEOPLE_BY_NAME, typed, limit)
    statement = select(Beneficiary).where(rowid_of(Beneficiary).in_(numbers))
    return [
        SearchHit("beneficiary", row.id, _name(row, initials_only), row.reference)
        for row in session.scalars(statement.order_by(*PEOPLE_BY_NAME.columns))
    ]


def _companies(session: Session, typed: str, limit: int) -> list[SearchHit]:
    """Return companies by name; they are few enough to be sorted without an index."""
    match = matching(Company, typed)
    if match is None:
        return []
    rows = session.scalars(
        select(Company)
        .where(match, Company.deleted_at.is_(None))
        .order_by(Company.name, Company.id)
        .limit(limit)
    )
    return [
        SearchHit(
            "company",
            row.id,
            format_siret(row.known_as),
            " · ".join(filter(None, (format_siret(row.siret) if row.name else "", row.commune))),
        )
        for row in rows
    ]


def _first(
    session: Session, record: type[Record], order: Order, typed: str, limit: int
) -> list[int]:
    if not match_expression(typed):
        return []
    return first_rowids(session, record, order, typed, limit)


def _name(person: Beneficiary | None, initials_only: bool) -> str:
    if person is None:
        return ""
    if initials_only:
        return initials(person.given_name, person.family_name)
    return f"{person.given_name} {person.family_name}".strip()
