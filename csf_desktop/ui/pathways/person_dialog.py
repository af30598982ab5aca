"""The file of a young person who has no pathway yet, opened from the global search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.services.beneficiaries import BeneficiaryDetails, get_beneficiary
from csf_desktop.services.changes import ChangeSet
from csf_desktop.ui.pathways.young_person import YoungPersonSection
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_dialog import FormDialog

NO_PATHWAY = "Aucun parcours ne lui est encore réservé. Chaque champ est enregistré en le quittant."


class PersonDialog(FormDialog):
    """Shows and changes a file; there is nothing to confirm."""

    def __init__(
        self,
        runner: TaskRunner,
        person_id: str,
        today: Callable[[], date],
        initials_only: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__("Dossier d’un jeune", "Fermer", parent, sentence=NO_PATHWAY, height=620)
        self._runner, self._today, self._initials_only = runner, today, initials_only
        self._person_id = person_id
        self.cancel_button.hide()
        self.section = YoungPersonSection(runner, today)
        self.section.hide()
        self.body.addWidget(self.section)
        runner.data_changed.connect(self._on_data_changed)
        self._read()

    def submit(self) -> None:
        self.accept()

    def _read(self) -> None:
        self._runner.run(
            get_beneficiary,
            self._person_id,
            self._today(),
            on_success=self._on_person_read,
            on_error=self.show_failure,
            parent=self,
        )

    @Slot(object)
    def _on_person_read(self, person: BeneficiaryDetails) -> None:
        self.section.show_person(person, initials_only=self._initials_only(), can_reserve=False)
        self.section.show()

    @Slot(object)
    def _on_data_changed(self, changes: ChangeSet) -> None:
        if self.isVisible() and changes.kinds & {"beneficiary", "guardian", "school"}:
            self._read()
