"""A contract with everything, and one with nothing: names, Tab order, room."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_parts import (
    LotDraft,
    OrderDraft,
    PlaceDraft,
    RequestDraft,
    add_lot,
    add_order,
    add_place,
    request_document,
)
from csf_desktop.services.contracts import add_awardee, update_contract
from csf_desktop.services.organisations import ContactDraft, add_contact, update_contact
from csf_desktop.services.sharing import share_contract
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract
from tests.ui import person
from tests.ui.accessibility import assert_accessible
from tests.ui.contracts.conftest import Screen
from tests.ui.contracts.hands import open_contract

NBSP = "\u00a0"


def rich_contract(vault: Vault) -> str:
    """Add a contract with 3 lots, 5 orders, 2 companies, 6 contacts, 3 pathways, alerts."""
    contract_id = add_contract(
        vault,
        object="Réhabilitation énergétique de douze groupes scolaires, peinture et menuiserie",
        amount_cents=1_250_000_00,
        published_on=date(2026, 2, 3),
        notified_on=date(2026, 5, 15),
        ends_on=date(2027, 5, 14),
    )
    rule = {"volume_mode": "per_amount", "minutes_per_amount": 150 * HOUR}
    renewals = {"renewal_count": 2, "renewal_months": 12, "amount_step_cents": 100_000_00}
    update_contract(vault, contract_id, {**rule, **renewals, "cpv": "45000000-7"})
    hosting = add_awardee(vault, contract_id, "Atelier Bois", "", "subcontractor").created
    lots = [
        add_lot(vault, contract_id, LotDraft(number, title, None, 450 * HOUR, hosting)).created
        for number, title in (("1", "Peinture"), ("2", "Menuiserie"), ("3", "Espaces verts"))
    ]
    for number in range(1, 6):
        order = OrderDraft(f"BC-{number}", date(2026, 5 + number, 2), 120_000_00, None, lots[0])
        add_order(vault, contract_id, order)
    add_place(vault, contract_id, PlaceDraft("Collège", "", "59100", "59512", "Roubaix", "59"))
    asked = RequestDraft("RIB de l’entreprise", asked_on=date(2026, 11, 2))
    request_document(vault, contract_id, asked, TODAY)
    for number in range(6):
        made = add_contact(vault, ContactDraft(f"Personne {number}", company_id=hosting)).created
        if not number:
            update_contact(vault, made, {"until": date(2026, 11, 5)})
    shares = (150 * HOUR, 150 * HOUR, 75 * HOUR)
    share_contract(vault, contract_id, shares, TODAY, lot_id=lots[0], starts_on=date(2027, 1, 4))
    return contract_id


def test_everything_is_named_and_tab_reads_on(screen: Screen) -> None:
    screen.view.resize(1200, 5200)  # nothing is scrolled away
    open_contract(screen, rich_contract(screen.vault))
    assert_accessible(screen.view)
    screen.click("Modifier Bon BC-3")
    assert_accessible(screen.view)
    screen.click("Annuler")
    screen.click("Ajouter un lieu")
    assert_accessible(screen.view)


def test_an_empty_contract_says_what_may_be_done(screen: Screen) -> None:
    screen.view.resize(1200, 3200)
    nothing = {"buyer_name": "", "company_name": "", "clause_minutes": 0, "notified_on": None}
    open_contract(screen, add_contract(screen.vault, **nothing))
    said = screen.words()
    for expected in (
        "Acheteur\u00a0: publier le marché",
        "Volume à préciser",
        "Aucune entreprise pour l’instant.",
        "Ce marché n’est pas alloti.",
        "Aucun document n’est attendu.",
        "Aucun autre lieu que celui du marché.",
    ):
        assert expected in said, expected
    assert_accessible(screen.view)


@pytest.mark.parametrize("width", [640, 1200])
def test_no_word_is_wider_than_the_panel(qtbot: QtBot, vault: Vault, width: int) -> None:
    screen = Screen(qtbot, vault, width, 700)
    open_contract(screen, rich_contract(vault))
    panel = screen.view.panel
    for shown in panel.findChildren(QLabel):
        if shown.isVisible() and shown.text():
            right = shown.mapTo(panel, shown.rect().topRight()).x()
            assert right <= panel.width(), shown.text()
            assert shown.width() >= shown.minimumSizeHint().width(), shown.text()
    assert person.find_button(panel, "Créer un parcours")
    screen.runner.close()
