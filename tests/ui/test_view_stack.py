"""Views are built when they are first needed, and only then."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csf_desktop.ui.main_window import MainWindow
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.view_stack import ViewMaker, ViewStack
from tests.ui.person import click, find_button, focused, press, show
from tests.ui.views import FakeView


class First(FakeView):
    title, icon_name, kinds = "Marchés", "briefcase-4-line", frozenset({"contract"})

    def __init__(self) -> None:
        super().__init__(self.title, self.icon_name, "marches", "contract")


class Second(FakeView):
    title, icon_name, kinds = "Parcours", "route-line", frozenset({"pathway"})

    def __init__(self) -> None:
        super().__init__(self.title, self.icon_name, "parcours", "pathway")


def search(_vault: object, _text: str, _limit: int, **_options: bool) -> Sequence[object]:
    return ()


@pytest.fixture
def window(qtbot: QtBot, runner: TaskRunner) -> MainWindow:
    makers = (ViewMaker(First, First), ViewMaker(Second, Second))
    made = MainWindow(runner, makers, undo=lambda *_: None, search=search)  # type: ignore[arg-type]
    show(qtbot, made, 1280, 768)
    made.navigation.buttons[0].setFocus()
    return made


def classes(stack: ViewStack) -> list[type]:
    return [type(view) for view in stack.built]


def test_only_the_view_in_sight_is_built(window: MainWindow) -> None:
    assert find_button(window, "Parcours").isVisible()
    assert classes(window.stack) == [First]


def test_a_view_is_built_once_by_its_first_showing(window: MainWindow) -> None:
    for name in ("Parcours", "Marchés", "Parcours"):
        click(find_button(window, name))
    assert classes(window.stack) == [First, Second]
    shown = window.stack.view_of(Second)
    assert shown.isVisible()
    assert shown.calls == [("refresh", None)]
    assert window.windowTitle() == "Parcours – CSF Desktop"
    assert window.stack.count() == 2


def test_a_view_is_built_to_show_an_item(window: MainWindow) -> None:
    window.view.open_requested.emit("pathway", "p1")
    assert window.stack.view_of(Second).calls == [("refresh", None), ("open", "pathway", "p1")]


def test_a_view_needed_out_of_sight_leaves_the_other_in_its_place(window: MainWindow) -> None:
    made = window.stack.view_of(Second)
    assert not made.isVisible()
    assert window.stack.view_of(First).isVisible()
    click(find_button(window, "Parcours"))
    assert window.view is made
    assert made.isVisible()


def test_a_view_built_later_knows_that_names_are_hidden(window: MainWindow) -> None:
    press(
        focused(),
        Qt.Key.Key_I,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    QApplication.processEvents()
    click(find_button(window, "Parcours"))
    assert window.view.initials_only


def test_a_view_built_later_is_heard(window: MainWindow) -> None:
    click(find_button(window, "Parcours"))
    window.view.message_posted.emit("Fiche enregistrée.")
    assert window.messages.text == "Fiche enregistrée."
