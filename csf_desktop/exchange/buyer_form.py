"""Reads the buyer's form that comes back: what it is, then what it says.

A form is not signed and proves nothing: everything in it is a proposal that the tutor accepts or
not. Nothing in it is run, and nothing but its own fields is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from csf_desktop.errors import (
    FlattenedFormError,
    InvalidInputError,
    NewerFormatError,
    ScannedFormError,
    UnreadableFileError,
)
from csf_desktop.exchange.page_words import words_of_page
from csf_desktop.exchange.pdf_fields import RawField, read_fields
from csf_desktop.exchange.structure import DAMAGED, open_checked, qpdf_errors
from csf_desktop.models.buyer_form import (
    CONTRACT_FIELD,
    FORM_TITLE,
    FORM_VERSION,
    NUMBER_FIELD,
    VERSION_FIELD,
)
from csf_desktop.models.buyer_form_versions import fields_of
from csf_desktop.models.form_fields import FieldKind, FormField
from csf_desktop.models.form_values import UnreadableValueError, Value, fold, read_value
from csf_desktop.reference.cpv import check_cpv
from csf_desktop.reference.siret import check_siret

if TYPE_CHECKING:
    import pikepdf

NBSP = "\u00a0"
MARK = "/CSFForm"
_NUMBER = re.compile(r"R-[0-9A-Z]{5}-[0-9A-Z]{5}")
_TITLE = fold(FORM_TITLE).replace(" ", "")
_MAX_PAGES_SEEN = 20
_LONGEST_SHOWN = 60


class FormState(StrEnum):
    """What a PDF is to the reader of forms."""

    FIELDS = "fields"
    FLATTENED = "flattened"
    PICTURES = "pictures"
    NOT_A_FORM = "not_a_form"


@dataclass(frozen=True, slots=True)
class UnreadableField:
    """An answer that could not be read: the field's name and words, the answer, why."""

    name: str
    label: str
    text: str
    reason: str

    @property
    def sentence(self) -> str:
        """One sentence about it."""
        said = f" «{NBSP}{self.text}{NBSP}»" if self.text else ""
        colon = "" if self.label.endswith("?") else f"{NBSP}:"
        return f"{self.label}{colon}{said}{',' if said else ''} {self.reason}."


@dataclass(frozen=True)
class ReturnedForm:
    """What a form says. ``values`` and ``texts`` by the current names of the fields.

    ``values`` holds what was filled in and could be read; hours in minutes, amounts in cents.
    ``contract_id`` is that of the contract it was made for, empty for a blank form.
    """

    version: int
    number: str
    contract_id: str
    values: Mapping[str, Value]
    texts: Mapping[str, str]
    unreadable: tuple[UnreadableField, ...]


def form_state(pdf: bytes, name: str = "PDF") -> FormState:
    """Tell whether a PDF is our form, or what became of one.

    A PDF of pictures alone may be anything; it can only be refused, and so can be called a form.
    Raises the errors of ``open_checked``.
    """
    with open_checked(pdf, name) as document:
        if _identity(read_fields(document, name)) is not None:
            return FormState.FIELDS
        try:
            return _state_without_fields(document)
        except qpdf_errors() as error:
            raise UnreadableFileError(name=name, reason=DAMAGED) from error


def has_form_fields(pdf: bytes, name: str = "PDF") -> bool:
    """Tell whether a PDF has the fields of our form; quicker than ``form_state``, raises as it."""
    with open_checked(pdf, name) as document:
        return _identity(read_fields(document, name)) is not None


def looks_like_form(pdf: bytes, name: str = "PDF") -> bool:
    """Tell whether ``read_form`` is the one to ask about a PDF, if only to refuse it."""
    return form_state(pdf, name) is not FormState.NOT_A_FORM


def read_form(pdf: bytes, name: str = "PDF") -> ReturnedForm:
    """Read a form that was filled in.

    Raises ``FlattenedFormError``, ``ScannedFormError``, ``NewerFormatError``, and the errors of
    ``open_checked`` (``UnreadableFileError`` also for what is no form at all).
    """
    with open_checked(pdf, name) as document:
        raw = read_fields(document, name)
    identity = _identity(raw)
    if identity is None:
        state = form_state(pdf, name)
        if state is FormState.FLATTENED:
            raise FlattenedFormError(name=name)
        if state is FormState.PICTURES:
            raise ScannedFormError(name=name)
        raise UnreadableFileError(name=name, reason="ce n’est pas une fiche de recensement")
    version, number, contract_id = identity
    if version > FORM_VERSION:
        raise NewerFormatError
    try:
        fields = fields_of(version)
    except KeyError:
        raise UnreadableFileError(name=name, reason="version de fiche inconnue") from None
    return _read(raw, fields, ReturnedForm(version, number, contract_id, {}, {}, ()))


def _read(
    raw: Mapping[str, RawField], fields: Mapping[str, FormField], empty: ReturnedForm
) -> ReturnedForm:
    values: dict[str, Value] = {}
    texts: dict[str, str] = {}
    unreadable: list[UnreadableField] = []
    for name, field in fields.items():
        found = raw.get(name, RawField())
        if found.text:
            texts[field.name] = found.text
        try:
            value = _value(field, found)
        except UnreadableValueError as error:
            shown = " ".join(found.text.split())
            if len(shown) > _LONGEST_SHOWN:
                shown = f"{shown[:_LONGEST_SHOWN]}…"
            unreadable.append(UnreadableField(field.name, field.spoken, shown, str(error)))
            continue
        if value is not None:
            values[field.name] = value
    return ReturnedForm(
        empty.version, empty.number, empty.contract_id, values, texts, tuple(unreadable)
    )


def _value(field: FormField, found: RawField) -> Value | None:
    if found.problem:
        raise UnreadableValueError(found.problem)
    if field.kind is FieldKind.CHECK:
        is_ticked = found.is_ticked if found.is_box else fold(found.text) in ("oui", "yes", "on")
        return True if is_ticked else None
    value = read_value(field, found.text)
    if value is not None and field.kind is FieldKind.SIRET:
        return _siret(str(value))
    if value is not None and field.kind is FieldKind.CPV:
        return _cpv(str(value))
    return value


def _siret(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) != 14:
        raise UnreadableValueError(f"un SIRET compte 14{NBSP}chiffres")
    try:
        return check_siret(digits)
    except InvalidInputError:
        raise UnreadableValueError("la clé de contrôle de ce SIRET est fausse") from None


def _cpv(text: str) -> str:
    try:
        return check_cpv(text)
    except InvalidInputError:
        raise UnreadableValueError("ce n’est pas un code CPV, comme 45000000-7") from None


def _identity(raw: Mapping[str, RawField]) -> tuple[int, str, str] | None:
    """Return the version, number and contract that the hidden fields tell, if it is our form."""
    if VERSION_FIELD not in raw or NUMBER_FIELD not in raw:
        return None
    version, number = raw[VERSION_FIELD].text.strip(), raw[NUMBER_FIELD].text.strip()
    if not re.fullmatch(r"[0-9]{1,4}", version) or not _NUMBER.fullmatch(number):
        return None
    return int(version), number, _uuid(raw.get(CONTRACT_FIELD, RawField()).text.strip())


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _state_without_fields(document: pikepdf.Pdf) -> FormState:
    """Tell a form whose fields are gone, by its words, and a PDF that has pictures alone."""
    if MARK in document.docinfo:
        return FormState.FLATTENED
    has_words, all_pictures = False, True
    for page in list(document.pages)[:_MAX_PAGES_SEEN]:
        drawn = words_of_page(page.obj)
        words = "".join(drawn.text.split())
        if _TITLE in fold(words) and _NUMBER.search(words):
            return FormState.FLATTENED
        has_words = has_words or bool(words) or drawn.has_unknown
        all_pictures = all_pictures and drawn.has_picture
    return FormState.NOT_A_FORM if has_words or not all_pictures else FormState.PICTURES
