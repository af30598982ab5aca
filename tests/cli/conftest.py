"""A demonstration vault made once, copied for each test; commands run without the user's log."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from csf_desktop import cli
from csf_desktop.services import vaults
from csf_desktop.services.demo import PASSPHRASE as DEMO_PASSPHRASE
from csf_desktop.services.demo import make_demo
from csf_desktop.services.documents import issue_card, save_document
from csf_desktop.services.imports import import_file
from tests.cli.pair import Pair
from tests.cli.support import PASSPHRASE, Answer, Command, make_vault
from tests.helpers.vaults import CHEAP, add_contract, add_pathway


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed demonstration vault with one backup; not to be changed."""
    folder = tmp_path_factory.mktemp("demo") / "coffre"
    today: date = datetime.now().astimezone().date()
    vault = make_demo(folder, today, contracts=8, cost=CHEAP).vault
    vaults.close_vault(vault)
    return folder


@pytest.fixture
def demo(demo_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a demonstration vault of this test's own, its passphrase at hand."""
    folder = tmp_path / "coffre"
    shutil.copytree(demo_made, folder)
    file = tmp_path / "phrase-demo"
    file.write_text(f"{DEMO_PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("CSF_PASSPHRASE_FILE", str(file))
    return folder


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    """The file with the passphrase of the tests' own vaults."""
    file = tmp_path / "phrase"
    file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return file


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in this process."""

    def run(*words: object) -> Answer:
        capsys.readouterr()
        code = cli.run([str(word) for word in words])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def acquainted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the vaults of two tutors who trust each other's cards; not to be changed."""
    folder = tmp_path_factory.mktemp("tutors")
    claire = make_vault(folder / "claire")
    add_pathway(claire, add_contract(claire))
    paul = make_vault(folder / "paul", "Paul Modèle", "rennes")
    for owner, other in ((claire, paul), (paul, claire)):
        card = folder / "carte.pdf"
        save_document(card, issue_card(other))
        import_file(owner, card, trust_cards=True)
    claire.close()
    paul.close()
    return folder


@pytest.fixture
def pair(acquainted: Path, tmp_path: Path, command: Command, passphrase_file: Path) -> Pair:
    """Two tutors who took in each other's cards."""
    assert passphrase_file == tmp_path / "phrase"
    shutil.copytree(acquainted, tmp_path, dirs_exist_ok=True)
    made = Pair(tmp_path, command, "")
    (row,) = made.run("list", "pathways", made.claire(), "--json").json["rows"]
    made.reference = row["reference"]
    return made
