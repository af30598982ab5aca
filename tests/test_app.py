"""The program from its first screen to its last: assistant, unlocking, locking, leaving."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from csf_desktop.app import Program, dress
from csf_desktop.app_gateway import end_session
from csf_desktop.errors import DiskFullError
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contracts import ContractDraft, create_contract
from csf_desktop.services.profile import Profile, get_profile
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.vaults import create_vault, open_vault
from csf_desktop.storage.backups import list_backups
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.vault import Vault
from csf_desktop.ui import errors
from csf_desktop.ui.contracts.view import ContractsView
from csf_desktop.ui.preferences import Appearance, Preferences
from csf_desktop.ui.unlock.first_run import FirstRunAssistant
from csf_desktop.ui.unlock.unlock_window import UnlockWindow
from csf_desktop.ui.widgets import dialogs
from scripts.tour import hands, sight
from scripts.tour.waiting import wait_for

PASSPHRASE = "quatre lampes vertes au grenier"
OBJECT = "Peinture du lycée des Essais"
DETAIL = "Créer un parcours"
"""Words of the panel of a contract."""


@dataclass
class Clock:
    """A wall clock that a test sets."""

    now: float = field(default=1_000_000.0)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Title and text of every message that would block."""
    seen: list[tuple[str, str]] = []
    monkeypatch.setattr(
        dialogs, "inform", lambda _parent, title, text, **_options: seen.append((title, text))
    )
    return seen


@pytest.fixture
def vault_dir(tmp_path: Path) -> Path:
    """A closed vault with one contract."""
    path = tmp_path / "coffre"
    made = create_vault(path, PASSPHRASE, Profile("Camille Essai", "rennes"), cost=KdfCost(8192, 1))
    create_contract(made.vault, ContractDraft(object=OBJECT), datetime.now().astimezone().date())
    made.vault.close()
    return path


class Desk:
    """Starts programs with preferences of their own, and leaves them at the end."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.clock = Clock()
        self.left: list[Program] = []
        self._made: list[Program] = []

    def start(self, path: Path, *, is_demo: bool = False) -> Program:
        preferences = Preferences(self.folder / "window.ini")
        program = Program(self.app, preferences, path, is_demo=is_demo, clock=self.clock)
        program.left.connect(lambda: self.left.append(program))
        self._made.append(program)
        program.start()
        return program

    def leave_all(self) -> None:
        for program in self._made:
            if program not in self.left:
                program.leave()
                wait_for(partial(self.left.__contains__, program), "the program is left")
            for window in sight.windows():
                window.hide()
            program.deleteLater()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    for window in sight.windows():  # what tests of the same process left
        window.hide()
    made = Desk(qapp, tmp_path)
    dress(qapp, Appearance())
    yield made
    made.leave_all()
    dress(qapp, Appearance())


def unlock(program: Program, passphrase: str = PASSPHRASE) -> None:
    hands.fill("Phrase de passe", passphrase, leave=False)
    hands.click("Ouvrir le coffre")
    wait_for(lambda: program.workspace, "the vault opens")
    wait_for(lambda: OBJECT in sight.words(), "the list is filled")


def vault_of(program: Program) -> Vault:
    """The open vault, which the program keeps to itself."""
    vault = program._vault
    assert vault is not None
    return vault


# --- first screens


def test_starts_with_the_assistant_when_there_is_no_vault(desk: Desk, tmp_path: Path) -> None:
    desk.start(tmp_path / "nouveau")
    shown = sight.front()
    assert isinstance(shown, FirstRunAssistant)
    assert str(tmp_path / "nouveau") in sight.words()


def test_starts_with_the_unlock_window_when_there_is_one(desk: Desk, vault_dir: Path) -> None:
    desk.start(vault_dir)
    shown = sight.front()
    assert isinstance(shown, UnlockWindow)
    assert str(vault_dir) in sight.words()


def test_a_folder_of_something_else_is_not_taken_for_a_new_vault(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "plage.jpg").touch()
    desk.start(tmp_path / "photos")
    assert isinstance(sight.front(), UnlockWindow)


def test_giving_up_the_assistant_ends_the_program(desk: Desk, tmp_path: Path) -> None:
    program = desk.start(tmp_path / "nouveau")
    hands.click("Annuler")
    wait_for(lambda: program in desk.left, "the program is left")
    assert not (tmp_path / "nouveau").exists()


def test_closing_the_unlock_window_ends_the_program(desk: Desk, vault_dir: Path) -> None:
    program = desk.start(vault_dir)
    sight.front().close()
    wait_for(lambda: program in desk.left, "the program is left")


def test_the_demonstration_opens_by_itself_and_says_so(desk: Desk, tmp_path: Path) -> None:
    program = desk.start(tmp_path / "demo", is_demo=True)
    assert "Préparation de la démonstration…" in sight.words()
    wait_for(lambda: program.workspace, "the demonstration opens", 60)
    assert "Coffre de démonstration" in sight.words()
    hands.click("Verrouiller")
    wait_for(lambda: isinstance(sight.front(), UnlockWindow), "the vault locks")
    assert "demo-csf-2026" in sight.words()
    assert "Coffre de démonstration" in sight.words()


def test_a_vault_of_ones_own_is_not_marked(desk: Desk, vault_dir: Path) -> None:
    unlock(desk.start(vault_dir))
    assert "Coffre de démonstration" not in sight.words()


def test_changing_the_profile_keeps_what_the_settings_do_not_show(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "demo"
    profile = Profile("Essai", "rennes", is_demo=True)
    create_vault(path, "demo-csf-2026", profile, cost=KdfCost(8192, 1)).vault.close()
    program = desk.start(path, is_demo=True)
    wait_for(lambda: program.workspace, "the demonstration opens", 60)
    hands.click("Réglages")
    wait_for(lambda: "Votre commune" in sight.words(), "the settings open")
    hands.fill("Votre commune", "Rennes")
    hands.click("Fermer")
    vault = vault_of(program)
    wait_for(lambda: get_profile(vault).commune_code, "the commune is kept")
    assert get_profile(vault) == replace(profile, commune_code="35238")


# --- the buyer's guide


def test_guide_opens_from_the_help_menu_and_from_a_contract(desk: Desk, vault_dir: Path) -> None:
    program = desk.start(vault_dir)
    unlock(program)
    workspace = program.workspace
    assert workspace is not None
    workspace.window.menu_actions.guide.trigger()
    wait_for(lambda: "1. Pourquoi une clause de formation" in sight.words(), "the guide opens")
    hands.click("Fermer")
    (contract,) = open_contracts(vault_of(program), ListQuery(date(2026, 11, 25))).rows
    contracts = workspace.window.stack.view_of(ContractsView)
    contracts.sheets_requested.emit(contract.id)
    wait_for(lambda: "Feuilles pour l’entreprise…" in sight.words(), "the sheets are offered")
    hands.click("Fermer")


# --- locking


def test_locking_drops_the_key_and_unlocking_opens_again(desk: Desk, vault_dir: Path) -> None:
    program = desk.start(vault_dir)
    unlock(program)
    vault = vault_of(program)
    hands.click("Verrouiller")
    wait_for(lambda: isinstance(sight.front(), UnlockWindow), "the unlock window comes")
    assert not vault.is_open
    assert program.workspace is None
    assert OBJECT not in "\n".join(sight.words(window) for window in sight.windows())
    unlock(program)
    assert vault_of(program) is not vault


def test_the_vault_locks_after_idle_minutes(desk: Desk, vault_dir: Path) -> None:
    program = desk.start(vault_dir)
    unlock(program)
    vault = vault_of(program)
    assert program.workspace is not None
    window = program.workspace.window
    window.activateWindow()
    wait_for(window.isActiveWindow, "the window is in front")
    desk.clock.now += 11 * 60
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)  # as the system delivers it
    wait_for(lambda: isinstance(sight.front(), UnlockWindow), "the vault locks by itself")
    assert not vault.is_open


def test_a_vault_open_elsewhere_is_told_under_the_field(desk: Desk, vault_dir: Path) -> None:
    held = open_vault(vault_dir, PASSPHRASE)
    try:
        desk.start(vault_dir)
        hands.fill("Phrase de passe", PASSPHRASE, leave=False)
        hands.click("Ouvrir le coffre")
        wait_for(lambda: "déjà ouvert" in sight.words(), "the refusal shows")
        assert sight.named(QPushButton, "Ouvrir le coffre").isEnabled()
    finally:
        held.close()


def test_a_demonstration_open_elsewhere_can_be_tried_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "demo"
    made = create_vault(
        path, "demo-csf-2026", Profile("Essai", "rennes", is_demo=True), cost=KdfCost(8192, 1)
    )
    try:
        desk.start(path, is_demo=True)
        wait_for(lambda: "déjà ouvert" in sight.words(), "the refusal shows")
    finally:
        made.vault.close()
    hands.fill("Phrase de passe", "demo-csf-2026", leave=False)
    hands.click("Ouvrir le coffre")
    wait_for(lambda: "Aucun marché" in sight.words(), "the vault opens")


# --- leaving


def test_closing_backs_up_what_changed_and_closes_the_vault(desk: Desk, vault_dir: Path) -> None:
    program = desk.start(vault_dir)
    unlock(program)
    vault = vault_of(program)
    hands.click("Nouveau marché")
    hands.fill("Objet", "Toiture de l’école")
    hands.click("Créer le marché")
    wait_for(lambda: "Toiture de l’école" in sight.words(), "the contract is made")
    sight.front().close()
    wait_for(lambda: program in desk.left, "the program is left")
    assert not vault.is_open
    assert len(list_backups(vault_dir)) == 1


def test_a_backup_that_fails_is_told_and_keeps_nobody(
    desk: Desk, vault_dir: Path, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Vault, *_args: object) -> None:
        raise DiskFullError

    program = desk.start(vault_dir)
    unlock(program)
    monkeypatch.setattr(Vault, "back_up", full)
    sight.front().close()
    wait_for(lambda: program in desk.left, "the program is left")
    assert told == [(errors.title_of(DiskFullError()), str(DiskFullError()))]


def test_a_bug_at_the_end_of_a_session_is_handed_over(
    vault_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = open_vault(vault_dir, PASSPHRASE)
    monkeypatch.setattr(Vault, "back_up", lambda _self: 1 / 0)
    assert isinstance(end_session(vault), ZeroDivisionError)
    assert not vault.is_open


# --- appearance


def test_a_change_of_appearance_keeps_the_view_and_the_vault(desk: Desk, vault_dir: Path) -> None:
    program = desk.start(vault_dir)
    unlock(program)
    before, vault = program.workspace, vault_of(program)
    hands.click("Parcours")
    hands.choose_in_menu("Affichage", "Contraste élevé")
    wait_for(lambda: program.workspace is not before, "the window is built again")
    assert program.workspace is not None
    assert program.workspace.window.windowTitle() == "Parcours – CSF Desktop"
    assert vault_of(program) is vault
    assert Preferences(desk.folder / "window.ini").appearance.theme == "high_contrast"
    wait_for(lambda: "Aucun parcours" in sight.words(), "the view is filled again")


@pytest.mark.parametrize("width", [1280, 640])
def test_a_change_of_appearance_keeps_what_is_open(desk: Desk, vault_dir: Path, width: int) -> None:
    program = desk.start(vault_dir)
    unlock(program)
    before = program.workspace
    assert before is not None
    before.window.resize(width, 800)
    hands.open_row(OBJECT)
    wait_for(lambda: DETAIL in sight.words(), "the contract is open")
    hands.choose_in_menu("Affichage", "Contraste élevé")
    wait_for(lambda: program.workspace is not before, "the window is built again")
    wait_for(lambda: DETAIL in sight.words(), "the contract is open again")


def test_unlocking_comes_back_to_what_was_open(desk: Desk, vault_dir: Path) -> None:
    program = desk.start(vault_dir)
    unlock(program)
    hands.open_row(OBJECT)
    wait_for(lambda: DETAIL in sight.words(), "the contract is open")
    hands.click("Verrouiller")
    wait_for(lambda: isinstance(sight.front(), UnlockWindow), "the unlock window comes")
    assert OBJECT not in sight.words()
    unlock(program)
    wait_for(lambda: DETAIL in sight.words(), "the contract is open again")
    assert program.workspace is not None
    shown_id = program.workspace.window.place.bookmark
    assert shown_id
    files = (path for path in desk.folder.rglob("*") if path.is_file())
    assert not any(shown_id.encode() in path.read_bytes() for path in files)


# --- the process


def environment_in(folder: Path) -> dict[str, str]:
    """The environment of somebody whose home is under ``folder``, with no display."""
    homes = {name: str(folder / name) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    return {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"}


def run_program(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "csf_desktop", *arguments],
        env=environment_in(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def test_the_program_ends_cleanly(tmp_path: Path) -> None:
    done = run_program(tmp_path, "--demo", "--quit-after", "6")
    assert done.returncode == 0
    lines = [line for line in done.stderr.splitlines() if "This plugin does not" not in line]
    assert lines == []
    (log,) = (tmp_path / "XDG_STATE_HOME").rglob("csf-desktop.log")
    said = [line for line in log.read_text().splitlines() if "This plugin does not" not in line]
    assert not [line for line in said if " WARNING " in line or " ERROR " in line]
    assert not list((tmp_path / "XDG_DATA_HOME").rglob("lock"))


@pytest.mark.parametrize("arguments", [["--inconnue"], ["--vault"], ["--quit-after", "tôt"]])
def test_an_unknown_option_is_refused_in_one_french_sentence(
    tmp_path: Path, arguments: list[str]
) -> None:
    done = run_program(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "csf-desktop --help" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no polite kill")
def test_a_polite_kill_ends_the_program_as_its_window_does(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "csf_desktop", "--vault", str(tmp_path / "nouveau")],
        env=environment_in(tmp_path),
        stderr=subprocess.DEVNULL,
    )
    try:
        logs = tmp_path / "XDG_STATE_HOME"
        wait_for(
            lambda: any("window shown" in log.read_text() for log in logs.rglob("*desktop.log")),
            "the window shows",
            60,
        )
        program.terminate()
        assert program.wait(30) == 0
    finally:
        program.kill()
