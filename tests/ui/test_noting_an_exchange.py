"""« Noter un échange » from Parcours and from Marchés: the one form of Suivi, over the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from csf_desktop.app_workspace import Workspace
from csf_desktop.services.follow_up_page import get_follow_up
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.follow_up.event_form import EventForm
from csf_desktop.ui.preferences import Preferences
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.unlock.gateway import VaultGateway
from tests.helpers.vaults import TODAY, add_contract, add_pathway
from tests.ui import person


class Desk:
    """The window of the program over a vault with one contract and its pathway."""

    def __init__(self, qtbot: QtBot, vault: Vault, folder: Path) -> None:
        self.qtbot, self.vault = qtbot, vault
        self.contract_id = add_contract(vault)
        self.pathway_id = add_pathway(vault, self.contract_id)
        self.runner = TaskRunner(vault)
        self.workspace = Workspace(
            vault,
            self.runner,
            cast("VaultGateway", None),  # no screen of these tests opens or makes a vault
            Preferences(folder / "window.ini"),
            is_demo=False,
            today=lambda: TODAY,
        )
        self.window = person.show(qtbot, self.workspace.window, 1366, 768)
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.runner.is_busy, timeout=20_000)
            QTest.qWait(1)

    def click(self, text: str) -> None:
        person.click(person.find_button(self.window, text))
        self.settle()

    def forms(self) -> list[EventForm]:
        return [form for form in self.window.findChildren(EventForm) if form.isVisible()]

    def events(self, kind: str, subject_id: str) -> int:
        page = get_follow_up(self.vault, kind, subject_id, TODAY)
        return sum(event.kind == "contact" for event in page.events)


@pytest.fixture
def desk(qtbot: QtBot, vault: Vault, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, vault, tmp_path)
    yield made
    made.runner.close()


def test_a_pathway_asks_for_the_form_and_shows_what_was_noted(desk: Desk) -> None:
    desk.window.open_item("pathway", desk.pathway_id)
    desk.settle()
    desk.click("Noter un échange")
    assert len(desk.forms()) == 1
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return):
        person.press_focused(key)
        desk.settle()
    assert not desk.forms()
    assert desk.events("pathway", desk.pathway_id) == 1
    assert "Pas de réponse" in person.words(desk.window)


def test_a_contract_asks_for_it_too(desk: Desk) -> None:
    desk.window.open_item("contract", desk.contract_id)
    desk.settle()
    desk.click("Autres actions")
    menu = person.popup()
    assert isinstance(menu, QMenu)
    action = next(made for made in menu.actions() if made.text() == "Noter un échange…")
    middle = menu.actionGeometry(action).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=middle)
    desk.settle()
    (form,) = desk.forms()
    assert "M-2026-001" in person.words(form)


def test_locking_closes_the_form(desk: Desk) -> None:
    desk.window.open_item("pathway", desk.pathway_id)
    desk.settle()
    desk.click("Noter un échange")
    (form,) = desk.forms()
    desk.window.lock()
    assert not form.isVisible()
    assert "P-2026-001-01" not in person.words(desk.window)
