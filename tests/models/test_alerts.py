"""Each alert holds exactly as long as its cause does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.alerts import (
    FLAGS,
    MAX_WEEKS,
    Alert,
    ContractFacts,
    Departure,
    OrderFacts,
    RequestFacts,
    alerts_of,
    codes_of,
    flags_of,
    place_by,
)
from csf_desktop.models.codes import ActionCode, Actor, AlertCode, ContractStatus
from csf_desktop.models.rules import DEFAULT_RULES, HOUR, Rules
from csf_desktop.models.volume import MAX_OWED

C = AlertCode
NOTIFIED = date(2026, 10, 1)
ENDS = date(2028, 9, 30)

days = st.dates(date(2025, 1, 1), date(2030, 12, 31))
minutes = st.integers(0, 900 * HOUR)
orders = st.builds(OrderFacts, st.text(max_size=5), st.none() | days, st.none() | minutes, minutes)
requests = st.builds(
    RequestFacts, st.text(max_size=5), st.sampled_from(list(Actor)), st.none() | days
)
departures = st.builds(Departure, st.text(max_size=5), days)
facts = st.builds(
    ContractFacts,
    st.sampled_from(list(ContractStatus)),
    st.none() | days,
    st.none() | days,
    st.none() | days,
    st.booleans(),
    minutes,
    st.lists(orders, max_size=3),
    st.lists(requests, max_size=3),
    st.lists(departures, max_size=2),
)


def of(found: tuple[Alert, ...], code: AlertCode) -> list[Alert]:
    return [alert for alert in found if alert.code is code]


def is_notified(one: ContractFacts) -> bool:
    return one.status is ContractStatus.NOTIFIED


@given(facts)
def test_a_company_that_nobody_contacted(one: ContractFacts) -> None:
    is_silent = one.last_contact_on is None or (
        one.notified_on is not None and one.last_contact_on < one.notified_on
    )
    expected = is_notified(one) and is_silent and not one.is_company_met
    found = of(alerts_of(one), C.UNCONTACTED)
    assert len(found) == expected
    for alert in found:
        if one.notified_on is None:
            assert alert.due is None
        else:
            assert alert.due == one.notified_on + timedelta(days=15)
        assert (alert.owner, alert.action) == (Actor.TUTOR, ActionCode.FIRST_CONTACT)


@given(facts)
def test_hours_that_no_young_person_has(one: ContractFacts) -> None:
    expected = is_notified(one) and one.ends_on is not None and one.unplaced_minutes > 0
    found = of(alerts_of(one), C.UNPLACED_HOURS)
    assert len(found) == expected
    for alert in found:
        assert one.ends_on is not None
        usual = place_by(one.ends_on, one.unplaced_minutes)
        assert alert.due is not None
        assert alert.due >= usual
        if one.notified_on is None or one.notified_on + timedelta(days=15) <= usual:
            assert alert.due == usual
        elif one.notified_on <= one.ends_on - timedelta(days=15):
            assert alert.due == one.notified_on + timedelta(days=15)


def test_a_short_contract_is_not_late_from_its_first_day() -> None:
    notified = date(2026, 11, 5)
    short = ContractFacts(
        ContractStatus.NOTIFIED, notified, date(2027, 2, 23), unplaced_minutes=150 * HOUR
    )
    (alert,) = of(alerts_of(short), C.UNPLACED_HOURS)
    assert alert.due == date(2026, 11, 20)


@given(facts)
def test_orders_not_turned_into_hours(one: ContractFacts) -> None:
    waiting = [o for o in one.orders if o.unlocked is None or o.covered < o.unlocked]
    found = of(alerts_of(one), C.UNPLANNED_ORDER)
    expected = waiting if is_notified(one) else []
    assert sorted(alert.subject for alert in found) == sorted(o.number for o in expected)
    dues = sorted(alert.due or date.max for alert in found)
    later = [o.ordered_on + timedelta(days=15) if o.ordered_on else date.max for o in expected]
    assert dues == sorted(later)


@given(facts)
def test_documents_asked_for_whatever_the_step(one: ContractFacts) -> None:
    found = of(alerts_of(one), C.DOCUMENT_DUE)
    said = sorted((alert.subject, alert.owner, alert.due or date.max) for alert in found)
    assert said == sorted((r.title, r.addressee, r.due_on or date.max) for r in one.requests)


@given(facts)
def test_somebody_who_left(one: ContractFacts) -> None:
    found = of(alerts_of(one), C.CONTACT_GONE)
    expected = one.departures if is_notified(one) else ()
    said = sorted((alert.subject, alert.due) for alert in found)
    assert said == sorted((gone.name, gone.on + timedelta(days=7)) for gone in expected)


@given(facts)
def test_the_earliest_comes_first_and_no_day_last(one: ContractFacts) -> None:
    dues = [alert.due or date.max for alert in alerts_of(one)]
    assert dues == sorted(dues)


@given(facts)
def test_flags_tell_the_kinds_of_alerts(one: ContractFacts) -> None:
    found = alerts_of(one)
    flags = flags_of(found)
    assert set(codes_of(flags)) == {alert.code for alert in found}
    assert sum(FLAGS[code] for code in codes_of(flags)) == flags
    assert flags < 1 << len(C)


@given(days, minutes)
def test_hours_are_to_be_placed_six_months_before_the_end_or_sooner(
    ends_on: date, unplaced: int
) -> None:
    due = place_by(ends_on, unplaced)
    assert due <= ends_on - timedelta(days=DEFAULT_RULES.late_contract_days)
    weeks = (ends_on - due).days // 7
    assert weeks * DEFAULT_RULES.adult_week_minutes >= unplaced


@pytest.mark.parametrize(
    ("hours", "days_before"), [(0, 183), (900, 183), (910, 183), (945, 189), (1_400, 280)]
)
def test_a_large_volume_asks_for_more_than_six_months(hours: int, days_before: int) -> None:
    assert place_by(ENDS, hours * HOUR) == ENDS - timedelta(days=days_before)


@given(days, st.integers(0, MAX_OWED), st.integers(1, 10_000 * HOUR))
def test_a_wrong_volume_or_rhythm_still_gives_a_day(
    ends_on: date, unplaced: int, week_minutes: int
) -> None:
    due = place_by(ends_on, unplaced, Rules(adult_week_minutes=week_minutes))
    assert ends_on - timedelta(weeks=MAX_WEEKS) <= due < ends_on


def test_the_settings_move_the_deadlines() -> None:
    rules = Rules(first_contact_days=3, plan_order_days=4, find_contact_days=5)
    one = ContractFacts(
        ContractStatus.NOTIFIED,
        NOTIFIED,
        orders=[OrderFacts("B1", NOTIFIED, 600, 0)],
        departures=[Departure("Mme Martin", NOTIFIED)],
    )
    found = {alert.code: alert.due for alert in alerts_of(one, rules)}
    assert found == {
        C.UNCONTACTED: date(2026, 10, 4),
        C.UNPLANNED_ORDER: date(2026, 10, 5),
        C.CONTACT_GONE: date(2026, 10, 6),
    }
