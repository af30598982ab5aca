"""Paragraphs from untrusted text: cleaned, escaped, and cut to a number of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

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

_Measured = dict[tuple[str, ParagraphStyle, float, int], Paragraph]
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


def fitted(text: str, style: ParagraphStyle, width: float, max_lines: int = 0) -> Paragraph:
    """Return a paragraph wrapped at ``width`` points, of at most ``max_lines`` lines (0: any).

    What does not fit is cut at a character and ends with « … ».
    """
    measured = _measured.get()
    if measured is None:
        return _fitted(text, style, width, max_lines)
    key = (text, style, width, max_lines)
    if key not in measured:
        measured[key] = _fitted(text, style, width, max_lines)
    return measured[key]


def _fitted(text: str, style: ParagraphStyle, width: float, max_lines: int) -> Paragraph:
    clean = printable(text)
    if max_lines:
        # No letter of the typeface is narrower than a sixth of its size: the rest cannot show,
        # and a page-long field is not measured whole.
        clean = clean[: int(max_lines * width / style.fontSize * 6) + 2]
    whole = _wrapped(clean, style, width)
    if not max_lines or line_count(whole) <= max_lines:
        return whole
    low, high = 0, len(clean)
    while low < high:
        middle = (low + high + 1) // 2
        if line_count(_wrapped(_cut(clean, middle), style, width)) <= max_lines:
            low = middle
        else:
            high = middle - 1
    return _wrapped(_cut(clean, low), style, width)


def shorten(text: str, length: int) -> str:
    """Return ``text``, cut after ``length`` characters with « … » when it is longer."""
    return text if len(text) <= length else _cut(text, length)


def line_count(paragraph: Paragraph) -> int:
    """Return the number of lines of a wrapped paragraph."""
    return round(float(paragraph.height) / float(paragraph.style.leading))


def _cut(text: str, length: int) -> str:
    return text[:length].rstrip(" \u00a0,;:.") + ELLIPSIS


def _wrapped(text: str, style: ParagraphStyle, width: float) -> Paragraph:
    paragraph = Paragraph(markup(text), style)
    _, paragraph.height = paragraph.wrap(width, _UNBOUNDED)
    return paragraph
