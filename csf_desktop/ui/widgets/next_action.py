"""How the screens say who owes what, since when, by when: words, tones, cells. Qt-free."""

from __future__ import annotations

from datetime import date, timedelta

from csf_desktop.labels import action_label, label
from csf_desktop.models.codes import Actor
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.services.rows import NextAction
from csf_desktop.ui.formatting import NBSP, count_of, short_date, since
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.cells import Cell

ACTOR_ICONS: dict[str, str] = {
    Actor.TUTOR: "user-line",
    Actor.COORDINATOR: "team-line",
    Actor.BUYER: "government-line",
    Actor.COMPANY: "building-line",
    Actor.BENEFICIARY: "user-line",
    Actor.GUARDIAN: "contacts-line",
    Actor.SCHOOL: "graduation-cap-line",
}
_DUE_ICONS = {Tone.LATE: "error-warning-line", Tone.SOON: "calendar-event-line"}

NEXT_TITLE, NEXT_WIDTH = "Prochaine action", 218
DUE_TITLE, DUE_WIDTH = "Échéance", 130
NOTHING_OWED = "Aucune action attendue"


def due_tone(due: date | None, today: date) -> Tone | None:
    """Return late for a deadline that has passed, soon within a week, ``None`` otherwise."""
    if due is None:
        return None
    if due < today:
        return Tone.LATE
    return Tone.SOON if due <= today + timedelta(days=DEFAULT_RULES.soon_days) else None


def next_cell(action: NextAction, today: date, started: date | None = None) -> Cell:
    """Return the owner, what is to be done, since when nothing happened.

    ``started`` is the day that counts when nothing has happened yet.
    """
    if not action.owner:
        return Cell("–", spoken="aucune action attendue")
    owner = label(Actor, action.owner)
    what = action_label(action.action, action.label)
    waited = waiting(action.since or started, today)
    spoken = ", ".join(part for part in (owner, what, waited) if part)
    link = " · " if what and waited else ""
    short = _waiting_in_short(action.since or started, today)
    return Cell(
        owner,
        what,
        ending=f"{link}{waited}",
        short_ending=f"{link}{short}",
        is_bold=True,
        icon=ACTOR_ICONS.get(action.owner, "user-line"),
        spoken=spoken,
    )


def due_cell(due: date | None, today: date) -> Cell:
    """Return the deadline and how far it is; red when late, amber within the week."""
    if due is None:
        return Cell("–", spoken="sans échéance")
    days = (due - today).days
    if days < 0:
        distance = f"{-days}{NBSP}j de retard"
    else:
        distance = {0: "aujourd’hui", 1: "demain"}.get(days, f"dans {days}{NBSP}j")
    tone = due_tone(due, today)
    icon = _DUE_ICONS.get(tone, "") if tone else "calendar-line"
    return Cell(short_date(due), distance, tone=tone, icon=icon)


def waiting(last: date | None, today: date) -> str:
    """Return « depuis hier », « depuis 12 jours »; empty when something happened today."""
    if last is None or last >= today:
        return ""
    return "depuis hier" if (today - last).days == 1 else since(last, today)


def _waiting_in_short(last: date | None, today: date) -> str:
    """Return « 12 j »; empty when something happened today."""
    return f"{(today - last).days}{NBSP}j" if last is not None and last < today else ""


def what_is_owed(action: NextAction) -> str:
    """Return « Entreprise\u00a0: répondre au profil »."""
    if not action.owner:
        return NOTHING_OWED
    what = action_label(action.action, action.label)
    owner = label(Actor, action.owner)
    return f"{owner}{NBSP}: {what[:1].lower()}{what[1:]}" if what else owner


def deadline(due: date | None, today: date) -> str:
    """Return the deadline and how far it is, in words."""
    if due is None:
        return ""
    days = (due - today).days
    if days < 0:
        return f"Échéance {short_date(due)}, en retard de {count_of(-days, 'jour')}"
    if days == 0:
        return "Échéance aujourd’hui"
    return f"Échéance {short_date(due)}, dans {count_of(days, 'jour')}"


def last_event(day: date | None, today: date) -> str:
    """Return the day of the last event and how long ago it was."""
    if day is None:
        return "Aucun événement noté"
    if (today - day).days <= 1:
        return f"Dernier événement {since(day, today)}"
    return f"Rien de nouveau {since(day, today)}"
