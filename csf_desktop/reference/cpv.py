"""CPV codes, the European nomenclature of what a public contract buys.

Main vocabulary of Regulation (EC) 213/2008: 9 454 codes of eight digits, each with a check digit.
The regulation prints the check digit beside each code and gives no rule for it; the sum that fits
most codes fails for the groups renumbered in 2008 (09310000-5, 42110000-3), and the table shipped
here has none. So the digit is kept as given and never a reason to refuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from csf_desktop.errors import InvalidInputError
from csf_desktop.reference.tables import rows

DIGITS = 8
_NBSP = "\u00a0"
_CODE = re.compile(r"(\d{8})(?:-?(\d))?", re.ASCII)
_LONGEST_SHOWN = 30


class CpvLevel(IntEnum):
    """How precise a code is: its number of digits before the closing zeros, two at the least."""

    DIVISION = 2
    GROUP = 3
    CLASS = 4
    CATEGORY = 5
    SUBCATEGORY = 6
    DETAIL = 7
    FULL = 8


@dataclass(frozen=True, slots=True)
class CpvEntry:
    """One entry of the nomenclature: eight digits without check digit, and the French label."""

    code: str
    label: str

    @property
    def level(self) -> CpvLevel:
        """How precise the entry is."""
        return level_of(self.code)


def check_cpv(text: str) -> str:
    """Return a CPV code as ``45000000-7``, or ``45000000`` when no check digit was given.

    Spaces are dropped and a code shortened to its significant digits is not completed. A code of
    a known division that the nomenclature does not list is kept: published data still have codes
    of 2003 (``is_listed`` tells them). Raises ``InvalidInputError`` (field ``cpv``) when it has
    not eight digits, or begins with no known division.
    """
    found = _CODE.fullmatch("".join(text.split()))
    if not found or not division_label(found[1]):
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        raise InvalidInputError(
            f"«{_NBSP}{shown}{_NBSP}» n’est pas un code CPV{_NBSP}: tapez les huit chiffres de "
            f"l’avis de marché, par exemple 45000000-7.",
            field="cpv",
        )
    return f"{found[1]}-{found[2]}" if found[2] else found[1]


def is_listed(code: str) -> bool:
    """Tell whether the nomenclature of 2008 has ``code``, with or without its check digit."""
    return _digits(code) in table()


def entry_of(code: str) -> CpvEntry | None:
    """Return the entry of ``code``, else of the nearest code above it that the nomenclature has.

    ``entry.code`` and ``entry.level`` tell which one was found. The regulation leaves out some
    parents (39254000 has no 39250000 above it): they are passed over. ``None`` when even the
    division is unknown, or when ``code`` has not the form of a code.
    """
    digits = _digits(code)
    if not digits:
        return None
    for length in range(level_of(digits), CpvLevel.DIVISION - 1, -1):
        above = digits[:length].ljust(DIGITS, "0")
        if above in table():
            return CpvEntry(above, table()[above])
    return None


def label_of(code: str) -> str:
    """Return the French label of ``code``, else of the nearest code above it, else ""."""
    found = entry_of(code)
    return found.label if found else ""


def level_of(code: str) -> CpvLevel:
    """Return how precise eight digits are: ``45112700`` is a subcategory, ``45000000`` a division.

    The zeros that close a code say nothing, except the second digit of a division (``30000000``).
    """
    return CpvLevel(max(CpvLevel.DIVISION, len(code[:DIGITS].rstrip("0"))))


def division_label(code: str) -> str:
    """Return the French label of the division (first two digits), empty if there is none."""
    return table().get(code.strip()[:2].ljust(DIGITS, "0"), "")


@cache
def table() -> dict[str, str]:
    """Return the whole nomenclature, French label by eight digits, in the order of the codes."""
    return {code: label for code, label in rows("cpv.csv")}  # noqa: C416 - checks the two columns


def _digits(code: str) -> str:
    found = _CODE.fullmatch("".join(code.split()))
    return found[1] if found else ""
