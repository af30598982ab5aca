"""CPV codes, as one types a code or what it buys."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.errors import InvalidInputError
from csf_desktop.reference.cpv import DIGITS, CpvEntry, check_cpv, entry_of, is_listed
from csf_desktop.reference.cpv_search import search_cpv
from csf_desktop.storage.vault import Vault

_NBSP = "\u00a0"
_LONGEST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class CpvSuggestion:
    """A code to propose; it keeps the check digit that was typed. ``shown`` adds the label."""

    code: str
    label: str
    shown: str


def suggest_cpv(_vault: Vault, typed: str, limit: int = 8) -> tuple[CpvSuggestion, ...]:
    """Return the codes that fit the digits or the words typed, the likeliest first."""
    return tuple(_suggestion(entry, typed) for entry in search_cpv(typed, limit))


def cpv_words(code: str) -> str:
    """Return a code with its label: « 45000000-7 Travaux de construction ».

    A code that the nomenclature does not list is told apart by « (dans … ) » and the label of the
    nearest code above it; what is no code is given back as it is.
    """
    code = code.strip()
    entry = entry_of(code)
    if entry is None:
        return code
    if is_listed(code):
        return f"{code} {entry.label}"
    return f"{code} (dans «{_NBSP}{entry.label}{_NBSP}»)"


def cpv_problem(typed: str) -> str:
    """Return a sentence telling why ``typed`` is no CPV code, empty when it is one or empty."""
    if not typed.strip():
        return ""
    try:
        check_cpv(typed)
    except InvalidInputError as error:
        return _not_picked(typed) if any(char.isalpha() for char in typed) else str(error)
    return ""


def _not_picked(words: str) -> str:
    shown = words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
    return (
        f"«{_NBSP}{shown}{_NBSP}» n’est pas un code CPV{_NBSP}: choisissez une ligne de la liste "
        f"qui s’ouvre quand vous tapez, ou tapez les huit chiffres, par exemple 45000000-7."
    )


def _suggestion(entry: CpvEntry, typed: str) -> CpvSuggestion:
    code = _as_typed(typed) if _as_typed(typed)[:DIGITS] == entry.code else entry.code
    return CpvSuggestion(code, entry.label, cpv_words(code))


def _as_typed(typed: str) -> str:
    try:
        return check_cpv(typed)
    except InvalidInputError:
        return ""
