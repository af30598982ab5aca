"""Ctrl+C and a polite kill end the program as closing its window does."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class SystemSignals(QObject):
    """Calls ``leave`` in the window's thread at SIGINT or SIGTERM.

    Python looks at signals between two of its own instructions, and Qt's loop may run none for
    hours: the interpreter is told to write to a socket that Qt watches.
    """

    def __init__(self, leave: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._leave = leave
        self._here, there = socket.socketpair()
        for end in (self._here, there):
            end.setblocking(False)
        self._there = there
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        signal.set_wakeup_fd(there.fileno())
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal_received)

    @Slot()
    def _on_signal_received(self) -> None:
        self._here.recv(64)
        self._leave()

    def stop(self) -> None:
        """Give the signals back to the system."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        for end in (self._here, self._there):
            end.close()
