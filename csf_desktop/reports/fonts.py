"""The embedded typeface, registered when the first document is made, and what it can draw."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from csf_desktop.paths import resource_path

REGULAR = "CSF-Regular"
SEMIBOLD = "CSF-Semibold"
ITALIC = "CSF-Italic"
_CODE = "CSF-Code"

_FILES = {
    REGULAR: "SourceSans3-Regular.ttf",
    SEMIBOLD: "SourceSans3-Semibold.ttf",
    ITALIC: "SourceSans3-It.ttf",
}
_UNKNOWN_LETTER = "□"
_THIN_SPACES = "\u2007\u2009\u202f"
_BREAKING_SPACES = " \t\r\n\v\f\u0085\u2028\u2029"
_SPACES = re.compile(" {2,}")


@cache
def register_fonts() -> frozenset[int]:
    """Register the three faces with reportlab, once; return the code points they can all draw.

    Only the glyphs that a document uses are embedded in it (TrueType subsets). Three faces and no
    more: each one costs every document some ten kilobytes and a millisecond.
    """
    rl_config.useA85 = 0  # streams in bytes rather than in letters: a fifth less to carry by hand
    drawable: set[int] = set()
    for name, file_name in _FILES.items():
        font = TTFont(name, str(resource_path("fonts", file_name)), asciiReadable=0, shapable=False)
        pdfmetrics.registerFont(font)
        known = set(font.face.charToGlyph)
        drawable = drawable & known if drawable else known
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD
    )
    return frozenset(drawable)


@cache
def code_font() -> str:
    """Return the face of codes, whose zero has a bar; registered when first asked for."""
    path = resource_path("fonts", "AtkinsonHyperlegibleNext_600SemiBold.ttf")
    pdfmetrics.registerFont(TTFont(_CODE, str(path), shapable=False))
    return _CODE


class _Drawn(dict[int, str]):
    """What each code point is drawn as, found once, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        self[code] = drawn = _drawn_as(chr(code), register_fonts())
        return drawn


_DRAWN = _Drawn()


def printable(text: str) -> str:
    """Return ``text`` on one line with only what the typeface can draw.

    Spaces, tabs and line ends run together; no-break spaces stay. Emoji, controls and invisible
    marks go; a letter of a script that the typeface lacks becomes « □ », so that it is seen.
    """
    composed = unicodedata.normalize("NFC", text).translate(_DRAWN)
    return _SPACES.sub(" ", composed).strip(" ")


def _drawn_as(char: str, drawable: frozenset[int]) -> str:
    if char in _THIN_SPACES:
        return "\u00a0"
    if char in _BREAKING_SPACES:
        return " "
    category = unicodedata.category(char)
    if category[0] == "C":
        return ""
    if ord(char) in drawable:
        return char
    return _UNKNOWN_LETTER if category[0] in "LN" else ""
