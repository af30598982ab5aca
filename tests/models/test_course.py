"""Which step may follow which, who owes the next action, and by when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.errors import ImpossibleStatusError
from csf_desktop.models.codes import ActionCode, Actor, ContractStatus, PathwayStatus
from csf_desktop.models.course import (
    CONTRACT_NEXT,
    ENDED,
    MAIN_COURSE,
    NEXT,
    RUNNING,
    CourseDates,
    PathwayFacts,
    add_working_days,
    check_contract_step,
    check_step,
    missing_before,
    next_contract_step,
    next_step,
    visit_days,
)
from csf_desktop.models.rules import HOUR, Rules

S = PathwayStatus
SINCE = date(2026, 11, 24)
ENTRY = date(2027, 1, 4)

statuses = st.sampled_from(list(S))
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
facts = st.builds(
    PathwayFacts,
    status=statuses,
    has_beneficiary=st.booleans(),
    planned_minutes=st.sampled_from([0, 300 * HOUR]),
    starts_on=st.none() | days,
    agreement_signed_on=st.none() | days,
    has_reason=st.booleans(),
    outcome_count=st.integers(0, 2),
)


def complete(status: S) -> PathwayFacts:
    """Everything that any step asks for."""
    return PathwayFacts(
        status,
        has_beneficiary=True,
        planned_minutes=300 * HOUR,
        starts_on=ENTRY,
        agreement_signed_on=ENTRY,
        has_reason=True,
        outcome_count=1,
    )


# --- steps


@given(facts, statuses)
def test_only_the_steps_of_the_table_may_follow(found: PathwayFacts, target: S) -> None:
    is_allowed = target in NEXT[found.status]
    signed, entry = found.agreement_signed_on, found.starts_on
    is_late = target is S.IN_PROGRESS and signed is not None and entry is not None
    is_late = is_late and signed > entry  # type: ignore[operator]
    if is_allowed and not missing_before(target, found) and not is_late:
        check_step(target, found)
    else:
        with pytest.raises(ImpossibleStatusError):
            check_step(target, found)


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("target", list(S))
def test_with_everything_at_hand_the_table_decides(status: S, target: S) -> None:
    if target in NEXT[status]:
        check_step(target, complete(status))
    else:
        with pytest.raises(ImpossibleStatusError, match="ne peut pas suivre"):
            check_step(target, complete(status))


def test_the_main_course_follows_itself_and_leads_with_the_ordinary_step() -> None:
    assert [NEXT[before][0] for before in MAIN_COURSE[:-1]] == list(MAIN_COURSE[1:])
    assert all(after in NEXT[before] for before, after in pairwise(MAIN_COURSE))


def test_every_status_has_a_way_on_and_none_stays_where_it_is() -> None:
    assert set(NEXT) == set(S)
    assert all(NEXT[status] and status not in NEXT[status] for status in S)


def test_every_status_is_running_ended_or_waiting() -> None:
    assert not set(RUNNING) & set(ENDED)
    assert set(S) - set(RUNNING) - set(ENDED) == {S.OPEN, S.INTERRUPTED}


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (S.RESERVED, "le jeune pour qui"),
        (S.AGREEMENT, "les heures prévues"),
        (S.IN_PROGRESS, "la date de signature"),
        (S.INTERRUPTED, "le motif"),
        (S.NOT_STARTED, "le motif"),
        (S.LOST, "le motif"),
        (S.CLOSED, "au moins une issue"),
    ],
)
def test_what_is_missing_is_named(target: S, said: str) -> None:
    assert any(said in part for part in missing_before(target, PathwayFacts(S.OPEN)))
    assert missing_before(target, complete(S.OPEN)) == ()


def test_several_missing_things_make_one_sentence() -> None:
    with pytest.raises(ImpossibleStatusError) as caught:
        check_step(S.AGREEMENT, PathwayFacts(S.MEETING))
    assert str(caught.value) == (
        "L’étape ne peut pas être passée\u00a0: complétez le jeune pour qui le parcours est "
        "réservé, les heures prévues et la date d’entrée en entreprise."
    )


# --- contracts


@pytest.mark.parametrize("current", list(ContractStatus))
@pytest.mark.parametrize("target", list(ContractStatus))
def test_contract_steps_follow_their_table(current: ContractStatus, target: ContractStatus) -> None:
    if target is current or target in CONTRACT_NEXT[current]:
        check_contract_step(current, target)
    else:
        with pytest.raises(ImpossibleStatusError):
            check_contract_step(current, target)


def test_the_buyer_owes_until_the_pathways_are_declared() -> None:
    notified = ContractStatus.NOTIFIED
    found = next_contract_step(notified, SINCE, 0)
    assert (found.owner, found.action) == (Actor.BUYER, ActionCode.DECLARE_PATHWAYS)
    assert found.due == SINCE + timedelta(days=15)
    assert next_contract_step(notified, None, 0).due is None
    assert next_contract_step(notified, SINCE, 1).owner is None
    assert next_contract_step(ContractStatus.DRAFTED, None, 0).action is ActionCode.PUBLISH
    assert next_contract_step(ContractStatus.PUBLISHED, None, 0).action is ActionCode.NOTIFY
    assert next_contract_step(ContractStatus.CLOSED, SINCE, 0).owner is None


# --- next actions


@given(statuses, days)
def test_something_is_owed_exactly_while_the_pathway_is_not_over(status: S, since: date) -> None:
    assert (next_step(status, CourseDates(since)).owner is None) == (status in ENDED)


@pytest.mark.parametrize(
    ("contacts", "owner", "action", "after"),
    [
        (0, Actor.COMPANY, ActionCode.ANSWER_PROFILE, 7),
        (1, Actor.BUYER, ActionCode.BUYER_CALLS, 10),
        (2, Actor.BUYER, ActionCode.FORMAL_STEP, 15),
        (9, Actor.BUYER, ActionCode.FORMAL_STEP, 15),
    ],
)
def test_the_ladder_after_a_profile(
    contacts: int, owner: Actor, action: ActionCode, after: int
) -> None:
    found = next_step(S.PROFILE_SENT, CourseDates(SINCE, contacts=contacts))
    assert (found.owner, found.action) == (owner, action)
    assert found.due == SINCE + timedelta(days=after)


def test_an_offer_is_first_made_known_to_the_company_then_to_young_people() -> None:
    first = next_step(S.OPEN, CourseDates(SINCE))
    assert (first.action, first.due) == (ActionCode.FIRST_CONTACT, SINCE + timedelta(days=15))
    called = SINCE + timedelta(days=3)
    again = next_step(S.OPEN, CourseDates(SINCE, contacts=1, last_contact_on=called))
    assert (again.action, again.due) == (ActionCode.FIRST_CONTACT, called + timedelta(days=7))
    reached = CourseDates(SINCE, contacts=2, last_contact_on=called, is_reached=True)
    assert next_step(S.OPEN, reached).action is ActionCode.PROPOSE


@pytest.mark.parametrize(
    ("status", "action", "after"),
    [
        (S.RESERVED, ActionCode.SEND_PROFILE, 7),
        (S.MEETING, ActionCode.SIGN_AGREEMENT, 15),
        (S.INTERRUPTED, ActionCode.CLOSE, 15),
    ],
)
def test_what_the_tutor_owes(status: S, action: ActionCode, after: int) -> None:
    found = next_step(status, CourseDates(SINCE))
    assert (found.owner, found.action) == (Actor.TUTOR, action)
    assert found.due == SINCE + timedelta(days=after)


def test_after_the_agreement_the_entry_is_the_deadline() -> None:
    assert next_step(S.AGREEMENT, CourseDates(SINCE, starts_on=ENTRY)).due == ENTRY


def test_the_review_is_held_within_ten_working_days() -> None:
    assert next_step(S.REVIEW, CourseDates(SINCE)).due == date(2026, 12, 8)


def test_deadlines_are_settings() -> None:
    rules = Rules(send_profile_days=3)
    found = next_step(S.RESERVED, CourseDates(SINCE), rules)
    assert found.due == SINCE + timedelta(days=3)


# --- visits


def test_three_visits_on_six_months_then_the_review() -> None:
    ends = date(2027, 7, 2)
    expected = visit_days(ENTRY, ends)
    assert len(expected) == 3
    for done, day in enumerate(expected):
        found = next_step(S.IN_PROGRESS, CourseDates(SINCE, ENTRY, ends, visits_done=done))
        assert (found.action, found.due) == (ActionCode.VISIT, day)
    last = next_step(S.IN_PROGRESS, CourseDates(SINCE, ENTRY, ends, visits_done=3))
    assert (last.action, last.due) == (ActionCode.PREPARE_REVIEW, ends)


@given(days, st.integers(1, 400))
def test_visits_are_in_order_within_the_pathway(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = visit_days(start, end)
    assert found
    assert all(start <= day <= end for day in found)
    assert list(found) == sorted(found)


@pytest.mark.parametrize("ends", [None, ENTRY, ENTRY - timedelta(days=1)])
def test_without_usable_dates_a_visit_is_due_a_month_after_the_entry(ends: date | None) -> None:
    found = next_step(S.IN_PROGRESS, CourseDates(SINCE, ENTRY, ends))
    assert (found.action, found.due) == (ActionCode.VISIT, SINCE + timedelta(days=30))


# --- working days


@given(days, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(start: date, number: int) -> None:
    end = add_working_days(start, number)
    between = (start + timedelta(days=at) for at in range(1, (end - start).days + 1))
    assert sum(day.weekday() < 5 for day in between) == number
    assert number == 0 or end.weekday() < 5


def test_days_off_do_not_count() -> None:
    friday, monday = date(2026, 12, 4), date(2026, 12, 7)
    assert add_working_days(friday, 1) == monday
    assert add_working_days(friday, 1, lambda day: day == monday) == date(2026, 12, 8)
