"""Finding the database key in ``vault.json``, and giving it a new passphrase or code."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from csf_desktop.storage.escrow import open_with_escrow
from csf_desktop.storage.kdf import KdfCost, tune_cost
from csf_desktop.storage.recovery_code import new_recovery_code
from csf_desktop.storage.secret import DatabaseKey
from csf_desktop.storage.slots import (
    ESCROW,
    PASSPHRASE,
    RECOVERY,
    open_with_passphrase,
    open_with_recovery_code,
    seal_with_passphrase,
    seal_with_recovery_code,
)
from csf_desktop.storage.vault_file import VaultFile, read_vault_file, write_vault_file


def key_by_passphrase(content: VaultFile, passphrase: str) -> DatabaseKey:
    """Return the key. Raises ``WrongPasswordError``, ``DamagedSlotError``."""
    return open_with_passphrase(content.slot(PASSPHRASE), passphrase, content.vault_id)


def key_by_code(content: VaultFile, code: str) -> DatabaseKey:
    """Return the key. Raises ``WrongRecoveryCodeError``, ``DamagedSlotError``."""
    return open_with_recovery_code(content.slot(RECOVERY), code, content.vault_id)


def key_by_escrow(content: VaultFile, private_key: EllipticCurvePrivateKey) -> DatabaseKey:
    """Return the key. Raises ``InvalidInputError`` (not for this key), ``DamagedSlotError``."""
    return open_with_escrow(content.slot(ESCROW), private_key, content.vault_id)


def with_passphrase(
    content: VaultFile, key: DatabaseKey, passphrase: str, cost: KdfCost | None
) -> VaultFile:
    """Return the content with a new passphrase slot; ``cost`` is tuned here if not given."""
    slot = seal_with_passphrase(key, passphrase, content.vault_id, cost or tune_cost())
    return content.with_slot(slot)


def with_new_code(content: VaultFile, key: DatabaseKey) -> tuple[VaultFile, str]:
    """Return the content with a new recovery slot, and its code."""
    code = new_recovery_code()
    return content.with_slot(seal_with_recovery_code(key, code, content.vault_id)), code


def rewrite_passphrase(folder: Path, old: str, new: str, cost: KdfCost | None) -> None:
    """Change the passphrase in a folder whose lock is held, in one step.

    Raises ``WrongPasswordError`` for ``old``; the file is then as it was.
    """
    content = read_vault_file(folder)
    key = key_by_passphrase(content, old)
    try:
        changed = with_passphrase(content, key, new, cost)
    finally:
        key.wipe()
    write_vault_file(folder, changed)
