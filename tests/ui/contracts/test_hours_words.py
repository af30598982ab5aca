"""What is said of the hours: what will be left, by lot, done apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import LotDraft, add_lot
from csf_desktop.services.contracts import set_contract_status
from csf_desktop.services.pathways import update_pathway
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.contracts.hours_words import done_words, forecast_words, lot_balances
from tests.helpers.vaults import TODAY, add_contract, add_pathway, add_person, bring_to

NBSP = "\u00a0"


def said(vault: Vault, contract_id: str, today: date = TODAY) -> str:
    return forecast_words(get_contract(vault, contract_id), today).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("ends_on", "sentence"),
    [
        (
            date(2027, 3, 31),
            "Si rien ne change, 900 h resteront dues le 31 mars 2027, et risquent d’être perdues.",
        ),
        (
            date(2029, 3, 31),
            "Si rien ne change, 900 h resteront dues le 31 mars 2029 ; il est encore temps de les "
            "placer.",
        ),
    ],
)
def test_hours_without_anybody_are_left(vault: Vault, ends_on: date, sentence: str) -> None:
    assert said(vault, add_contract(vault, ends_on=ends_on)) == sentence


def test_a_part_of_them_may_no_longer_fit(vault: Vault) -> None:
    today = date(2026, 11, 23)
    contract_id = add_contract(vault, clause_minutes=1_400 * HOUR, ends_on=date(2027, 8, 1))
    sentence = said(vault, contract_id, today)
    assert sentence.startswith("Si rien ne change, 1 400 h resteront dues le 1er août 2027, dont ")
    assert sentence.endswith(" risquent d’être perdues.")


def test_nothing_is_left_when_every_hour_has_somebody(vault: Vault) -> None:
    contract_id = add_contract(vault, clause_minutes=300 * HOUR, ends_on=date(2027, 12, 31))
    pathway_id = add_pathway(vault, contract_id)
    bring_to(vault, pathway_id, "reserved", add_person(vault))
    assert said(vault, contract_id) == (
        "Toutes les heures dues auront un jeune avant le 31 déc. 2027."
    )
    update_pathway(vault, pathway_id, {"starts_on": date(2027, 12, 20)})
    assert said(vault, contract_id).startswith("Si rien ne change, ")


def test_a_contract_that_is_over_says_what_stayed(vault: Vault) -> None:
    contract_id = add_contract(vault, ends_on=date(2027, 3, 31))
    over = date(2027, 3, 31) + timedelta(days=1)
    assert said(vault, contract_id, over) == "900 h sont restées dues au 31 mars 2027."
    set_contract_status(vault, contract_id, "closed", TODAY)
    assert said(vault, contract_id) == "900 h sont restées dues au 31 mars 2027."


def test_without_an_end_or_hours_nothing_is_foretold(vault: Vault) -> None:
    assert said(vault, add_contract(vault)) == ""
    nothing = add_contract(vault, clause_minutes=0, ends_on=date(2027, 3, 31))
    assert said(vault, nothing) == ""


def test_lots_come_with_what_belongs_to_none(vault: Vault) -> None:
    contract_id = add_contract(vault)
    assert lot_balances(get_contract(vault, contract_id)) == ()
    add_lot(vault, contract_id, LotDraft("1", "Sols", None, 600 * HOUR))
    add_lot(vault, contract_id, LotDraft("", "Toiture", None, 300 * HOUR))
    found = lot_balances(get_contract(vault, contract_id))
    assert [(name, balance.owed // HOUR) for name, balance in found] == [
        ("Toiture", 300),
        (f"Lot{NBSP}1", 600),
    ]


def test_done_hours_are_told_apart(vault: Vault) -> None:
    contract_id = add_contract(vault)
    words = done_words(get_contract(vault, contract_id).balance)
    assert words == f"Réalisées par les jeunes, comptées à part{NBSP}: 0{NBSP}h"
