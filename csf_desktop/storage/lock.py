"""One process at a time in a vault: a lock file that Qt's ``QLockFile`` reads too, without Qt.

The file holds five lines: process id, program, host, machine id, boot id. What decides is the
operating system's lock on the open file, which ends with its process however it ends: a file left
by a crash, or whose process id another program has meanwhile, never blocks anyone. The lines serve
to say where the vault is open, and to respect a lock taken on another computer (shared folder,
USB stick), where system locks may not reach.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path

from csf_desktop.errors import DatabaseLockedError
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.files import PRIVATE_FILE

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "lock"
_ATTEMPTS = 20
_LOCKED_BYTE = 0x7FFF_0000  # far past the end: Windows refuses reads of a locked byte
_BUSY_ERRORS = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class VaultLock:
    """The lock on a vault folder, held from construction to ``release()``.

    Raises ``DatabaseLockedError`` if the vault is open elsewhere (another process, another
    computer, or this process already), ``ReadOnlyVaultError`` or another ``StorageError``.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._handle: int | None = None
        with translated_errors():
            self._handle = _acquire(self._path)

    def release(self) -> None:
        """Give the vault back; harmless when done again."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if os.name == "nt":  # an open file cannot be removed there
            os.close(handle)
            _remove(self._path)
        else:  # removed while still held: who opened the old file meanwhile sees it is gone
            _remove(self._path)
            os.close(handle)


def _acquire(path: Path) -> int:
    for _ in range(_ATTEMPTS):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            if not _lock(handle):
                raise DatabaseLockedError(where=_where(path))
            if _is_still(handle, path):
                _take_over(handle)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # removed by its owner between our opening and locking it
    raise DatabaseLockedError(where="")


def _take_over(handle: int) -> None:
    host = _holder_host(_read_start(handle))
    if host and host != socket.gethostname():
        raise DatabaseLockedError(
            where=f" sur le poste «\u00a0{host}\u00a0» (s’il est éteint, supprimez le fichier lock)"
        )
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, _own_lines())
    os.fsync(handle)


def _lock(handle: int) -> bool:
    """Take the system's lock; ``False`` if somebody has it. A second time in one process fails."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as failure:
        if failure.errno in _BUSY_ERRORS:
            return False
        raise
    return True


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _where(path: Path) -> str:
    """Return where the vault is open, as the error's sentence wants it."""
    try:
        host = _holder_host(path.read_bytes()[:4096])
    except OSError:  # its holder is leaving, or keeps it to himself
        return ""
    if not host:
        return ""
    return (
        " sur ce poste" if host == socket.gethostname() else f" sur le poste «\u00a0{host}\u00a0»"
    )


def _holder_host(content: bytes) -> str:
    lines = content.decode("utf-8", "replace").splitlines()
    return lines[2].strip() if len(lines) >= 3 else ""


def _own_lines() -> bytes:
    """Return the lines as Qt writes them; machine and boot ids are left empty, as Qt allows."""
    program = Path(os.path.realpath(sys.executable))
    name = program.stem if os.name == "nt" else program.name
    return f"{os.getpid()}\n{name}\n{socket.gethostname()}\n\n\n".encode()


def _read_start(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 4096)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # taken by another process meanwhile, or the folder went away
        return
