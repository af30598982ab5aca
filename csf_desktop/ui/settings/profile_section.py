"""Who the tutor is, in the settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.ui.settings.commune_field import CommuneField
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.contact_checks import check_email, check_phone
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class TutorProfile:
    """What the documents say of the tutor, and where they leave from.

    ``academie`` is a code of the reference list, ``commune_code`` an INSEE code or "".
    """

    name: str
    phone: str
    email: str
    academie: str
    commune_code: str = ""


class ProfileSection(QWidget):
    """Saved when a field is left; what is wrong is told and not saved."""

    profile_changed = Signal(object)  # TutorProfile

    def __init__(
        self,
        profile: TutorProfile,
        academies: Iterable[tuple[str, str]],
        runner: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._saved = profile
        self.name = LineField(max_length=120)
        self.phone = LineField(check=check_phone, max_length=30)
        self.email = LineField(check=check_email, max_length=120)
        self.academie = ChoiceField(academies)
        self.commune = CommuneField(runner)
        self.name.set_value(profile.name)
        self.phone.set_value(profile.phone)
        self.email.set_value(profile.email)
        self.academie.set_value(profile.academie)
        self.commune.set_code(profile.commune_code)
        self.fields = [
            FormField("Nom", self.name, required=True, missing="Tapez votre nom."),
            FormField("Téléphone", self.phone),
            FormField("Adresse électronique", self.email),
            FormField("Académie", self.academie),
            FormField(
                "Votre commune",
                self.commune,
                hint="Facultatif\u00a0: sert à dire à quelle distance sont les marchés.",
            ),
        ]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(label("Vous", "h2"))
        for shown in self.fields:
            box.addWidget(shown)
            shown.field.edit_finished.connect(self.save)

    def value(self) -> TutorProfile:
        """Return what is typed."""
        return TutorProfile(
            name=self.name.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            academie=self.academie.value(),
            commune_code=self.commune.code(),
        )

    @Slot()
    def save(self) -> None:
        """Tell the profile if it is right and differs from the last one told."""
        are_right = [shown.check() for shown in self.fields]
        if all(are_right) and self.value() != self._saved:
            self._saved = self.value()
            self.profile_changed.emit(self._saved)
