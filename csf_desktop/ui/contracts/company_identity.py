"""What a company is known by and reached at; unfolded, each field is saved as it is left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.company_page import CompanyDetails
from csf_desktop.ui.contracts.fields import CommuneField, SiretField
from csf_desktop.ui.contracts.record_fields import RecordFields
from csf_desktop.ui.contracts.section import Section
from csf_desktop.ui.formatting import grouped_phone
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.contact_checks import check_email, check_phone
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import KeyValueGrid, label
from csf_desktop.ui.widgets.text_field import TextField

CHANGE, DONE = "Modifier les coordonnées", "Replier les coordonnées"
COMMUNE = ("commune", "commune_code", "postal_code")
"""What a commune that is suggested fills in."""


class IdentitySection(Section):
    """Shows, and unfolds the fields under a link; the page calls the service."""

    fields_edited = Signal(object)  # dict[str, Any]: fields of the company

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__("Coordonnées", parent)
        self._values = KeyValueGrid(columns=1)
        self._commune = CommuneField(runner)
        self.fields = self._make_fields()
        self._record = RecordFields(self.fields, self)
        self._record.edited.connect(self._on_record_edited)
        self.link = button(CHANGE, "link", icon_name="pencil-line")
        self.link.clicked.connect(self._on_link_clicked)
        self._form = QWidget()
        box = QVBoxLayout(self._form)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(
            label("Chaque champ est enregistré dès que vous le quittez.", "small", wrap=True)
        )
        for field in self.fields.values():
            box.addWidget(field)
        self._form.hide()
        self.box.addWidget(self._values)
        self.box.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(self._form)

    def set_details(self, details: CompanyDetails) -> None:
        """Show a company; a field being edited is left alone."""
        fields = details.fields
        number = format_siret(fields["siret"]) or fields["other_id"]
        self._values.set_value("SIRET ou identifiant", number)
        reach = (grouped_phone(fields["phone"]), fields["email"])
        self._values.set_value("Téléphone, courriel", " · ".join(filter(None, reach)))
        self._values.set_value("Adresse", _address(fields))
        self._values.set_value("Secteur", fields["sector"])
        self._values.set_value("Note", fields["note"])
        self._commune.remember({name: fields[name] for name in COMMUNE})
        self._record.load(details.id, {name: fields[name] for name in self.fields})

    def fold(self) -> None:
        """Hide the fields: another company is shown."""
        self._show_form(is_shown=False)

    def fail(self, names: list[str], error: CsfError) -> None:
        """Show what the service refused, under the field to mend."""
        self._record.fail(names, error)

    def _make_fields(self) -> dict[str, FormField]:
        note = TextField(lines=3)
        return {
            "name": FormField("Nom de l’entreprise", LineField(max_length=300)),
            "siret": FormField("SIRET", SiretField()),
            "sector": FormField("Secteur", LineField(max_length=300)),
            "phone": FormField("Téléphone", LineField(check=check_phone, max_length=30)),
            "email": FormField("Courriel", LineField(check=check_email, max_length=120)),
            "address": FormField("Adresse", LineField(max_length=300)),
            "postal_code": FormField("Code postal", LineField(max_length=10)),
            "commune": FormField("Commune", self._commune),
            "note": FormField("Note", note),
        }

    def _show_form(self, *, is_shown: bool) -> None:
        self._form.setVisible(is_shown)
        self._values.setVisible(not is_shown)
        text = DONE if is_shown else CHANGE
        self.link.setText(text)
        self.link.setAccessibleName(text)

    @Slot()
    def _on_link_clicked(self) -> None:
        is_opening = self._form.isHidden()
        self._show_form(is_shown=is_opening)
        if is_opening:
            self.fields["name"].field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_record_edited(self, values: dict[str, Any]) -> None:
        written = dict(values)
        if "commune" in written:
            found = self._commune.commune_values()
            written |= {
                name: found[name] for name in COMMUNE if found[name] or name != "postal_code"
            }
        self.fields_edited.emit(written)


def _address(fields: dict[str, Any]) -> str:
    town = f"{fields['postal_code']} {fields['commune']}".strip()
    return ", ".join(part for part in (fields["address"], town) if part)
