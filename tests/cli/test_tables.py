"""Tables at the command line: columns guessed or remembered, a report of each row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import Command, make_vault
from tests.cli.test_json import assert_documented
from tests.exchange.table_files import AIRTABLE


@pytest.fixture
def folder(tmp_path: Path, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CSF_PASSPHRASE_FILE", str(passphrase_file))
    made = tmp_path / "coffre"
    make_vault(made).close()
    return made


def test_table_comes_in_with_its_rows(command: Command, folder: Path) -> None:
    answer = command("import", folder, AIRTABLE, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert_documented("import", answer.json)
    (file,) = answer.json["files"]
    assert (file["kind"], file["created"], answer.json["refused"]) == ("table", 4, 1)
    assert [row["line"] for row in file["rows"]] == [2, 4, 5, 6, 7]
    assert file["rows"][4] == {
        "line": 7,
        "outcome": "refused",
        "reference": "",
        "title": "",
        "reason": "L’objet du marché manque.",
        "notes": [],
    }
    again = command("import", folder, AIRTABLE)
    assert again.out.startswith(
        "airtable-marches.csv\u00a0: 0 créé, 0 mis à jour, 4 inchangés, 1 refusé\n"
        "  refusé ligne 7\u00a0: L’objet du marché manque.\n"
    )


def test_unknown_columns_are_refused_by_name(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("Zig;Zag\n1;2\n", encoding="utf-8")
    answer = command("import", folder, path, "--json")
    assert answer.code == 1
    assert "aucune colonne ne donne l’objet du marché ni l’acheteur" in answer.err
    assert answer.json["files"][0]["kind"] == ""
    assert command("list", "contracts", folder, "--json").json["total"] == 0


def test_a_table_too_long_is_refused_quickly(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"Objet;Acheteur\n" + b"A;B\n" * 200_000)
    answer = command("import", folder, path)
    assert answer.code == 1
    assert "50\u00a0000\u00a0lignes" in answer.err
