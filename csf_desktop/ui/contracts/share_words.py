"""Shares of a clause as they are typed and said: « 150 h + 750 h », « 3 × 300 h ». Qt-free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from csf_desktop.models.quantities import parse_hours
from csf_desktop.models.rules import HOUR
from csf_desktop.models.share_plan import periods_of
from csf_desktop.models.sharing import even_shares, shares_of
from csf_desktop.ui.formatting import NBSP, count_of, hours, short_date

FREE = "free"
"""Code of the choice that lets the hours of each person be typed."""

WRONG = f"Tapez les heures de chacun, par exemple 150 + 750 ou 3{NBSP}×{NBSP}300."
RULE = (
    "Deux jeunes ne peuvent pas être en même temps au même endroit avec le même tuteur "
    "entreprise\u00a0: "
)
ONE_AFTER = "l’un après l’autre, un seul tuteur entreprise suffit."
AT_ONCE = "en même temps, il faut à chacun son lieu ou son tuteur entreprise."
_TIMES = re.compile(r"(\d{1,2})\s*[x×*]\s*(.+)", re.IGNORECASE)
_MAX_TIMES = 24


def said(shares: Sequence[int]) -> str:
    """Return « 3 × 300 h », « 150 h + 750 h », « 900 h » of minutes."""
    if len(shares) > 1 and len(set(shares)) == 1:
        return f"{len(shares)}{NBSP}×{NBSP}{hours(shares[0])}"
    return " + ".join(hours(minutes) for minutes in shares)


def usual_choices(minutes: int) -> list[tuple[str, str]]:
    """Return the ways to share a volume, coded as they would be typed, then a free one."""
    ways = list(shares_of(minutes))
    if len(ways) < 2 and minutes > 0:
        ways += [even_shares(minutes, number) for number in (2, 3) if minutes >= number * HOUR]
    found = [(said(way), f"{said(way)} ({count_of(len(way), 'jeune')})") for way in ways]
    return [*found, (FREE, "Autre répartition")]


def parse_shares(text: str) -> tuple[int, ...] | None:
    """Return the minutes of « 150 + 750 », « 3 × 300 h », « 150 ; 150 »; else ``None``."""
    found: list[int] = []
    for part in re.split(r"[+;]", text.replace(NBSP, " ")):
        times = _TIMES.fullmatch(part.strip())
        number, rest = (int(times[1]), times[2]) if times else (1, part)
        minutes = parse_hours(rest)
        if not minutes or number < 1 or len(found) + number > _MAX_TIMES:
            return None
        found += [minutes] * number
    return tuple(found)


def difference_words(shares: Sequence[int], minutes: int) -> str:
    """Return what lacks or is over, empty when the shares add up to the minutes."""
    gap = minutes - sum(shares)
    if not gap:
        return ""
    total = f"{hours(sum(shares))} réparties sur {hours(minutes)}"
    return (
        f"{total}\u00a0: il manque {hours(gap)}."
        if gap > 0
        else f"{total}\u00a0: {hours(-gap)} de trop."
    )


def dates_words(
    shares: Sequence[int], starts_on: date | None, week_minutes: int, *, one_after_another: bool
) -> str:
    """Return a line a share with its dates; empty without a first day."""
    if starts_on is None:
        return ""
    periods = periods_of(shares, starts_on, week_minutes, one_after_another=one_after_another)
    return "\n".join(
        f"{at}. {hours(minutes)}, du {short_date(first)} au {short_date(last)}"
        for at, (minutes, (first, last)) in enumerate(zip(shares, periods, strict=False), 1)
    )
