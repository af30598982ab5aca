"""Driving a view made of a list and a panel: rows by their words, search, buttons, suggestions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.storage.vault import Vault
from csf_desktop.ui.list_view import ListView
from csf_desktop.ui.preferences import Preferences
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.list_table import ListTable
from tests.helpers.vaults import TODAY
from tests.ui.person import click, find_button, press, show, type_text, words

V = TypeVar("V", bound=ListView)


class ListScreen(Generic[V]):
    """A view with its runner, connected as the window connects them."""

    def __init__(
        self,
        qtbot: QtBot,
        vault: Vault,
        view: type[V],
        preferences: Preferences | None = None,
    ) -> None:
        self.qtbot, self.vault = qtbot, vault
        self.runner = TaskRunner(vault)
        self.view = view(self.runner, today=lambda: TODAY, preferences=preferences)
        self.runner.data_changed.connect(self.view.refresh)

    def present(self, width: int = 1366, height: int = 740) -> None:
        """Show the view with its data."""
        show(self.qtbot, self.view, width, height)
        self.view.refresh(None)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is being read or written, nor about to be."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.runner.is_busy, timeout=20_000)
            QTest.qWait(1)  # lets what the answers started begin

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition, then for what it started."""
        self.qtbot.waitUntil(condition, timeout=10_000)
        self.settle()

    # --- the list

    @property
    def table(self) -> ListTable:
        return self.view.table

    def rows(self) -> list[str]:
        """Return the texts of each row in sight, joined."""
        model = self.table.model()
        shown = [at for at in range(model.columnCount()) if not self.table.isColumnHidden(at)]
        return [
            " | ".join(
                str(model.index(row, at).data(Qt.ItemDataRole.ToolTipRole)).replace("\n", " / ")
                for at in shown
            )
            for row in range(model.rowCount())
        ]

    def names(self) -> list[str]:
        """Return the first text of each row."""
        model = self.table.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def click_row(self, row: int) -> None:
        """Click on a row by its number."""
        index: QModelIndex = self.table.model().index(row, 0)
        self.table.scrollTo(index)
        point = self.table.visualRect(index).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=point)
        self.until(self.view.panel.isVisible)

    def open_row(self, text: str) -> None:
        """Click on the first row that says ``text``."""
        self.click_row(next(at for at, row in enumerate(self.rows()) if text in row))

    def search(self, text: str) -> None:
        """Type in the search box and wait for its answer."""
        type_text(self.view.head.search, text)
        press(self.view.head.search, Qt.Key.Key_Return)
        self.settle()

    # --- the panel and what lies over the view

    def panel_words(self) -> str:
        """Return what the panel says."""
        return words(self.view.panel)

    def press_button(self, text: str, within: QWidget | None = None) -> None:
        """Click on a button and wait for what it starts."""
        click(find_button(within or self.view, text))
        self.settle()

    def pick_first(self, field: QWidget, typed: str) -> None:
        """Type in a field with suggestions and take the first one."""
        type_text(field, typed)
        self.qtbot.waitUntil(lambda: bool(suggestions()), timeout=10_000)
        (popup,) = suggestions()
        press(popup, Qt.Key.Key_Down)
        press(popup, Qt.Key.Key_Return)
        window = field.window()
        window.activateWindow()  # off-screen, a popup that closes keeps the keyboard at times
        self.until(window.isActiveWindow)


def field_titled(widget: QWidget, title: str) -> FormField:
    """Return the visible form field with this title."""
    for found in widget.findChildren(FormField):
        if found.isVisible() and found.title == title:
            return found
    raise AssertionError(f"no visible field {title!r}")


def suggestions() -> list[QWidget]:
    """Return the lists of suggestions in sight."""
    return [
        one
        for one in QApplication.allWidgets()
        if one.isVisible() and one.accessibleName() == "Suggestions"
    ]
