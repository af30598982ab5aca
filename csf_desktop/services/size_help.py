"""Helps a buyer choose the hours: the usual volume for an amount, and what else is possible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from csf_desktop.models.sizing import USUAL_SIZES, suggested_minutes
from csf_desktop.reports.formatting import count
from csf_desktop.reports.guide_words import UsualSize, length_of, usual_sizes

__all__ = ["SizeChoice", "SizeState", "UsualSize", "size_choices", "usual_sizes"]


class SizeState(StrEnum):
    """What a volume is for an amount; ``UNKNOWN`` while there is no amount."""

    USUAL = "usual"
    SHORTER = "shorter"
    LONGER = "longer"
    UNKNOWN = "unknown"


_SAID = {
    SizeState.USUAL: "volume d’usage pour ce montant",
    SizeState.SHORTER: "plus court\u00a0: possible",
    SizeState.LONGER: "plus long\u00a0: pas possible pour ce montant",
    SizeState.UNKNOWN: "",
}


@dataclass(frozen=True)
class SizeChoice:
    """A usual volume in words, what it is for the amount, and how it may be shared out."""

    minutes: int
    hours: str
    amount: str
    state: SizeState
    said: str
    shared: str


def size_choices(amount_cents: int | None) -> tuple[SizeChoice, ...]:
    """Return the usual volumes, smallest first, for the amount of the firm period."""
    suggested = suggested_minutes(amount_cents)
    return tuple(_choice(size, suggested) for size in usual_sizes())


def _choice(size: UsualSize, suggested: int | None) -> SizeChoice:
    state = _state(size.minutes, suggested)
    return SizeChoice(
        size.minutes, size.hours, size.amount, state, _SAID[state], _shared(size.minutes)
    )


def _state(minutes: int, suggested: int | None) -> SizeState:
    if suggested is None:
        return SizeState.UNKNOWN
    if minutes == suggested:
        return SizeState.USUAL
    return SizeState.SHORTER if minutes < suggested else SizeState.LONGER


def _shared(minutes: int) -> str:
    """Return « un jeune pendant 6 mois, ou 3 jeunes pendant 2 mois chacun »."""
    alone = f"un jeune pendant {length_of(minutes)}"
    for _, part in reversed(USUAL_SIZES[:-1]):
        number, rest = divmod(minutes, part)
        if number > 1 and not rest:
            several = count(number, "jeune")
            return f"{alone}, ou {several} pendant {length_of(part)} chacun"
    return alone
