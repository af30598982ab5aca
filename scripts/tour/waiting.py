"""Waiting for the window, with Qt's loop running."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar, TypeVar

from PySide6.QtTest import QTest

T = TypeVar("T")

PATIENCE_SECONDS = 20.0
LOOK_EVERY_MS = 10


class TourError(Exception):
    """What a person would have seen or done did not happen; the text says what, in French."""


class Bugs:
    """Exceptions that left a slot of the program: they end the tour, not in a crash dialog."""

    caught: ClassVar[list[BaseException]] = []

    @classmethod
    def check(cls) -> None:
        """Raise ``TourError`` from the first one, if there is one."""
        if cls.caught:
            first = cls.caught[0]
            raise TourError(f"erreur du programme\u00a0: {type(first).__name__}") from first


@contextmanager
def failing_at_bugs() -> Iterator[None]:
    """Catch the exceptions of slots meanwhile; see ``Bugs``."""
    before = sys.excepthook
    Bugs.caught.clear()
    sys.excepthook = lambda _kind, error, _trace: Bugs.caught.append(error)
    try:
        yield
        Bugs.check()
    finally:
        sys.excepthook = before
        Bugs.caught.clear()


def wait_for(look: Callable[[], T | None], what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """Return what ``look`` finds, as soon as it is something."""
    end = time.monotonic() + seconds
    while True:
        Bugs.check()
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise TourError(what)
        QTest.qWait(LOOK_EVERY_MS)
