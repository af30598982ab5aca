"""A duration in hours and minutes, typed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csf_desktop.models.quantities import parse_hours
from csf_desktop.ui.formatting import hours
from csf_desktop.ui.widgets.parsed_field import ParsedLineField


class HoursField(ParsedLineField):
    """A duration in minutes; « 12h30 » and « 12,5 » become « 12 h 30 » when the field is left."""

    parse = staticmethod(parse_hours)
    in_words = staticmethod(hours)
    wrong = "Tapez une durée en heures, par exemple 12h30 ou 12,5."

    def __init__(self, placeholder: str = "12h30", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, 140, parent=parent)
