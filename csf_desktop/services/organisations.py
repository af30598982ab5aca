"""Buyers, companies and their contacts, found by SIRET or made."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.codes import ContactRole
from csf_desktop.models.entities import Buyer, Company, Contact
from csf_desktop.models.ids import natural_id, new_id
from csf_desktop.reference.siret import check_siret
from csf_desktop.services import text
from csf_desktop.services.company_files import survivor
from csf_desktop.services.listing import matching
from csf_desktop.services.references import get
from csf_desktop.services.rows import BuyerRow, CompanyRow
from csf_desktop.storage.french import fold
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

Organisation = TypeVar("Organisation", Buyer, Company)

COMPANY_CLEANERS: dict[str, text.Cleaner] = {
    "siret": lambda value: optional_siret(value),
    "name": text.line,
    "sector": text.line,
    "phone": text.line,
    "email": text.email,
    "address": text.line,
    "postal_code": text.line,
    "commune_code": text.line,
    "commune": text.line,
    "note": text.text,
}
BUYER_CLEANERS: dict[str, text.Cleaner] = {
    "siret": lambda value: optional_siret(value),
    "name": text.line,
    "service": text.line,
}
NAMELESS = "Indiquez le nom du contact."
CONTACT_CLEANERS: dict[str, text.Cleaner] = {
    "name": text.line,
    "role": text.code(ContactRole),
    "phone": text.line,
    "email": text.email,
    "since": text.day,
    "until": text.day,
}


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact to add, at a company or at a buyer (one of the two ids)."""

    name: str
    role: str = ContactRole.REFERENT
    phone: str = ""
    email: str = ""
    company_id: str | None = None
    buyer_id: str | None = None
    since: date | None = None


def optional_siret(value: str) -> str:
    """Return a checked SIRET, or an empty text; raise ``InvalidInputError``."""
    return check_siret(value) if value.strip() else ""


def siret_problem(typed: str) -> str:
    """Return what is wrong with a SIRET as typed, one sentence; empty when right or not given."""
    try:
        optional_siret(typed)
    except InvalidInputError as error:
        return str(error)
    return ""


def buyer_for(session: Session, siret: str, name: str) -> Buyer | None:
    """Return the buyer of this SIRET (made if need be), ``None`` when neither is given.

    A name completes a buyer that had none; it never replaces one that somebody wrote.
    """
    if not siret and not name:
        return None
    found = _by_siret(session, Buyer, siret)
    if found is None:
        found = _again(session, Buyer, siret) or Buyer(
            id=_id_for(session, Buyer, siret), siret=siret, name=name
        )
        session.add(found)
        session.flush()
    if name and not found.name:
        found.name = name
        session.flush()  # the next one may be looked for by name
    return found


def company_for(session: Session, siret: str, name: str, other_id: str = "") -> Company | None:
    """Return the company of this SIRET, else of this other identifier, made if need be.

    A company whose file another one took over is that one.
    """
    if not siret and not name and not other_id:
        return None
    found = _known_company(session, siret, name, other_id)
    if found is None:
        key = siret or other_id
        found = _again(session, Company, key) or Company(
            id=_id_for(session, Company, key), siret=siret, other_id=other_id, name=name
        )
        session.add(found)
        session.flush()
    if name and not found.name:
        found.name = name
        session.flush()  # the next one may be looked for by name
    return found


def suggest_companies(vault: Vault, typed: str, limit: int = 8) -> tuple[CompanyRow, ...]:
    """Return companies whose name or SIRET begins as typed."""
    match = matching(Company, typed)
    if match is None:
        return ()
    with reading_session(vault) as session:
        rows = session.scalars(
            select(Company)
            .where(match, Company.deleted_at.is_(None))
            .order_by(Company.name)
            .limit(limit)
        )
        return tuple(CompanyRow(row.id, row.name, row.siret, row.commune) for row in rows)


def suggest_buyers(vault: Vault, typed: str, limit: int = 8) -> tuple[BuyerRow, ...]:
    """Return buyers with a word of their name that begins as typed, or their SIRET.

    Buyers are few and have no search index: their names are compared one by one.
    """
    wanted = fold(typed).strip()
    if not wanted:
        return ()
    digits = "".join(wanted.split())
    with reading_session(vault) as session:
        rows = session.execute(
            select(Buyer.id, Buyer.name, Buyer.siret)
            .where(Buyer.deleted_at.is_(None), Buyer.name != "")
            .order_by(Buyer.name, Buyer.id)
        )
        found = (
            BuyerRow(*row)
            for row in rows
            if f" {wanted}" in f" {fold(row.name)}" or row.siret.startswith(digits)
        )
        return tuple(islice(found, limit))


def update_company(vault: Vault, company_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a company; raise ``InvalidInputError`` naming the field."""
    return _update(vault, Company, company_id, values, COMPANY_CLEANERS, "l’entreprise")


def update_buyer(vault: Vault, buyer_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a buyer; raise ``InvalidInputError`` naming the field."""
    return _update(vault, Buyer, buyer_id, values, BUYER_CLEANERS, "l’acheteur")


def update_contact(vault: Vault, contact_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a contact; ``until`` tells that the person has left.

    Raise ``InvalidInputError`` when the name is taken away.
    """
    if "name" in values and not text.line(values["name"]):
        raise InvalidInputError(NAMELESS, field="name")
    return _update(vault, Contact, contact_id, values, CONTACT_CLEANERS, "un contact")


def add_contact(vault: Vault, draft: ContactDraft) -> ChangeSet:
    """Add a contact to a company or a buyer; raise ``InvalidInputError`` without a name."""
    if not draft.name.strip():
        raise InvalidInputError(NAMELESS, field="name")
    with UnitOfWork(vault, "Ajout d’un contact") as work:
        contact = Contact(
            id=new_id(),
            company_id=draft.company_id,
            buyer_id=draft.buyer_id,
            name=text.line(draft.name),
            role=text.code(ContactRole)(draft.role),
            phone=text.line(draft.phone),
            email=text.email(draft.email),
            since=text.day(draft.since),
        )
        work.session.add(contact)
        return work.commit(contact.id)


def _update(
    vault: Vault,
    record: type[Any],
    record_id: str,
    values: Mapping[str, Any],
    cleaners: Mapping[str, text.Cleaner],
    what: str,
) -> ChangeSet:
    with UnitOfWork(vault, f"Modification de {what}".replace("de un ", "d’un ")) as work:
        text.edit(get(work.session, record, record_id), values, cleaners)
        return work.commit()


def by_siret(
    session: Session, record: type[Organisation], sirets: Set[str]
) -> dict[str, Organisation]:
    """Return the organisations of these SIRET that the vault has, by their SIRET."""
    known = select(record).where(record.siret.in_(sirets - {""}), record.deleted_at.is_(None))
    return {one.siret: one for one in session.scalars(known.order_by(record.id.desc()))}


def _by_siret(session: Session, record: type[Organisation], siret: str) -> Organisation | None:
    if not siret:
        return None
    return session.scalars(
        select(record).where(record.siret == siret, record.deleted_at.is_(None)).limit(1)
    ).first()


def _again(session: Session, record: type[Organisation], key: str) -> Organisation | None:
    """Bring back the organisation that a natural key names, if its making was undone."""
    found = session.get(record, natural_id(record.kind, key)) if key else None
    if found is None or found.deleted_at is None or key not in (found.siret, _other_id(found)):
        return None
    found.deleted_at = None
    return found


def _other_id(found: Buyer | Company) -> str:
    return found.other_id if isinstance(found, Company) else ""


def _id_for(session: Session, record: type[Organisation], key: str) -> str:
    """Return the id that a natural key gives, unless who has it was given another number since."""
    wanted = natural_id(record.kind, key) if key else ""
    return wanted if wanted and session.get(record, wanted) is None else new_id()


def _known_company(session: Session, siret: str, name: str, other_id: str) -> Company | None:
    """Return the company known by the first of these, merged ones being those that took over."""
    if siret:
        same = Company.siret == siret
    else:
        same = Company.other_id == other_id if other_id else Company.name == name
    is_known = or_(Company.deleted_at.is_(None), Company.merged_into_id.is_not(None))
    found = session.scalars(
        select(Company)
        .where(same, is_known)
        .order_by(Company.deleted_at.is_not(None), Company.id)
        .limit(1)
    ).first()
    if found is None or found.deleted_at is None:
        return found
    kept = survivor(session, found)
    kept.deleted_at = None  # its own making may have been undone since
    return kept
