"""One long job at a time, with its progress in the window and a button to stop it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CancelledError, CsfError
from csf_desktop.ui import errors
from csf_desktop.ui.tasks import Job, TaskRunner
from csf_desktop.ui.widgets.progress_strip import ProgressStrip


class LongWork(QObject):
    """Runs services that take ``progress=`` under a ``ProgressStrip``."""

    cancelled = Signal(str)  # the sentence that says so

    def __init__(self, runner: TaskRunner, strip: ProgressStrip, owner: QWidget) -> None:
        super().__init__(owner)
        self._runner, self._strip, self._owner = runner, strip, owner
        self._job: Job | None = None
        strip.cancel_requested.connect(self._on_cancel_requested)

    def run(
        self,
        title: str,
        call: Callable[..., Any],
        on_success: Callable[[Any], object] | None,
        on_error: Callable[[CsfError], object] | None,
        on_cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Call ``call(vault, progress=…)``; see ``MainWindow.run_long``."""
        self._strip.start(title)
        self._job = self._runner.run(
            call,
            on_success=partial(self._succeed, on_success),
            on_error=partial(self._fail, on_error, on_cancelled),
            on_progress=self._strip.set_progress,
            parent=self._owner,
        )
        return self._job

    def _succeed(self, then: Callable[[Any], object] | None, result: object) -> None:
        self._end()
        if then is not None:
            then(result)

    def _fail(
        self,
        then: Callable[[CsfError], object] | None,
        on_cancelled: Callable[[], object] | None,
        error: CsfError,
    ) -> None:
        self._end()
        if isinstance(error, CancelledError):
            self.cancelled.emit(str(error))
            if on_cancelled is not None:
                on_cancelled()
        elif then is not None:
            then(error)
        else:
            errors.show_error(self._owner, error)

    def _end(self) -> None:
        self._job = None
        self._strip.finish()

    @Slot()
    def _on_cancel_requested(self) -> None:
        if self._job is not None:
            self._job.cancel()
