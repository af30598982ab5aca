"""How a company answers: cases worked by hand, and what holds whatever the exchanges."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.codes import Actor, Channel, ContactResult, Direction
from csf_desktop.models.responsiveness import (
    NOT_ENOUGH,
    Exchange,
    Responsiveness,
    responsiveness_of,
    responsiveness_words,
)

START = datetime(2026, 9, 1, 12, tzinfo=UTC)
NB = "\u00a0"


def out(day: int, result: str, channel: str = Channel.PHONE) -> Exchange:
    return Exchange(START + timedelta(days=day), Direction.OUTGOING, channel, result)


def came(day: int, channel: str = Channel.EMAIL) -> Exchange:
    return Exchange(START + timedelta(days=day), Direction.INCOMING, channel, ContactResult.REACHED)


def test_a_wait_lasts_from_the_first_try_to_the_answer() -> None:
    found = responsiveness_of(
        [
            out(0, ContactResult.MESSAGE_LEFT),
            out(3, ContactResult.NO_ANSWER),
            out(5, ContactResult.TO_CALL_BACK),
            came(9),
        ]
    )
    assert (found.median_days_to_answer, found.reminders_needed, found.answered) == (9, 2, 1)
    assert (found.unanswered, found.waiting_since) == (0, None)
    assert found.last_answer_on == date(2026, 9, 10)


def test_somebody_reached_at_once_answered_the_same_day() -> None:
    found = responsiveness_of([out(0, ContactResult.REACHED), out(4, ContactResult.REFUSED)])
    assert (found.median_days_to_answer, found.reminders_needed, found.answered) == (0, 0, 2)


def test_a_company_that_writes_of_its_own_accord_was_not_asked() -> None:
    found = responsiveness_of([came(2)])
    assert (found.answered, found.median_days_to_answer) == (0, None)
    assert found.last_answer_on == date(2026, 9, 3)


def test_a_wait_without_answer_stays_open_since_its_first_try() -> None:
    found = responsiveness_of(
        [came(0), out(2, ContactResult.NO_ANSWER), out(4, ContactResult.CONTACT_GONE)]
    )
    assert (found.unanswered, found.waiting_since) == (1, date(2026, 9, 3))


def test_meetings_held_and_missed() -> None:
    found = responsiveness_of(
        [
            out(0, ContactResult.AGREED, Channel.MEETING),
            out(1, ContactResult.REACHED, Channel.VISIT),
            out(2, ContactResult.NO_ANSWER, Channel.VISIT),
            came(3, Channel.PHONE),
        ]
    )
    assert (found.meetings_kept, found.meetings_set) == (2, 3)
    # The missed visit opened a wait that the call closed; those held are no answers of their own.
    assert (found.answered, found.median_days_to_answer) == (1, 1)


def test_a_meeting_that_was_held_closes_a_wait() -> None:
    held = out(6, ContactResult.REACHED, Channel.MEETING)
    found = responsiveness_of([out(0, ContactResult.MESSAGE_LEFT), held])
    assert (found.answered, found.median_days_to_answer, found.waiting_since) == (1, 6, None)


def test_exchanges_with_others_are_left_out() -> None:
    buyer = Exchange(START, Direction.OUTGOING, Channel.PHONE, ContactResult.NO_ANSWER, Actor.BUYER)
    assert responsiveness_of([buyer]) == Responsiveness()


def test_words() -> None:
    said = responsiveness_words(Responsiveness(4, 1, 4, 3, 6))
    assert said == (
        f"répond en 4{NB}jours (médiane de 6{NB}échanges), 1{NB}relance, "
        f"3{NB}rencontres tenues sur 4"
    )
    quick = responsiveness_words(Responsiveness(0, 0, 0, 0, 2))
    assert quick == f"répond le jour même (médiane de 2{NB}échanges), sans relance"
    half = responsiveness_words(Responsiveness(1.5, 2.5, 1, 1, 2))
    assert half == (
        f"répond en 2{NB}jours (médiane de 2{NB}échanges), 3{NB}relances, "
        f"1{NB}rencontre tenue sur 1"
    )
    assert responsiveness_words(Responsiveness(4, 1, 4, 3, 1)) == NOT_ENOUGH
    assert responsiveness_words(Responsiveness()) == NOT_ENOUGH


EXCHANGES = st.lists(
    st.builds(
        Exchange,
        st.integers(0, 400).map(lambda hours: START + timedelta(hours=hours)),
        st.sampled_from(list(Direction)),
        st.sampled_from(list(Channel)),
        st.sampled_from(list(ContactResult)),
    ),
    max_size=30,
)


@given(EXCHANGES)
def test_what_was_measured_holds_together(exchanges: list[Exchange]) -> None:
    found = responsiveness_of(exchanges)
    answers = sum(one.is_answer for one in exchanges)
    assert 0 <= found.meetings_kept <= found.meetings_set <= len(exchanges)
    assert found.answered <= answers
    assert (found.unanswered == 1) == (found.waiting_since is not None)
    assert (found.last_answer_on is None) == (answers == 0)
    assert (found.median_days_to_answer is None) == (found.answered == 0)
    if found.median_days_to_answer is not None:
        assert 0 <= found.median_days_to_answer <= 400 / 24 + 1


@given(EXCHANGES)
def test_every_try_without_answer_opens_a_wait_or_reminds(exchanges: list[Exchange]) -> None:
    if all(one.is_answer for one in exchanges):
        assert responsiveness_of(exchanges).waiting_since is None
    last = max(exchanges, key=lambda one: (one.moment, one.is_answer), default=None)
    is_waiting = last is not None and not last.is_answer
    assert (responsiveness_of(exchanges).unanswered == 1) == is_waiting


@given(EXCHANGES, st.randoms(use_true_random=False))
def test_the_order_in_which_exchanges_are_given_does_not_matter(
    exchanges: list[Exchange], shuffler: Random
) -> None:
    other = list(exchanges)
    shuffler.shuffle(other)
    first, second = responsiveness_of(exchanges), responsiveness_of(other)
    assert first.waiting_since == second.waiting_since
    assert first.meetings_kept == second.meetings_kept
    assert first.last_answer_on == second.last_answer_on
