"""The JSON of docs/data-format.md is the JSON that is printed: the same keys, at every depth."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.pair import Pair
from tests.cli.support import Command

DOCUMENT = Path(__file__).parents[2] / "docs" / "data-format.md"
EXAMPLE = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TEXT, NUMBER = "text", "number"


def documented() -> dict[str, Any]:
    """Return the example of each command."""
    _, _, section = DOCUMENT.read_text(encoding="utf-8").partition("## The command line's JSON")
    examples = {}
    for part in section.split("\n### ")[1:]:
        name, _, text = part.partition("\n")
        (example,) = EXAMPLE.findall(text)
        examples[name] = json.loads(example)
    return examples


def shape(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return the keys and kinds of a value: lists by their first entry, ``None`` for unknown."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    if isinstance(value, bool) or value is None:
        return value if value is None else "boolean"
    return TEXT if isinstance(value, str) else NUMBER


def differences(told: Any, printed: Any, at: str = "") -> list[str]:  # noqa: ANN401 - JSON
    """Return where two shapes differ; an unknown value or an empty list may stand for any."""
    if told is None or printed is None or [] in (told, printed):
        return []
    if isinstance(told, dict) and isinstance(printed, dict):
        found = [f"{at}.{key}" for key in told.keys() ^ printed.keys()]
        for key in told.keys() & printed.keys():
            found += differences(told[key], printed[key], f"{at}.{key}")
        return found
    if isinstance(told, list) and isinstance(printed, list):
        return differences(told[0], printed[0], f"{at}[]")
    return [] if told == printed else [at]


def assert_documented(name: str, printed: Any) -> None:  # noqa: ANN401 - JSON
    """Require that a command printed what the document says."""
    assert differences(shape(documented()[name]), shape(printed)) == []


def test_every_command_with_json_is_documented() -> None:
    lists = {f"list {kind}" for kind in ("contracts", "pathways", "events", "beneficiaries")}
    commands = {
        "init",
        "demo",
        "info",
        "import",
        "export",
        "verify",
        "synthesis",
        "check",
        "backup",
    }
    assert documented().keys() == commands | lists | {"restore"}


def test_a_key_more_or_less_is_found() -> None:
    told = shape({"a": 1, "b": [{"c": ""}]})
    assert differences(told, shape({"a": 1, "b": [{"c": "x"}]})) == []
    assert differences(told, shape({"a": 1, "b": [{"c": "", "d": 1}]})) == [".b[].d"]
    assert differences(told, shape({"b": []})) == [".a"]
    assert differences(told, shape({"a": "1", "b": []})) == [".a"]


@pytest.mark.parametrize(
    "words",
    [
        ["info"],
        ["check"],
        ["list", "contracts"],
        ["list", "pathways"],
        ["list", "events"],
        ["list", "beneficiaries"],
    ],
)
def test_reading_commands(command: Command, demo: Path, words: list[str]) -> None:
    assert_documented(" ".join(words), command(*words, demo, "--json").json)


def test_synthesis(command: Command, demo: Path) -> None:
    years = command("synthesis", demo, "--json").json["years"]
    for year in years:
        assert_documented("synthesis", {"years": [year]})
    computed = [year for year in years if year["source"] == "computed"]
    assert any(year["outcomes"] and year["benefits"] for year in computed)


def test_making_a_vault(command: Command, tmp_path: Path, passphrase_file: Path) -> None:
    words = ("init", tmp_path / "a", "--passphrase-file", passphrase_file, "--json")
    assert_documented("init", command(*words).json)
    assert_documented("demo", command("demo", tmp_path / "b", "--contracts", 1, "--json").json)


def test_backups(command: Command, demo: Path) -> None:
    made = command("backup", demo, "--json").json
    assert_documented("backup", made)
    restored = command("restore", made["backup"], demo, "--json").json
    assert restored["replaced"] is not None
    assert_documented("restore", restored)


def test_files(pair: Pair) -> None:
    card = pair.card(pair.paul())
    out = pair.folder / "aller.pdf"
    words = ("export", pair.claire(), "pathway", pair.reference, "--out", out, "--to", card)
    assert_documented("export", pair.run(*words, "--json").json)
    pair.take(pair.paul(), out)
    verified = pair.run("verify", out, "--vault", pair.paul(), "--json").json
    assert verified["date"] is not None
    assert_documented("verify", verified)
    pair.retitle(pair.claire(), "Aide carreleur")
    pair.retitle(pair.paul(), "Aide plaquiste")
    conflict = pair.take(pair.paul(), pair.exchange(pair.claire(), pair.paul(), "deux.pdf")).json
    assert conflict["files"][0]["conflicts"]
    assert_documented("import", conflict)
    refused = pair.take(pair.paul(), pair.folder / "phrase").json
    assert refused["files"][0]["refused"]
    assert_documented("import", refused)
