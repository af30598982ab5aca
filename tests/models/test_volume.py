"""What a contract owes: written in its clause, or unlocked by its purchase orders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.rules import HOUR
from csf_desktop.models.volume import (
    MAX_OWED,
    LotVolume,
    Order,
    VolumeTerms,
    covered_of,
    owed_by_lot,
    owed_minutes,
    unlocked_by,
)

M = VolumeMode
ORDERS = (Order(250_000_00), Order(60_000_00), Order(10_000_00, minutes=50 * HOUR))
LOTS = ("a", "b", "c")

amounts = st.none() | st.integers(0, 2_000_000_00)
stated = st.none() | st.integers(0, 900 * HOUR)
orders = st.lists(
    st.builds(Order, amounts, stated, st.sampled_from(("", "gone", *LOTS))), max_size=8
)
lots = st.lists(
    st.builds(LotVolume, st.sampled_from(LOTS), st.integers(0, 600 * HOUR)),
    max_size=3,
    unique_by=lambda lot: lot.id,
).map(tuple)
terms = st.builds(
    VolumeTerms,
    st.sampled_from(list(M)),
    st.integers(0, 2_000 * HOUR),
    st.integers(0, 300 * HOUR),
    st.integers(0, 300 * HOUR),
    st.sampled_from((0, 1, 50_000_00, 100_000_00)),
    lots,
)
unlocking = terms.filter(lambda one: one.mode is not M.FIXED)
planned = st.lists(st.tuples(st.sampled_from(("", *LOTS)), st.integers(0, 900 * HOUR)), max_size=8)


# --- examples


def test_a_fixed_volume_does_not_look_at_the_orders() -> None:
    found = VolumeTerms(M.FIXED, 300 * HOUR, per_order=70 * HOUR)
    assert owed_minutes(found, ORDERS) == 300 * HOUR
    assert unlocked_by(found, ORDERS) == (0, 0, 0)


def test_a_fixed_volume_may_be_that_of_its_lots() -> None:
    found = VolumeTerms(lots=(LotVolume("a", 300 * HOUR), LotVolume("b", 150 * HOUR)))
    assert owed_minutes(found) == 450 * HOUR
    assert owed_by_lot(found) == {"a": 300 * HOUR, "b": 150 * HOUR, "": 0}


def test_lots_that_say_more_than_the_clause() -> None:
    found = VolumeTerms(clause_minutes=300 * HOUR, lots=(LotVolume("a", 450 * HOUR),))
    assert owed_by_lot(found) == {"a": 450 * HOUR, "": -150 * HOUR}


def test_orders_unlock_their_own_hours_or_those_of_the_rule() -> None:
    found = VolumeTerms(M.PER_ORDER, per_order=70 * HOUR)
    assert unlocked_by(found, ORDERS) == (70 * HOUR, 70 * HOUR, 50 * HOUR)
    assert owed_minutes(found, ORDERS) == 190 * HOUR


def test_amounts_unlock_hours_by_whole_steps_of_what_was_ordered_so_far() -> None:
    found = VolumeTerms(M.PER_AMOUNT, per_amount=35 * HOUR, amount_step_cents=100_000_00)
    assert unlocked_by(found, ORDERS) == (2 * 35 * HOUR, 35 * HOUR, 50 * HOUR)


def test_two_halves_of_a_step_unlock_it_with_the_second() -> None:
    found = VolumeTerms(M.PER_AMOUNT, per_amount=35 * HOUR, amount_step_cents=100_000_00)
    assert unlocked_by(found, [Order(50_000_00), Order(50_000_00)]) == (0, 35 * HOUR)


@pytest.mark.parametrize(
    ("found", "order"),
    [
        (VolumeTerms(M.PER_ORDER), Order(1_000_00)),
        (VolumeTerms(M.PER_AMOUNT, per_amount=35 * HOUR), Order(1_000_00)),
        (VolumeTerms(M.PER_AMOUNT, amount_step_cents=100), Order(1_000_00)),
        (VolumeTerms(M.PER_AMOUNT, per_amount=60, amount_step_cents=100), Order()),
    ],
)
def test_nobody_knows_what_an_order_unlocks_without_its_rule(
    found: VolumeTerms, order: Order
) -> None:
    assert unlocked_by(found, [order]) == (None,)
    assert owed_minutes(found, [order]) == 0


def test_the_limits_cut_what_comes_last() -> None:
    found = VolumeTerms(
        M.PER_ORDER, 200 * HOUR, 100 * HOUR, lots=(LotVolume("a", 120 * HOUR), LotVolume("b", 0))
    )
    some = [Order(lot="a"), Order(lot="a"), Order(lot="b"), Order()]
    assert unlocked_by(found, some) == (100 * HOUR, 20 * HOUR, 80 * HOUR, 0)


def test_a_pathway_serves_the_orders_of_its_lot_first_and_the_oldest() -> None:
    some = [Order(lot="a"), Order(lot="b"), Order(lot="a")]
    unlocked = (100, 100, 100)
    assert covered_of(some, unlocked, [("a", 150)]) == (100, 0, 50)
    assert covered_of(some, unlocked, [("", 150)]) == (100, 50, 0)
    assert covered_of(some, unlocked, [("b", 150)]) == (50, 100, 0)
    assert covered_of(some, (100, None, 100), [("b", 150)]) == (100, 0, 50)


# --- whatever the clause and the orders


@given(unlocking, orders)
def test_what_orders_unlock_is_what_is_owed(found: VolumeTerms, some: list[Order]) -> None:
    unlocked = unlocked_by(found, some)
    assert len(unlocked) == len(some)
    assert all(minutes is None or minutes >= 0 for minutes in unlocked)
    assert sum(minutes or 0 for minutes in unlocked) == owed_minutes(found, some)


@given(terms, orders)
def test_the_lots_add_up_to_what_is_owed(found: VolumeTerms, some: list[Order]) -> None:
    by_lot = owed_by_lot(found, some)
    assert set(by_lot) == {"", *(lot.id for lot in found.lots)}
    assert sum(by_lot.values()) == owed_minutes(found, some)


@given(unlocking, orders)
def test_no_limit_is_passed(found: VolumeTerms, some: list[Order]) -> None:
    assert 0 <= owed_minutes(found, some) <= (found.clause_minutes or MAX_OWED)
    by_lot = owed_by_lot(found, some)
    assert all(by_lot[lot.id] <= lot.minutes for lot in found.lots if lot.minutes)


@given(unlocking, orders, st.builds(Order, amounts, stated, st.sampled_from(("", *LOTS))))
def test_one_more_order_takes_nothing_from_those_before(
    found: VolumeTerms, some: list[Order], more: Order
) -> None:
    assert unlocked_by(found, [*some, more])[:-1] == unlocked_by(found, some)


@given(unlocking, orders)
def test_an_order_that_states_its_minutes_unlocks_them_up_to_the_limits(
    found: VolumeTerms, some: list[Order]
) -> None:
    unlimited = VolumeTerms(found.mode, 0, found.per_order, found.per_amount)
    for order, minutes in zip(some, unlocked_by(unlimited, some), strict=True):
        if order.minutes is not None:
            assert minutes == order.minutes


@given(st.lists(st.integers(0, 500_000_00), max_size=8), st.integers(1_000, 200_000_00))
def test_amounts_unlock_the_same_however_they_are_split_into_orders(
    cents: list[int], step: int
) -> None:
    found = VolumeTerms(M.PER_AMOUNT, per_amount=60, amount_step_cents=step)
    apart = owed_minutes(found, [Order(amount) for amount in cents])
    assert apart == owed_minutes(found, [Order(sum(cents))]) == sum(cents) // step * 60


@given(orders, st.lists(st.none() | st.integers(0, 900 * HOUR), min_size=8, max_size=8), planned)
def test_covering_conserves_hours(
    some: list[Order], unlocked: list[int | None], used: list[tuple[str, int]]
) -> None:
    room = unlocked[: len(some)]
    covered = covered_of(some, room, used)
    assert all(0 <= mine <= (most or 0) for mine, most in zip(covered, room, strict=True))
    wanted = sum(minutes for _lot, minutes in used)
    assert sum(covered) == min(wanted, sum(minutes or 0 for minutes in room))


@given(orders, st.lists(st.integers(0, 900 * HOUR), min_size=8, max_size=8), planned, st.randoms())
def test_covering_does_not_depend_on_the_order_of_pathways(
    some: list[Order], unlocked: list[int], used: list[tuple[str, int]], chance: object
) -> None:
    shuffled = used.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    room = unlocked[: len(some)]
    assert covered_of(some, room, shuffled) == covered_of(some, room, used)


@given(orders, st.lists(st.integers(0, 900 * HOUR), min_size=8, max_size=8), planned)
def test_a_lot_serves_its_own_orders_before_any_other(
    some: list[Order], unlocked: list[int], used: list[tuple[str, int]]
) -> None:
    room = unlocked[: len(some)]
    covered = covered_of(some, room, used)
    for lot in LOTS:
        wanted = sum(minutes for of, minutes in used if of == lot)
        mine = [at for at, order in enumerate(some) if order.lot == lot]
        assert sum(covered[at] for at in mine) >= min(wanted, sum(room[at] for at in mine))
