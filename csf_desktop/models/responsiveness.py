"""How a company answers, measured from the exchanges with it.

A wait opens with an exchange of ours that met nobody, and closes at the company's next answer:
an exchange that it began, or one of ours in which somebody was reached, agreed or refused. Each
further try before that is a reminder. Reaching somebody at once is an answer the same day; a
meeting or a visit that was held closes a wait but is no answer of its own, it was agreed before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from csf_desktop.models.codes import Actor, Channel, ContactResult, Direction

ANSWERS = frozenset({ContactResult.REACHED, ContactResult.AGREED, ContactResult.REFUSED})
KEPT = frozenset({ContactResult.REACHED, ContactResult.AGREED})
MEETINGS = frozenset({Channel.MEETING, Channel.VISIT})
ENOUGH = 2
"""Answers from which a median says something."""

NOT_ENOUGH = "pas assez d’échanges pour mesurer ses réponses"
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange, in the codes of the timeline; ``moment`` is aware, days are this laptop's."""

    moment: datetime
    direction: str
    channel: str
    result: str
    actor: str = Actor.COMPANY

    @property
    def day(self) -> date:
        """The day on this laptop's calendar."""
        return self.moment.astimezone().date()

    @property
    def is_answer(self) -> bool:
        """Tell whether somebody of the company spoke."""
        return self.direction == Direction.INCOMING or self.result in ANSWERS


@dataclass(frozen=True, slots=True)
class Responsiveness:
    """What was measured; the medians are ``None`` before any answer.

    ``answered`` counts the waits that an answer closed, at once or later, and ``unanswered`` the
    one still open, since ``waiting_since``. ``meetings_set`` counts meetings and visits that were
    due, ``meetings_kept`` those held. ``last_answer_on`` is the last day the company spoke.
    """

    median_days_to_answer: float | None = None
    reminders_needed: float | None = None
    meetings_set: int = 0
    meetings_kept: int = 0
    answered: int = 0
    unanswered: int = 0
    last_answer_on: date | None = None
    waiting_since: date | None = None


def responsiveness_of(exchanges: Iterable[Exchange]) -> Responsiveness:
    """Measure a company from exchanges in any order; those with others than it are left out."""
    waiting_since: date | None = None
    reminders, days, reminded = 0, list[int](), list[int]()
    meetings_set, meetings_kept = 0, 0
    last_answer_on: date | None = None
    for one in sorted(exchanges, key=_order):
        if one.actor != Actor.COMPANY:
            continue
        is_meeting = one.channel in MEETINGS
        meetings_set += is_meeting
        meetings_kept += is_meeting and one.result in KEPT
        if not one.is_answer:
            reminders += waiting_since is not None
            waiting_since = waiting_since or one.day
            continue
        last_answer_on = one.day
        is_asked = one.direction == Direction.OUTGOING and not is_meeting
        if waiting_since is not None or is_asked:
            days.append((one.day - (waiting_since or one.day)).days)
            reminded.append(reminders)
        waiting_since, reminders = None, 0
    return Responsiveness(
        median_days_to_answer=median(days) if days else None,
        reminders_needed=median(reminded) if reminded else None,
        meetings_set=meetings_set,
        meetings_kept=meetings_kept,
        answered=len(days),
        unanswered=int(waiting_since is not None),
        last_answer_on=last_answer_on,
        waiting_since=waiting_since,
    )


def responsiveness_words(found: Responsiveness) -> str:
    """Return « répond en 4 jours (médiane de 6 échanges), 1 relance, 3 rencontres tenues sur 4 ».

    Halves of a median are rounded up.
    """
    if found.answered < ENOUGH or found.median_days_to_answer is None:
        return NOT_ENOUGH
    days, reminders = _rounded(found.median_days_to_answer), _rounded(found.reminders_needed or 0)
    pace = f"en {_count(days, 'jour')}" if days else "le jour même"
    parts = [
        f"répond {pace} (médiane de {_count(found.answered, 'échange')})",
        _count(reminders, "relance") if reminders else "sans relance",
    ]
    if found.meetings_set:
        held = f"{_count(found.meetings_kept, 'rencontre')} {_agreed('tenue', found.meetings_kept)}"
        parts.append(f"{held} sur {found.meetings_set}")
    return ", ".join(parts)


def _order(one: Exchange) -> tuple[datetime, bool]:
    """The order of exchanges; of two at the same moment, the one that met nobody came first."""
    return one.moment, one.is_answer


def _rounded(number: float) -> int:
    return int(number + 0.5)


def _count(number: int, word: str) -> str:
    return f"{number}{_NBSP}{_agreed(word, number)}"


def _agreed(word: str, number: int) -> str:
    return word if number < 2 else f"{word}s"
