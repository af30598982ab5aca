"""What a person does: clicks, keys, choices. Everything is found by its words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QListView,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QTableView,
    QWidget,
)

from scripts.tour import sight
from scripts.tour.waiting import TourError, wait_for

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
FILE_DIALOG_LOOKS = 100
CONTROL = Qt.KeyboardModifier.ControlModifier


def click_on(part: QWidget, at: QPoint | None = None) -> None:
    """Click on a widget that is in sight; its window comes to the front, as with a real mouse."""
    point = sight.point_on(part, at)
    window = part.window()
    if not window.isActiveWindow():
        window.activateWindow()
        wait_for(window.isActiveWindow, "la fenêtre ne vient pas au premier plan")
    QTest.mouseMove(part, point)
    QTest.mouseClick(part, LEFT, Qt.KeyboardModifier.NoModifier, point)


def click(name: str) -> None:
    """Click on a button, once it may be pressed."""
    found = sight.named(QAbstractButton, name)
    wait_for(found.isEnabled, f"le bouton «\u00a0{name}\u00a0» reste grisé")
    click_on(found)


def tick(name: str) -> None:
    """Click on the box of a choice."""
    box = sight.named(QCheckBox, name)
    click_on(box, QPoint(box.height() // 2, box.height() // 2))


def select(name: str) -> None:
    """Click on the dot of one choice among several."""
    dot = sight.named(QRadioButton, name)
    click_on(dot, QPoint(dot.height() // 2, dot.height() // 2))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or sight.front(), key, modifier)


def fill(name: str, text: str, *, leave: bool = True) -> None:
    """Type in the field of this name, in place of what it holds, then leave it with Tab."""
    field = _editor(name)
    click_on(field)
    QTest.keyClick(field, Key.Key_A, CONTROL)
    if text:
        type_in(field, text)
    else:
        QTest.keyClick(field, Key.Key_Delete)
    if leave:
        QTest.keyClick(field, Key.Key_Tab)


def _editor(name: str) -> QWidget:
    def look() -> QWidget | None:
        for kind in (QLineEdit, QPlainTextEdit):
            if sight.is_shown(kind, name):
                return sight.named(kind, name)
        return None

    return wait_for(look, f"le champ «\u00a0{name}\u00a0» n’est pas à l’écran")


def type_in(target: QWidget, text: str) -> None:
    """Type any letters: QTest itself knows ASCII only, and aborts on the others."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(target, letter)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(target, QKeyEvent(kind, 0, none, letter))


def choose(name: str, text: str) -> None:
    """Open a closed list and go down to a choice."""
    combo = sight.named(QComboBox, name)
    click_on(combo)
    at = combo.findText(text)
    if at < 0:
        raise TourError(f"«\u00a0{text}\u00a0» n’est pas dans la liste «\u00a0{name}\u00a0»")
    opened = combo.view()
    wait_for(opened.isVisible, f"la liste «\u00a0{name}\u00a0» ne s’ouvre pas")
    QTest.keyClick(opened, Key.Key_Home)
    for _ in range(at):
        QTest.keyClick(opened, Key.Key_Down)
    QTest.keyClick(opened, Key.Key_Return)
    wait_for(lambda: combo.currentText() == text, f"«\u00a0{text}\u00a0» n’est pas choisi")


def pick(name: str, typed: str, wanted: str) -> None:
    """Type in a field that suggests, then click on the suggestion that holds ``wanted``."""
    fill(name, typed, leave=False)

    def look() -> tuple[QListView, QPoint] | None:
        popup = QApplication.activePopupWidget()
        if not isinstance(popup, QListView):
            return None
        for row in range(popup.model().rowCount()):
            index = popup.model().index(row, 0)
            if sight.plain(wanted) in sight.plain(str(index.data())):
                return popup, popup.visualRect(index).center()
        return None

    popup, point = wait_for(
        look, f"«\u00a0{wanted}\u00a0» n’est pas proposé pour «\u00a0{name}\u00a0»"
    )
    QTest.mouseClick(popup.viewport(), LEFT, pos=point)


def open_tab(title: str) -> None:
    """Click on a tab."""
    for bar in sight.front().findChildren(QTabBar):
        for at in range(bar.count()):
            if bar.isVisible() and bar.tabText(at) == title:
                click_on(bar, bar.tabRect(at).center())
                return
    raise TourError(f"l’onglet «\u00a0{title}\u00a0» n’est pas à l’écran")


def open_row(text: str) -> None:
    """Click on the row of a list that says this."""

    def look() -> tuple[QTableView, QPoint] | None:
        for table in sight.front().findChildren(QTableView):
            for index in sight.cells(table) if table.isVisible() else ():
                if sight.plain(text) in sight.plain(sight.cell_text(index)):
                    table.scrollTo(index)
                    return table, table.visualRect(index).center()
        return None

    table, point = wait_for(look, f"aucune ligne ne dit «\u00a0{text}\u00a0»")
    QTest.mouseClick(table.viewport(), LEFT, pos=point)


def choose_in_menu(title: str, entry: str) -> None:
    """Open a menu of the menu bar and click on an entry."""
    window = sight.front()
    if not isinstance(window, QMainWindow):
        raise TourError("la fenêtre en vue n’a pas de menus")
    bar = window.menuBar()
    action = next((one for one in bar.actions() if sight.plain(one.text()) == title), None)
    if action is None:
        raise TourError(f"le menu «\u00a0{title}\u00a0» n’existe pas")
    click_on(bar, bar.actionGeometry(action).center())
    click_entry(entry)


def click_entry(entry: str) -> None:
    """Click on an entry of the menu that is open."""

    def look() -> tuple[QMenu, QPoint] | None:
        menu = sight.open_menu()
        for action in menu.actions() if menu else ():
            if menu and sight.plain(action.text()) == sight.plain(entry) and action.isEnabled():
                return menu, menu.actionGeometry(action).center()
        return None

    menu, point = wait_for(look, f"le menu n’offre pas «\u00a0{entry}\u00a0»")
    QTest.mouseMove(menu, point)
    QTest.mouseClick(menu, LEFT, pos=point)


def in_file_dialog(path: Path, act: Callable[[], object]) -> None:
    """Do what opens a dialog of files, then type ``path`` there and accept it."""
    answer = _FileAnswer(path)
    answer.timer.start()
    try:
        act()
    finally:
        answer.timer.stop()
    if not answer.is_given:
        raise TourError(f"aucun dialogue ne demande {path.name}")


class _FileAnswer:
    """Waits inside the dialog's own loop: it is modal, and whoever opened it is stopped there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.is_given = False
        self.timer = QTimer()
        self.timer.setInterval(20)
        self.timer.timeout.connect(self._look)
        self._looks = 0

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return
        self._looks += 1
        if self._looks > FILE_DIALOG_LOOKS:  # it does not take the answer: let the tour say so
            self.is_given = False
            dialog.reject()
            return
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        if line is not None and line.text() != str(self._path):
            line.selectAll()
            type_in(line, str(self._path))
            return
        box = dialog.findChild(QDialogButtonBox)
        for button in box.buttons() if box else ():
            if box and box.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole:
                self.is_given = True
                QTest.mouseClick(button, LEFT)


def close_suggestions() -> None:
    """Press Esc on the list of suggestions, if one is open."""
    popup = QApplication.activePopupWidget()
    if isinstance(popup, QListView):
        QTest.keyClick(popup, Key.Key_Escape)


def press_shortcut(key: Qt.Key) -> None:
    """Press Ctrl and a key on the window in sight."""
    QTest.keyClick(sight.front(), key, CONTROL)


def type_in_focus(text: str) -> None:
    """Type where the keyboard is."""
    target = wait_for(QApplication.focusWidget, "rien n’a le clavier")
    type_in(target, text)


def close_popup() -> None:
    """Press Esc on the popup that is open."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        QTest.keyClick(popup, Key.Key_Escape)
        wait_for(lambda: QApplication.activePopupWidget() is None, "la liste ne se ferme pas")


def click_cell(table: QTableView, row: int) -> None:
    """Click on a row of a list, by its place."""
    index = table.model().index(row, 0)
    table.scrollTo(index)
    point = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=point)
