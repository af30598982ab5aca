"""One process at a time in a vault: a lock file that Qt's ``QLockFile`` reads too, without Qt.

The file holds five lines: process id, program, host, machine id, boot id. What decides is the
operating system's lock on the open file, which ends with its process however it ends: a file left
by a crash, or whose process id another program has meanwhile, never blocks anyone. The lines serve
to say where the vault is open, and to respect a lock taken on another computer (shared folder,
USB stick), where system locks may not reach. On a file system without locks at all they decide,
as in Qt: the holder must be a running process of that name.
"""

from __future__ import annotations

import errno
import os
import socket
import stat
import sys
from pathlib import Path
from typing import Literal, NamedTuple

from csf_desktop.errors import DatabaseLockedError, StorageError
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.files import PRIVATE_FILE

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "lock"
_ATTEMPTS = 20
_NOT_A_LOCK = "son fichier lock est un lien ou n’est pas un fichier, supprimez-le"
_MAX_BYTES = 4096
_LOCKED_BYTE = 0x7FFF_0000  # far past the end: Windows refuses reads of a locked byte
_BUSY_ERRORS = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_NO_LOCKS_HERE = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
# No link is followed: a folder received from somebody could name any file of ours by one.
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class _Holder(NamedTuple):
    pid: int
    program: str
    host: str


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
        if sys.platform == "win32":  # an open file cannot be removed there
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # closing alone unlocks it some day
            os.close(handle)
            _remove(self._path)
        else:  # removed while still held: who opened the old file meanwhile sees it is gone
            _remove(self._path)
            os.close(handle)


def _acquire(path: Path) -> int:
    for _ in range(_ATTEMPTS):
        handle = _opened(path)
        try:
            state = _lock(handle)
            if state == "busy":
                raise DatabaseLockedError(where=_where(path))
            if _is_still(handle, path):
                _respect(_holder(_read_start(handle)), is_locked=state == "locked")
                _write_lines(handle)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # removed by its owner between our opening and locking it
    raise DatabaseLockedError(where="")


def _opened(path: Path) -> int:
    try:
        handle = os.open(path, _FLAGS, PRIVATE_FILE)
    except OSError as failure:
        if failure.errno == errno.ELOOP:
            raise StorageError(reason=_NOT_A_LOCK) from None
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise StorageError(reason=_NOT_A_LOCK)
    return handle


def _lock(handle: int) -> Literal["locked", "busy", "unsupported"]:
    """Take the system's lock; it is busy for a second opening in the same process too."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as failure:
        if failure.errno in _BUSY_ERRORS:
            return "busy"
        if failure.errno in _NO_LOCKS_HERE:
            return "unsupported"
        raise
    return "locked"


def _respect(holder: _Holder | None, *, is_locked: bool) -> None:
    """Refuse if the lines name a holder that the system's lock does not speak for."""
    if holder is None:
        return
    if holder.host != socket.gethostname():
        raise DatabaseLockedError(
            where=f" sur le poste «\u00a0{holder.host}\u00a0» (s’il est éteint, supprimez le "
            "fichier lock du coffre)"
        )
    if not is_locked and _is_running(holder):
        raise DatabaseLockedError(where=" sur ce poste")


def _is_running(holder: _Holder) -> bool:
    """Tell whether the process lives under that name; asked on Unix only (Windows has locks)."""
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's process
        return True
    try:
        return Path(os.readlink(f"/proc/{holder.pid}/exe")).name == holder.program
    except OSError:  # no /proc here: better refused than opened twice
        return True


def _write_lines(handle: int) -> None:
    """Write the lines as Qt does; machine and boot ids stay empty, which Qt reads as unknown."""
    program = Path(os.path.realpath(sys.executable))
    name = program.stem if os.name == "nt" else program.name
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, f"{os.getpid()}\n{name}\n{socket.gethostname()}\n\n\n".encode())
    os.fsync(handle)


def _is_still(handle: int, path: Path) -> bool:
    """Tell whether ``path`` still names the open file; Windows lets nobody remove one."""
    if os.name == "nt":
        return True
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _where(path: Path) -> str:
    """Return where the vault is open, as the error's sentence wants it."""
    try:
        holder = _holder(path.read_bytes()[:_MAX_BYTES])
    except OSError:  # its holder is leaving
        return ""
    if holder is None:
        return ""
    here = holder.host == socket.gethostname()
    return " sur ce poste" if here else f" sur le poste «\u00a0{holder.host}\u00a0»"


def _holder(content: bytes) -> _Holder | None:
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    if len(lines) < 3 or not lines[0].isdecimal() or not 0 < int(lines[0][:10]) < 2**31:
        return None
    return _Holder(int(lines[0]), lines[1], lines[2])


def _read_start(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, _MAX_BYTES)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # taken by another process meanwhile, or the folder went away
        return
