"""One long job over a vault, in a process of its own, so that its memory is only its own.

``python -m bench.child_import import|cancel|undo VAULT [FILE]`` prints one JSON object.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psutil
from sqlalchemy import func, select

from bench.dataset import PASSPHRASE, TODAY
from bench.measure import memory_mb
from csf_desktop.errors import CancelledError
from csf_desktop.models.entities import Change, Transaction
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.reports import ImportReport
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault, open_vault

SAMPLE_S = 0.02


class Peak:
    """The most resident memory while a block runs, over what it was before, in megabytes."""

    def __enter__(self) -> Peak:
        self._before = self._most = memory_mb()
        self._ended = Event()
        self._watcher = Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._watcher.join()

    @property
    def growth(self) -> float:
        """Megabytes more than before the block."""
        return self._most - self._before

    def _watch(self) -> None:
        process = psutil.Process()
        while not self._ended.wait(SAMPLE_S):
            self._most = max(self._most, process.memory_info().rss / 1e6)


def take_in(vault: Vault, path: Path) -> dict[str, Any]:
    """Take a file in."""
    with Peak() as peak:
        start, busy = time.perf_counter(), time.process_time()
        report: ImportReport = import_decp(vault, path, TODAY)
        seconds, cpu = time.perf_counter() - start, time.process_time() - busy
    return {
        "seconds": seconds,
        "cpu": cpu,
        "growth": peak.growth,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
        "refused": report.refused_count,
    }


def cancel(vault: Vault, path: Path) -> dict[str, Any]:
    """Ask to stop half way, at a moment that nothing of the program chose; say what it changed."""
    before = _state(vault)
    asked, seen = 0.0, 0.0

    def progress(read: int, whole: int) -> None:
        nonlocal asked, seen
        if asked:
            raise CancelledError
        if read * 2 > whole:
            asked = time.perf_counter()

    try:
        import_decp(vault, path, TODAY, progress=progress)
    except CancelledError:
        seen = time.perf_counter() - asked
    return {"seconds": seen, "is_untouched": _state(vault) == before}


def undo(vault: Vault) -> dict[str, Any]:
    """Undo the last transaction."""
    with reading_session(vault) as session:
        last = session.scalars(select(Transaction.id).order_by(Transaction.at.desc())).first()
    assert last is not None
    with Peak() as peak:
        start, busy = time.perf_counter(), time.process_time()
        undo_transaction(vault, last)
        seconds, cpu = time.perf_counter() - start, time.process_time() - busy
    return {"seconds": seconds, "cpu": cpu, "growth": peak.growth}


def _state(vault: Vault) -> tuple[Any, ...]:
    with reading_session(vault) as session:
        return tuple(session.execute(select(func.count(), func.max(Change.stamp))).one())


if __name__ == "__main__":
    job, folder, *files = sys.argv[1:]
    with open_vault(Path(folder), PASSPHRASE) as opened:
        if job == "import":
            found = take_in(opened, Path(files[0]))
        elif job == "cancel":
            found = cancel(opened, Path(files[0]))
        else:
            found = undo(opened)
    print(json.dumps(found))
