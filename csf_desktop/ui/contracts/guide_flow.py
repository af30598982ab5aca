"""« Guide de l’acheteur »: reads it, shows it, writes and issues what its steps offer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.labels import label
from csf_desktop.models.codes import DocumentKind
from csf_desktop.services.buyer_documents import (
    Guide,
    GuideCode,
    export_clause,
    issue_guide,
    issue_young_people_sheet,
    read_guide,
)
from csf_desktop.services.issuing import IssuedDocument
from csf_desktop.services.notification import (
    CompanyMail,
    NotificationPack,
    notification_mails,
    notification_pack,
)
from csf_desktop.ui.contracts.guide_dialog import GuideDialog
from csf_desktop.ui.exchange.issued_dialog import IssuedDialog
from csf_desktop.ui.mail import COPIED, OPENED, open_mail
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets import dialogs

CLAUSE_FILTERS = "Traitement de texte (*.docx);;PDF signé (*.pdf);;Texte (*.txt)"
JOIN = "joignez-y les deux feuilles de l’entreprise."


class GuideFlow(QObject):
    """One guide at a time; nothing is written but where the person says."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self._dialog: GuideDialog | None = None

    @Slot(str)
    def start(self, contract_id: str = "") -> None:
        """Show the guide from its first step, for a contract or in general."""
        self._read(contract_id, GuideCode.WHY)

    @Slot(str)
    def start_sheets(self, contract_id: str) -> None:
        """Show the guide of a contract where the company is given its two sheets."""
        self._read(contract_id, GuideCode.NOTIFY)

    def _read(self, contract_id: str, step: GuideCode) -> None:
        self._runner.run(
            read_guide,
            contract_id,
            on_success=partial(self._on_guide_read, step),
            parent=self._window,
        )

    def _on_guide_read(self, step: GuideCode, guide: Guide) -> None:
        dialog = self._dialog = GuideDialog(guide, self._window)
        dialog.show_step([one.code for one in guide.steps].index(step))
        dialog.clause_file_requested.connect(self._on_clause_file_requested)
        dialog.guide_requested.connect(self._on_guide_requested)
        dialog.young_people_requested.connect(self._on_young_people_requested)
        dialog.sheets_requested.connect(self._on_sheets_requested)
        dialog.mail_requested.connect(self._on_mail_requested)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    @property
    def _contract_id(self) -> str:
        return self._dialog.guide.contract_id if self._dialog else ""

    # --- the clause

    @Slot()
    def _on_clause_file_requested(self) -> None:
        if self._dialog is None:
            return
        reference = self._dialog.guide.reference
        name = f"clause-{reference}.docx" if reference else "clause.docx"
        path = dialogs.choose_save_path(self._dialog, "Enregistrer la clause", name, CLAUSE_FILTERS)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".docx")
        self._runner.run(
            export_clause,
            self._contract_id or None,
            path,
            on_success=self._on_clause_written,
            parent=self._dialog,
            undoable=False,  # a document has been given out: it stays in the journal
        )

    def _on_clause_written(self, document: IssuedDocument) -> None:
        self._tell(f"La clause est enregistrée\u00a0: {document.file_name}")

    # --- documents on screen

    @Slot()
    def _on_guide_requested(self) -> None:
        self._runner.run(
            issue_guide,
            self._contract_id or None,
            on_success=partial(self._show_issued, DocumentKind.BUYER_GUIDE),
            parent=self._dialog,
            undoable=False,
        )

    @Slot()
    def _on_young_people_requested(self) -> None:
        self._runner.run(
            issue_young_people_sheet,
            contract_id=self._contract_id or None,
            on_success=partial(self._show_issued, DocumentKind.YOUNG_PEOPLE_SHEET),
            parent=self._dialog,
            undoable=False,
        )

    def _show_issued(self, kind: DocumentKind, document: IssuedDocument) -> None:
        if self._dialog is not None:
            IssuedDialog(document, label(DocumentKind, kind), (), self._dialog).open()

    # --- the sheets for the company

    @Slot()
    def _on_sheets_requested(self) -> None:
        if self._dialog is None:
            return
        folder = dialogs.choose_folder(self._dialog, "Dossier où écrire les feuilles")
        if folder is None:
            return
        self._runner.run(
            notification_pack,
            self._contract_id,
            folder,
            on_success=self._on_sheets_written,
            parent=self._dialog,
            undoable=False,
        )

    def _on_sheets_written(self, pack: NotificationPack) -> None:
        self._tell(f"Les feuilles sont enregistrées\u00a0: {_names(pack.paths)}")

    @Slot()
    def _on_mail_requested(self) -> None:
        self._runner.run(
            notification_mails,
            self._contract_id,
            on_success=self._on_mails_ready,
            parent=self._dialog,
        )

    def _on_mails_ready(self, mails: tuple[CompanyMail, ...]) -> None:
        if len(mails) == 1:
            self._open_mail(mails[0])
        elif self._dialog is not None:
            self._dialog.choose_company([mail.company for mail in mails], self._open_nth(mails))

    def _open_nth(self, mails: tuple[CompanyMail, ...]) -> Callable[[int], None]:
        return lambda at: self._open_mail(mails[at])

    def _open_mail(self, mail: CompanyMail) -> None:
        begins = OPENED if open_mail(mail.draft) else COPIED
        self._tell(f"{begins}{JOIN if begins == OPENED else JOIN.capitalize()}")

    def _tell(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.tell(sentence)

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        self._dialog = None


def _names(paths: tuple[Path, ...]) -> str:
    return " et ".join(path.name for path in paths)
