"""When the shares of a clause would be carried out: the dates that follow from the first day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from csf_desktop.models.hours import WEEK, plan_weeks


def periods_of(
    shares: Sequence[int], starts_on: date, week_minutes: int, *, one_after_another: bool
) -> tuple[tuple[date, date], ...]:
    """Return the first and the last day of each share of minutes, the last one being a Friday.

    One after another, each begins the Monday after the one before ends; else all on the same day.
    Empty when the minutes or the rhythm are none.
    """
    found: list[tuple[date, date]] = []
    day = starts_on
    for minutes in shares:
        weeks = plan_weeks(day, minutes, week_minutes)
        if not weeks:
            return ()
        friday = weeks[-1].monday + timedelta(days=4)
        found.append((day, friday))
        if one_after_another:
            day = weeks[-1].monday + WEEK
    return tuple(found)
