"""Reads the PDFs that a person names, and writes the files they ask for, where they said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from csf_desktop.errors import (
    DiskFullError,
    FileNotWrittenError,
    FileTooLargeError,
    ReadOnlyVaultError,
    StorageError,
    UnreadableFileError,
)
from csf_desktop.exchange.limits import MAX_PDF_BYTES, MAX_PDF_MB
from csf_desktop.storage.files import writing_atomically


def read_pdf(path: Path) -> bytes:
    """Return the bytes of a PDF; raise ``UnreadableFileError`` or ``FileTooLargeError``.

    Devices and pipes are refused: they say nothing of their size, or never end.
    """
    try:
        if not path.is_file():
            raise UnreadableFileError(name=path.name, reason="accès impossible")
        with path.open("rb") as file:
            data = file.read(MAX_PDF_BYTES + 1)
    except OSError:
        raise UnreadableFileError(name=path.name, reason="accès impossible") from None
    if len(data) > MAX_PDF_BYTES:
        raise FileTooLargeError(name=path.name, limit_mb=MAX_PDF_MB)
    return data


def write_file(path: Path, data: bytes) -> None:
    """Write a file entirely or not at all, readable by its owner only.

    Raises ``FileNotWrittenError``: what storage says of a failure is about the vault, and this
    file is elsewhere. What is no file (a device, a pipe) is not replaced by one.
    """
    with writing_file(path) as file:
        file.write(data)


@contextmanager
def writing_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, kept whole when the block ends well; otherwise as ``write_file``."""
    if not path.name or "\0" in str(path):
        raise FileNotWrittenError(name=path, reason="ce n’est pas un nom de fichier")
    if path.exists() and not path.is_file():
        reason = "c’est un dossier" if path.is_dir() else "ce n’est pas un fichier"
        raise FileNotWrittenError(name=path.name, reason=reason)
    try:
        with writing_atomically(path) as file:
            yield file
    except StorageError as error:
        raise FileNotWrittenError(name=path.name, reason=_reason(error)) from error


def _reason(error: StorageError) -> str:
    if isinstance(error, DiskFullError):
        return "le disque est plein"
    if isinstance(error, ReadOnlyVaultError):
        return "vous n’avez pas le droit d’y écrire"
    return str(error.details.get("reason", "écriture impossible"))
