"""Pictures of the whole screen: every window in sight, one over the other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QMainWindow, QWidget

from scripts.tour import sight

BACKDROP = QColor("#DDE1EA")
SHADE = QColor(20, 24, 40, 70)
TITLE_BAR = QColor("#3A4254")
TITLE_HEIGHT = 30


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
    """Return the screen as a person sees it, with the title bars that this platform lacks."""
    shown = sight.windows()
    made = QPixmap(QGuiApplication.primaryScreen().size())
    made.fill(BACKDROP)
    painter = QPainter(made)
    for window in shown:
        _paint(painter, window)
    painter.end()
    return made


def _paint(painter: QPainter, window: QWidget) -> None:
    area = window.geometry()
    if window.isModal():
        painter.fillRect(painter.viewport(), SHADE)
    if window.windowType() is not Qt.WindowType.Popup and not isinstance(window, QMainWindow):
        bar = QRect(area.left(), area.top() - TITLE_HEIGHT, area.width(), TITLE_HEIGHT)
        painter.fillRect(bar, TITLE_BAR)
        painter.setPen(Qt.GlobalColor.white)
        painter.setFont(window.font())
        inner = bar.adjusted(12, 0, -12, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), window.windowTitle())
    painter.drawPixmap(area.topLeft(), window.grab())
    painter.setPen(Qt.GlobalColor.darkGray)
    painter.drawRect(area.adjusted(-1, -1, 0, 0))
