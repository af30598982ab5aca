"""Durations as people type them, without Qt."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(\d{1,5})\s*(?:h|heures?|:)\s*(\d{1,2})?\s*(?:min|mn|m)?")
_DECIMAL = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?\s*(?:h|heures?)?")
_MINUTES = re.compile(r"(\d{1,5})\s*(?:min|mn|minutes?)")


def parse_hours(text: str) -> int | None:
    """Return minutes for « 12h30 », « 12:30 », « 12,5 », « 12 h », « 45 min »; else ``None``."""
    plain = text.strip().lower().replace("\u00a0", " ").replace("\u202f", " ")
    if match := _MINUTES.fullmatch(plain):
        return int(match[1])
    if match := _CLOCK.fullmatch(plain):
        minutes = int(match[2] or 0)
        return int(match[1]) * 60 + minutes if minutes < 60 else None
    if match := _DECIMAL.fullmatch(plain):
        hundredths = int((match[2] or "0").ljust(2, "0"))
        return int(match[1]) * 60 + round(hundredths * 60 / 100)
    return None
