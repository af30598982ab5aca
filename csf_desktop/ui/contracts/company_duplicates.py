"""The files that are likely of the same company, each with the means to look at it and merge."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.reference.siret import format_siret
from csf_desktop.services.company_duplicates import Duplicate
from csf_desktop.services.company_page import CompanyDetails
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label


class DuplicatesSection(Section):
    """Hidden when no file looks like this one."""

    merge_requested = Signal(str)  # id of the other company
    company_opened = Signal(str)  # id of the other company

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Peut-être la même entreprise", parent)
        self._shown: tuple[Duplicate, ...] = ()
        self._lines = Lines(spacing=8)
        self.box.addWidget(self._lines)
        self.hide()

    def set_details(self, details: CompanyDetails) -> None:
        """Show the likely duplicates of a company."""
        if details.duplicates != self._shown:
            self._shown = details.duplicates
            self._lines.set_rows([self._make_row(one) for one in details.duplicates])
        self.setVisible(bool(details.duplicates))

    def _make_row(self, one: Duplicate) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(1))
        name = format_siret(one.known_as)
        number = format_siret(one.siret) or one.other_id
        box.addWidget(label(name, "strong", wrap=True))
        said = (one.reason, number if one.name else "", one.commune)
        box.addWidget(label(" · ".join(filter(None, said)), "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        merge = button("Réunir…", "link", on_click=partial(self.merge_requested.emit, one.id))
        merge.setAccessibleName(f"Réunir avec {name}…")
        look = button("Ouvrir", "link", on_click=partial(self.company_opened.emit, one.id))
        look.setAccessibleName(f"Ouvrir la fiche de {name}")
        row.addWidget(merge)
        row.addWidget(look)
        row.addStretch()
        box.addLayout(row)
        return made
