"""A buyer's form that comes back: shown answer by answer, then taken in as was left ticked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from csf_desktop.services.buyer_form import FormPreview, import_form, preview_form
from csf_desktop.services.reports import ImportReport
from csf_desktop.ui.exchange.exchange_step import LEFT, NOTHING_NEW
from csf_desktop.ui.exchange.form_preview_dialog import FormPreviewDialog
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.exchange.step import ImportStep
from csf_desktop.ui.exchange.wording import report_sentence
from csf_desktop.ui.tasks import TaskRunner


class FormStep(ImportStep):
    """Preview, then the import of the answers chosen in the very file that was shown."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window, runner)
        self._sha256 = ""

    def _start(self, path: Path) -> None:
        self._run(preview_form, path, then=self._on_previewed)

    def _on_previewed(self, preview: FormPreview) -> None:
        self._sha256 = preview.sha256
        dialog = FormPreviewDialog(preview, self._window)
        dialog.confirmed.connect(self._on_confirmed)
        refused = self._on_nothing_new if preview.changes_nothing else self._on_left
        dialog.rejected.connect(refused)
        self._show(dialog)

    def _on_confirmed(self, keys: frozenset[str]) -> None:
        self._run(
            import_form,
            self._path,
            keys,
            then=self._on_imported,
            expected_sha256=self._sha256,
        )

    def _on_left(self) -> None:
        self._end(FileOutcome(self._path.name, LEFT))

    def _on_nothing_new(self) -> None:
        self._end(FileOutcome(self._path.name, NOTHING_NEW))

    def _on_imported(self, report: ImportReport) -> None:
        self._end(FileOutcome(self._path.name, report_sentence(report), report=report))
