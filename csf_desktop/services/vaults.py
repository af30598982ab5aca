"""Making, opening and keeping a vault: what the unlock screens and the command line call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from csf_desktop.exchange.identity import Identity, fingerprint_words, make_identity
from csf_desktop.models.entities import OwnIdentity
from csf_desktop.reports import recovery_sheet
from csf_desktop.services.profile import Profile, get_profile, save_profile
from csf_desktop.services.sheet_data import academie_label, issue_of
from csf_desktop.storage import restore as restoring
from csf_desktop.storage import vault as storage
from csf_desktop.storage.backups import MANUAL
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.restore import VaultCheck
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault as Vault  # callers name the type of what they open
from csf_desktop.storage.vault_file import NAME as VAULT_FILE


@dataclass(frozen=True, slots=True)
class NewVault:
    """The open vault, its recovery code shown once, and the words of its signing identity."""

    vault: Vault
    recovery_code: str = field(repr=False)
    fingerprint_words: str


def create_vault(
    path: Path,
    passphrase: str,
    profile: Profile,
    *,
    now: datetime | None = None,
    cost: KdfCost | None = None,
) -> NewVault:
    """Make a vault with its tutor's profile and signing identity.

    Raises ``VaultExistsError``, ``InvalidInputError`` and what the storage raises. ``cost`` is for
    tests: the key derivation is otherwise tuned to this machine.
    """
    checked = profile.checked()
    moment = now or utc_now()
    identity = _new_identity(checked, moment)  # first: a name too long leaves no vault behind
    vault, code = storage.create_vault(path, passphrase, cost=cost)
    try:
        save_profile(vault, checked)
        words = _keep_identity(vault, identity, moment)
    except BaseException:
        discard_vault(vault)
        raise
    return NewVault(vault, code, words)


def add_identity(vault: Vault, profile: Profile, now: datetime) -> str:
    """Make the signing identity of a vault; return the words to compare by voice."""
    return _keep_identity(vault, _new_identity(profile, now), now)


def _new_identity(profile: Profile, now: datetime) -> Identity:
    return make_identity(profile.name, academie_label(profile.academie), now)


def _keep_identity(vault: Vault, identity: Identity, now: datetime) -> str:
    with UnitOfWork(vault, "Identité de signature") as work:
        work.session.add(
            OwnIdentity(
                fingerprint=identity.fingerprint,
                private_key=identity.private_key_pkcs8,
                certificate=identity.certificate_der,
                created_at=now,
                is_current=True,
            )
        )
        work.commit()
    vault.author = identity.fingerprint
    return fingerprint_words(identity.certificate_der)


def discard_vault(vault: Vault) -> None:
    """Remove a vault whose making failed: nobody was given its recovery code yet."""
    vault.close()
    database = vault.database_path
    for name in (VAULT_FILE, database.name, f"{database.name}-wal", f"{database.name}-shm"):
        (vault.path / name).unlink(missing_ok=True)


def open_vault(path: Path, passphrase: str) -> Vault:
    """Open a vault; raise ``WrongPasswordError``, ``DatabaseLockedError``, ``StorageError``…"""
    return storage.open_vault(path, passphrase)


def recover_vault(path: Path, code: str, new_passphrase: str) -> Vault:
    """Open a vault with its recovery code and give it a new passphrase."""
    return storage.recover_vault(path, code, new_passphrase)


def change_passphrase(path: Path, old: str, new: str) -> None:
    """Replace the passphrase of a closed vault; raise ``WrongPasswordError`` for ``old``."""
    storage.change_passphrase(path, old, new)


def recovery_sheet_pdf(
    path: Path, profile: Profile, code: str, now: datetime | None = None
) -> bytes:
    """Return the printable sheet of the recovery code; it is not kept."""
    issue = issue_of(profile, "", (now or utc_now()).astimezone())
    return recovery_sheet.build(
        recovery_sheet.RecoverySheetData(
            issue=issue, code=code, tutor_name=profile.name, vault_folder=str(path)
        )
    )


def back_up(vault: Vault) -> Path:
    """Take a backup at a person's request; return its folder."""
    return vault.back_up(MANUAL)


def close_vault(vault: Vault) -> None:
    """Close a vault at the end of a session, with a backup when something changed.

    A backup that fails loses nothing and does not keep the vault open; its error is raised after.
    """
    try:
        vault.back_up()
    finally:
        vault.close()


def check_vault(path: Path, passphrase: str) -> VaultCheck:
    """Check the database and the backups of a closed vault."""
    return restoring.check_vault(path, passphrase)


def restore_vault(backup: Path, path: Path, passphrase: str) -> Path | None:
    """Put a backup in the place of a closed vault; return where the replaced files are kept."""
    return restoring.restore(backup, path, passphrase)


def is_demo(vault: Vault) -> bool:
    """Tell whether a vault holds invented data."""
    return get_profile(vault).is_demo
