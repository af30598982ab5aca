"""The pieces a page is made of: each knows its height at a width, and draws itself from its top.

reportlab's own flowables choose page breaks by themselves; these sheets have a fixed number of
pages, so their heights are asked first and what does not fit is cut on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import or_missing
from csf_desktop.reports.styles import COLOUR, GAP, MM, sheet_styles
from csf_desktop.reports.text import fitted


class Block(Protocol):
    """Something drawn on a page. All measures are points; ``top`` is the upper edge."""

    def height(self, width: float) -> float: ...

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None: ...


@dataclass(frozen=True)
class Text:
    """A paragraph, cut after ``max_lines`` (0: never)."""

    text: str
    style: ParagraphStyle
    max_lines: int = 0

    def height(self, width: float) -> float:
        return float(fitted(self.text, self.style, width, self.max_lines).height)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        paragraph = fitted(self.text, self.style, width, self.max_lines)
        paragraph.drawOn(canvas, x, top - paragraph.height)


@dataclass(frozen=True)
class Stack:
    """Blocks one under the other, ``gap`` apart."""

    blocks: tuple[Block, ...]
    gap: float = 2 * MM

    def height(self, width: float) -> float:
        return stack_height(self.blocks, width, self.gap)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        draw_stack(self.blocks, canvas, x, top, width, self.gap)


def stack_height(blocks: Sequence[Block], width: float, gap: float = GAP) -> float:
    """Return the height of blocks one under the other."""
    return sum(block.height(width) for block in blocks) + gap * max(0, len(blocks) - 1)


def draw_stack(
    blocks: Sequence[Block], canvas: Canvas, x: float, top: float, width: float, gap: float = GAP
) -> None:
    """Draw blocks one under the other."""
    for block in blocks:
        block.draw(canvas, x, top, width)
        top -= block.height(width) + gap


@dataclass(frozen=True)
class Section:
    """A heading with a rule under it, then its blocks."""

    title: str
    blocks: tuple[Block, ...]
    gap: float = 2 * MM

    _RULE = 1.6 * MM

    def height(self, width: float) -> float:
        return self.heading_height(width) + stack_height(self.blocks, width, self.gap)

    def heading_height(self, width: float) -> float:
        """Return the height above the first block."""
        return self._heading().height(width) + 2 * self._RULE

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        heading = self._heading()
        heading.draw(canvas, x, top, width)
        rule = top - heading.height(width) - self._RULE / 2
        canvas.setStrokeColor(COLOUR.primary)
        canvas.setLineWidth(0.7)
        canvas.line(x, rule, x + width, rule)
        draw_stack(self.blocks, canvas, x, top - self.heading_height(width), width, self.gap)

    def _heading(self) -> Text:
        return Text(self.title, sheet_styles().heading, 1)


@dataclass(frozen=True)
class Field:
    """A label over its value; an empty value prints ``missing``."""

    label: str
    value: str
    span: int = 1
    max_lines: int = 2
    missing: str = "—"

    def height(self, width: float) -> float:
        return self._stack().height(width)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self._stack().draw(canvas, x, top, width)

    def _stack(self) -> Stack:
        styles = sheet_styles()
        value = or_missing(printable(self.value), self.missing)
        return Stack(
            (Text(self.label, styles.label, 1), Text(value, styles.value, self.max_lines)), 0.2 * MM
        )


@dataclass(frozen=True)
class FieldGrid:
    """Fields in ``columns`` equal columns, filled row by row; a field may span several."""

    fields: tuple[Field, ...]
    columns: int = 3

    _GUTTER = 5 * MM
    _ROW_GAP = 2 * MM

    def height(self, width: float) -> float:
        rows = self._rows()
        heights = (self._row_height(row, width) for row in rows)
        return sum(heights) + self._ROW_GAP * (len(rows) - 1)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for row in self._rows():
            left = x
            for field in row:
                field_width = self._width(field, width)
                field.draw(canvas, left, top, field_width)
                left += field_width + self._GUTTER
            top -= self._row_height(row, width) + self._ROW_GAP

    def _rows(self) -> list[list[Field]]:
        rows: list[list[Field]] = []
        used = self.columns
        for field in self.fields:
            if used + field.span > self.columns:
                rows.append([])
                used = 0
            rows[-1].append(field)
            used += field.span
        return rows

    def _row_height(self, row: list[Field], width: float) -> float:
        return max(field.height(self._width(field, width)) for field in row)

    def _width(self, field: Field, width: float) -> float:
        one = (width - self._GUTTER * (self.columns - 1)) / self.columns
        return one * field.span + self._GUTTER * (field.span - 1)
