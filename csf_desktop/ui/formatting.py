"""French text for what the window shows: dates, hours, plurals. Qt-free and locale-free."""

from __future__ import annotations

import re
from datetime import date, datetime

NBSP = "\u00a0"
MONTHS: tuple[str, ...] = ("janv.", "févr.", "mars", "avr.", "mai", "juin")
MONTHS += ("juil.", "août", "sept.", "oct.", "nov.", "déc.")
FULL_MONTHS: tuple[str, ...] = ("janvier", "février", "mars", "avril", "mai", "juin")
FULL_MONTHS += ("juillet", "août", "septembre", "octobre", "novembre", "décembre")
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def short_date(day: date | None) -> str:
    """Return « 3 févr. 2026 », « 1er mars 2026 », or a dash when there is none."""
    if day is None:
        return "–"
    return f"{_day(day)}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def near_date(day: date, today: date) -> str:
    """Return « 3 févr. » for a day of this year, « 3 févr. 2027 » otherwise."""
    text = short_date(day)
    return text.removesuffix(f" {day.year}") if day.year == today.year else text


def long_date(day: date) -> str:
    """Return « mardi 3 février 2026 »."""
    return f"{DAYS[day.weekday()]} {_day(day)}{NBSP}{FULL_MONTHS[day.month - 1]} {day.year}"


def moment(when: datetime) -> str:
    """Return « 3 févr. 2026 à 9 h 05 » of a datetime, in its own time zone."""
    return f"{short_date(when.date())} à {when.hour}{NBSP}h{NBSP}{when.minute:02d}"


def hours(minutes: int) -> str:
    """Return « 12 h » or « 12 h 30 » of a duration in minutes."""
    whole, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    text = f"{sign}{grouped(whole)}{NBSP}h"
    return f"{text}{NBSP}{rest:02d}" if rest else text


def grouped(number: int) -> str:
    """Return a whole number with no-break spaces between thousands: « 1 234 567 »."""
    return f"{number:,}".replace(",", NBSP)


def grouped_phone(text: str) -> str:
    """Return a French number by twos, « 06 12 34 56 78 »; anything else as it was typed."""
    digits = re.sub(r"[\s.\-]", "", text)
    if re.fullmatch(r"0\d{9}", digits, re.ASCII) is None:
        return text
    return NBSP.join(digits[at : at + 2] for at in range(0, 10, 2))


def euros(cents: int | None) -> str:
    """Return « 575 000 € » or « 575 000,50 € » of an amount in cents, or a dash."""
    if cents is None:
        return "–"
    whole, rest = divmod(cents, 100)
    return f"{grouped(whole)},{rest:02d}{NBSP}€" if rest else f"{grouped(whole)}{NBSP}€"


def count_of(number: int, singular: str, plural: str = "") -> str:
    """Return « 1 parcours », « 0 marché », « 2 marchés »: French counts from two in the plural."""
    word = singular if abs(number) < 2 else (plural or f"{singular}s")
    return f"{grouped(number)}{NBSP}{word}"


def since(day: date, today: date) -> str:
    """Return how long ago: « aujourd’hui », « hier », « depuis 12 jours »."""
    days = (today - day).days
    if days <= 0:
        return "aujourd’hui"
    return "hier" if days == 1 else f"depuis {days}{NBSP}jours"


def initials(name: str) -> str:
    """Return « I. B. » of « Inès Benali », « J.-P. D. » of « Jean-Pierre Durand »."""
    parts = (
        "-".join(f"{bit[0].upper()}." for bit in part.split("-") if bit) for part in name.split()
    )
    return NBSP.join(part for part in parts if part)


def _day(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
