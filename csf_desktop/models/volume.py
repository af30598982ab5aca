"""The hours a contract owes: written in the clause, or unlocked by its purchase orders.

Whether the hours of a contract with purchase orders are known up front is the open question of
DOMAIN [S]: both are supported. Everything is in whole minutes and in cents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csf_desktop.models.codes import VolumeMode

MAX_OWED = 10**9
"""Minutes that no contract owes: wrong amounts must not give a number the database cannot hold."""


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase order: its amount in cents, its own minutes when it states them, its lot's id."""

    amount_cents: int | None = None
    minutes: int | None = None
    lot: str = ""


@dataclass(frozen=True, slots=True)
class LotVolume:
    """A lot and the minutes the clause gives it: its share, or the most its orders unlock."""

    id: str
    minutes: int


@dataclass(frozen=True, slots=True)
class VolumeTerms:
    """What the clause says of its volume; ``clause_minutes`` is a limit when orders unlock it.

    A limit of zero is none. ``per_amount`` minutes are owed for each whole ``amount_step_cents``.
    """

    mode: VolumeMode = VolumeMode.FIXED
    clause_minutes: int = 0
    per_order: int = 0
    per_amount: int = 0
    amount_step_cents: int = 0
    lots: tuple[LotVolume, ...] = ()


def owed_minutes(terms: VolumeTerms, orders: Sequence[Order] = ()) -> int:
    """Return the minutes a contract owes.

    Fixed: the clause's own volume, or the sum of its lots' when it gives none of its own.
    Otherwise what the orders unlock.
    """
    if terms.mode is VolumeMode.FIXED:
        return terms.clause_minutes or min(MAX_OWED, sum(lot.minutes for lot in terms.lots))
    return sum(minutes or 0 for minutes in unlocked_by(terms, orders))


def owed_by_lot(terms: VolumeTerms, orders: Sequence[Order] = ()) -> dict[str, int]:
    """Return the minutes of each lot by its id, and under ``""`` those of none.

    They add up to what the contract owes: when the lots of a fixed volume say more than the clause,
    what is under ``""`` is below zero.
    """
    owed = {lot.id: 0 for lot in terms.lots}
    if terms.mode is VolumeMode.FIXED:
        owed |= {lot.id: lot.minutes for lot in terms.lots}
        return {**owed, "": owed_minutes(terms) - sum(owed.values())}
    owed[""] = 0
    for order, minutes in zip(orders, unlocked_by(terms, orders), strict=True):
        owed[order.lot if order.lot in owed else ""] += minutes or 0
    return owed


def unlocked_by(terms: VolumeTerms, orders: Sequence[Order]) -> tuple[int | None, ...]:
    """Return the minutes each order unlocks, in the order given (by date); ``None``: nobody knows.

    An order that states its minutes unlocks those; else ``per_order``, or ``per_amount`` for each
    whole step that the amounts ordered so far have passed: two orders of half a step unlock one
    together, the second. The limits of the clause and of the lots cut what comes last. A contract
    with a fixed volume has orders that unlock nothing.
    """
    if terms.mode is VolumeMode.FIXED:
        return (0,) * len(orders)
    left = terms.clause_minutes or MAX_OWED
    left_of = {lot.id: lot.minutes for lot in terms.lots if lot.minutes}
    ordered, found = 0, list[int | None]()
    for order in orders:
        minutes = order.minutes
        if minutes is None and terms.mode is VolumeMode.PER_ORDER:
            minutes = terms.per_order or None
        elif minutes is None:
            minutes = _of_amount(terms, ordered, order.amount_cents)
            ordered += order.amount_cents or 0
        if minutes is not None:
            minutes = min(minutes, left, left_of.get(order.lot, left))
            left -= minutes
            if order.lot in left_of:
                left_of[order.lot] -= minutes
        found.append(minutes)
    return tuple(found)


def _of_amount(terms: VolumeTerms, before: int, amount: int | None) -> int | None:
    """Return what an amount unlocks after the ``before`` cents already ordered."""
    step = terms.amount_step_cents
    if amount is None or step <= 0 or terms.per_amount <= 0:
        return None
    return terms.per_amount * ((before + amount) // step - before // step)


def covered_of(
    orders: Sequence[Order], unlocked: Sequence[int | None], planned: Sequence[tuple[str, int]]
) -> tuple[int, ...]:
    """Return how many minutes of each order pathways use, the oldest order served first.

    ``planned`` is the lot (or ``""``) and the counted minutes of each pathway. A pathway of a lot
    serves the orders of that lot; what is over, and what has no lot, serves any order.
    """
    room = [minutes or 0 for minutes in unlocked]
    covered = [0] * len(orders)
    rest = 0
    for lot, minutes in planned:
        mine = [at for at, order in enumerate(orders) if lot and order.lot == lot]
        rest += _pour(minutes, mine, room, covered)
    _pour(rest, list(range(len(orders))), room, covered)
    return tuple(covered)


def _pour(minutes: int, into: Sequence[int], room: list[int], covered: list[int]) -> int:
    """Spend minutes on these orders, in turn; return what found no room."""
    for at in into:
        taken = min(minutes, room[at])
        room[at] -= taken
        covered[at] += taken
        minutes -= taken
    return minutes
