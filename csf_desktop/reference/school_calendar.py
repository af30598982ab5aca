"""School years, school holidays by zone and public holidays by département, all offline.

School holidays come from vacances-scolaires-france (zones A, B and C, a bounded span of years),
public holidays from holidays. Both are read when first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

_FIRST_MONTH = 9  # a school year runs from 1 September to 31 August
# What the library's names contain, against ours: it opens its file in the system's encoding, so
# accents cannot be trusted on every machine.
_HOLIDAY_NAMES = (
    ("Toussaint", "Vacances de la Toussaint"),
    ("Vacances de No", "Vacances de Noël"),
    ("hiver", "Vacances d’hiver"),
    ("printemps", "Vacances de printemps"),
    ("Ascension", "Pont de l’Ascension"),
)
_SUMMER = "Vacances d’été"
_SUBDIVISIONS = {"57": "57", "67": "6AE", "68": "6AE", "975": "PM"}
_OVERSEAS = frozenset({"971", "972", "973", "974", "976"})


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year, named by the calendar year in which it starts."""

    start_year: int

    @property
    def label(self) -> str:
        """« 2026-2027 »."""
        return f"{self.start_year}-{self.start_year + 1}"

    @property
    def first_day(self) -> date:
        """1 September."""
        return date(self.start_year, _FIRST_MONTH, 1)

    @property
    def last_day(self) -> date:
        """31 August of the next year."""
        return date(self.start_year + 1, _FIRST_MONTH, 1) - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """One stretch of days without school; both days are part of it."""

    name: str
    first_day: date
    last_day: date


def school_year_of(day: date) -> SchoolYear:
    """Return the school year that ``day`` belongs to."""
    return SchoolYear(day.year if day.month >= _FIRST_MONTH else day.year - 1)


def is_school_holiday(day: date, zone: str) -> bool | None:
    """Tell whether ``day`` falls in the school holidays of ``zone`` (``A``, ``B``, ``C``).

    ``None`` when it is not known: another calendar (Corsica, overseas), or a school year that has
    not been published yet.
    """
    calendar = _school_calendar()
    if zone not in calendar.SUPPORTED_ZONES or not covers(day):
        return None
    row = calendar.data.get(day)
    return bool(row and row[calendar.zone_key(zone)])


def school_holidays(year: SchoolYear, zone: str) -> tuple[SchoolHoliday, ...]:
    """Return the school holidays of one year in order; empty when they are not known."""
    found: list[SchoolHoliday] = []
    day = year.first_day
    while day <= year.last_day:
        if is_school_holiday(day, zone):
            name = _holiday_name(_school_calendar().data[day]["nom_vacances"])
            if found and found[-1].name == name and found[-1].last_day == day - timedelta(days=1):
                found[-1] = SchoolHoliday(name, found[-1].first_day, day)
            else:
                found.append(SchoolHoliday(name, day, day))
        day += timedelta(days=1)
    return tuple(found)


def covers(day: date) -> bool:
    """Tell whether the school holidays around ``day`` are known.

    The library's years run on past the last published calendar without a holiday in them: its
    first and last holidays are the limits.
    """
    return _first_known() <= day <= _last_known()


def is_public_holiday(day: date, department: str = "") -> bool:
    """Tell whether ``day`` is a public holiday in ``department`` (``67``, ``974``; "" = France)."""
    return day in public_holidays(day.year, department)


def public_holidays(year: int, department: str = "") -> dict[date, str]:
    """Return the public holidays of a calendar year with their French names, in order.

    Good Friday and Saint-Étienne are kept in Moselle, Bas-Rhin and Haut-Rhin, the abolition of
    slavery on each overseas département's own day.
    """
    subdivision = _SUBDIVISIONS.get(department, department if department in _OVERSEAS else "")
    return dict(_public_holidays(year, subdivision))


@cache
def _public_holidays(year: int, subdivision: str) -> tuple[tuple[date, str], ...]:
    from holidays.countries.france import France

    found = France(years=year, subdiv=subdivision or None, language="fr")  # type: ignore[no-untyped-call]
    return tuple((day, name.replace("'", "’")) for day, name in sorted(found.items()))


@cache
def _school_calendar() -> Any:  # noqa: ANN401 - the library has no types
    from vacances_scolaires_france import SchoolHolidayDates

    return SchoolHolidayDates()


@cache
def _first_known() -> date:
    known: date = min(_school_calendar().data)
    return known


@cache
def _last_known() -> date:
    known: date = max(_school_calendar().data)
    return known


def _holiday_name(library_name: str) -> str:
    return next((ours for theirs, ours in _HOLIDAY_NAMES if theirs in library_name), _SUMMER)
