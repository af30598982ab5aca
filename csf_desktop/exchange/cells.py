"""What a cell of a table means: days, amounts, hours, numbers, as people and exports write them.

Each reader takes a ``Cell`` that is not empty and returns its value, or raises
``InvalidInputError`` with one French sentence. Nothing is guessed: what two readings explain, or
what a spreadsheet spoilt, is refused with the reason.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.tables_model import Cell
from csf_desktop.models.dates import parse_french_date
from csf_desktop.models.quantities import parse_hours
from csf_desktop.reference.siret import check_siret, is_siret

NBSP = "\u00a0"
LONGEST_SHOWN = 40
ANY_DAY = date(2000, 1, 1)
"""What relative dates would count from; a day of a file always has its year."""
MAX_DIGITS = 15
"""Before the decimals of a number; beyond, it is no amount and no duration."""
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]+")
_TIME = re.compile(
    r"[ T,]+(?:à )?\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_WITH_YEAR = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d{2}|\d{4})"
    r"|\D*\d{1,2}(?:er)? ?\D+ \d{4}"
)
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_ENGLISH_DAY = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_ENGLISH_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_CURRENCY = re.compile(r"€|eur(?:os?)?|ht|ttc", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,](\d{1,2}))?")
_SCALE = re.compile(r"\d\s*(?:k|m|md|mds|millions?|milliers?)\s*(?:€|eur|euros?)?$", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_PERIOD = re.compile(
    r"(\d{1,3})(?:[.,]0+)?\s*(?:(mois|m)|(ans?|années?|annees?))?\b.*", re.IGNORECASE
)
_EMAIL = re.compile(r"[^\s<>,;:()\[\]]+@[^\s<>,;:()\[\]]+\.[^\s<>,;:()\[\]]+")
_NOT_PHONE = re.compile(r"[^\d+]")
YES = {"oui", "o", "yes", "y", "true", "vrai", "checked", "x", "1", "✓", "✔"}
NO = {"non", "n", "no", "false", "faux", "unchecked", "0"}


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it, on one line: « 12,5 », « 03/02/2026 », « Oui »."""
    if isinstance(cell, bool):
        return "Oui" if cell else "Non"
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return " ".join(cell.split())


def read_text(cell: Cell) -> str:
    """Return a cell as text, its line breaks kept."""
    return cell if isinstance(cell, str) else shown(cell)


def read_day(cell: Cell) -> date:
    """Return the day of ``3/2/26``, ``2026-02-03T08:00``, ``3 févr. 2026``, ``February 3, 2026``.

    Day before month, as France writes it; « 3/15/2026 » is therefore refused (``month_first``).
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        plain = _TIME.sub("", " ".join(cell.split()))
        found = _english_day(plain)
        if found is None and _WITH_YEAR.fullmatch(plain):
            found = parse_french_date(plain, ANY_DAY)
        if found is not None:
            return found
    raise _wrong(cell, "une date", "écrivez-la comme 03/02/2026")


def month_first(cells: Iterable[Cell]) -> bool:
    """Tell whether the days of a column are written month first, as Airtable may do.

    They are when one of them can be read in no other way and none only the other way.
    """
    only_first = only_last = False
    for cell in cells:
        found = _NUMERIC_DAY.match(cell.strip()) if isinstance(cell, str) else None
        if found is not None:
            only_first |= int(found[1]) <= 12 < int(found[2])
            only_last |= int(found[2]) <= 12 < int(found[1])
    return only_first and not only_last


def turned_round(cell: Cell) -> Cell:
    """Return ``15/3/2026`` for ``3/15/2026``; anything else as it is."""
    if not isinstance(cell, str):
        return cell
    return _NUMERIC_DAY.sub(r"\2/\1/\3", cell.strip(), count=1)


def read_cents(cell: Cell) -> int:
    """Return the cents of « 120 000,50 € », « 120,000.50 », « 120.000,50 » or a number.

    « 120,000 » alone may be 120 or 120 000 and is refused, unless « € » stands before it.
    """
    if isinstance(cell, Decimal) and 0 <= cell < 10**MAX_DIGITS:
        return int((cell * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if not isinstance(cell, str):
        raise _wrong(cell, "un montant", "écrivez-le comme 120000,50")
    if _SCALE.search(cell):
        raise _wrong(cell, "un montant en chiffres", "écrivez-le en entier, comme 120000")
    is_english = cell.strip().startswith("€")
    plain = _SPACES.sub("", _CURRENCY.sub("", cell))
    if len(plain) > 2 * MAX_DIGITS:
        raise _wrong(cell, "un montant", "écrivez-le comme 120000,50")
    found = _PLAIN_NUMBER.fullmatch(plain)
    if found:
        return _cents(found[1], found[2])
    found = _GROUPED.fullmatch(plain)
    if found and (found[2] or is_english or plain.count(found[1]) > 1):
        whole = plain[: -len(found[2]) - 1] if found[2] else plain
        return _cents(whole.replace(found[1], ""), found[2])
    if found:
        raise InvalidInputError(
            f"«{NBSP}{_cut(cell)}{NBSP}» se lit de deux façons{NBSP}: écrivez le montant sans "
            "séparateur de milliers."
        )
    raise _wrong(cell, "un montant", "écrivez-le comme 120000,50")


def read_minutes(cell: Cell) -> int:
    """Return the minutes of « 150 h », « 150h00 », « 150:30 », « 1 050 heures » or a number."""
    if isinstance(cell, Decimal) and 0 <= cell < 10**MAX_DIGITS:
        return int((cell * 60).quantize(Decimal(1), ROUND_HALF_UP))
    if isinstance(cell, str):
        found = parse_hours(re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))", "", cell))
        if found is not None:
            return found
    raise _wrong(cell, "un nombre d’heures", "écrivez-le comme 150")


def read_months(cell: Cell) -> int:
    """Return the months of « 24 », « 24 mois », « 2 ans »."""
    text = read_text(cell).strip()
    found = _PERIOD.fullmatch(text)
    if not found or (found[2] is None and found[3] is None and not text[-1].isdigit()):
        raise _wrong(cell, "une durée en mois", "écrivez-la comme 24")
    return int(found[1]) * (12 if found[3] else 1)


def read_flag(cell: Cell) -> bool:
    """Return whether a cell says yes: « Oui », « checked », « x », 1."""
    word = shown(cell).strip().lower()
    if isinstance(cell, bool):
        return cell
    if word in YES or word in NO:
        return word in YES
    raise _wrong(cell, "oui ou non", "écrivez l’un des deux")


def read_siret(cell: Cell) -> str:
    """Return a checked SIRET. A number that lost its leading zero gets it back if the key agrees.

    A spreadsheet that shows 1,23457E+13 has lost the last digits for good: they are asked for.
    """
    text = shown(cell)
    digits = _SPACES.sub("", text)
    if _SCIENTIFIC.fullmatch(digits) or (isinstance(cell, Decimal) and digits.endswith("00000")):
        raise InvalidInputError(
            f"Le tableur a perdu les derniers chiffres du SIRET «{NBSP}{_cut(text)}{NBSP}»{NBSP}: "
            "mettez la colonne au format texte et recopiez-le."
        )
    if len(digits) == 13 and is_siret(f"0{digits}"):
        return f"0{digits}"
    return check_siret(text)


def read_email(cell: Cell) -> str:
    """Return the first address of a cell, « Nom <nom@exemple.fr> » included."""
    found = _EMAIL.search(read_text(cell).replace("mailto:", ""))
    if not found:
        raise _wrong(cell, "une adresse de courriel", "vérifiez le @ et le nom de domaine")
    return found[0].strip(".")


def read_phone(cell: Cell) -> str:
    """Return a telephone number as digits; a number that lost its leading zero gets it back."""
    text = shown(cell).strip()
    digits = _NOT_PHONE.sub("", text)
    if len(digits) == 9 and digits[0] in "12345679":
        return f"0{digits}"
    if not 6 <= len(digits.replace("+", "")) <= 15 or re.search(r"[A-Za-zÀ-ÿ]{3}", text):
        raise _wrong(cell, "un numéro de téléphone", "écrivez ses dix chiffres")
    return digits


def split_values(cell: Cell) -> tuple[str, ...]:
    """Return the values of « A, B » or of « "Peinture, sols", B » (linked records of Airtable).

    What is no list is one value, as it is: a lone quote, a cell longer than csv reads.
    """
    text = " ".join(read_text(cell).split())
    try:
        values = next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error:
        values = []
    found = tuple(value.strip() for value in values if value.strip())
    return found or ((text,) if text else ())


def _english_day(plain: str) -> date | None:
    found = _ENGLISH_DAY.fullmatch(plain)
    month = found[1].lower() if found else ""
    if not found or month not in _ENGLISH_MONTHS:
        return None
    try:
        return date(int(found[3]), _ENGLISH_MONTHS.index(month) + 1, int(found[2]))
    except ValueError:
        return None


def _cents(whole: str, decimals: str | None) -> int:
    return int(whole) * 100 + int((decimals or "0").ljust(2, "0"))


def _wrong(cell: Cell, what: str, remedy: str) -> InvalidInputError:
    return InvalidInputError(f"«{NBSP}{_cut(shown(cell))}{NBSP}» n’est pas {what}{NBSP}: {remedy}.")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
