"""Checks the values of a file's changes: nothing comes in that the program could not have written.

The functions raise ``ValueError`` or ``TypeError``; the reader turns them into one refusal.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from csf_desktop.models.base import Record
from csf_desktop.models.codes import BenefitCode, OutcomeCode
from csf_desktop.services.record_words import CODES
from csf_desktop.services.text import MAX_CENTS, MAX_COUNT, MAX_MINUTES, MAX_MONTHS
from csf_desktop.storage.values import from_plain

MAX_TEXT = 20_000
"""Characters of a value; forms stop far earlier."""
MAX_JSON = 200_000
"""Characters of a change's JSON: a creation holds every value of a record."""
MAX_NUMBER = 100_000
"""Of what is neither minutes, cents nor months: kilometres."""
FIRST_YEAR, LAST_YEAR = 1900, 2199

_MAX_BY_UNIT = {
    "minutes": MAX_MINUTES,
    "cents": MAX_CENTS,
    "months": MAX_MONTHS,
    "count": MAX_COUNT,
}

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STAMP = re.compile(r"[0-9]{13}\.[0-9]{5}")
_LAST_STAMP = "7258118400000"
"""1 January 2200: a clock further ahead would leave no stamps to ours."""
_AUTHOR = re.compile(r"([0-9a-f]{64})?")
_OUTCOMES: tuple[type[StrEnum], ...] = (OutcomeCode, BenefitCode)


def text(value: object, limit: int = MAX_TEXT) -> str:
    """Return a text that a database can hold."""
    if not isinstance(value, str) or len(value) > limit:
        raise TypeError("text")
    value.encode()  # refuses half a surrogate pair
    if "\0" in value:
        raise ValueError("text")
    return value


def optional_json(value: object) -> str | None:
    """Return a JSON text, or ``None``."""
    return None if value is None else text(value, MAX_JSON)


def record_id(value: object) -> str:
    """Return a UUID in its one spelling: lower case, with dashes."""
    return _matching(_ID, value)


def author(value: object) -> str:
    """Return a fingerprint, empty for what a vault without identity recorded."""
    return _matching(_AUTHOR, value)


def stamp(value: object) -> str:
    """Return a stamp of the hybrid clock, before the year 2200."""
    found = _matching(_STAMP, value)
    if found >= _LAST_STAMP:
        raise ValueError("stamp")
    return found


def check_creation(model: type[Record], new: str | None) -> None:
    """Check the values of a creation: each one, and that none is missing."""
    values = json.loads(new or "")
    for field, value in values.items():
        check_value(model, field, value)
    missing = required_fields(model) - values.keys()
    if missing:
        raise ValueError(f"{model.kind}: {', '.join(sorted(missing))}")
    start, end = values.get("starts_on"), values.get("ends_on")
    if start and end and date.fromisoformat(end) < date.fromisoformat(start):
        raise ValueError(f"{model.kind}: dates")


def required_fields(model: type[Record]) -> frozenset[str]:
    """Return the fields that a record cannot be without."""
    columns = model.__mapper__.columns
    return frozenset(
        name
        for name in model.journalled_fields()
        if not columns[name].nullable and columns[name].default is None
    )


def check_value(model: type[Record], field: str, plain: Any) -> None:  # noqa: ANN401
    """Check that a plain value is one of the field's."""
    if field not in model.journalled_fields():
        raise ValueError(f"{model.kind}.{field}")
    value = from_plain(model, field, plain)
    if isinstance(value, str):
        _check_text(model, field, text(value))
    elif isinstance(value, date):  # a moment is one too
        year = value.year
        if not (1970 if isinstance(value, datetime) else FIRST_YEAR) <= year <= LAST_YEAR:
            raise ValueError(f"{model.kind}.{field}: {year}")
    elif isinstance(value, int) and not 0 <= value <= _largest(field):
        raise ValueError(f"{model.kind}.{field}: number")


def _check_text(model: type[Record], field: str, value: str) -> None:
    column = model.__mapper__.columns[field]
    if column.foreign_keys:
        record_id(value)
    codes = _codes_of(model.kind, field)
    if codes and value not in codes and (value or _default(model, field) != ""):
        raise ValueError(f"{model.kind}.{field}: code")


def _largest(field: str) -> int:
    """Return what the program lets people type in a field of this name, by its unit."""
    units = _MAX_BY_UNIT.keys() & set(field.split("_"))
    return min((_MAX_BY_UNIT[unit] for unit in units), default=MAX_NUMBER)


def _default(model: type[Record], field: str) -> object:
    default = model.__mapper__.columns[field].default
    return getattr(default, "arg", None)


def _codes_of(kind: str, field: str) -> frozenset[str]:
    """Return the codes that a field takes, empty when it takes any text."""
    if (kind, field) == ("outcome", "code"):
        return frozenset(code.value for codes in _OUTCOMES for code in codes)
    found = CODES.get((kind, field))
    return frozenset(code.value for code in found) if found else frozenset()


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(pattern.pattern)
    return value
