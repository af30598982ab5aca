"""A whole number, typed."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from csf_desktop.ui.formatting import grouped
from csf_desktop.ui.widgets.parsed_field import ParsedLineField

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
MAX_LENGTH = 12


def parse_number(text: str) -> int | None:
    """Return the number of « 12 » or « 1 200 », else ``None``."""
    digits = _SPACES.sub("", text)
    return int(digits) if digits.isascii() and digits.isdigit() else None


class NumberField(ParsedLineField):
    """A whole number from 0, followed by its unit (« mois »)."""

    parse = staticmethod(parse_number)
    in_words = staticmethod(grouped)
    wrong = "Tapez un nombre entier, sans virgule."

    def __init__(
        self, unit: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder, 90, unit, parent)
        self.edit.setMaxLength(MAX_LENGTH)
