"""What is pointed out without being refused: one French sentence each, with the rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from csf_desktop.models.people import age_on
from csf_desktop.models.rules import DEFAULT_RULES, HOUR, Rules
from csf_desktop.models.sizing import is_above_usual

NBSP = "\u00a0"


def age_warning(birth_date: date | None, day: date, rules: Rules = DEFAULT_RULES) -> str:
    """Return what the rule says of a person outside the ages of the scheme, empty if inside."""
    if birth_date is None:
        return ""
    age = age_on(birth_date, day)
    if age < rules.min_age:
        return (
            f"Ce jeune a {_years(age)}{NBSP}: la clause s’adresse aux 16–25{NBSP}ans "
            f"({rules.min_age}{NBSP}ans possible en prévention), vérifiez la date de naissance "
            "ou son éligibilité."
        )
    if age > rules.max_age:
        return (
            f"Ce jeune a {_years(age)}{NBSP}: la clause s’adresse aux 16–{rules.max_age}{NBSP}ans, "
            "vérifiez la date de naissance ou son éligibilité."
        )
    return ""


def done_warning(done: int, planned: int) -> str:
    """Return the warning when more minutes were done than planned, empty otherwise."""
    if planned <= 0 or done <= planned:
        return ""
    return (
        f"{_hours(done)} réalisées pour {_hours(planned)} prévues{NBSP}: vérifiez la saisie, ou "
        "prévoyez un avenant à la convention."
    )


def gratification_warning(planned: int, rules: Rules = DEFAULT_RULES) -> str:
    """Return the warning when the planned minutes make a gratification due."""
    if planned <= rules.gratification_minutes:
        return ""
    return (
        f"Au-delà de {_hours(rules.gratification_minutes)}, une gratification est due{NBSP}: "
        "prévoyez-la dans l’annexe financière de la convention."
    )


def size_warning(minutes: int, amount_cents: int | None) -> str:
    """Return the warning when the volume is above the usual one for the amount."""
    if not is_above_usual(minutes, amount_cents):
        return ""
    return (
        f"Ce volume dépasse celui d’usage pour ce montant{NBSP}: l’acheteur peut choisir plus "
        "court, pas plus long."
    )


def lots_warning(clause_minutes: int, lots: Sequence[int]) -> str:
    """Return the warning when lots with hours do not add up to the clause's own volume."""
    total = sum(lots)
    if not clause_minutes or not total or total == clause_minutes:
        return ""
    return (
        f"Les lots font {_hours(total)}, la clause {_hours(clause_minutes)}{NBSP}: corrigez les "
        "uns ou l’autre."
    )


def order_problem(start: date | None, end: date | None) -> str:
    """Return the sentence that refuses an end before its start, empty if the dates are right."""
    if start is None or end is None or start <= end:
        return ""
    return f"La date de fin précède la date de début{NBSP}: corrigez l’une des deux."


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, HOUR)
    return f"{whole}{NBSP}h{NBSP}{rest:02d}" if rest else f"{whole}{NBSP}h"


def _years(age: int) -> str:
    return f"{age}{NBSP}an" if age < 2 else f"{age}{NBSP}ans"
