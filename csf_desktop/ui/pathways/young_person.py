"""The young person of a pathway: who they are, their file changed as its fields are left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.services.beneficiaries import (
    BeneficiaryDetails,
    set_guardian,
    update_beneficiary,
)
from csf_desktop.ui.formatting import NBSP, count_of
from csf_desktop.ui.names import full_name
from csf_desktop.ui.pathways.auto_save import AutoSave
from csf_desktop.ui.pathways.person_fields import PersonFields
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label

NOBODY = "Ce parcours n’est encore réservé pour personne."
INFORMED_HINT = "Le jour où la notice d’information sur ses données lui a été remise."
HIDDEN = f"Affichage en initiales{NBSP}: l’identité et les numéros sont masqués."


class YoungPersonSection(QWidget):
    """Name, age, « mineur » and the fields of the file; or the way to reserve the pathway."""

    reserve_requested = Signal()

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._person: BeneficiaryDetails | None = None
        self.name = label("", "value", wrap=True)
        self._nobody = label(NOBODY, "small", wrap=True)
        self._hidden_hint = label(HIDDEN, "hint", wrap=True)
        self.reserve_button = button(
            "Réserver pour un jeune", "secondary", icon_name="user-add-line"
        )
        self.form = PersonFields(runner, today)
        self.informed_on = DateField(today)
        self._informed = FormField("Notice remise le", self.informed_on, hint=INFORMED_HINT)
        self._auto_save = AutoSave({**self.form.fields, "informed_on": self._informed}, self)
        self._build_layout()
        self.reserve_button.clicked.connect(self.reserve_requested)
        self._auto_save.field_saved.connect(self._on_field_saved)

    def show_person(
        self, person: BeneficiaryDetails | None, *, initials_only: bool, can_reserve: bool
    ) -> None:
        """Show a young person's file, or that there is none yet."""
        self._person = person
        self.reserve_button.setVisible(person is None and can_reserve)
        self._nobody.setVisible(person is None)
        for part in (self.name, self.form, self._informed):
            part.setVisible(person is not None)
        self._hidden_hint.setVisible(person is not None and initials_only)
        if person is None:
            return
        self.name.setText(_heading(person, initials_only=initials_only))
        self._auto_save.load(person.id, _values(person))
        self.form.set_guardian_known(is_known=bool(person.guardians))
        self.form.hide_identity(is_hidden=initials_only)

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(label("Jeune", "h3"))
        for part in (
            self.name,
            self._nobody,
            self._hidden_hint,
            self.reserve_button,
            self.form,
            self._informed,
        ):
            box.addWidget(part)

    @Slot(str, object)
    def _on_field_saved(self, name: str, value: Any) -> None:  # noqa: ANN401
        if self._person is None:
            return
        failed = partial(self._on_save_failed, name)
        if name.startswith("guardian_"):
            guardian = self._person.guardians[0].id if self._person.guardians else None
            values = {name.removeprefix("guardian_"): value}
            self._runner.run(
                set_guardian, self._person.id, values, guardian, on_error=failed, parent=self
            )
            return
        values = {name: value}
        if name == "commune":
            picked = self.form.commune.picked()
            values["commune_code"] = picked.code if picked else ""
        self._runner.run(update_beneficiary, self._person.id, values, on_error=failed, parent=self)

    def _on_save_failed(self, name: str, error: CsfError) -> None:
        self._auto_save.fail(name, error)


def _heading(person: BeneficiaryDetails, *, initials_only: bool) -> str:
    given, family = person.fields["given_name"], person.fields["family_name"]
    name = full_name(given, family, initials_only=initials_only)
    age = count_of(person.age, "an") if person.age is not None else ""
    minor = "mineur" if person.is_minor else ""
    return " · ".join(part for part in (name, age, minor, person.reference) if part)


def _values(person: BeneficiaryDetails) -> dict[str, Any]:
    guardian = person.guardians[0] if person.guardians else None
    return {
        **person.fields,
        "school_name": person.school_name,
        "guardian_name": guardian.name if guardian else "",
        "guardian_phone": guardian.phone if guardian else "",
    }
