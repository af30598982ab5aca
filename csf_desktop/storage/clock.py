"""A hybrid logical clock: stamps that sort as text and never go back, whatever the clock says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

_MAX_COUNTER = 99_999


def utc_now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


class HybridClock:
    """Stamps of thirteen digits of milliseconds, a dot, and five digits of counter.

    A stamp is greater than every stamp given or observed before, hence what descends from a
    change always sorts after it (Kulkarni et al., Logical Physical Clocks, 2014).
    """

    def __init__(self, last: str = "", now: Callable[[], datetime] = utc_now) -> None:
        self._last = last
        self._now = now

    def tick(self) -> str:
        """Return the next stamp."""
        wall = int(self._now().timestamp() * 1000)
        millis, counter = _split(self._last)
        if wall > millis:
            millis, counter = wall, 0
        elif counter < _MAX_COUNTER:
            counter += 1
        else:
            millis, counter = millis + 1, 0
        self._last = f"{millis:013d}.{counter:05d}"
        return self._last

    def observe(self, stamp: str) -> None:
        """Take note of a stamp that came in a file."""
        self._last = max(self._last, stamp)


def moment_of(stamp: str) -> datetime:
    """Return the wall-clock moment of a stamp, in UTC."""
    return datetime.fromtimestamp(_split(stamp)[0] / 1000, UTC)


def _split(stamp: str) -> tuple[int, int]:
    if not stamp:
        return 0, 0
    millis, _, counter = stamp.partition(".")
    return int(millis), int(counter)
