"""The view « Marchés » over a real encrypted vault, refreshed as the window does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.contracts.view import ContractsView
from csf_desktop.ui.preferences import Preferences
from tests.ui import person
from tests.ui.list_screen import ListScreen


class Screen(ListScreen[ContractsView]):
    """The view, and what a person sees and does in it."""

    def __init__(
        self,
        qtbot: QtBot,
        vault: Vault,
        width: int = 1200,
        height: int = 760,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(qtbot, vault, ContractsView, preferences)
        self.present(width, height)

    def words(self) -> str:
        return person.words(self.view)

    def cell(self, row: int, title: str) -> str:
        """Return what a screen reader says of a cell, by the title of its column."""
        model = self.table.model()
        horizontal = Qt.Orientation.Horizontal
        heads = [model.headerData(at, horizontal) for at in range(model.columnCount())]
        index = model.index(row, heads.index(title))
        spoken: str = index.data(Qt.ItemDataRole.AccessibleTextRole)
        return spoken.removeprefix(f"{title}\u00a0: ")

    def click(self, text: str) -> None:
        """Click on a button of the view."""
        self.press_button(text)

    def details(self, contract_id: str) -> ContractDetails:
        return get_contract(self.vault, contract_id)


@pytest.fixture
def screen(qtbot: QtBot, vault: Vault) -> Iterator[Screen]:
    made = Screen(qtbot, vault)
    yield made
    made.runner.close()
