"""Locks the vault when nobody is at the keyboard any more."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from csf_desktop.ui.session_events import SessionEvents

_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class AutoLock(QObject):
    """Emits ``lock_due`` after idle minutes, and when the session locks or the machine sleeps.

    Input is watched on the program's windows as the system delivers it, not on every event of the
    application. Time is the wall clock: an hour of sleep counts, whatever timers did meanwhile.
    """

    lock_due = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        minutes: int,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._app, self._minutes, self._clock = app, minutes, clock
        self._last = clock()
        self._is_on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._check)
        self._session = SessionEvents(self)
        self._session.lock_due.connect(self._lock)
        app.focusWindowChanged.connect(self._watch)

    @property
    def minutes(self) -> int:
        """Idle minutes before ``lock_due``."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Change the idle minutes; they start again."""
        self._minutes = minutes
        if self._is_on:
            self.start()

    def start(self) -> None:
        """Start counting: a vault has been opened."""
        self._is_on = True
        self._last = self._clock()
        self._session.start(self._app)
        self._watch(self._app.focusWindow())
        self._wait()

    def stop(self) -> None:
        """Stop counting: no vault is open."""
        self._is_on = False
        self._timer.stop()

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time changes nothing
            self._session.add_window(window)

    def _idle_seconds(self) -> float:
        return self._clock() - self._last

    def _wait(self) -> None:
        left = self._minutes * 60 - self._idle_seconds()
        self._timer.start(max(0, round(left * 1000)))

    @Slot()
    def _check(self) -> None:
        if self._idle_seconds() >= self._minutes * 60:
            self._lock()
        else:
            self._wait()  # there was some activity since the timer was set

    @Slot()
    def _lock(self) -> None:
        if self._is_on:
            self.stop()
            self.lock_due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_on and event.type() in _ACTIVITY:
            if self._idle_seconds() >= self._minutes * 60:
                self._lock()  # back from sleep: what is on the screen is not to be shown
                return True
            self._last = self._clock()
        return False
