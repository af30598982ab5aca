"""Driving the view « Suivi »: what lists have in common, and the form of an exchange."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.services.history import undo_transaction
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.follow_up.event_form import EventForm
from csf_desktop.ui.follow_up.view import FollowUpView
from csf_desktop.ui.widgets.form_field import FormField
from tests.ui.list_screen import ListScreen, field_titled
from tests.ui.person import press


class Screen(ListScreen[FollowUpView]):
    """The view, what it asks the window to open, its form."""

    def __init__(self, qtbot: QtBot, vault: Vault) -> None:
        super().__init__(qtbot, vault, FollowUpView)
        self.opened: list[tuple[str, str]] = []
        self.view.open_requested.connect(lambda kind, item_id: self.opened.append((kind, item_id)))

    def show(self, width: int = 1366, height: int = 740) -> Screen:
        """Show the view with its data."""
        self.present(width, height)
        return self

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
        return field_titled(self.form(), title)

    def keys(self, *keys: Qt.Key) -> None:
        """Press keys one after the other, wherever the keyboard is."""
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            press(focused, key)
            self.settle()

    def pick(self, field: QWidget, typed: str) -> None:
        """Type in a field with suggestions and take the first one."""
        self.pick_first(field, typed)

    def undo(self) -> None:
        """Undo the last change, as the window does."""
        self.runner.undo_last(undo_transaction, self.view)
        self.settle()

    def _open_forms(self) -> list[EventForm]:
        return [one for one in self.view.findChildren(EventForm) if one.isVisible()]
