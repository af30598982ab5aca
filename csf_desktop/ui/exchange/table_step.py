"""A table of contracts: what each column is, then a long job, then the report of each row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.services.reports import ImportReport
from csf_desktop.services.table_import import OpenedTable, import_table, open_table
from csf_desktop.ui.exchange.decp_step import StartLongJob
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.exchange.step import ImportStep
from csf_desktop.ui.exchange.table_assistant import TableAssistant
from csf_desktop.ui.exchange.table_result_dialog import TableResultDialog
from csf_desktop.ui.exchange.wording import report_sentence
from csf_desktop.ui.tasks import TaskRunner

LEFT = "Laissé de côté, rien n’a changé."


class TableStep(ImportStep):
    """Reads the file, asks about its columns, hands it to the window's long work."""

    cancelled = Signal()  # the person interrupted it; nothing was kept of this file

    def __init__(
        self,
        window: QWidget,
        runner: TaskRunner,
        start_long_job: StartLongJob,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(window, runner)
        self._start_long_job, self._today = start_long_job, today

    def _start(self, path: Path) -> None:
        self._run(open_table, path, then=self._on_opened)

    def _on_opened(self, opened: OpenedTable) -> None:
        dialog = TableAssistant(opened, self._runner, self._window, today=self._today)
        dialog.accepted.connect(partial(self._on_dialog_accepted, dialog))
        dialog.rejected.connect(self._on_left)
        dialog.sheet_requested.connect(partial(self._on_sheet_requested, dialog))
        self._show(dialog)

    def _on_sheet_requested(self, dialog: TableAssistant, sheet: str) -> None:
        self._run(open_table, self._path, sheet, then=dialog.show_table)

    def _on_dialog_accepted(self, dialog: TableAssistant) -> None:
        self._start_long_job(
            f"Import de {self._path.name}",
            import_table,
            self._path,
            dialog.mapping(),
            self._today(),
            table=dialog.table,
            on_success=self._on_imported,
            on_error=self.fail,
            on_cancelled=self._on_cancelled,
        )

    def _on_imported(self, report: ImportReport) -> None:
        outcome = FileOutcome(self._path.name, report_sentence(report), report=report)
        dialog = TableResultDialog(report, self._window)
        dialog.finished.connect(lambda _result: self._end(outcome))
        self._show(dialog)

    def _on_left(self) -> None:
        self._end(FileOutcome(self._path.name, LEFT))

    def _on_cancelled(self) -> None:
        self._is_under_way = False
        self.cancelled.emit()
