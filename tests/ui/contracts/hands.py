"""What a person does in the panel of a contract."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from tests.ui import person
from tests.ui.contracts.conftest import Screen


def open_contract(screen: Screen, contract_id: str) -> None:
    screen.view.refresh(None)
    screen.settle()
    screen.view.open_item("contract", contract_id)
    screen.settle()


def field(screen: Screen, name: str) -> QWidget:
    """Return the visible editor with this accessible name."""
    found = [
        made
        for made in screen.view.findChildren(QWidget)
        if isinstance(made, QLineEdit | QComboBox | QPlainTextEdit)
        and made.isVisible()
        and made.accessibleName() == name
    ]
    assert found, f"no visible field {name!r}"
    return found[0]


def choose(screen: Screen, name: str, text: str) -> None:
    """Choose a line of a closed list by the keyboard."""
    box = field(screen, name)
    assert isinstance(box, QComboBox)
    box.setFocus()
    while box.currentText() != text:
        before = box.currentIndex()
        person.press(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"no line {text!r}"


def choose_in_menu(screen: Screen, text: str) -> None:
    """Open « Autres actions » and click a line."""
    screen.click("Autres actions")
    menu = person.popup()
    assert isinstance(menu, QMenu)
    (action,) = (made for made in menu.actions() if made.text() == text)
    middle = menu.actionGeometry(action).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=middle)
    screen.settle()


def text_of(screen: Screen, name: str) -> str:
    """Return what a line or a text holds."""
    made = field(screen, name)
    if isinstance(made, QPlainTextEdit):
        return made.toPlainText()
    assert isinstance(made, QLineEdit)
    return made.text()


def write(screen: Screen, name: str, text: str) -> None:
    """Type in a field in place of what it held, and leave it."""
    made = field(screen, name)
    made.setFocus()
    person.press(made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.type_keys(made, text)
    person.press(made, Qt.Key.Key_Tab)
    screen.settle()


def pick_suggestion(screen: Screen, name: str, typed: str, shown: str) -> None:
    """Type the beginning of something and pick what is suggested."""
    made = field(screen, name)
    person.type_text(made, typed)
    screen.qtbot.waitUntil(lambda: shown in suggestions(screen))
    popup = popup_of(screen)
    person.press(popup, Qt.Key.Key_Down)
    while popup.currentIndex().data() != shown:
        person.press(popup, Qt.Key.Key_Down)
    person.press(popup, Qt.Key.Key_Return)
    screen.settle()


def popup_of(_screen: Screen) -> QListView:
    """Return the list of suggestions in sight."""
    found = [
        made
        for made in QApplication.topLevelWidgets()
        if isinstance(made, QListView) and made.isVisible()
    ]
    assert found, "no suggestions"
    return found[0]


def suggestions(screen: Screen) -> list[str]:
    """Return the suggestions in sight."""
    try:
        model = popup_of(screen).model()
    except AssertionError:
        return []
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def accept(screen: Screen, words: str) -> None:
    """Press the button of the form that is open, which may be called as another one."""
    (made,) = (
        one
        for one in screen.view.panel.findChildren(QAbstractButton)
        if one.isVisible() and one.text() == words
    )
    person.click(made)
    screen.settle()
