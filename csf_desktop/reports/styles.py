"""Colours, measures and paragraph styles of the printed pages, as frozen values.

The colours are those of the window. Every mark keeps a difference of shape or pattern besides its
colour, so that a sheet printed in black and white reads the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from csf_desktop.reports.fonts import ITALIC, REGULAR, SEMIBOLD, register_fonts

MM = 72 / 25.4  # points
LEFT, CENTER, RIGHT = TA_LEFT, TA_CENTER, TA_RIGHT


@dataclass(frozen=True)
class Palette:
    """Colours by the part they play."""

    text: Color
    secondary: Color
    line: Color
    strong_line: Color
    surface: Color
    primary: Color
    primary_soft: Color
    primary_tint: Color
    accent: Color
    white: Color


COLOUR = Palette(
    text=HexColor("#1B1F2A"),
    secondary=HexColor("#4C5366"),
    line=HexColor("#C9CEDB"),
    strong_line=HexColor("#7D8599"),
    surface=HexColor("#F5F6FA"),
    primary=HexColor("#24408E"),
    primary_soft=HexColor("#EEF2FB"),
    primary_tint=HexColor("#D3DDF4"),
    accent=HexColor("#E0A526"),
    white=HexColor("#FFFFFF"),
)


@dataclass(frozen=True)
class PageGeometry:
    """Measures of an A4 page, in points from the bottom left corner."""

    width: float = A4[0]
    height: float = A4[1]
    margin: float = 16 * MM
    band_top: float = 291.5 * MM
    band_height: float = 6.5 * MM
    header_top: float = 282.5 * MM
    body_top: float = 264 * MM
    body_bottom: float = 26 * MM
    footer_top: float = 22.5 * MM

    @property
    def body_width(self) -> float:
        return self.width - 2 * self.margin

    @property
    def body_height(self) -> float:
        return self.body_top - self.body_bottom


GEOMETRY = PageGeometry()
GAP = 4.2 * MM


@dataclass(frozen=True)
class Styles:
    """The paragraph styles, all in embedded faces."""

    title: ParagraphStyle
    subtitle: ParagraphStyle
    reference: ParagraphStyle
    heading: ParagraphStyle
    lead: ParagraphStyle
    body: ParagraphStyle
    strong: ParagraphStyle
    label: ParagraphStyle
    value: ParagraphStyle
    figure: ParagraphStyle
    cell: ParagraphStyle
    cell_strong: ParagraphStyle
    cell_right: ParagraphStyle
    column_title: ParagraphStyle
    column_title_right: ParagraphStyle
    small: ParagraphStyle
    small_center: ParagraphStyle
    small_center_strong: ParagraphStyle
    small_right: ParagraphStyle
    week: ParagraphStyle
    note: ParagraphStyle
    band: ParagraphStyle


def _style(
    name: str, font: str, size: float, leading: float, color: Color, align: int = LEFT
) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=color, alignment=align
    )


@cache
def sheet_styles() -> Styles:
    """Return the styles; registers the fonts when first called."""
    register_fonts()
    text, secondary, primary = COLOUR.text, COLOUR.secondary, COLOUR.primary
    return Styles(
        title=_style("title", SEMIBOLD, 16, 19, text),
        subtitle=_style("subtitle", REGULAR, 9, 11, secondary),
        reference=_style("reference", SEMIBOLD, 11, 13, primary, RIGHT),
        heading=_style("heading", SEMIBOLD, 11, 13.5, primary),
        lead=_style("lead", SEMIBOLD, 15, 18, text),
        body=_style("body", REGULAR, 10, 13, text),
        strong=_style("strong", SEMIBOLD, 10, 13, text),
        label=_style("label", REGULAR, 8, 10, secondary),
        value=_style("value", SEMIBOLD, 10, 12.5, text),
        figure=_style("figure", SEMIBOLD, 16, 19, text),
        cell=_style("cell", REGULAR, 9, 11.2, text),
        cell_strong=_style("cell_strong", SEMIBOLD, 9, 11.2, text),
        cell_right=_style("cell_right", REGULAR, 9, 11.2, text, RIGHT),
        column_title=_style("column_title", SEMIBOLD, 8.5, 10.5, secondary),
        column_title_right=_style("column_title_right", SEMIBOLD, 8.5, 10.5, secondary, RIGHT),
        small=_style("small", REGULAR, 8, 10, secondary),
        small_center=_style("small_center", REGULAR, 8, 9.4, secondary, CENTER),
        small_center_strong=_style("small_center_strong", SEMIBOLD, 8, 9.4, text, CENTER),
        small_right=_style("small_right", REGULAR, 8, 10, secondary, RIGHT),
        week=_style("week", SEMIBOLD, 7.8, 9.4, text, CENTER),
        note=_style("note", ITALIC, 9, 11.5, secondary),
        band=_style("band", SEMIBOLD, 10.5, 12.5, HexColor("#000000"), CENTER),
    )
