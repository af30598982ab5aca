"""Initials in place of names, for the pages that travel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from csf_desktop.reports.formatting import NBSP

_SHORTEST = 3


def name_masker(names: dict[str, str]) -> Callable[[str], str]:
    """Return a function that replaces each name of ``names`` by the initials it is keyed to.

    The whole name goes first, then each of its parts of three letters or more, when written with
    a capital: « Rose » is masked, « une rose » is not. Accents are compared as they are written.
    """
    replacements: dict[str, str] = {}
    for name, short in names.items():
        for part in (name, *name.split()):
            if len(part) >= _SHORTEST:
                replacements.setdefault(_folded(part), short)
    if not replacements:
        return lambda text: text
    ordered = sorted(replacements, key=len, reverse=True)
    written = "|".join(re.escape(part).replace(r"\ ", r"\s+") for part in ordered)
    pattern = re.compile(rf"\b(?:{written})\b", re.IGNORECASE)

    def replaced(match: re.Match[str]) -> str:
        found = match[0]
        return replacements[_folded(found)] if found[0].isupper() else found

    return lambda text: pattern.sub(replaced, unicodedata.normalize("NFC", text))


def _folded(text: str) -> str:
    words = unicodedata.normalize("NFC", text).replace(NBSP, " ").split()
    return " ".join(words).lower()
