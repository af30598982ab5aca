"""Paragraphs from untrusted text: cleaned, escaped, and cut to a number of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscentDescent, stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.paragraph import FragLine, Paragraph

from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import NBSP

ELLIPSIS = "…"
_FIRST = re.compile(r"\b1er\b")
# Where French keeps a mark, a unit or a town with what it belongs to.
_BOUND = re.compile(
    r" (?=[;:?!»%€])|(?<=«) |(?<=n°) (?=\d)|(?<=\d) (?=(?:h|min|ans?|mois|jours?)\b)"
    r"|(?<=\b\d{5}) (?=[A-ZÉÈÎ])"
)
_UNBOUNDED = 1e6

_Measured = dict[tuple[str, ParagraphStyle, float, int], "Fitted"]
_measured: ContextVar[_Measured | None] = ContextVar("measured", default=None)


@contextmanager
def typesetting() -> Iterator[None]:
    """Measure each paragraph once while a document is made, and forget them all after it.

    A page is measured several times before it is drawn; nothing of a document outlives it.
    """
    token = _measured.set({})
    try:
        yield
    finally:
        _measured.reset(token)


def bound(text: str) -> str:
    """Return ``text`` with no-break spaces where French typography has them.

    People type « Présent ? » with an ordinary space; a line must not begin with the mark.
    """
    return _BOUND.sub(NBSP, text)


def markup(text: str) -> str:
    """Return ``text`` as reportlab markup: escaped, with the « er » of « 1er » raised."""
    safe = escape(bound(printable(text)))
    return _FIRST.sub('1<super rise="2.4" size="6">er</super>', safe)


@dataclass(frozen=True)
class Line:
    """A text that fits one line, drawn without the cost of a paragraph; most of a sheet is that."""

    text: str
    style: ParagraphStyle
    width: float

    @property
    def height(self) -> float:
        return float(self.style.leading)

    def drawOn(self, canvas: Canvas, x: float, y: float) -> None:  # noqa: N802 - a flowable's name
        """Draw with the lower left corner at ``x``, ``y``, as a paragraph of one line would be."""
        style = self.style
        ascent, _ = getAscentDescent(style.fontName, style.fontSize)
        baseline = y + style.leading - ascent
        canvas.setFillColor(style.textColor)
        canvas.setFont(style.fontName, style.fontSize)
        if style.alignment == TA_RIGHT:
            canvas.drawRightString(x + self.width, baseline, self.text)
        elif style.alignment == TA_CENTER:
            canvas.drawCentredString(x + self.width / 2, baseline, self.text)
        else:
            canvas.drawString(x, baseline, self.text)


Fitted: TypeAlias = Line | Paragraph


def fitted(text: str, style: ParagraphStyle, width: float, max_lines: int = 0) -> Fitted:
    """Return a text wrapped at ``width`` points, of at most ``max_lines`` lines (0: any).

    What does not fit is cut at a character and ends with « … ».
    """
    measured = _measured.get()
    if measured is None:
        return _fitted(text, style, width, max_lines)
    key = (text, style, width, max_lines)
    if key not in measured:
        measured[key] = _fitted(text, style, width, max_lines)
    return measured[key]


def _fitted(text: str, style: ParagraphStyle, width: float, max_lines: int) -> Fitted:
    clean = printable(text)
    if max_lines:
        # No letter of the typeface is narrower than a sixth of its size: the rest cannot show,
        # and a page-long field is not measured whole.
        clean = clean[: int(max_lines * width / style.fontSize * 6) + 2]
    whole = _wrapped(clean, style, width)
    if not max_lines or line_count(whole) <= max_lines:
        return whole
    length = _length_shown(whole, max_lines, len(clean))
    cut = _wrapped(_cut(clean, length), style, width)
    while length and line_count(cut) > max_lines:
        length -= 1
        cut = _wrapped(_cut(clean, length), style, width)
    return cut


def _length_shown(whole: Paragraph, max_lines: int, length: int) -> int:
    """Return how many characters the first lines hold: at least as many as they can show."""
    lines = whole.blPara.lines[:max_lines]
    words = [word for line in lines for word in _words_of(line)]
    return min(length, sum(len(word) + 1 for word in words))


def _words_of(line: tuple[float, list[str]] | FragLine) -> list[str]:
    """Return the words of a wrapped line: reportlab keeps a tuple, or fragments when styled."""
    if isinstance(line, tuple):
        return list(line[1])
    return [fragment.text for fragment in line.words]


def line_count(text: Fitted) -> int:
    """Return the number of lines of a wrapped text."""
    return round(float(text.height) / float(text.style.leading))


def shorten(text: str, length: int) -> str:
    """Return ``text``, cut after ``length`` characters with « … » when it is longer."""
    return text if len(text) <= length else _cut(text, length)


def _cut(text: str, length: int) -> str:
    return text[:length].rstrip(" \u00a0,;:.") + ELLIPSIS


def _wrapped(text: str, style: ParagraphStyle, width: float) -> Fitted:
    line = bound(text)
    has_markup = _FIRST.search(line)
    if line and not has_markup and stringWidth(line, style.fontName, style.fontSize) <= width:
        return Line(line, style, width)
    paragraph = Paragraph(markup(text), style)
    _, paragraph.height = paragraph.wrap(width, _UNBOUNDED)
    return paragraph
