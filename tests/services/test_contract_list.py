"""The list of contracts: search, chips at their boundaries, orders, pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.services.contract_list import (
    contract_chips,
    contract_page,
    contract_total,
    open_contracts,
)
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import (
    LotDraft,
    OrderDraft,
    PlaceDraft,
    add_lot,
    add_order,
    add_place,
)
from csf_desktop.services.contracts import (
    ContractDraft,
    add_awardee,
    create_contract,
    delete_contract,
    set_contract_status,
    update_contract,
)
from csf_desktop.services.follow_ups import EventDraft, record_event
from csf_desktop.services.pathways import reserve
from csf_desktop.services.rows import ContractRow, ListQuery
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, add_pathway, add_person, make_vault

DAY = timedelta(days=1)
OVERDUE = TODAY - timedelta(days=DEFAULT_RULES.declare_days)
SIX_MONTHS = TODAY + timedelta(days=DEFAULT_RULES.late_contract_days)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def found(vault: Vault, **query: object) -> list[str]:
    """Return the objects of the rows of a query, checking that counts and chips agree."""
    asked = ListQuery(TODAY, **query)  # type: ignore[arg-type]
    listing = open_contracts(vault, asked)
    assert listing.count == len(listing.rows)
    assert contract_chips(vault, asked)[asked.chip] == listing.count
    return [row.object for row in listing.rows]


# --- search


@pytest.fixture
def library(vault: Vault) -> Vault:
    create_contract(
        vault,
        ContractDraft(
            "Rénovation de l’école Élisée-Reclus",
            buyer_name="Métropole européenne",
            buyer_siret="21690123100011",
            company_name="Œuvres & Chantiers",
            company_siret="73282932000074",
            external_reference="2026-AO-17",
            place="Saint-Étienne",
        ),
        TODAY,
    )
    create_contract(vault, ContractDraft("Entretien des parcs", company_name="Prés verts"), TODAY)
    return vault


@pytest.mark.parametrize(
    "typed",
    [
        "renovation", "RÉNOV", "ecole elisee", "reclus école", "metropole", "oeuvres", "Œuvr",
        "saint etienne", "Saint-Ét", "21690123100011", "732829320", "2026-AO-17", "M-2026-001",
        "m-2026-001 rénov",
    ],
)  # fmt: skip
def test_search_reads_the_beginnings_of_words_without_accents(library: Vault, typed: str) -> None:
    assert found(library, search=typed) == ["Rénovation de l’école Élisée-Reclus"]


@pytest.fixture
def detailed(vault: Vault) -> Vault:
    """Return a vault of two contracts, one of them told in full."""
    contract_id = add_contract(
        vault, object="Marché à bons de commande", buyer_name="Ville de Lens"
    )
    update_contract(
        vault,
        contract_id,
        {
            "cpv": "45442100",
            "sector": "Second œuvre",
            "service": "Direction de l’éducation",
            "note": "Bâtiments anciens",
        },
    )
    add_lot(vault, contract_id, LotDraft("3", "Façades et échafaudages"))
    add_order(vault, contract_id, OrderDraft("BC-2026-07", TODAY))
    add_place(vault, contract_id, PlaceDraft("École Élisée-Reclus", commune="Hénin-Beaumont"))
    add_contract(vault, object="Entretien des parcs", company_name="Prés verts")
    return vault


@pytest.mark.parametrize(
    "typed",
    [
        "facades", "ECHAFAUDAGES", "bc-2026-07", "peinture", "travaux de construction", "45442100",
        "second oeuvre", "direction education", "henin", "ecole elisee", "batiments anciens",
        "lens façad 2026-07 peint",
    ],
)  # fmt: skip
def test_search_reads_all_that_a_contract_says(detailed: Vault, typed: str) -> None:
    assert found(detailed, search=typed) == ["Marché à bons de commande"]


@pytest.mark.parametrize(
    "typed", ["cole", "rénovation parcs", "zzz", '"', "NEAR(", "ecole -elisee x"]
)
def test_search_finds_nothing_of_what_is_not_there(library: Vault, typed: str) -> None:
    expected = 2 if not any(char.isalnum() for char in typed) else 0
    assert len(found(library, search=typed)) == expected


def test_search_follows_a_change_of_the_company_and_of_the_object(library: Vault) -> None:
    (row,) = open_contracts(library, ListQuery(TODAY, search="verts")).rows
    update_contract(library, row.id, {"object": "Élagage"})
    assert found(library, search="elagage") == ["Élagage"]
    assert found(library, search="entretien") == []


# --- chips


def test_late_begins_the_day_after_the_deadline(vault: Vault) -> None:
    add_contract(vault, object="dû hier", notified_on=OVERDUE - DAY)
    add_contract(vault, object="dû aujourd’hui", notified_on=OVERDUE)
    add_contract(vault, object="sans échéance", notified_on=None)
    assert found(vault, chip="late") == ["dû hier"]


def test_uncontacted_are_notified_and_nobody_was_reached(vault: Vault) -> None:
    add_contract(vault, object="muet")
    add_contract(vault, object="publié", notified_on=None, published_on=TODAY)
    closed = add_contract(vault, object="terminé")
    set_contract_status(vault, closed, "closed", TODAY)
    assert found(vault, chip="uncontacted") == ["muet"]


def test_ending_within_six_months_with_nobody_placed(vault: Vault) -> None:
    ends = {
        "finit hier": TODAY - DAY,
        "finit aujourd’hui": TODAY,
        "finit dans six mois": SIX_MONTHS,
        "finit plus tard": SIX_MONTHS + DAY,
        "ne dit pas sa fin": None,
    }
    early = date(2026, 1, 5)
    for title, day in ends.items():
        add_contract(vault, object=title, notified_on=early, ends_on=day)
    closed = add_contract(vault, object="terminé", notified_on=early, ends_on=SIX_MONTHS)
    set_contract_status(vault, closed, "closed", TODAY)
    placed = add_contract(vault, object="placé", notified_on=early, ends_on=SIX_MONTHS)
    reserve(vault, add_pathway(vault, placed), add_person(vault), TODAY)
    offered = add_contract(vault, object="à pourvoir", notified_on=early, ends_on=SIX_MONTHS)
    add_pathway(vault, offered)
    assert sorted(found(vault, chip="unplaced")) == [
        "finit aujourd’hui",
        "finit dans six mois",
        "à pourvoir",
    ]


def test_active_leaves_out_what_is_closed_and_deleted(vault: Vault) -> None:
    add_contract(vault, object="en cours")
    closed = add_contract(vault, object="terminé")
    set_contract_status(vault, closed, "closed", TODAY)
    delete_contract(vault, add_contract(vault, object="supprimé"))
    assert found(vault, chip="active") == ["en cours"]
    assert sorted(found(vault)) == ["en cours", "terminé"]


def test_the_counts_of_the_chips_are_those_of_the_search(vault: Vault) -> None:
    for title in ("parc nord", "parc sud", "toiture"):
        add_contract(vault, object=title, notified_on=OVERDUE - DAY)
    counts = contract_chips(vault, ListQuery(TODAY, search="parc", chip="late"))
    assert {key: count for key, count in counts.items() if count} == {
        "": 2,
        "late": 2,
        "uncontacted": 2,
        "active": 2,
    }


def test_the_total_is_of_what_is_not_deleted_whatever_is_asked(library: Vault) -> None:
    assert contract_total(library) == 2
    delete_contract(library, open_contracts(library, ListQuery(TODAY, search="verts")).rows[0].id)
    assert contract_total(library) == 1


# --- orders and pages


@pytest.fixture
def many(vault: Vault) -> Vault:
    """Return a vault of contracts with ties in every order, and values missing."""
    buyers = ("Ville de Lyon", "Éducation", "ville de Lyon", "Académie", "")
    for at in range(30):
        notified = OVERDUE - DAY * (at % 4) if at % 5 else None
        add_contract(
            vault,
            object=f"marché {at:02d}",
            buyer_name=buyers[at % 5],
            company_name=("Zinc", "Étain", "Acier")[at % 3],
            notified_on=notified,
            ends_on=TODAY + DAY * (at % 3) if at % 4 else None,
        )
    return vault


SORTS = ["", "reference", "buyer", "company", "ends_on", "status", "due", "hours"]


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_put_end_to_end_are_the_whole_list(
    many: Vault, sort: str, is_descending: bool
) -> None:
    query = ListQuery(TODAY, sort=sort, is_descending=is_descending)
    whole = [row.id for row in open_contracts(many, query).rows]
    for size in (1, 7, 30, 100):
        pages = [
            row.id
            for offset in range(0, 31, size)
            for row in contract_page(many, offset, size, query=query)
        ]
        assert pages == whole
    assert len(set(whole)) == 30


def rows(vault: Vault, sort: str, *, is_descending: bool = False) -> tuple[ContractRow, ...]:
    return open_contracts(vault, ListQuery(TODAY, sort=sort, is_descending=is_descending)).rows


def test_the_order_of_the_view_is_what_is_due_first(many: Vault) -> None:
    dues = [row.next.due for row in rows(many, "")]
    known = [day for day in dues if day]
    assert dues == sorted(known) + [None] * (len(dues) - len(known))


@pytest.mark.parametrize("is_descending", [False, True])
def test_an_end_that_is_not_known_stays_last(many: Vault, is_descending: bool) -> None:
    days = [row.ends_on for row in rows(many, "ends_on", is_descending=is_descending)]
    known = [day for day in days if day]
    assert days == [*sorted(known, reverse=is_descending), *[None] * (len(days) - len(known))]


def test_names_are_in_french_order(many: Vault) -> None:
    companies = [row.company for row in rows(many, "company")]
    assert companies == ["Acier"] * 10 + ["Étain"] * 10 + ["Zinc"] * 10
    assert companies[::-1] == [row.company for row in rows(many, "company", is_descending=True)]
    buyers = [row.buyer.lower() for row in rows(many, "buyer")]
    assert buyers[6:24:6] == ["académie", "éducation", "ville de lyon"]


def test_ties_are_in_the_order_of_references(many: Vault) -> None:
    for sort in ("company", "buyer", "due"):
        listed = rows(many, sort)
        for before, after in pairwise(listed):
            if (before.company, before.buyer, before.next.due) == (
                after.company,
                after.buyer,
                after.next.due,
            ):
                assert before.reference < after.reference


def test_a_row_says_all_that_the_list_shows(vault: Vault) -> None:
    contract_id = add_contract(vault, place="Lille", ends_on=date(2027, 11, 1))
    pathway_id = add_pathway(vault, contract_id)
    reserve(vault, pathway_id, add_person(vault), TODAY)
    (row,) = rows(vault, "")
    assert (row.buyer, row.company) == ("Région Hauts-de-France", "Bâtisseurs du Nord")
    assert (row.pathway_count, row.placed_count) == (1, 1)
    assert row.committed_minutes == 300 * 60
    assert row.offered_minutes == 0
    assert (row.next.owner, row.next.action) == ("tutor", "first_contact")
    assert row.next.since == TODAY


def test_creating_a_pathway_is_no_contact_with_anybody(vault: Vault) -> None:
    pathway_id = add_pathway(vault, add_contract(vault))
    assert contract_chips(vault, ListQuery(TODAY))["uncontacted"] == 1
    record_event(vault, EventDraft(pathway_id=pathway_id))
    assert contract_chips(vault, ListQuery(TODAY))["uncontacted"] == 0


def test_titulaire_comes_first_whatever_was_added_when(vault: Vault) -> None:
    contract_id = add_contract(vault, company_name="Zèbre Bâtiment")
    for name, role in (("Abeille Peinture", "subcontractor"), ("Bâti Nord", "cotraitant")):
        add_awardee(vault, contract_id, name, "", role)
    names = [line.name for line in get_contract(vault, contract_id).awardees]
    assert names == ["Zèbre Bâtiment", "Bâti Nord", "Abeille Peinture"]
    assert open_contracts(vault, ListQuery(TODAY)).rows[0].company == "Zèbre Bâtiment"
