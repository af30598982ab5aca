"""The five school years counted before this program, exactly as they were counted then."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from csf_desktop.models.codes import OutcomeCode
from csf_desktop.paths import resource_path

_CODES: tuple[tuple[str, OutcomeCode], ...] = (
    ("reprise", OutcomeCode.BACK_TO_SCHOOL),
    ("bénéficiaire", OutcomeCode.NEW_MLDS_ACTION),
    ("reconnaissance", OutcomeCode.DISABILITY_RECOGNITION),
    ("projet", OutcomeCode.CAREER_PLAN),
    ("préparation", OutcomeCode.PREPARATION),
    ("interruption de parcours (absentéisme", OutcomeCode.INTERRUPTED_ABSENCE),
    ("interruption", OutcomeCode.INTERRUPTED_PLAN),
    ("échec", OutcomeCode.FAILURE),
    ("parcours non commencé", OutcomeCode.NOT_STARTED),
)
"""How a historic label begins, and the outcome it stands for; the first that fits."""


@dataclass(frozen=True, slots=True)
class HistoricOutcome:
    """A line as it was counted: its own label, and the code it stands for."""

    label: str
    code: OutcomeCode
    count: int


@dataclass(frozen=True, slots=True)
class HistoricYear:
    """A school year (« 2012-2013 ») as it was counted."""

    label: str
    young_people: int
    clauses: int
    outcomes: tuple[HistoricOutcome, ...]


@cache
def historic_years() -> tuple[HistoricYear, ...]:
    """Return the years of ``resources/reference/synthese-historique.csv``, in their order."""
    path = resource_path("reference", "synthese-historique.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    years = list(dict.fromkeys(row["annee_scolaire"] for row in rows))
    return tuple(
        _year(year, [row for row in rows if row["annee_scolaire"] == year]) for year in years
    )


def _year(label: str, rows: list[dict[str, str]]) -> HistoricYear:
    return HistoricYear(
        label,
        int(rows[0]["jeunes"]),
        int(rows[0]["clauses"]),
        tuple(
            HistoricOutcome(row["libelle"], _code_of(row["libelle"]), int(row["nombre"]))
            for row in rows
        ),
    )


def _code_of(label: str) -> OutcomeCode:
    return next(code for start, code in _CODES if label.startswith(start))
