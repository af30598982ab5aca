"""Paragraphs from untrusted text: cleaned, and cut to a number of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscentDescent, stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import NBSP

ELLIPSIS = "…"
_RAISED = re.compile(r"(?<=\b1)er\b")
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
    clean = bound(printable(text))
    if max_lines:
        # No letter of the typeface is narrower than a sixth of its size: the rest cannot show,
        # and a page-long field is not measured whole.
        clean = clean[: int(max_lines * width / style.fontSize * 6) + 2]
    whole = _wrapped(clean, style, width)
    if max_lines and line_count(whole) > max_lines:
        clean, whole = _cut_to_fit(clean, whole, max_lines)
    # A raised « er » is narrower than the plain one that was measured: it takes no more lines.
    return _with_raised(clean, style, width) if _RAISED.search(clean) else whole


def _cut_to_fit(text: str, whole: Paragraph, max_lines: int) -> tuple[str, Fitted]:
    """Return ``text`` cut to ``max_lines`` lines, and wrapped.

    The words of the first lines tell where to begin; « … » may ask for a little less.
    """
    shown = sum(len(word) + 1 for _, words in whole.blPara.lines[:max_lines] for word in words)
    for length in range(min(shown, len(text)), 0, -1):
        cut = _cut(text, length)
        wrapped = _wrapped(cut, whole.style, whole.width)
        if line_count(wrapped) <= max_lines:
            return cut, wrapped
    return ELLIPSIS, _wrapped(ELLIPSIS, whole.style, whole.width)


def line_count(text: Fitted) -> int:
    """Return the number of lines of a wrapped text."""
    return round(float(text.height) / float(text.style.leading))


def shorten(text: str, length: int) -> str:
    """Return ``text``, cut after ``length`` characters with « … » when it is longer."""
    return text if len(text) <= length else _cut(text, length)


def _cut(text: str, length: int) -> str:
    return text[:length].rstrip(" \u00a0,;:.") + ELLIPSIS


def _wrapped(text: str, style: ParagraphStyle, width: float) -> Fitted:
    if text and stringWidth(text, style.fontName, style.fontSize) <= width:
        return Line(text, style, width)
    plain, _ = _fragments(style)
    return _paragraph([plain.clone(text=text)], style, width)


def _with_raised(text: str, style: ParagraphStyle, width: float) -> Paragraph:
    plain, raised = _fragments(style)
    fragments: list[ParaFrag] = []
    for at, piece in enumerate(_RAISED.split(text)):
        fragments += [raised.clone(), plain.clone(text=piece)] if at else [plain.clone(text=piece)]
    return _paragraph([part for part in fragments if part.text], style, width)


@cache
def _fragments(style: ParagraphStyle) -> tuple[ParaFrag, ParaFrag]:
    """Return the plain fragment and the raised « er » that reportlab makes from its markup.

    Paragraphs are made from copies of them: a user's text never goes through the markup parser.
    """
    plain, raised = Paragraph('1<super rise="2.4" size="6">er</super>', style).frags
    return plain, raised


def _paragraph(fragments: list[ParaFrag], style: ParagraphStyle, width: float) -> Paragraph:
    paragraph = Paragraph(None, style, frags=fragments)
    _, paragraph.height = paragraph.wrap(width, _UNBOUNDED)
    return paragraph
