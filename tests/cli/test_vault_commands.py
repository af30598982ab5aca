"""Making, keeping and opening vaults: init, demo, info, list, synthesis, check, backup, keys."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from csf_desktop import cli_commands
from csf_desktop.services import vaults
from csf_desktop.services.demo import PASSPHRASE as DEMO_PASSPHRASE
from tests.cli.support import PASSPHRASE, Command, assert_one_sentence, make_vault

NEW = "une autre phrase de passe"


@pytest.fixture
def new_file(tmp_path: Path) -> Path:
    """A file with another passphrase, as Windows PowerShell writes it."""
    file = tmp_path / "nouvelle"
    file.write_bytes(f"{NEW}\r\n".encode("utf-16"))
    return file


def test_init_makes_a_vault_that_its_code_recovers(
    command: Command, tmp_path: Path, passphrase_file: Path, new_file: Path
) -> None:
    folder = tmp_path / "coffre"
    made = command(
        "init", folder, "--name", "Claire Essai", "--academie", "Aix-Marseille",
        "--passphrase-file", passphrase_file, "--json",
    )  # fmt: skip
    assert (made.code, made.err) == (0, "")
    assert len(made.json["fingerprint_words"].split()) == 8
    code = tmp_path / "code"
    code.write_text(made.json["recovery_code"], encoding="utf-8")
    recovered = command(
        "recover", folder, "--recovery-code-file", code, "--new-passphrase-file", new_file
    )
    assert (recovered.code, recovered.err) == (0, "")
    assert command("info", folder, "--passphrase-file", passphrase_file).code == 4
    vaults.open_vault(folder, NEW).close()


def test_init_says_what_to_write_down(
    command: Command, tmp_path: Path, passphrase_file: Path
) -> None:
    answer = command("init", tmp_path / "coffre", "--passphrase-file", passphrase_file)
    assert answer.code == 0
    assert "Code de secours, à noter hors de l’ordinateur\u00a0: " in answer.out
    again = command("init", tmp_path / "coffre", "--passphrase-file", passphrase_file)
    assert_one_sentence(again, 2, "contient déjà un coffre")


def test_init_with_a_name_too_long_leaves_no_vault(
    command: Command, tmp_path: Path, passphrase_file: Path
) -> None:
    folder = tmp_path / "coffre"
    answer = command("init", folder, "--name", "x" * 65, "--passphrase-file", passphrase_file)
    assert_one_sentence(answer, 2, "64 caractères")
    assert not folder.exists()


def test_demo_writes_its_pdfs_and_no_progress_off_a_terminal(
    command: Command, tmp_path: Path
) -> None:
    answer = command("demo", tmp_path / "essai", "--contracts", 2, "--seed", 7)
    assert (answer.code, answer.err) == (0, "")
    assert DEMO_PASSPHRASE in answer.out
    files = sorted((tmp_path / "essai" / "pdf").iterdir())
    assert {"carte-de-contact.pdf", "synthese.pdf"} <= {file.name for file in files}


def test_progress_is_shown_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    show = cli_commands._progress()
    assert show is not None
    show(1, 2)
    show(2, 2)
    assert capsys.readouterr().err == "\rMarchés\u00a0: 1 sur 2\rMarchés\u00a0: 2 sur 2\n"


def test_info_names_kinds_in_french(command: Command, demo: Path) -> None:
    answer = command("info", demo)
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == "Données de démonstration, inventées"
    assert "  marché\u00a0: 8" in lines
    assert lines[2].startswith("Sauvegardes\u00a0: 1, dernière\u00a0: ")


def test_info_changes_nothing_in_the_vault(command: Command, demo: Path) -> None:
    before = {path: path.read_bytes() for path in demo.rglob("*") if path.is_file()}
    assert command("info", demo).code == 0
    assert {path: path.read_bytes() for path in demo.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("kind", ["contracts", "pathways", "events", "beneficiaries"])
def test_total_counts_beyond_the_limit(command: Command, demo: Path, kind: str) -> None:
    found = command("list", kind, demo, "--limit", 2, "--json").json
    assert len(found["rows"]) == 2
    assert found["total"] > 2
    lines = command("list", kind, demo, "--limit", 2).out.splitlines()
    assert len(lines) == 2
    assert found["rows"][0]["reference"] in lines[0].split("\t")


@pytest.mark.parametrize("kind", ["contracts", "pathways", "events", "beneficiaries"])
def test_search_narrows_a_list(command: Command, demo: Path, kind: str) -> None:
    everything = command("list", kind, demo, "--json").json
    wanted = next(row["reference"] for row in everything["rows"] if row["reference"])
    found = command("list", kind, demo, "--search", wanted, "--json").json
    assert 0 < found["total"] < everything["total"]
    assert {row["reference"] for row in found["rows"]} == {wanted}
    nothing = command("list", kind, demo, "--search", "zzzzzz", "--json").json
    assert (nothing["total"], nothing["rows"]) == (0, [])


def test_list_shows_labels_and_not_codes(command: Command, demo: Path) -> None:
    out = command("list", "pathways", demo).out
    assert "En entreprise" in out
    assert "in_progress" not in out


def test_synthesis_holds_the_historic_years(command: Command, demo: Path) -> None:
    found = command("synthesis", demo, "--year", "2012-2013", "--json").json["years"]
    assert [(year["school_year"], year["source"]) for year in found] == [("2012-2013", "historic")]
    lines = command("synthesis", demo).out.splitlines()
    assert lines[0].startswith("2012-2013\u00a0: ")
    assert_one_sentence(command("synthesis", demo, "--year", "2012"), 2, "écrivez-la comme")


def test_check_tells_damage(command: Command, demo: Path) -> None:
    sound = command("check", demo)
    assert sound.code == 0
    assert sound.out.startswith("Base\u00a0: intacte\n")
    (backup,) = (demo / "backups").iterdir()
    flip(backup / "data.db")
    damaged = command("check", demo, "--json")
    assert damaged.code == 1
    assert damaged.json["is_sound"] is False
    assert damaged.json["database"] is True
    assert damaged.json["backups"] == [{"name": backup.name, "is_sound": False}]


def test_backup_and_restore(command: Command, demo: Path, tmp_path: Path) -> None:
    assert Path(command("backup", demo, "--json").json["backup"]).is_dir()
    assert command("backup", demo).out.startswith("Sauvegarde faite\u00a0: ")
    (made,) = (demo / "backups").iterdir()  # one of the same day gives way to the newer
    copy = tmp_path / "ailleurs"
    assert command("restore", made, copy, "--json").json["replaced"] is None
    before = command("info", demo, "--json").json
    after = command("info", copy, "--json").json
    assert after["counts"] == before["counts"]
    replaced = command("restore", made / "data.db", copy)
    assert replaced.code == 0
    assert "Fichiers remplacés, gardés dans" in replaced.out
    assert_one_sentence(command("restore", tmp_path, copy), 2, "ne contient pas de coffre")


def test_damaged_backup_is_refused(command: Command, demo: Path) -> None:
    (backup,) = (demo / "backups").iterdir()
    flip(backup / "data.db")
    before = (demo / "data.db").read_bytes()
    assert_one_sentence(command("restore", backup, demo), 1, "abîmée")
    assert (demo / "data.db").read_bytes() == before


def test_damage_is_told_by_every_command(command: Command, demo: Path) -> None:
    (demo / "vault.json").write_text("{}", encoding="utf-8")
    assert_one_sentence(command("info", demo), 1, "vault.json")
    shutil.rmtree(demo)
    assert_one_sentence(command("info", demo), 2, "ne contient pas de coffre")


def test_damaged_database_is_told(command: Command, demo: Path) -> None:
    (demo / "data.db").write_bytes(bytes(8192))
    assert_one_sentence(command("list", "contracts", demo), 1, "abîmée")


def test_passwd_changes_the_passphrase(
    command: Command, tmp_path: Path, passphrase_file: Path, new_file: Path
) -> None:
    folder = tmp_path / "a"
    make_vault(folder).close()
    words = ("passwd", folder, "--new-passphrase-file", new_file, "--passphrase-file")
    assert_one_sentence(command(*words, new_file), 4, "n’ouvre pas le coffre")
    assert command(*words, passphrase_file).code == 0
    vaults.open_vault(folder, NEW).close()


def test_wrong_recovery_code(
    command: Command, tmp_path: Path, passphrase_file: Path, new_file: Path
) -> None:
    folder = tmp_path / "a"
    make_vault(folder).close()
    answer = command(
        "recover",
        folder,
        "--recovery-code-file",
        passphrase_file,
        "--new-passphrase-file",
        new_file,
    )
    assert_one_sentence(answer, 4, "code de secours")
    vaults.open_vault(folder, PASSPHRASE).close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "est vide"),
        (b"\n" + PASSPHRASE.encode(), "est vide"),
        ("phrase accentuée".encode("cp1252"), "UTF-8"),
    ],
)
def test_passphrase_files_that_cannot_be_used(
    command: Command, demo: Path, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "f"
    file.write_bytes(content)
    assert_one_sentence(command("info", demo, "--passphrase-file", file), 2, told)


def test_passphrase_file_that_is_not_there(command: Command, demo: Path, tmp_path: Path) -> None:
    answer = command("info", demo, "--passphrase-file", tmp_path / "rien")
    assert_one_sentence(answer, 2, "accès impossible")


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_first_line_is_the_passphrase(
    command: Command, demo: Path, tmp_path: Path, start: str
) -> None:
    file = tmp_path / "f"
    file.write_bytes(f"{start}{DEMO_PASSPHRASE}\r\nune note".encode())
    assert command("info", demo, "--passphrase-file", file).code == 0


def test_json_of_moments_is_iso(command: Command, demo: Path) -> None:
    found = json.loads(command("info", demo, "--json").out)
    assert found["created_at"].endswith("+00:00")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)
