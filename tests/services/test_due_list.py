"""« À faire », against a re-computation that any reader can follow."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from csf_desktop.models.codes import Actor
from csf_desktop.services import listing
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.due_list import SECTIONS, due_counts, due_page, due_summary, open_due
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import advance, reserve
from csf_desktop.services.rows import DueRow, ListQuery
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    TODAY,
    make_contract,
    make_pathway,
    make_person,
    make_vault,
    note_event,
)

QUERY = ListQuery(TODAY)
DAYS = (-9, -1, 0, 0, 1, 7, 8, 15)
"""From today, with both sides of each limit."""


@dataclass(frozen=True)
class Owed:
    """What a pathway or a contract owes, told by hand."""

    reference: str
    owner: str
    due: date | None


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, list[Owed]]]:
    """Thirty pathways, most with an action agreed in an exchange, and four contracts."""
    chance = random.Random(2026)
    owed: list[Owed] = []
    with make_vault(tmp_path_factory.mktemp("due")) as vault:
        contract_id = make_contract(vault)
        for number in range(30):
            pathway_id = make_pathway(vault, contract_id, f"Poste {number}")
            due = TODAY + timedelta(days=chance.choice(DAYS)) if number % 6 else None
            owner = chance.choice([Actor.TUTOR, Actor.TUTOR, *Actor]).value
            note_event(
                vault,
                pathway_id=pathway_id,
                next_owner=owner,
                next_label=f"Faire {number}",
                next_due=due,
            )
            owed.append(Owed(get_pathway(vault, pathway_id, TODAY).reference, owner, due))
        # nobody is placed: by 183 days before the end, on 1 November 2027
        owed.append(Owed(reference_of(vault, contract_id), Actor.TUTOR, date(2027, 5, 2)))
        for title, day in (("Toiture", date(2026, 11, 1)), ("Peinture", TODAY)):
            alone = reference_of(vault, make_contract(vault, title, notified_on=day))
            # our first contact and the buyer's declaration the same day: ours first
            owed.append(Owed(alone, Actor.TUTOR, day + timedelta(days=15)))
        drafted = reference_of(vault, make_contract(vault, "Voirie", notified_on=None))
        owed.append(Owed(drafted, Actor.BUYER, None))
        yield vault, owed


def reference_of(vault: Vault, contract_id: str) -> str:
    return get_contract(vault, contract_id).reference


def section_of(owed: Owed) -> str:
    """Return the section by the words of the brief: late first, then whose turn it is."""
    if owed.due is not None and owed.due < TODAY:
        return "late"
    if owed.owner not in ("tutor", "coordinator"):
        return "waiting"
    if owed.due is None or owed.due > TODAY + timedelta(days=7):
        return "later"
    return "today" if owed.due == TODAY else "week"


def in_order(owed: list[Owed]) -> list[str]:
    """Return the references, the earliest deadline first, those without deadline last."""
    return [
        one.reference for one in sorted(owed, key=lambda one: (one.due or date.max, one.reference))
    ]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_holds_what_belongs_to_it_in_order(
    seeded: tuple[Vault, list[Owed]], section: str
) -> None:
    vault, owed = seeded
    expected = in_order([one for one in owed if section_of(one) == section])
    assert expected, "the seed leaves this section empty"
    found = open_due(vault, ListQuery(TODAY, chip=section))
    assert [row.reference for row in found.rows] == expected
    assert found.count == len(expected)


def test_every_line_is_in_one_section_and_the_counts_agree(
    seeded: tuple[Vault, list[Owed]],
) -> None:
    vault, owed = seeded
    counts = due_counts(vault, QUERY)
    assert counts[""] == len(owed)
    assert {key: counts[key] for key in SECTIONS} == {
        key: sum(section_of(one) == key for one in owed) for key in SECTIONS
    }


def test_pages_follow_one_another_without_gap(seeded: tuple[Vault, list[Owed]]) -> None:
    vault, owed = seeded
    pages = [due_page(vault, at, 7, query=QUERY) for at in range(0, len(owed), 7)]
    assert [row.reference for page in pages for row in page] == in_order(owed)


def test_a_row_says_who_owes_what_about_whom(seeded: tuple[Vault, list[Owed]]) -> None:
    vault, owed = seeded
    rows = {row.reference: row for row in open_due(vault, QUERY).rows}
    for one in owed:
        row = rows[one.reference]
        assert (row.next.owner, row.next.due) == (one.owner, one.due)
        assert row.kind == ("pathway" if one.reference.startswith("P-") else "contract")
        assert row.company == "Bâti Ouest"


def test_a_contract_without_any_event_counts_from_its_notification(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        make_contract(vault, notified_on=date(2026, 11, 1))
        (row,) = open_due(vault, QUERY).rows
    assert (row.next.since, row.started_on) == (None, date(2026, 11, 1))


def test_the_search_keeps_what_matches(seeded: tuple[Vault, list[Owed]]) -> None:
    vault, _ = seeded
    found = open_due(vault, ListQuery(TODAY, search="toit"))
    assert [row.title for row in found.rows] == ["Toiture"]
    assert due_counts(vault, ListQuery(TODAY, search="toit"))[""] == 1


@pytest.mark.parametrize("section", ["", *SECTIONS])
@pytest.mark.parametrize("typed", ["poste", "poste 1", "p-2026", "toiture", "m-2026", "rien"])
@pytest.mark.parametrize("few", [0, 3])
def test_whatever_the_plan_the_answer_is_the_same(
    seeded: tuple[Vault, list[Owed]],
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    typed: str,
    section: str,
) -> None:
    query = ListQuery(TODAY, search=typed, chip=section)
    usual = open_due(seeded[0], query)
    counts = due_summary(seeded[0], query).counts
    monkeypatch.setattr(listing, "FEW", few)
    assert open_due(seeded[0], query) == usual
    assert due_page(seeded[0], 0, 100, query=query) == usual.rows
    assert due_summary(seeded[0], query).counts == counts
    assert counts[section] == usual.count == len(usual.rows)


def test_the_summary_tells_the_oldest_deadline(seeded: tuple[Vault, list[Owed]]) -> None:
    vault, owed = seeded
    summary = due_summary(vault, QUERY)
    assert summary.oldest == min(one.due for one in owed if one.due)
    assert summary.counts == due_counts(vault, QUERY)
    assert due_summary(vault, ListQuery(TODAY, search="rien de tel")).oldest is None


def test_a_pathway_that_is_over_or_deleted_is_not_listed(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        pathway_id = make_pathway(vault, make_contract(vault))
        assert len(pathways_due(vault)) == 1
        reserve(vault, pathway_id, make_person(vault), TODAY)
        [row] = pathways_due(vault)
        assert (row.given_name, row.family_name) == ("Inès", "Benali")
        advance(vault, pathway_id, "not_started", TODAY, "déménagement")
        assert pathways_due(vault) == []


def pathways_due(vault: Vault) -> list[DueRow]:
    return [row for row in open_due(vault, QUERY).rows if row.kind == "pathway"]
