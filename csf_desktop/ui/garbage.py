"""Frees cycles of objects in the window's thread only.

Python's collector runs in whichever thread allocates. In the worker thread it could destroy a Qt
object that belongs to the window's thread, which Qt does not allow.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

PERIOD_MS = 1000


class WindowThreadCollector(QObject):
    """Turns the automatic collector off and does its work from a timer of this thread.

    The youngest generations are collected as often as Python would, the oldest one more rarely:
    what was there when the program started (modules, styles) is left out of it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(PERIOD_MS)

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that has reached its threshold."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def end(self) -> None:
        """Stop because the process ends: its last collection would walk for nothing all it has."""
        self._timer.stop()
        gc.freeze()
