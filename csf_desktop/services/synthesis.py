"""The synthesis by school year: the historic ones as recorded, the new ones from the data."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import NotFoundError
from csf_desktop.labels import label
from csf_desktop.models.codes import BenefitCode, OutcomeCode, PathwayStatus
from csf_desktop.models.entities import Outcome, Pathway, PathwayWeek
from csf_desktop.reference.school_calendar import school_year_of
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.synthesis_sheet import SynthesisReportData
from csf_desktop.reports.year_table import OutcomeCount, SchoolYear
from csf_desktop.services.historic import HistoricYear, historic_years
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault

HISTORIC, COMPUTED = "historic", "computed"


@dataclass(frozen=True, slots=True)
class OutcomeTotal:
    """How many pathways had an outcome; ``label`` as it is printed."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class YearSynthesis:
    """A school year; ``source`` is historic or computed, hours are unknown for historic ones.

    A young person counts once a year, a clause (contract) too. ``pathways`` counts the pathways
    that a young person held, ``partial`` those interrupted among them: they count, with the hours
    really done.
    """

    school_year: str
    source: str
    young_people: int
    clauses: int
    pathways: int | None = None
    partial: int | None = None
    done_minutes: int | None = None
    outcomes: tuple[OutcomeTotal, ...] = ()
    benefits: tuple[OutcomeTotal, ...] = ()


@dataclass
class _Tally:
    people: set[str] = field(default_factory=set)
    contracts: set[str] = field(default_factory=set)
    pathways: int = 0
    partial: int = 0
    minutes: int = 0
    codes: Counter[str] = field(default_factory=Counter)


def get_synthesis(vault: Vault, year: str = "") -> tuple[YearSynthesis, ...]:
    """Return every school year, oldest first, or the one asked for (« 2012-2013 »).

    Raises ``NotFoundError`` for a year with nothing in it.
    """
    with reading_session(vault) as session:
        return synthesis(session, year)


def synthesis(session: Session, year: str = "") -> tuple[YearSynthesis, ...]:
    """Return the years of a session; see ``get_synthesis``."""
    historic = {found.label: _from_historic(found) for found in historic_years()}
    computed = {
        name: _from_tally(name, tally)
        for name, tally in _tallies(session).items()
        if name not in historic
    }
    years = {**historic, **computed}
    if not year:
        return tuple(years[name] for name in sorted(years))
    if year not in years:
        raise NotFoundError(reference=year)
    return (years[year],)


def synthesis_report(
    session: Session, issue: DocumentIssue, today: date, year: str = ""
) -> SynthesisReportData:
    """Return what the synthesis sheet prints; ``issue`` without reference gets one."""
    years = synthesis(session, year)
    reference = issue.reference or (f"Année {year}" if year else f"Au {today:%d/%m/%Y}")
    return SynthesisReportData(
        issue=DocumentIssue(
            reference=reference,
            academy=issue.academy,
            issued_at=issue.issued_at,
            issuer=issue.issuer,
            signer=issue.signer,
            fingerprint=issue.fingerprint,
            is_demo=issue.is_demo,
        ),
        scope=issue.academy,
        years=tuple(
            SchoolYear(
                found.school_year,
                found.young_people,
                found.clauses,
                tuple(OutcomeCount(total.label, total.count) for total in found.outcomes),
                found.done_minutes,
            )
            for found in years
        ),
        note="Les années 2012-2013 à 2016-2017 sont reprises telles qu’elles ont été comptées.",
    )


def _from_historic(year: HistoricYear) -> YearSynthesis:
    return YearSynthesis(
        school_year=year.label,
        source=HISTORIC,
        young_people=year.young_people,
        clauses=year.clauses,
        outcomes=tuple(OutcomeTotal(line.code, line.label, line.count) for line in year.outcomes),
    )


def _tallies(session: Session) -> dict[str, _Tally]:
    """Count by school year: a pathway in the year it began, its hours in the year of their week."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    held = select(Pathway).where(Pathway.deleted_at.is_(None), Pathway.beneficiary_id.is_not(None))
    year_of: dict[str, str] = {}
    for pathway in session.scalars(held):
        name = school_year_of(pathway.starts_on or pathway.status_since).label
        year_of[pathway.id] = name
        tally = tallies[name]
        tally.people.add(pathway.beneficiary_id or "")
        tally.contracts.add(pathway.contract_id)
        tally.pathways += 1
        tally.partial += (
            pathway.interrupted_on is not None or pathway.status == PathwayStatus.INTERRUPTED
        )
    outcomes = select(Outcome.pathway_id, Outcome.code).where(Outcome.deleted_at.is_(None))
    for pathway_id, code in session.execute(outcomes):
        if pathway_id in year_of:
            tallies[year_of[pathway_id]].codes[code] += 1
    weeks = select(PathwayWeek.pathway_id, PathwayWeek.monday, PathwayWeek.done_minutes).where(
        PathwayWeek.deleted_at.is_(None), PathwayWeek.done_minutes > 0
    )
    for pathway_id, monday, minutes in session.execute(weeks):
        if pathway_id in year_of:
            tallies[school_year_of(monday).label].minutes += minutes or 0
    return tallies


def _from_tally(name: str, tally: _Tally) -> YearSynthesis:
    return YearSynthesis(
        school_year=name,
        source=COMPUTED,
        young_people=len(tally.people),
        clauses=len(tally.contracts),
        pathways=tally.pathways,
        partial=tally.partial,
        done_minutes=tally.minutes,
        outcomes=_totals(OutcomeCode, tally.codes),
        benefits=_totals(BenefitCode, tally.codes),
    )


def _totals(
    codes: type[OutcomeCode] | type[BenefitCode], counted: Counter[str]
) -> tuple[OutcomeTotal, ...]:
    return tuple(
        OutcomeTotal(code.value, label(codes, code.value), counted[code.value])
        for code in codes
        if counted[code.value]
    )
