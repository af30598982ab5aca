"""Vector drawings of the sheets: logo, status pill, course of steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Block, Text, draw_stack, stack_height
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import or_missing
from csf_desktop.reports.styles import CENTER, COLOUR, MM, sheet_styles

StepState = Literal["done", "current", "to_come"]
Tone = Literal["info", "ok", "warn", "err", "mute"]

_TONES: dict[str, tuple[Color, Color]] = {
    "info": (HexColor("#164FA3"), HexColor("#E3EDFC")),
    "ok": (HexColor("#17663A"), HexColor("#DDF3E4")),
    "warn": (HexColor("#8A4B00"), HexColor("#FDEBD0")),
    "err": (HexColor("#A81E1E"), HexColor("#FBE3E1")),
    "mute": (HexColor("#4C5366"), HexColor("#ECEEF3")),
}


def draw_logo(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw the two linked milestones in a rounded square of ``size``, from its lower left."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setFillColor(COLOUR.primary)
    canvas.roundRect(0, 0, size, size, size * 0.22, stroke=0, fill=1)
    canvas.setStrokeColor(COLOUR.white)
    canvas.setLineWidth(size * 0.09)
    canvas.setLineCap(1)
    canvas.bezier(
        size * 0.28, size * 0.28, size * 0.28, size * 0.66,
        size * 0.72, size * 0.34, size * 0.72, size * 0.72,
    )  # fmt: skip
    canvas.setFillColor(COLOUR.white)
    canvas.circle(size * 0.28, size * 0.28, size * 0.1, stroke=0, fill=1)
    canvas.setFillColor(COLOUR.accent)
    canvas.circle(size * 0.72, size * 0.72, size * 0.12, stroke=0, fill=1)
    canvas.restoreState()


@dataclass(frozen=True)
class Pill:
    """A word in an outlined capsule."""

    word: str
    tone: Tone = "info"


@dataclass(frozen=True)
class TitleWithPill:
    """The subject of a sheet in large, with pills on the right, the last one outermost."""

    title: str
    pills: tuple[Pill, ...]

    _WIDEST = 44 * MM
    _GUTTER = 2 * MM

    def height(self, width: float) -> float:
        return self._title().height(self._title_width(width))

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self._title().draw(canvas, x, top, self._title_width(width))
        right = x + width
        for pill in reversed(self.pills):
            pill_width = self._pill_width(pill)
            _draw_pill(canvas, right - pill_width, top - 17, pill_width, pill)
            right -= pill_width + self._GUTTER

    def _title(self) -> Text:
        return Text(self.title, sheet_styles().lead, 2)

    def _title_width(self, width: float) -> float:
        return width - sum(self._pill_width(pill) + self._GUTTER for pill in self.pills)

    def _pill_width(self, pill: Pill) -> float:
        style = sheet_styles().cell_strong
        word = or_missing(printable(pill.word))
        needed = float(stringWidth(word, style.fontName, style.fontSize)) + 8 * MM
        return min(self._WIDEST, needed)


def _draw_pill(canvas: Canvas, x: float, y: float, width: float, pill: Pill) -> None:
    ink, tint = _TONES[pill.tone]
    style = sheet_styles().cell_strong.clone("pill", textColor=ink, alignment=CENTER)
    canvas.setFillColor(tint)
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(0.8)
    canvas.roundRect(x, y, width, 16, 8, stroke=1, fill=1)
    word = or_missing(printable(pill.word))
    Text(word, style, 1).draw(canvas, x + 2 * MM, y + 14, width - 4 * MM)


@dataclass(frozen=True)
class StepMark:
    """A step of the course: ``when`` is already worded (« 7 sept. 2026 », « prévu le … »)."""

    label: str
    state: StepState
    when: str


@dataclass(frozen=True)
class Stepper:
    """Milestones on a line: ticked when done, ringed for the current one, hollow to come."""

    steps: tuple[StepMark, ...]
    per_row: int = 8

    _RADIUS = 2.3 * MM
    _ROW_GAP = 2.5 * MM
    _INSET = 1.2 * MM

    def height(self, width: float) -> float:
        rows = self._rows()
        heights = sum(self._row_height(row, width) for row in rows)
        return heights + self._ROW_GAP * (len(rows) - 1)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        step_width = width / self._in_row()
        for row in self._rows():
            center = top - self._RADIUS - 1
            for at, step in enumerate(row):
                middle = x + step_width * (at + 0.5)
                if at:
                    self._draw_link(canvas, middle - step_width, middle, center, step.state)
                self._draw_mark(canvas, middle, center, step.state)
                caption_left = middle - step_width / 2 + self._INSET
                draw_stack(
                    self._caption(step), canvas, caption_left, center - self._RADIUS - 3,
                    step_width - 2 * self._INSET, 1,
                )  # fmt: skip
            top -= self._row_height(row, width) + self._ROW_GAP

    def _rows(self) -> list[tuple[StepMark, ...]]:
        size = self._in_row()
        return [self.steps[at : at + size] for at in range(0, len(self.steps), size)]

    def _in_row(self) -> int:
        return max(1, min(self.per_row, len(self.steps)))

    def _row_height(self, row: tuple[StepMark, ...], width: float) -> float:
        inner = width / self._in_row() - 2 * self._INSET
        return 2 * self._RADIUS + 4 + max(stack_height(self._caption(s), inner, 1) for s in row)

    def _caption(self, step: StepMark) -> tuple[Block, ...]:
        styles = sheet_styles()
        is_current = step.state == "current"
        name = styles.small_center_strong if is_current else styles.small_center
        return (
            Text(or_missing(printable(step.label)), name, 3),
            Text(or_missing(printable(step.when)), styles.small_center, 2),
        )

    def _draw_link(
        self, canvas: Canvas, start: float, end: float, y: float, state: StepState
    ) -> None:
        is_ahead = state == "to_come"
        canvas.setStrokeColor(COLOUR.strong_line if is_ahead else COLOUR.primary)
        canvas.setLineWidth(0.8 if is_ahead else 1.8)
        canvas.setDash(2, 2) if is_ahead else canvas.setDash()
        canvas.line(start + self._RADIUS, y, end - self._RADIUS, y)
        canvas.setDash()

    def _draw_mark(self, canvas: Canvas, x: float, y: float, state: StepState) -> None:
        radius = self._RADIUS
        canvas.setStrokeColor(COLOUR.strong_line if state == "to_come" else COLOUR.primary)
        canvas.setLineWidth(1.4)
        canvas.setFillColor(COLOUR.primary if state == "done" else COLOUR.white)
        canvas.circle(x, y, radius - 0.7, stroke=1, fill=1)
        if state == "current":
            canvas.setFillColor(COLOUR.primary)
            canvas.circle(x, y, radius * 0.42, stroke=0, fill=1)
        if state == "done":
            canvas.setStrokeColor(COLOUR.white)
            tick = canvas.beginPath()
            tick.moveTo(x - radius * 0.45, y)
            tick.lineTo(x - radius * 0.1, y - radius * 0.36)
            tick.lineTo(x + radius * 0.5, y + radius * 0.38)
            canvas.drawPath(tick, stroke=1, fill=0)
