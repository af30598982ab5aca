"""What a form made for a contract already says, so that the buyer only checks and completes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from csf_desktop.models.buyer_form import (
    BUYER_CONTACTS,
    BUYING,
    LOTS,
    PLACES,
    PRESCRIBING,
    PRIVATE,
    PUBLIC,
)
from csf_desktop.models.codes import ContactRole
from csf_desktop.models.entities import Awardee, Company, Contact, Contract, ExecutionPlace, Lot
from csf_desktop.models.form_values import Value
from csf_desktop.services.buyer_form_contract import PLAIN

_OURS = {"contract_note"}
"""What stays here: it was not written for the buyer."""


def values_of(session: Session, contract: Contract) -> dict[str, Value]:
    """Return the answers that are known here. Pathways are left to the buyer to propose."""
    found = dict(_all(session, contract))
    return {name: value for name, value in found.items() if value not in (None, "", 0)}


def _all(session: Session, contract: Contract) -> Iterator[tuple[str, Any]]:
    for name, attribute in PLAIN.items():
        if name not in _OURS:
            yield name, getattr(contract, attribute)
    yield "contract_kind", PRIVATE if contract.is_private else PUBLIC
    yield "clause_mode", contract.volume_mode
    if len(contract.place_code) == 5 and contract.place_code_type.casefold() == "code postal":
        yield "contract_place_code", contract.place_code
    buyer = contract.buyer
    if buyer is not None:
        yield from _fields("buyer", buyer, ("name", "siret"))
        people = _people(session, Contact.buyer_id == buyer.id)[:BUYER_CONTACTS]
        for rank, one in enumerate(people, start=1):
            yield from _fields(f"buyer_contact_{rank}", one, ("name", "phone", "email"))
            yield (
                f"buyer_contact_{rank}_role",
                (BUYING if one.role == ContactRole.BUYER else PRESCRIBING),
            )
    yield from _company(session, contract)
    for rank, lot in enumerate(_of(session, Lot, contract, Lot.number)[:LOTS], start=1):
        yield from _fields(f"lot_{rank}", lot, ("number", "title"))
        yield f"lot_{rank}_hours", lot.clause_minutes
    places = _of(session, ExecutionPlace, contract, ExecutionPlace.commune)
    for rank, place in enumerate(places[:PLACES], start=1):
        yield f"place_{rank}_address", place.address or place.label
        yield from _fields(f"place_{rank}", place, ("postal_code", "commune"))


def _company(session: Session, contract: Contract) -> Iterator[tuple[str, Any]]:
    company = session.scalars(
        select(Company)
        .join(Awardee, Awardee.company_id == Company.id)
        .where(Awardee.contract_id == contract.id, Awardee.deleted_at.is_(None))
        .order_by(*Awardee.by_importance())
    ).first()
    if company is None:
        return
    yield from _fields("company", company, ("name", "siret", "address", "postal_code", "commune"))
    people = _people(session, Contact.company_id == company.id)
    for prefix, role in (
        ("company_referent", ContactRole.REFERENT),
        ("company_hr", ContactRole.HUMAN_RESOURCES),
    ):
        one = next((person for person in people if person.role == role), None)
        if one is not None:
            yield from _fields(prefix, one, ("name", "phone", "email"))


def _fields(prefix: str, record: object, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        yield f"{prefix}_{name}", getattr(record, name)


def _people(session: Session, condition: ColumnElement[bool]) -> list[Contact]:
    return list(
        session.scalars(
            select(Contact)
            .where(condition, Contact.deleted_at.is_(None), Contact.until.is_(None))
            .order_by(Contact.name, Contact.id)
        )
    )


def _of(session: Session, record: type[Any], contract: Contract, order: Any) -> list[Any]:  # noqa: ANN401
    return list(
        session.scalars(
            select(record)
            .where(record.contract_id == contract.id, record.deleted_at.is_(None))
            .order_by(order, record.id)
        )
    )
