"""The list of Parcours: searched, filtered, counted, ordered, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from csf_desktop.models.rules import HOUR
from csf_desktop.services.beneficiaries import update_beneficiary
from csf_desktop.services.pathway_list import (
    SPEC,
    open_pathways,
    pathway_chips,
    pathway_of_beneficiary,
    pathway_page,
)
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import (
    advance,
    delete_pathway,
    set_outcomes,
    set_week,
    update_pathway,
)
from csf_desktop.services.rows import ListQuery, PathwayRow
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    TODAY,
    add_contract,
    add_pathway,
    add_person,
    bring_to,
    make_vault,
)

QUERY = ListQuery(TODAY)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


@pytest.fixture
def five(vault: Vault) -> dict[str, str]:
    """Five pathways by what they are: their ids."""
    first = add_contract(vault, company_name="Étanchéité Lilloise", notified_on=date(2026, 11, 2))
    second = add_contract(vault, company_name="Zinc et Fer", notified_on=date(2026, 10, 1))
    ids = {
        "vacant": add_pathway(vault, first),  # first contact due on 9 December
        "sent": add_pathway(vault, first),  # answer due on 21 November: late
        "soon": add_pathway(vault, first),  # profile to be sent by 30 November
        "closed": add_pathway(vault, second),
        "lost": add_pathway(vault, second),
    }
    bring_to(vault, ids["sent"], "profile_sent", add_person(vault), date(2026, 11, 14))
    paul = add_person(vault, "Paul", "Dubois")
    bring_to(vault, ids["soon"], "reserved", paul, date(2026, 11, 23))
    bring_to(vault, ids["closed"], "review", add_person(vault, "Zoé", "Écart"))
    set_outcomes(vault, ids["closed"], {"employment"}, TODAY)
    advance(vault, ids["closed"], "closed", TODAY)
    advance(vault, ids["lost"], "lost", TODAY, "Marché résilié")
    return ids


def shown(vault: Vault, ids: dict[str, str], query: ListQuery) -> list[str]:
    names = {row_id: name for name, row_id in ids.items()}
    listing = open_pathways(vault, query)
    assert listing.count == len(listing.rows)
    assert pathway_page(vault, 0, 100, query=query) == listing.rows
    return [names[row.id] for row in listing.rows]


def test_the_view_s_order_is_by_deadline_what_is_over_last(
    vault: Vault, five: dict[str, str]
) -> None:
    assert shown(vault, five, QUERY) == ["sent", "soon", "vacant", "closed", "lost"]


@pytest.mark.parametrize(
    ("chip", "expected"),
    [
        ("late", ["sent"]),
        ("soon", ["soon"]),
        ("open", ["vacant"]),
        ("running", ["sent", "soon"]),
        ("ended", ["closed", "lost"]),
    ],
)
def test_chips_filter_and_count(
    vault: Vault, five: dict[str, str], chip: str, expected: list[str]
) -> None:
    assert shown(vault, five, replace(QUERY, chip=chip)) == expected
    counts = pathway_chips(vault, replace(QUERY, chip=chip))
    assert counts == {"": 5, "late": 1, "soon": 1, "open": 1, "running": 2, "ended": 2}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("benali", ["sent"]),
        ("INES ben", ["sent"]),
        ("etancheite", ["sent", "soon", "vacant"]),
        ("zinc", ["closed", "lost"]),
        ("zoe fer", ["closed"]),
        ("aide peintre", ["sent", "soon", "vacant", "closed", "lost"]),
        ("P-2026-002-02", ["lost"]),
        ("M-2026-002", ["closed", "lost"]),
        ("personne", []),
        ('"; DROP TABLE pathway', []),
    ],
)
def test_search_reads_people_companies_titles_and_references(
    vault: Vault, five: dict[str, str], typed: str, expected: list[str]
) -> None:
    query = replace(QUERY, search=typed)
    assert shown(vault, five, query) == expected
    assert pathway_chips(vault, query)[""] == len(expected)


def test_a_renamed_person_is_found_by_the_new_name(vault: Vault, five: dict[str, str]) -> None:
    details = get_pathway(vault, five["sent"], TODAY).beneficiary
    assert details is not None
    update_beneficiary(vault, details.id, {"family_name": "Haddad"})
    assert shown(vault, five, replace(QUERY, search="haddad")) == ["sent"]
    assert shown(vault, five, replace(QUERY, search="benali")) == []


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("reference", ["vacant", "sent", "soon", "closed", "lost"]),
        ("company", ["vacant", "sent", "soon", "closed", "lost"]),
        ("person", ["vacant", "lost", "sent", "soon", "closed"]),  # Benali, Dubois, Écart
        ("due", ["sent", "soon", "vacant", "closed", "lost"]),
    ],
)
def test_sorts(vault: Vault, five: dict[str, str], sort: str, first: list[str]) -> None:
    assert shown(vault, five, replace(QUERY, sort=sort)) == first


@pytest.mark.parametrize("sort", sorted(SPEC.sorts))
@pytest.mark.parametrize("is_descending", [False, True])
def test_every_sort_gives_every_row_once_over_its_pages(
    vault: Vault, five: dict[str, str], sort: str, is_descending: bool
) -> None:
    query = replace(QUERY, sort=sort, is_descending=is_descending)
    pages = [pathway_page(vault, offset, 2, query=query) for offset in range(0, 6, 2)]
    paged = [row.id for rows in pages for row in rows]
    assert paged == [row.id for row in open_pathways(vault, query).rows]
    assert sorted(paged) == sorted(five.values())


def test_descending_turns_the_first_key_round(vault: Vault, five: dict[str, str]) -> None:
    found = shown(vault, five, replace(QUERY, sort="reference", is_descending=True))
    assert found == ["lost", "closed", "soon", "sent", "vacant"]


def test_an_unknown_sort_gives_the_order_of_the_view(vault: Vault, five: dict[str, str]) -> None:
    assert shown(vault, five, replace(QUERY, sort="colour")) == shown(vault, five, QUERY)


def test_a_contract_narrows_the_list_and_the_counts(vault: Vault, five: dict[str, str]) -> None:
    row = open_pathways(vault, replace(QUERY, search="zinc")).rows[0]
    query = replace(QUERY, contract_id=row.contract_id)
    assert shown(vault, five, query) == ["closed", "lost"]
    assert pathway_chips(vault, query)[""] == 2


def test_a_row_says_who_owes_what_since_when(vault: Vault, five: dict[str, str]) -> None:
    (row,) = open_pathways(vault, replace(QUERY, chip="late")).rows
    assert isinstance(row, PathwayRow)
    assert (row.given_name, row.family_name) == ("Inès", "Benali")
    assert (row.next.owner, row.next.action) == ("company", "answer_profile")
    assert row.next.due == date(2026, 11, 21)
    assert (row.planned_minutes, row.done_minutes) == (300 * HOUR, 0)
    set_week(vault, five["sent"], date(2027, 1, 4), done_minutes=90)
    assert open_pathways(vault, replace(QUERY, chip="late")).rows[0].done_minutes == 90


def test_late_and_soon_count_from_the_day_asked_for(vault: Vault, five: dict[str, str]) -> None:
    before = replace(QUERY, today=date(2026, 11, 21))
    assert shown(vault, five, replace(before, chip="late")) == []
    assert shown(vault, five, replace(before, chip="soon")) == ["sent"]
    after = replace(QUERY, today=TODAY + timedelta(days=30), chip="late")
    assert shown(vault, five, after) == ["sent", "soon", "vacant"]


def test_a_deleted_pathway_leaves_the_list(vault: Vault, five: dict[str, str]) -> None:
    delete_pathway(vault, five["vacant"])
    assert "vacant" not in shown(vault, five, QUERY)
    assert pathway_chips(vault, QUERY)["open"] == 0
    assert shown(vault, five, replace(QUERY, search="P-2026-001-01")) == []


def test_an_empty_vault_gives_an_empty_list(vault: Vault) -> None:
    listing = open_pathways(vault, QUERY)
    assert (listing.count, listing.rows) == (0, ())
    assert set(pathway_chips(vault, QUERY).values()) == {0}


def test_the_pathway_of_a_person_is_the_one_that_runs(vault: Vault) -> None:
    contract, person = add_contract(vault), add_person(vault)
    assert pathway_of_beneficiary(vault, person) == ""
    first, second = add_pathway(vault, contract), add_pathway(vault, contract)
    bring_to(vault, second, "reserved", person)
    bring_to(vault, first, "reserved", person)
    advance(vault, first, "lost", TODAY + timedelta(days=9), "Marché résilié")
    assert pathway_of_beneficiary(vault, person) == second
    update_pathway(vault, second, {"title": "Accueil"})
    advance(vault, second, "lost", TODAY + timedelta(days=10), "Marché résilié")
    assert pathway_of_beneficiary(vault, person) == second
