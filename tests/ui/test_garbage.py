"""Cycles are freed in the window's thread, whoever made them."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from csf_desktop.ui.garbage import WindowThreadCollector


class Cycle:
    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp: object) -> Iterator[WindowThreadCollector]:
    parent = QObject()
    made = WindowThreadCollector(parent)
    yield made
    made.stop()


def test_worker_thread_never_collects(collector: WindowThreadCollector, qtbot: QtBot) -> None:
    freed_in: list[int] = []
    alive: list[weakref.ref[Cycle]] = []

    def work() -> None:
        cycle = Cycle()
        weakref.finalize(cycle, lambda: freed_in.append(threading.get_ident()))
        alive.append(weakref.ref(cycle))
        del cycle
        for _ in range(20_000):
            Cycle()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert alive[0]() is not None
    qtbot.waitUntil(lambda: bool(freed_in), timeout=5_000)
    assert freed_in == [threading.get_ident()]


def test_nothing_is_left_to_the_last_collection_of_the_process(
    collector: WindowThreadCollector,
) -> None:
    cycle = Cycle()
    collector.end()
    assert gc.collect() == 0
    assert cycle not in gc.get_objects()


def test_python_collects_again_once_stopped(collector: WindowThreadCollector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
