"""Windows that fit on the screen they are on, whatever the zoom.

The screen is always asked of ``QGuiApplication``, never of a widget: PySide (6.11.3) makes what
``QWidget.screen()`` returns a child of that widget and may destroy the real screen with it, which
ends the program a little later.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csf_desktop.ui.theme import px

MIN_WIDTH, MIN_HEIGHT = 640, 360
"""The least any window of the program asks for, in logical pixels: 1366×768 at 200 %."""


def free_area(at: QPoint | None = None) -> QRect:
    """Return the free part of the screen at a global position (default: the main screen)."""
    found = QGuiApplication.screenAt(at) if at is not None else None
    return (found or QGuiApplication.primaryScreen()).availableGeometry()


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window a size of zoom 1, zoomed, within the free part of the main screen."""
    room = free_area()
    window.resize(min(px(width), room.width()), min(px(height), room.height()))
