"""Where a contract is carried out: the coded place of the official data, in words."""

from __future__ import annotations

from typing import NamedTuple

from csf_desktop.reference.academies import (
    academie_of_department,
    academie_of_region,
    department_of,
    departments,
    regions,
)
from csf_desktop.reference.communes import commune, communes_of_postal_code
from csf_desktop.reference.tables import fold

_FRANCE = ("FR", "FRA", "99100")


class KnownPlace(NamedTuple):
    """A place in words. ``department`` and ``academie`` are codes, empty when not known."""

    label: str
    department: str
    academie: str


def place_from_code(code: str, type_code: str) -> KnownPlace:
    """Return the label, département and académie of a ``lieuExecution``.

    ``type_code`` is one of the seven words of the official format (« Code postal », « Code
    commune », …). Publishers often choose the wrong one, so a code that its type does not explain
    is tried as what it looks like. An unknown code is its own label.
    """
    code = code.strip().upper()
    kind = fold(type_code).removeprefix("code ")
    if not code:
        return KnownPlace("", "", "")
    found = _by_kind(code, kind) or _by_look(code)
    return found or KnownPlace(code, "", "")


def _by_kind(code: str, kind: str) -> KnownPlace | None:
    if kind == "postal":
        return _postal(code)
    if kind == "commune":
        return _commune(code)
    if kind == "departement":
        return _department(code)
    if kind == "region":
        return _region(code)
    if kind == "pays":
        return KnownPlace("France", "", "") if code in _FRANCE else KnownPlace(code, "", "")
    if kind in ("arrondissement", "canton"):
        return _commune(code) or _within_department(code, kind)
    return None


def _by_look(code: str) -> KnownPlace | None:
    if len(code) <= 3:
        return _department(code)
    if len(code) == 5:
        return _commune(code) or _postal(code)
    return None


def _commune(code: str) -> KnownPlace | None:
    found = commune(code)
    return _in_department(found.name, found.department) if found else None


def _postal(code: str) -> KnownPlace | None:
    served = communes_of_postal_code(code)
    if len(served) == 1:
        return _in_department(served[0].name, served[0].department)
    department = served[0].department if served else department_of(code)
    if len(code) != 5 or not department:
        return None
    # Several communes share the code, or it is a special delivery one: name the area only.
    return _in_department(f"{departments()[department].label} ({code})", department)


def _department(code: str) -> KnownPlace | None:
    code = code.lstrip("0").zfill(2)
    return _in_department(departments()[code].label, code) if code in departments() else None


def _region(code: str) -> KnownPlace | None:
    code = code.zfill(2)
    if code not in regions():
        return None
    academie = academie_of_region(code)
    return KnownPlace(regions()[code], "", academie.code if academie else "")


def _within_department(code: str, kind: str) -> KnownPlace | None:
    department = department_of(code)
    if not department:
        return None
    return _in_department(f"{departments()[department].label} ({kind} {code})", department)


def _in_department(label: str, department: str) -> KnownPlace:
    academie = academie_of_department(department)
    return KnownPlace(label, department, academie.code if academie else "")
