"""The synthesis: past years as they were counted, new ones from the data."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from csf_desktop.errors import NotFoundError
from csf_desktop.models.rules import HOUR
from csf_desktop.paths import resource_path
from csf_desktop.services.demo import fill
from csf_desktop.services.documents import issue_synthesis
from csf_desktop.services.historic import historic_years
from csf_desktop.services.pathways import (
    advance,
    delete_pathway,
    reserve,
    set_outcomes,
    set_week,
)
from csf_desktop.services.synthesis import YearSynthesis, get_synthesis
from csf_desktop.storage.vault import Vault
from tests.helpers.laptops import MOMENT, laptop
from tests.helpers.vaults import TODAY, add_contract, add_pathway, add_person
from tests.reports.pdf import text_of


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = laptop(tmp_path, 0)
    yield made.vault
    made.vault.close()


def computed(vault: Vault) -> dict[str, YearSynthesis]:
    return {year.school_year: year for year in get_synthesis(vault) if year.source == "computed"}


def test_historic_years_are_those_of_the_file(vault: Vault) -> None:
    path = resource_path("reference", "synthese-historique.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [tuple(row.values()) for row in csv.DictReader(stream)]
    shown = [
        (
            year.school_year,
            str(year.young_people),
            str(year.clauses),
            line.label,
            str(line.count),
        )
        for year in get_synthesis(vault)
        for line in year.outcomes
    ]
    assert shown == rows
    assert all(year.done_minutes is None for year in get_synthesis(vault))
    codes = {
        (year.label, line.label): line.code for year in historic_years() for line in year.outcomes
    }
    assert codes["2016-2017", "interruption de parcours (absentéisme)"] == "interrupted_absence"
    assert codes["2015-2016", "interruptions (projet professionnel non conforme)"] == (
        "interrupted_plan"
    )
    assert codes["2012-2013", "échec"] == "failure"


def test_a_pathway_over_two_years(vault: Vault) -> None:
    contract_id = add_contract(vault)
    person_id = add_person(vault)
    pathway_id = add_pathway(vault, contract_id, starts_on=date(2027, 6, 14))
    reserve(vault, pathway_id, person_id, TODAY)
    set_week(vault, pathway_id, date(2027, 6, 14), done_minutes=30 * HOUR)
    set_week(vault, pathway_id, date(2027, 9, 6), done_minutes=20 * HOUR)
    set_outcomes(vault, pathway_id, {"back_to_school", "working_life"}, TODAY)
    second = add_pathway(vault, contract_id, starts_on=date(2027, 10, 4))
    reserve(vault, second, person_id, TODAY)
    years = computed(vault)
    assert set(years) == {"2026-2027", "2027-2028"}
    first, following = years["2026-2027"], years["2027-2028"]
    assert (first.young_people, first.clauses, first.pathways) == (1, 1, 1)
    assert (following.young_people, following.clauses, following.pathways) == (1, 1, 1)
    assert (first.done_minutes, following.done_minutes) == (30 * HOUR, 20 * HOUR)
    assert [(total.code, total.count) for total in first.outcomes] == [("back_to_school", 1)]
    assert [(total.code, total.count) for total in first.benefits] == [("working_life", 1)]
    assert following.outcomes == ()


def test_a_young_person_and_a_clause_count_once_a_year(vault: Vault) -> None:
    contract_id, person_id = add_contract(vault), add_person(vault)
    for start in (date(2026, 12, 7), date(2027, 3, 1)):
        reserve(vault, add_pathway(vault, contract_id, starts_on=start), person_id, TODAY)
    year = computed(vault)["2026-2027"]
    assert (year.young_people, year.clauses, year.pathways) == (1, 1, 2)


def test_what_nobody_holds_and_what_is_deleted_does_not_count(vault: Vault) -> None:
    contract_id = add_contract(vault)
    add_pathway(vault, contract_id)
    assert computed(vault) == {}
    held = add_pathway(vault, contract_id)
    reserve(vault, held, add_person(vault), TODAY)
    assert computed(vault)["2026-2027"].pathways == 1
    advance(vault, held, "open", TODAY)
    delete_pathway(vault, held)
    assert computed(vault) == {}


def test_one_year_and_none(vault: Vault) -> None:
    (year,) = get_synthesis(vault, "2013-2014")
    assert (year.young_people, year.clauses) == (7, 7)
    with pytest.raises(NotFoundError):
        get_synthesis(vault, "1999-2000")


def test_computed_years_are_what_the_tables_say(vault: Vault) -> None:
    fill(vault, TODAY, contracts=6, seed=4)
    with vault.engine.connect() as connection:
        pathways = connection.execute(
            text(
                "SELECT id, beneficiary_id, contract_id, coalesce(starts_on, status_since) AS day "
                "FROM pathway WHERE deleted_at IS NULL AND beneficiary_id IS NOT NULL"
            )
        ).all()
        weeks = connection.execute(
            text("SELECT pathway_id, monday, done_minutes FROM pathway_week WHERE done_minutes > 0")
        ).all()
        outcomes = connection.execute(
            text("SELECT pathway_id, code FROM outcome WHERE deleted_at IS NULL AND NOT is_benefit")
        ).all()
    year_of = {row.id: school_year(row.day) for row in pathways}
    found = computed(vault)
    for name, year in found.items():
        held = [row for row in pathways if year_of[row.id] == name]
        assert year.young_people == len({row.beneficiary_id for row in held})
        assert year.clauses == len({row.contract_id for row in held})
        assert year.pathways == len(held)
        assert year.done_minutes == sum(
            row.done_minutes
            for row in weeks
            if row.pathway_id in year_of and school_year(row.monday) == name
        )
        counted = Counter(row.code for row in outcomes if year_of.get(row.pathway_id) == name)
        assert {total.code: total.count for total in year.outcomes} == counted
    assert sum(year.pathways or 0 for year in found.values()) == len(pathways) > 0


def school_year(day: str) -> str:
    year, month = int(day[:4]), int(day[5:7])
    start = year if month >= 9 else year - 1
    return f"{start}-{start + 1}"


def test_the_sheet_prints_the_past_as_it_was_counted(vault: Vault) -> None:
    said = text_of(issue_synthesis(vault, now=MOMENT).pdf)
    for words in ("2012-2013", "2016-2017", "reconnaissance de travailleur handicapé"):
        assert words in said
    one = text_of(issue_synthesis(vault, year="2014-2015", now=MOMENT).pdf)
    assert "2014-2015" in one
    assert issue_synthesis(vault, year="2014-2015", now=MOMENT).file_name == (
        "synthese-2014-2015.pdf"
    )
