"""French order and accent-blind comparison of text, for SQLite and for the rest."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, and the two apostrophes of French typing.
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "’": "'"})


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents: « Éloïse » gives ``eloise``.

    Ligatures are spelt out (« Œuvre » gives ``oeuvre``), a no-break space becomes a space.
    """
    if text.isascii():
        return text.lower()
    # In this order: compatibility forms (ℋ, ﬁ) become plain letters, which then lose their case.
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.translate(_LIGATURES)


class FrenchOrder:
    """Compares two texts as a French list does, accents and case aside: negative, 0 or positive.

    One for each connection: a sort compares each text some twenty times, so the folded ones are
    remembered, and go with the connection when the vault is locked.
    """

    def __init__(self, memory: int = 100_000) -> None:
        self._memory = memory
        self._folded: dict[str, str] = {}

    def __call__(self, left: str, right: str) -> int:
        one, other = self._fold(left), self._fold(right)
        return (one > other) - (one < other)

    def _fold(self, text: str) -> str:
        known = self._folded.get(text)
        if known is None:
            if len(self._folded) >= self._memory:
                self._folded.clear()
            known = self._folded[text] = fold(text)
        return known


def sql_fold(value: object) -> object:
    """Fold a text value in SQL; numbers and ``NULL`` pass unchanged."""
    return fold(value) if isinstance(value, str) else value
