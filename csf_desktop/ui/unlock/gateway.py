"""What the unlock screens ask of the program; ``app.py`` answers with the services."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NewVaultRequest:
    """What a person gave to make a vault. ``academie`` is a code of the reference list."""

    academie: str
    tutor_name: str
    phone: str
    email: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CreatedVault:
    """The open vault, its recovery code (shown once) and the words of its signing identity.

    ``recovery_code`` is nine groups of four characters with hyphens between; ``fingerprint_words``
    are the words that colleagues compare by voice, with spaces between.
    """

    vault: object
    recovery_code: str = field(repr=False)
    fingerprint_words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How strong a passphrase is: 0 (very weak) to 4 (very strong), in words, with advice."""

    score: int
    sentence: str
    advice: tuple[str, ...] = ()


class VaultGateway(Protocol):
    """Vault operations, called in a worker thread. Expected failures are ``CsfError``."""

    def open(self, path: Path, passphrase: str) -> object:
        """Open a vault; ``WrongPasswordError``, ``DatabaseLockedError``, ``StorageError``…"""
        ...

    def create(self, path: Path, request: NewVaultRequest) -> CreatedVault:
        """Make a vault in an empty or new folder, and open it."""
        ...

    def recover(self, path: Path, code: str, new_passphrase: str) -> object:
        """Set a new passphrase with the recovery code, and open the vault."""
        ...

    def change_passphrase(self, path: Path, old: str, new: str) -> None:
        """Replace the passphrase of an open or closed vault; ``WrongPasswordError`` for ``old``."""
        ...

    def judge(self, passphrase: str, user_words: tuple[str, ...]) -> Judgement:
        """Judge a passphrase; ``user_words`` (name, académie…) make it weaker."""
        ...

    def recovery_sheet_pdf(self, path: Path, tutor_name: str, recovery_code: str) -> bytes:
        """Return the printable sheet of the recovery code."""
        ...
