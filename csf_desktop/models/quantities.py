"""Amounts of money and durations as people type them, for whoever reads what was typed."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_AMOUNT = re.compile(r"(\d{1,10})(?:[.,](\d{1,2}))?(k)?(?:€|euros?|eur)?(?:ht|ttc)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?=,|\D|$)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_CLOCK = re.compile(r"(\d{1,5})\s*(?:h|heures?|:)\s*(\d{1,2})?\s*(?:min|mn|m)?")
_DECIMAL = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?\s*(?:h|heures?)?")
_MINUTES = re.compile(r"(\d{1,5})\s*(?:min|mn|minutes?)")


def parse_amount(text: str) -> int | None:
    """Return cents for « 575 000,00 », « 575000 € », « 575.000,00 », « 575k »; else ``None``.

    A point is a decimal mark before one or two digits, and parts thousands before three.
    """
    plain = _SPACES.sub("", text).lower()
    plain = _POINTS.sub(lambda found: found[0].replace(".", ""), plain)
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        return None
    cents = int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))
    return cents * 1000 if match[3] else cents


def parse_hours(text: str) -> int | None:
    """Return minutes for « 12h30 », « 12:30 », « 12,5 », « 1 200 h », « 45 min »; else ``None``."""
    plain = text.strip().lower().replace("\u00a0", " ").replace("\u202f", " ")
    plain = _THOUSANDS.sub("", plain)
    if match := _MINUTES.fullmatch(plain):
        return int(match[1])
    if match := _CLOCK.fullmatch(plain):
        minutes = int(match[2] or 0)
        return int(match[1]) * 60 + minutes if minutes < 60 else None
    if match := _DECIMAL.fullmatch(plain):
        hundredths = int((match[2] or "0").ljust(2, "0"))
        return int(match[1]) * 60 + round(hundredths * 60 / 100)
    return None
