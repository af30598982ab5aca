"""Verified copies of a vault, encrypted with the same key, in its ``backups`` folder.

Each is a folder ``<UTC time>-<reason>`` with ``data.db``, the ``vault.json`` of the day and
``backup.json``. It is made under a name that nothing lists, checked whole, then renamed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import sqlcipher3.dbapi2 as sqlcipher

from csf_desktop.storage.engine import CipherSettings, connect
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.files import (
    flush_file,
    make_private_folder,
    replace,
    write_atomically,
)
from csf_desktop.storage.integrity import check_database
from csf_desktop.storage.rotation import backups_to_keep
from csf_desktop.storage.secret import DatabaseKey
from csf_desktop.storage.vault_file import NAME as VAULT_FILE

if TYPE_CHECKING:
    from csf_desktop.storage.vault import Vault

FOLDER = "backups"
Reason = Literal["session", "upgrade", "manual"]
SESSION: Reason = "session"
UPGRADE: Reason = "upgrade"
MANUAL: Reason = "manual"
_NOTES = "backup.json"
_TIME_FORMAT = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(r"(\d{8}T\d{12}Z)-([a-z]+)")
_FIRST_YEAR, _LAST_YEAR = 1970, 9998  # what every system shows in its own time
_UNFINISHED = ".unfinished-"
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup in the folder; ``created_at`` is UTC. Nothing says yet that it is sound."""

    path: Path
    created_at: datetime
    reason: str


def back_up(vault: Vault, reason: Reason = SESSION) -> Path:
    """Copy the vault, check the copy whole, and return its folder; older ones are then rotated.

    ``reason``: ``session`` makes no new copy when nothing changed since the last one, and returns
    that; ``upgrade`` (copies kept for ever) and ``manual`` always make one.
    Raises ``DiskFullError``, ``ReadOnlyVaultError``, ``DamagedDatabaseError`` (the database or its
    copy does not stand the check), another ``StorageError``; no half backup is left then.
    """
    folder = vault.path / FOLDER
    with translated_errors():
        make_private_folder(folder)
        _sweep(folder)
        digest = _settled_digest(vault)
        last = next(iter(list_backups(vault.path)), None)
        if reason == SESSION and last and _is_same(last, digest, vault.path):
            return last.path
        made = _make(vault, folder, reason, digest)
        _rotate(vault.path, made)
    _logger.info("vault %s backed up as %s", vault.id, made.name)
    return made


def list_backups(vault_path: Path) -> list[Backup]:
    """Return the backups of a vault, newest first; none if there is no such folder."""
    with translated_errors():
        try:
            paths = list((vault_path / FOLDER).iterdir())
        except FileNotFoundError:
            return []
    found = [backup for path in paths if path.is_dir() and (backup := _read_name(path))]
    return sorted(found, key=lambda backup: (backup.created_at, backup.reason), reverse=True)


def check_backup(backup: Path, key: DatabaseKey, cipher: CipherSettings) -> None:
    """Read the whole of a backup's database. Raises ``DamagedDatabaseError``."""
    check_database(backup / "data.db", key, cipher, mode="ro")


def _make(vault: Vault, folder: Path, reason: Reason, digest: str | None) -> Path:
    made_in = folder / f"{_UNFINISHED}{secrets.token_hex(6)}"
    make_private_folder(made_in)
    try:
        _copy_database(vault, made_in / "data.db")
        write_atomically(made_in / VAULT_FILE, (vault.path / VAULT_FILE).read_bytes())
        notes = {"version": 1, "vault_id": vault.id, "source_sha256": digest}
        write_atomically(made_in / _NOTES, json.dumps(notes, indent=2).encode())
        check_backup(made_in, vault.key, vault.cipher)
        target = folder / f"{datetime.now(UTC).strftime(_TIME_FORMAT)}-{reason}"
        replace(made_in, target)
    except BaseException:
        shutil.rmtree(made_in, ignore_errors=True)
        raise
    return target


def _copy_database(vault: Vault, target: Path) -> None:
    source = connect(vault.database_path, vault.key, vault.cipher)
    try:
        copy = connect(target, vault.key, vault.cipher, mode="rwc")
        try:
            source.backup(copy)
            _leave_one_file(copy)
        finally:
            copy.close()
    finally:
        source.close()
    flush_file(target)


def _leave_one_file(copy: sqlcipher.Connection) -> None:
    """Take the copy out of WAL mode, so that it is one file and can be read where it lies."""
    copy.execute("PRAGMA journal_mode = DELETE").fetchone()


def _settled_digest(vault: Vault) -> str | None:
    """Return the digest of the database file, ``None`` while its log holds anything."""
    vault.checkpoint()
    log = vault.database_path.with_name(f"{vault.database_path.name}-wal")
    if log.exists() and log.stat().st_size:
        return None
    with vault.database_path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_same(backup: Backup, digest: str | None, vault_path: Path) -> bool:
    try:
        notes = json.loads((backup.path / _NOTES).read_bytes())
        same_slots = (backup.path / VAULT_FILE).read_bytes() == (
            vault_path / VAULT_FILE
        ).read_bytes()
    except (OSError, ValueError):
        return False
    same_data = digest is not None and notes.get("source_sha256") == digest
    return same_slots and same_data and (backup.path / "data.db").is_file()


def _read_name(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if not match:
        return None
    try:
        created_at = datetime.strptime(match[1], _TIME_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
    if not _FIRST_YEAR <= created_at.year <= _LAST_YEAR:
        return None
    return Backup(path, created_at, match[2])


def _rotate(vault_path: Path, made: Path) -> None:
    """Remove the backups that the rule lets go; never ``made``, even if the clock went back."""
    found = [backup for backup in list_backups(vault_path) if backup.path != made]
    kept = backups_to_keep(backup.created_at for backup in list_backups(vault_path))
    for backup in found:
        if backup.reason != UPGRADE and backup.created_at not in kept:
            doomed = backup.path.with_name(f"{_UNFINISHED}{secrets.token_hex(6)}")
            replace(backup.path, doomed)  # out of the list first: half a backup is never listed
            shutil.rmtree(doomed, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a killed backup left; the vault's lock says that nobody is making one."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)
