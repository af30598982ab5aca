"""The synthesis: the historic years exactly as they were counted."""

from __future__ import annotations

import csv
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.paths import resource_path
from csf_desktop.reports import synthesis_sheet
from csf_desktop.reports.blocks import stack_height
from csf_desktop.reports.styles import GEOMETRY
from csf_desktop.reports.synthesis_sheet import SynthesisReportData
from csf_desktop.reports.year_table import OutcomeCount, SchoolYear, YearTable
from tests.reports import pdf, samples
from tests.reports.test_follow_up_sheet import issues
from tests.reports.texts import any_text

SAMPLES = samples.syntheses()


def text(name: str) -> str:
    return pdf.text_of(synthesis_sheet.build(SAMPLES[name]))


def test_historic_years_are_printed_exactly_as_recorded() -> None:
    said = text("synthesis")
    path = resource_path("reference", "synthese-historique.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 17
    for row in rows:
        assert f"{row['nombre']} {row['libelle']}" in said
        assert f"{row['annee_scolaire']} {row['jeunes']} {row['clauses']}" in said


def test_totals_are_those_of_the_years_shown() -> None:
    said = text("synthesis")
    assert "Années scolaires 6 Jeunes 61 Clauses 64" in said
    assert "2 450 h 30" in said
    assert "Heures non notées pour 5 années." in said
    assert "140 parcours réalisés en 5 ans." in said


def test_figures_that_nobody_noted_are_dashes_and_not_zeros() -> None:
    year = SchoolYear("2019-2020", outcomes=(OutcomeCount("échec", 1),))
    data = replace(SAMPLES["synthesis"], years=(year,))
    said = pdf.text_of(synthesis_sheet.build(data))
    assert "2019-2020 — — — 1 échec" in said


def test_years_too_many_for_two_pages_leave_the_oldest_out() -> None:
    said = text("synthesis-many")
    assert "2025-2026" in said
    assert "1980-1981" not in said
    shown = sum(f"{year.label} " in said for year in SAMPLES["synthesis-many"].years)
    assert f"… et {46 - shown} années plus anciennes, dans l’application" in said


def test_nothing_to_count_says_so() -> None:
    assert "Aucune année scolaire n’est encore notée." in text("synthesis-empty")


figures = st.none() | st.integers(0, 10**9)
outcomes = st.builds(OutcomeCount, any_text, st.integers(0, 10**6))
years = st.builds(
    SchoolYear, any_text, figures, figures, st.lists(outcomes, max_size=20).map(tuple), figures
)


@given(st.lists(years, min_size=1, max_size=12), st.floats(20, 700), st.floats(20, 700))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_split_loses_no_year_and_holds_its_room(
    some: list[SchoolYear], first: float, second: float
) -> None:
    head, tail = YearTable(tuple(some)).split(400, first, second)
    assert [*some[: tail.left_out], *head.years, *tail.years] == some
    assert not head.years or head.height(400) <= first + 0.01
    assert not tail.years or tail.height(400) <= second + 0.01


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.builds(
        SynthesisReportData, issues, any_text, st.lists(years, max_size=25).map(tuple), any_text
    )
)
def test_any_content_makes_one_or_two_pages_that_hold_it(data: SynthesisReportData) -> None:
    assert pdf.page_count(synthesis_sheet.build(data)) in (1, 2)
    for page in synthesis_sheet.pages(data):
        assert stack_height(page, GEOMETRY.body_width) <= GEOMETRY.body_height + 0.01
