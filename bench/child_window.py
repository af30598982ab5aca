"""The program's window over a vault, in a process of its own.

``python -m bench.child_window unlock|memory|busy VAULT [FILE]`` prints one JSON object.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QWidget

from bench.dataset import PASSPHRASE, TODAY
from bench.measure import memory_mb, p95
from csf_desktop.app import dress, make_application
from csf_desktop.app_gateway import Gateway
from csf_desktop.app_workspace import Workspace
from csf_desktop.services.decp_import import import_decp
from csf_desktop.storage.vault import Vault, open_vault
from csf_desktop.ui.garbage import WindowThreadCollector
from csf_desktop.ui.preferences import Appearance, Preferences
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.search_box import SearchBox

PATHWAYS_VIEW = 1
BEAT_MS = 1


class FirstPaint(QObject):
    """Notes when a table with rows was painted."""

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self._table, self.at = table, 0.0
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        model = self._table.model()
        if event.type() == QEvent.Type.Paint and not self.at and model and model.rowCount():
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.at = self.at or time.perf_counter()


class Heartbeat(QObject):
    """The longest the window's thread was away from its events, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1_000 - BEAT_MS)
        self._last = now

    def take(self) -> dict[str, float]:
        """Return the longest gap and the 99th of a hundred, and begin again."""
        gaps = sorted(self.gaps) or [0.0]
        self.gaps = []
        return {"longest": gaps[-1], "p95": p95(gaps), "p99": gaps[len(gaps) * 99 // 100]}


def window_over(vault: Vault) -> tuple[Workspace, TaskRunner]:
    """Return the window of an open vault and its runner, shown."""
    app = make_application()
    dress(app, Appearance())
    WindowThreadCollector(app)  # as the program does
    preferences = Preferences(Path("build/bench/window.ini"))
    runner = TaskRunner(vault)
    made = Workspace(vault, runner, Gateway(), preferences, is_demo=False, today=lambda: TODAY)
    made.window.resize(1366, 768)
    made.window.show()
    return made, runner


def _table(view: QWidget) -> QTableView:
    found = view.findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def wait_for(condition: Callable[[], object], seconds: float = 120.0) -> None:
    """Let the window live until something holds."""
    end = time.perf_counter() + seconds
    while not condition():
        if time.perf_counter() > end:
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def unlock(path: Path) -> dict[str, float]:
    """From the vault's key to the first list painted, then to the list of pathways."""
    app = make_application()
    dress(app, Appearance())
    start = time.perf_counter()
    vault = open_vault(path, PASSPHRASE)  # its derivation is a token one: a millisecond
    opened = time.perf_counter()
    made, runner = window_over(vault)
    first = FirstPaint(_table(made.window.view))
    wait_for(lambda: first.at)
    switched = time.perf_counter()
    made.window.select_view(PATHWAYS_VIEW)
    second = FirstPaint(_table(made.window.view))
    wait_for(lambda: second.at)
    result = {
        "opened": (opened - start) * 1_000,
        "first": (first.at - start) * 1_000,
        "pathways": (second.at - switched) * 1_000,
    }
    runner.close()
    vault.close()
    return result


def memory(path: Path) -> dict[str, float]:
    """Resident memory with the list of pathways shown, walked from end to end."""
    vault = open_vault(path, PASSPHRASE)
    made, runner = window_over(vault)
    made.window.select_view(PATHWAYS_VIEW)
    wait_for(lambda: not runner.is_busy)
    table = _table(made.window.view)
    for part in range(41):
        table.scrollTo(table.model().index(table.model().rowCount() * part // 41, 0))
        wait_for(lambda: not runner.is_busy)
    result = {"rss": memory_mb(), "rows": float(table.model().rowCount())}
    runner.close()
    vault.close()
    return result


def busy(path: Path, official: Path) -> dict[str, dict[str, float]]:
    """The window's thread while a person types, walks the list, and a file is taken in."""
    vault = open_vault(path, PASSPHRASE)
    made, runner = window_over(vault)
    made.window.select_view(PATHWAYS_VIEW)
    wait_for(lambda: not runner.is_busy)
    heart, found = Heartbeat(), {}
    search = made.window.view.findChild(SearchBox)
    assert isinstance(search, SearchBox)
    for letter in "benali ines":  # QTest types ASCII only
        QTest.keyClicks(search, letter)
        QTest.qWait(250)
    wait_for(lambda: not runner.is_busy)
    found["typing"] = heart.take()
    search.clear()
    QTest.qWait(400)
    wait_for(lambda: not runner.is_busy)
    heart.take()
    table = _table(made.window.view)
    for part in range(20):
        table.scrollTo(table.model().index(table.model().rowCount() * part // 20, 0))
        QTest.qWait(60)
    found["scrolling"] = heart.take()
    done: list[object] = []
    runner.run(
        import_decp,
        official,
        TODAY,
        on_success=done.append,
        on_progress=lambda *_: None,
    )
    wait_for(lambda: done)
    found["importing"] = heart.take()
    wait_for(lambda: not runner.is_busy)
    runner.close()
    vault.close()
    return found


if __name__ == "__main__":
    jobs: dict[str, Callable[..., object]] = {
        "unlock": unlock,
        "memory": memory,
        "busy": busy,
    }
    print(json.dumps(jobs[sys.argv[1]](*map(Path, sys.argv[2:]))))
