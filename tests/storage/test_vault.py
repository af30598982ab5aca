from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import text

from csf_desktop.errors import (
    CsfError,
    DamagedDatabaseError,
    DamagedSlotError,
    DatabaseLockedError,
    DiskFullError,
    InvalidInputError,
    NotAVaultError,
    ReadOnlyVaultError,
    StorageError,
    VaultExistsError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)
from csf_desktop.storage import vault as vault_module
from csf_desktop.storage.engine import connect
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.lock import VaultLock
from csf_desktop.storage.vault import (
    Vault,
    change_passphrase,
    create_vault,
    open_vault,
    recover_vault,
    recover_with_escrow,
)
from csf_desktop.storage.vault_file import read_vault_file
from tests.storage.support import CHEAP, NEW_PASSPHRASE, PASSPHRASE, contents, start_python

PAGE = 4096


def count_notes(vault: Vault) -> object:
    with translated_errors(), vault.engine.connect() as connection:
        return connection.scalar(text("SELECT count(DISTINCT text) FROM note"))


def read_only_copy(vault: Path, parent: Path) -> Path:
    """Return a copy of the vault that anybody can read and nobody but root can write."""
    folder = shutil.copytree(vault, parent / "lecture")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


# --- creation --------------------------------------------------------------------------------


def test_new_vault_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    folder = tmp_path / "sous" / "mon coffre été"
    vault, code = create_vault(folder, PASSPHRASE, cost=CHEAP)
    with vault:
        assert vault.is_open
        assert vault.created_at.tzinfo is not None
        assert len(code.split("-")) == 9
    assert not vault.is_open
    assert set(contents(folder)) == {"vault.json", "data.db"}
    with open_vault(folder, PASSPHRASE) as again:
        assert again.id == vault.id
    with pytest.raises(WrongPasswordError):
        open_vault(folder, NEW_PASSPHRASE)
    assert set(contents(folder)) == {"vault.json", "data.db"}


@pytest.mark.skipif(os.name == "nt", reason="Unix permissions")
def test_files_belong_to_their_owner_only(vault: Vault) -> None:
    for path in (vault.path, *vault.path.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_without_a_cost_the_derivation_is_tuned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csf_desktop.storage.keys.tune_cost", lambda: KdfCost(128, 2, 1))
    vault, _code = create_vault(tmp_path / "coffre", PASSPHRASE)
    vault.close()
    assert read_vault_file(vault.path).slot("passphrase").kdf["memory_kib"] == 128


def test_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos.txt").write_text("x")
    with pytest.raises(VaultExistsError, match="dossier vide"):
        create_vault(tmp_path, PASSPHRASE, cost=CHEAP)
    assert contents(tmp_path) == {"photos.txt": b"x"}


def test_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "coffre").write_text("x")
    with pytest.raises(StorageError, match="porte déjà ce nom"):
        create_vault(tmp_path / "coffre", PASSPHRASE, cost=CHEAP)


def test_lock_left_in_an_empty_folder_does_not_hinder(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    create_vault(tmp_path, PASSPHRASE, cost=CHEAP)[0].close()


def test_failed_creation_leaves_the_folder_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(vault_module, "write_vault_file", full)
    with pytest.raises(DiskFullError):
        create_vault(tmp_path / "coffre", PASSPHRASE, cost=CHEAP)
    assert contents(tmp_path) == {}


# --- opening ---------------------------------------------------------------------------------


def test_folder_without_a_vault_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(NotAVaultError):
        open_vault(tmp_path, PASSPHRASE)
    with pytest.raises(NotAVaultError):
        open_vault(tmp_path / "absent", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_data_survives_closing(closed: Path) -> None:
    with open_vault(closed, PASSPHRASE) as vault:
        assert count_notes(vault) == 1000


def test_opening_sweeps_what_a_killed_process_was_writing(closed: Path) -> None:
    for name in (".vault.json.0123456789ab.tmp", ".data.db.ba9876543210.tmp", ".autre.tmp"):
        (closed / name).touch()
    open_vault(closed, PASSPHRASE).close()
    assert set(contents(closed)) == {"vault.json", "data.db", ".autre.tmp"}


def test_second_opening_in_this_process_is_refused(vault: Vault) -> None:
    with pytest.raises(DatabaseLockedError, match="sur ce poste"):
        open_vault(vault.path, PASSPHRASE)
    assert vault.is_open


def test_second_opening_in_another_process_is_refused(vault: Vault) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from csf_desktop.errors import CsfError\n"
        "from csf_desktop.storage.vault import open_vault\n"
        "try: open_vault(Path(sys.argv[1]), sys.argv[2])\n"
        "except CsfError as error: print(type(error).__name__, error.exit_code)"
    )
    said, _ = start_python(code, str(vault.path), PASSPHRASE).communicate(timeout=60)
    assert said.split() == ["DatabaseLockedError", "5"]


def test_closing_twice_is_harmless_and_wipes_the_key(closed: Path) -> None:
    vault = open_vault(closed, PASSPHRASE)
    vault.close()
    vault.close()
    with pytest.raises(ValueError, match="wiped"):
        vault.key.raw()


def test_checkpoint_that_fails_does_not_keep_the_vault_open(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = open_vault(closed, PASSPHRASE)

    def full() -> None:
        raise DiskFullError

    monkeypatch.setattr(vault, "checkpoint", full)
    vault.close()
    open_vault(closed, PASSPHRASE).close()


def test_repr_shows_the_folder_only(vault: Vault) -> None:
    assert repr(vault) == f"Vault({str(vault.path)!r})"


# --- damage ----------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0, 5, 100, PAGE - 1])
def test_damaged_first_page_is_told_and_nothing_is_touched(at: int, closed: Path) -> None:
    flip(closed / "data.db", at)
    before = contents(closed)
    with pytest.raises(DamagedDatabaseError):
        open_vault(closed, PASSPHRASE)
    assert contents(closed) == before


def test_damaged_inner_page_is_told_when_it_is_read(closed: Path) -> None:
    database = closed / "data.db"
    size = database.stat().st_size
    for page in range(size // PAGE - 10, size // PAGE - 4):
        flip(database, page * PAGE + 1000)
    before = contents(closed)
    with open_vault(closed, PASSPHRASE) as vault, pytest.raises(DamagedDatabaseError):
        count_notes(vault)
    assert contents(closed) == before


@pytest.mark.parametrize("length", [0, 10, PAGE, 5 * PAGE, 5 * PAGE + 17])
def test_cut_database_is_told_and_nothing_is_touched(length: int, closed: Path) -> None:
    database = closed / "data.db"
    database.write_bytes(database.read_bytes()[:length])
    before = contents(closed)
    with pytest.raises(DamagedDatabaseError):
        open_vault(closed, PASSPHRASE)
    assert contents(closed) == before


@pytest.mark.parametrize("name", ["data.db-wal", "data.db-shm", "data.db-journal"])
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "folder"])
def test_side_file_that_is_none_is_refused(
    name: str, kind: str, closed: Path, tmp_path: Path
) -> None:
    """A vault received from somebody could name any file of ours; SQLite would write over it."""
    ours, side = tmp_path / "a-nous", closed / name
    if kind == "link":
        ours.write_bytes(b"precious" * 1000)
    if "link" in kind:
        _link_or_skip(side, ours)
    elif kind == "folder":
        side.mkdir()
    elif hasattr(os, "mkfifo"):
        os.mkfifo(side)
    else:
        pytest.skip("no pipes in folders here")
    with pytest.raises(StorageError, match=name):
        open_vault(closed, PASSPHRASE)
    assert ours.exists() == (kind == "link")
    assert kind != "link" or ours.read_bytes() == b"precious" * 1000


def _link_or_skip(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("links need a privilege here")


def test_missing_database_is_told_and_not_made_anew(closed: Path) -> None:
    (closed / "data.db").unlink()
    with pytest.raises(DamagedDatabaseError):
        open_vault(closed, PASSPHRASE)
    assert set(contents(closed)) == {"vault.json"}


def test_database_of_another_vault_is_told(closed: Path, tmp_path: Path) -> None:
    create_vault(tmp_path / "autre", PASSPHRASE, cost=CHEAP)[0].close()
    shutil.copy(tmp_path / "autre" / "data.db", closed / "data.db")
    with pytest.raises(DamagedDatabaseError):
        open_vault(closed, PASSPHRASE)


def test_empty_database_under_the_same_key_is_not_the_vault(closed: Path) -> None:
    with open_vault(closed, PASSPHRASE) as vault:
        connect(closed / "vide.db", vault.key, vault.cipher, mode="rwc").close()
    (closed / "vide.db").replace(closed / "data.db")
    with pytest.raises(DamagedDatabaseError):
        open_vault(closed, PASSPHRASE)


def test_damaged_slots_are_neither_a_wrong_passphrase_nor_a_damaged_base(closed: Path) -> None:
    data = (closed / "vault.json").read_bytes()
    (closed / "vault.json").write_bytes(data.replace(b'"argon2id"', b'"argon2ie"'))
    before = contents(closed)
    with pytest.raises(DamagedSlotError):
        open_vault(closed, PASSPHRASE)
    assert contents(closed) == before


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(data)


# --- read-only and full ----------------------------------------------------------------------

AS_NOBODY = """
import os, sys
from pathlib import Path
from csf_desktop.errors import CsfError
from csf_desktop.storage.vault import create_vault, open_vault
from tests.storage.support import CHEAP
if os.geteuid() == 0:  # after the imports: the interpreter may lie in our own folder
    os.setgid(65534); os.setuid(65534)
action, folder, passphrase = sys.argv[1:]
try:
    if action == "open":
        open_vault(Path(folder), passphrase)
    else:
        create_vault(Path(folder) / "nouveau", passphrase, cost=CHEAP)
except CsfError as error:
    print(type(error).__name__)
"""


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that another user can reach; pytest keeps its own to ours."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name == "nt", reason="Unix permissions")
@pytest.mark.parametrize("action", ["open", "create"])
def test_read_only_folder_is_told_and_nothing_is_touched(
    action: str, closed: Path, reachable: Path
) -> None:
    folder = read_only_copy(closed, reachable)
    before = contents(folder)
    said, _ = start_python(AS_NOBODY, action, str(folder), PASSPHRASE).communicate(timeout=60)
    assert said.strip() == "ReadOnlyVaultError"
    assert contents(folder) == before


def test_read_only_database_file_is_told_at_opening(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "data.db")
    with pytest.raises(ReadOnlyVaultError):
        open_vault(closed, PASSPHRASE)
    VaultLock(closed).release()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB of its own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs to mount a small file system")
    disk = tmp_path / "disque"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk_keeps_what_was_committed(small_disk: Path) -> None:
    vault, _code = create_vault(small_disk / "coffre", PASSPHRASE, cost=CHEAP)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (text TEXT)")
        connection.exec_driver_sql("INSERT INTO note VALUES ('avant')")
    (small_disk / "film").write_bytes(bytes(small_disk_left(small_disk) - 200_000))
    with pytest.raises(DiskFullError), translated_errors(), vault.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO note VALUES (hex(zeroblob(500000)))")
    before = read_vault_file(vault.path)
    fill(small_disk)
    with pytest.raises(DiskFullError):
        vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    with pytest.raises(DiskFullError):
        vault.back_up("manual")
    assert read_vault_file(vault.path) == before
    assert not list((vault.path / "backups").iterdir())
    (small_disk / "film").unlink()
    assert count_notes(vault) == 1
    vault.close()
    with open_vault(vault.path, PASSPHRASE) as again:
        assert count_notes(again) == 1


def small_disk_left(disk: Path) -> int:
    space = os.statvfs(disk)
    return space.f_bavail * space.f_bsize


def fill(disk: Path) -> None:
    with (disk / "film").open("ab") as file:
        file.write(bytes(small_disk_left(disk)))


@pytest.mark.parametrize("room", [100_000, 300_000, 500_000])
def test_disk_without_room_for_a_schema_keeps_nothing_of_the_vault(
    room: int, small_disk: Path
) -> None:
    (small_disk / "film").write_bytes(bytes(small_disk_left(small_disk) - room))
    with pytest.raises(DiskFullError):
        create_vault(small_disk / "coffre", PASSPHRASE, cost=CHEAP)
    assert not any((small_disk / "coffre").iterdir())


def test_index_of_the_log_without_room_is_a_full_disk(closed: Path, small_disk: Path) -> None:
    folder = small_disk / "coffre"
    shutil.copytree(closed, folder)
    fill(small_disk)
    with pytest.raises(DiskFullError):
        open_vault(folder, PASSPHRASE)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_disk_too_full_for_a_vault(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(code, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        create_vault(tmp_path / "coffre", PASSPHRASE, cost=CHEAP)


# --- passphrase, code, escrow ----------------------------------------------------------------


def test_changing_the_passphrase_of_an_open_vault(vault: Vault) -> None:
    vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    vault.close()
    with pytest.raises(WrongPasswordError):
        open_vault(vault.path, PASSPHRASE)
    open_vault(vault.path, NEW_PASSPHRASE).close()


def test_changing_the_passphrase_of_a_closed_vault(closed: Path) -> None:
    before = contents(closed)
    change_passphrase(closed, PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    after = contents(closed)
    assert after["data.db"] == before["data.db"]
    with pytest.raises(WrongPasswordError):
        change_passphrase(closed, PASSPHRASE, "autre", cost=CHEAP)
    assert contents(closed) == after
    open_vault(closed, NEW_PASSPHRASE).close()


def test_passphrase_of_a_vault_open_elsewhere_is_not_changed(vault: Vault) -> None:
    with pytest.raises(DatabaseLockedError):
        change_passphrase(vault.path, PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)


def test_recovery_code_gives_a_new_passphrase_and_stays_valid(tmp_path: Path) -> None:
    vault, code = create_vault(tmp_path, PASSPHRASE, cost=CHEAP)
    vault.close()
    with recover_vault(tmp_path, code.lower(), NEW_PASSPHRASE, cost=CHEAP) as recovered:
        assert recovered.id == vault.id
    with pytest.raises(WrongPasswordError):
        open_vault(tmp_path, PASSPHRASE)
    open_vault(tmp_path, NEW_PASSPHRASE).close()
    recover_vault(tmp_path, code, PASSPHRASE, cost=CHEAP).close()


def test_wrong_recovery_code_changes_nothing(closed: Path) -> None:
    before = contents(closed)
    for code in ("", "ABCD", "6FAF-VNWF-P4GX-EBB2-RF4K-D5H9-YJ90-DV0D-ABG5"):
        with pytest.raises(WrongRecoveryCodeError):
            recover_vault(closed, code, NEW_PASSPHRASE, cost=CHEAP)
    assert contents(closed) == before


def test_recovery_that_cannot_be_written_closes_the_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, code = create_vault(tmp_path, PASSPHRASE, cost=CHEAP)
    vault.close()

    def full(*_: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(vault_module, "write_vault_file", full)
        with pytest.raises(DiskFullError):
            recover_vault(tmp_path, code, NEW_PASSPHRASE, cost=CHEAP)
    open_vault(tmp_path, PASSPHRASE).close()


def test_new_recovery_code_replaces_the_former(tmp_path: Path) -> None:
    vault, former = create_vault(tmp_path, PASSPHRASE, cost=CHEAP)
    with vault:
        with pytest.raises(WrongPasswordError):
            vault.new_recovery_code("pas la bonne")
        code = vault.new_recovery_code(PASSPHRASE)
    with pytest.raises(WrongRecoveryCodeError):
        recover_vault(tmp_path, former, NEW_PASSPHRASE, cost=CHEAP)
    recover_vault(tmp_path, code, NEW_PASSPHRASE, cost=CHEAP).close()


def test_escrow_opens_the_vault_with_the_academies_key(vault: Vault) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key()
    vault.add_escrow(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    vault.close()
    with pytest.raises(InvalidInputError):
        recover_with_escrow(
            vault.path, ec.generate_private_key(ec.SECP256R1()), NEW_PASSPHRASE, cost=CHEAP
        )
    recover_with_escrow(vault.path, private, NEW_PASSPHRASE, cost=CHEAP).close()
    open_vault(vault.path, NEW_PASSPHRASE).close()


def test_vault_without_escrow_cannot_be_opened_so(closed: Path) -> None:
    with pytest.raises(DamagedSlotError):
        recover_with_escrow(closed, ec.generate_private_key(ec.SECP256R1()), "x", cost=CHEAP)


CHANGE_FOR_EVER = """
import sys
from pathlib import Path
from csf_desktop.storage.vault import change_passphrase
from tests.storage.support import CHEAP
folder, one, other = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
print("ready", flush=True)
while True:
    change_passphrase(folder, one, other, cost=CHEAP)
    one, other = other, one
"""


def test_killed_while_changing_the_passphrase_one_of_the_two_opens(closed: Path) -> None:
    passphrases = [PASSPHRASE, NEW_PASSPHRASE]
    for round_ in range(12):
        child = start_python(CHANGE_FOR_EVER, str(closed), *passphrases)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=0.05 + round_ * 0.013)
        child.kill()
        child.communicate(timeout=30)
        opening = [text for text in passphrases if opens(closed, text)]
        assert len(opening) == 1
        passphrases.sort(key=lambda text: text not in opening)
        assert {path.name for path in closed.iterdir()} == {"vault.json", "data.db"}


def opens(folder: Path, passphrase: str) -> bool:
    try:
        with open_vault(folder, passphrase) as vault:
            return count_notes(vault) == 1000
    except WrongPasswordError:
        return False


# --- nothing in clear ------------------------------------------------------------------------


def test_no_secret_is_in_any_file(vault: Vault) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE person (name TEXT)")
        rows = [(f"Éloïse Canari-{number}",) for number in range(3000)]
        connection.exec_driver_sql("INSERT INTO person VALUES (?)", rows)
    vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    code = vault.new_recovery_code(NEW_PASSPHRASE)
    vault.back_up("manual")
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM person")
    raw = vault.key.raw()
    secrets = [PASSPHRASE.encode(), NEW_PASSPHRASE.encode(), code.encode(), b"canari", b"Canari-"]
    secrets += [code.replace("-", "").encode(), raw, raw.hex().encode(), b"SQLite format"]
    files = contents(vault.path)
    vault.close()
    files |= {f"closed/{name}": data for name, data in contents(vault.path).items()}
    assert {"data.db", "data.db-wal", "data.db-shm"} < set(files)
    for name, data in files.items():
        assert not [secret for secret in secrets if secret in data], name


def test_errors_hold_no_secret(closed: Path) -> None:
    with pytest.raises(CsfError) as caught:
        open_vault(closed, "phrase secrète canari")
    assert "canari" not in repr(caught.value) + str(caught.value) + repr(caught.value.details)
