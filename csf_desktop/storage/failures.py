"""Failures of the disk and of SQLite, told as the program's own errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import sqlalchemy.exc
import sqlcipher3.dbapi2 as sqlcipher

from csf_desktop.errors import (
    DamagedDatabaseError,
    DatabaseLockedError,
    DiskFullError,
    ReadOnlyVaultError,
    StorageError,
)

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_SHARING_VIOLATIONS = {32, 33}  # Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_REASONS = {
    errno.ENOENT: "fichier ou dossier introuvable",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EISDIR: "c’est un dossier",
    errno.EIO: "erreur du disque",
    errno.ENODEV: "disque débranché",
    errno.ENXIO: "disque débranché",
    errno.ENAMETOOLONG: "nom de dossier trop long",
    errno.EMFILE: "trop de fichiers ouverts",
}
# Primary result codes, https://www.sqlite.org/rescode.html
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL_DB, _CANTOPEN, _NOTADB = (
    sqlcipher.SQLITE_BUSY,
    sqlcipher.SQLITE_LOCKED,
    sqlcipher.SQLITE_READONLY,
    sqlcipher.SQLITE_IOERR,
    sqlcipher.SQLITE_CORRUPT,
    sqlcipher.SQLITE_FULL,
    sqlcipher.SQLITE_CANTOPEN,
    sqlcipher.SQLITE_NOTADB,
)
# The index of the write-ahead log could not grow, as on a full disk.
_NO_ROOM_FOR_INDEX = 4874  # SQLITE_IOERR_SHMSIZE
# ``Connection.backup()`` gives SQLite's words for the code and no code.
_CODES = {
    "database or disk is full": _FULL_DB,
    "attempt to write a readonly database": _READONLY,
    "database disk image is malformed": _CORRUPT,
    "file is not a database": _NOTADB,
    "database is locked": _BUSY,
    "disk I/O error": _IOERR,
    "unable to open database file": _CANTOPEN,
}


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn failures of the disk and of the database into ``StorageError`` and its kin.

    What is no failure of the outside world (an SQL mistake, a broken constraint) passes through
    unchanged: it is a bug, or a rule that the caller knows.
    """
    try:
        yield
    except OSError as failure:
        raise storage_error(failure) from failure
    except (sqlcipher.Error, sqlalchemy.exc.DBAPIError) as failure:
        _raise_database_error(failure)


def storage_error(failure: OSError) -> StorageError:
    """Return the program's error for a failure of the file system."""
    if getattr(failure, "winerror", None) in _SHARING_VIOLATIONS:
        return StorageError(reason="fichier utilisé par un autre programme")
    if failure.errno in _FULL:
        return DiskFullError()
    if failure.errno in _FORBIDDEN:
        return ReadOnlyVaultError()
    code = failure.errno or 0
    return StorageError(reason=_REASONS.get(code, f"erreur {code} du système"))


def _raise_database_error(failure: sqlcipher.Error | sqlalchemy.exc.DBAPIError) -> NoReturn:
    original = failure.orig if isinstance(failure, sqlalchemy.exc.DBAPIError) else failure
    extended = getattr(original, "sqlite_errorcode", None) or _CODES.get(str(original), 0)
    code = extended & 0xFF
    if code == _FULL_DB or extended == _NO_ROOM_FOR_INDEX:
        raise DiskFullError from failure
    if code == _READONLY:
        raise ReadOnlyVaultError from failure
    if code in (_CORRUPT, _NOTADB):
        raise DamagedDatabaseError from failure
    if code in (_BUSY, _LOCKED):
        raise DatabaseLockedError(where="") from failure
    if code == _IOERR:
        raise StorageError(reason="erreur du disque") from failure
    if code == _CANTOPEN:
        raise StorageError(reason="la base ne s’ouvre pas") from failure
    raise failure
