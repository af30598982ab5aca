"""Passphrases and codes for the command line: from a file or the terminal, never an argument."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from csf_desktop.errors import UnreadableFileError, UsageError

ENVIRONMENT = "CSF_PASSPHRASE_FILE"


def ask_passphrase(file: Path | None) -> str:
    """Return the passphrase of a vault: ``--passphrase-file``, the environment, or the terminal.

    Raises ``UsageError`` when there is neither a file nor a terminal.
    """
    named = file or _environment_file()
    return _first_line(named) if named else _typed("Phrase de passe\u00a0: ")


def ask_new_passphrase(file: Path | None, fallback: Path | None = None) -> str:
    """Return a new passphrase: from a file, or typed twice at the terminal."""
    named = file or fallback
    if named is not None:
        return _checked(_first_line(named))
    first = _checked(_typed("Nouvelle phrase de passe\u00a0: "))
    if _typed("La même, une seconde fois\u00a0: ") != first:
        raise UsageError("Les deux phrases de passe diffèrent\u00a0: recommencez.")
    return first


def ask_first_passphrase(file: Path | None) -> str:
    """Return the passphrase of a vault being made."""
    return ask_new_passphrase(file or _environment_file())


def ask_recovery_code(file: Path | None) -> str:
    """Return a recovery code: from a file, or the terminal."""
    return _first_line(file) if file else _typed("Code de secours\u00a0: ")


def _environment_file() -> Path | None:
    name = os.environ.get(ENVIRONMENT, "")
    return Path(name) if name else None


def _first_line(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig") as stream:
            line = stream.readline()
    except (OSError, UnicodeDecodeError):
        raise UnreadableFileError(name=file.name, reason="accès impossible") from None
    return line.rstrip("\r\n")


def _typed(prompt: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            "Il faut un terminal pour taper la phrase de passe\u00a0: sinon indiquez un fichier "
            "avec --passphrase-file."
        )
    return getpass.getpass(prompt)


def _checked(passphrase: str) -> str:
    if not passphrase.strip():
        raise UsageError("La phrase de passe est vide\u00a0: choisissez-en une.")
    return passphrase
