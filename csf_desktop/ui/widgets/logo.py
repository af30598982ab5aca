"""The program's own mark: two milestones joined by a path; no State emblem."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.theme import px


class Logo(QWidget):
    """The mark as a small square; it is decoration and takes no keyboard."""

    def __init__(self, side: int = 36, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(px(side), px(side))
        self.setAccessibleName("CSF Desktop")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_logo(painter, self.width())
        painter.end()


def paint_logo(painter: QPainter, side: float) -> None:
    """Paint the mark in a square of ``side``."""
    tokens = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.primary))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22)
    start, end = QPointF(side * 0.28, side * 0.72), QPointF(side * 0.72, side * 0.28)
    path = QPainterPath(start)
    path.cubicTo(QPointF(side * 0.28, side * 0.34), QPointF(side * 0.72, side * 0.66), end)
    white = QColor(tokens.on_primary)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(white, side * 0.09, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(white)
    painter.drawEllipse(start, side * 0.1, side * 0.1)
    painter.setBrush(QColor(tokens.focus_on_primary))
    painter.drawEllipse(end, side * 0.12, side * 0.12)


def window_icon() -> QIcon:
    """Return the mark as the icon of the program's windows."""
    made = QIcon()
    for side in (16, 32, 64):
        drawn = QPixmap(side, side)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        paint_logo(painter, side)
        painter.end()
        made.addPixmap(drawn)
    return made
