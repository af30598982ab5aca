"""Waiting for the window, with Qt's loop running."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtTest import QTest

T = TypeVar("T")

PATIENCE_SECONDS = 20.0
LOOK_EVERY_MS = 10


class TourError(Exception):
    """What a person would have seen or done did not happen; the text says what, in French."""


def wait_for(look: Callable[[], T | None], what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """Return what ``look`` finds, as soon as it is neither ``None`` nor ``False``."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found is not None and found is not False:
            return found
        if time.monotonic() > end:
            raise TourError(what)
        QTest.qWait(LOOK_EVERY_MS)
