"""Young people: found, made, changed; nothing more than their pathway needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.checks import age_warning
from csf_desktop.models.codes import Situation
from csf_desktop.models.course import RUNNING
from csf_desktop.models.entities import Beneficiary, Guardian, Pathway, School
from csf_desktop.models.ids import new_id
from csf_desktop.models.people import age_on, is_minor_on
from csf_desktop.services import text
from csf_desktop.services.listing import Order, first_rowids, look_up
from csf_desktop.services.references import beneficiary_reference, get
from csf_desktop.services.rows import BeneficiaryRow
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.search import match_expression, rowid_of
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault


def _distance(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= 500:
        raise InvalidInputError("Cette distance est impossible\u00a0: indiquez des kilomètres.")
    return value


CLEANERS: dict[str, text.Cleaner] = {
    "given_name": text.line,
    "family_name": text.line,
    "birth_date": text.day,
    "phone": text.line,
    "email": text.email,
    "postal_code": text.line,
    "commune_code": text.line,
    "commune": text.line,
    "situation": text.code(Situation),
    "entered_on": text.day,
    "wishes": text.text,
    "avoid": text.text,
    "mobility_km": _distance,
    "transport": text.line,
    "availability": text.text,
    "informed_on": text.day,
    "consent_on": text.day,
    "note": text.text,
}
GUARDIAN_CLEANERS: dict[str, text.Cleaner] = {
    "name": text.line,
    "relation": text.line,
    "phone": text.line,
    "email": text.email,
}
BY_NAME = Order((Beneficiary.name_key, Beneficiary.reference), "ix_beneficiary_name_key")
"""Young people as a French list orders them."""

SCHOOL_CLEANERS: dict[str, text.Cleaner] = {
    "name": text.line,
    "uai": text.line,
    "commune": text.line,
    "head_name": text.line,
    "phone": text.line,
    "email": text.email,
}


@dataclass(frozen=True, slots=True)
class BeneficiaryDraft:
    """What a person gives to open a young person's file."""

    given_name: str
    family_name: str
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    commune: str = ""
    commune_code: str = ""
    postal_code: str = ""
    situation: str = Situation.STOPPED
    guardian_name: str = ""
    guardian_phone: str = ""
    school_name: str = ""
    wishes: str = ""


@dataclass(frozen=True, slots=True)
class GuardianLine:
    """A legal guardian."""

    id: str
    name: str
    relation: str
    phone: str
    email: str


@dataclass(frozen=True)
class BeneficiaryDetails:
    """A young person; ``fields`` as stored, ``age`` in years today, ``warning`` a sentence."""

    id: str
    reference: str
    fields: dict[str, Any]
    age: int | None
    is_minor: bool
    guardians: tuple[GuardianLine, ...]
    school_id: str | None
    school_name: str
    warning: str


def suggest_beneficiaries(
    vault: Vault, typed: str = "", limit: int = 8
) -> tuple[BeneficiaryRow, ...]:
    """Return young people whose name or reference begins as typed; all, by name, without text."""
    with reading_session(vault) as session:
        return _rows(session, typed, limit)


def list_beneficiaries(
    vault: Vault, search: str, limit: int
) -> tuple[int, tuple[BeneficiaryRow, ...]]:
    """Return how many young people a search finds, and the first of them by name."""
    with reading_session(vault) as session:
        return _count(session, search), _rows(session, search, limit)


def _finds_nobody(typed: str) -> bool:
    """Tell whether something was typed that has no letter and no figure."""
    return bool(typed.strip()) and not match_expression(typed)


def _count(session: Session, typed: str) -> int:
    if _finds_nobody(typed):
        return 0
    found = look_up(session, Beneficiary, typed, BY_NAME.index)
    if found.count is not None:
        return found.count
    kept = select(func.count()).select_from(Beneficiary).where(Beneficiary.deleted_at.is_(None))
    return session.scalar(kept) or 0


def _rows(session: Session, typed: str, limit: int) -> tuple[BeneficiaryRow, ...]:
    if _finds_nobody(typed):
        return ()
    running = (
        select(func.count())
        .where(
            Pathway.beneficiary_id == Beneficiary.id,
            Pathway.deleted_at.is_(None),
            Pathway.status.in_(RUNNING),
        )
        .scalar_subquery()
    )
    numbers = first_rowids(session, Beneficiary, BY_NAME, typed, limit)
    statement = select(Beneficiary, running).where(rowid_of(Beneficiary).in_(numbers))
    rows = session.execute(statement.order_by(*BY_NAME.columns))
    return tuple(
        BeneficiaryRow(
            person.id,
            person.reference,
            person.given_name,
            person.family_name,
            person.birth_date,
            person.commune,
            count,
        )
        for person, count in rows
    )


def get_beneficiary(vault: Vault, beneficiary_id: str, today: date) -> BeneficiaryDetails:
    """Return a young person's file; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        person = get(session, Beneficiary, beneficiary_id)
        return beneficiary_details(session, person, today)


def beneficiary_details(session: Session, person: Beneficiary, today: date) -> BeneficiaryDetails:
    """Return everything of a young person."""
    guardians = session.scalars(
        select(Guardian)
        .where(Guardian.beneficiary_id == person.id, Guardian.deleted_at.is_(None))
        .order_by(Guardian.id)
    )
    born = person.birth_date
    return BeneficiaryDetails(
        id=person.id,
        reference=person.reference,
        fields={name: getattr(person, name) for name in person.journalled_fields()},
        age=age_on(born, today) if born else None,
        is_minor=is_minor_on(born, today) if born else False,
        guardians=tuple(
            GuardianLine(row.id, row.name, row.relation, row.phone, row.email) for row in guardians
        ),
        school_id=person.school_id,
        school_name=person.school.name if person.school else "",
        warning=age_warning(born, today),
    )


def create_beneficiary(vault: Vault, draft: BeneficiaryDraft, today: date) -> ChangeSet:
    """Open a young person's file; an age outside the scheme is warned about, not refused."""
    if not draft.given_name.strip() and not draft.family_name.strip():
        raise InvalidInputError(
            "Indiquez au moins le prénom ou le nom du jeune.", field="given_name"
        )
    if draft.birth_date is not None and draft.birth_date > today:
        raise InvalidInputError(
            "La date de naissance est dans l’avenir\u00a0: vérifiez l’année.", field="birth_date"
        )
    with UnitOfWork(vault, "Ouverture du dossier d’un jeune") as work:
        session = work.session
        person = Beneficiary(
            id=new_id(), reference=beneficiary_reference(session, today.year), entered_on=today
        )
        names = (
            "given_name", "family_name", "birth_date", "phone", "email", "commune",
            "commune_code", "postal_code", "situation", "wishes",
        )  # fmt: skip
        text.edit(person, {name: getattr(draft, name) for name in names}, CLEANERS)
        person.school_id = _school_id(session, draft.school_name)
        session.add(person)
        if draft.guardian_name.strip():
            guardian = Guardian(id=new_id(), beneficiary_id=person.id)
            values = {"name": draft.guardian_name, "phone": draft.guardian_phone}
            text.edit(guardian, values, GUARDIAN_CLEANERS)
            session.add(guardian)
        return work.commit(person.id)


def update_beneficiary(vault: Vault, beneficiary_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a young person; ``school_name`` finds or makes the school."""
    with UnitOfWork(vault, "Modification du dossier d’un jeune") as work:
        person = get(work.session, Beneficiary, beneficiary_id)
        work.relabel(f"Modification du dossier {person.reference}")
        plain = dict(values)
        if "school_name" in plain:
            person.school_id = _school_id(work.session, plain.pop("school_name"))
        text.edit(person, plain, CLEANERS)
        return work.commit()


def set_guardian(
    vault: Vault, beneficiary_id: str, values: Mapping[str, str], guardian_id: str | None = None
) -> ChangeSet:
    """Change a legal guardian, or add one without ``guardian_id``."""
    with UnitOfWork(vault, "Représentant légal") as work:
        if guardian_id is None:
            guardian = Guardian(id=new_id(), beneficiary_id=beneficiary_id)
            work.session.add(guardian)
        else:
            guardian = get(work.session, Guardian, guardian_id)
        text.edit(guardian, values, GUARDIAN_CLEANERS)
        return work.commit(guardian.id)


def delete_beneficiary(vault: Vault, beneficiary_id: str) -> ChangeSet:
    """Take a young person out of the lists; refused while a pathway is theirs."""
    with UnitOfWork(vault, "Suppression du dossier d’un jeune") as work:
        person = get(work.session, Beneficiary, beneficiary_id)
        held = select(Pathway.id).where(
            Pathway.beneficiary_id == person.id, Pathway.deleted_at.is_(None)
        )
        if work.session.scalar(held.limit(1)):
            raise InvalidInputError(
                "Un parcours est réservé pour ce jeune\u00a0: libérez-le avant de supprimer le "
                "dossier."
            )
        person.deleted_at = datetime.now(UTC)
        return work.commit()


def _school_id(session: Session, name: str) -> str | None:
    clean = text.line(name)
    if not clean:
        return None
    found = session.scalars(
        select(School).where(School.name == clean, School.deleted_at.is_(None)).limit(1)
    ).first()
    if found is None:
        found = School(id=new_id(), name=clean)
        session.add(found)
        session.flush()
    return found.id
