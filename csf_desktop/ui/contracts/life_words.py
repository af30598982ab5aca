"""The life of a contract in words: a short title for the bar, a sentence for the list. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.lifecycle import (
    LifeFacts,
    LifePoint,
    LifeState,
    LifeStep,
    last_end,
    life_of,
)
from csf_desktop.ui.formatting import NBSP, count_of, short_date


@dataclass(frozen=True, slots=True)
class LifeMark:
    """A step as it is shown: under its disc a title and a date, in the list a sentence."""

    state: LifeState
    title: str
    note: str
    sentence: str


_TITLES = {
    LifeStep.DRAFTED: "Rédigé",
    LifeStep.PUBLISHED: "Publié",
    LifeStep.NOTIFIED: "Notifié",
    LifeStep.STARTED: "Début",
    LifeStep.FIRM_END: "Fin ferme",
    LifeStep.RENEWALS: "Reconductions",
    LifeStep.CLOSED: "Clôture",
}
_DONE = {
    LifeStep.DRAFTED: "Clause rédigée",
    LifeStep.PUBLISHED: "Publié",
    LifeStep.NOTIFIED: "Notifié",
    LifeStep.STARTED: "Commencé",
    LifeStep.FIRM_END: "Période ferme terminée",
    LifeStep.RENEWALS: "Reconductions terminées",
    LifeStep.CLOSED: "Terminé",
}
_EXPECTED = {
    LifeStep.PUBLISHED: ("Publication prévue", "À publier"),
    LifeStep.NOTIFIED: ("Notification prévue", "À notifier"),
    LifeStep.STARTED: ("Début prévu", "Début à préciser"),
    LifeStep.FIRM_END: ("Fin prévue", "Fin à préciser"),
    LifeStep.CLOSED: ("Clôture possible après", "À clore ensuite"),
}


def facts_of(fields: Mapping[str, Any]) -> LifeFacts:
    """Return what the steps are worked out from, of the fields of a contract."""
    names = (
        *("published_on", "notified_on", "starts_on", "ends_on"),
        *("duration_months", "renewal_count", "renewal_months"),
    )
    status = ContractStatus(fields["status"])
    return LifeFacts(status, **{name: fields[name] for name in names})


def life_marks(fields: Mapping[str, Any], today: date) -> tuple[LifeMark, ...]:
    """Return the steps of a contract as they are shown on a day."""
    facts = facts_of(fields)
    return tuple(_mark(point, facts, today) for point in life_of(facts, today))


def what_is_late(marks: tuple[LifeMark, ...]) -> str:
    """Return the sentences of the steps that are late, together; empty when none is."""
    return " ".join(f"{mark.sentence}." for mark in marks if mark.state is LifeState.LATE)


def renewals_words(fields: Mapping[str, Any]) -> str:
    """Return « Reconductible 2 fois 12 mois, jusqu’au 14 mai 2029 », empty without renewals."""
    return _renewals(facts_of(fields))


def _renewals(facts: LifeFacts) -> str:
    number, months = facts.renewal_count or 0, facts.renewal_months or 0
    if not number or not months:
        return ""
    last = last_end(facts)
    until = f", jusqu’au {short_date(last)}" if last is not None else ""
    return f"Reconductible {number}{NBSP}fois {months}{NBSP}mois{until}"


def _mark(point: LifePoint, facts: LifeFacts, today: date) -> LifeMark:
    note = short_date(point.day) if point.day is not None else ""
    is_renewal = point.step is LifeStep.RENEWALS
    sentence = _renewals(facts) if is_renewal else _sentence(point, today)
    if point.step is LifeStep.CLOSED and point.state is LifeState.DONE:
        note = ""  # the day it was closed is not the day it was to end
    return LifeMark(point.state, _TITLES[point.step], note, sentence)


def _sentence(point: LifePoint, today: date) -> str:
    on = f" le {short_date(point.day)}" if point.day is not None else ""
    if point.state is LifeState.DONE:
        if point.step is LifeStep.FIRM_END and point.day is not None and point.day >= today:
            return f"Fin de la période ferme le {short_date(point.day)}"
        return _DONE[point.step] + ("" if point.step is LifeStep.CLOSED else on)
    with_day, without = _EXPECTED[point.step]
    if point.state is LifeState.EXPECTED:
        return f"{with_day}{on}" if on else without
    late = count_of((today - point.day).days if point.day else 0, "jour")
    if point.step is LifeStep.CLOSED:
        return f"À clore{NBSP}: la dernière période est finie depuis {late}"
    return f"{with_day}{on}, en retard de {late}"
