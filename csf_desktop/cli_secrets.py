"""Passphrases and codes for the command line: from a file or the terminal, never an argument."""

from __future__ import annotations

import codecs
import getpass
import os
import sys
from pathlib import Path

from csf_desktop.errors import UnreadableFileError, UsageError

ENVIRONMENT = "CSF_PASSPHRASE_FILE"
MAX_LINE_BYTES = 4096


def ask_passphrase(file: Path | None) -> str:
    """Return the passphrase of a vault: ``--passphrase-file``, the environment, or the terminal.

    Raises ``UsageError`` when there is neither a file nor a terminal, ``UnreadableFileError``.
    """
    named = file or _environment_file()
    return _first_line(named) if named else _typed("Phrase de passe", "--passphrase-file")


def ask_first_passphrase(file: Path | None) -> str:
    """Return the passphrase of a vault being made; typed twice at the terminal."""
    return _new(file or _environment_file(), "--passphrase-file")


def ask_new_passphrase(file: Path | None) -> str:
    """Return the passphrase that replaces one; typed twice at the terminal."""
    return _new(file, "--new-passphrase-file")


def ask_passphrase_after_recovery(file: Path | None, other: Path | None) -> str:
    """Return the new passphrase of a recovered vault.

    The former one is not asked for, so the usual ways of giving a passphrase give the new one.
    """
    return _new(file or other or _environment_file(), "--new-passphrase-file")


def ask_recovery_code(file: Path | None) -> str:
    """Return a recovery code: from a file, or the terminal."""
    return _first_line(file) if file else _typed("Code de secours", "--recovery-code-file")


def _new(file: Path | None, option: str) -> str:
    if file is not None:
        return _checked(_first_line(file))
    first = _checked(_typed("Nouvelle phrase de passe", option))
    if _typed("La même, une seconde fois", option) != first:
        raise UsageError("Les deux phrases de passe diffèrent\u00a0: recommencez.")
    return first


def _environment_file() -> Path | None:
    name = os.environ.get(ENVIRONMENT, "")
    return Path(name) if name else None


def _first_line(file: Path) -> str:
    """Return the first line of a text in UTF-8, or in UTF-16 as Windows PowerShell writes it."""
    try:
        with file.open("rb") as stream:
            head = stream.read(MAX_LINE_BYTES + 2)
    except OSError:
        raise UnreadableFileError(name=file.name, reason="accès impossible") from None
    if len(head) > MAX_LINE_BYTES and b"\n" not in head:
        raise UnreadableFileError(name=file.name, reason="sa première ligne est trop longue")
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide:
        head = head.split(b"\n", 1)[0]
    try:
        text = head.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFileError(name=file.name, reason="ce n’est pas du texte UTF-8") from None
    line = text.split("\n", 1)[0].rstrip("\r")
    if not line:
        raise UsageError(f"La première ligne du fichier «\u00a0{file.name}\u00a0» est vide.")
    return line


def _typed(prompt: str, option: str) -> str:
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        raise UsageError(
            f"Il faut un terminal pour taper cette réponse ({prompt.lower()})\u00a0: sinon "
            f"indiquez un fichier avec {option}."
        )
    try:
        return getpass.getpass(f"{prompt}\u00a0: ")
    except EOFError:
        raise UsageError("Rien n’a été tapé\u00a0: recommencez.") from None


def _checked(passphrase: str) -> str:
    if not passphrase.strip():
        raise UsageError("La phrase de passe est vide\u00a0: choisissez-en une.")
    return passphrase
