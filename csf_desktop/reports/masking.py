"""Initials in place of names, for the pages that travel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import initials

# Words of French names that are also everywhere in a sentence: they identify nobody.
_PARTICLES = frozenset((
    "d", "de", "del", "den", "der", "des", "di", "dit", "du", "el", "l", "la", "las", "le", "les",
    "los", "van", "von",
))  # fmt: skip
_SEPARATORS = re.compile(r"[\s\-’']+")
_ALONE = r"(?<![^\W\d_])(?:{})(?![^\W\d_])"


def name_masker(names: Iterable[str]) -> Callable[[str], str]:
    """Return a function that puts initials in place of each of ``names`` and of their parts.

    « Loïc Le Goff » becomes « L. L. G. », « Loïc » or « loic » becomes « L. »: neither capitals
    nor accents are looked at, a note typed in a hurry has none. Words that happen to be spelt as
    a name go too (« une rose » for a Rose): too much hidden rather than too little. A part of one
    letter is left. The text comes back as the pages print it (``fonts.printable``).
    """
    replacements: dict[str, str] = {}
    for name in names:
        for spelling in _spellings(printable(name)):
            replacements.setdefault(_folded(spelling), initials("", spelling))
    if not replacements:
        return printable
    longest_first = sorted(replacements, key=len, reverse=True)
    written = "|".join(
        r"[\s\-’']+".join(re.escape(word) for word in _words(name)) for name in longest_first
    )
    pattern = re.compile(_ALONE.format(written))
    by_words = {" ".join(_words(name)): short for name, short in replacements.items()}

    def masked(text: str) -> str:
        shown = printable(text)
        pieces, at = [], 0
        for match in pattern.finditer(_folded(shown)):
            pieces += [shown[at : match.start()], by_words[" ".join(_words(match[0]))]]
            at = match.end()
        return "".join([*pieces, shown[at:]])

    return masked


def _spellings(name: str) -> list[str]:
    """Return the name, each word of it, each half of a compound, and it all run together."""
    words = name.split()
    parts = [*words, *_words(name)]
    telling = [part for part in parts if len(part) > 1 and _folded(part) not in _PARTICLES]
    whole = [name, "".join(words)] if len(_words(name)) > 1 else []
    return [*whole, *telling]


def _words(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(text) if word]


def _folded(text: str) -> str:
    """Return ``text`` without accents or capitals, letter for letter: places stay the same."""
    return "".join(unicodedata.normalize("NFD", char)[0].lower()[0] for char in text)
