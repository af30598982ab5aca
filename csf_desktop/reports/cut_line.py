"""A dashed line to cut along."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Text
from csf_desktop.reports.styles import COLOUR, MM, sheet_styles


@dataclass(frozen=True)
class CutLine:
    """Dashes over the width with scissors at the left, and a word under them."""

    word: str

    _SCISSORS = 8 * MM

    def height(self, width: float) -> float:
        return 3 * MM + self._word().height(width)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        line = top - 1.5 * MM
        canvas.setStrokeColor(COLOUR.strong_line)
        canvas.setLineWidth(0.8)
        canvas.setDash(4, 3)
        canvas.line(x + self._SCISSORS, line, x + width, line)
        canvas.setDash()
        self._draw_scissors(canvas, x, line)
        self._word().draw(canvas, x + self._SCISSORS, top - 2.6 * MM, width - self._SCISSORS)

    def _word(self) -> Text:
        return Text(self.word, sheet_styles().small, 1)

    def _draw_scissors(self, canvas: Canvas, x: float, line: float) -> None:
        """Two rings and two crossed blades: the typeface has no scissors."""
        canvas.setLineWidth(0.9)
        for side in (-1, 1):
            canvas.circle(x + 1.3 * MM, line + side * 1.2 * MM, 0.9 * MM, stroke=1, fill=0)
            canvas.line(
                x + 2.1 * MM, line + side * 0.8 * MM, x + self._SCISSORS - MM, line - side * MM
            )
