"""French dates, hours, amounts and numbers for the printed pages, without Qt and without a clock.

Numbers and units are kept together with U+00A0. U+202F, the typographer's thin space, is left out
on purpose: reportlab breaks a line there.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MISSING = "—"
TO_COMPLETE = "à compléter"

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_SHORT_MONTHS = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]
_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_MINUS = "\u2212"


def or_missing(text: str | None, instead: str = MISSING) -> str:
    """Return ``text`` stripped, or ``instead`` when there is nothing to read."""
    return (text or "").strip() or instead


# --- dates -------------------------------------------------------------------------------------


def short_date(day: date | None) -> str:
    """Return « 3 févr. 2026 », « 1er déc. 2026 », or « — ». The three parts never part."""
    if day is None:
        return MISSING
    return f"{_day_number(day)}{NBSP}{_SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def day_and_month(day: date | None) -> str:
    """Return « 3 févr. » or « — », where the year is plain from the page."""
    if day is None:
        return MISSING
    return f"{_day_number(day)}{NBSP}{_SHORT_MONTHS[day.month - 1]}"


def long_date(day: date | None, *, with_weekday: bool = True) -> str:
    """Return « mardi 24 novembre 2026 », or « — »."""
    if day is None:
        return MISSING
    written = f"{_day_number(day)}{NBSP}{_MONTHS[day.month - 1]} {day.year}"
    return f"{_DAYS[day.weekday()]} {written}" if with_weekday else written


def date_and_time(moment: datetime | None) -> str:
    """Return « 24 nov. 2026 à 17 h 05 » as the clock of ``moment`` says, without conversion."""
    if moment is None:
        return MISSING
    return f"{short_date(moment.date())} à {moment.hour}{NBSP}h{NBSP}{moment.minute:02d}"


def period(start: date | None, end: date | None) -> str:
    """Return « du … au … », « à partir du … », « jusqu’au … » or « — »."""
    if start and end:
        return f"du {short_date(start)} au {short_date(end)}"
    if start:
        return f"à partir du {short_date(start)}"
    return f"jusqu’au {short_date(end)}" if end else MISSING


def delay(day: date, today: date) -> str:
    """Return how far ``day`` is from ``today``: « dans 7 jours », « en retard de 1 jour »."""
    days = (day - today).days
    if days == 0:
        return "aujourd’hui"
    if days < 0:
        return f"en retard de {count(-days, 'jour')}"
    return f"dans {count(days, 'jour')}"


def months(value: int | None) -> str:
    """Return a duration as contracts and the screen give it: « 8 mois », « 30 mois », or « — »."""
    return MISSING if value is None or value < 0 else f"{number(value)}{NBSP}mois"


def _day_number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


# --- numbers -----------------------------------------------------------------------------------


def number(value: int) -> str:
    """Return ``value`` with its thousands apart: « 12 500 »."""
    grouped = f"{abs(value):,}".replace(",", NBSP)
    return f"{_MINUS}{grouped}" if value < 0 else grouped


def count(value: int, singular: str, plural: str = "") -> str:
    """Return « 0 jour », « 1 jour », « 2 jours »: French takes the plural from two on."""
    word = (plural or f"{singular}s") if abs(value) >= 2 else singular
    return f"{number(value)}{NBSP}{word}"


def hours(minutes: int | None) -> str:
    """Return whole minutes as « 12 h 30 », « 900 h », « 45 min », « 0 h », or « — »."""
    if minutes is None:
        return MISSING
    sign = _MINUS if minutes < 0 else ""
    whole, rest = divmod(abs(minutes), 60)
    if rest and not whole:
        return f"{sign}{rest}{NBSP}min"
    written = f"{sign}{number(whole)}{NBSP}h"
    return f"{written}{NBSP}{rest:02d}" if rest else written


def decimal_hours(value: Decimal | None) -> str:
    """Return decimal hours in the same words: ``Decimal("12.5")`` is « 12 h 30 »."""
    if value is None:
        return MISSING
    return hours(int((value * 60).to_integral_value(rounding=ROUND_HALF_UP)))


def amount(cents: int | None) -> str:
    """Return whole cents as « 1 234 € », « 1 234,50 € », or « — »: as the screen does."""
    if cents is None:
        return MISSING
    sign = _MINUS if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    written = f"{number(euros)},{rest:02d}" if rest else number(euros)
    return f"{sign}{written}{NBSP}€"


def percent(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` as « 62 % »; « — » when there is no whole.

    Rounded down, so that 100 % is only said of what is complete.
    """
    return f"{part * 100 // whole}{NBSP}%" if whole > 0 else MISSING


# --- identifiers and people --------------------------------------------------------------------


def siret(text: str) -> str:
    """Group a SIRET (3 3 3 5) or SIREN (3 3 3); anything else is given back as it is."""
    digits = re.sub(r"\s", "", text)
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (9, 14):
        return or_missing(text)
    parts = [digits[:3], digits[3:6], digits[6:9], digits[9:]]
    return NBSP.join(part for part in parts if part)


def phone(text: str) -> str:
    """Group a French number by two (« 06 12 34 56 78 »); anything else is given back as it is."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(r"0\d{9}", digits):
        return or_missing(text)
    return NBSP.join(digits[at : at + 2] for at in range(0, 10, 2))


def full_name(given_name: str, family_name: str) -> str:
    """Return « Loïc Le Goff »; empty when both are."""
    return " ".join(part.strip() for part in (given_name, family_name) if part.strip())


def initials(given_name: str, family_name: str) -> str:
    """Return « L. L. G. » for Loïc Le Goff, « M.-L. D. » for Marie-Lou Dupré."""
    words = full_name(given_name, family_name).split()
    return NBSP.join(
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in words
    )
