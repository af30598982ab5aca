"""Putting a backup back, and checking a vault with all its backups."""

from __future__ import annotations

import logging
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from csf_desktop.errors import (
    DamagedDatabaseError,
    DamagedSlotError,
    NotAVaultError,
    WrongPasswordError,
)
from csf_desktop.storage.backups import Backup, check_backup, list_backups
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.files import make_private_folder
from csf_desktop.storage.integrity import check_database, put_database, side_files
from csf_desktop.storage.keys import key_by_passphrase
from csf_desktop.storage.lock import VaultLock
from csf_desktop.storage.secret import DatabaseKey
from csf_desktop.storage.vault import DATABASE
from csf_desktop.storage.vault_file import NAME, VaultFile, read_vault_file, write_vault_file

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackupCheck:
    """A backup and whether its database stood the check."""

    backup: Backup
    is_sound: bool


@dataclass(frozen=True, slots=True)
class VaultCheck:
    """What ``check_vault()`` found; ``backups`` newest first."""

    is_database_sound: bool
    backups: tuple[BackupCheck, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the database and every backup stood the check."""
        return self.is_database_sound and all(check.is_sound for check in self.backups)


def check_vault(path: Path, passphrase: str) -> VaultCheck:
    """Read every page of a closed vault's database and of its backups; nothing is changed.

    Raises ``NotAVaultError``, ``WrongPasswordError``, ``DamagedSlotError``,
    ``DatabaseLockedError``. Damage to a database is the result, not an error.
    """
    read_vault_file(path)
    lock = VaultLock(path)
    try:
        content = read_vault_file(path)
        key = key_by_passphrase(content, passphrase)
        try:
            sound = _is_sound(path / DATABASE, key, content)
            checks = [_checked(backup, key, content) for backup in list_backups(path)]
        finally:
            key.wipe()
    finally:
        lock.release()
    return VaultCheck(sound, tuple(checks))


def restore(backup: Path, vault_path: Path, passphrase: str) -> Path | None:
    """Put a backup (its folder, or a file in it) in the place of a closed vault's content.

    Where the present vault.json is of this vault and opens with ``passphrase`` it stays, so that a
    passphrase given up since does not come back; otherwise the backup's takes its place, and
    ``passphrase`` must be the one of that day. ``vault_path`` may be a new or empty folder.
    Returns the folder inside the vault where the replaced files are kept, ``None`` if there were
    none. Raises ``NotAVaultError`` (no backup there), ``WrongPasswordError``,
    ``DamagedSlotError``, ``DamagedDatabaseError`` (a damaged backup is refused before anything is
    touched), ``DatabaseLockedError``, ``DiskFullError``, ``ReadOnlyVaultError``.
    """
    source = backup if backup.is_dir() else backup.parent
    saved = read_vault_file(source)
    with translated_errors():
        make_private_folder(vault_path)
    lock = VaultLock(vault_path)
    try:
        present = _usable_present(vault_path, saved, passphrase)
        key = key_by_passphrase(present or saved, passphrase)
        try:
            check_backup(source, key, saved.cipher)
        finally:
            key.wipe()
        with translated_errors():
            aside = _keep_aside(vault_path)
            put_database(source / DATABASE, vault_path / DATABASE)
        if present is None:
            write_vault_file(vault_path, saved)
    finally:
        lock.release()
    _logger.info("backup %s restored", source.name)
    return aside


def _usable_present(vault_path: Path, saved: VaultFile, passphrase: str) -> VaultFile | None:
    try:
        present = read_vault_file(vault_path)
        if present.vault_id != saved.vault_id:
            return None
        key_by_passphrase(present, passphrase).wipe()
    except (NotAVaultError, DamagedSlotError, WrongPasswordError):
        return None
    return present


def _keep_aside(vault_path: Path) -> Path | None:
    """Keep what is about to be replaced: second names of the files where possible, else copies."""
    database = vault_path / DATABASE
    files = [path for path in (vault_path / NAME, database) if path.exists()]
    files += side_files(database)
    if not files:
        return None
    aside = vault_path / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    make_private_folder(aside)
    for path in files:
        try:
            os.link(path, aside / path.name)
        except OSError:  # FAT, some network shares
            shutil.copy2(path, aside / path.name)
    return aside


def _is_sound(database: Path, key: DatabaseKey, content: VaultFile) -> bool:
    try:
        check_database(database, key, content.cipher)
    except DamagedDatabaseError:
        return False
    return True


def _checked(backup: Backup, key: DatabaseKey, content: VaultFile) -> BackupCheck:
    try:
        check_backup(backup.path, key, content.cipher)
    except DamagedDatabaseError:
        return BackupCheck(backup, is_sound=False)
    return BackupCheck(backup, is_sound=True)
