"""Which backups to keep: 7 daily, 4 weekly, 6 monthly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 7, 4, 6


def backups_to_keep(times: Iterable[datetime]) -> set[datetime]:
    """Return the moments worth keeping among ``times`` (all aware, or all naive).

    The newest of each of the last 7 days, 4 ISO weeks and 6 months that have a backup at all: a
    holiday without work loses none. At most 17 are kept, and the newest is always one of them.
    """
    newest_first = sorted(set(times), reverse=True)
    return (
        _newest_of_each(newest_first, lambda time: time.date(), DAILY)
        | _newest_of_each(newest_first, lambda time: time.isocalendar()[:2], WEEKLY)
        | _newest_of_each(newest_first, lambda time: (time.year, time.month), MONTHLY)
    )


def _newest_of_each(
    newest_first: list[datetime], period_of: Callable[[datetime], object], periods: int
) -> set[datetime]:
    kept: dict[object, datetime] = {}
    for time in newest_first:
        if len(kept) < periods:
            kept.setdefault(period_of(time), time)
    return set(kept.values())
