"""Pictures of the whole screen: every window in sight, one over the other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from scripts.tour import sight

BACKDROP = QColor("#3B4252")


class Album:
    """Numbers the pictures in the order they are taken: ``01-assistant-dossier.png``…"""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> Path:
        """Save what is on the screen."""
        self._count += 1
        path = self._folder / f"{self._count:02d}-{name}.png"
        picture().save(str(path))
        return path


def picture() -> QPixmap:
    """Return the screen as a person sees it, cut to the main window where there is one."""
    shown = sight.windows()
    area = shown[0].geometry() if shown else QRect(0, 0, 640, 480)
    if shown and shown[0].width() < 900:
        area = QGuiApplication.primaryScreen().geometry()
    made = QPixmap(area.size())
    made.fill(BACKDROP)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for window in shown:
        _paint(painter, window, area)
    painter.end()
    return made


def _paint(painter: QPainter, window: QWidget, area: QRect) -> None:
    corner = window.geometry().topLeft() - area.topLeft()
    if window.isModal():
        painter.fillRect(painter.viewport(), QColor(20, 24, 40, 70))
    painter.drawPixmap(corner, window.grab())
    painter.setPen(Qt.GlobalColor.darkGray)
    painter.drawRect(QRect(corner, window.size()).adjusted(-1, -1, 0, 0))
