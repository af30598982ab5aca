"""Files that come in, dropped or chosen: one after the other, each as its kind asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.services.imports import FileKind, kind_of
from csf_desktop.ui import errors
from csf_desktop.ui.exchange.card_step import CardStep
from csf_desktop.ui.exchange.decp_step import DecpStep, StartLongJob
from csf_desktop.ui.exchange.exchange_step import ExchangeStep
from csf_desktop.ui.exchange.form_step import FormStep
from csf_desktop.ui.exchange.import_result_dialog import ImportResultDialog
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.exchange.step import ImportStep
from csf_desktop.ui.exchange.table_step import TableStep
from csf_desktop.ui.tasks import TaskRunner


class ImportFlow(QObject):
    """Takes lists of files; what is given meanwhile waits its turn.

    A refusal is told at once and the other files go on. At the end a dialog sums up several files,
    or says what a procurement file brought. Interrupting one leaves the following ones out.
    """

    message_posted = Signal(str)  # one sentence about a single file, for the message bar
    finished = Signal()  # nothing is left to take in

    def __init__(
        self,
        window: QWidget,
        runner: TaskRunner,
        start_long_job: StartLongJob,
        *,
        initials_only: Callable[[], bool],
    ) -> None:
        """``start_long_job`` is ``MainWindow.run_long``."""
        super().__init__(window)
        self._window, self._runner = window, runner
        self._waiting: list[Path] = []
        self._outcomes: list[FileOutcome] = []
        self._current: Path | None = None
        self._summary: QDialog | None = None
        decp = DecpStep(window, runner, start_long_job)
        decp.cancelled.connect(self.stop)
        table = TableStep(window, runner, start_long_job)
        table.cancelled.connect(self.stop)
        self._steps: dict[FileKind, ImportStep] = {
            "decp": decp,
            "exchange": ExchangeStep(window, runner, initials_only),
            "card": CardStep(window, runner),
            "form": FormStep(window, runner),
            "table": table,
        }
        for step in self._steps.values():
            step.done.connect(self._on_step_done)

    @property
    def is_under_way(self) -> bool:
        """Tell whether a file is being taken in."""
        return self._current is not None

    @Slot(object)
    def start(self, paths: Sequence[Path]) -> None:
        """Take files in, after those that wait."""
        self._waiting += paths
        if not self.is_under_way:
            self._outcomes = []
            self._take_next()

    @Slot()
    def stop(self) -> None:
        """Leave out what is not yet taken in and close the dialogs: the vault is being locked."""
        was_under_way = self.is_under_way
        self._waiting, self._outcomes, self._current = [], [], None
        for step in self._steps.values():
            step.drop()
        if self._summary is not None:
            self._summary.close()
        if was_under_way:
            self.finished.emit()

    def _take_next(self) -> None:
        if not self._waiting:
            self._finish()
            return
        self._current = self._waiting.pop(0)
        self._runner.run(
            _kind_of,
            self._current,
            on_success=self._on_kind_known,
            on_error=self._on_kind_refused,
            parent=self._window,
        )

    def _on_kind_known(self, kind: FileKind) -> None:
        if self._current is not None:
            self._steps[kind].take(self._current)

    def _on_kind_refused(self, error: CsfError) -> None:
        if self._current is not None:
            errors.show_error(self._window, error)
            self._on_step_done(FileOutcome(self._current.name, str(error), is_refused=True))

    @Slot(object)
    def _on_step_done(self, outcome: FileOutcome) -> None:
        if self._current is None:
            return
        self._outcomes.append(outcome)
        # Not at once: the window may be closing its dialogs to lock, and then stops this flow.
        QTimer.singleShot(0, self, self._go_on)

    @Slot()
    def _go_on(self) -> None:
        if self._current is not None:
            self._take_next()

    def _finish(self) -> None:
        outcomes, self._outcomes, self._current = tuple(self._outcomes), [], None
        if len(outcomes) > 1 or _is_official(outcomes):
            self._summary = ImportResultDialog(outcomes, self._window)
            self._summary.finished.connect(self._on_summary_finished)
            self._summary.open()
        elif outcomes and not outcomes[0].is_refused and not _is_told(outcomes[0]):
            self.message_posted.emit(outcomes[0].sentence)
        self.finished.emit()

    @Slot(int)
    def _on_summary_finished(self, _result: int) -> None:
        self._summary = None


def _kind_of(_vault: object, path: Path) -> FileKind:
    return kind_of(path)


def _is_told(outcome: FileOutcome) -> bool:
    """Tell whether the window already says what was changed, with its undo."""
    changes = outcome.report.changes if outcome.report is not None else None
    return changes is not None and changes.is_undoable and not changes.is_empty


def _is_official(outcomes: Sequence[FileOutcome]) -> bool:
    return any(outcome.report and outcome.report.kind == "decp" for outcome in outcomes)
