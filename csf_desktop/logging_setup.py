"""The log: a rotating file beside the user's data, made of ids and places, never of values.

No name of a person may reach it. Callers log ids; this module sees to the rest: a traceback is
written as places in the code only, since messages and values of errors may hold what a person
typed.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

import csf_desktop
from csf_desktop.process_age import seconds_since_start

if TYPE_CHECKING:
    from logging import _SysExcInfoType

LOG_NAME = "csf-desktop.log"
CRASH_NAME = "csf-desktop-crash.log"
MAX_BYTES = 1_000_000
KEPT_FILES = 5

LINE_FORMAT = "%(asctime)s.%(msecs)03d %(levelname)s %(name)s: %(message)s"
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S"

logger = logging.getLogger(__name__)


def without_values(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return a traceback of places only: messages and values may hold personal data."""
    lines = [f"unexpected {kind.__module__}.{kind.__qualname__}"]
    lines += [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(lines)


class PlacesFormatter(logging.Formatter):
    """Formats a record with its exception as places in the code, UTC times.

    The text another handler may have left in ``record.exc_text`` is set aside: it was formatted
    with the values.
    """

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__(LINE_FORMAT, TIME_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        clean = logging.makeLogRecord(record.__dict__ | {"exc_text": None})
        return super().format(clean)

    def formatException(self, ei: _SysExcInfoType) -> str:  # noqa: N802 - logging's own name
        kind, _error, trace = ei
        return without_values(kind, trace) if kind else ""


class _CrashFile:
    """Keeps the file open that ``faulthandler`` writes to while the process dies."""

    stream: TextIO | None = None

    @classmethod
    def open(cls, path: Path) -> None:
        stream = path.open("a", encoding="utf-8")
        faulthandler.enable(stream)
        if cls.stream is not None:
            cls.stream.close()
        cls.stream = stream


def setup_logging(folder: Path, *, level: int = logging.INFO) -> Path:
    """Send every logger to a rotating file (five of 1 MB) in ``folder`` and return its path.

    The folder is made if need be. Called again, it moves the log to the new folder. Raises
    ``OSError`` when the folder cannot be written; the caller decides whether to go on without.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOG_NAME
    handler = RotatingFileHandler(
        path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES - 1, encoding="utf-8"
    )
    handler.setFormatter(PlacesFormatter())
    _CrashFile.open(folder / CRASH_NAME)
    root = logging.getLogger()
    for old in [kept for kept in root.handlers if isinstance(kept.formatter, PlacesFormatter)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    logger.info("%s", start_line())
    return path


def start_line() -> str:
    """Return what support needs first: versions, system, seconds since the process started."""
    parts = [
        f"start csf-desktop {csf_desktop.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}",
    ]
    qt = sys.modules.get("PySide6.QtCore")
    if qt is not None:
        parts.append(f"Qt {qt.qVersion()}")
    if getattr(sys, "frozen", False):
        parts.append("bundle")
    parts.append(f"{seconds_since_start():.2f} s")
    return ", ".join(parts)
