"""The view « Marchés » over a real encrypted vault, refreshed as the window does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csf_desktop.services.contract_list import ContractDetails, get_contract
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.contracts.view import ContractsView
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.list_table import ListTable
from tests.helpers.contracts import TODAY, make_vault
from tests.ui import person


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


class Screen:
    """The view, and what a person sees and does in it."""

    def __init__(self, qtbot: QtBot, vault: Vault, width: int = 1200, height: int = 760) -> None:
        self.qtbot = qtbot
        self.vault = vault
        self.runner = TaskRunner(vault)
        self.view = ContractsView(self.runner, today=lambda: TODAY)
        self.runner.data_changed.connect(self.view.refresh)
        person.show(qtbot, self.view, width, height)
        self.view.refresh(None)
        self.settle()

    @property
    def table(self) -> ListTable:
        return person.child(self.view, ListTable)

    def settle(self) -> None:
        """Wait until what was asked of the vault has been answered and shown."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.runner.is_busy, timeout=20_000)
            QTest.qWait(1)  # lets what the answers started begin

    def words(self) -> str:
        return person.words(self.view)

    def titles(self) -> list[str]:
        """Return the first column of the list."""
        model = self.table.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def cell(self, row: int, title: str) -> str:
        """Return what a screen reader says of a cell, by the title of its column."""
        model = self.table.model()
        horizontal = Qt.Orientation.Horizontal
        heads = [model.headerData(at, horizontal) for at in range(model.columnCount())]
        index = model.index(row, heads.index(title))
        spoken: str = index.data(Qt.ItemDataRole.AccessibleTextRole)
        return spoken.removeprefix(f"{title}\u00a0: ")

    def click_row(self, row: int) -> None:
        rect = self.table.visualRect(self.table.model().index(row, 0))
        left = Qt.MouseButton.LeftButton
        QTest.mouseClick(self.table.viewport(), left, pos=rect.center())
        self.settle()

    def click(self, text: str) -> None:
        person.click(person.find_button(self.view, text))
        self.settle()

    def details(self, contract_id: str) -> ContractDetails:
        return get_contract(self.vault, contract_id)


@pytest.fixture
def screen(qtbot: QtBot, vault: Vault, qapp: object) -> Iterator[Screen]:
    made = Screen(qtbot, vault)
    yield made
    made.runner.close()
