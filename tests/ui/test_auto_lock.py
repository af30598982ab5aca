"""The vault locks when nobody is there."""

from __future__ import annotations

import ctypes
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from csf_desktop.ui.auto_lock import AutoLock
from csf_desktop.ui.session_events import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    NativeFilter,
)
from tests.ui.person import show


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    return show(qtbot, QLineEdit(), 200, 40)


@pytest.fixture
def lock(qapp: QApplication, qtbot: QtBot, line: QLineEdit, clock: Clock) -> AutoLock:
    made = AutoLock(qapp, 10, line, clock=clock)
    made.due = []  # type: ignore[attr-defined]
    made.lock_due.connect(lambda: made.due.append(True))  # type: ignore[attr-defined]
    return made


def due(lock: AutoLock) -> int:
    return len(lock.due)  # type: ignore[attr-defined]


def touch(line: QLineEdit) -> None:
    """Press a key as the system delivers it: to the window."""
    QTest.keyClick(line.window().windowHandle(), Qt.Key.Key_A)


def test_idle_minutes_lock_once(lock: AutoLock, clock: Clock) -> None:
    lock.start()
    assert lock._timer.interval() == 600_000
    clock.now += 600
    lock._timer.timeout.emit()
    lock._timer.timeout.emit()
    assert due(lock) == 1


def test_activity_puts_it_off(lock: AutoLock, clock: Clock, line: QLineEdit) -> None:
    lock.start()
    clock.now += 500
    touch(line)
    assert line.text() == "a"
    clock.now += 100
    lock._timer.timeout.emit()
    assert due(lock) == 0
    assert lock._timer.interval() == 500_000
    clock.now += 500
    lock._timer.timeout.emit()
    assert due(lock) == 1


def test_mouse_is_activity_too(lock: AutoLock, clock: Clock, line: QLineEdit) -> None:
    lock.start()
    clock.now += 599
    QTest.mouseClick(line.window().windowHandle(), Qt.MouseButton.LeftButton)
    clock.now += 599
    lock._timer.timeout.emit()
    assert due(lock) == 0


def test_first_key_after_an_hour_of_sleep_locks(
    lock: AutoLock, clock: Clock, line: QLineEdit
) -> None:
    lock.start()
    clock.now += 3600
    touch(line)
    assert due(lock) == 1
    assert line.text() == ""


def test_stopped_lock_does_nothing(lock: AutoLock, clock: Clock, line: QLineEdit) -> None:
    lock.start()
    lock.stop()
    clock.now += 3600
    touch(line)
    lock._session.lock_due.emit()
    assert due(lock) == 0
    assert line.text() == "a"


def test_other_minutes_start_again(lock: AutoLock, clock: Clock) -> None:
    lock.start()
    clock.now += 300
    lock.set_minutes(5)
    assert lock.minutes == 5
    lock._timer.timeout.emit()
    assert due(lock) == 0
    clock.now += 300
    lock._timer.timeout.emit()
    assert due(lock) == 1


def test_session_lock_locks_at_once(lock: AutoLock) -> None:
    lock.start()
    lock._session.lock_due.emit()
    assert due(lock) == 1


@pytest.mark.parametrize(
    ("kind", "message", "parameter", "is_told"),
    [
        (b"windows_generic_MSG", WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, True),
        (b"windows_generic_MSG", WM_POWERBROADCAST, PBT_APMSUSPEND, True),
        (b"windows_generic_MSG", WM_WTSSESSION_CHANGE, 8, False),  # session unlocked
        (b"windows_generic_MSG", 0x0100, 7, False),
        (b"xcb_generic_event_t", WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, False),
    ],
)
def test_messages_of_windows_are_read(
    kind: bytes, message: int, parameter: int, is_told: bool
) -> None:
    told: list[bool] = []
    native = NativeFilter(lambda: told.append(True))
    posted = wintypes.MSG(message=message, wParam=parameter)
    address = ctypes.addressof(posted)
    assert native.nativeEventFilter(QByteArray(kind), address) == (False, 0)
    assert bool(told) is is_told
