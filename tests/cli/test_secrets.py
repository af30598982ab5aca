"""Passphrases typed at the terminal: asked twice when new, never empty."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

import pytest

from csf_desktop import cli_secrets
from csf_desktop.cli_secrets import (
    ask_first_passphrase,
    ask_new_passphrase,
    ask_passphrase,
    ask_passphrase_after_recovery,
    ask_recovery_code,
)
from csf_desktop.errors import UnreadableFileError, UsageError

Keyboard = Callable[..., list[str]]


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    """Has a person type these lines in turn; returns the list of what they were asked."""
    monkeypatch.delenv(cli_secrets.ENVIRONMENT, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def types(*lines: str) -> list[str]:
        asked: list[str] = []
        waiting = list(lines)

        def answer(prompt: str) -> str:
            asked.append(prompt)
            if not waiting:
                raise EOFError
            return waiting.pop(0)

        monkeypatch.setattr(getpass, "getpass", answer)
        return asked

    return types


def test_new_passphrase_is_asked_twice(keyboard: Keyboard) -> None:
    asked = keyboard("une phrase", "une phrase")
    assert ask_first_passphrase(None) == "une phrase"
    assert asked == ["Nouvelle phrase de passe\u00a0: ", "La même, une seconde fois\u00a0: "]
    keyboard("une phrase", "une autre")
    with pytest.raises(UsageError, match="diffèrent"):
        ask_new_passphrase(None)


def test_empty_passphrase_is_refused(keyboard: Keyboard) -> None:
    keyboard("  ", "  ")
    with pytest.raises(UsageError, match="vide"):
        ask_new_passphrase(None)


def test_end_of_input_is_told(keyboard: Keyboard) -> None:
    keyboard()
    with pytest.raises(UsageError, match="Rien n’a été tapé"):
        ask_passphrase(None)


def test_passphrase_and_code_are_asked_once(keyboard: Keyboard) -> None:
    asked = keyboard("une phrase", "N25S-0PP1")
    assert ask_passphrase(None) == "une phrase"
    assert ask_recovery_code(None) == "N25S-0PP1"
    assert asked == ["Phrase de passe\u00a0: ", "Code de secours\u00a0: "]


def test_option_comes_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    option, variable = tmp_path / "option", tmp_path / "variable"
    option.write_text("de l’option\n", encoding="utf-8")
    variable.write_text("de l’environnement\n", encoding="utf-8")
    monkeypatch.setenv(cli_secrets.ENVIRONMENT, str(variable))
    assert ask_passphrase(option) == "de l’option"
    assert ask_passphrase(None) == "de l’environnement"
    assert ask_first_passphrase(None) == "de l’environnement"
    assert ask_passphrase_after_recovery(None, option) == "de l’option"
    assert ask_passphrase_after_recovery(None, None) == "de l’environnement"


def test_file_that_is_no_passphrase_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes(b"x" * cli_secrets.MAX_LINE_BYTES)
    assert len(ask_passphrase(file)) == cli_secrets.MAX_LINE_BYTES
    with pytest.raises(UnreadableFileError) as caught:
        ask_passphrase(Path("/dev/zero") if Path("/dev/zero").exists() else _long(file))
    assert "trop longue" in str(caught.value)


def _long(file: Path) -> Path:
    file.write_bytes(b"x" * 10_000_000)
    return file
