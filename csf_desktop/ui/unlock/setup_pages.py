"""The pages of the first run that ask: where, who, which passphrase."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.unlock.gateway import NewVaultRequest
from csf_desktop.ui.unlock.new_passphrase import NewPassphraseForm
from csf_desktop.ui.unlock.page import Page
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.contact_checks import check_email, check_phone
from csf_desktop.ui.widgets.folder_field import FolderField
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label

WELCOME = (
    "CSF Desktop garde vos marchés, vos parcours et votre suivi dans un coffre chiffré, sur ce "
    "poste. Rien ne part sur internet. Sa création prend trois minutes."
)
WHO = (
    "Ces renseignements figurent sur les fiches que vous signez. Vous pourrez les changer dans "
    "les réglages."
)
WHY_A_PHRASE = (
    "Elle ouvre le coffre, et personne ne peut la retrouver à votre place\u00a0: l’étape suivante "
    "donne un code de secours."
)


class FolderPage(Page):
    """Welcome, and the folder of the vault."""

    def __init__(self, folder: Path) -> None:
        super().__init__("Bienvenue", WELCOME)
        self.folder = FolderField(must_be_empty=True)
        self.folder.set_value(folder)
        self.field = FormField(
            "Dossier du coffre",
            self.folder,
            required=True,
            hint="Le dossier proposé convient si vous travaillez toujours sur ce poste.",
            missing="Choisissez le dossier où créer le coffre.",
        )
        self.box.addWidget(self.field)

    def check(self) -> bool:
        return check_all([self.field])

    def focus_first(self) -> bool:
        self.folder.setFocus()
        return True


class TutorPage(Page):
    """The académie and the tutor's name and details."""

    def __init__(self, academies: Iterable[tuple[str, str]]) -> None:
        super().__init__("Vous", WHO)
        self.academie = ChoiceField(academies, empty_label="Choisir…")
        self.name = LineField("Prénom et nom", max_length=120)
        self.phone = LineField(
            "03\u00a020\u00a012\u00a034\u00a056", check=check_phone, max_length=30
        )
        self.email = LineField("prenom.nom@ac-lille.fr", check=check_email, max_length=120)
        self.fields = [
            FormField("Académie", self.academie, required=True, missing="Choisissez l’académie."),
            FormField("Votre nom", self.name, required=True, missing="Tapez votre nom."),
            FormField("Téléphone", self.phone),
            FormField("Adresse électronique", self.email),
        ]
        for field in self.fields:
            self.box.addWidget(field)

    def check(self) -> bool:
        return check_all(self.fields)

    def focus_first(self) -> bool:
        self.academie.setFocus()
        return True

    def user_words(self) -> tuple[str, ...]:
        """Return the words that a passphrase should not be made of."""
        said = (self.name.value(), self.email.value(), self.academie.combo.currentText())
        return tuple(word for text in said for word in text.replace("@", " ").split())

    def request(self, passphrase: str) -> NewVaultRequest:
        """Return what was given, with the passphrase of the next page."""
        return NewVaultRequest(
            academie=self.academie.value(),
            tutor_name=self.name.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            passphrase=passphrase,
        )


class PassphrasePage(Page):
    """The passphrase, twice."""

    primary = "Créer le coffre"

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__("Votre phrase de passe", WHY_A_PHRASE)
        self.form = NewPassphraseForm(runner)
        self.box.addWidget(self.form)
        self.box.addWidget(
            label("Ne la notez ni sur ce poste, ni sur un papier à côté.", "hint", wrap=True)
        )

    def check(self) -> bool:
        return self.form.check()

    def focus_first(self) -> bool:
        self.form.first.setFocus()
        return True
