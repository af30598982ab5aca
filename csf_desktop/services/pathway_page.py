"""The page of one pathway: people, hours by week, course, timeline, what may come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.models.checks import done_warning, gratification_warning
from csf_desktop.models.codes import EventKind, PathwayStatus
from csf_desktop.models.course import MAIN_COURSE, NEXT, PathwayFacts, missing_before
from csf_desktop.models.entities import (
    Contact,
    Document,
    FollowUpEvent,
    Outcome,
    Pathway,
    PathwayWeek,
    Visit,
)
from csf_desktop.services.beneficiaries import BeneficiaryDetails, beneficiary_details
from csf_desktop.services.contract_page import ContactLine, contact_line
from csf_desktop.services.follow_ups import EventLine, events_of
from csf_desktop.services.pathway_list import next_of
from csf_desktop.services.references import get
from csf_desktop.services.rows import NextAction
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class CourseStep:
    """A step of the main course: ``state`` is done, current or to_come; ``day`` when reached."""

    status: str
    state: str
    day: date | None


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A step that may follow now; ``missing`` says what is to be completed before."""

    status: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A week; minutes, ``done`` unknown before somebody wrote it."""

    id: str
    monday: date
    planned_minutes: int
    done_minutes: int | None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome, or what the immersion brought (``is_benefit``)."""

    id: str
    code: str
    is_benefit: bool
    detail: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that was issued."""

    id: str
    kind: str
    number: str
    issued_at: datetime
    sha256: str
    recipients: str


@dataclass(frozen=True)
class PathwayDetails:
    """Everything the page of a pathway shows; ``fields`` are the record's own, as stored.

    ``counted_minutes`` is what counts against the company's volume, ``done_minutes`` what the young
    person did: the two are never mixed. ``warnings`` are sentences.
    """

    id: str
    reference: str
    fields: dict[str, Any]
    contract_id: str
    contract_reference: str
    contract_object: str
    buyer_name: str
    company_name: str
    company_siret: str
    company_commune: str
    site: str
    company_contacts: tuple[ContactLine, ...]
    company_tutor: ContactLine | None
    beneficiary: BeneficiaryDetails | None
    steps: tuple[CourseStep, ...]
    choices: tuple[StepChoice, ...]
    weeks: tuple[WeekLine, ...]
    done_minutes: int
    counted_minutes: int
    events: tuple[EventLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    documents: tuple[DocumentLine, ...]
    next: NextAction
    warnings: tuple[str, ...]


def get_pathway(vault: Vault, pathway_id: str, today: date) -> PathwayDetails:
    """Return a pathway by its id; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        return pathway_details(session, get(session, Pathway, pathway_id), today)


def pathway_details(session: Session, pathway: Pathway, today: date) -> PathwayDetails:
    """Return everything of a pathway."""
    contract, company, person = pathway.contract, pathway.company, pathway.beneficiary
    tutor, site = pathway.company_tutor, pathway.site
    events = events_of(session, FollowUpEvent.pathway_id == pathway.id)
    outcomes = _outcomes(session, pathway.id)
    return PathwayDetails(
        id=pathway.id,
        reference=pathway.reference,
        fields={name: getattr(pathway, name) for name in pathway.journalled_fields()},
        contract_id=contract.id,
        contract_reference=contract.reference,
        contract_object=contract.object,
        buyer_name=contract.buyer.name if contract.buyer else "",
        company_name=company.known_as if company else "",
        company_siret=company.siret if company else "",
        company_commune=company.commune if company else "",
        site=", ".join(part for part in (site.name, site.commune) if part) if site else "",
        company_contacts=_contacts(session, pathway.company_id),
        company_tutor=contact_line(tutor) if tutor else None,
        beneficiary=beneficiary_details(session, person, today) if person else None,
        steps=course_steps(PathwayStatus(pathway.status), pathway.status_since, events),
        choices=_choices(pathway, outcomes),
        weeks=_weeks(session, pathway.id),
        done_minutes=pathway.done_minutes,
        counted_minutes=pathway.counted_minutes,
        events=events,
        outcomes=outcomes,
        documents=_documents(session, pathway.id),
        next=next_of(pathway),
        warnings=_warnings(pathway),
    )


def course_steps(
    status: PathwayStatus, since: date, events: Sequence[EventLine]
) -> tuple[CourseStep, ...]:
    """Return the main course with the day each step was reached; a side exit ends it."""
    reached = {
        event.status: event.happened_at.astimezone().date()
        for event in sorted(events, key=lambda event: event.happened_at)
        if event.kind == EventKind.STATUS
    }
    reached[status.value] = since
    if status in MAIN_COURSE:
        at = MAIN_COURSE.index(status)
        course = list(MAIN_COURSE)
    else:
        course = [step for step in MAIN_COURSE if step.value in reached and step != status]
        at = len(course)
        course = [*course, status]
    last = len(course) - 1
    return tuple(
        CourseStep(
            step.value,
            "done"
            if place < at or (place == at == last)
            else "current"
            if place == at
            else "to_come",
            reached.get(step.value) if place <= at else None,
        )
        for place, step in enumerate(course)
    )


def facts_of(pathway: Pathway, outcome_count: int, reason: str = "") -> PathwayFacts:
    """Return what the rules of the course look at."""
    return PathwayFacts(
        status=PathwayStatus(pathway.status),
        has_beneficiary=pathway.beneficiary_id is not None,
        planned_minutes=pathway.planned_minutes,
        starts_on=pathway.starts_on,
        agreement_signed_on=pathway.agreement_signed_on,
        has_reason=bool(reason.strip()),
        outcome_count=outcome_count,
    )


def visits_of(session: Session, pathway_id: str) -> Sequence[Visit]:
    """Return the visits of a pathway, by date."""
    return session.scalars(
        select(Visit)
        .where(Visit.pathway_id == pathway_id, Visit.deleted_at.is_(None))
        .order_by(Visit.done_on, Visit.planned_on)
    ).all()


def _choices(pathway: Pathway, outcomes: Sequence[OutcomeLine]) -> tuple[StepChoice, ...]:
    count = sum(not outcome.is_benefit for outcome in outcomes)
    facts = facts_of(pathway, count, reason="asked for when the step is chosen")
    return tuple(
        StepChoice(target.value, missing_before(target, facts)) for target in NEXT[facts.status]
    )


def _contacts(session: Session, company_id: str | None) -> tuple[ContactLine, ...]:
    """Return the people of the company that hosts, those who left last."""
    rows = session.scalars(
        select(Contact)
        .where(Contact.company_id == company_id, Contact.deleted_at.is_(None))
        .order_by(Contact.until.is_not(None), Contact.name)
    )
    return tuple(contact_line(row) for row in rows)


def _weeks(session: Session, pathway_id: str) -> tuple[WeekLine, ...]:
    rows = session.scalars(
        select(PathwayWeek)
        .where(PathwayWeek.pathway_id == pathway_id, PathwayWeek.deleted_at.is_(None))
        .order_by(PathwayWeek.monday)
    )
    return tuple(
        WeekLine(row.id, row.monday, row.planned_minutes, row.done_minutes) for row in rows
    )


def _outcomes(session: Session, pathway_id: str) -> tuple[OutcomeLine, ...]:
    rows = session.scalars(
        select(Outcome)
        .where(Outcome.pathway_id == pathway_id, Outcome.deleted_at.is_(None))
        .order_by(Outcome.is_benefit, Outcome.id)
    )
    return tuple(OutcomeLine(row.id, row.code, row.is_benefit, row.detail) for row in rows)


def _documents(session: Session, pathway_id: str) -> tuple[DocumentLine, ...]:
    rows = session.scalars(
        select(Document)
        .where(Document.pathway_id == pathway_id, Document.deleted_at.is_(None))
        .order_by(Document.issued_at.desc())
    )
    return tuple(
        DocumentLine(
            row.id, row.document_kind, row.number, row.issued_at, row.sha256, row.recipients
        )
        for row in rows
    )


def _warnings(pathway: Pathway) -> tuple[str, ...]:
    found = [done_warning(pathway.done_minutes, pathway.planned_minutes)]
    if not pathway.has_gratification:
        found.append(gratification_warning(pathway.planned_minutes))
    return tuple(sentence for sentence in found if sentence)
