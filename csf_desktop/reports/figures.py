"""Hours in large figures above their bar: the same for a pathway and for a contract."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Text
from csf_desktop.reports.styles import COLOUR, MM, sheet_styles


@dataclass(frozen=True)
class Figure:
    """A label over a large value, with a smaller word beside it (« 42 % »)."""

    label: str
    value: str
    aside: str = ""


@dataclass(frozen=True)
class FigureRow:
    """Figures in equal columns, a thin rule between them."""

    figures: tuple[Figure, ...]

    _HEIGHT = 11.5 * MM
    _INDENT = 3.5 * MM

    def height(self, width: float) -> float:
        return self._HEIGHT

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        styles = sheet_styles()
        column = width / len(self.figures)
        for at, figure in enumerate(self.figures):
            left = x + column * at + (self._INDENT if at else 0)
            inner = column - 2 * self._INDENT
            Text(figure.label, styles.label, 1).draw(canvas, left, top, inner)
            Text(figure.value, styles.figure, 1).draw(canvas, left, top - 11, inner)
            if figure.aside:
                face = styles.figure
                after = canvas.stringWidth(figure.value, face.fontName, face.fontSize) + 5
                Text(figure.aside, styles.cell, 1).draw(
                    canvas, left + after, top - 16.5, max(1, inner + self._INDENT - after)
                )
            if at:
                canvas.setStrokeColor(COLOUR.line)
                canvas.setLineWidth(0.8)
                rule = x + column * at
                canvas.line(rule, top - 1, rule, top - self._HEIGHT + 2)
