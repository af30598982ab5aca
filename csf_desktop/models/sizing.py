"""How many hours a clause usually holds, by the amount of the firm period."""

from __future__ import annotations

from datetime import date, timedelta

from csf_desktop.models.rules import HOUR

USUAL_SIZES: tuple[tuple[int | None, int], ...] = (
    (100_000_00, 150 * HOUR),
    (200_000_00, 300 * HOUR),
    (400_000_00, 450 * HOUR),
    (None, 900 * HOUR),
)
"""Upper bound of the amount in cents (excluded, ``None``: no bound) and minutes (DOMAIN [L])."""


def suggested_minutes(amount_cents: int | None) -> int | None:
    """Return the usual volume in minutes; ``None`` when the amount is not known."""
    if amount_cents is None:
        return None
    for bound, minutes in USUAL_SIZES:
        if bound is None or amount_cents < bound:
            return minutes
    raise AssertionError("the last size has no bound")


def is_above_usual(minutes: int, amount_cents: int | None) -> bool:
    """Tell whether a volume is longer than the usual one: a buyer may choose shorter only."""
    usual = suggested_minutes(amount_cents)
    return usual is not None and minutes > usual


def end_of_period(start: date | None, months: int | None) -> date | None:
    """Return the last day of a period of whole months; ``None`` when there is none.

    Twelve months from 15 May 2024 end on 14 May 2025; from 31 January one month ends on the last
    day of February.
    """
    if start is None or months is None or months < 1:
        return None
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        return None
    first = date(year, month0 + 1, 1)
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    same_day = min(start.day, (after - first).days)
    reached = first.replace(day=same_day)
    return reached - timedelta(days=1) if same_day == start.day else reached
