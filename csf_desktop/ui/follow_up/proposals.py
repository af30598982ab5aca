"""What the form of an exchange fills in by itself, always to be seen and changed. Qt-free."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csf_desktop.labels import choices
from csf_desktop.models.codes import ActionCode, Actor, ContactResult, PathwayStatus
from csf_desktop.models.course import add_working_days
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.services.people import PersonLine

CALL_BACK = "Rappeler"
FIND_CONTACT = "Trouver le nouveau contact"

SUGGESTED_ACTIONS: tuple[str, ...] = (
    CALL_BACK,
    *(words for code, words in choices(ActionCode) if code != ActionCode.OTHER),
)
"""What is most often to be done next."""

_OURS = ("", Actor.TUTOR, Actor.COORDINATOR)


@dataclass(frozen=True, slots=True)
class FollowingAction:
    """Who does what by when after an exchange; an empty ``owner`` leaves it to the rules."""

    owner: str = ""
    label: str = ""
    due: date | None = None


def following_action(result: str, today: date, step: str = "") -> FollowingAction:
    """Return what ordinarily follows a result (DOMAIN: a reminder after seven days).

    ``step`` is the status of the pathway: once the profile is sent, a call without an answer leaves
    the turn to the company, then to the buyer, as the rules say.
    """
    reminder = today + timedelta(days=DEFAULT_RULES.remind_days)
    if result == ContactResult.NO_ANSWER and step == PathwayStatus.PROFILE_SENT:
        return FollowingAction()
    if result in (ContactResult.NO_ANSWER, ContactResult.MESSAGE_LEFT):
        return FollowingAction(Actor.TUTOR, CALL_BACK, reminder)
    if result == ContactResult.TO_CALL_BACK:
        return FollowingAction(Actor.TUTOR, CALL_BACK, add_working_days(today, 1))
    if result == ContactResult.CONTACT_GONE:
        return FollowingAction(Actor.TUTOR, FIND_CONTACT, reminder)
    return FollowingAction()


def likely_person(people: Sequence[PersonLine], owner: str) -> PersonLine | None:
    """Return who is most likely reached: the first person of the side that owes something.

    When the action is ours it is about the company, hence the first of all.
    """
    if owner not in _OURS:
        theirs = [person for person in people if person.actor == owner]
        if theirs:
            return theirs[0]
    return people[0] if people else None


def matches(typed: str, *texts: str) -> bool:
    """Tell whether every word typed begins a word of ``texts``, accents and case aside."""
    words = _plain(" ".join(texts)).replace("-", " ").split()
    return all(any(word.startswith(bit) for word in words) for bit in _plain(typed).split())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))
