"""The vault: a folder with its key slots and its encrypted database, opened by one process."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from sqlalchemy import Engine

from csf_desktop.errors import (
    DamagedDatabaseError,
    ReadOnlyVaultError,
    StorageError,
    VaultExistsError,
)
from csf_desktop.storage import backups
from csf_desktop.storage.engine import CipherSettings, connect, make_engine
from csf_desktop.storage.escrow import load_escrow_key, seal_to_escrow
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.files import flush_folder, make_private_folder, sweep_temporary_files
from csf_desktop.storage.integrity import APPLICATION_ID, require_database
from csf_desktop.storage.journal import JournalledSession
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.keys import (
    key_by_code,
    key_by_escrow,
    key_by_passphrase,
    rewrite_passphrase,
    with_new_code,
    with_passphrase,
)
from csf_desktop.storage.lock import NAME as LOCK_FILE
from csf_desktop.storage.lock import VaultLock
from csf_desktop.storage.migrate import finish_interrupted_upgrade, upgrade
from csf_desktop.storage.projections import bring_up_to_date
from csf_desktop.storage.secret import DatabaseKey
from csf_desktop.storage.vault_file import NAME as VAULT_FILE
from csf_desktop.storage.vault_file import VaultFile, read_vault_file, write_vault_file

if TYPE_CHECKING:
    from csf_desktop.storage.clock import HybridClock

DATABASE = "data.db"
_logger = logging.getLogger(__name__)


class Vault:
    """An open vault. Made by ``create_vault()``, ``open_vault()`` or ``recover_vault()``.

    ``engine`` serves any thread, each connection one thread at a time. Close it once, when no
    connection is in use; it is a context manager too.
    """

    def __init__(self, path: Path, content: VaultFile, key: DatabaseKey, lock: VaultLock) -> None:
        self.path = path
        self.id = content.vault_id
        self.created_at: datetime = content.created_at
        self.cipher: CipherSettings = content.cipher
        self.key = key
        self.engine: Engine = make_engine(self.database_path, key, content.cipher)
        # Set by the first unit of work, which can read them (``unit_of_work.py``).
        self.clock: HybridClock | None = None
        self.author = ""
        self._lock = lock
        self._is_open = True

    def __repr__(self) -> str:
        return f"Vault({str(self.path)!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def database_path(self) -> Path:
        """The encrypted database file."""
        return self.path / DATABASE

    @property
    def is_open(self) -> bool:
        """Whether ``close()`` has not been called yet."""
        return self._is_open

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database file. Raises ``StorageError``."""
        with translated_errors():
            driver_connection = self.engine.raw_connection()
            try:
                driver_connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                driver_connection.close()

    def back_up(self, reason: backups.Reason = backups.SESSION) -> Path:
        """Take a verified backup; see ``backups.back_up()``."""
        return backups.back_up(self, reason)

    def change_passphrase(self, old: str, new: str, *, cost: KdfCost | None = None) -> None:
        """Rewrite the passphrase slot, in one step. Raises ``WrongPasswordError`` for ``old``."""
        rewrite_passphrase(self.path, old, new, cost)

    def new_recovery_code(self, passphrase: str) -> str:
        """Replace the recovery slot and return the new code, to be shown once.

        The former code opens nothing but older backups. Raises ``WrongPasswordError``.
        """
        content = read_vault_file(self.path)
        key_by_passphrase(content, passphrase).wipe()
        content, code = with_new_code(content, self.key)
        write_vault_file(self.path, content)
        return code

    def add_escrow(self, public_key_pem: bytes) -> None:
        """Let an académie's recovery key (P-256, PEM) open this vault.

        Raises ``InvalidInputError`` for another kind of key.
        """
        recipient = load_escrow_key(public_key_pem)
        slot = seal_to_escrow(self.key, recipient, self.id)
        write_vault_file(self.path, read_vault_file(self.path).with_slot(slot))

    def close(self) -> None:
        """Settle the database, drop the key and give the folder back; harmless when done again.

        A checkpoint that fails loses nothing: the write-ahead log stays, and is read at the next
        opening.
        """
        if not self._is_open:
            return
        self._is_open = False
        try:
            self.checkpoint()
        except StorageError as failure:
            _logger.warning("no checkpoint at closing: %s", type(failure).__name__)
        finally:
            self.engine.dispose()
            self.key.wipe()
            self._lock.release()


def create_vault(path: Path, passphrase: str, *, cost: KdfCost | None = None) -> tuple[Vault, str]:
    """Make a vault in a new or empty folder; return it open, and its recovery code, shown once.

    ``cost`` is for tests: without it the derivation is tuned to this machine (``tune_cost()``).
    Raises ``VaultExistsError``, ``ReadOnlyVaultError``, ``DiskFullError``, ``StorageError``;
    what had been written is then removed.
    """
    with translated_errors():
        make_private_folder(path)
        if any(found.name != LOCK_FILE for found in path.iterdir()):  # one left by a crash is free
            raise VaultExistsError(path=path)
    lock = VaultLock(path)
    key = DatabaseKey.random()
    try:
        content = with_passphrase(VaultFile.new(), key, passphrase, cost)
        content, code = with_new_code(content, key)
        _create_database(path / DATABASE, key, content.cipher)
        vault = _opened(path, content, key, lock)
        # Last: a folder without vault.json is no vault, however far its making had come.
        write_vault_file(path, content)
    except BaseException:
        _undo_creation(path, key, lock)
        raise
    return vault, code


def open_vault(path: Path, passphrase: str) -> Vault:
    """Open a vault, upgrading its schema if need be.

    Raises ``NotAVaultError``, ``DatabaseLockedError``, ``WrongPasswordError``,
    ``DamagedSlotError``, ``DamagedDatabaseError``, ``NewerVaultError``, ``DatabaseUpgradeError``,
    ``ReadOnlyVaultError``, ``DiskFullError``, ``StorageError``. The vault stays as it was then.
    """
    return _open(path, lambda content: key_by_passphrase(content, passphrase))


def recover_vault(
    path: Path, code: str, new_passphrase: str, *, cost: KdfCost | None = None
) -> Vault:
    """Open a vault with its recovery code and give it a new passphrase; the code stays valid.

    Raises ``WrongRecoveryCodeError``, and what ``open_vault()`` raises.
    """
    vault = _open(path, lambda content: key_by_code(content, code))
    return _with_new_passphrase(vault, new_passphrase, cost)


def recover_with_escrow(
    path: Path,
    private_key: EllipticCurvePrivateKey,
    new_passphrase: str,
    *,
    cost: KdfCost | None = None,
) -> Vault:
    """Open a vault with the académie's private recovery key and give it a new passphrase.

    Raises ``InvalidInputError`` (another académie's key), and what ``open_vault()`` raises;
    ``DamagedSlotError`` also if the vault has no such slot.
    """
    vault = _open(path, lambda content: key_by_escrow(content, private_key))
    return _with_new_passphrase(vault, new_passphrase, cost)


def change_passphrase(path: Path, old: str, new: str, *, cost: KdfCost | None = None) -> None:
    """Change the passphrase of a closed vault; an open one has a method for it.

    Raises ``WrongPasswordError``, ``DatabaseLockedError``, ``DamagedSlotError``…
    """
    read_vault_file(path)
    lock = VaultLock(path)
    try:
        rewrite_passphrase(path, old, new, cost)
    finally:
        lock.release()


def _open(path: Path, find_key: Callable[[VaultFile], DatabaseKey]) -> Vault:
    read_vault_file(path)  # before the lock, which would leave its file in a folder of holidays
    lock = VaultLock(path)
    try:
        content = read_vault_file(path)
        key = find_key(content)
        with translated_errors():
            sweep_temporary_files(path)
        finish_interrupted_upgrade(path / DATABASE, key, content.cipher)
        return _opened(path, content, key, lock)
    except BaseException:
        lock.release()
        raise


def _opened(path: Path, content: VaultFile, key: DatabaseKey, lock: VaultLock) -> Vault:
    """Return the vault once its database was read and brought to this program's schema."""
    vault = Vault(path, content, key, lock)
    try:
        _prove_readable(vault)
        upgrade(vault.engine, vault.database_path, lambda: vault.back_up(backups.UPGRADE))
        _bring_up_to_date(vault)
    except BaseException:
        vault.engine.dispose()
        key.wipe()
        raise
    return vault


def _bring_up_to_date(vault: Vault) -> None:
    """Work out again what derives from the records, in one transaction, if it is another's work."""
    with translated_errors(), JournalledSession(vault.engine) as session:
        if bring_up_to_date(session):
            session.commit()


def _prove_readable(vault: Vault) -> None:
    """The slot gave the right key, so whatever cannot be read now is damage."""
    require_database(vault.database_path, vault.cipher)
    if not os.access(vault.database_path, os.W_OK):  # SQLite would open it for reading, silently
        raise ReadOnlyVaultError
    with translated_errors(), vault.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if found != APPLICATION_ID:
        raise DamagedDatabaseError(application_id=found)


def _create_database(db_path: Path, key: DatabaseKey, cipher: CipherSettings) -> None:
    with translated_errors():
        connection = connect(db_path, key, cipher, mode="rwc")
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        finally:
            connection.close()
        db_path.chmod(0o600)
        flush_folder(db_path.parent)


def _undo_creation(path: Path, key: DatabaseKey, lock: VaultLock) -> None:
    key.wipe()
    for name in (VAULT_FILE, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (path / name).unlink(missing_ok=True)
    lock.release()


def _with_new_passphrase(vault: Vault, passphrase: str, cost: KdfCost | None) -> Vault:
    try:
        content = read_vault_file(vault.path)
        write_vault_file(vault.path, with_passphrase(content, vault.key, passphrase, cost))
    except BaseException:
        vault.close()
        raise
    return vault
