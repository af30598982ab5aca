"""The rows of a fillable form as they are printed: labels, boxes, and where each field lies."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.models.form_fields import COLUMNS, FieldKind, FormField
from csf_desktop.reports.blocks import Text
from csf_desktop.reports.styles import COLOUR, MM, sheet_styles

LABEL_HEIGHT = 11.0
BOX_HEIGHT = 18.5
LINE_HEIGHT = 12.5
CHECK_SIDE = 11.0
ARROW_WIDTH = 13.0
"""Room at the right of a list: readers draw their own arrow there, over ours, once it is used."""
_GUTTER = 3 * MM
_UNIT_WIDTH = 12.0
_UNITS = {FieldKind.HOURS: "h", FieldKind.AMOUNT: "€"}
_HINTS = {
    FieldKind.DATE: "jj/mm/aaaa",
    FieldKind.SIRET: "14 chiffres",
    FieldKind.CPV: "8 chiffres",
}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a field lies: the page, from 1, and its rectangle in points from the bottom left."""

    field: FormField
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass
class Placements:
    """Collects where the fields were drawn, in the order they were drawn in."""

    found: list[Placement] = field(default_factory=list)

    def add(
        self, what: FormField, canvas: Canvas, left: float, bottom: float, width: float, up: float
    ) -> None:
        """Note a field of the page being drawn, ``width`` by ``up`` points."""
        page = canvas.getPageNumber()
        self.found.append(Placement(what, page, left, bottom, left + width, bottom + up))


@dataclass(frozen=True)
class FormRow:
    """Fields side by side, each over so many of the columns; tells ``placements`` where."""

    fields: tuple[FormField, ...]
    placements: Placements

    def height(self, width: float) -> float:
        return LABEL_HEIGHT + max(_box_height(one) for one in self.fields)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        column = (width + _GUTTER) / COLUMNS
        for one in self.fields:
            own = column * one.span - _GUTTER
            if one.kind is FieldKind.CHECK:
                self._draw_check(canvas, one, x, top, own)
            else:
                self._draw_box(canvas, one, x, top, own)
            x += column * one.span

    def _draw_box(self, canvas: Canvas, one: FormField, x: float, top: float, width: float) -> None:
        _draw_label(canvas, one, x, top, width)
        height = _box_height(one)
        bottom = top - LABEL_HEIGHT - height
        _draw_outline(canvas, x, bottom, width, height)
        unit = _UNITS.get(one.kind, "")
        if unit:
            width -= _UNIT_WIDTH
            Text(unit, sheet_styles().body, 1).draw(
                canvas, x + width, bottom + height - 1.6, _UNIT_WIDTH
            )
        if one.kind is FieldKind.CHOICE:
            _draw_arrow(canvas, x + width - ARROW_WIDTH, bottom + height / 2)
        self.placements.add(one, canvas, x + 1, bottom + 1, width - 2, height - 2)

    def _draw_check(
        self, canvas: Canvas, one: FormField, x: float, top: float, width: float
    ) -> None:
        bottom = top - LABEL_HEIGHT - (BOX_HEIGHT + CHECK_SIDE) / 2
        _draw_outline(canvas, x, bottom, CHECK_SIDE, CHECK_SIDE)
        self.placements.add(one, canvas, x, bottom, CHECK_SIDE, CHECK_SIDE)
        after = x + CHECK_SIDE + 2 * MM
        label = Text(one.label, sheet_styles().body, 1)
        label.draw(canvas, after, bottom + CHECK_SIDE + 1.2, width - CHECK_SIDE - 2 * MM)


def _box_height(one: FormField) -> float:
    return BOX_HEIGHT + (one.lines - 1) * LINE_HEIGHT


def _draw_label(canvas: Canvas, one: FormField, x: float, top: float, width: float) -> None:
    styles = sheet_styles()
    Text(one.label, styles.label, 1).draw(canvas, x, top, width)
    hint = _HINTS.get(one.kind, "")
    if hint:
        Text(hint, styles.small_right, 1).draw(canvas, x, top, width)


def _draw_outline(canvas: Canvas, x: float, bottom: float, width: float, height: float) -> None:
    canvas.setFillColor(COLOUR.white)
    canvas.setStrokeColor(COLOUR.strong_line)
    canvas.setLineWidth(0.7)
    canvas.rect(x, bottom, width, height, stroke=1, fill=1)


def _draw_arrow(canvas: Canvas, x: float, middle: float) -> None:
    """Draw what tells a list from a line to write on."""
    canvas.setStrokeColor(COLOUR.strong_line)
    canvas.setLineWidth(1.1)
    path = canvas.beginPath()
    path.moveTo(x + 2, middle + 1.6)
    path.lineTo(x + 5.5, middle - 1.9)
    path.lineTo(x + 9, middle + 1.6)
    canvas.drawPath(path, stroke=1, fill=0)
