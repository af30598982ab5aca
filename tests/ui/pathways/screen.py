"""Driving the view « Parcours »: rows by their words, the panel, the dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.storage.vault import Vault
from csf_desktop.ui.pathways.view import PathwaysView
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.suggest_field import SuggestField
from tests.helpers.vaults import TODAY
from tests.ui.person import click, find_button, press, show, type_text, words


class Screen:
    """The view with its runner, connected as the window connects them."""

    def __init__(self, qtbot: QtBot, vault: Vault) -> None:
        self.qtbot, self.vault = qtbot, vault
        self.runner = TaskRunner(vault)
        self.view = PathwaysView(self.runner, today=lambda: TODAY)
        self.runner.data_changed.connect(self.view.refresh)

    def show(self, width: int = 1366, height: int = 740) -> Screen:
        """Show the view with its data."""
        show(self.qtbot, self.view, width, height)
        self.view.refresh(None)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until nothing is being read or written, nor about to be."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.runner.is_busy, timeout=10_000)
            QTest.qWait(1)  # lets what the answers started begin

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition, then for what it started."""
        self.qtbot.waitUntil(condition, timeout=10_000)
        self.settle()

    # --- the list

    def rows(self) -> list[str]:
        """Return the texts of each row in sight, joined."""
        model = self.view.table.model()
        shown = [at for at in range(model.columnCount()) if not self.view.table.isColumnHidden(at)]
        return [
            " | ".join(
                str(model.index(row, at).data(Qt.ItemDataRole.ToolTipRole)).replace("\n", " / ")
                for at in shown
            )
            for row in range(model.rowCount())
        ]

    def names(self) -> list[str]:
        """Return the first text of each row."""
        model = self.view.table.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def open_row(self, name: str) -> None:
        """Click on the row of a person."""
        table = self.view.table
        index: QModelIndex = table.model().index(self.names().index(name), 0)
        table.scrollTo(index)
        point = table.visualRect(index).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
        self.until(self.view.panel.isVisible)

    def search(self, text: str) -> None:
        """Type in the search box and wait for its answer."""
        type_text(self.view.head.search, text)
        press(self.view.head.search, Qt.Key.Key_Return)
        self.settle()

    # --- the panel

    def panel_words(self) -> str:
        """Return what the panel says."""
        return words(self.view.panel)

    def tab(self, title: str) -> None:
        """Click on a tab of the panel."""
        bar = self.view.panel.tabs
        at = next(at for at in range(bar.count()) if bar.tabText(at) == title)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())

    def press_button(self, text: str, within: QWidget | None = None) -> None:
        """Click on a button and wait for what it starts."""
        click(find_button(within or self.view.panel, text))
        self.settle()

    def field(self, title: str, within: QWidget | None = None) -> FormField:
        """Return the visible form field with this title."""
        for found in (within or self.view.panel).findChildren(FormField):
            if found.isVisible() and found.title == title:
                return found
        raise AssertionError(f"no visible field {title!r}")

    def fill(self, title: str, text: str, within: QWidget | None = None) -> FormField:
        """Type in a field and leave it by Tab."""
        found = self.field(title, within)
        type_text(found.field, text)
        press(found.field.focus_widget, Qt.Key.Key_Tab)
        self.settle()
        return found

    def tick(self, text: str) -> None:
        """Click on a check box."""
        box = next(
            box
            for box in self.view.panel.findChildren(QCheckBox)
            if box.isVisible() and box.text() == text
        )
        press(box, Qt.Key.Key_Space)
        self.settle()

    def choose_in_menu(self, text: str) -> None:
        """Open the menu of the other steps and choose one."""
        click(find_button(self.view.panel, "Autres actions"))
        menu = next(one for one in self.view.findChildren(QMenu) if one.isVisible())
        action = next(one for one in menu.actions() if one.text() == text)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        self.settle()

    # --- dialogs

    def dialog(self) -> FormDialog:
        """Return the form that is open over the view."""
        self.until(lambda: bool(self._open_dialogs()))
        (found,) = self._open_dialogs()
        return found

    def has_dialog(self) -> bool:
        """Tell whether a form is open."""
        return bool(self._open_dialogs())

    def pick(self, title: str, typed: str, within: QWidget) -> None:
        """Type in a field with suggestions and take the first one."""
        field = self.field(title, within).field
        assert isinstance(field, SuggestField)
        type_text(field, typed)
        self.qtbot.waitUntil(lambda: bool(_suggestions()), timeout=10_000)
        (popup,) = _suggestions()
        press(popup, Qt.Key.Key_Down)
        press(popup, Qt.Key.Key_Return)
        self.settle()

    def _open_dialogs(self) -> list[FormDialog]:
        return [one for one in self.view.findChildren(FormDialog) if one.isVisible()]


def _suggestions() -> list[QWidget]:
    return [
        one
        for one in QApplication.allWidgets()
        if one.isVisible() and one.accessibleName() == "Suggestions"
    ]
