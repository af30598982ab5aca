"""Making, opening and keeping a vault: what the unlock screens and the command line call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from csf_desktop.exchange.identity import fingerprint_words, make_identity
from csf_desktop.models.entities import OwnIdentity
from csf_desktop.services.profile import Profile, save_profile
from csf_desktop.storage import vault as storage
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault


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
    vault, code = storage.create_vault(path, passphrase, cost=cost)
    try:
        save_profile(vault, checked)
        words = add_identity(vault, checked, now or utc_now())
    except BaseException:
        vault.close()
        raise
    return NewVault(vault, code, words)


def add_identity(vault: Vault, profile: Profile, now: datetime) -> str:
    """Make the signing identity of a vault; return the words to compare by voice."""
    identity = make_identity(profile.name, profile.academie, now)
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
