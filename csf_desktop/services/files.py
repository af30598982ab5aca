"""Writes the files that a person asks for, where they said."""

from __future__ import annotations

from pathlib import Path

from csf_desktop.errors import (
    DiskFullError,
    FileNotWrittenError,
    ReadOnlyVaultError,
    StorageError,
)
from csf_desktop.storage.files import write_atomically


def write_file(path: Path, data: bytes) -> None:
    """Write a file entirely or not at all, readable by its owner only.

    Raises ``FileNotWrittenError``: what storage says of a failure is about the vault, and this
    file is elsewhere.
    """
    try:
        write_atomically(path, data)
    except StorageError as error:
        raise FileNotWrittenError(name=path.name, reason=_reason(error)) from error


def _reason(error: StorageError) -> str:
    if isinstance(error, DiskFullError):
        return "le disque est plein"
    if isinstance(error, ReadOnlyVaultError):
        return "vous n’avez pas le droit d’y écrire"
    return str(error.details.get("reason", "écriture impossible"))
