"""Académies, départements and regions, with the school holiday zone of each académie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from csf_desktop.reference.tables import fold, rows


@dataclass(frozen=True, slots=True)
class Academie:
    """One académie. ``code`` is stable and stored (``aix-marseille``); ``label`` is shown.

    ``zone`` is ``A``, ``B``, ``C``, or the name of a territory with its own calendar.
    """

    code: str
    label: str
    zone: str
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """One département. ``region`` is the INSEE region code, empty where there is none (975)."""

    code: str
    label: str
    region: str


@cache
def academies() -> tuple[Academie, ...]:
    """Return the 30 académies in alphabetical order, for a picker."""
    return tuple(
        Academie(fold(label).replace(" ", "-"), label, zone, tuple(departments.split()))
        for label, zone, departments in rows("academies.csv")
    )


@cache
def departments() -> dict[str, Department]:
    """Return every département by its code (``35``, ``2A``, ``974``)."""
    return {code: Department(code, name, region) for code, name, region in rows("departements.csv")}


@cache
def regions() -> dict[str, str]:
    """Return the label of every region by its INSEE code."""
    return {row[0]: row[1] for row in rows("regions.csv")}


def academie(code: str) -> Academie | None:
    """Return the académie stored under ``code``, ``None`` if there is none."""
    return _by_code().get(code)


def academie_of_department(department: str) -> Academie | None:
    """Return the académie of a département, ``None`` if the code is not one."""
    return _by_department().get(department)


def academie_of_region(region: str) -> Academie | None:
    """Return the académie of a region that has exactly one, ``None`` otherwise."""
    found = {
        academie_of_department(department.code)
        for department in departments().values()
        if department.region == region
    }
    return found.pop() if len(found) == 1 else None


def department_of(code: str) -> str:
    """Return the département that an INSEE or postal ``code`` of France begins with, or "".

    ``35238`` is in 35, ``97411`` in 974, ``2B033`` and the postal code ``20200`` in 2B.
    """
    code = code.upper()
    if code.startswith("20") and code.isdigit():
        # Postal codes of Corsica: 200 and 201 are the south, 202 and 206 the north.
        return "2A" if code[2:3] in ("0", "1") else "2B"
    length = 3 if code.startswith("97") else 2
    prefix = code[:length]
    return prefix if prefix in departments() else ""


@cache
def _by_code() -> dict[str, Academie]:
    return {one.code: one for one in academies()}


@cache
def _by_department() -> dict[str, Academie]:
    return {department: one for one in academies() for department in one.departments}
