"""Cleans and checks what people type, before it reaches a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.base import Record

NBSP = "\u00a0"
MAX_LINE, MAX_TEXT = 300, 4000
MAX_MINUTES = 10_000 * 60
MAX_CENTS = 10**12 - 1
MAX_MONTHS = 600
MAX_COUNT = 100
_RUNS = re.compile(" {2,}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

Cleaner = Callable[[Any], Any]


def after_colon(sentence: str) -> str:
    """Return a sentence as it goes on after a colon: without its capital, but for an acronym's."""
    return sentence if sentence[1:2].isupper() else f"{sentence[:1].lower()}{sentence[1:]}"


def line(value: str) -> str:
    """Return a text on one line, composed, without controls; refuse one that is too long."""
    clean = _clean(value, keep_lines=False)
    if len(clean) > MAX_LINE:
        raise InvalidInputError(
            f"Ce texte dépasse {MAX_LINE} caractères{NBSP}: raccourcissez-le.".replace(
                " c", f"{NBSP}c"
            )
        )
    return clean


def text(value: str) -> str:
    """Return a text of several lines, composed, without controls; refuse one that is too long."""
    clean = _clean(value, keep_lines=True)
    if len(clean) > MAX_TEXT:
        raise InvalidInputError(
            f"Ce texte dépasse {MAX_TEXT}{NBSP}caractères{NBSP}: raccourcissez-le."
        )
    return clean


def email(value: str) -> str:
    """Return an e-mail address, empty if none; refuse what cannot be one."""
    clean = line(value)
    if clean and not _EMAIL.fullmatch(clean):
        raise InvalidInputError(
            f"Cette adresse de courriel est incomplète{NBSP}: vérifiez le @ et le nom de domaine.",
            field="email",
        )
    return clean


def minutes(value: int) -> int:
    """Return a duration in minutes between 0 and 10 000 hours."""
    if not 0 <= value <= MAX_MINUTES:
        raise InvalidInputError(f"Ce nombre d’heures est impossible{NBSP}: vérifiez la saisie.")
    return value


def optional_minutes(value: int | None) -> int | None:
    """Return a duration, or ``None`` when it is not known."""
    return None if value is None else minutes(value)


def cents(value: int | None) -> int | None:
    """Return an amount in cents, or ``None``; below ten billion euros."""
    if value is not None and not 0 <= value <= MAX_CENTS:
        raise InvalidInputError(f"Ce montant est impossible{NBSP}: vérifiez la saisie.")
    return value


def months(value: int | None) -> int | None:
    """Return a number of months up to fifty years, or ``None``."""
    if value is not None and not 0 <= value <= MAX_MONTHS:
        raise InvalidInputError(f"Cette durée est impossible{NBSP}: indiquez un nombre de mois.")
    return value


def count(value: int | None) -> int | None:
    """Return a number of times, up to a hundred, or ``None``."""
    if value is not None and not 0 <= value <= MAX_COUNT:
        raise InvalidInputError(f"Ce nombre est impossible{NBSP}: vérifiez la saisie.")
    return value


def day(value: date | None) -> date | None:
    """Return a day of this century or the last one, or ``None``."""
    if value is not None and not 1900 <= value.year <= 2199:
        raise InvalidInputError(f"Cette date est impossible{NBSP}: vérifiez l’année.")
    return value


def code(codes: type[Any]) -> Cleaner:
    """Return a cleaner that accepts the codes of an enumeration."""

    def cleaned(value: str) -> str:
        if value not in {item.value for item in codes}:
            raise InvalidInputError(f"Ce choix n’existe pas{NBSP}: choisissez-en un de la liste.")
        return str(value)

    return cleaned


def flag(value: bool) -> bool:
    """Return a yes or no."""
    return bool(value)


def same(value: Any) -> Any:  # noqa: ANN401 - ids, checked by the caller
    """Return the value as it is."""
    return value


def edit(record: Record, values: Mapping[str, Any], cleaners: Mapping[str, Cleaner]) -> None:
    """Set fields of a record, each through its cleaner.

    Raises ``InvalidInputError`` whose ``field`` names the one to mend; a field that has no cleaner
    may not be edited, and is a bug of the caller (``KeyError``).
    """
    for name, value in values.items():
        try:
            setattr(record, name, cleaners[name](value))
        except InvalidInputError as error:
            raise InvalidInputError(str(error), field=name) from None


def _clean(value: str, *, keep_lines: bool) -> str:
    composed = unicodedata.normalize("NFC", value).replace("\r\n", "\n")
    kept = "".join(
        char if unicodedata.category(char)[0] != "C" or (keep_lines and char == "\n") else " "
        for char in composed
    )
    return kept.strip() if keep_lines else _RUNS.sub(" ", kept).strip()
