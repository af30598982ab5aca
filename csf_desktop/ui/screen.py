"""Windows that fit on the screen they are on, whatever the zoom."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csf_desktop.ui.theme import px

MIN_WIDTH, MIN_HEIGHT = 640, 360
"""The least any window of the program asks for, in logical pixels: 1366×768 at 200 %."""


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window a size of zoom 1, zoomed, within the free part of its screen."""
    room = window.screen().availableSize()
    window.resize(min(px(width), room.width()), min(px(height), room.height()))
