"""Read one field of a published record, in whatever shape it was published.

Publishers write numbers as text, « NC » for what they do not know, a lone object for a list of
one, lists within lists. Each function says what it accepts and raises ``FieldError``, whose text
is the French half-sentence that goes before the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import lru_cache

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.decp_records import DecpParty
from csf_desktop.reference.siret import check_siret

MAX_AMOUNT_EUROS = 100_000_000_000  # publishers type 1e17 for « no maximum »
MAX_MONTHS = 1200
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_SHOWN = 40
_NBSP = "\u00a0"

_UNKNOWN = frozenset({"", "nc", "n/c", "nan", "null", "none", "non communiqué"})
_LONGEST_UNKNOWN = max(map(len, _UNKNOWN))
_AMOUNT = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,20})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]{1,20})?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


class FieldError(Exception):
    """A field cannot be used."""


def text(value: object, limit: int = 300) -> str:
    """Return a scalar as one line of text, cut at ``limit``; empty for what is no scalar.

    Words for « unknown » (NC, NaN …) and booleans are empty.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return ""
    line = str(value)
    if not line.isprintable() or "  " in line:
        line = " ".join(_NOT_PRINTED.sub(" ", line).split())
    line = line.strip()
    if len(line) <= _LONGEST_UNKNOWN and line.lower() in _UNKNOWN:
        return ""
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def quoted(value: object) -> str:
    """Return a value for a sentence: « 12 000 », cut short when long."""
    shown = text(value, _SHOWN) or ("un objet" if isinstance(value, dict) else "une liste")
    return f"«{_NBSP}{shown}{_NBSP}»"


def is_missing(value: object) -> bool:
    """Tell whether a field was left out, null, blank, or says that it is not known."""
    if isinstance(value, str):
        return not text(value)
    return value is None or value in ([], {})


def amount_cents(value: object) -> int:
    """Return an amount in euros (number or text) as whole cents, half a cent rounded up.

    Raises ``FieldError`` when it is missing, no number, negative or beyond ``MAX_AMOUNT_EUROS``.
    """
    if is_missing(value):
        raise FieldError("le montant manque")
    euros = _number(value)
    if euros is None:
        raise FieldError(f"le montant {quoted(value)} n’est pas un nombre")
    if euros < 0:
        raise FieldError(f"le montant {quoted(value)} est négatif")
    if euros > MAX_AMOUNT_EUROS:
        raise FieldError(f"le montant {quoted(value)} est démesuré")
    return int((euros * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def months(value: object) -> int:
    """Return a duration as whole months; a month that has begun counts.

    Raises ``FieldError`` when it is missing, no number, negative or beyond ``MAX_MONTHS``.
    """
    if is_missing(value):
        raise FieldError("la durée en mois manque")
    number = _number(value)
    if number is None:
        raise FieldError(f"la durée {quoted(value)} n’est pas un nombre de mois")
    if number < 0:
        raise FieldError(f"la durée {quoted(value)} est négative")
    if number > MAX_MONTHS:
        raise FieldError(f"la durée {quoted(value)} dépasse cent ans")
    return int(number.to_integral_value(rounding=ROUND_CEILING))


def day(value: object, what: str) -> date:
    """Return a date written ``AAAA-MM-JJ``, with or without a time or zone after it.

    Raises ``FieldError`` when it is missing, written otherwise, not in the calendar, or out of
    the years 1990 to 2100. ``what`` names it: « la date de notification ».
    """
    if is_missing(value):
        raise FieldError(f"{what} manque")
    written = _DAY.fullmatch(text(value))
    if not written:
        raise FieldError(f"{what} {quoted(value)} n’est pas écrite AAAA-MM-JJ")
    try:
        found = date(int(written[1]), int(written[2]), int(written[3]))
    except ValueError:
        raise FieldError(f"{what} {quoted(value)} n’existe pas dans le calendrier") from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise FieldError(f"{what} {quoted(value)} est hors des années possibles")
    return found


def members(value: object, wrapper: str) -> Iterator[object]:
    """Yield the members of a list, whether bare, wrapped or nested.

    ``[{"titulaire": x}]``, ``{"titulaire": [x]}``, ``{"titulaire": x}``, ``[x]``, ``[[x]]`` and
    ``x`` all yield ``x``, for ``wrapper`` ``titulaire``. The readers bound the nesting.
    """
    if isinstance(value, list):
        for one in value:
            yield from members(one, wrapper)
    elif isinstance(value, dict) and wrapper in value:
        yield from members(value[wrapper], wrapper)
    elif not is_missing(value):
        yield value


def words(value: object, wrapper: str) -> tuple[str, ...]:
    """Return a list of words, each once, also from « a, b » in one text."""
    found = dict.fromkeys(
        word
        for member in members(value, wrapper)
        for part in re.split("[,;]", text(member))
        if (word := text(part))
    )
    return tuple(found)


def party(value: object) -> DecpParty | None:
    """Return an awardee or a subcontractor, ``None`` when it has neither number nor name."""
    if not isinstance(value, dict):
        return None
    number = text(value.get("id"), 60)
    name = text(value.get("denominationSociale") or value.get("nom"))
    if not number and not name:
        return None
    id_type = text(value.get("typeIdentifiant"), 20)
    siret = known_siret(number) if id_type.upper() in ("SIRET", "") else ""
    return DecpParty(siret or number, "SIRET" if siret else id_type, name, bool(siret))


@lru_cache(maxsize=4096)  # the same buyers and companies come back all through a file
def known_siret(number: str) -> str:
    """Return the 14 digits of a SIRET with a right key, "" for anything else."""
    try:
        return check_siret(number)
    except InvalidInputError:
        return ""


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    written = re.sub(r"[\s€]", "", text(value))
    return Decimal(written.replace(",", ".")) if _AMOUNT.fullmatch(written) else None
