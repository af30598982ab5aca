"""Boxes and lines that a person reads first or fills in by hand."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Block, Text, draw_stack, stack_height
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import TO_COMPLETE, or_missing
from csf_desktop.reports.styles import COLOUR, MM, sheet_styles


@dataclass(frozen=True)
class Callout:
    """Blocks on a soft ground with a strong bar on the left: what must not be missed."""

    blocks: tuple[Block, ...]

    _PAD = 2.6 * MM
    _INDENT = 4 * MM

    def height(self, width: float) -> float:
        inner = stack_height(self.blocks, self._inner(width), 1.2 * MM)
        return inner + 2 * self._PAD

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        height = self.height(width)
        canvas.setFillColor(COLOUR.primary_soft)
        canvas.setStrokeColor(COLOUR.strong_line)
        canvas.setLineWidth(0.5)
        canvas.rect(x, top - height, width, height, stroke=1, fill=1)
        canvas.setFillColor(COLOUR.primary)
        canvas.rect(x, top - height, 1.2 * MM, height, stroke=0, fill=1)
        inner = self._inner(width)
        draw_stack(self.blocks, canvas, x + self._INDENT, top - self._PAD, inner, 1.2 * MM)

    def _inner(self, width: float) -> float:
        return width - self._INDENT - self._PAD


@dataclass(frozen=True)
class CheckItem:
    """A line with an empty box to tick by hand."""

    text: str
    max_lines: int = 2

    _INDENT = 5 * MM

    def height(self, width: float) -> float:
        return self._text().height(width - self._INDENT)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        canvas.setStrokeColor(COLOUR.text)
        canvas.setLineWidth(0.8)
        canvas.rect(x + 0.5, top - 10.5, 8, 8, stroke=1, fill=0)
        self._text().draw(canvas, x + self._INDENT, top, width - self._INDENT)

    def _text(self) -> Text:
        return Text(self.text, sheet_styles().body, self.max_lines)


@dataclass(frozen=True)
class NoteLines:
    """Dotted lines to write on by hand, as many as ``lines``."""

    lines: int

    SPACING = 7.5 * MM

    def height(self, width: float) -> float:
        return self.lines * self.SPACING

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        canvas.setStrokeColor(COLOUR.strong_line)
        canvas.setLineWidth(0.5)
        canvas.setDash(1, 2)
        for line in range(1, self.lines + 1):
            canvas.line(x, top - line * self.SPACING, x + width, top - line * self.SPACING)
        canvas.setDash()


@dataclass(frozen=True)
class SignatureBoxes:
    """Boxes side by side, ``box_height`` points tall, each for one signer: part, name,
    place and date, room to sign.
    """

    signers: tuple[tuple[str, str], ...]
    box_height: float = 40 * MM

    _GUTTER = 2.5 * MM
    _PAD = 2 * MM

    def height(self, width: float) -> float:
        return self.box_height

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        number = len(self.signers)
        box = (width - self._GUTTER * (number - 1)) / number
        for part, name in self.signers:
            canvas.setStrokeColor(COLOUR.strong_line)
            canvas.setLineWidth(0.8)
            canvas.rect(x, top - self.box_height, box, self.box_height, stroke=1, fill=0)
            self._fill_in(canvas, x + self._PAD, top - self._PAD, box - 2 * self._PAD, part, name)
            x += box + self._GUTTER

    def _fill_in(
        self, canvas: Canvas, x: float, top: float, width: float, part: str, name: str
    ) -> None:
        styles = sheet_styles()
        who: tuple[Block, ...] = (
            Text(part, styles.cell_strong, 1),
            Text(or_missing(printable(name), TO_COMPLETE), styles.cell, 2),
        )
        draw_stack(who, canvas, x, top, width, 0)
        canvas.setStrokeColor(COLOUR.strong_line)
        canvas.setLineWidth(0.4)
        for label, offset in (("À", 16.5 * MM), ("Le", 21.5 * MM)):
            Text(label, styles.small, 1).draw(canvas, x, top - offset + 8, width)
            canvas.line(x + 10, top - offset - 1, x + width, top - offset - 1)
        Text("Signature", styles.small, 1).draw(canvas, x, top - 23 * MM, width)


@dataclass(frozen=True)
class NumberedList:
    """Steps to follow, numbered from 1, each as long as it needs."""

    items: tuple[str, ...]

    _INDENT = 6 * MM
    _GAP = 1.2 * MM

    def height(self, width: float) -> float:
        return stack_height(self._texts(), width - self._INDENT, self._GAP)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for number, text in enumerate(self._texts(), start=1):
            Text(f"{number}.", sheet_styles().strong, 1).draw(canvas, x, top, self._INDENT)
            text.draw(canvas, x + self._INDENT, top, width - self._INDENT)
            top -= text.height(width - self._INDENT) + self._GAP

    def _texts(self) -> tuple[Text, ...]:
        return tuple(Text(item, sheet_styles().body) for item in self.items)
