"""Reserving a pathway: a young person already known, or a new file opened on the spot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.services.beneficiaries import BeneficiaryDraft, create_beneficiary
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.pathways import reserve
from csf_desktop.ui.pathways.form_draft import FormDraft
from csf_desktop.ui.pathways.lookups import ask_people
from csf_desktop.ui.pathways.person_fields import PersonFields
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.suggest_field import SuggestField

EXCLUSIVE = (
    "Un parcours n’est réservé que pour un jeune à la fois\u00a0: ni concurrence entre jeunes, "
    "ni entre tuteurs."
)
NOBODY = (
    "Choisissez un jeune dans la liste qui s’ouvre en tapant son nom, ou ouvrez un nouveau dossier."
)
NEW, KNOWN = "Ouvrir un nouveau dossier", "Choisir un jeune déjà connu"


class ReserveDialog(FormDialog):
    """Picks or creates the young person, then reserves the pathway for them."""

    reserved = Signal()

    def __init__(
        self,
        runner: TaskRunner,
        pathway_id: str,
        today: Callable[[], date],
        initials_only: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__("Réserver pour un jeune", "Réserver", parent, sentence=EXCLUSIVE)
        self._runner, self._today = runner, today
        self.pathway_id = pathway_id
        self._created_id = ""
        self.person = SuggestField(
            ask_people(runner, self, today, initials_only), "Nom, prénom ou référence"
        )
        self._person_field = FormField("Jeune", self.person)
        self.switch_button = button(NEW, "link", on_click=self._switch)
        self.new_person = PersonFields(runner, today)
        self.body.addWidget(self._person_field)
        self.body.addWidget(self.switch_button)
        self.body.addWidget(self.new_person)
        self.fields = dict(self.new_person.fields)
        self.new_person.hide()
        FormDraft(runner, f"pathways/reserve/{pathway_id}", self)
        self.person.setFocus()

    @property
    def is_new(self) -> bool:
        """Tell whether a new file is being opened."""
        return not self.new_person.isHidden()

    def restore_draft(self, values: Mapping[str, str]) -> None:
        super().restore_draft(values)
        self.new_person.show_age()
        self._switch()

    def submit(self) -> None:
        self.say_error("")
        if self.is_new:
            self._create()
            return
        self._reserve_picked()

    def _reserve_picked(self) -> None:
        picked = self.person.picked()
        if picked is None:
            self._person_field.set_error(NOBODY)
            self.person.setFocus()
            return
        self._reserve(picked.code)

    def _create(self) -> None:
        shown = [field for field in self.fields.values() if not field.isHidden()]
        if not check_all(shown):
            return
        if self._created_id:  # the file was opened, the reservation failed
            self._reserve(self._created_id)
            return
        self.primary_button.setEnabled(False)
        self._runner.run(
            create_beneficiary,
            self._draft(),
            self._today(),
            on_success=self._on_person_created,
            on_error=self.show_failure,
            parent=self,
        )

    def _draft(self) -> BeneficiaryDraft:
        form = self.new_person
        picked = form.commune.picked()
        has_guardian = not self.fields["guardian_name"].isHidden()
        return BeneficiaryDraft(
            given_name=form.given_name.value(),
            family_name=form.family_name.value(),
            birth_date=form.birth_date.value(),
            phone=form.phone.value(),
            commune=form.commune.value(),
            commune_code=picked.code if picked else "",
            situation=form.situation.value(),
            guardian_name=form.guardian_name.value() if has_guardian else "",
            guardian_phone=form.guardian_phone.value() if has_guardian else "",
            school_name=form.school_name.value(),
            wishes=form.wishes.value(),
        )

    @Slot(object)
    def _on_person_created(self, changes: ChangeSet) -> None:
        self._created_id = changes.created
        self._reserve(self._created_id)

    def _reserve(self, beneficiary_id: str) -> None:
        self.primary_button.setEnabled(False)
        self._runner.run(
            reserve,
            self.pathway_id,
            beneficiary_id,
            self._today(),
            on_success=self._on_reserved,
            on_error=self.show_failure,
            parent=self,
        )

    @Slot(object)
    def _on_reserved(self, _changes: ChangeSet) -> None:
        self.reserved.emit()
        self.accept()

    @Slot()
    def _switch(self) -> None:
        is_new = not self.is_new
        self.new_person.setVisible(is_new)
        self._person_field.setVisible(not is_new)
        self.switch_button.setText(KNOWN if is_new else NEW)
        self.switch_button.setAccessibleName(self.switch_button.text())
        self.primary_button.setText("Ouvrir le dossier et réserver" if is_new else "Réserver")
        (self.new_person.given_name if is_new else self.person).setFocus()
