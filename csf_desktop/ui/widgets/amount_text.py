"""Amounts of money as people type them, without Qt."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_AMOUNT = re.compile(r"(\d{1,10})(?:[.,](\d{1,2}))?(k)?(?:€|euros?|eur)?(?:ht|ttc)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?=,|\D|$)")


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
