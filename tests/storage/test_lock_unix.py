"""The lock where the system's locks fail, race or are missing: Unix only."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from csf_desktop.errors import DatabaseLockedError, StorageError
from csf_desktop.storage.lock import VaultLock

fcntl = pytest.importorskip("fcntl")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lock"


class TestWithoutSystemLocks:
    """Some network file systems have no locks: the lines alone decide."""

    @pytest.fixture(autouse=True)
    def no_locks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_handle: int, _operation: int) -> None:
            raise OSError(errno.ENOLCK, "no locks here")

        monkeypatch.setattr(fcntl, "flock", refuse)

    def write(self, file: Path, pid: int, program: str) -> None:
        file.write_text(f"{pid}\n{program}\n{socket.gethostname()}\n\n\n")

    def test_running_holder_is_respected(self, file: Path) -> None:
        lock = VaultLock(file.parent)
        with pytest.raises(DatabaseLockedError, match="sur ce poste"):
            VaultLock(file.parent)
        lock.release()

    def test_dead_holder_is_not(self, file: Path) -> None:
        self.write(file, 2**22 + 5, "python3")
        VaultLock(file.parent).release()

    def test_process_id_reused_by_another_program_is_not(self, file: Path) -> None:
        self.write(file, os.getpid(), "some-other-program")
        VaultLock(file.parent).release()

    def test_process_of_somebody_else_is_respected(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_pid: int, _signal: int) -> None:
            raise PermissionError

        monkeypatch.setattr(os, "kill", refuse)
        self.write(file, 1, "init")
        with pytest.raises(DatabaseLockedError):
            VaultLock(file.parent)

    def test_process_whose_name_cannot_be_read_is_respected(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_path: str) -> str:
            raise FileNotFoundError

        self.write(file, os.getpid(), "python3")
        monkeypatch.setattr(os, "readlink", refuse)
        with pytest.raises(DatabaseLockedError):
            VaultLock(file.parent)


def test_file_removed_while_waiting_is_made_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, removals = fcntl.flock, [1, 2, 3]

    def flock(handle: int, operation: int) -> None:
        if removals:
            removals.pop()
            file.unlink()
        real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    lock = VaultLock(file.parent)
    assert file.exists()
    assert not removals
    lock.release()


def test_file_that_keeps_vanishing_is_given_up(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda _handle, _operation: file.unlink())
    with pytest.raises(DatabaseLockedError, match=r"déjà ouvert\u00a0:"):
        VaultLock(file.parent)


def test_unexpected_failure_of_the_system_lock_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int, _operation: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StorageError, match="erreur du disque"):
        VaultLock(file.parent)


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe"])
def test_what_is_no_file_is_refused_and_not_followed(file: Path, kind: str) -> None:
    ours = file.parent / "a-nous"
    if kind == "link":
        ours.write_text("precious")
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(ours)
    with pytest.raises(StorageError, match="supprimez-le"):
        VaultLock(file.parent)
    assert ours.exists() == (kind == "link")
    assert kind != "link" or ours.read_text() == "precious"
