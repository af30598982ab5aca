from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
import sqlalchemy.exc
import sqlcipher3.dbapi2 as sqlcipher

from csf_desktop.errors import (
    CancelledError,
    CsfError,
    DamagedDatabaseError,
    DatabaseLockedError,
    DiskFullError,
    ReadOnlyVaultError,
    StorageError,
)
from csf_desktop.storage.failures import storage_error, translated_errors
from csf_desktop.storage.files import (
    _patiently,
    copy_flushed,
    flush_file,
    flush_folder,
    write_atomically,
    writing_atomically,
)


def test_content_is_replaced_and_private(tmp_path: Path) -> None:
    target = tmp_path / "été.json"
    write_atomically(target, b"ancien")
    write_atomically(target, b"nouveau\n")
    assert target.read_bytes() == b"nouveau\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("step", ["fdopen", "fsync", "replace"])
def test_failure_at_any_step_leaves_the_old_content(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a"
    write_atomically(target, b"ancien")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(DiskFullError):
            write_atomically(target, b"nouveau")
        with pytest.raises(OSError, match="full"):
            copy_flushed(target, tmp_path / "b")
    assert target.read_bytes() == b"ancien"
    assert list(tmp_path.iterdir()) == [target]


def test_what_stops_in_the_middle_leaves_the_old_content(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_atomically(target, b"ancien")

    def write_in_part() -> None:
        with writing_atomically(target) as file:
            file.write(b"nou")
            raise CancelledError

    with pytest.raises(CancelledError):
        write_in_part()
    assert target.read_bytes() == b"ancien"
    assert list(tmp_path.iterdir()) == [target]


def test_copy_of_several_blocks(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(os.urandom(3 << 20))
    copy_flushed(source, target)
    flush_file(target)
    assert target.read_bytes() == source.read_bytes()


def test_folder_that_cannot_be_flushed_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EINVAL, "not here")

    monkeypatch.setattr(os, "fsync", refuse)
    flush_folder(tmp_path)


def test_windows_scanners_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    refusals = [PermissionError(), PermissionError()]

    def step() -> None:
        if refusals:
            raise refusals.pop()

    _patiently(step, windows=True)
    assert len(pauses) == 2

    def never() -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        _patiently(never, windows=True)
    assert 1.0 < sum(pauses[2:]) < 2.0


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (errno.ENOSPC, DiskFullError, "disque est plein"),
        (errno.EDQUOT, DiskFullError, "disque est plein"),
        (errno.EROFS, ReadOnlyVaultError, "lecture seule"),
        (errno.EACCES, ReadOnlyVaultError, "lecture seule"),
        (errno.EPERM, ReadOnlyVaultError, "lecture seule"),
        (errno.EIO, StorageError, "erreur du disque"),
        (errno.ENOENT, StorageError, "introuvable"),
        (errno.ELOOP, StorageError, f"erreur {errno.ELOOP} du système"),
    ],
)
def test_disk_failures_have_their_sentences(code: int, error: type[CsfError], words: str) -> None:
    with pytest.raises(error, match=words), translated_errors():
        raise OSError(code, "x")


def test_file_held_by_another_windows_program_is_not_read_only() -> None:
    failure = PermissionError(errno.EACCES, "x")
    failure.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert "autre programme" in str(storage_error(failure))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlcipher.SQLITE_FULL, DiskFullError),
        (sqlcipher.SQLITE_READONLY | (4 << 8), ReadOnlyVaultError),
        (sqlcipher.SQLITE_CORRUPT, DamagedDatabaseError),
        (sqlcipher.SQLITE_NOTADB, DamagedDatabaseError),
        (sqlcipher.SQLITE_BUSY | (2 << 8), DatabaseLockedError),
        (sqlcipher.SQLITE_LOCKED, DatabaseLockedError),
        (sqlcipher.SQLITE_IOERR | (3 << 8), StorageError),
        (sqlcipher.SQLITE_CANTOPEN, StorageError),
    ],
)
def test_database_failures_are_told_bare_and_wrapped(code: int, error: type[CsfError]) -> None:
    failure = sqlcipher.OperationalError("x")
    failure.sqlite_errorcode = code
    for raised in (failure, sqlalchemy.exc.OperationalError("SELECT 1", None, failure)):
        with pytest.raises(error), translated_errors():
            raise raised


def test_bugs_pass_through_untouched() -> None:
    connection = sqlcipher.connect(":memory:")
    with pytest.raises(sqlcipher.OperationalError, match="syntax"), translated_errors():
        connection.execute("SELEKT")
    with pytest.raises(KeyError), translated_errors():
        raise KeyError
    connection.close()
