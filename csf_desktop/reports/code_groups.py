"""Codes that people copy or compare by eye: every character in a cell of its own, in groups."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.fonts import code_font
from csf_desktop.reports.styles import COLOUR, sheet_styles


@dataclass(frozen=True)
class CodeGroups:
    """Groups of letters and digits, ``per_row`` in a row, in a face whose zero has a bar.

    ``size`` is the type size in points. With ``is_boxed`` each group has an outline and its rank
    above it, so that nobody loses the place while copying.
    """

    groups: tuple[str, ...]
    per_row: int
    size: float
    is_boxed: bool = False

    _CELL = 0.78
    _ROW = 1.55
    _RANK = 12.0

    def height(self, width: float) -> float:
        return self._row_height() * len(self._rows())

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        column = width / self.per_row
        rank = 1
        for row in self._rows():
            for at, group in enumerate(row):
                left = x + column * at
                if self.is_boxed:
                    self._draw_box(canvas, left, top, column, rank)
                    self._draw_group(canvas, left + column / 2, top - self._RANK, group)
                else:
                    middle = left + self.size * self._CELL * len(group) / 2
                    self._draw_group(canvas, middle, top, group)
                rank += 1
            top -= self._row_height()

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            self.groups[at : at + self.per_row] for at in range(0, len(self.groups), self.per_row)
        ]

    def _row_height(self) -> float:
        rank = self._RANK if self.is_boxed else 0
        return rank + self.size * self._ROW + self._row_gap()

    def _row_gap(self) -> float:
        return self.size * 0.25 if self.is_boxed else 0

    def _draw_group(self, canvas: Canvas, middle: float, top: float, group: str) -> None:
        cell = self.size * self._CELL
        first = middle - cell * (len(group) - 1) / 2
        canvas.setFillColor(COLOUR.text)
        canvas.setFont(code_font(), self.size)
        for at, char in enumerate(group):
            canvas.drawCentredString(first + cell * at, top - self.size * 1.1, char)

    def _draw_box(self, canvas: Canvas, x: float, top: float, column: float, rank: int) -> None:
        style = sheet_styles().small
        height = self.size * self._ROW
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(COLOUR.secondary)
        canvas.drawCentredString(x + column / 2, top - 8, str(rank))
        canvas.setStrokeColor(COLOUR.strong_line)
        canvas.setLineWidth(0.8)
        inset = column * 0.04
        bottom = top - self._RANK - height
        canvas.roundRect(x + inset, bottom, column - 2 * inset, height, 4, stroke=1, fill=0)


def in_groups(code: str, length: int = 4) -> tuple[str, ...]:
    """Return the ASCII letters and digits of ``code``, in capitals, in groups of ``length``."""
    plain = "".join(char for char in code.upper() if char.isascii() and char.isalnum())
    return tuple(plain[at : at + length] for at in range(0, len(plain), length))
