"""From « Exporter » to a signed PDF on screen, saved or printed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError
from csf_desktop.services.documents import (
    IssuedDocument,
    issue_contract_sheet,
    issue_pathway_sheet,
)
from csf_desktop.services.handover import ExportChoices, export_choices
from csf_desktop.ui.exchange.export_dialog import TITLES, ExportDialog, ExportRequest
from csf_desktop.ui.exchange.issued_dialog import IssuedDialog
from csf_desktop.ui.tasks import TaskRunner

ISSUE = {"pathway": issue_pathway_sheet, "contract": issue_contract_sheet}


class ExportFlow(QObject):
    """One export at a time; nothing is written on the disk unless the person saves."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self._choices: ExportChoices | None = None
        self._request: ExportRequest | None = None
        self._dialog: ExportDialog | None = None

    @Slot(str, str)
    def start(self, kind: str, record_id: str) -> None:
        """Ask what to write of a record; ``kind`` is pathway or contract."""
        self._runner.run(
            export_choices,
            kind,
            record_id,
            on_success=self._on_choices_read,
            parent=self._window,
        )

    def _on_choices_read(self, choices: ExportChoices) -> None:
        self._choices = choices
        self._dialog = ExportDialog(choices, self._window)
        self._dialog.confirmed.connect(self._on_confirmed)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()

    @Slot(object)
    def _on_confirmed(self, request: ExportRequest) -> None:
        if self._choices is None:
            return
        self._request = request
        self._runner.run(
            ISSUE[self._choices.kind],
            self._choices.record_id,
            recipients=request.recipients,
            show_names=request.show_names,
            on_success=self._on_issued,
            on_error=self._on_refused,
            parent=self._dialog,
            undoable=False,  # a signed document has been given out: it stays in the journal
        )

    def _on_issued(self, document: IssuedDocument) -> None:
        if self._dialog is None or self._choices is None or self._request is None:
            return
        self._dialog.accept()
        title = f"{TITLES[self._choices.kind]} {document.number}"
        names = [one.name for one in self._request.recipients]
        IssuedDialog(document, title, names, self._window).open()

    def _on_refused(self, error: CsfError) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(str(error))

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        self._dialog = None
