"""The table of school years: one ruled band a year, its outcomes one under the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Text
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import MISSING, count, hours, number, or_missing
from csf_desktop.reports.styles import COLOUR, MM, sheet_styles

_MAX_OUTCOMES = 14


@dataclass(frozen=True)
class OutcomeCount:
    """How many pathways ended so; the label is printed as it was written."""

    label: str
    number: int


@dataclass(frozen=True)
class SchoolYear:
    """A school year (« 2012-2013 »); ``None`` is a figure that nobody noted."""

    label: str
    young_people: int | None = None
    clauses: int | None = None
    outcomes: tuple[OutcomeCount, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True)
class YearTable:
    """Years in the order given. ``left_out`` older years are told in a line at the end."""

    years: tuple[SchoolYear, ...]
    left_out: int = 0

    _PAD = 1.6 * MM
    _HEADER = 7 * MM
    _NOTE = 5 * MM
    _SHARES = (0.16, 0.09, 0.09, 0.13)
    _COUNT = 10 * MM
    _TITLES = ("Année scolaire", "Jeunes", "Clauses", "Heures")

    def height(self, width: float) -> float:
        years = sum(self._year_height(year, width) for year in self.years)
        return self._HEADER + years + (self._NOTE if self.left_out else 0)

    def split(self, width: float, first: float, second: float) -> tuple[YearTable, YearTable]:
        """Return the table in two, of at most ``first`` and ``second`` points.

        The newest years are kept when there are too many; the second may have no year.
        """
        heights = [self._year_height(year, width) for year in self.years]
        for start in range(len(self.years)):
            note = self._NOTE if start else 0
            fit = _fitting(heights[start:], first - self._HEADER)
            rest = heights[start + fit :]
            if sum(rest) + self._HEADER + note <= second:
                middle = start + fit
                head, tail = self.years[start:middle], self.years[middle:]
                return YearTable(head), replace(self, years=tail, left_out=start)
        return YearTable(()), replace(self, years=(), left_out=len(self.years))

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self._draw_header(canvas, x, top, width)
        top -= self._HEADER
        for year in self.years:
            self._draw_year(canvas, x, top, width, year)
            top -= self._year_height(year, width)
        if self.left_out:
            noun = count(self.left_out, "année plus ancienne", "années plus anciennes")
            told = f"… et {noun}, dans l’application"
            Text(told, sheet_styles().note, 1).draw(canvas, x + self._PAD, top - 2, width)

    def _columns(self, x: float, width: float) -> list[tuple[float, float]]:
        """Return (left, width) of the four figures and of the outcomes, padding taken off."""
        columns = []
        for share in (*self._SHARES, 1 - sum(self._SHARES)):
            columns.append((x + self._PAD, width * share - 2 * self._PAD))
            x += width * share
        return columns

    def _draw_header(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        styles = sheet_styles()
        canvas.setFillColor(COLOUR.surface)
        canvas.rect(x, top - self._HEADER, width, self._HEADER, stroke=0, fill=1)
        titles = (*self._TITLES, "Issues des parcours (nombre)")
        for at, (title, (left, inner)) in enumerate(
            zip(titles, self._columns(x, width), strict=True)
        ):
            style = styles.column_title_right if 1 <= at <= 3 else styles.column_title
            Text(title, style, 1).draw(canvas, left, top - self._PAD, inner)
        canvas.setStrokeColor(COLOUR.strong_line)
        canvas.setLineWidth(0.6)
        canvas.line(x, top - self._HEADER, x + width, top - self._HEADER)

    def _draw_year(
        self, canvas: Canvas, x: float, top: float, width: float, year: SchoolYear
    ) -> None:
        styles = sheet_styles()
        *figures, (left, inner) = self._columns(x, width)
        texts = (
            or_missing(printable(year.label)), _known(year.young_people), _known(year.clauses),
            hours(year.minutes),
        )  # fmt: skip
        for at, (text, (start, room)) in enumerate(zip(texts, figures, strict=True)):
            style = styles.cell_right if at else styles.cell_strong
            Text(text, style, 1).draw(canvas, start, top - self._PAD, room)
        line = top - self._PAD
        for value, label in self._lines(year):
            value.draw(canvas, left, line, self._COUNT - 2 * MM)
            label.draw(canvas, left + self._COUNT, line, inner - self._COUNT)
            line -= label.height(inner - self._COUNT)
        bottom = top - self._year_height(year, width)
        canvas.setStrokeColor(COLOUR.line)
        canvas.setLineWidth(0.4)
        canvas.line(x, bottom, x + width, bottom)

    def _year_height(self, year: SchoolYear, width: float) -> float:
        _, inner = self._columns(0, width)[-1]
        lines = sum(label.height(inner - self._COUNT) for _, label in self._lines(year))
        return lines + 2 * self._PAD

    def _lines(self, year: SchoolYear) -> list[tuple[Text, Text]]:
        """Return the count and the label of each outcome, then what was cut."""
        styles = sheet_styles()
        lines = [
            (Text(number(outcome.number), styles.cell_right, 1), Text(label, styles.cell, 3))
            for outcome in year.outcomes[:_MAX_OUTCOMES]
            for label in (or_missing(printable(outcome.label)),)
        ]
        left_out = len(year.outcomes) - len(lines)
        if left_out:
            told = f"… et {count(left_out, 'autre issue', 'autres issues')}, dans l’application"
            lines.append((Text("", styles.cell, 1), Text(told, styles.note, 1)))
        return lines or [(Text("", styles.cell, 1), Text(MISSING, styles.cell, 1))]


def _known(value: int | None) -> str:
    return MISSING if value is None else number(value)


def _fitting(heights: list[float], room: float) -> int:
    """Return how many of ``heights``, from the first, fit ``room``."""
    for at, height in enumerate(heights):
        room -= height
        if room < 0:
            return at
    return len(heights)
