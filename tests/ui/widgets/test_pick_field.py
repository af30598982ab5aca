"""A field whose suggestions can all be seen before a letter is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from csf_desktop.ui.widgets.pick_field import PickField
from csf_desktop.ui.widgets.suggest_field import Suggestion
from tests.ui.person import click, find_button, popup, press, show, type_text

NAMES = ("Marc Petit", "Nadia Benali", "Zoé Martin")


def ask(typed: str, answer: Callable[[Sequence[Suggestion]], None]) -> None:
    """Suggest the names that hold what is typed."""
    answer([Suggestion(name, code=str(at)) for at, name in enumerate(NAMES) if typed in name])


def listed() -> list[str]:
    """Return what the open list shows."""
    found = popup()
    assert isinstance(found, QListView)
    model = found.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_down_shows_everything_and_enter_picks(qtbot: QtBot) -> None:
    field = show(qtbot, PickField(ask))
    picked: list[Suggestion] = []
    field.suggestion_picked.connect(picked.append)
    field.setFocus()
    press(field.edit, Qt.Key.Key_Down)
    assert listed() == list(NAMES)
    press(popup(), Qt.Key.Key_Down)
    press(popup(), Qt.Key.Key_Down)
    press(popup(), Qt.Key.Key_Return)
    assert field.value() == "Nadia Benali"
    assert [one.code for one in picked] == ["1"]


def test_down_shows_everything_over_what_is_written(qtbot: QtBot) -> None:
    field = show(qtbot, PickField(ask))
    field.set_value("Marc Petit")
    field.setFocus()
    press(field.edit, Qt.Key.Key_Down)
    assert listed() == list(NAMES)
    press(popup(), Qt.Key.Key_Escape)
    assert field.value() == "Marc Petit"


def test_the_arrow_of_the_field_shows_everything(qtbot: QtBot) -> None:
    field = show(qtbot, PickField(ask))
    click(find_button(field, "Voir les suggestions"))
    assert listed() == list(NAMES)
    press(popup(), Qt.Key.Key_Escape)


def test_typing_still_narrows(qtbot: QtBot) -> None:
    field = show(qtbot, PickField(ask))
    type_text(field, "Nad")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    assert listed() == ["Nadia Benali"]
    press(popup(), Qt.Key.Key_Escape)
