from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from csf_desktop.errors import DatabaseLockedError, ReadOnlyVaultError, StorageError
from csf_desktop.storage.lock import VaultLock
from tests.storage.support import start_python

HOLD = """
import sys
from pathlib import Path
from csf_desktop.errors import DatabaseLockedError
from csf_desktop.storage.lock import VaultLock
try:
    lock = VaultLock(Path(sys.argv[1]))
except DatabaseLockedError as error:
    print("refused", error, flush=True)
else:
    print("held", flush=True)
    sys.stdin.read()
    lock.release()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_released_lock_leaves_no_file_and_can_be_taken_again(file: Path) -> None:
    for _ in range(3):
        lock = VaultLock(file.parent)
        assert file.exists()
        lock.release()
        lock.release()
        assert not file.exists()


def test_same_process_cannot_take_it_twice(file: Path) -> None:
    lock = VaultLock(file.parent)
    with pytest.raises(DatabaseLockedError, match="déjà ouvert sur ce poste"):
        VaultLock(file.parent)
    assert file.exists()
    lock.release()
    VaultLock(file.parent).release()


def test_another_process_is_refused_while_it_is_held(file: Path) -> None:
    lock = VaultLock(file.parent)
    child = start_python(HOLD, str(file.parent))
    said, _ = child.communicate("", timeout=30)
    assert said.startswith("refused Ce coffre est déjà ouvert sur ce poste")
    lock.release()


def test_lock_of_a_killed_process_is_free(file: Path) -> None:
    child = start_python(HOLD, str(file.parent))
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    with pytest.raises(DatabaseLockedError):
        VaultLock(file.parent)
    child.kill()
    child.communicate(timeout=30)
    assert file.exists()
    VaultLock(file.parent).release()


def test_of_many_simultaneous_starts_one_wins(file: Path) -> None:
    file.write_text(f"999999\npython3\n{socket.gethostname()}\n\n\n")  # a stale one, for the race
    children = [start_python(HOLD, str(file.parent)) for _ in range(6)]
    first = [child.stdout.readline() for child in children if child.stdout]
    for child in children:
        child.communicate("", timeout=30)
    assert sorted(line.split()[0] for line in first) == ["held"] + ["refused"] * 5


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "999999999\npython3\n{host}\n\n\n",
        "1\nsome-other-program\n{host}\n\n\n",
        "{pid}\ncsf-desktop\n{host}\n\n\n",
        "not a number\nx\n{host}\n",
        "-4\nx\n{host}\n",
        "\x00\xff\n",
    ],
)
def test_stale_lines_of_this_host_are_overwritten(lines: str, file: Path) -> None:
    """Dead process, process id reused by another program or by ours, rubbish: all are stale."""
    file.write_text(lines.format(host=socket.gethostname(), pid=os.getpid()))
    lock = VaultLock(file.parent)
    assert file.read_text().splitlines()[0] == str(os.getpid())
    lock.release()


def test_lock_of_another_host_is_respected_and_named(file: Path) -> None:
    file.write_text("12\ncsf-desktop\nPORTABLE-7\n\n\n")
    with pytest.raises(DatabaseLockedError, match="sur le poste «\u00a0PORTABLE-7\u00a0»"):
        VaultLock(file.parent)
    assert file.read_text() == "12\ncsf-desktop\nPORTABLE-7\n\n\n"


def test_qt_reads_it_and_respects_it(file: Path) -> None:
    lock = VaultLock(file.parent)
    qt = QLockFile(str(file))
    qt.setStaleLockTime(0)
    assert not qt.tryLock(0)
    info = qt.getLockInfo()
    assert info[0] == os.getpid()
    assert info[1] == socket.gethostname()
    assert info[2] == Path(sys.executable).resolve().name
    lock.release()
    assert qt.tryLock(0)
    with pytest.raises(DatabaseLockedError, match="sur ce poste"):
        VaultLock(file.parent)
    qt.unlock()
    VaultLock(file.parent).release()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (errno.EROFS, ReadOnlyVaultError),
        (errno.EACCES, ReadOnlyVaultError),
        (errno.EIO, StorageError),
    ],
)
def test_folder_that_refuses_the_file(
    code: int, error: type[StorageError], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(code, "refused")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(error):
        VaultLock(file.parent)


def test_holder_that_cannot_be_read_is_not_named(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = VaultLock(file.parent)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: b"")
    with pytest.raises(DatabaseLockedError, match=r"déjà ouvert\u00a0:"):
        VaultLock(file.parent)
    lock.release()


def test_folder_gone_at_release_is_no_failure(file: Path) -> None:
    lock = VaultLock(file.parent)
    file.unlink()
    lock.release()
