from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from csf_desktop.errors import (
    DamagedDatabaseError,
    DatabaseLockedError,
    DiskFullError,
    NotAVaultError,
    WrongPasswordError,
)
from csf_desktop.storage import backups
from csf_desktop.storage import restore as restore_module
from csf_desktop.storage.backups import check_backup, list_backups
from csf_desktop.storage.restore import check_vault, restore
from csf_desktop.storage.vault import Vault, change_passphrase, open_vault
from csf_desktop.storage.vault_file import read_vault_file
from tests.storage.support import CHEAP, NEW_PASSPHRASE, PASSPHRASE, contents, start_python


def add_note(vault: Vault, words: str) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", (words,))


def has_note(folder: Path, words: str, passphrase: str = PASSPHRASE) -> bool:
    with open_vault(folder, passphrase) as vault, vault.engine.connect() as connection:
        query = text("SELECT count(*) FROM note WHERE text = :words")
        return bool(connection.scalar(query, {"words": words}))


def damage(database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[-2048] ^= 1  # the last page: opening a vault does not read it
    database.write_bytes(data)


@pytest.fixture
def backed_up(closed: Path) -> Path:
    """A closed vault with one backup and a change after it."""
    with open_vault(closed, PASSPHRASE) as vault:
        add_note(vault, "avant")
        vault.back_up()
        add_note(vault, "après")
    return closed


# --- making ----------------------------------------------------------------------------------


def test_backup_is_a_whole_sound_copy_in_one_file(closed: Path) -> None:
    with open_vault(closed, PASSPHRASE) as vault:
        add_note(vault, "dans la sauvegarde")
        folder = vault.back_up("manual")
        check_backup(folder, vault.key, vault.cipher)
    assert set(contents(folder)) == {"data.db", "vault.json", "backup.json"}
    assert contents(folder)["vault.json"] == contents(closed)["vault.json"]
    [backup] = list_backups(closed)
    assert (backup.path, backup.reason) == (folder, "manual")
    assert abs(datetime.now(UTC) - backup.created_at) < timedelta(minutes=1)
    copy = shutil.copytree(folder, closed.parent / "copie")
    assert has_note(copy, "dans la sauvegarde")


def test_backup_of_an_unchanged_vault_is_the_last_one(closed: Path) -> None:
    with open_vault(closed, PASSPHRASE) as vault:
        first = vault.back_up()
        assert vault.back_up() == first
    with open_vault(closed, PASSPHRASE) as vault:
        assert vault.back_up() == first
        assert vault.back_up("manual") != first


@pytest.mark.parametrize("change", ["data", "passphrase", "notes", "removed"])
def test_any_change_makes_a_new_backup(change: str, closed: Path) -> None:
    with open_vault(closed, PASSPHRASE) as vault:
        first = vault.back_up()
        if change == "data":
            add_note(vault, "neuf")
        elif change == "passphrase":
            vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
        elif change == "notes":
            (first / "backup.json").write_text("abîmé")
        else:
            (first / "data.db").unlink()
        assert vault.back_up() != first
        assert len(list_backups(closed)) == 1  # of one day, the newest is kept


def test_reader_under_way_does_not_hinder_a_backup(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csf_desktop.storage.engine.BUSY_TIMEOUT_MS", 50)
    with open_vault(closed, PASSPHRASE) as vault:
        with vault.engine.connect() as reader:
            driver = reader.connection.driver_connection
            assert driver is not None
            driver.execute("BEGIN")
            driver.execute("SELECT count(*) FROM note").fetchone()
            add_note(vault, "neuf")
            folder = vault.back_up()
            assert json.loads((folder / "backup.json").read_text())["source_sha256"] is None
            driver.execute("COMMIT")
        assert vault.back_up() != folder  # what it held could not be named: one more is made


def test_damaged_database_is_not_backed_up(closed: Path) -> None:
    damage(closed / "data.db")
    with open_vault(closed, PASSPHRASE) as vault, pytest.raises(DamagedDatabaseError):
        vault.back_up("manual")
    assert list_backups(closed) == []
    assert contents(closed / "backups") == {}


def test_copy_that_fails_its_check_does_not_count(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backups._copy_database

    def copy_badly(vault: Vault, target: Path) -> None:
        real(vault, target)
        damage(target)

    monkeypatch.setattr(backups, "_copy_database", copy_badly)
    with open_vault(closed, PASSPHRASE) as vault, pytest.raises(DamagedDatabaseError):
        vault.back_up()
    assert contents(closed / "backups") == {}


BACK_UP_FOR_EVER = """
import sys
from pathlib import Path
from csf_desktop.storage.vault import open_vault
vault = open_vault(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
while True:
    vault.back_up("manual")
"""


def test_killed_backup_leaves_nothing_that_is_listed(closed: Path) -> None:
    for pause in (0.02, 0.035, 0.05, 0.065, 0.08):
        child = start_python(BACK_UP_FOR_EVER, str(closed), PASSPHRASE)
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=pause)
        child.kill()
        child.communicate(timeout=30)
        assert check_vault(closed, PASSPHRASE).is_sound
    with open_vault(closed, PASSPHRASE) as vault:
        kept = vault.back_up("manual")
    assert [path for path in (closed / "backups").iterdir() if path.name.startswith(".")] == []
    assert kept in [backup.path for backup in list_backups(closed)]


def test_old_backups_rotate_and_those_of_upgrades_stay(closed: Path) -> None:
    folder = closed / "backups"
    for days in range(1, 400):
        moment = datetime.now(UTC) - timedelta(days=days)
        reason = "upgrade" if days == 399 else "session"
        (folder / f"{moment:%Y%m%dT%H%M%S%fZ}-{reason}").mkdir(parents=True)
    (folder / "notes de l’utilisateur").mkdir()
    (folder / "20261399T000000000000Z-session").mkdir()
    with open_vault(closed, PASSPHRASE) as vault:
        made = vault.back_up()
    found = list_backups(closed)
    assert found[0].path == made
    assert found[-1].reason == "upgrade"
    assert 13 <= len(found) <= 18
    assert (folder / "notes de l’utilisateur").is_dir()


def test_backup_made_after_the_clock_went_back_is_kept(closed: Path) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=40)
    for hours in range(100):
        name = f"{tomorrow + timedelta(days=hours):%Y%m%dT%H%M%S%fZ}-session"
        (closed / "backups" / name).mkdir(parents=True)
    with open_vault(closed, PASSPHRASE) as vault:
        assert vault.back_up().is_dir()


@pytest.mark.parametrize("moment", ["00010101T000000000000Z", "99991231T235959999999Z"])
def test_folder_of_another_age_is_no_backup(moment: str, closed: Path) -> None:
    """No system shows such a moment in its own time."""
    (closed / "backups" / f"{moment}-manual").mkdir(parents=True)
    assert list_backups(closed) == []


def test_vault_without_backups_lists_none(closed: Path) -> None:
    assert list_backups(closed) == []


# --- restoring -------------------------------------------------------------------------------


@pytest.mark.parametrize("named_by", ["folder", "file"])
def test_restoring_puts_the_data_back_and_keeps_what_was_replaced(
    named_by: str, backed_up: Path
) -> None:
    before = contents(backed_up)
    [backup] = list_backups(backed_up)
    aside = restore(
        backup.path if named_by == "folder" else backup.path / "data.db", backed_up, PASSPHRASE
    )
    assert aside is not None
    assert contents(aside) == {name: before[name] for name in ("vault.json", "data.db")}
    assert has_note(backed_up, "avant")
    assert not has_note(backed_up, "après")
    assert has_note(aside, "après")


def test_restoring_a_damaged_vault(backed_up: Path) -> None:
    damage(backed_up / "data.db")
    (backed_up / "vault.json").write_text("abîmé")
    (backed_up / "data.db-wal").write_bytes(b"leftover of a crash")
    [backup] = list_backups(backed_up)
    aside = restore(backup.path, backed_up, PASSPHRASE)
    assert aside is not None
    assert set(contents(aside)) == {"vault.json", "data.db", "data.db-wal"}
    assert check_vault(backed_up, PASSPHRASE).is_sound
    assert has_note(backed_up, "avant")


def test_restoring_into_a_new_folder(backed_up: Path, tmp_path: Path) -> None:
    [backup] = list_backups(backed_up)
    assert restore(backup.path, tmp_path / "neuf", PASSPHRASE) is None
    assert has_note(tmp_path / "neuf", "avant")


def test_restoring_does_not_bring_back_a_passphrase_given_up(backed_up: Path) -> None:
    change_passphrase(backed_up, PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    [backup] = list_backups(backed_up)
    restore(backup.path, backed_up, NEW_PASSPHRASE)
    assert has_note(backed_up, "avant", NEW_PASSPHRASE)
    with pytest.raises(WrongPasswordError):
        open_vault(backed_up, PASSPHRASE)


def test_passphrase_of_the_day_opens_a_backup_whose_present_one_is_forgotten(
    backed_up: Path,
) -> None:
    change_passphrase(backed_up, PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    [backup] = list_backups(backed_up)
    restore(backup.path, backed_up, PASSPHRASE)
    assert has_note(backed_up, "avant", PASSPHRASE)


def test_backup_of_another_vault_comes_with_its_own_slots(backed_up: Path, tmp_path: Path) -> None:
    from csf_desktop.storage.vault import create_vault

    other, _code = create_vault(tmp_path / "autre", PASSPHRASE, cost=CHEAP)
    other.close()
    [backup] = list_backups(backed_up)
    restore(backup.path, other.path, PASSPHRASE)
    assert has_note(other.path, "avant")
    assert read_vault_file(other.path).vault_id == read_vault_file(backed_up).vault_id


def test_damaged_backup_is_refused_before_anything_is_touched(backed_up: Path) -> None:
    [backup] = list_backups(backed_up)
    damage(backup.path / "data.db")
    before = contents(backed_up)
    with pytest.raises(DamagedDatabaseError):
        restore(backup.path, backed_up, PASSPHRASE)
    (backup.path / "data.db").unlink()
    with pytest.raises(DamagedDatabaseError):
        restore(backup.path, backed_up, PASSPHRASE)
    del before[f"backups/{backup.path.name}/data.db"]
    assert contents(backed_up) == before


def test_wrong_passphrase_restores_nothing(backed_up: Path) -> None:
    before = contents(backed_up)
    [backup] = list_backups(backed_up)
    with pytest.raises(WrongPasswordError):
        restore(backup.path, backed_up, "pas la bonne")
    with pytest.raises(NotAVaultError):
        restore(backed_up / "backups", backed_up, PASSPHRASE)
    assert contents(backed_up) == before


def test_open_vault_is_not_restored_over(backed_up: Path) -> None:
    [backup] = list_backups(backed_up)
    with open_vault(backed_up, PASSPHRASE), pytest.raises(DatabaseLockedError):
        restore(backup.path, backed_up, PASSPHRASE)


def test_disk_without_links_keeps_copies(backed_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "not on FAT")

    monkeypatch.setattr(os, "link", refuse)
    before = contents(backed_up)
    [backup] = list_backups(backed_up)
    aside = restore(backup.path, backed_up, PASSPHRASE)
    assert aside is not None
    assert contents(aside)["data.db"] == before["data.db"]


def test_disk_full_while_restoring_leaves_the_vault_as_it_was(
    backed_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    [backup] = list_backups(backed_up)
    monkeypatch.setattr(restore_module, "put_database", full)
    with pytest.raises(DiskFullError):
        restore(backup.path, backed_up, PASSPHRASE)
    monkeypatch.undo()
    assert has_note(backed_up, "après")


# --- checking --------------------------------------------------------------------------------


def test_sound_vault_is_found_sound(backed_up: Path) -> None:
    found = check_vault(backed_up, PASSPHRASE)
    assert found.is_sound
    assert [check.is_sound for check in found.backups] == [True]


def test_damage_is_found_where_it_is(backed_up: Path) -> None:
    [backup] = list_backups(backed_up)
    damage(backup.path / "data.db")
    found = check_vault(backed_up, PASSPHRASE)
    assert (found.is_database_sound, found.is_sound) == (True, False)
    damage(backed_up / "data.db")
    assert not check_vault(backed_up, PASSPHRASE).is_database_sound
    (backed_up / "data.db").unlink()
    assert not check_vault(backed_up, PASSPHRASE).is_database_sound
    with pytest.raises(WrongPasswordError):
        check_vault(backed_up, "pas la bonne")
