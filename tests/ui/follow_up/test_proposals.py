"""What the form fills in by itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.codes import Actor, ContactResult, PathwayStatus
from csf_desktop.services.people import PersonLine
from csf_desktop.ui.follow_up.proposals import (
    SUGGESTED_ACTIONS,
    FollowingAction,
    following_action,
    likely_person,
    matches,
)

FRIDAY = date(2026, 11, 27)
PEOPLE = (
    PersonLine("Marc Petit", "Tuteur entreprise", Actor.COMPANY),
    PersonLine("Inès Benali", "Jeune", Actor.BENEFICIARY),
    PersonLine("Omar Diallo", "Acheteur", Actor.BUYER),
    PersonLine("Ville de Rennes", "Acheteur", Actor.BUYER),
)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (ContactResult.NO_ANSWER, ("tutor", "Rappeler", date(2026, 12, 4))),
        (ContactResult.MESSAGE_LEFT, ("tutor", "Rappeler", date(2026, 12, 4))),
        (ContactResult.TO_CALL_BACK, ("tutor", "Rappeler", date(2026, 11, 30))),
        (ContactResult.CONTACT_GONE, ("tutor", "Trouver le nouveau contact", date(2026, 12, 4))),
        (ContactResult.REACHED, ("", "", None)),
        (ContactResult.AGREED, ("", "", None)),
        (ContactResult.REFUSED, ("", "", None)),
    ],
)
def test_what_follows_a_result(result: str, expected: tuple[str, str, date | None]) -> None:
    assert following_action(result, FRIDAY) == FollowingAction(*expected)


def test_once_the_profile_is_sent_no_answer_leaves_the_turn_to_the_rules() -> None:
    step = PathwayStatus.PROFILE_SENT
    assert following_action(ContactResult.NO_ANSWER, FRIDAY, step) == FollowingAction()
    assert following_action(ContactResult.TO_CALL_BACK, FRIDAY, step).owner == Actor.TUTOR


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (Actor.TUTOR, "Marc Petit"),
        (Actor.COMPANY, "Marc Petit"),
        (Actor.BUYER, "Omar Diallo"),
        (Actor.BENEFICIARY, "Inès Benali"),
        (Actor.SCHOOL, "Marc Petit"),
        ("", "Marc Petit"),
    ],
)
def test_the_side_that_owes_is_likely_reached(owner: str, name: str) -> None:
    likely = likely_person(PEOPLE, owner)
    assert likely is not None
    assert likely.name == name


def test_nobody_is_likely_among_nobody() -> None:
    assert likely_person((), Actor.COMPANY) is None


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("", True), ("ines", True), ("BEN in", True), ("jeu", True), ("enali", False), ("x", False)],
)
def test_words_match_by_their_beginnings(typed: str, is_found: bool) -> None:
    assert matches(typed, "Inès Benali", "Jeune") is is_found


@given(st.sampled_from(SUGGESTED_ACTIONS), st.data())
def test_every_action_is_found_by_the_beginning_of_its_words(
    action: str, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(action.split()))
    assert matches(word[: data.draw(st.integers(1, len(word)))].upper(), action)
