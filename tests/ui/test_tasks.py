"""Jobs run in one other thread and their results come back to widgets that are still there."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Slot
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from csf_desktop.errors import CancelledError, CsfError, InvalidInputError
from csf_desktop.ui.tasks import Progress, TaskRunner, changes_of
from tests.ui.conftest import Dialogs


@dataclass(frozen=True)
class FakeChanges:
    transaction: str
    kinds: frozenset[str] = frozenset({"contract"})
    label: str = ""


@dataclass(frozen=True)
class Saved:
    changes: FakeChanges


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: list[bool] = []

    @Slot(object)
    def take(self, value: object) -> None:
        self.got.append(value)
        self.threads.append(QThread.currentThread() is self.thread())


def _greet(vault: object, name: str, *, polite: bool = False) -> str:
    return f"{vault} {name} {polite}"


def _refuse(_vault: object) -> None:
    raise InvalidInputError("Corrigez la date.")


def test_result_comes_back_in_the_window_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    receiver = Receiver()
    with qtbot.waitSignals([runner.busy_changed, runner.busy_changed]):
        runner.run(_greet, "Inès", polite=True, on_success=receiver.take)
    assert receiver.got == ["coffre Inès True"]
    assert receiver.threads == [True]
    assert not runner.is_busy


def test_jobs_run_one_after_the_other_in_another_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    seen: list[tuple[int, str]] = []
    running = threading.Lock()

    def job(_vault: object, name: str) -> None:
        assert running.acquire(blocking=False)
        seen.append((threading.get_ident(), name))
        running.release()

    for name in "abc":
        runner.run(job, name)
    assert runner.wait_until_idle()
    assert [name for _, name in seen] == ["a", "b", "c"]
    assert {ident for ident, _ in seen} != {threading.get_ident()}
    assert not runner.is_busy


def test_expected_failure_goes_to_its_receiver(qtbot: QtBot, runner: TaskRunner) -> None:
    receiver = Receiver()
    runner.run(_refuse, on_error=receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.got))
    error = receiver.got[0]
    assert isinstance(error, CsfError)
    assert str(error) == "Corrigez la date."


def test_expected_failure_without_receiver_is_told(
    qtbot: QtBot, runner: TaskRunner, dialog: Dialogs
) -> None:
    runner.run(_refuse)
    qtbot.waitUntil(lambda: bool(dialog.informed))
    assert dialog.informed == [("Saisie à corriger", "Corrigez la date.")]


def test_bug_goes_to_the_exception_hook(qtbot: QtBot, runner: TaskRunner) -> None:
    def bug(_vault: object) -> None:
        raise ZeroDivisionError

    with capture_exceptions() as caught:
        runner.run(bug)
        runner.wait_until_idle()
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_dead_receiver_is_left_out(qtbot: QtBot, runner: TaskRunner) -> None:
    dead, owner, called = Receiver(), QWidget(), Receiver()
    calls: list[object] = []
    runner.run(_greet, "x", on_success=dead.take)
    runner.run(_greet, "x", on_success=calls.append, parent=owner)
    runner.run(_greet, "x", on_success=called.take)
    shiboken6.delete(dead)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: bool(called.got))
    assert dead.got == []


def test_callable_dies_with_its_parent(qtbot: QtBot, runner: TaskRunner) -> None:
    owner, calls = QWidget(), []

    def take(value: object) -> None:
        calls.append(value)

    runner.run(_greet, "x", on_success=take, parent=owner)
    shiboken6.delete(owner)
    runner.wait_until_idle()
    assert calls == []


@pytest.mark.parametrize("result", [FakeChanges("t1"), Saved(FakeChanges("t1"))])
def test_write_is_broadcast_once_and_can_be_undone(
    qtbot: QtBot, runner: TaskRunner, result: object
) -> None:
    heard = Receiver()
    runner.data_changed.connect(heard.take)
    runner.run(lambda _vault: result)
    runner.wait_until_idle()
    assert heard.got == [FakeChanges("t1")]
    assert [change.transaction for change in runner.undo_stack] == ["t1"]

    undone: list[str] = []

    def undo(_vault: object, transaction: str) -> FakeChanges:
        undone.append(transaction)
        return FakeChanges("t2")

    assert runner.undo_last(undo)
    runner.wait_until_idle()
    assert undone == ["t1"]
    assert heard.got[1:] == [FakeChanges("t2")]
    assert runner.undo_stack == ()
    assert not runner.undo_last(undo)


def test_plain_result_is_no_change() -> None:
    assert changes_of(("a", 1)) is None
    assert changes_of(None) is None


def test_long_job_tells_progress_and_stops_when_cancelled(qtbot: QtBot, runner: TaskRunner) -> None:
    go_on = threading.Event()
    steps: list[tuple[int, int]] = []
    threads: set[int] = set()

    def on_progress(done: int, total: int) -> None:
        steps.append((done, total))
        threads.add(threading.get_ident())

    receiver = Receiver()

    def long_job(_vault: object, *, progress: Progress) -> str:
        progress(1, 3)
        assert go_on.wait(5)
        progress(2, 3)
        return "done"

    job = runner.run(
        long_job,
        on_progress=on_progress,
        on_error=receiver.take,
    )
    qtbot.waitUntil(lambda: steps == [(1, 3)])
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(receiver.got))
    assert isinstance(receiver.got[0], CancelledError)
    assert steps == [(1, 3)]
    assert threads == {threading.get_ident()}


def test_closing_waits_for_the_write_under_way(qtbot: QtBot, runner: TaskRunner) -> None:
    started, written = threading.Event(), []

    def write(_vault: object) -> None:
        started.set()
        threading.Event().wait(0.05)
        written.append("row")

    runner.run(write)
    assert started.wait(5)
    assert runner.close()
    assert written == ["row"]
    runner.run(write)
    assert not runner.is_busy


def test_a_job_outlives_the_worker_that_is_still_telling_its_end(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    may_start, was_delivered, worker_left = (threading.Event() for _ in range(3))
    lived: list[bool] = []

    def linger() -> None:
        was_delivered.wait(10)
        lived.append(shiboken6.isValid(job))
        worker_left.set()

    job = runner.run(lambda _vault: may_start.wait(10))
    job.ended.connect(linger, Qt.ConnectionType.DirectConnection)
    may_start.set()
    qtbot.waitUntil(lambda: not runner.is_busy)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    was_delivered.set()
    qtbot.waitUntil(worker_left.is_set)
    assert lived == [True]
    runner.run(_greet, "Inès")
    qtbot.waitUntil(lambda: not shiboken6.isValid(job))


def test_nothing_runs_after_the_last_job(qtbot: QtBot, runner: TaskRunner) -> None:
    done: list[str] = []

    def note(_vault: object, what: str) -> str:
        done.append(what)
        return what

    def end(_vault: object) -> None:
        done.append("end")

    runner.run(note, "before", on_success=lambda _: runner.run(note, "too late"))
    runner.run_last(end)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert done == ["before", "end"]
