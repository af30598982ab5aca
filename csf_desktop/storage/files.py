"""Writing files so that a crash leaves the old content or the new one, never a mixture."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from csf_desktop.storage.failures import translated_errors

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_O_BINARY = getattr(os, "O_BINARY", 0)  # Windows only: no newline translation
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{12}\.tmp")
_REPLACE_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)


def write_atomically(path: Path, data: bytes) -> None:
    """Make ``data`` the content of ``path``: all of it once this returns, else nothing changed.

    The bytes go to a temporary file in the same folder, readable by its owner only from the start,
    are flushed to the disk, and take the place of ``path`` in one step.
    Raises ``DiskFullError``, ``ReadOnlyVaultError`` or another ``StorageError``.
    """
    with writing_atomically(path) as file:
        file.write(data)


@contextmanager
def writing_atomically(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of ``path`` when the block ends well.

    For what is too long to be held in memory; otherwise as ``write_atomically``.
    """
    with translated_errors():
        temporary = temporary_name(path)
        try:
            with os.fdopen(_create(temporary), "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def copy_flushed(source: Path, target: Path) -> None:
    """Copy a file, large or not, over ``target`` in one step. Raises ``OSError``."""
    temporary = temporary_name(target)
    try:
        with source.open("rb") as reading, os.fdopen(_create(temporary), "wb") as writing:
            while block := reading.read(1 << 20):
                writing.write(block)
            writing.flush()
            os.fsync(writing.fileno())
        replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace(source: Path, target: Path) -> None:
    """Move ``source`` over ``target`` in one step, and flush the folder. Raises ``OSError``."""
    _patiently(lambda: os.replace(source, target))
    flush_folder(target.parent)


def flush_file(path: Path) -> None:
    """Have the system write ``path`` to the disk. Raises ``OSError``."""
    handle = os.open(path, os.O_RDWR | _O_BINARY)  # Windows flushes only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Have the system write the folder's list of names, where a folder can be flushed at all."""
    if os.name == "nt":  # folders cannot be opened there, NTFS journals its names
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network file systems refuse it; the file itself is flushed already
        return
    finally:
        os.close(handle)


def temporary_name(path: Path) -> Path:
    """Return a new name in the same folder, of the kind that ``sweep_temporary_files()`` knows."""
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")


def sweep_temporary_files(folder: Path) -> None:
    """Remove what a killed process was writing here; nobody else may be writing meanwhile."""
    for path in folder.iterdir():
        if _TEMPORARY.fullmatch(path.name):
            path.unlink(missing_ok=True)


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` (and its parents) for its owner only, if missing. Raises ``OSError``."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def _create(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _O_BINARY, PRIVATE_FILE)


def _patiently(step: Callable[[], None], *, windows: bool = os.name == "nt") -> None:
    """Do ``step``; on Windows try again for 1.5 s, since virus scanners hold new files briefly."""
    for pause in _REPLACE_PATIENCE if windows else ():
        try:
            return step()
        except PermissionError:
            time.sleep(pause)
    return step()
