"""Work off the window's thread: one runner a vault, one thread a runner.

A job is a plain callable that gets the vault first, opens its own unit of work and returns frozen
data; it touches no widget. Its result comes back by a signal and the callback runs in the window's
thread. Because there is one thread, reads and writes of a vault never overlap.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QRunnable,
    QThreadPool,
    Signal,
    Slot,
)

from csf_desktop.errors import CancelledError, CsfError
from csf_desktop.ui import errors

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from csf_desktop.services.changes import ChangeSet

logger = logging.getLogger(__name__)

UNDO_DEPTH = 100
"""How many changes of this session can be undone one after the other."""


class Progress:
    """What a long job gets as ``progress``: it tells how far it is and asks whether to go on.

    Calling it raises ``CancelledError`` once the person has cancelled, which unwinds the job and
    rolls its unit of work back.
    """

    def __init__(self, emit: Callable[[int, int], None]) -> None:
        self._emit = emit
        self._cancel = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the person asked to stop."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the job to stop; safe from any thread."""
        self._cancel.set()

    def __call__(self, done: int, total: int) -> None:
        """Report ``done`` items out of ``total``; raise ``CancelledError`` when asked to stop."""
        if self._cancel.is_set():
            raise CancelledError
        self._emit(done, total)


class Job(QObject):
    """One call under way. Kept alive by its runner until its result has been delivered."""

    progressed = Signal(int, int)  # done, total
    ended = Signal(object)  # the job itself; emitted by the worker, heard in the window's thread

    def __init__(self, call: Callable[[], object]) -> None:
        super().__init__()
        self.progress = Progress(self.progressed.emit)
        self.result: object = None
        self.error: BaseException | None = None
        self.on_success: Callable[[Any], object] | None = None
        self.on_error: Callable[[CsfError], object] | None = None
        self.on_progress: Callable[[int, int], object] | None = None
        self.owner: QWidget | None = None
        self.is_undoable = True
        self.is_long = False
        self._call = call
        self.progressed.connect(self._on_progressed)

    def cancel(self) -> None:
        """Ask a long job to stop; it ends with ``CancelledError``."""
        self.progress.cancel()

    def work(self) -> None:
        """Do the call; runs in the worker thread."""
        try:
            self.result = self._call()
        except BaseException as error:  # noqa: BLE001 - handed over to the window's thread
            self.error = error
        self.ended.emit(self)

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self.on_progress is not None and _is_alive(self.on_progress, self.owner):
            self.on_progress(done, total)


class _Work(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._job = job

    def run(self) -> None:
        self._job.work()


class TaskRunner(QObject):
    """Calls services on one worker thread and brings their results back.

    ``vault`` is whatever the services take first; the runner never looks inside.
    """

    data_changed = Signal(object)  # ChangeSet of a write that has just been made
    busy_changed = Signal(bool)
    undo_changed = Signal(bool)  # whether something can be undone

    def __init__(self, vault: object, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault = vault
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)  # the database connection stays with its thread
        self._jobs: dict[Job, _Work] = {}
        self._leaving: tuple[Job, _Work] | None = None
        self._undo: list[ChangeSet] = []
        self._is_closed = False

    @property
    def vault(self) -> object:
        """The vault handed to each job."""
        return self._vault

    @property
    def is_busy(self) -> bool:
        """Tell whether a job waits, runs, or has a result not yet delivered."""
        return bool(self._jobs)

    @property
    def undo_stack(self) -> tuple[ChangeSet, ...]:
        """The changes of this session that can be undone, latest last."""
        return tuple(self._undo)

    def run(
        self,
        fn: Callable[..., Any],
        *args: object,
        on_success: Callable[[Any], object] | None = None,
        on_error: Callable[[CsfError], object] | None = None,
        on_progress: Callable[[int, int], object] | None = None,
        parent: QWidget | None = None,
        undoable: bool = True,
        **kwargs: object,
    ) -> Job:
        """Call ``fn(vault, *args, **kwargs)`` on the worker thread.

        ``on_success`` gets the result, ``on_error`` an expected failure (default: a message over
        ``parent``); both are bound methods of widgets, or callables that die with ``parent``, and
        are left out when that widget is gone. With ``on_progress`` the service also gets
        ``progress=`` (see ``Progress``) and the job returned can be cancelled.
        Anything that is not a ``CsfError`` goes to the crash dialog.
        """
        job: Job

        def call() -> object:
            extra = {"progress": job.progress} if job.is_long else {}
            return fn(self._vault, *args, **kwargs, **extra)

        job = Job(call)
        job.on_success, job.on_error, job.owner = on_success, on_error, parent
        job.is_undoable, job.is_long = undoable, on_progress is not None
        job.on_progress = on_progress
        self._start(job)
        return job

    def run_last(
        self, fn: Callable[..., Any], *, on_success: Callable[[Any], object] | None = None
    ) -> None:
        """Call ``fn(vault)`` after what waits already; whatever is asked for later is refused.

        For closing the vault: a result delivered meanwhile may still lead a view to ask for more.
        """
        self.run(fn, on_success=on_success)
        self._is_closed = True

    def undo_last(
        self,
        undo: Callable[..., Any],
        parent: QWidget | None = None,
        on_success: Callable[[Any], object] | None = None,
    ) -> bool:
        """Undo the latest change by ``undo(vault, transaction)``; ``False`` if there is none."""
        if not self._undo:
            return False
        change = self._undo.pop()
        self.undo_changed.emit(bool(self._undo))
        self.run(undo, change.transaction, parent=parent, on_success=on_success, undoable=False)
        return True

    def wait_until_idle(self, timeout_ms: int = 60_000) -> bool:
        """Block until the running and waiting jobs are done, long ones cancelled, and deliver them.

        For closing and locking only: a write under way is never cut. Returns ``False`` when time
        ran out.
        """
        for job in self._jobs:
            if job.is_long:
                job.cancel()
        is_done = self._pool.waitForDone(timeout_ms)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        return is_done

    def close(self) -> bool:
        """Wait as ``wait_until_idle``, then refuse further jobs and forget the vault."""
        is_done = self.wait_until_idle()
        self._is_closed = True
        if is_done:
            self._leaving = None
        self._vault = None
        self._undo.clear()
        return is_done

    def _start(self, job: Job) -> None:
        if self._is_closed:
            logger.info("job refused: the runner is closed")
            return
        was_busy = self.is_busy
        job.ended.connect(self._on_job_ended)
        work = _Work(job)
        self._jobs[job] = work
        self._pool.start(work)
        if not was_busy:
            self.busy_changed.emit(True)

    @Slot(object)
    def _on_job_ended(self, job: Job) -> None:
        self._let_go(job)
        if not self._jobs:
            self.busy_changed.emit(False)
        try:
            if job.error is None:
                self._deliver(job)
            else:
                self._report(job, job.error)
        finally:
            job.on_success = job.on_error = job.on_progress = job.result = None

    def _let_go(self, job: Job) -> None:
        """Keep an ended job until the next one has ended: its worker may still be telling its end.

        There is one thread, so that by then it has certainly left.
        """
        gone, self._leaving = self._leaving, (job, self._jobs.pop(job))
        if gone is not None:
            gone[0].deleteLater()

    def _deliver(self, job: Job) -> None:
        changes = changes_of(job.result)
        if changes is not None:
            if job.is_undoable and getattr(changes, "is_undoable", True) and changes.transaction:
                self._undo.append(changes)
                del self._undo[:-UNDO_DEPTH]
                self.undo_changed.emit(True)
            self.data_changed.emit(changes)
        if job.on_success is not None and _is_alive(job.on_success, job.owner):
            job.on_success(job.result)

    def _report(self, job: Job, error: BaseException) -> None:
        if not isinstance(error, CsfError):
            sys.excepthook(type(error), error, error.__traceback__)
            return
        logger.info("job failed: %s", type(error).__name__)
        if job.on_error is not None:
            if _is_alive(job.on_error, job.owner):
                job.on_error(error)
        elif not isinstance(error, CancelledError):
            owner = job.owner
            errors.show_error(owner if owner and shiboken6.isValid(owner) else None, error)


def changes_of(result: object) -> ChangeSet | None:
    """Return the change set that a service returned, bare or as ``result.changes``."""
    candidate = getattr(result, "changes", result)
    if hasattr(candidate, "transaction") and hasattr(candidate, "kinds"):
        return cast("ChangeSet", candidate)
    return None


def _is_alive(callback: Callable[..., object], owner: QObject | None) -> bool:
    receiver = getattr(callback, "__self__", owner)
    return not isinstance(receiver, QObject) or shiboken6.isValid(receiver)
