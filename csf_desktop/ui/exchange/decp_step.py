"""An official procurement file: a long job with its progress, which can be interrupted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.services.imports import import_file
from csf_desktop.services.reports import ImportReport
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.exchange.step import ImportStep
from csf_desktop.ui.exchange.wording import report_sentence
from csf_desktop.ui.tasks import TaskRunner

StartLongJob = Callable[..., Any]
"""``MainWindow.run_long``."""


class DecpStep(ImportStep):
    """Hands the file to the window's long work."""

    cancelled = Signal()  # the person interrupted it; nothing was kept of this file

    def __init__(self, window: QWidget, runner: TaskRunner, start_long_job: StartLongJob) -> None:
        super().__init__(window, runner)
        self._start_long_job = start_long_job

    def _start(self, path: Path) -> None:
        self._start_long_job(
            f"Import de {path.name}",
            import_file,
            path,
            on_success=self._on_imported,
            on_error=self.fail,
            on_cancelled=self._on_cancelled,
        )

    def _on_imported(self, report: ImportReport) -> None:
        self._end(FileOutcome(self._path.name, report_sentence(report), report=report))

    def _on_cancelled(self) -> None:
        self._is_under_way = False
        self.cancelled.emit()
