"""The people one talks to for a contract, at the buyer's and in each company."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.labels import choices
from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import ContactRole
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.contract_page import ContactLine, ContractDetails
from csf_desktop.services.organisations import ContactDraft
from csf_desktop.ui.contracts.departure_form import BUYER_ROLES, COMPANY_ROLES, DepartureForm
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.contracts.wording import company_name
from csf_desktop.ui.formatting import grouped_phone, short_date
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label

BUYER, COMPANY = "buyer", "company"


class ContactsSection(Section):
    """Each contact with what to reach them by; those who left stay, with the day they did."""

    contact_submitted = Signal(object)  # ContactDraft

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Contacts", parent)
        self._today = today
        self._shown: tuple[tuple[str, ContactLine], ...] | None = None
        self._empty = label("Personne n’est encore nommé.", "small", wrap=True)
        self._lines = Lines(spacing=8)
        self.departure = DepartureForm(today, choices(ContactRole))
        self._build_form()
        for part in (self._empty, self._lines, self.departure, self._form):
            self.box.addWidget(part)

    def set_details(self, details: ContractDetails) -> None:
        """Show the contacts of a contract."""
        self._place.set_choices(_places(details))
        self._offer_roles()
        self._form.setEnabled(not self._place.is_empty())
        found = tuple(_contacts(details))
        if found == self._shown:
            return
        self._shown = found
        self._empty.setVisible(not found)
        self._lines.set_rows([self._make_row(where, contact) for where, contact in found])

    def reset(self) -> None:
        """Fold and empty the form: another contract is shown."""
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

    def _make_row(self, where: str, contact: ContactLine) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(contact.name, "strong", wrap=True), 0, 0)
        role = code_label(ContactRole, contact.role)
        grid.addWidget(
            label(f"{role} · {where}" if where else role, "small", wrap=True), 1, 0, 1, 2
        )
        phone = grouped_phone(contact.phone)
        reach = " · ".join(part for part in (phone, contact.email) if part)
        grid.addWidget(self._make_action(contact), 0, 1, Qt.AlignmentFlag.AlignTop)
        if reach:
            grid.addWidget(label(reach, "small", wrap=True), 2, 0, 1, 2)
        if contact.until is not None:
            grid.addWidget(label(self._departure_words(contact), "small", wrap=True), 3, 0, 1, 2)
        return row

    def _make_action(self, contact: ContactLine) -> QWidget:
        """Return what may be told of a contact, an empty place when there is nothing to tell."""
        if contact.until is not None and contact.replaced_by_id:
            return QWidget()
        words, name = "Ce contact est parti…", f"{contact.name} est parti…"
        if contact.until is not None:
            words, name = "Successeur…", f"Nommer le successeur de {contact.name}…"
        act = button(words, "link", on_click=partial(self.departure.open_for, contact))
        act.setAccessibleName(name)
        return act

    def _departure_words(self, contact: ContactLine) -> str:
        names = {one.id: one.name for _, one in self._shown or ()}
        successor = names.get(contact.replaced_by_id, "")
        follows = f", remplacé par {successor}" if successor else ""
        return f"parti le {short_date(contact.until)}{follows}"

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
