"""Making and changing pathways: offer, reservation, course, hours, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from csf_desktop.errors import ImpossibleStatusError, InvalidInputError
from csf_desktop.labels import label
from csf_desktop.models.checks import order_problem
from csf_desktop.models.codes import BenefitCode, EventKind, OutcomeCode, PathwayStatus
from csf_desktop.models.course import check_step
from csf_desktop.models.entities import (
    Awardee,
    Beneficiary,
    Company,
    Contract,
    FollowUpEvent,
    Outcome,
    Pathway,
    PathwayWeek,
)
from csf_desktop.models.hours import Week, monday_of, plan_weeks
from csf_desktop.models.ids import natural_id, new_id
from csf_desktop.services import text
from csf_desktop.services.pathway_page import facts_of
from csf_desktop.services.profile import tutor_name
from csf_desktop.services.references import get, pathway_references
from csf_desktop.services.stays import check_stay
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault

CLEANERS: dict[str, text.Cleaner] = {
    "title": text.line,
    "tasks": text.text,
    "conditions": text.text,
    "planned_minutes": text.minutes,
    "week_minutes": text.minutes,
    "starts_on": text.day,
    "ends_on": text.day,
    "agreement_signed_on": text.day,
    "has_gratification": text.flag,
    "derogation": text.line,
    "tutor_name": text.line,
    "company_id": text.same,
    "company_tutor_id": text.same,
    "site_id": text.same,
    "lot_id": text.same,
    "skills": text.text,
    "note": text.text,
}
PLANNING = {"planned_minutes", "week_minutes", "starts_on"}
DEFAULT_WEEK_MINUTES = 35 * 60
MAX_WEEKS = 5 * 52


@dataclass(frozen=True, slots=True)
class PathwayDraft:
    """What a person gives to put a pathway on offer; minutes.

    Without ``company_id`` the first company of the contract hosts; without ``planned_minutes`` the
    pathway takes what is left of the clause.
    """

    contract_id: str
    title: str = ""
    tasks: str = ""
    conditions: str = ""
    planned_minutes: int | None = None
    week_minutes: int = DEFAULT_WEEK_MINUTES
    starts_on: date | None = None
    ends_on: date | None = None
    company_id: str | None = None
    lot_id: str | None = None


def create_pathway(vault: Vault, draft: PathwayDraft, today: date) -> ChangeSet:
    """Put a pathway of a contract on offer; ``created`` is its id."""
    with UnitOfWork(vault, "Création d’un parcours") as work:
        contract = get(work.session, Contract, draft.contract_id)
        pathway = put_on_offer(work.session, contract, draft, today)
        work.relabel(f"Création du parcours {pathway.reference}")
        return work.commit(pathway.id)


def put_on_offer(
    session: Session, contract: Contract, draft: PathwayDraft, today: date, pathway_id: str = ""
) -> Pathway:
    """Add a pathway on offer within a unit of work; a natural id may be given.

    Raises ``InvalidInputError`` naming the field.
    """
    pathway = Pathway(
        id=pathway_id or new_id(),
        reference=pathway_references(session, contract)(),
        contract_id=contract.id,
        status=PathwayStatus.OPEN,
        status_since=today,
        company_id=draft.company_id or _first_company(session, contract.id),
        lot_id=draft.lot_id,
        tutor_name=tutor_name(session),
    )
    left = contract.owed_minutes - contract.committed_minutes - contract.offered_minutes
    planned = max(0, left) if draft.planned_minutes is None else draft.planned_minutes
    names = ("title", "tasks", "conditions", "week_minutes", "starts_on", "ends_on")
    values = {name: getattr(draft, name) for name in names}
    text.edit(pathway, {**values, "planned_minutes": planned}, CLEANERS)
    with session.no_autoflush:  # the database refuses wrong dates with no word to say
        _plan(session, pathway)
        _check_dates(pathway)
    session.add(pathway)
    _log_step(session, pathway)
    return pathway


def update_pathway(vault: Vault, pathway_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a pathway; a change of hours, rhythm or start plans the weeks again.

    Weeks whose hours were written down keep them. Raises ``InvalidInputError`` naming the field.
    """
    with UnitOfWork(vault, "Modification d’un parcours") as work:
        pathway = get(work.session, Pathway, pathway_id)
        work.relabel(f"Modification du parcours {pathway.reference}")
        edit_pathway(work.session, pathway, values)
        return work.commit()


def edit_pathway(session: Session, pathway: Pathway, values: Mapping[str, Any]) -> None:
    """Change fields of a pathway within a unit of work; see ``update_pathway``."""
    text.edit(pathway, values, CLEANERS)
    with session.no_autoflush:
        if PLANNING & values.keys():
            _plan(session, pathway)
        _check_dates(pathway)
        check_stay(session, pathway)


def reserve(vault: Vault, pathway_id: str, beneficiary_id: str, day: date) -> ChangeSet:
    """Reserve a pathway for one young person, exclusively."""
    with UnitOfWork(vault, "Réservation d’un parcours") as work:
        pathway = get(work.session, Pathway, pathway_id)
        if pathway.beneficiary_id not in (None, beneficiary_id):
            raise ImpossibleStatusError(
                "Ce parcours est déjà réservé pour un autre jeune\u00a0: libérez-le d’abord."
            )
        pathway.beneficiary_id = get(work.session, Beneficiary, beneficiary_id).id
        _enter(work.session, pathway, PathwayStatus.RESERVED, day, "")
        work.relabel(f"Réservation du parcours {pathway.reference}")
        return work.commit()


def advance(vault: Vault, pathway_id: str, status: str, day: date, reason: str = "") -> ChangeSet:
    """Move a pathway to a step that may follow, entered on ``day``.

    Going back to « open » releases the young person. Raises ``ImpossibleStatusError``; the pathway
    then stays as it was.
    """
    with UnitOfWork(vault, "Étape d’un parcours") as work:
        pathway = get(work.session, Pathway, pathway_id)
        target = PathwayStatus(text.code(PathwayStatus)(status))
        _enter(work.session, pathway, target, day, reason)
        work.relabel(f"Parcours {pathway.reference}\u00a0: {label(PathwayStatus, target).lower()}")
        return work.commit()


def set_week(
    vault: Vault,
    pathway_id: str,
    monday: date,
    *,
    planned_minutes: int | None = None,
    done_minutes: int | None = None,
) -> ChangeSet:
    """Write the hours of a week; ``None`` leaves a figure. More done than planned is accepted."""
    with UnitOfWork(vault, "Heures d’une semaine") as work:
        pathway = get(work.session, Pathway, pathway_id)
        work.relabel(f"Heures du parcours {pathway.reference}")
        week = _week(work.session, pathway.id, monday_of(monday))
        if planned_minutes is not None:
            week.planned_minutes = text.minutes(planned_minutes)
        if done_minutes is not None:
            week.done_minutes = text.minutes(done_minutes)
        return work.commit()


def clear_week(vault: Vault, pathway_id: str, monday: date) -> ChangeSet:
    """Take back the hours written for a week: they are not known again."""
    with UnitOfWork(vault, "Heures d’une semaine") as work:
        pathway = get(work.session, Pathway, pathway_id)
        work.relabel(f"Heures du parcours {pathway.reference}")
        _week(work.session, pathway.id, monday_of(monday)).done_minutes = None
        return work.commit()


def set_outcomes(vault: Vault, pathway_id: str, codes: set[str], day: date) -> ChangeSet:
    """Say what a pathway led to and what it brought: exactly these codes, of both kinds."""
    known = {item.value for item in (*OutcomeCode, *BenefitCode)}
    if codes - known:
        raise InvalidInputError("Cette issue n’existe pas\u00a0: choisissez-en une de la liste.")
    with UnitOfWork(vault, "Issues d’un parcours") as work:
        pathway = get(work.session, Pathway, pathway_id)
        work.relabel(f"Issues du parcours {pathway.reference}")
        lines = {
            line.code: line
            for line in work.session.scalars(
                select(Outcome).where(Outcome.pathway_id == pathway.id)
            )
        }
        for code in codes - lines.keys():
            work.session.add(
                Outcome(
                    id=natural_id("outcome", pathway.id, code),
                    pathway_id=pathway.id,
                    code=code,
                    is_benefit=code in {item.value for item in BenefitCode},
                    decided_on=day,
                )
            )
        for code, line in lines.items():
            is_kept = code in codes
            if is_kept == (line.deleted_at is not None):
                line.deleted_at = None if is_kept else datetime.now(UTC)
        return work.commit()


def delete_pathway(vault: Vault, pathway_id: str) -> ChangeSet:
    """Take a pathway on offer out of the lists; one that a young person holds is closed instead."""
    with UnitOfWork(vault, "Suppression d’un parcours") as work:
        pathway = get(work.session, Pathway, pathway_id)
        if pathway.beneficiary_id is not None:
            raise InvalidInputError(
                "Ce parcours est réservé pour un jeune\u00a0: libérez-le ou clôturez-le."
            )
        work.relabel(f"Suppression du parcours {pathway.reference}")
        pathway.deleted_at = datetime.now(UTC)
        return work.commit()


def _enter(
    session: Session, pathway: Pathway, target: PathwayStatus, day: date, reason: str
) -> None:
    """Enter a step by the rules, and write it in the timeline."""
    outcomes = session.scalar(
        select(func.count())
        .select_from(Outcome)
        .where(
            Outcome.pathway_id == pathway.id,
            Outcome.deleted_at.is_(None),
            Outcome.is_benefit.is_(False),
        )
    )
    check_step(target, facts_of(pathway, outcomes or 0, reason))
    pathway.status = target
    pathway.status_since = day
    pathway.reason = text.line(reason)
    if target is PathwayStatus.OPEN:
        pathway.beneficiary_id = None
        pathway.agreement_signed_on = None
    if target is PathwayStatus.AGREEMENT and pathway.agreement_signed_on is None:
        pathway.agreement_signed_on = day
    if target is PathwayStatus.INTERRUPTED:
        pathway.interrupted_on = day
    with session.no_autoflush:
        check_stay(session, pathway)
    _log_step(session, pathway)


def _log_step(session: Session, pathway: Pathway) -> None:
    """Write the step a pathway has just entered in its timeline."""
    session.add(
        FollowUpEvent(
            id=new_id(),
            pathway_id=pathway.id,
            event_kind=EventKind.STATUS,
            happened_at=moment_on(pathway.status_since),
            status=pathway.status,
            note=pathway.reason or "",
            author_name=tutor_name(session),
        )
    )


def moment_on(day: date) -> datetime:
    """Return the present moment if ``day`` is today, else noon of that day, on the local clock."""
    now = datetime.now().astimezone()
    return now if now.date() == day else datetime.combine(day, time(12)).astimezone()


def _plan(session: Session, pathway: Pathway) -> None:
    """Plan the weeks from the start, hours and rhythm; weeks with hours done keep their plan.

    The end follows the last week, unless somebody chose another day.
    """
    if pathway.starts_on is None:
        return
    weeks = {
        week.monday: week
        for week in session.scalars(select(PathwayWeek).where(PathwayWeek.pathway_id == pathway.id))
    }
    ends_with_plan = pathway.ends_on in (None, _last_day(weeks.values()))
    kept = [
        week for week in weeks.values() if week.done_minutes is not None and not week.deleted_at
    ]
    planned = _planned_around(pathway, {week.monday: week.planned_minutes for week in kept})
    for week in planned:
        line = weeks.get(week.monday) or _new_week(session, pathway.id, week.monday)
        line.planned_minutes = week.planned
        line.deleted_at = None
    wanted = {week.monday for week in planned} | {week.monday for week in kept}
    for monday, line in weeks.items():
        if monday not in wanted and line.deleted_at is None:
            line.deleted_at = datetime.now(UTC)
    if planned and ends_with_plan:
        pathway.ends_on = _friday(planned[-1].monday)


def _last_day(weeks: Iterable[PathwayWeek]) -> date | None:
    """Return the Friday of the last week that is planned."""
    mondays = [week.monday for week in weeks if week.deleted_at is None]
    return _friday(max(mondays)) if mondays else None


def _friday(monday: date) -> date:
    return monday + timedelta(days=4)


def _planned_around(pathway: Pathway, kept: Mapping[date, int]) -> list[Week]:
    """Return the plan of the weeks that are still free, around those already carried out."""
    assert pathway.starts_on is not None  # noqa: S101 - looked at by the caller
    left = max(0, pathway.planned_minutes - sum(kept.values()))
    start = pathway.starts_on
    if kept:
        start = max(start, date.fromordinal(max(kept).toordinal() + 7))
    rhythm = pathway.week_minutes or DEFAULT_WEEK_MINUTES
    if left > MAX_WEEKS * rhythm:
        raise InvalidInputError(
            "À ce rythme le parcours dure plus de cinq ans\u00a0: augmentez les heures par "
            "semaine.",
            field="week_minutes",
        )
    return list(plan_weeks(start, left, rhythm))


def _week(session: Session, pathway_id: str, monday: date) -> PathwayWeek:
    found = session.get(PathwayWeek, natural_id("pathway_week", pathway_id, monday.isoformat()))
    if found is None:
        return _new_week(session, pathway_id, monday)
    found.deleted_at = None
    return found


def _new_week(session: Session, pathway_id: str, monday: date) -> PathwayWeek:
    week = PathwayWeek(
        id=natural_id("pathway_week", pathway_id, monday.isoformat()),
        pathway_id=pathway_id,
        monday=monday,
    )
    session.add(week)
    return week


def _first_company(session: Session, contract_id: str) -> str | None:
    return session.scalar(
        select(Awardee.company_id)
        .join(Company, Company.id == Awardee.company_id)
        .where(Awardee.contract_id == contract_id, Awardee.deleted_at.is_(None))
        .order_by(*Awardee.by_importance())
        .limit(1)
    )


def _check_dates(pathway: Pathway) -> None:
    problem = order_problem(pathway.starts_on, pathway.ends_on)
    if problem:
        raise InvalidInputError(problem, field="ends_on")
