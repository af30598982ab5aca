"""Who to call: the tutor's name, telephone and e-mail, at the foot of what leaves the office."""

from __future__ import annotations

from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section
from csf_desktop.reports.formatting import MISSING, TO_COMPLETE, phone
from csf_desktop.reports.people import ContactLine


def tutor_section(tutor: ContactLine, title: str = "Qui appeler") -> Block:
    """Return the section; what the tutor has not told yet is « à compléter »."""
    number = phone(tutor.phone)
    fields = (
        Field("Tuteur pilote", tutor.name, missing=TO_COMPLETE),
        Field("Téléphone", "" if number == MISSING else number, max_lines=1, missing=TO_COMPLETE),
        Field("Courriel", tutor.email, missing=TO_COMPLETE),
    )
    return Section(title, (FieldGrid(fields),))
