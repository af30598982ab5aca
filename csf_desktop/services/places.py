"""Communes, as one types their name or postal code, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.reference.communes import Commune, commune, suggest_communes
from csf_desktop.reference.distances import distance_km, kilometre_words, margin_km
from csf_desktop.reference.tables import fold
from csf_desktop.services.profile import get_profile
from csf_desktop.storage.vault import Vault

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class PlaceSuggestion:
    """A commune to propose: ``label`` tells homonyms apart, ``shown`` adds the postal code.

    ``department`` and ``academie`` are codes.
    """

    code_insee: str
    label: str
    shown: str
    postal_code: str
    department: str
    academie: str


def suggest_places(_vault: Vault, typed: str, limit: int = 8) -> tuple[PlaceSuggestion, ...]:
    """Return the communes whose name or postal code begins as typed, the likeliest first."""
    return tuple(_suggestion(found, typed) for found in suggest_communes(typed, limit))


def commune_code_of(typed: str) -> str:
    """Return the INSEE code of the commune that is called so, or that alone has this postal code.

    Empty when there is none, or several: homonyms are to be picked in the list.
    """
    wanted = fold(typed)
    so_called = [
        found
        for found in suggest_communes(typed, 2)
        if wanted in (fold(found.name), *found.postal_codes)
    ]
    return so_called[0].code_insee if len(so_called) == 1 else ""


def distance_words(vault: Vault, commune_code: str) -> str:
    """Return how far a commune is from the tutor's, as the crow flies: « à 12 km de Rennes ».

    Empty when the tutor's commune is not told, or when either has no known position.
    """
    home, there = commune(get_profile(vault).commune_code), commune(commune_code)
    if home is None or there is None:
        return ""
    if home.code_insee == there.code_insee:
        return "dans votre commune"
    km = distance_km(home.code_insee, there.code_insee)
    if km is None:
        return ""
    words = kilometre_words(km, margin_km(home.code_insee, there.code_insee))
    return f"{words} {_from(home.name)}"


def _from(name: str) -> str:
    """Return the name of a commune after « de »: « d’Angers », « du Havre », « des Andelys »."""
    name = name.replace("'", "\u2019")
    for article, joined in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    first, second = fold(name)[:1], fold(name)[1:2]
    is_elided = first in _VOWELS or (first == "y" and second not in _VOWELS)
    return f"d\u2019{name}" if is_elided else f"de {name}"


def _suggestion(found: Commune, typed: str) -> PlaceSuggestion:
    """Keep the postal code that was being typed, else the commune's first."""
    digits = typed.strip()
    wanted = [code for code in found.postal_codes if digits.isdigit() and code.startswith(digits)]
    postal_code = next(iter([*wanted, *found.postal_codes]), "")
    return PlaceSuggestion(
        code_insee=found.code_insee,
        label=found.label,
        shown=f"{found.label}\u2002{postal_code}".rstrip(),
        postal_code=postal_code,
        department=found.department,
        academie=found.academie,
    )
