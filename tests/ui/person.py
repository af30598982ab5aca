"""Driving a screen as a person does: keys, clicks, and the words that are in sight."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


def show(qtbot: QtBot, widget: W, width: int = 0, height: int = 0) -> W:
    """Show a window, active, at a size if one is given."""
    qtbot.addWidget(widget)
    vars(qtbot).setdefault("shown", []).append(widget)  # qtbot itself holds no reference
    if width and height:
        widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key on a widget."""
    QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)


def press_focused(key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key wherever the keyboard is."""
    press(focused(), key, modifier)


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def popup() -> QWidget:
    """Return the popup that is open."""
    found = QApplication.activePopupWidget()
    assert found is not None, "no popup is open"
    return found


def child(widget: QWidget, kind: type[W]) -> W:
    """Return the first child of a kind."""
    found = widget.findChild(kind)
    assert found is not None, f"no {kind.__name__}"
    return found


def type_text(widget: QWidget, text: str) -> None:
    """Put the keyboard in a field and type; what was in a line goes first."""
    target = widget.focusProxy() or widget
    target.setFocus()
    if isinstance(target, QLineEdit):
        target.selectAll()
    type_keys(target, text)


def type_keys(target: QWidget, text: str) -> None:
    """Type any letters: QTest itself knows ASCII only, and aborts on the others."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(target, letter)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(target, QKeyEvent(kind, 0, none, letter))


def click(widget: QWidget) -> None:
    """Click in the middle of a widget."""
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def words(widget: QWidget) -> str:
    """Return every text in sight in a widget, one a line."""
    found: list[str] = []
    for part in [widget, *widget.findChildren(QWidget)]:
        if not part.isVisible():
            continue
        is_secret = isinstance(part, QLineEdit) and part.echoMode() != QLineEdit.EchoMode.Normal
        if isinstance(part, QLabel | QAbstractButton | QLineEdit) and not is_secret:
            found.append(part.text())
    return "\n".join(text for text in found if text)


def find_button(widget: QWidget, text: str) -> QAbstractButton:
    """Return the visible button with this text or accessible name."""
    for made in widget.findChildren(QAbstractButton):
        if made.isVisible() and text in (made.text(), made.accessibleName()):
            return made
    raise AssertionError(f"no visible button {text!r}")
