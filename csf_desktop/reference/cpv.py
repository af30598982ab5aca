"""CPV codes, the European nomenclature of what a public contract buys.

Main vocabulary of Regulation (EC) 213/2008: eight digits and a check digit. The regulation prints
the check digit beside each code and gives no rule for it; the sum that fits most codes fails for
the groups renumbered in 2008 (09310000-5, 42110000-3). So the digit is kept as given and never a
reason to refuse.
"""

from __future__ import annotations

import re
from functools import cache

from csf_desktop.errors import InvalidInputError
from csf_desktop.reference.tables import rows

_NBSP = "\u00a0"
_CODE = re.compile(r"(\d{8})(?:-?(\d))?", re.ASCII)
_LONGEST_SHOWN = 30


def check_cpv(text: str) -> str:
    """Return a CPV code as ``45000000-7``, or ``45000000`` when no check digit was given.

    Spaces are dropped and a code shortened to its significant digits is not completed.
    Raises ``InvalidInputError`` (field ``cpv``) when it has not eight digits, or begins with no
    known division.
    """
    found = _CODE.fullmatch("".join(text.split()))
    if not found or found[1][:2] not in divisions():
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        raise InvalidInputError(
            f"«{_NBSP}{shown}{_NBSP}» n’est pas un code CPV{_NBSP}: tapez les huit chiffres de "
            f"l’avis de marché, par exemple 45000000-7.",
            field="cpv",
        )
    return f"{found[1]}-{found[2]}" if found[2] else found[1]


def division_label(code: str) -> str:
    """Return the French label of the division (first two digits), empty if there is none."""
    return divisions().get(code.strip()[:2], "")


@cache
def divisions() -> dict[str, str]:
    """Return the 45 divisions, French label by two-digit code."""
    return {row[0]: row[1] for row in rows("cpv_divisions.csv")}
