"""The fields of a young person's file, to open one or to change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.labels import choices
from csf_desktop.models.checks import age_warning
from csf_desktop.models.codes import Situation
from csf_desktop.models.people import age_on, is_minor_on
from csf_desktop.ui.formatting import NBSP, count_of
from csf_desktop.ui.pathways.lookups import ask_communes
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.contact_checks import check_phone
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.suggest_field import SuggestField
from csf_desktop.ui.widgets.text import label
from csf_desktop.ui.widgets.text_field import TextField

PHONE = f"06{NBSP}12{NBSP}34{NBSP}56{NBSP}78"
IN_THE_FUTURE = f"La date de naissance est dans l’avenir{NBSP}: vérifiez l’année."
IDENTITY = ("given_name", "family_name", "birth_date", "phone")
GUARDIAN = ("guardian_name", "guardian_phone")


class PersonFields(QWidget):
    """Identity, age as one types the date, guardian asked for when minor, school, wishes.

    ``fields`` are named as ``BeneficiaryDraft`` names them.
    """

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._has_guardian = False
        self._is_hidden = False
        self.given_name = LineField(max_length=120)
        self.family_name = LineField(max_length=120)
        self.birth_date = DateField(today)
        self.birth_date.edit.setPlaceholderText("ex.\u00a014/05/2009")
        self.age = label("", "hint", wrap=True)
        self.phone = LineField(PHONE, check=check_phone, max_length=30)
        self.guardian_name = LineField("Prénom et nom", max_length=120)
        self.guardian_phone = LineField(PHONE, check=check_phone, max_length=30)
        self.commune = SuggestField(ask_communes(runner, self), "Commune ou code postal")
        self.situation = ChoiceField(choices(Situation))
        self.situation.set_value(Situation.STOPPED)
        self.school_name = LineField("Lycée, collège, MLDS…", max_length=200)
        self.wishes = TextField("Métiers, lieux, rythme…", lines=3)
        self.fields = self._make_fields()
        self._build_layout()
        self.birth_date.value_changed.connect(self.show_age)
        self.birth_date.edit_finished.connect(self.show_age)
        self.show_age()

    def set_guardian_known(self, *, is_known: bool) -> None:
        """Show the guardian's fields whatever the age when there is one."""
        self._has_guardian = is_known
        self.show_age()

    def hide_identity(self, *, is_hidden: bool) -> None:
        """Take the identifying fields out of sight (initials only)."""
        self._is_hidden = is_hidden
        for name in IDENTITY:
            self.fields[name].setHidden(is_hidden)
        self.show_age()

    @Slot()
    def show_age(self) -> None:
        """Say the age, the rule when it is outside the scheme, and ask for a minor's guardian."""
        born, today = self.birth_date.value(), self._today()
        is_plausible = born is not None and born <= today
        is_minor = born is not None and is_plausible and is_minor_on(born, today)
        said = ""
        if born is not None and is_plausible:
            years = age_on(born, today)
            said = count_of(years, "an") + (", mineur" if is_minor else "")
        elif born is not None:
            self.fields["birth_date"].set_error(IN_THE_FUTURE)
        warning = age_warning(born, today) if is_plausible else ""
        self.fields["birth_date"].set_warning(warning)
        self.age.setText(said)
        self.age.setVisible(bool(said) and not warning and not self._is_hidden)
        for name in GUARDIAN:
            shown = (is_minor or self._has_guardian) and not self._is_hidden
            self.fields[name].setVisible(shown)

    def _make_fields(self) -> dict[str, FormField]:
        signs = "Il signe la convention d’un mineur, avant l’entrée en entreprise."
        return {
            "given_name": FormField("Prénom", self.given_name),
            "family_name": FormField("Nom", self.family_name),
            "birth_date": FormField("Date de naissance", self.birth_date),
            "phone": FormField("Téléphone", self.phone),
            "guardian_name": FormField("Représentant légal", self.guardian_name, hint=signs),
            "guardian_phone": FormField("Téléphone du représentant légal", self.guardian_phone),
            "commune": FormField("Commune", self.commune),
            "situation": FormField("Situation", self.situation),
            "school_name": FormField("Établissement", self.school_name),
            "wishes": FormField("Souhaits", self.wishes),
        }

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        for name, field in self.fields.items():
            box.addWidget(field)
            if name == "birth_date":
                box.addWidget(self.age)
