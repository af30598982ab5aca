"""Who can be reached about a pathway or a contract, on which side, at which number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from csf_desktop.labels import label
from csf_desktop.models.codes import Actor, ContactRole
from csf_desktop.models.entities import (
    Awardee,
    Beneficiary,
    Buyer,
    Company,
    Contact,
    Contract,
    Guardian,
    Pathway,
)
from csf_desktop.services.references import get
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault

_RANKS: dict[str, int] = {
    ContactRole.COMPANY_TUTOR: 0,
    ContactRole.REFERENT: 1,
    ContactRole.HUMAN_RESOURCES: 2,
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who can be reached: ``role`` in words, ``actor`` the side they are on (a code).

    ``contact_id`` is filled in for a contact of a company or a buyer.
    """

    name: str
    role: str
    actor: str
    phone: str = ""
    email: str = ""
    contact_id: str = ""


def people_of(
    vault: Vault,
    pathway_id: str | None = None,
    contract_id: str | None = None,
    *,
    today: date,
) -> tuple[PersonLine, ...]:
    """Return who can be reached about a pathway, or else a contract, those who have left apart.

    The company's tutor comes first, then the company, the young person and theirs, the buyer.
    """
    with reading_session(vault) as session:
        if pathway_id:
            return people_of_pathway(session, get(session, Pathway, pathway_id), today)
        return people_of_contract(session, get(session, Contract, contract_id or ""), today)


def people_of_pathway(session: Session, pathway: Pathway, day: date) -> tuple[PersonLine, ...]:
    """Return who can be reached about a pathway: its host first, then the titulaire's people."""
    person = pathway.beneficiary
    others = [one for one in _awardees(session, pathway.contract_id) if one is not pathway.company]
    return (
        *_company_people(session, pathway.company, day, first=pathway.company_tutor_id),
        *(_young_people(session, person) if person else ()),
        *_people_of_all(session, others, day),
        *_buyer_people(session, pathway.contract.buyer, day),
    )


def people_of_contract(session: Session, contract: Contract, day: date) -> tuple[PersonLine, ...]:
    """Return who can be reached about a contract: its companies, then its buyer."""
    return (
        *_people_of_all(session, _awardees(session, contract.id), day),
        *_buyer_people(session, contract.buyer, day),
    )


def people_of_company(session: Session, company: Company, day: date) -> tuple[PersonLine, ...]:
    """Return who can be reached at a company."""
    return tuple(_company_people(session, company, day))


def _awardees(session: Session, contract_id: str) -> list[Company]:
    rows = session.scalars(
        select(Company)
        .join(Awardee, Awardee.company_id == Company.id)
        .where(Awardee.contract_id == contract_id, Awardee.deleted_at.is_(None))
        .order_by(*Awardee.by_importance())
    )
    return list(dict.fromkeys(rows))


def _company_people(
    session: Session, company: Company | None, day: date, first: str | None = None
) -> list[PersonLine]:
    """Return the contacts of a company, the tutor ``first``, then its switchboard."""
    if company is None:
        return []
    contacts = _contacts(session, Contact.company_id == company.id, day)
    contacts.sort(key=lambda contact: (contact.id != first, _RANKS.get(contact.role, len(_RANKS))))
    people = [_person(contact, Actor.COMPANY) for contact in contacts]
    if company.name:
        standard = PersonLine(
            company.name, label(Actor, Actor.COMPANY), Actor.COMPANY, company.phone, company.email
        )
        people.append(standard)
    return people


def _people_of_all(session: Session, companies: Iterable[Company], day: date) -> list[PersonLine]:
    return [line for one in companies for line in _company_people(session, one, day)]


def _buyer_people(session: Session, buyer: Buyer | None, day: date) -> list[PersonLine]:
    if buyer is None:
        return []
    contacts = _contacts(session, Contact.buyer_id == buyer.id, day)
    people = [_person(contact, Actor.BUYER) for contact in contacts]
    name = buyer.name or buyer.siret
    return [*people, PersonLine(name, label(Actor, Actor.BUYER), Actor.BUYER)] if name else people


def _young_people(session: Session, person: Beneficiary) -> list[PersonLine]:
    """Return the young person, those who answer for them, and their school."""
    name = f"{person.given_name} {person.family_name}".strip()
    people = [
        PersonLine(
            name, label(Actor, Actor.BENEFICIARY), Actor.BENEFICIARY, person.phone, person.email
        )
    ]
    guardians = session.scalars(
        select(Guardian)
        .where(Guardian.beneficiary_id == person.id, Guardian.deleted_at.is_(None))
        .order_by(Guardian.id)
    )
    for guardian in guardians:
        role = guardian.relation or label(Actor, Actor.GUARDIAN)
        people.append(
            PersonLine(guardian.name, role, Actor.GUARDIAN, guardian.phone, guardian.email)
        )
    school = person.school
    if school is not None:
        role = label(Actor, Actor.SCHOOL)
        shown = school.head_name or school.name
        people.append(PersonLine(shown, role, Actor.SCHOOL, school.phone, school.email))
    return [line for line in people if line.name]


def _contacts(session: Session, where: ColumnElement[bool], day: date) -> list[Contact]:
    is_there = or_(Contact.until.is_(None), Contact.until >= day)
    rows = session.scalars(
        select(Contact)
        .where(where, is_there, Contact.deleted_at.is_(None), Contact.name != "")
        .order_by(Contact.name)
    )
    return list(rows)


def _person(contact: Contact, actor: Actor) -> PersonLine:
    role = label(ContactRole, contact.role)
    return PersonLine(contact.name, role, actor, contact.phone, contact.email, contact.id)
