"""The people one talks to for a contract, at the buyer's and in each company."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.labels import choices
from csf_desktop.models.codes import ContactRole
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.contract_page import ContactLine, ContractDetails
from csf_desktop.services.organisations import ContactDraft
from csf_desktop.ui.contracts.contact_row import ContactRow
from csf_desktop.ui.contracts.departure_form import (
    BUYER_ROLES,
    COMPANY_ROLES,
    DepartureForm,
    person_fields,
)
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.contracts.wording import company_name
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label

BUYER, COMPANY = "buyer", "company"
EDITED = ("name", "role", "phone", "email")


class ContactsSection(Section):
    """Each contact with what to reach them by; those who left stay, with the day they did."""

    contact_submitted = Signal(object)  # ContactDraft
    contact_edited = Signal(str, object)  # contact's id, dict[str, Any]

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Contacts", parent)
        self._today = today
        self._shown: tuple[tuple[str, ContactLine], ...] | None = None
        self._rows: dict[str, ContactRow] = {}
        self._at_buyer: set[str] = set()
        self._edited_id = ""
        self._empty = label("Personne n’est encore nommé.", "small", wrap=True)
        self._lines = Lines(spacing=8)
        self.departure = DepartureForm(today, choices(ContactRole))
        self.editing = InlineForm("", person_fields("Nom", COMPANY_ROLES), "Enregistrer")
        self._build_form()
        for part in (self._empty, self._lines, self.departure, self._form):
            self.box.addWidget(part)
        self.editing.setParent(self)  # it stands in the row of whom it changes
        self.editing.hide()
        self.editing.folded.connect(self._on_editing_folded)
        self.editing.submitted.connect(self._on_editing_submitted)

    def set_details(self, details: ContractDetails) -> None:
        """Show the contacts of a contract."""
        self._place.set_choices(_places(details))
        self._offer_roles()
        self._form.setEnabled(not self._place.is_empty())
        found = tuple(_contacts(details))
        if found == self._shown:
            return
        self._shown = found
        self._at_buyer = {one.id for one in details.buyer_contacts}
        self._empty.setVisible(not found)
        self._show_rows(found)

    def reset(self) -> None:
        """Fold and empty the form: another contract is shown."""
        self._end_edit()
        self._form.finish()
        self.departure.finish()

    def finish(self) -> None:
        """Fold the form: the contact was added."""
        self._form.finish()

    @Slot(str)
    def name_successor(self, name: str) -> None:
        """Ask who succeeds the contact of this name, who left; or for a new contact."""
        gone = [
            one
            for _, one in self._shown or ()
            if one.name == name and one.until is not None and not one.replaced_by_id
        ]
        if gone:
            self.departure.open_for(gone[0])
        else:
            self._form.open()

    def show_error(self, error: CsfError) -> None:
        """Show why the contact was refused."""
        self._form.show_error(error)

    @Slot()
    def _offer_roles(self) -> None:
        """Offer what somebody may be where they work."""
        is_buyer = self._place.value().startswith(f"{BUYER}:")
        self._role.set_choices(BUYER_ROLES if is_buyer else COMPANY_ROLES)

    def _build_form(self) -> None:
        self._name, self._phone, self._email = LineField(), LineField(), LineField()
        self._role = ChoiceField(COMPANY_ROLES)
        self._place = ChoiceField()
        self._place.value_changed.connect(self._offer_roles)
        fields = {
            "name": FormField("Nom du contact", self._name, required=True),
            "place": FormField("Chez", self._place),
            "role": FormField("Fonction", self._role),
            "phone": FormField("Téléphone", self._phone),
            "email": FormField("Courriel", self._email),
        }
        self._form = InlineForm("Ajouter un contact", fields, "Ajouter", icon_name="user-add-line")
        self._form.submitted.connect(self._on_form_submitted)

    # --- changing one where they stand

    def _make_row(self, where: str, contact: ContactLine, names: Mapping[str, str]) -> ContactRow:
        row = ContactRow(contact, where, names.get(contact.replaced_by_id, ""))
        row.change_requested.connect(partial(self._edit, contact))
        row.departure_requested.connect(partial(self._ask_departure, contact))
        self._rows[contact.id] = row
        return row

    def _ask_departure(self, contact: ContactLine) -> None:
        self._end_edit()
        self.departure.open_for(contact)

    def _edit(self, contact: ContactLine) -> None:
        self._end_edit()
        self.departure.fold()
        roles = BUYER_ROLES if contact.id in self._at_buyer else COMPANY_ROLES
        is_known = contact.role in dict(roles)
        self.editing.set_choices("role", roles if is_known else choices(ContactRole))
        self.editing.load({name: getattr(contact, name) for name in EDITED})
        self._edited_id = contact.id
        self._rows[contact.id].host(self.editing)
        self.editing.open()

    def _end_edit(self) -> None:
        if self._edited_id:
            self.editing.finish()

    def _show_rows(self, found: Sequence[tuple[str, ContactLine]]) -> None:
        """Make the rows again, the fields staying open in that of the contact being changed."""
        focused = QApplication.focusWidget()
        was_typing = focused is not None and self.editing.isAncestorOf(focused)
        self.editing.setParent(self)  # the row it stands in goes
        self._rows = {}
        names = {one.id: one.name for _, one in found}
        self._lines.set_rows([self._make_row(*item, names) for item in found])
        if self._edited_id in self._rows:
            self._rows[self._edited_id].host(self.editing)
            if focused is not None and was_typing:
                focused.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._end_edit()

    @Slot(bool)
    def _on_editing_folded(self, had_keyboard: bool) -> None:
        row, self._edited_id = self._rows.get(self._edited_id), ""
        self.editing.hide()
        if row is not None:
            row.show_words(takes_keyboard=had_keyboard)

    @Slot()
    def _on_editing_submitted(self) -> None:
        self.contact_edited.emit(self._edited_id, self.editing.values())

    @Slot()
    def _on_form_submitted(self) -> None:
        kind, _, organisation = self._place.value().partition(":")
        self.contact_submitted.emit(
            ContactDraft(
                name=self._name.value(),
                role=self._role.value(),
                phone=self._phone.value(),
                email=self._email.value(),
                company_id=organisation if kind == COMPANY else None,
                buyer_id=organisation if kind == BUYER else None,
            )
        )


def _places(details: ContractDetails) -> list[tuple[str, str]]:
    """Return where a contact may work: the companies first, then the buyer."""
    found = [(f"{COMPANY}:{line.company_id}", company_name(line)) for line in details.awardees]
    buyer_id = details.fields["buyer_id"]
    if buyer_id:
        name = details.buyer_name or format_siret(details.buyer_siret)
        found.append((f"{BUYER}:{buyer_id}", name))
    return found


def _contacts(details: ContractDetails) -> list[tuple[str, ContactLine]]:
    """Return each contact with their organisation, those who left last."""
    found = [
        (company_name(line), contact) for line in details.awardees for contact in line.contacts
    ]
    if details.fields["buyer_id"]:
        found += [(details.buyer_name, contact) for contact in details.buyer_contacts]
    return sorted(found, key=lambda item: item[1].until is not None)
