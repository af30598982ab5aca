"""Driving the view « Suivi »: rows by their words, the panel, the form of an exchange."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.services.history import undo_transaction
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.follow_up.event_form import EventForm
from csf_desktop.ui.follow_up.view import FollowUpView
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_field import FormField
from tests.helpers.vaults import TODAY
from tests.ui.person import click, find_button, press, show, type_text, words


class Screen:
    """The view with its runner, connected as the window connects them."""

    def __init__(self, qtbot: QtBot, vault: Vault) -> None:
        self.qtbot, self.vault = qtbot, vault
        self.runner = TaskRunner(vault)
        self.view = FollowUpView(self.runner, today=lambda: TODAY)
        self.runner.data_changed.connect(self.view.refresh)
        self.opened: list[tuple[str, str]] = []
        self.view.open_requested.connect(lambda kind, item_id: self.opened.append((kind, item_id)))

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

    def open_row(self, text: str) -> None:
        """Click on the first row that says ``text``."""
        at = next(at for at, row in enumerate(self.rows()) if text in row)
        table = self.view.table
        index: QModelIndex = table.model().index(at, 0)
        table.scrollTo(index)
        point = table.visualRect(index).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
        self.until(self.view.panel.isVisible)

    def search(self, text: str) -> None:
        """Type in the search box and wait for its answer."""
        type_text(self.view.head.search, text)
        press(self.view.head.search, Qt.Key.Key_Return)
        self.settle()

    def press_button(self, text: str, within: QWidget | None = None) -> None:
        """Click on a button and wait for what it starts."""
        click(find_button(within or self.view, text))
        self.settle()

    def panel_words(self) -> str:
        """Return what the panel says."""
        return words(self.view.panel)

    # --- the form of an exchange

    def form(self) -> EventForm:
        """Return the form that is open over the view."""
        self.until(lambda: bool(self._open_forms()))
        (found,) = self._open_forms()
        return found

    def has_form(self) -> bool:
        """Tell whether a form is open."""
        return bool(self._open_forms())

    def field(self, title: str) -> FormField:
        """Return the visible field of the form with this title."""
        for found in self.form().findChildren(FormField):
            if found.isVisible() and found.title == title:
                return found
        raise AssertionError(f"no visible field {title!r}")

    def keys(self, *keys: Qt.Key) -> None:
        """Press keys one after the other, wherever the keyboard is."""
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            press(focused, key)
            self.settle()

    def pick(self, field: QWidget, typed: str) -> None:
        """Type in a field with suggestions and take the first one."""
        type_text(field, typed)
        self.qtbot.waitUntil(lambda: bool(suggestions()), timeout=10_000)
        (popup,) = suggestions()
        press(popup, Qt.Key.Key_Down)
        press(popup, Qt.Key.Key_Return)
        window = field.window()
        window.activateWindow()  # off-screen, a popup that closes keeps the keyboard at times
        self.until(window.isActiveWindow)

    def undo(self) -> None:
        """Undo the last change, as the window does."""
        self.runner.undo_last(undo_transaction, self.view)
        self.settle()

    def _open_forms(self) -> list[EventForm]:
        return [one for one in self.view.findChildren(EventForm) if one.isVisible()]


def suggestions() -> list[QWidget]:
    """Return the lists of suggestions in sight."""
    return [
        one
        for one in QApplication.allWidgets()
        if one.isVisible() and one.accessibleName() == "Suggestions"
    ]
