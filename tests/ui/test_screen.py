"""Windows fit on their screen, and the screen outlives them."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import csf_desktop.ui
from csf_desktop.ui.screen import free_area, resize_on_screen


def test_window_is_cut_to_its_screen(qtbot: QtBot) -> None:
    room = QGuiApplication.primaryScreen().availableGeometry()
    window = QWidget()
    qtbot.addWidget(window)
    resize_on_screen(window, 300, 90_000)
    assert (window.width(), window.height()) == (300, room.height())


def test_free_area_is_that_of_the_screen_there(qtbot: QtBot) -> None:
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert free_area() == free_area(room.center()) == room
    assert free_area(QPoint(-90_000, -90_000)) == room


def test_no_widget_is_asked_for_its_screen() -> None:
    """See ``ui/screen.py``: the screen would be destroyed with the widget."""
    asked = [
        f"{path.name}:{number}"
        for path in Path(csf_desktop.ui.__file__).parent.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"\w\.screen\(\)", line) and "``" not in line
    ]
    assert asked == []
