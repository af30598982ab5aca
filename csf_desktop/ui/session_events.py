"""The session's lock and the machine's sleep, as Windows tells them; silent elsewhere."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

logger = logging.getLogger(__name__)

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 4
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 7
_LOCKING = {(WM_POWERBROADCAST, PBT_APMSUSPEND), (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)}


class SessionEvents(QObject):
    """Emits ``lock_due`` when the session locks or the machine is about to sleep."""

    lock_due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = NativeFilter(self.lock_due.emit)
        self._registered: set[int] = set()
        self._is_started = False

    def start(self, app: QGuiApplication) -> None:
        """Listen to the messages of Windows, once; elsewhere there are none to pay for."""
        if sys.platform == "win32" and not self._is_started:
            self._is_started = True
            app.installNativeEventFilter(self._filter)

    def add_window(self, window: QWindow) -> None:
        """Ask Windows to send the session's changes to a window."""
        if sys.platform == "win32":
            import ctypes
            from ctypes import wintypes

            handle = int(window.winId())
            if handle not in self._registered:
                self._registered.add(handle)
                this_session = 0
                if not ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(
                    wintypes.HWND(handle), this_session
                ):
                    logger.warning("session lock is not told to this window")


class NativeFilter(QAbstractNativeEventFilter):
    """Reads the messages of Windows; never stops one."""

    def __init__(self, tell: Callable[[], object]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if event_type == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in _LOCKING:
                self._tell()
        return False, 0
