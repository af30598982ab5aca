"""Sharing a clause among young people: one after the other, or at once where that is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.rules import HOUR

USUAL_SHARES: dict[int, tuple[tuple[int, ...], ...]] = {
    900 * HOUR: (
        (900 * HOUR,),
        (450 * HOUR, 450 * HOUR),
        (300 * HOUR,) * 3,
        (150 * HOUR, 750 * HOUR),
    ),
    450 * HOUR: ((450 * HOUR,), (300 * HOUR, 150 * HOUR), (150 * HOUR,) * 3),
    300 * HOUR: ((300 * HOUR,), (150 * HOUR,) * 2),
    150 * HOUR: ((150 * HOUR,),),
}
"""Usual ways to share a usual volume, in minutes (DOMAIN [L]: 3 × 300, 150 + 750 …)."""

NEVER_TOGETHER = (
    PathwayStatus.AGREEMENT,
    PathwayStatus.IN_PROGRESS,
    PathwayStatus.REVIEW,
    PathwayStatus.CLOSED,
    PathwayStatus.INTERRUPTED,
)
"""Statuses in which a pathway holds its place and its tutor for its dates."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Where, with whom and when a young person is in a company; ids, empty when not known.

    ``place`` is the site, or the company when it has no site. ``ends_on`` is the last day.
    """

    reference: str
    place: str
    tutor: str
    starts_on: date | None
    ends_on: date | None


def shares_of(minutes: int) -> tuple[tuple[int, ...], ...]:
    """Return ways to share a volume, each adding up to it; the whole to one person comes first."""
    return USUAL_SHARES.get(minutes) or (((minutes,),) if minutes > 0 else ())


def even_shares(minutes: int, number: int) -> tuple[int, ...]:
    """Share minutes among ``number`` pathways in whole hours; the first ones take what is over.

    They add up to the minutes whatever these are: minutes beyond a whole hour go to the first.
    """
    if number < 1:
        return ()
    whole, rest = divmod(minutes // HOUR, number)
    shares = [(whole + (at < rest)) * HOUR for at in range(number)]
    shares[0] += minutes % HOUR
    return tuple(shares)


def clash_of(stay: Stay, others: Iterable[Stay]) -> Stay | None:
    """Return the first other stay at the same place with the same tutor at the same time.

    Two young people may not be at the same place with the same company tutor at once (DOMAIN [L]).
    As long as the tutor, the place or the dates of one are not known, nothing is refused.
    """
    return next((other for other in others if _clash(stay, other)), None)


def _clash(one: Stay, other: Stay) -> bool:
    same = one.place == other.place != "" and one.tutor == other.tutor != ""
    return same and _meet(one, other)


def _meet(one: Stay, other: Stay) -> bool:
    if one.starts_on is None or other.starts_on is None:
        return False
    one_end, other_end = one.ends_on or date.max, other.ends_on or date.max
    return one.starts_on <= other_end and other.starts_on <= one_end


def first_free_day(stays: Sequence[Stay], wanted: date) -> date:
    """Return the first day from ``wanted`` on that comes after every stay that is under way then.

    It is when one more pathway may begin with the same tutor at the same place.
    """
    day = wanted
    for stay in sorted(stays, key=lambda stay: stay.starts_on or date.min):
        if stay.starts_on is not None and stay.starts_on <= day <= (stay.ends_on or date.max):
            if stay.ends_on is None or stay.ends_on == date.max:
                return wanted
            day = date.fromordinal(stay.ends_on.toordinal() + 1)
    return day
