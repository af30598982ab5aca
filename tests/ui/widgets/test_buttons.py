"""Buttons under the keyboard: what presses them, what moves from one to another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.ui.widgets.buttons import button, icon_button
from tests.ui import person

ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


@pytest.fixture
def row(qtbot: QtBot) -> list[QAbstractButton]:
    """Three buttons that nothing joins, in an area too low for them."""
    made: list[QAbstractButton] = [
        button("Verrouiller"),
        icon_button("close-line", "Fermer"),
        button("Modifier", "link"),
    ]
    inner = QWidget()
    box = QVBoxLayout(inner)
    for one in made:
        box.addWidget(one)
    inner.setMinimumHeight(600)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    person.show(qtbot, area, 300, 200)
    return made


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("key", ARROWS)
def test_an_arrow_leaves_no_button_for_another(
    row: list[QAbstractButton], at: int, key: Qt.Key
) -> None:
    row[at].setFocus()
    for _ in range(3):
        person.press_focused(key)
    assert person.focused() is row[at]


def test_arrows_scroll_what_a_button_stands_in_and_tab_goes_on(
    row: list[QAbstractButton],
) -> None:
    row[0].setFocus()
    area = row[0].window()
    assert isinstance(area, QScrollArea)
    person.press_focused(Qt.Key.Key_Down)
    assert area.verticalScrollBar().value() > 0
    person.press_focused(Qt.Key.Key_Tab)
    assert person.focused() is row[1]
    person.press_focused(Qt.Key.Key_Backtab)
    assert person.focused() is row[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_a_button(row: list[QAbstractButton], key: Qt.Key) -> None:
    pressed: list[str] = []
    for one in row:
        one.clicked.connect(lambda _checked, made=one: pressed.append(made.accessibleName()))
        person.press(one, key)
    assert pressed == ["Verrouiller", "Fermer", "Modifier"]
