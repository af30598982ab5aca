"""The course of a clause: which step may follow which, who owes the next action, and by when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from csf_desktop.errors import ImpossibleStatusError
from csf_desktop.models.codes import ActionCode, Actor, ContractStatus, PathwayStatus
from csf_desktop.models.rules import DEFAULT_RULES, Rules

S = PathwayStatus

MAIN_COURSE: tuple[PathwayStatus, ...] = (
    S.OPEN, S.RESERVED, S.PROFILE_SENT, S.MEETING, S.AGREEMENT, S.IN_PROGRESS, S.REVIEW, S.CLOSED,
)  # fmt: skip

NEXT: dict[PathwayStatus, tuple[PathwayStatus, ...]] = {
    S.OPEN: (S.RESERVED, S.LOST),
    S.RESERVED: (S.PROFILE_SENT, S.OPEN, S.NOT_STARTED, S.LOST),
    S.PROFILE_SENT: (S.MEETING, S.OPEN, S.NOT_STARTED, S.LOST),
    S.MEETING: (S.AGREEMENT, S.OPEN, S.NOT_STARTED, S.LOST),
    S.AGREEMENT: (S.IN_PROGRESS, S.OPEN, S.NOT_STARTED, S.LOST),
    S.IN_PROGRESS: (S.REVIEW, S.INTERRUPTED),
    S.INTERRUPTED: (S.REVIEW, S.CLOSED),
    S.REVIEW: (S.CLOSED, S.INTERRUPTED),
    S.CLOSED: (S.REVIEW,),
    S.NOT_STARTED: (S.OPEN,),
    S.LOST: (S.OPEN,),
}
"""What may follow each step; the first is the ordinary one. Going back to ``open`` releases."""

RUNNING = (S.RESERVED, S.PROFILE_SENT, S.MEETING, S.AGREEMENT, S.IN_PROGRESS, S.REVIEW)
ENDED = (S.CLOSED, S.NOT_STARTED, S.LOST)

CONTRACT_NEXT: dict[ContractStatus, tuple[ContractStatus, ...]] = {
    ContractStatus.DRAFTED: (ContractStatus.PUBLISHED, ContractStatus.NOTIFIED),
    ContractStatus.PUBLISHED: (ContractStatus.NOTIFIED, ContractStatus.CLOSED),
    ContractStatus.NOTIFIED: (ContractStatus.CLOSED,),
    ContractStatus.CLOSED: (ContractStatus.NOTIFIED,),
}


@dataclass(frozen=True, slots=True)
class PathwayFacts:
    """What the rules look at before a step."""

    status: PathwayStatus
    has_beneficiary: bool = False
    planned_minutes: int = 0
    starts_on: date | None = None
    agreement_signed_on: date | None = None
    has_reason: bool = False
    outcome_count: int = 0


def missing_before(target: PathwayStatus, facts: PathwayFacts) -> tuple[str, ...]:
    """Return what is missing before ``target``, each as the end of « il manque\u00a0: … »."""
    missing: list[str] = []
    if target in RUNNING and not facts.has_beneficiary:
        missing.append("le jeune pour qui le parcours est réservé")
    if target in (S.AGREEMENT, S.IN_PROGRESS):
        if facts.planned_minutes <= 0:
            missing.append("les heures prévues")
        if facts.starts_on is None:
            missing.append("la date d’entrée en entreprise")
    if target is S.IN_PROGRESS and facts.agreement_signed_on is None:
        missing.append("la date de signature de la convention par tous")
    if target in (S.INTERRUPTED, S.NOT_STARTED, S.LOST) and not facts.has_reason:
        missing.append("le motif")
    if target is S.CLOSED and facts.outcome_count == 0:
        missing.append("au moins une issue de parcours")
    return tuple(missing)


def check_step(target: PathwayStatus, facts: PathwayFacts) -> None:
    """Raise ``ImpossibleStatusError`` unless ``target`` may follow now; the sentence says why."""
    if target not in NEXT[facts.status]:
        raise ImpossibleStatusError(
            "Cette étape ne peut pas suivre l’étape actuelle du parcours\u00a0: choisissez l’une "
            "des étapes proposées."
        )
    missing = missing_before(target, facts)
    if missing:
        raise ImpossibleStatusError(
            f"L’étape ne peut pas être passée\u00a0: complétez {_and(missing)}."
        )
    signed, entry = facts.agreement_signed_on, facts.starts_on
    if target is S.IN_PROGRESS and signed and entry and signed > entry:
        raise ImpossibleStatusError(
            "La convention est signée après l’entrée en entreprise\u00a0: corrigez l’une des deux "
            "dates, la convention doit être signée avant."
        )


def check_contract_step(current: ContractStatus, target: ContractStatus) -> None:
    """Raise ``ImpossibleStatusError`` unless the contract may go from ``current`` to ``target``."""
    if target is not current and target not in CONTRACT_NEXT[current]:
        raise ImpossibleStatusError(
            "Un marché passe de rédigé à publié, puis notifié, puis clos\u00a0: choisissez l’étape "
            "qui suit."
        )


def _and(parts: tuple[str, ...]) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} et {parts[-1]}"


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who owes what by when; ``due`` is ``None`` when no rule sets a day, ``owner`` when done."""

    owner: Actor | None
    action: ActionCode
    due: date | None


@dataclass(frozen=True, slots=True)
class CourseDates:
    """What the rules count from, for a pathway that entered its status on ``since``.

    ``contacts`` is the number of contacts recorded since then, ``last_contact_on`` the day of the
    latest, ``is_reached`` whether somebody answered in one of them.
    """

    since: date
    starts_on: date | None = None
    ends_on: date | None = None
    visits_done: int = 0
    contacts: int = 0
    last_contact_on: date | None = None
    is_reached: bool = False


def next_step(status: PathwayStatus, dates: CourseDates, rules: Rules = DEFAULT_RULES) -> NextStep:
    """Return who owes the next action of a pathway by the rules of DOMAIN.md."""
    if status is S.OPEN:
        return _after_offer(dates, rules)
    if status is S.PROFILE_SENT:
        return _after_profile(dates, rules)
    if status is S.IN_PROGRESS:
        return _next_visit(dates, rules)
    if status is S.REVIEW:
        due = add_working_days(dates.since, rules.review_working_days)
        return NextStep(Actor.TUTOR, ActionCode.HOLD_REVIEW, due)
    if status is S.AGREEMENT:
        return NextStep(Actor.TUTOR, ActionCode.START, dates.starts_on)
    simple = {
        S.RESERVED: (ActionCode.SEND_PROFILE, rules.send_profile_days),
        S.MEETING: (ActionCode.SIGN_AGREEMENT, rules.agreement_days),
        S.INTERRUPTED: (ActionCode.CLOSE, rules.close_days),
    }
    if status in simple:
        action, days = simple[status]
        return NextStep(Actor.TUTOR, action, dates.since + timedelta(days=days))
    return NextStep(None, ActionCode.OTHER, None)


def _after_offer(dates: CourseDates, rules: Rules) -> NextStep:
    """Companies forget between publication and notification: first contact soon, then again."""
    if dates.is_reached:
        return NextStep(Actor.TUTOR, ActionCode.PROPOSE, None)
    if dates.last_contact_on is not None:
        due = dates.last_contact_on + timedelta(days=rules.remind_days)
    else:
        due = dates.since + timedelta(days=rules.first_contact_days)
    return NextStep(Actor.TUTOR, ActionCode.FIRST_CONTACT, due)


def _after_profile(dates: CourseDates, rules: Rules) -> NextStep:
    """The company answers; after a reminder the buyer calls; then the buyer steps in formally."""
    ladder = (
        (Actor.COMPANY, ActionCode.ANSWER_PROFILE, rules.remind_days),
        (Actor.BUYER, ActionCode.BUYER_CALLS, rules.buyer_calls_days),
        (Actor.BUYER, ActionCode.FORMAL_STEP, rules.company_failed_days),
    )
    owner, action, days = ladder[min(dates.contacts, len(ladder) - 1)]
    return NextStep(owner, action, dates.since + timedelta(days=days))


def next_contract_step(
    status: ContractStatus, notified_on: date | None, pathways: int, rules: Rules = DEFAULT_RULES
) -> NextStep:
    """Return who owes the next action of a contract itself (its pathways have their own)."""
    if status is ContractStatus.DRAFTED:
        return NextStep(Actor.BUYER, ActionCode.PUBLISH, None)
    if status is ContractStatus.PUBLISHED:
        return NextStep(Actor.BUYER, ActionCode.NOTIFY, None)
    if status is ContractStatus.NOTIFIED and not pathways:
        due = notified_on + timedelta(days=rules.declare_days) if notified_on else None
        return NextStep(Actor.BUYER, ActionCode.DECLARE_PATHWAYS, due)
    return NextStep(None, ActionCode.OTHER, None)


def visit_days(starts_on: date, ends_on: date, rules: Rules = DEFAULT_RULES) -> tuple[date, ...]:
    """Return when visits are due: evenly spread, three on a six-month pathway, at least one."""
    length = (ends_on - starts_on).days
    number = max(1, round(length / rules.visit_every_days))
    return tuple(
        starts_on + timedelta(days=length * at // (number + 1)) for at in range(1, number + 1)
    )


def _next_visit(dates: CourseDates, rules: Rules) -> NextStep:
    if dates.starts_on is None or dates.ends_on is None or dates.ends_on <= dates.starts_on:
        due = dates.since + timedelta(days=rules.visit_every_days // 2)
        return NextStep(Actor.TUTOR, ActionCode.VISIT, due)
    days = visit_days(dates.starts_on, dates.ends_on, rules)
    if dates.visits_done < len(days):
        return NextStep(Actor.TUTOR, ActionCode.VISIT, days[dates.visits_done])
    return NextStep(Actor.TUTOR, ActionCode.PREPARE_REVIEW, dates.ends_on)


def add_working_days(day: date, number: int, is_off: Callable[[date], bool] | None = None) -> date:
    """Return the day ``number`` working days after ``day``: weekends and ``is_off`` days apart."""
    while number > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and not (is_off and is_off(day)):
            number -= 1
    return day
