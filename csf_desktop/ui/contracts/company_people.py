"""The people of a company: those who are there, those who left and who took their place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import ContactRole
from csf_desktop.services.company_page import CompanyContact, CompanyDetails
from csf_desktop.services.contract_page import ContactLine
from csf_desktop.ui.contracts.departure_form import (
    COMPANY_ROLES,
    DepartureForm,
    draft_of,
    person_fields,
)
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.formatting import grouped_phone, short_date
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label


class PeopleSection(Section):
    """Tells what is written of people; the page calls the services."""

    contact_submitted = Signal(object)  # ContactDraft
    contact_edited = Signal(str, object)  # contact's id, dict[str, Any]

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Personnes", parent)
        self._today = today
        self._shown: tuple[CompanyContact, ...] | None = None
        self._edited_id = ""
        self._empty = label("Personne n’est encore nommé.", "small", wrap=True)
        self._lines = Lines(spacing=8)
        self.adding = InlineForm(
            "Ajouter une personne",
            person_fields("Nom de la personne", COMPANY_ROLES),
            "Ajouter",
            icon_name="user-add-line",
        )
        self.editing = InlineForm("", person_fields("Nom", COMPANY_ROLES), "Enregistrer")
        self.departure = DepartureForm(today)
        self.editing.hide()
        self.editing.folded.connect(self.editing.hide)
        self.adding.submitted.connect(self._on_adding_submitted)
        self.editing.submitted.connect(self._on_editing_submitted)
        for part in (self._empty, self._lines, self.departure, self.editing, self.adding):
            self.box.addWidget(part)

    def set_details(self, details: CompanyDetails) -> None:
        """Show the people of a company; an open form keeps what was typed."""
        today = self._today()
        found = (*details.present(today), *details.past(today))
        if found == self._shown:
            return
        self._shown = found
        self._empty.setVisible(not found)
        self._lines.set_rows([self._make_row(one) for one in found])

    def reset(self) -> None:
        """Fold and empty the forms: another company is shown."""
        for form in (self.adding, self.editing, self.departure):
            form.finish()

    def _make_row(self, one: CompanyContact) -> QWidget:
        person = one.person
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(person.name, "strong", wrap=True), 0, 0)
        for at, line in enumerate(self._lines_of(one), start=1):
            grid.addWidget(label(line, "small", wrap=True), at, 0, 1, 2)
        grid.addLayout(self._make_actions(one), grid.rowCount(), 0, 1, 2)
        return made

    def _lines_of(self, one: CompanyContact) -> list[str]:
        person = one.person
        role = code_label(ContactRole, person.role)
        since = f"depuis le {short_date(person.since)}" if person.since else ""
        reach = " · ".join(filter(None, (grouped_phone(person.phone), person.email)))
        lines = [" · ".join(filter(None, (role, since))), reach]
        if person.until is not None:
            follows = f"remplacé par {one.successor}" if one.successor else "successeur inconnu"
            word = "parti" if one.has_left(self._today()) else "part"
            lines.append(f"{word} le {short_date(person.until)}, {follows}")
        return [line for line in lines if line]

    def _make_actions(self, one: CompanyContact) -> QHBoxLayout:
        person = one.person
        row = QHBoxLayout()
        row.setSpacing(px(12))
        if person.until is None:
            gone = button("Ce contact est parti…", "link", tip="Garder son nom dans l’historique")
            gone.setAccessibleName(f"{person.name} est parti…")
            gone.clicked.connect(partial(self._open_departure, person))
            row.addWidget(gone)
        elif not one.successor:
            named = button("Nommer son successeur…", "link")
            named.setAccessibleName(f"Nommer le successeur de {person.name}…")
            named.clicked.connect(partial(self._open_departure, person))
            row.addWidget(named)
        change = button("Modifier", "link")
        change.setAccessibleName(f"Modifier {person.name}")
        change.clicked.connect(partial(self._open_editing, person))
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch()
        return row

    def _open_departure(self, person: ContactLine) -> None:
        self.editing.fold()
        self.departure.open_for(person)

    def _open_editing(self, person: ContactLine) -> None:
        self.departure.fold()
        self._edited_id = person.id
        fields = ("name", "role", "phone", "email")
        self.editing.load({name: getattr(person, name) for name in fields})
        self.editing.open()

    @Slot()
    def _on_adding_submitted(self) -> None:
        self.contact_submitted.emit(draft_of(self.adding))

    @Slot()
    def _on_editing_submitted(self) -> None:
        values: dict[str, Any] = self.editing.values()
        self.contact_edited.emit(self._edited_id, values)
