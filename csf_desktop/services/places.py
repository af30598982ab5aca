"""Communes, as one types their name or postal code."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.reference.communes import Commune, suggest_communes
from csf_desktop.storage.vault import Vault


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
