"""A numbered paragraph of the clause, its number in the margin."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Text
from csf_desktop.reports.styles import MM, sheet_styles


@dataclass(frozen=True)
class NumberedText:
    """« 3.1. » in the margin, the paragraph beside it; without a number only the paragraph."""

    number: str
    text: str

    _INDENT = 11 * MM

    def height(self, width: float) -> float:
        return self._body().height(width - self._INDENT)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        if self.number:
            Text(self.number, sheet_styles().strong, 1).draw(canvas, x, top, self._INDENT)
        self._body().draw(canvas, x + self._INDENT, top, width - self._INDENT)

    def _body(self) -> Text:
        return Text(self.text, sheet_styles().body)
