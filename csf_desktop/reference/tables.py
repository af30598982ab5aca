"""Read the small CSV tables of ``resources/reference`` and compare French names."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator

from csf_desktop.paths import resource_path

# The two ligatures of French and the letters that Unicode does not take apart.
_WHOLE_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "-": " ", "'": " ", "\u2019": " "})


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of ``resources/reference/<name>`` without the header."""
    with resource_path("reference", name).open(encoding="utf-8", newline="") as table:
        reader = csv.reader(table)
        next(reader)
        yield from reader


def fold(text: str) -> str:
    """Return ``text`` for comparing: lower case, no accents, hyphens and apostrophes as spaces.

    « L’Haÿ-les-Roses » becomes ``l hay les roses``.
    """
    lowered = text.lower().translate(_WHOLE_LETTERS)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(lowered.split())
