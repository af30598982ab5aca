"""A form made ready for a buyer: save it, then send it with the e-mail that is ready too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.services.buyer_form import FormToSend
from csf_desktop.ui.mail import COPIED, OPENED, open_mail
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.pdf_preview import PdfPreview
from csf_desktop.ui.widgets.text import KeyValueGrid, label

TITLE = "Fiche de recensement"
BLANK = "fiche vierge"
FIRST_SAVE = "Enregistrez le PDF, puis joignez-le au courriel ou copiez-le sur une clé USB."
JOIN = "joignez-y le fichier {name}."
JOIN_ANY = "joignez-y la fiche, une fois enregistrée."
SAVED_IN = "Enregistrée dans le dossier {folder}."
NO_FOLDER = "Le dossier n’a pas pu être ouvert\u00a0: {folder}"


class FormIssuedDialog(PdfPreview):
    """« Enregistrer le PDF… » comes first; the folder can be opened once it is saved."""

    def __init__(self, form: FormToSend, parent: QWidget | None = None) -> None:
        self._form, self._path = form, Path()
        super().__init__(
            form.document.pdf,
            f"{TITLE} {form.document.number}",
            form.document.file_name,
            parent,
            head=self._make_head(form),
            saves_first=True,
        )
        self.setModal(True)
        self.view.saved.connect(self._on_saved)
        self.view.save_button.setFocus()

    def _make_head(self, form: FormToSend) -> QWidget:
        facts = KeyValueGrid(columns=2)
        facts.set_value("Numéro de la fiche", form.document.number)
        facts.set_value("Marché", form.contract_reference or BLANK)
        self.mail_button = button("Préparer le courriel…", icon_name="mail-send-line")
        self.folder_button = button("Ouvrir le dossier", icon_name="folder-open-line")
        self.folder_button.setEnabled(False)
        self.mail_button.clicked.connect(self._on_mail_clicked)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self._told = label(FIRST_SAVE, "small", wrap=True)
        actions = QHBoxLayout()
        actions.setSpacing(px(8))
        for one in (self.mail_button, self.folder_button):
            actions.addWidget(one)
        actions.addStretch(1)
        head = QWidget()
        box = QVBoxLayout(head)
        box.setContentsMargins(0, 0, 0, px(4))
        box.setSpacing(px(6))
        box.addWidget(facts)
        box.addLayout(actions)
        box.addWidget(self._told)
        return head

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._path = path
        self.folder_button.setEnabled(True)
        self._told.setText(SAVED_IN.format(folder=path.parent))

    @Slot()
    def _on_mail_clicked(self) -> None:
        join = JOIN.format(name=self._path.name) if self._path.name else JOIN_ANY
        is_open = open_mail(self._form.mail)
        self._told.setText(f"{OPENED}{join}" if is_open else f"{COPIED}{join.capitalize()}")

    @Slot()
    def _on_folder_clicked(self) -> None:
        folder = self._path.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._told.setText(NO_FOLDER.format(folder=folder))
