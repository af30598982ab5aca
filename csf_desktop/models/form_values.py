"""What people write in a form's fields, read and written the way each kind of field wants it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from csf_desktop.models.dates import parse_french_date
from csf_desktop.models.form_fields import FieldKind, FormField
from csf_desktop.models.quantities import parse_amount, parse_hours

NBSP = "\u00a0"
Value = str | int | bool | date
"""Text, minutes, cents, months or numbers, yes or no, a day."""

MAX_LINE, MAX_TEXT = 300, 4000
"""What a record holds. A form's own limit is lower; a program that ignored it is forgiven."""
MAX_COUNT = 999
_SPACES = re.compile(r"\s+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DIGITS_ONLY = re.compile(r"[\s.\u00a0\u202f-]+")
# Any two days far apart: what names another day on each lacks its year.
_EARLY, _LATE = date(2001, 6, 15), date(2051, 6, 15)


class UnreadableValueError(ValueError):
    """A text that its field cannot hold; the message is a French phrase without capital."""


def read_value(field: FormField, text: str) -> Value | None:
    """Return what a text means in a field, ``None`` for nothing; check boxes: see ``read_check``.

    Hours become minutes, amounts cents, choices their code. SIRET and CPV codes are only told by
    their digits here: the reference knows the rest. Raises ``UnreadableValueError``.
    """
    plain = _clean(text, keep_lines=field.kind is FieldKind.LONG_TEXT)
    if not plain:
        return None
    limit = MAX_TEXT if field.kind is FieldKind.LONG_TEXT else MAX_LINE
    if len(plain) > limit:
        raise UnreadableValueError(f"plus de {limit}{NBSP}caractères")
    return _READERS.get(field.kind, _same)(field, plain)


def write_value(field: FormField, value: Value | None) -> str:
    """Return what a field shows of a value, as ``read_value`` reads it back; empty for nothing."""
    if value is None or value is False:
        return ""
    if field.kind is FieldKind.DATE and isinstance(value, date):
        return f"{value:%d/%m/}{value.year:04}"
    if field.kind is FieldKind.HOURS and isinstance(value, int):
        hours, minutes = divmod(value, 60)
        quarters = {0: "", 15: ",25", 30: ",5", 45: ",75"}
        end = quarters.get(minutes, f"{NBSP}h{NBSP}{minutes:02d}")
        return f"{hours}{end}"
    if field.kind is FieldKind.AMOUNT and isinstance(value, int):
        euros, cents = divmod(value, 100)
        grouped = f"{euros:,}".replace(",", NBSP)
        return f"{grouped},{cents:02d}" if cents else grouped
    if field.kind is FieldKind.CHOICE:
        return next((one.label for one in field.choices if one.code == value), str(value))
    return str(value)


def _clean(text: str, *, keep_lines: bool) -> str:
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (
        "".join(char if unicodedata.category(char)[0] != "C" else " " for char in line)
        for line in composed.split("\n")
    )
    if keep_lines:
        return "\n".join(line.rstrip() for line in lines).strip()
    return _SPACES.sub(" ", " ".join(lines)).strip()


def _same(_field: FormField, text: str) -> str:
    return text


def _date(_field: FormField, text: str) -> date:
    found = parse_french_date(text, _EARLY)
    if found is None:
        raise UnreadableValueError("ce n’est pas une date du calendrier, comme 03/02/2026")
    if found != parse_french_date(text, _LATE):
        raise UnreadableValueError("il manque l’année, comme dans 03/02/2026")
    return found


def _hours(_field: FormField, text: str) -> int:
    plain = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)", "", text)
    found = parse_hours(plain)
    if found is None:
        raise UnreadableValueError("ce n’est pas un nombre d’heures, comme 300")
    if found > 10_000 * 60:
        raise UnreadableValueError("plus de 10" + NBSP + "000 heures")
    return found


def _amount(_field: FormField, text: str) -> int:
    found = parse_amount(text)
    if found is None:
        raise UnreadableValueError("ce n’est pas un montant, comme 250" + NBSP + "000")
    return found


def _count(_field: FormField, text: str) -> int:
    digits = re.fullmatch(r"(\d{1,4})(?:[.,]0+)?(?: ?(?:fois|mois))?", text)
    if digits is None or int(digits[1]) > MAX_COUNT:
        raise UnreadableValueError("ce n’est pas un nombre, comme 3")
    return int(digits[1])


def _email(_field: FormField, text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise UnreadableValueError("l’adresse de courriel est incomplète")
    return text


def _postal_code(_field: FormField, text: str) -> str:
    digits = _DIGITS_ONLY.sub("", text)
    if not re.fullmatch(r"\d{5}", digits, re.ASCII):
        raise UnreadableValueError("un code postal compte cinq chiffres")
    return digits


def _choice(field: FormField, text: str) -> str:
    wanted = fold(text)
    for one in field.choices:
        if wanted in (fold(one.code), fold(one.label)):
            return one.code
    if field.is_open:
        return text
    raise UnreadableValueError("ce choix n’est pas dans la liste")


def fold(text: str) -> str:
    """Return a text without capitals, accents or doubled spaces, its apostrophes alike."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACES.sub(" ", bare).strip()


_READERS: dict[FieldKind, Callable[[FormField, str], Value]] = {
    FieldKind.DATE: _date,
    FieldKind.HOURS: _hours,
    FieldKind.AMOUNT: _amount,
    FieldKind.COUNT: _count,
    FieldKind.EMAIL: _email,
    FieldKind.POSTAL_CODE: _postal_code,
    FieldKind.CHOICE: _choice,
}
