"""How this screen says what a contract is: words, tones and icons for codes. Qt-free."""

from __future__ import annotations

from datetime import date, timedelta

from csf_desktop.labels import label
from csf_desktop.models.codes import Actor, ContractStatus, PathwayStatus
from csf_desktop.models.course import ENDED
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.services.rows import NextAction
from csf_desktop.ui.formatting import NBSP, hours, near_date, since
from csf_desktop.ui.tokens import Tone

OWNER_ICONS: dict[str, str] = {
    Actor.TUTOR: "user-line",
    Actor.COORDINATOR: "team-line",
    Actor.BUYER: "government-line",
    Actor.COMPANY: "building-line",
    Actor.BENEFICIARY: "graduation-cap-line",
    Actor.GUARDIAN: "hand-heart-line",
    Actor.SCHOOL: "community-line",
}

_STATUS_TONES = {
    ContractStatus.DRAFTED: (Tone.MUTE, "draft-line"),
    ContractStatus.PUBLISHED: (Tone.PROGRESS, "survey-line"),
    ContractStatus.NOTIFIED: (Tone.PROGRESS, "mail-send-line"),
    ContractStatus.CLOSED: (Tone.DONE, "check-line"),
}

_PATHWAY_TONES = {
    PathwayStatus.OPEN: Tone.SOON,
    PathwayStatus.CLOSED: Tone.DONE,
    PathwayStatus.INTERRUPTED: Tone.LATE,
    PathwayStatus.LOST: Tone.LATE,
}


def status_pill(status: str) -> tuple[str, Tone, str]:
    """Return the word, the tone and the icon of a contract's status."""
    tone, icon = _STATUS_TONES.get(ContractStatus(status), (Tone.MUTE, ""))
    return label(ContractStatus, status), tone, icon


def pathway_pill(status: str) -> tuple[str, Tone]:
    """Return the word and the tone of a pathway's status."""
    code = PathwayStatus(status)
    rest = Tone.MUTE if code in ENDED else Tone.PROGRESS
    return label(PathwayStatus, status), _PATHWAY_TONES.get(code, rest)


def due_tone(due: date | None, today: date) -> Tone | None:
    """Return late for a deadline that has passed, soon within a week, nothing otherwise."""
    if due is None:
        return None
    if due < today:
        return Tone.LATE
    is_soon = due <= today + timedelta(days=DEFAULT_RULES.soon_days)
    return Tone.SOON if is_soon else None


def owner_since(action: NextAction, started: date | None, today: date) -> str:
    """Return « Acheteur, depuis 12 jours »; ``started`` counts when nothing has happened yet."""
    owner = label(Actor, action.owner)
    day = action.since or started
    return owner if day is None else f"{owner}, {since(day, today)}"


def due_words(due: date | None, today: date) -> str:
    """Return « avant le 15 nov. », « aujourd’hui », « en retard de 3 jours », or nothing."""
    if due is None:
        return ""
    late = (today - due).days
    if late > 0:
        return f"en retard de {late}{NBSP}jour{'s' if late > 1 else ''}"
    return "aujourd’hui" if late == 0 else f"avant le {near_date(due, today)}"


def placed_words(committed: int, owed: int) -> str:
    """Return « 300 h placées sur 900 h » of minutes."""
    return f"{hours(committed)} placées sur {hours(owed)}"
