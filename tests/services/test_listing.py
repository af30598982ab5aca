"""The plans of the lists: an index walked, no table read, nothing sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from csf_desktop.services import contract_list, listing, pathway_list
from csf_desktop.services.due_list import SECTIONS, due_counts, due_page, open_due
from csf_desktop.services.pathway_list import open_pathways, pathway_chips, pathway_page
from csf_desktop.services.pathways import delete_pathway
from csf_desktop.services.rows import ListQuery
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, add_pathway, make_vault

SPECS: dict[str, listing.ListSpec[Any]] = {
    "pathway": pathway_list.SPEC,
    "contract": contract_list.SPEC,
}
PAGES: dict[str, Callable[..., object]] = {
    "pathway": pathway_list.pathway_page,
    "contract": contract_list.contract_page,
}
CHIPS = {"pathway": pathway_list.pathway_chips, "contract": contract_list.contract_chips}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made = make_vault(tmp_path_factory.mktemp("listing"))
    contract = add_contract(made)
    for days in range(6):
        add_pathway(made, contract, starts_on=TODAY + timedelta(days=days))
    yield made
    made.close()


@contextmanager
def plans(vault: Vault) -> Iterator[list[str]]:
    """Collect the query plan of every statement that orders or counts."""
    found: list[str] = []

    def note(
        _connection: object,
        cursor: Any,  # noqa: ANN401 - the driver's
        sql: str,
        values: Any,  # noqa: ANN401
        *_: object,
    ) -> None:
        if "ORDER BY" in sql or "count(" in sql:
            rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            found.extend(row[3] for row in rows)

    event.listen(vault.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(vault.engine, "before_cursor_execute", note)


SORTS = [(kind, sort) for kind, spec in SPECS.items() for sort in spec.sorts]


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize(("kind", "sort"), SORTS)
def test_every_order_walks_its_index(
    vault: Vault, kind: str, sort: str, is_descending: bool
) -> None:
    spec = SPECS[kind]
    for chip in ("", *spec.chips):
        query = ListQuery(TODAY, sort=sort, chip=chip, is_descending=is_descending)
        with plans(vault) as found:
            PAGES[kind](vault, 0, 256, query=query)
        order = spec.sorts[sort]
        assert f"USING COVERING INDEX {order.index}" in found[0]
        # the row number, between equal references; else an index read whole, the first rows kept
        by_number = "USE TEMP B-TREE FOR LAST TERM OF ORDER BY"
        allowed = {by_number, "USE TEMP B-TREE FOR ORDER BY"} if order.is_sorted else {by_number}
        sorting = [line for line in found if "TEMP B-TREE" in line]
        assert len(sorting) == 1
        assert sorting[0] in allowed


@pytest.mark.parametrize("kind", SPECS)
def test_chips_are_counted_in_one_pass_of_an_index(vault: Vault, kind: str) -> None:
    with plans(vault) as found:
        CHIPS[kind](vault, ListQuery(TODAY))
    assert found == [f"SCAN {kind} USING COVERING INDEX {SPECS[kind].facts}"]


@pytest.mark.parametrize("section", ["", *SECTIONS])
def test_what_is_due_is_merged_from_two_indexes(vault: Vault, section: str) -> None:
    with plans(vault) as found:
        due_page(vault, 0, 256, query=ListQuery(TODAY, chip=section))
    assert found[0] == "MERGE (UNION ALL)"
    assert sum("INDEX ix_pathway_owed" in line for line in found) == 1
    assert sum("INDEX ix_contract_owed" in line for line in found) == 1
    assert not [line for line in found if "TEMP B-TREE" in line]


def test_sections_are_counted_without_their_tables(vault: Vault) -> None:
    with plans(vault) as found:
        due_counts(vault, ListQuery(TODAY))
    assert found == [
        "SCAN pathway USING COVERING INDEX ix_pathway_owed",
        "SCAN contract USING COVERING INDEX ix_contract_owed",
    ]


def test_a_search_of_what_is_due_that_finds_many_is_made_once(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FEW", 0)
    query = ListQuery(TODAY, search="P-2026-001-02")
    with plans(vault) as counted:
        open_due(vault, query)
    with plans(vault) as read:
        due_page(vault, 0, 256, query=query)
    assert "SEARCH pathway USING COVERING INDEX ix_pathway_owner (next_owner=?)" in counted
    assert sum("INDEX ix_pathway_owed" in line for line in read) == 1
    for found in (counted, read):
        assert "USING ROWID SEARCH ON TABLE found_pathway FOR IN-OPERATOR" in found
        assert len([line for line in found if "pathway_search VIRTUAL TABLE" in line]) == 1


@pytest.mark.parametrize("chip", ["", "late", "open", "ended"])
@pytest.mark.parametrize("typed", ["", "peintre", "P-2026-001-02", "p-2026-001-0", "rien"])
@pytest.mark.parametrize("few", [0, 3, 500])
def test_whatever_the_plan_the_answer_is_the_same(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, few: int, typed: str, chip: str
) -> None:
    query = ListQuery(TODAY, search=typed, chip=chip)
    plain = [
        row.id
        for row in pathway_page(vault, 0, 100, query=ListQuery(TODAY, chip=chip))
        if all(
            any(part.startswith(word) for part in f"{row.reference} {row.title}".lower().split())
            for word in typed.lower().split()
        )
    ]
    monkeypatch.setattr(listing, "FEW", few)
    opened = open_pathways(vault, query)
    assert [row.id for row in opened.rows] == plain
    assert opened.count == len(plain)
    assert pathway_chips(vault, query)[chip] == len(plain)


def test_a_search_that_finds_everything_leaves_out_what_was_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FEW", 0)
    with make_vault(tmp_path) as vault:
        contract = add_contract(vault)
        kept, gone = add_pathway(vault, contract), add_pathway(vault, contract)
        delete_pathway(vault, gone)
        found = open_pathways(vault, ListQuery(TODAY, search="p"))
        assert (found.count, [row.id for row in found.rows]) == (1, [kept])


@pytest.mark.parametrize("kind", SPECS)
def test_the_total_is_counted_in_an_index(vault: Vault, kind: str) -> None:
    totals = {"pathway": pathway_list.pathway_total, "contract": contract_list.contract_total}
    with plans(vault) as found:
        assert totals[kind](vault) == {"pathway": 6, "contract": 1}[kind]
    assert len(found) == 1
    assert f"USING COVERING INDEX {SPECS[kind].facts}" in found[0]
