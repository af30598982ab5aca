"""The company that hosts and the tutor it names: half of them change before one calls."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.labels import choices, label
from csf_desktop.models.codes import ContactRole
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.contract_page import ContactLine
from csf_desktop.services.organisations import ContactDraft, add_contact
from csf_desktop.services.pathway_page import PathwayDetails
from csf_desktop.services.pathways import update_pathway
from csf_desktop.ui.formatting import grouped_phone
from csf_desktop.ui.pathways.person_fields import PHONE
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.contact_checks import check_email, check_phone
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label as text_label

NO_COMPANY = "Aucune entreprise\u00a0: ajoutez le titulaire dans la fiche du marché."


class CompanyTutorSection(QWidget):
    """The company, its tutor picked among its contacts, or a contact added on the spot."""

    contract_requested = Signal()  # the contract's page is where a company is added

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._details: PathwayDetails | None = None
        self._dialog: ContactDialog | None = None
        self.company = text_label("", "value", wrap=True)
        self.place = text_label("", "small", wrap=True)
        self.tutor = ChoiceField(empty_label="Pas encore nommé")
        self._tutor_field = FormField("Tuteur entreprise", self.tutor)
        self.details = text_label("", "small", wrap=True)
        self.add_button = button("Ajouter un contact", "link", on_click=self._ask_for_contact)
        self.contract_button = button("Voir le marché", "link")
        self.contract_button.clicked.connect(self.contract_requested)
        self.tutor.edit_finished.connect(self._on_tutor_chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(text_label("Entreprise", "h3"))
        for part in (
            self.company,
            self.place,
            self._tutor_field,
            self.details,
            self.add_button,
            self.contract_button,
        ):
            box.addWidget(part)

    def show_details(self, details: PathwayDetails) -> None:
        """Show the company of a pathway and the people to choose from."""
        self._details = details
        has_company = details.fields["company_id"] is not None
        company = details.company_name or format_siret(details.company_siret)
        self.company.setText(company or NO_COMPANY)
        self.place.setText(details.site or details.company_commune)
        self.place.setVisible(bool(self.place.text()))
        self._tutor_field.setVisible(has_company)
        self.add_button.setVisible(has_company)
        chosen = details.company_tutor
        offered = [one for one in details.company_contacts if one.until is None or one == chosen]
        self.tutor.set_choices([(one.id, _in_words(one)) for one in offered])
        self.tutor.set_value(chosen.id if chosen else "")
        parts = (grouped_phone(chosen.phone), chosen.email) if chosen else ()
        self.details.setText(" · ".join(part for part in parts if part))
        self.details.setVisible(bool(self.details.text()))

    @Slot()
    def _on_tutor_chosen(self) -> None:
        if self._details is None:
            return
        chosen = self._details.company_tutor.id if self._details.company_tutor else ""
        if self.tutor.value() != chosen:
            self._name_tutor(self._details.id, self.tutor.value() or None)

    def _name_tutor(self, pathway_id: str, contact_id: str | None) -> None:
        values = {"company_tutor_id": contact_id}
        self._runner.run(
            update_pathway, pathway_id, values, on_error=self._on_save_failed, parent=self
        )

    @Slot(object)
    def _on_save_failed(self, error: CsfError) -> None:
        self._tutor_field.set_error(str(error))

    @Slot()
    def _ask_for_contact(self) -> None:
        if self._details is None:
            return
        company_id = str(self._details.fields["company_id"])
        if self._dialog is None or self._dialog.company_id != company_id:
            self._dialog = ContactDialog(self._runner, company_id, self)
        added = partial(self._on_contact_added, self._details.id)
        self._dialog.on_added = added
        self._dialog.show()

    def _on_contact_added(self, pathway_id: str, contact_id: str) -> None:
        self._dialog = None
        self._name_tutor(pathway_id, contact_id)


class ContactDialog(FormDialog):
    """A new contact of a company; ``on_added`` gets its id."""

    def __init__(self, runner: TaskRunner, company_id: str, parent: QWidget) -> None:
        super().__init__("Ajouter un contact", "Ajouter", parent, height=460)
        self._runner = runner
        self.company_id = company_id
        self.on_added: partial[None] | None = None
        self.name = LineField("Prénom et nom", max_length=120)
        self.role = ChoiceField(
            [one for one in choices(ContactRole) if one[0] != ContactRole.BUYER]
        )
        self.role.set_value(ContactRole.COMPANY_TUTOR)
        self.phone = LineField(PHONE, check=check_phone, max_length=30)
        self.email = LineField("prenom.nom@entreprise.fr", check=check_email, max_length=120)
        missing = "Indiquez le nom du contact."
        self.add_field("name", FormField("Nom", self.name, required=True, missing=missing))
        self.add_field("role", FormField("Rôle", self.role))
        self.add_field("phone", FormField("Téléphone", self.phone))
        self.add_field("email", FormField("Courriel", self.email))
        self.name.setFocus()

    def submit(self) -> None:
        if not check_all(list(self.fields.values())):
            return
        self.primary_button.setEnabled(False)
        draft = ContactDraft(
            name=self.name.value(),
            role=self.role.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            company_id=self.company_id,
        )
        self._runner.run(
            add_contact,
            draft,
            on_success=self._on_contact_added,
            on_error=self.show_failure,
            parent=self,
        )

    @Slot(object)
    def _on_contact_added(self, changes: ChangeSet) -> None:
        self.accept()
        if self.on_added is not None:
            self.on_added(changes.created)


def _in_words(contact: ContactLine) -> str:
    role = label(ContactRole, contact.role)
    left = ", parti" if contact.until is not None else ""
    return f"{contact.name} ({role.lower()}{left})"
