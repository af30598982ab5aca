"""Finds CPV codes by what they buy, in a tutor's words, or by their first digits.

The labels are cut into words once, at the first search; a search then looks its words up in their
sorted list, whose neighbours share their beginning.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from csf_desktop.reference.cpv import DIGITS, CpvEntry, level_of, table
from csf_desktop.reference.tables import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST_TYPED = 200
_LAST_LETTER = "\U0010ffff"
# Words that tell nothing of what is bought.
_LINKS = {
    *("a", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les"),
    *("ou", "par", "pour", "sur", "un", "une", "y"),
}
# These say only whether it is works or services: « plomberie » is « Travaux de plomberie ».
_KINDS = frozenset(("traval", "service"))  # in the singular of this module
_SHORTEST_PLURAL = 3
# Goods; a training clause goes with works and services, hence after them at equal likeness.
_FIRST_WORKS, _SOFTWARE = "45", "48"

_Rank = tuple[int, int, bool, int, int, str]


def search_cpv(typed: str, limit: int = 8) -> tuple[CpvEntry, ...]:
    """Return the entries that fit what is typed, the likeliest first, at most ``limit``.

    Digits are the beginning of a code; a check digit after eight of them is left out. Words are
    the beginnings of words of the label, whatever their accents, plural and order. When no label
    has them all, those with the most of them are returned. First come the labels that have the
    words whole, then those with the fewest other words, works and services before goods, and the
    most general codes.
    """
    words = _WORD.findall(fold(typed[:_LONGEST_TYPED]))
    beginning = "".join(word for word in words if word.isdigit())[:DIGITS]
    letters = [word for word in words if not word.isdigit()]
    wanted = list(dict.fromkeys(word for word in letters if word not in _LINKS)) or letters
    if not words:
        return ()
    found: Iterable[str] = _with_most(wanted) if wanted else table()
    matching = (code for code in found if code.startswith(beginning))
    best = heapq.nsmallest(limit, (_rank(code, wanted) for code in matching))
    return tuple(CpvEntry(code, table()[code]) for *_, code in best)


def _with_most(wanted: list[str]) -> set[str]:
    """Return the codes whose label has all the words wanted, or else the most of them."""
    counts: dict[str, int] = defaultdict(int)
    for word in wanted:
        for code in _codes_with(word):
            counts[code] += 1
    most = max(counts.values(), default=0)
    return {code for code, count in counts.items() if count == most}


def _codes_with(beginning: str) -> set[str]:
    """Return the codes whose label has a word that begins so, as typed or in the singular."""
    index = _index()
    found: set[str] = set()
    for start in {beginning, _singular(beginning)}:
        first = bisect_left(index.sorted_words, start)
        last = bisect_left(index.sorted_words, start + _LAST_LETTER, first)
        for word in index.sorted_words[first:last]:
            found |= index.codes[word]
    return found


def _rank(code: str, wanted: list[str]) -> _Rank:
    if not wanted:
        return 0, 0, False, level_of(code), 0, code
    words = _index().words[code]
    whole = sum(_singular(word) in words for word in wanted)
    others = sum(word not in _KINDS for word in words) - len(wanted)
    is_goods = code < _FIRST_WORKS or code.startswith(_SOFTWARE)
    return -whole, others, is_goods, level_of(code), len(table()[code]), code


class _Index(NamedTuple):
    """The words of the labels, folded, without linking words.

    ``words`` has them in the singular by code; ``codes`` is the way back, from words as written
    and in the singular.
    """

    words: dict[str, frozenset[str]]
    codes: dict[str, set[str]]
    sorted_words: list[str]


@cache
def _index() -> _Index:
    folded = cache(fold)  # the labels are 42 000 words, but 5 600 different ones
    words: dict[str, frozenset[str]] = {}
    codes: dict[str, set[str]] = defaultdict(set)
    for code, label in table().items():
        written = set(map(folded, _WORD.findall(label.lower()))) - _LINKS
        words[code] = frozenset(map(_singular, written))
        for word in written | words[code]:
            codes[word].add(code)
    return _Index(words, dict(codes), sorted(codes))


@cache
def _singular(word: str) -> str:
    """Return a folded word without the mark of its plural, well enough to compare two words."""
    if len(word) <= _SHORTEST_PLURAL or word[-1] not in "sx":
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    return word[:-1]
