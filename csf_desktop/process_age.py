"""How long this process has been running, the interpreter's own start included.

On a laptop with an antivirus most of a cold start goes before the first line of Python: a clock
read at import would not see it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def seconds_since_start() -> float:
    """Return the age of this process in seconds; on unknown systems, the processor time used."""
    if sys.platform == "linux":
        return _linux()
    if sys.platform == "win32":
        return _windows()
    return time.process_time()


if sys.platform == "linux":

    def _linux() -> float:
        # proc(5): field 22 is the start in clock ticks since boot; the name before it may hold
        # spaces and brackets, so fields are counted from its last bracket (which ends field 2).
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        started = int(fields[22 - 3]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    # FILETIME counts 100 ns since 1601; Unix time counts seconds since 1970.
    _FILETIME_TICKS = 10_000_000
    _FILETIME_TO_UNIX_SECONDS = 11_644_473_600

    def _windows() -> float:
        kernel32 = ctypes.windll.kernel32
        kernel32.GetCurrentProcess.restype = wintypes.HANDLE
        created, ended, kernel, user = (wintypes.FILETIME() for _ in range(4))
        kernel32.GetProcessTimes(
            wintypes.HANDLE(kernel32.GetCurrentProcess()),
            *(ctypes.byref(moment) for moment in (created, ended, kernel, user)),
        )
        ticks = (created.dwHighDateTime << 32) | created.dwLowDateTime
        return time.time() - (ticks / _FILETIME_TICKS - _FILETIME_TO_UNIX_SECONDS)
