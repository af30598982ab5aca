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
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.translate(_LIGATURES)


def compare(left: str, right: str) -> int:
    """Compare two texts as a French list does: accents and case aside. Negative, 0 or positive."""
    one, other = fold(left), fold(right)
    return (one > other) - (one < other)


def sql_fold(value: object) -> object:
    """Fold a text value in SQL; numbers and ``NULL`` pass unchanged."""
    return fold(value) if isinstance(value, str) else value
