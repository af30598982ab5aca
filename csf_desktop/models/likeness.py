"""Whether two files of companies are of the same one: by their numbers, else by their names.

Names are compared word for word, without accents, capitals, plurals, legal forms or small words,
in any order. They are alike when the words are the same, written together or apart, or when one
word alone differs by a slip of the keyboard; so every pair shares one of its ``keys_of``, and ten
thousand companies are compared without comparing all pairs. Two numbers of different companies,
both with a right key, are never one company, whatever its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

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
_SLIP, _LONE_SLIP, _LONG = 5, 7, 9
"""Letters from which a word among others, or alone, may hold one slip, and two slips."""

_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b|\b(?:[a-z]\.){2,}")
_WORD = re.compile(r"[a-z]+|[0-9]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "&": " et "})


@dataclass(frozen=True, slots=True)
class Known:
    """What a company is known by; a number not known is empty."""

    name: str = ""
    siret: str = ""
    other_id: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: its telling words in their order."""

    words: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The words run together."""
        return "".join(self.words)


def name_of(text: str) -> Name:
    """Return the telling words of a name: « Ets. Bâti-Ouest S.A.R.L. » is « bati ouest »."""
    composed = text.casefold().translate(_LETTERS)
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(char)
    )
    words = _WORD.findall(_INITIALS.sub(lambda match: match[0].replace(".", ""), plain))
    singular = [_singular(word) for word in words]
    told = [word for word in singular if word not in LEGAL_FORMS and word not in SMALL_WORDS]
    return Name(tuple(told or singular))


def likeness(one: Known, other: Known) -> str:
    """Return why two companies are likely the same, in words; empty when they are not."""
    if one.siret and one.siret == other.siret:
        return SAME_SIRET
    if one.other_id and one.other_id == other.other_id:
        return SAME_OTHER_ID
    names = _names_alike(name_of(one.name), name_of(other.name))
    if not (one.siret and other.siret):
        return names
    siren = _siren(one.siret)
    if siren != _siren(other.siret):
        return ""
    # La Poste has thousands of establishments under one number: only alike names are told.
    return SAME_SIREN if siren != LA_POSTE else names


def keys_of(known: Known, name: Name) -> Iterator[tuple[str, ...]]:
    """Give keys of a company: two that are likely the same have at least one in common.

    Those of a slip leave a word out but for its first or last letter, one of which it keeps.
    """
    if known.siret:
        yield ("siret", known.siret)
        yield ("siren", _siren(known.siret))
    if known.other_id:
        yield ("other_id", known.other_id)
    if not name.words:
        return
    words = sorted(name.words)
    yield ("words", *words)
    yield ("joined", name.joined)
    for at, word in enumerate(words):
        if len(word) >= _SLIP - 1 and word.isalpha():
            rest = (*words[:at], *words[at + 1 :])
            yield ("first", word[0], *rest)
            yield ("last", word[-1], *rest)


def _names_alike(one: Name, other: Name) -> str:
    if not one.words or not other.words:
        return ""
    if Counter(one.words) == Counter(other.words) or one.joined == other.joined:
        return SAME_NAME
    ours, theirs = Counter(one.words), Counter(other.words)
    mine, yours = list((ours - theirs).elements()), list((theirs - ours).elements())
    if len(mine) != 1 or len(yours) != 1:
        return ""
    is_alone = len(one.words) == 1
    return CLOSE_NAME if _is_slip(mine[0], yours[0], is_alone=is_alone) else ""


def _is_slip(one: str, other: str, *, is_alone: bool) -> bool:
    """Tell whether two words differ as one typed twice; numbers never do."""
    if not (one.isalpha() and other.isalpha()):
        return False
    shorter = min(len(one), len(other))
    longer = max(len(one), len(other))
    if longer < (_LONE_SLIP if is_alone else _SLIP):
        return False
    allowed = 2 if shorter >= _LONG and one[0] == other[0] else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _siren(siret: str) -> str:
    return siret[:9]


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SLIP and word[-1] in "sx" else word
