"""The steps of a contract's life, with their days, done, expected or late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.lifecycle import (
    LifeFacts,
    LifePoint,
    LifeState,
    LifeStep,
    firm_end,
    last_end,
    life_of,
)

TODAY = date(2026, 11, 25)
RUNNING = LifeFacts(
    ContractStatus.NOTIFIED,
    published_on=date(2026, 2, 3),
    notified_on=date(2026, 5, 15),
    duration_months=12,
    renewal_count=2,
    renewal_months=12,
)


def point(facts: LifeFacts, step: LifeStep, today: date = TODAY) -> LifePoint:
    return next(one for one in life_of(facts, today) if one.step is step)


def test_the_dates_to_come_follow_from_the_duration_and_the_renewals() -> None:
    assert [(one.step, one.state, one.day) for one in life_of(RUNNING, TODAY)] == [
        (LifeStep.DRAFTED, LifeState.DONE, None),
        (LifeStep.PUBLISHED, LifeState.DONE, date(2026, 2, 3)),
        (LifeStep.NOTIFIED, LifeState.DONE, date(2026, 5, 15)),
        (LifeStep.STARTED, LifeState.DONE, date(2026, 5, 15)),
        (LifeStep.FIRM_END, LifeState.EXPECTED, date(2027, 5, 14)),
        (LifeStep.RENEWALS, LifeState.EXPECTED, date(2029, 5, 14)),
        (LifeStep.CLOSED, LifeState.EXPECTED, date(2029, 5, 14)),
    ]


def test_the_end_as_written_comes_before_the_one_worked_out() -> None:
    facts = replace(RUNNING, ends_on=date(2027, 6, 30))
    assert firm_end(facts) == date(2027, 6, 30)
    assert last_end(facts) == date(2029, 6, 30)


def test_a_start_other_than_the_notification_is_awaited() -> None:
    facts = replace(RUNNING, starts_on=date(2027, 1, 4))
    assert point(facts, LifeStep.STARTED) == LifePoint(
        LifeStep.STARTED, LifeState.EXPECTED, date(2027, 1, 4)
    )
    assert firm_end(facts) == date(2028, 1, 3)


def test_a_day_that_passed_without_its_step_is_late() -> None:
    drafted = LifeFacts(ContractStatus.DRAFTED, published_on=TODAY - timedelta(days=1))
    assert point(drafted, LifeStep.PUBLISHED).state is LifeState.LATE
    assert point(drafted, LifeStep.PUBLISHED, drafted.published_on or TODAY).state is (
        LifeState.EXPECTED
    )


def test_a_contract_past_its_last_day_is_late_to_close() -> None:
    facts = replace(RUNNING, renewal_count=None, ends_on=date(2026, 10, 1))
    assert point(facts, LifeStep.FIRM_END).state is LifeState.DONE
    assert point(facts, LifeStep.CLOSED).state is LifeState.LATE
    renewable = replace(RUNNING, ends_on=date(2026, 10, 1))
    assert point(renewable, LifeStep.CLOSED).state is LifeState.EXPECTED


def test_a_closed_contract_has_nothing_left_to_come() -> None:
    found = life_of(replace(RUNNING, status=ContractStatus.CLOSED), TODAY)
    assert {one.state for one in found} == {LifeState.DONE}
    assert LifeStep.RENEWALS not in [one.step for one in found]


def test_renewals_of_no_length_are_none() -> None:
    found = life_of(replace(RUNNING, renewal_months=None), TODAY)
    assert LifeStep.RENEWALS not in [one.step for one in found]


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1))
FACTS = st.builds(
    LifeFacts,
    st.sampled_from(ContractStatus),
    DAYS,
    DAYS,
    DAYS,
    DAYS,
    st.none() | st.integers(0, 72),
    st.none() | st.integers(0, 4),
    st.none() | st.integers(0, 24),
)


@given(FACTS, st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_each_step_comes_once_in_order_and_says_what_the_day_says(
    facts: LifeFacts, today: date
) -> None:
    found = life_of(facts, today)
    order = [list(LifeStep).index(one.step) for one in found]
    assert order == sorted(set(order))
    for one in found:
        if one.state is LifeState.LATE:
            assert one.day is not None
            assert one.day < today
        if one.state is LifeState.EXPECTED:
            assert one.day is None or one.day >= today


@given(FACTS)
def test_renewals_never_end_before_the_firm_period(facts: LifeFacts) -> None:
    end, last = firm_end(facts), last_end(facts)
    assert (end is None) == (last is None)
    if end is not None and last is not None:
        assert last >= end
