"""« Synthèse par année scolaire »: young people, clauses, outcomes and hours, year by year."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.reports.blocks import Block, Section, Text, stack_height
from csf_desktop.reports.figures import Figure, FigureRow
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import MISSING, count, hours, number, or_missing
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.styles import GAP, GEOMETRY, sheet_styles
from csf_desktop.reports.text import typesetting
from csf_desktop.reports.year_table import SchoolYear, YearTable

TITLE = "Synthèse par année scolaire"


@dataclass(frozen=True)
class SynthesisReportData:
    """School years in the order to print, oldest first.

    ``scope`` says whose figures these are (an académie, a tutor). ``note`` is free, under the
    table. Figures are printed as given and nothing is worked out of the labels: the historic
    years keep their own.
    """

    issue: DocumentIssue
    scope: str
    years: tuple[SchoolYear, ...] = ()
    note: str = ""


def build(data: SynthesisReportData) -> bytes:
    """Return the synthesis as a PDF of one or two pages; the same data gives the same bytes."""
    frame = DocumentFrame(TITLE, "Synthèse, clause sociale de formation", data.issue)
    with typesetting():
        return render(pages(data), frame)


def pages(data: SynthesisReportData) -> list[list[Block]]:
    """Return the years on one page or two; the oldest ones go when two are not enough."""
    upper = _upper_part(data)
    note = Text(data.note, sheet_styles().note, 6) if printable(data.note) else None
    lower: list[Block] = [note] if note else []
    if not data.years:
        nothing = Text("Aucune année scolaire n’est encore notée.", sheet_styles().note)
        return [[*upper, nothing, *lower]]
    width, body = GEOMETRY.body_width, GEOMETRY.body_height
    whole = YearTable(data.years)
    if stack_height([*upper, whole, *lower], width) <= body:
        return [[*upper, whole, *lower]]
    below = stack_height(lower, width) + GAP if lower else 0
    first_room = body - stack_height(upper, width) - GAP
    first, rest = whole.split(width, first_room, body - below)
    return [[*upper, first], [rest, *lower]] if rest.years else [[*upper, first], lower]


def _upper_part(data: SynthesisReportData) -> list[Block]:
    styles = sheet_styles()
    scope = Text(or_missing(printable(data.scope), "Toutes les clauses"), styles.lead, 2)
    if not data.years:
        return [scope]
    known = [year.minutes for year in data.years if year.minutes is not None]
    unknown = len(data.years) - len(known)
    figures = (
        Figure("Années scolaires", number(len(data.years))),
        Figure("Jeunes", _total([year.young_people for year in data.years])),
        Figure("Clauses", _total([year.clauses for year in data.years])),
        Figure("Heures réalisées", hours(sum(known)) if known else MISSING),
    )
    blocks: list[Block] = [FigureRow(figures)]
    if known and unknown:
        told = f"Heures non notées pour {count(unknown, 'année')}."
        blocks.append(Text(told, styles.note, 1))
    # A young person followed over two school years is counted in both.
    return [scope, Section("Somme des années", tuple(blocks))]


def _total(values: list[int | None]) -> str:
    known = [value for value in values if value is not None]
    return number(sum(known)) if known else MISSING
