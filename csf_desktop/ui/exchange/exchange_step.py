"""A colleague's signed PDF: verified, shown, then taken in if the person agrees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from csf_desktop.services.exchange_import import (
    ExchangePreview,
    import_exchange,
    preview_exchange,
)
from csf_desktop.services.reports import ImportReport
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.exchange.preview_dialog import PreviewDialog
from csf_desktop.ui.exchange.step import ImportStep
from csf_desktop.ui.exchange.wording import report_sentence
from csf_desktop.ui.tasks import TaskRunner

LEFT = "Laissé de côté, rien n’a changé."
NOTHING_NEW = "Déjà repris, rien n’a changé."


class ExchangeStep(ImportStep):
    """Preview, then the import of the very file that was shown."""

    def __init__(
        self, window: QWidget, runner: TaskRunner, initials_only: Callable[[], bool]
    ) -> None:
        super().__init__(window, runner)
        self._initials_only = initials_only
        self._sha256 = ""

    def _start(self, path: Path) -> None:
        self._run(preview_exchange, path, then=self._on_previewed)

    def _on_previewed(self, preview: ExchangePreview) -> None:
        self._sha256 = preview.sha256
        dialog = PreviewDialog(preview, self._window, initials_only=self._initials_only())
        dialog.accepted.connect(self._on_dialog_accepted)
        refused = self._on_nothing_new if dialog.changes_nothing else self._on_left
        dialog.rejected.connect(refused)
        self._show(dialog)

    def _on_dialog_accepted(self) -> None:
        self._run(import_exchange, self._path, then=self._on_imported, expected_sha256=self._sha256)

    def _on_left(self) -> None:
        self._end(FileOutcome(self._path.name, LEFT))

    def _on_nothing_new(self) -> None:
        self._end(FileOutcome(self._path.name, NOTHING_NEW))

    def _on_imported(self, report: ImportReport) -> None:
        self._end(FileOutcome(self._path.name, report_sentence(report), report=report))
