"""What goes wrong inside a command: told in one sentence, what was done before is kept and told."""

from __future__ import annotations

import errno
import io
import logging
from pathlib import Path

import pytest

from csf_desktop import cli_commands, cli_output
from csf_desktop.cli_output import counted, plain, print_error, print_lines, shown
from csf_desktop.errors import DiskFullError
from csf_desktop.logging_setup import PlacesFormatter
from csf_desktop.services import imports, vaults
from csf_desktop.services.reports import ImportReport
from csf_desktop.services.vaults import Vault
from tests.cli.pair import Pair
from tests.cli.support import Command, assert_one_sentence

DECP = Path(__file__).parents[1] / "data" / "decp"


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (RuntimeError("Anaïs Rolland"), "Erreur inattendue"),
        (OSError(errno.EIO, "Anaïs Rolland"), "erreur 5 du système"),
    ],
)
def test_bug_is_one_sentence_and_its_values_stay_out_of_the_log(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    told: str,
) -> None:
    def fail(_arguments: object) -> int:
        raise failure

    monkeypatch.setitem(cli_commands.RUN, "info", fail)
    with caplog.at_level(logging.ERROR):
        answer = command("info", "coffre")
    assert_one_sentence(answer, 1, told)
    (record,) = caplog.records
    logged = PlacesFormatter().format(record)
    assert f"unexpected builtins.{type(failure).__name__}" in logged
    assert "Anaïs" not in logged + answer.err


def test_full_disk_in_the_middle_tells_what_came_in_before(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = imports.import_file

    def fill(vault: Vault, path: Path, *, trust_cards: bool = False) -> ImportReport:
        if path.suffix == ".json":
            raise DiskFullError
        return take(vault, path, trust_cards=trust_cards)

    monkeypatch.setattr(imports, "import_file", fill)
    files = (DECP / "marche.xml", DECP / "marches_avec_modifications.json", DECP / "marche.xml")
    answer = pair.run("import", pair.paul(), *files, "--json")
    assert answer.code == 1
    assert [file["file"] for file in answer.json["files"]] == ["marche.xml"]
    assert "Le disque est plein" in answer.err
    assert pair.run("list", "contracts", pair.paul(), "--json").json["total"] == 1


def test_backup_that_fails_at_the_end_is_told_and_no_failure(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(vault: Vault) -> None:
        vault.close()
        raise DiskFullError

    monkeypatch.setattr(vaults, "close_vault", fail)
    answer = pair.run("import", pair.paul(), DECP / "marche.xml", "--json")
    assert (answer.code, answer.json["created"]) == (0, 1)
    (line,) = answer.err.splitlines()
    assert line.startswith("Tout est enregistré, mais la sauvegarde de fin de commande")
    assert pair.run("list", "contracts", pair.paul(), "--json").json["total"] == 1


# --- output ----------------------------------------------------------------------------------


def test_nought_and_one_are_singular() -> None:
    assert [counted(number, "jeune") for number in (0, 1, 2)] == ["0 jeune", "1 jeune", "2 jeunes"]
    assert counted(2, "bon de commande", "bons de commande") == "2 bons de commande"


def test_terminal_commands_in_texts_are_marked() -> None:
    assert shown("a\x1b[2J\x9bb\nc\td") == "a\ufffd[2J\ufffdb\ufffdc\td"


def test_names_that_the_locale_could_not_read_are_utf8() -> None:
    assert shown("l\udcc3\udca0.pdf") == "là.pdf"
    assert shown("\udce9t\udce9.pdf") == "\ufffdt\ufffd.pdf"


def test_plain_knows_what_json_holds() -> None:
    assert plain({"a": (Path("b"), None, 1.5), 2: {"c"}}) == {"a": ["b", None, 1.5], "2": ["c"]}


def test_program_without_console_prints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", None)
    monkeypatch.setattr("sys.stdout", written)
    print_error("Un problème.")
    assert written.getvalue() == ""
    monkeypatch.setattr("sys.stdout", None)
    print_lines(["une réponse"])


def test_closed_pipe_of_windows_is_a_reader_that_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr("sys.stdout", Closed())
    with pytest.raises(cli_output.OutputNotWrittenError):
        print_lines(["x"])
    monkeypatch.setattr(cli_output, "_is_closed_pipe_of_windows", lambda _error: True)
    with pytest.raises(BrokenPipeError):
        print_lines(["x"])
