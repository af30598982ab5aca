"""What a fillable form is made of: fields in sections, the same for who draws and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

COLUMNS = 12
"""A row of the form is so many columns wide; a field spans some of them."""


class FieldKind(StrEnum):
    """What a field holds, hence how its text is read (models.form_values)."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    COUNT = "count"
    HOURS = "hours"
    AMOUNT = "amount"
    SIRET = "siret"
    EMAIL = "email"
    CPV = "cpv"
    POSTAL_CODE = "postal_code"
    CHOICE = "choice"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list: the code that is stored, the words that are shown."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One field.

    ``name`` is its name in the file, which the reader goes by: it never changes within a version.
    ``label`` is printed over the field, ``full_label`` names it in sentences and to those who do
    not see the page; ``help`` completes it. ``max_length`` in characters, ``lines`` the height of
    a long text. A list with ``is_open`` also takes words of the person's own.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    span: int = COLUMNS
    help: str = ""
    full_label: str = ""
    max_length: int = 120
    lines: int = 1
    choices: tuple[Choice, ...] = ()
    is_open: bool = False

    @property
    def spoken(self) -> str:
        """What the field is called away from its place on the page."""
        return self.full_label or self.label

    @property
    def tooltip(self) -> str:
        """What a reader of the file says of the field: its name, then its help."""
        return f"{self.spoken}. {self.help}" if self.help else self.spoken


@dataclass(frozen=True, slots=True)
class FormSection:
    """Fields under one title, after a sentence that says what is wanted, row by row."""

    title: str
    intro: str
    fields: tuple[FormField, ...]
    starts_page: bool = False

    def rows(self) -> Iterator[tuple[FormField, ...]]:
        """Yield the fields of each row, as many as its columns hold."""
        row: list[FormField] = []
        for field in self.fields:
            if sum(other.span for other in row) + field.span > COLUMNS:
                yield tuple(row)
                row = []
            row.append(field)
        if row:
            yield tuple(row)
