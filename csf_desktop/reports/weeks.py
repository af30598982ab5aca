"""Hours week by week, in bands of weeks side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Text
from csf_desktop.reports.fonts import REGULAR, SEMIBOLD
from csf_desktop.reports.formatting import MISSING, count, day_and_month, hours
from csf_desktop.reports.styles import COLOUR, MM, sheet_styles


@dataclass(frozen=True)
class WeekHours:
    """The hours of the week that starts on ``monday``, in minutes; ``done`` may be unknown."""

    monday: date
    planned_minutes: int
    done_minutes: int | None = None


@dataclass(frozen=True)
class WeekGrid:
    """Three rows (week, planned, done) for each band of fourteen weeks, oldest first.

    ``left_out`` older weeks are told in a line under the last band.
    """

    weeks: tuple[WeekHours, ...]
    left_out: int = 0

    PER_BAND = 14
    _ROW = 4.6 * MM
    _BAND_GAP = 2 * MM
    _LABELS = 19 * MM
    _NOTE = 4.5 * MM

    @classmethod
    def fitting(cls, weeks: tuple[WeekHours, ...], max_height: float) -> WeekGrid | None:
        """Return the newest weeks that fit ``max_height``; ``None`` when no band does."""
        ordered = tuple(sorted(weeks, key=lambda week: week.monday))
        whole = cls(ordered)
        if ordered and whole.height(0) <= max_height:
            return whole
        band = 3 * cls._ROW + cls._BAND_GAP
        bands = int((max_height - cls._NOTE + cls._BAND_GAP) // band)
        if not ordered or bands < 1:
            return None
        kept = ordered[-bands * cls.PER_BAND :]
        return cls(kept, len(ordered) - len(kept))

    def height(self, width: float) -> float:
        bands = len(self._bands())
        note = self._NOTE if self.left_out else 0
        return bands * 3 * self._ROW + (bands - 1) * self._BAND_GAP + note

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for band in self._bands():
            self._draw_band(canvas, x, top, width, band)
            top -= 3 * self._ROW + self._BAND_GAP
        if self.left_out:
            noun = count(self.left_out, "semaine plus ancienne", "semaines plus anciennes")
            note = Text(f"… et {noun}, dans l’application", sheet_styles().note, 1)
            note.draw(canvas, x, top + self._BAND_GAP - 1, width)

    def _bands(self) -> list[tuple[WeekHours, ...]]:
        size = self.PER_BAND
        return [self.weeks[at : at + size] for at in range(0, len(self.weeks), size)]

    def _draw_band(
        self, canvas: Canvas, x: float, top: float, width: float, band: tuple[WeekHours, ...]
    ) -> None:
        column = (width - self._LABELS) / self.PER_BAND
        used = self._LABELS + column * len(band)
        canvas.setFillColor(COLOUR.surface)
        canvas.rect(x, top - self._ROW, used, self._ROW, stroke=0, fill=1)
        rows = (
            ("Semaine du", SEMIBOLD, [day_and_month(week.monday) for week in band]),
            ("Prévu", REGULAR, [hours(week.planned_minutes) for week in band]),
            ("Réalisé", SEMIBOLD, [_done(week) for week in band]),
        )
        canvas.setStrokeColor(COLOUR.line)
        canvas.setLineWidth(0.4)
        for label, face, cells in rows:
            baseline = top - self._ROW + 4
            canvas.setFillColor(COLOUR.secondary)
            canvas.setFont(REGULAR, 8)
            canvas.drawString(x + 1.6 * MM, baseline, label)
            canvas.setFillColor(COLOUR.text)
            canvas.setFont(face, 7.8)
            for at, cell in enumerate(cells):
                middle = x + self._LABELS + column * (at + 0.5)
                _draw_cell(canvas, middle, baseline, cell)
            top -= self._ROW
            canvas.line(x, top, x + used, top)


def _draw_cell(canvas: Canvas, middle: float, baseline: float, cell: str) -> None:
    """Write a cell, the « er » of « 1er » raised: plain strings draw faster than paragraphs."""
    if not cell.startswith("1er"):
        canvas.drawCentredString(middle, baseline, cell)
        return
    Text(cell, sheet_styles().week, 1).draw(canvas, middle - 20, baseline + 7.4, 40)


def _done(week: WeekHours) -> str:
    return MISSING if week.done_minutes is None else hours(week.done_minutes)
