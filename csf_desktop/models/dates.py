"""Dates as French people type them, read without Qt."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ANY_DAY = "|".join(_DAYS)
_IN_WORDS = re.compile(
    rf"(?:(?:{_ANY_DAY}) )?(\d{{1,2}})(?:er)? ?([a-z]+)\.?(?: (\d{{2}}|\d{{4}}))?"
)
_MONTHS = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars",),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
_MONTH_NUMBERS = {name: at for at, names in enumerate(_MONTHS, start=1) for name in names}
_WORDS = {"aujourd'hui": 0, "auj": 0, "demain": 1, "apres-demain": 2, "hier": -1, "avant-hier": -2}
_UNITS = {"jour": 1, "jours": 1, "j": 1, "semaine": 7, "semaines": 7}
_EARLIEST, _LATEST = 1900, 2199


def parse_french_date(text: str, today: date) -> date | None:
    """Return the day that ``text`` names, ``None`` if it names none.

    Read: ``3/2``, ``3/2/26``, ``03.02.2026``, ``3-2-2026``, ``0302``, ``030226``, ``03022026``,
    ``2026-02-03``, ``3 févr. 2026``, ``1er mars``, « demain », « hier », « lundi » (the next one,
    never today), « lundi prochain », « dans 10 jours », « il y a 2 semaines ».
    Without a year the day is the one nearest to ``today`` (within six months either side), since
    follow-up dates lie close by. Two-digit years: up to 49 is 20xx, from 50 is 19xx.
    """
    plain = _simplify(text)
    if not plain:
        return None
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    return _relative(plain, today) or _weekday(plain, today) or _calendar(plain, today)


def _simplify(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().lower().replace("\u2019", "'"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", bare).strip()


def _relative(plain: str, today: date) -> date | None:
    match = re.fullmatch(r"(dans|il y a) (\d{1,4}|une?) ([a-z]+)", plain)
    if not match:
        return None
    amount = 1 if match[2].startswith("un") else int(match[2])
    sign = 1 if match[1] == "dans" else -1
    unit = match[3]
    if unit in ("an", "ans", "mois"):
        return _months_away(today, sign * amount * (1 if unit == "mois" else 12))
    if unit not in _UNITS:
        return None
    return _checked_shift(today, sign * amount * _UNITS[unit])


def _checked_shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _months_away(day: date, months: int) -> date | None:
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):  # 31 January + 1 month is the last day of February
        found = _made(year, month0 + 1, min(number, day.day))
        if found:
            return found
    return None


def _weekday(plain: str, today: date) -> date | None:
    match = re.fullmatch(rf"({_ANY_DAY})( prochain| dernier)?", plain)
    if not match:
        return None
    wanted = _DAYS.index(match[1])
    if match[2] == " dernier":
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _calendar(plain: str, today: date) -> date | None:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    match = (
        re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?", plain)
        or re.fullmatch(r"(\d{2})(\d{2})(\d{2}|\d{4})?", plain)
        or _IN_WORDS.fullmatch(plain)
    )
    if not match:
        return None
    month = int(match[2]) if match[2].isdigit() else _MONTH_NUMBERS.get(match[2], 0)
    if match[3]:
        return _made(_full_year(match[3]), month, int(match[1]))
    return _nearest(int(match[1]), month, today)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def _nearest(day: int, month: int, today: date) -> date | None:
    near = (_made(today.year + shift, month, day) for shift in (-1, 0, 1))
    found = [candidate for candidate in near if candidate]
    return min(found, key=lambda candidate: abs((candidate - today).days), default=None)


def _made(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
