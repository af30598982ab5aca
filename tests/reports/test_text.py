"""Texts as the pages set them: cleaned, bound, measured and cut."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.fonts import REGULAR, printable, register_fonts
from csf_desktop.reports.styles import sheet_styles
from csf_desktop.reports.text import ELLIPSIS, Line, bound, fitted, line_count, shorten
from tests.reports import pdf
from tests.reports.texts import any_text

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  deux\tmots\r\n ", "deux mots"),
        ("e\u0301cole", "école"),
        ("12\u202fh", f"12{NBSP}h"),
        ("bravo 🎉 !", "bravo !"),
        ("Lo\u200bïc\u0007", "Loïc"),
        ("李 Wei", "□ Wei"),
        ("a\ud800b", "ab"),
    ],
)
def test_printable_keeps_what_the_typeface_can_draw(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@given(any_text)
def test_printable_is_drawable_and_stays_as_it_is(text: str) -> None:
    shown = printable(text)
    assert set(map(ord, shown)) <= register_fonts() | {0x25A1}
    assert printable(shown) == shown
    assert unicodedata.is_normalized("NFC", shown)


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("Présent ?", f"Présent{NBSP}?"),
        ("« oui »", f"«{NBSP}oui{NBSP}»"),
        ("n° 12", f"n°{NBSP}12"),
        ("35 h par semaine", f"35{NBSP}h par semaine"),
        ("44800 Saint-Herblain", f"44800{NBSP}Saint-Herblain"),
        ("12 hommes", "12 hommes"),
        ("et 3 autres", "et 3 autres"),
    ],
)
def test_bound_puts_no_break_spaces_where_french_has_them(typed: str, set_as: str) -> None:
    assert bound(typed) == set_as


def test_short_text_is_one_line_as_wide_as_it_is() -> None:
    style = sheet_styles().cell
    line = fitted("Loïc Le Goff", style, 200, 1)
    assert isinstance(line, Line)
    assert line.height == style.leading
    assert stringWidth(line.text, style.fontName, style.fontSize) <= 200


def drawn(text: str, width: float, max_lines: int) -> bytes:
    """Return a page with ``text`` alone on it."""
    set_text = fitted(text, sheet_styles().cell, width, max_lines)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, 100), initialFontName=REGULAR)
    set_text.drawOn(canvas, 0, 50)
    canvas.save()
    return buffer.getvalue()


def test_long_text_is_cut_with_an_ellipsis_after_whole_lines() -> None:
    page = drawn("Visite en entreprise avec le tuteur pilote " * 20, 120, 2)
    lines = pdf.lines(page)
    assert len(lines) == 2
    assert lines[0].startswith("Visite en entreprise")
    assert lines[1].endswith(ELLIPSIS)
    assert max(box.right for box in pdf.char_boxes(page)[0]) <= 120


def test_first_of_the_month_has_its_letters_raised() -> None:
    one, first, second, zero = pdf.char_boxes(drawn("1er 0", 200, 1))[0]
    assert one.bottom == pytest.approx(zero.bottom, abs=0.3)
    assert first.bottom > one.bottom + 2 < second.bottom
    assert first.top - first.bottom < (one.top - one.bottom) * 0.7


@pytest.mark.parametrize("text", ["1er0", "1erin", "11er", "hier"])
def test_letters_stay_on_the_line_elsewhere(text: str) -> None:
    assert isinstance(fitted(text, sheet_styles().cell, 200, 1), Line)


def test_markup_that_somebody_types_is_only_text() -> None:
    line = fitted("<b>gras</b> &amp; <img src='x'/>", sheet_styles().cell, 400, 1)
    assert isinstance(line, Line)
    assert line.text == "<b>gras</b> &amp; <img src='x'/>"


@settings(deadline=None)
@given(any_text, st.floats(12, 500), st.integers(1, 4))
def test_fitted_never_takes_more_lines_than_allowed(text: str, width: float, lines: int) -> None:
    assert line_count(fitted(text, sheet_styles().value, width, lines)) <= lines


@given(st.text(), st.integers(0, 40))
def test_shorten_never_exceeds_its_length_by_more_than_the_ellipsis(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length + len(ELLIPSIS)
    assert short == text or short.endswith(ELLIPSIS)
