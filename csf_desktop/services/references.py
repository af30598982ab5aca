"""Short references that people say on the telephone: M-2026-014, P-2026-014-02, J-2026-007.

They are given by the laptop that makes the record. Two laptops may give the same one: the id tells
records apart, the reference is for people, and finding by reference says when there are two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.models.base import Record
from csf_desktop.models.entities import Beneficiary, Contract, Pathway

Found = TypeVar("Found", Contract, Pathway, Beneficiary)
Known = TypeVar("Known", bound=Record)


def contract_references(session: Session, year: int) -> Callable[[], str]:
    """Return a function that gives the next references of the year, one a call."""
    return _counter(session, Contract.reference, f"M-{year}-", 3)


def beneficiary_reference(session: Session, year: int) -> str:
    """Return the next reference of a young person."""
    return _counter(session, Beneficiary.reference, f"J-{year}-", 3)()


def pathway_references(session: Session, contract: Contract) -> Callable[[], str]:
    """Return a function that gives the next references of a contract's pathways."""
    body = contract.reference.removeprefix("M-")
    return _counter(session, Pathway.reference, f"P-{body}-", 2)


def _counter(
    session: Session, column: InstrumentedAttribute[str], prefix: str, digits: int
) -> Callable[[], str]:
    latest = session.scalar(
        select(column)
        .where(column >= prefix, column < prefix + "\uffff")
        .order_by(func.length(column).desc(), column.desc())
        .limit(1)
    )
    tail = latest.removeprefix(prefix) if latest else ""
    number = int(tail) if tail.isdigit() else 0

    def following() -> str:
        nonlocal number
        number += 1
        return f"{prefix}{number:0{digits}d}"

    return following


def find(session: Session, record: type[Found], reference: str) -> Found:
    """Return the record that a person names, by its reference or its id.

    Raises ``NotFoundError``, or ``InvalidInputError`` when two records share the reference.
    """
    named = reference.strip()
    if not named.isascii():  # ours are; half a character would not even reach the database
        raise NotFoundError(reference=reference)
    by_id = session.get(record, named.lower())
    if by_id is not None and by_id.deleted_at is None:
        return by_id
    found = session.scalars(
        select(record).where(record.reference == named.upper(), record.deleted_at.is_(None))
    ).all()
    if not found:
        raise NotFoundError(reference=reference)
    if len(found) > 1:
        ids = ", ".join(sorted(item.id for item in found))
        raise InvalidInputError(
            f"Plusieurs enregistrements portent la référence «\u00a0{named}\u00a0»\u00a0: "
            f"précisez l’identifiant ({ids})."
        )
    return found[0]


def get(session: Session, record: type[Known], record_id: str) -> Known:
    """Return a record by its id; raise ``NotFoundError`` when it is gone."""
    found = session.get(record, record_id)
    if found is None or found.deleted_at is not None:
        raise NotFoundError(reference=record_id)
    return found
