"""Whether two files of companies are of the same one: by their numbers, else by their names.

Names are compared word for word, without accents, capitals, plurals, legal forms or small words,
in any order. They are alike when the words are the same, written together or apart, or when one
word alone differs by one slip of the keyboard; so every pair shares one of its ``keys_of``, and ten
thousand companies are compared without comparing all pairs. Two numbers of different companies,
both with a right key, are never one company, whatever its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

SAME_SIRET = "même SIRET"
SAME_OTHER_ID = "même identifiant"
SAME_SIREN = "même SIREN\u00a0: deux établissements de la même entreprise"
SAME_NAME = "même nom"
CLOSE_NAME = "noms à une lettre près"

LA_POSTE = "356000000"
"""The SIREN of La Poste, whose every office is an establishment."""

LEGAL_FORMS = frozenset((
    "cie", "compagnie", "earl", "ei", "eirl", "entreprise", "etablissement", "ets", "eurl", "gie",
    "sa", "sarl", "sas", "sasu", "sca", "sci", "scic", "scop", "scs", "selarl", "snc", "societe",
    "ste",
))  # fmt: skip
SMALL_WORDS = frozenset((
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les",
))  # fmt: skip
_SLIP, _LONE_SLIP = 5, 7
"""Letters from which a word, among others or alone, may hold a slip."""

_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b|\b(?:[a-z]\.){2,}")
_WORD = re.compile(r"[a-z]+|[0-9]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "&": " et "})


@dataclass(frozen=True)
class Known:
    """What a company is known by; a number not known is empty."""

    name: str = ""
    siret: str = ""
    other_id: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The telling words of the name, in their order."""
        return words_of(self.name)

    @property
    def siren(self) -> str:
        """The first nine digits of the SIRET."""
        return self.siret[:9]


def words_of(text: str) -> tuple[str, ...]:
    """Return the telling words of a name: « Ets. Bâti-Ouest S.A.R.L. » is « bati ouest »."""
    composed = text.casefold().translate(_LETTERS)
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(char)
    )
    words = _WORD.findall(_INITIALS.sub(lambda match: match[0].replace(".", ""), plain))
    singular = [_singular(word) for word in words]
    told = [word for word in singular if word not in LEGAL_FORMS and word not in SMALL_WORDS]
    return tuple(told or singular)


def likeness(one: Known, other: Known) -> str:
    """Return why two companies are likely the same, in words; empty when they are not."""
    if one.siret and one.siret == other.siret:
        return SAME_SIRET
    if one.other_id and one.other_id == other.other_id:
        return SAME_OTHER_ID
    if one.siren and other.siren:
        if one.siren != other.siren:
            return ""
        if one.siren != LA_POSTE:
            return SAME_SIREN
    return _names_alike(one.words, other.words)


def keys_of(known: Known) -> Iterator[tuple[str, ...]]:
    """Give keys of a company: two that are likely the same have at least one in common.

    For a slip these are the words with any letter of one of them left out: two words that a slip
    parts are the same once the right letter of either, or of both, is left out.
    """
    if known.siret:
        yield ("siret", known.siret)
        if known.siren != LA_POSTE:
            yield ("siren", known.siren)
    if known.other_id:
        yield ("other_id", known.other_id)
    words = sorted(known.words)
    if not words:
        return
    yield ("words", *words)
    yield ("joined", "".join(known.words))
    for at, word in enumerate(words):
        if len(word) < _SLIP - 1 or not word.isalpha():
            continue
        rest = (*words[:at], *words[at + 1 :])
        yield ("slip", word, *rest)
        for cut in range(len(word)):
            yield ("slip", word[:cut] + word[cut + 1 :], *rest)


def _names_alike(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if not one or not other:
        return ""
    ours, theirs = Counter(one), Counter(other)
    if ours == theirs or "".join(one) == "".join(other):
        return SAME_NAME
    mine, yours = list((ours - theirs).elements()), list((theirs - ours).elements())
    if len(mine) != 1 or len(yours) != 1:
        return ""
    return CLOSE_NAME if _is_slip(mine[0], yours[0], is_alone=len(one) == 1) else ""


def _is_slip(one: str, other: str, *, is_alone: bool) -> bool:
    """Tell whether two words differ as one typed twice; numbers never do."""
    if not (one.isalpha() and other.isalpha()):
        return False
    if max(len(one), len(other)) < (_LONE_SLIP if is_alone else _SLIP):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SLIP and word[-1] in "sx" else word
