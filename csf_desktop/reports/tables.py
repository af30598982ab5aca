"""Ruled tables whose rows are measured, so that a long one is cut with a line saying so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import or_missing
from csf_desktop.reports.styles import COLOUR, MM, sheet_styles
from csf_desktop.reports.text import Fitted, fitted

_PAD_X = 1.6 * MM
_PAD_Y = 0.9 * MM
# Heights are sums of floats: a table must still fit the height it has just told.
_ROUNDING = 0.01


@dataclass(frozen=True)
class Column:
    """A column: its title, its share of the width, and how its cells are set."""

    title: str
    share: float
    is_strong: bool = False
    is_right: bool = False
    max_lines: int = 3

    def cell_style(self) -> ParagraphStyle:
        styles = sheet_styles()
        if self.is_right:
            return styles.cell_right
        return styles.cell_strong if self.is_strong else styles.cell

    def title_style(self) -> ParagraphStyle:
        styles = sheet_styles()
        return styles.column_title_right if self.is_right else styles.column_title


@dataclass(frozen=True)
class DataTable:
    """A header row on a tint, then ruled rows; an empty cell prints « — ».

    ``closing`` is a line in italics under the rows (what was cut, or that there is nothing).
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: str = ""

    def height(self, width: float) -> float:
        rows = sum(self._row_height(row, width) for row in self.rows)
        return self.header_height(width) + rows + _note_height(self.closing, width)

    def header_height(self, width: float) -> float:
        titles = (
            fitted(column.title, column.title_style(), inner, 2).height
            for column, inner in self._inner_widths(width)
        )
        return float(max(titles)) + 2 * _PAD_Y

    def fitting(self, width: float, max_height: float, more: Callable[[int], str]) -> DataTable:
        """Return the table with the rows that fit ``max_height``, and ``more(left_out)`` below.

        Only the rows kept are measured: a thousand rows cost no more than a page of them.
        """
        room = max_height - self.header_height(width) + _ROUNDING
        closing = _note_height(more(len(self.rows)), width)
        kept, used, kept_with_closing = 0, 0.0, 0
        for row in self.rows:
            used += self._row_height(row, width)
            if used > room:
                break
            kept += 1
            if used + closing <= room:
                kept_with_closing = kept
        if kept == len(self.rows):
            return self
        rows = self.rows[:kept_with_closing]
        return replace(self, rows=rows, closing=more(len(self.rows) - kept_with_closing))

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        header = self.header_height(width)
        canvas.setFillColor(COLOUR.surface)
        canvas.rect(x, top - header, width, header, stroke=0, fill=1)
        titles = [
            fitted(column.title, column.title_style(), inner, 2)
            for column, inner in self._inner_widths(width)
        ]
        self._draw_row(canvas, x, top, width, titles)
        top -= header
        _rule(canvas, x, top, width, is_strong=True)
        for row in self.rows:
            self._draw_row(canvas, x, top, width, self._cells(row, width))
            top -= self._row_height(row, width)
            _rule(canvas, x, top, width)
        if self.closing:
            note = fitted(self.closing, sheet_styles().note, width - 2 * _PAD_X, 2)
            note.drawOn(canvas, x + _PAD_X, top - _PAD_Y - note.height)

    def _draw_row(
        self, canvas: Canvas, x: float, top: float, width: float, cells: list[Fitted]
    ) -> None:
        for cell, (_, inner) in zip(cells, self._inner_widths(width), strict=True):
            cell.drawOn(canvas, x + _PAD_X, top - _PAD_Y - cell.height)
            x += inner + 2 * _PAD_X

    def _cells(self, row: tuple[str, ...], width: float) -> list[Fitted]:
        return [
            fitted(or_missing(printable(text)), column.cell_style(), inner, column.max_lines)
            for text, (column, inner) in zip(row, self._inner_widths(width), strict=True)
        ]

    def _row_height(self, row: tuple[str, ...], width: float) -> float:
        return float(max(cell.height for cell in self._cells(row, width))) + 2 * _PAD_Y

    def _inner_widths(self, width: float) -> list[tuple[Column, float]]:
        total = sum(column.share for column in self.columns)
        return [(column, width * column.share / total - 2 * _PAD_X) for column in self.columns]


def _rule(canvas: Canvas, x: float, y: float, width: float, *, is_strong: bool = False) -> None:
    canvas.setStrokeColor(COLOUR.strong_line if is_strong else COLOUR.line)
    canvas.setLineWidth(0.6 if is_strong else 0.4)
    canvas.line(x, y, x + width, y)


def _note_height(note: str, width: float) -> float:
    if not note:
        return 0.0
    return float(fitted(note, sheet_styles().note, width - 2 * _PAD_X, 2).height) + 2 * _PAD_Y
