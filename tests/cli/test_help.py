"""Help and misuse: French throughout, one sentence, exit 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csf_desktop import cli_choice
from csf_desktop.cli_parser import COMMANDS
from tests.cli.support import Command, assert_one_sentence

CONTRACT = (
    "init", "demo", "info", "list", "import", "export", "verify", "synthesis", "check", "backup",
    "restore", "passwd", "recover",
)  # fmt: skip
ENGLISH = re.compile(
    r"\b(usage:|positional|optional|arguments:|options:|show|this|help message|exit|file|folder"
    r"|vault\b(?! DOSSIER)|the|and|with)\b"
)


def test_every_command_of_the_contract_is_there() -> None:
    assert tuple(COMMANDS) == CONTRACT


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_of_the_program_names_every_command(command: Command, word: str) -> None:
    answer = command(word)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Usage\u00a0: csf-desktop")
    for name in CONTRACT:
        assert f"\n  {name} " in answer.out


@pytest.mark.parametrize("name", CONTRACT)
def test_help_of_a_command_is_french_with_examples(command: Command, name: str) -> None:
    answer = command(name, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage\u00a0: csf-desktop {name} [-h]")
    for heading in ("\nArguments\u00a0:\n", "\nOptions\u00a0:\n", "\nExemples\u00a0:\n"):
        assert heading in answer.out
    assert f"\n  csf-desktop {name} " in answer.out
    told = re.sub(r"--[a-z-]+", "", answer.out)  # options are names, as commands are
    assert ENGLISH.findall(told) == []


def test_version_is_told(command: Command) -> None:
    assert re.fullmatch(r"CSF Desktop \d+\.\d+\.\d+\n", command("--version").out)


@pytest.mark.parametrize(
    ("words", "is_command"),
    [
        ([], False),
        (["--demo"], False),
        (["--vault", "coffre"], False),
        (["--vault", "coffre", "--help"], True),
        (["info", "coffre"], True),
        (["foo"], True),
        ([""], True),
        (["--version"], True),
    ],
)
def test_only_options_open_the_window(words: list[str], *, is_command: bool) -> None:
    assert cli_choice.is_command(words) is is_command


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["foo"], "«\u00a0foo\u00a0» n’existe pas"),
        (["foo", "--help"], "«\u00a0foo\u00a0» n’existe pas"),
        ([""], "n’existe pas"),
        (["info"], "incomplète"),
        (["info", "a", "b"], "un argument de trop"),
        (["info", "a", "--jsn"], "L’option «\u00a0--jsn\u00a0»"),
        (["list", "bof", "a"], "choisissez contracts, pathways, events ou beneficiaries"),
        (["list", "events", "a", "--limit", "0"], "1 ou plus"),
        (["list", "events", "a", "--limit", "x"], "nombre entier"),
        (["list", "events", "a", "--limit", "9223372036854775808"], "trop grand"),
        (["list", "events", "a", "--search"], "incomplète"),
        (["import", "a"], "incomplète"),
        (["export", "a", "pathway", "P-1"], "incomplète"),
        (["export", "a", "pathway", "--out", "x.pdf"], "Indiquez la référence"),
        (["export", "a", "card", "X", "--out", "x.pdf"], "pas de référence"),
        (["export", "a", "card", "--out", "x.pdf", "--to", "b.pdf"], "--to va avec"),
        (["export", "a", "contract", "M-1", "--out", "a/data.db"], "un fichier du coffre"),
        (["init", "a", "--academie", "Atlantide"], "n’est pas une académie"),
        (["restore", "a"], "incomplète"),
    ],
)
def test_misuse_is_one_french_sentence(command: Command, words: list[str], told: str) -> None:
    assert_one_sentence(command(*words), 2, told)


def test_value_of_an_unknown_option_is_not_repeated(command: Command) -> None:
    answer = command("info", "coffre", "--passphrase=secret")
    assert_one_sentence(answer, 2, "--passphrase\u00a0»")
    assert "secret" not in answer.err


def test_options_may_stand_anywhere(command: Command, demo: Path, tmp_path: Path) -> None:
    reference = command("list", "--json", "pathways", "--limit", 1, demo).json["rows"][0][
        "reference"
    ]
    out = tmp_path / "fiche.pdf"
    assert command("export", demo, "pathway", "--out", out, reference).code == 0
    assert out.read_bytes().startswith(b"%PDF")
