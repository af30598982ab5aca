"""How a file of one kind is taken in: it asks what it must ask, then says what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.ui import errors
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.tasks import TaskRunner

Then = Callable[[Any], object]


class ImportStep(QObject):
    """Takes one file at a time; ``done`` comes once for each, unless it is dropped."""

    done = Signal(object)  # FileOutcome

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self._path = Path()
        self._dialog: QDialog | None = None
        self._is_under_way = False

    def take(self, path: Path) -> None:
        """Start with a file."""
        self._path, self._is_under_way = path, True
        self._start(path)

    def drop(self) -> None:
        """Give the file up: close what is shown, say nothing of what still comes back."""
        self._is_under_way = False
        if self._dialog is not None:
            self._dialog.close()

    def _start(self, path: Path) -> None:
        raise NotImplementedError

    def _run(self, fn: Callable[..., Any], *args: object, then: Then, **kwargs: Any) -> None:  # noqa: ANN401 - the service's own
        """Call a service on the worker thread; a failure is told and ends the step."""
        self._runner.run(
            fn,
            *args,
            on_success=partial(self._deliver, then, self._path),
            on_error=self.fail,
            parent=self._window,
            **kwargs,
        )

    def _deliver(self, then: Then, path: Path, result: object) -> None:
        if self._is_under_way and path == self._path:
            then(result)

    def _show(self, dialog: QDialog) -> None:
        """Show a dialog over the window, to be closed if the file is given up."""
        self._dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self, _result: int) -> None:
        self._dialog = None

    def fail(self, error: CsfError) -> None:
        """Tell why the file was refused, and end."""
        if self._is_under_way:
            errors.show_error(self._window, error)
            self._end(FileOutcome(self._path.name, str(error), is_refused=True))

    def _end(self, outcome: FileOutcome) -> None:
        if self._is_under_way:
            self._is_under_way = False
            self.done.emit(outcome)
