"""Driving the view « Parcours »: what lists have in common, the panel's tabs, the dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.storage.vault import Vault
from csf_desktop.ui.pathways.view import PathwaysView
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField
from tests.ui.list_screen import ListScreen, field_titled
from tests.ui.person import click, find_button, press, type_text


class Screen(ListScreen[PathwaysView]):
    """The view, its panel and its dialogs."""

    def __init__(self, qtbot: QtBot, vault: Vault) -> None:
        super().__init__(qtbot, vault, PathwaysView)

    def show(self, width: int = 1366, height: int = 740) -> Screen:
        """Show the view with its data."""
        self.present(width, height)
        return self

    # --- the panel

    def tab(self, title: str) -> None:
        """Click on a tab of the panel."""
        bar = self.view.panel.tabs
        at = next(at for at in range(bar.count()) if bar.tabText(at) == title)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())

    def press_button(self, text: str, within: QWidget | None = None) -> None:
        """Click on a button of the panel, or of ``within``, and wait for what it starts."""
        super().press_button(text, within or self.view.panel)

    def field(self, title: str, within: QWidget | None = None) -> FormField:
        """Return the visible field of the panel, or of ``within``, with this title."""
        return field_titled(within or self.view.panel, title)

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
        self.pick_first(self.field(title, within).field, typed)

    def _open_dialogs(self) -> list[FormDialog]:
        return [one for one in self.view.findChildren(FormDialog) if one.isVisible()]
