"""A bar of hours drawn to scale, its axis at round hours, its legend in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.formatting import hours
from csf_desktop.reports.styles import COLOUR, MM, sheet_styles

Fill = Literal["solid", "dotted", "tinted", "striped", "hatched", "open"]

_ROUND_HOURS = (1, 2, 5, 10, 20, 25, 50, 100, 150, 200, 250, 500, 1000)
_MOST_TICKS = 6


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its words, its minutes, and how it is filled.

    Fills differ by pattern besides their colour, for a sheet printed in black and white.
    """

    label: str
    minutes: int
    fill: Fill


@dataclass(frozen=True)
class HoursBar:
    """Segments end to end over the width, each in proportion to its minutes."""

    segments: tuple[Segment, ...]
    nothing: str = "aucune heure prévue"

    _BAR = 6 * MM
    _AXIS = 5.4 * MM
    _LEGEND = 4.5 * MM
    _KEY = 9.0
    _AFTER_KEY = 4.0
    _LEGEND_GAP = 6 * MM

    def height(self, width: float) -> float:
        return self._BAR + self._AXIS + self._LEGEND * len(self._legend_rows(width))

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        bottom = top - self._BAR
        total = self._total()
        canvas.setFillColor(COLOUR.white)
        canvas.rect(x, bottom, width, self._BAR, stroke=0, fill=1)
        left = x
        for segment in self.segments:
            part = width * max(0, segment.minutes) / total if total else 0
            _fill_box(canvas, left, bottom, part, self._BAR, segment.fill)
            left += part
        canvas.setStrokeColor(COLOUR.text)
        canvas.setLineWidth(0.8)
        canvas.rect(x, bottom, width, self._BAR, stroke=1, fill=0)
        self._draw_axis(canvas, x, bottom, width, total)
        legend_top = bottom - self._AXIS
        for row in self._legend_rows(width):
            self._draw_legend_row(canvas, x, legend_top, row)
            legend_top -= self._LEGEND

    def _total(self) -> int:
        return sum(max(0, segment.minutes) for segment in self.segments)

    def _draw_axis(self, canvas: Canvas, x: float, y: float, width: float, total: int) -> None:
        canvas.setFont(sheet_styles().small.fontName, 7.5)
        canvas.setFillColor(COLOUR.secondary)
        canvas.setLineWidth(0.5)
        if not total:
            canvas.drawString(x, y - 9.5, self.nothing)
            return
        ticks = axis_ticks(total)
        for minutes in ticks:
            at = x + width * minutes / total
            canvas.line(at, y, at, y - 2.5)
            if minutes == 0:
                canvas.drawString(at, y - 9.5, hours(minutes))
            elif minutes == total:
                canvas.drawRightString(at, y - 9.5, hours(minutes))
            else:
                canvas.drawCentredString(at, y - 9.5, hours(minutes))

    def _legend_rows(self, width: float) -> list[list[Segment]]:
        rows: list[list[Segment]] = [[]]
        used = 0.0
        for segment in self.segments:
            needed = self._legend_width(segment)
            if rows[-1] and used + needed > width:
                rows.append([])
                used = 0.0
            rows[-1].append(segment)
            used += needed + self._LEGEND_GAP
        return rows

    def _legend_width(self, segment: Segment) -> float:
        style = sheet_styles().cell
        words = float(stringWidth(_legend(segment), style.fontName, style.fontSize))
        return self._KEY + self._AFTER_KEY + words

    def _draw_legend_row(self, canvas: Canvas, x: float, top: float, row: list[Segment]) -> None:
        style = sheet_styles().cell
        for segment in row:
            _fill_box(canvas, x, top - 10, self._KEY, 8, segment.fill)
            canvas.setStrokeColor(COLOUR.text)
            canvas.setLineWidth(0.6)
            canvas.rect(x, top - 10, self._KEY, 8, stroke=1, fill=0)
            canvas.setFillColor(COLOUR.text)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.drawString(x + self._KEY + self._AFTER_KEY, top - 9, _legend(segment))
            x += self._legend_width(segment) + self._LEGEND_GAP


def axis_ticks(total: int) -> list[int]:
    """Return the minutes to mark on an axis of ``total`` minutes: 0, round hours, the end.

    A round hour too near the end gives way to it, so that labels stay apart.
    """
    step = next((h * 60 for h in _ROUND_HOURS if total <= h * 60 * _MOST_TICKS), 0)
    if not step:
        step = -(-total // (_MOST_TICKS * 60_000)) * 60_000
    inner = range(step, total, step)
    return [0, *(tick for tick in inner if total - tick >= total / 10), total]


def _legend(segment: Segment) -> str:
    return f"{segment.label} ({hours(segment.minutes)})"


def _fill_box(canvas: Canvas, x: float, y: float, width: float, height: float, fill: Fill) -> None:
    if width <= 0 or fill == "open":
        return
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    grounds = {
        "solid": COLOUR.primary,
        "dotted": COLOUR.primary_tint,
        "tinted": COLOUR.primary_tint,
        "striped": COLOUR.white,
        "hatched": COLOUR.accent,
    }
    canvas.setFillColor(grounds[fill])
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    if fill == "dotted":
        _dots(canvas, x, y, width, height)
    elif fill in ("striped", "hatched"):
        _lines(canvas, x, y, width, height, lean=height if fill == "hatched" else 0)
    canvas.restoreState()


def _lines(canvas: Canvas, x: float, y: float, width: float, height: float, lean: float) -> None:
    """Rule the box with parallel lines; ``lean`` is how far their tops are to the right."""
    canvas.setStrokeColor(COLOUR.text)
    canvas.setLineWidth(0.6)
    lines = canvas.beginPath()
    for step in range(int((width + height) / 4) + 2):
        start = x - lean + step * 4
        lines.moveTo(start, y)
        lines.lineTo(start + lean, y + height)
    canvas.drawPath(lines, stroke=1, fill=0)


def _dots(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Dot the box with dashed lines: round caps on strokes of no length."""
    canvas.setStrokeColor(COLOUR.primary)
    canvas.setLineWidth(1.1)
    canvas.setLineCap(1)
    for row in range(int(height / 4) + 1):
        canvas.setDash([0, 4], 2 * (row % 2))
        at = y + 2 + row * 4
        canvas.line(x + 1, at, x + width, at)
