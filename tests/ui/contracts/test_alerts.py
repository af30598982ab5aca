"""The alerts over a contract: each says what is owed and offers what to do about it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit

from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_parts import (
    OrderDraft,
    RequestDraft,
    add_order,
    request_document,
)
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.organisations import ContactDraft, add_contact, update_contact
from tests.helpers.vaults import TODAY, add_contract, add_pathway, note_event
from tests.ui import person
from tests.ui.contracts.conftest import Screen
from tests.ui.contracts.hands import field, open_contract

NBSP = "\u00a0"


def contacted(screen: Screen, **values: object) -> str:
    """Add a contract that owes no first contact, its notification being of today."""
    return add_contract(screen.vault, **{"notified_on": TODAY, **values})


def ending(screen: Screen) -> str:
    """Add a contract of 300 h that ends in four months, whose company was reached."""
    contract_id = add_contract(
        screen.vault,
        clause_minutes=300 * HOUR,
        notified_on=date(2026, 10, 1),
        ends_on=date(2027, 3, 31),
    )
    note_event(screen.vault, contract_id=contract_id)
    return contract_id


def test_an_exchange_is_noted_from_the_alert(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    with screen.qtbot.waitSignal(screen.view.event_requested) as told:
        screen.click("Noter un échange…")
    assert told.args == ["contract", contract_id]


def test_a_document_that_came_is_told_in_one_press(screen: Screen) -> None:
    contract_id = contacted(screen)
    asked = RequestDraft("RIB", asked_on=date(2026, 11, 2))
    request_document(screen.vault, contract_id, asked, TODAY)
    open_contract(screen, contract_id)
    assert f"Document attendu, «{NBSP}RIB{NBSP}»" in screen.words()
    screen.click("Document reçu (RIB)")
    (line,) = screen.details(contract_id).requests
    assert line.received_on == TODAY
    assert "Document attendu" not in screen.words()
    assert f"reçu le 24{NBSP}nov. 2026" in screen.words()


def test_a_successor_is_named_from_the_alert(screen: Screen) -> None:
    contract_id = contacted(screen)
    company_id = screen.details(contract_id).awardees[0].company_id
    gone = add_contact(screen.vault, ContactDraft("Marc Lefèvre", company_id=company_id)).created
    update_contact(screen.vault, gone, {"until": date(2026, 11, 20)})
    open_contract(screen, contract_id)
    assert "Marc Lefèvre a quitté l’entreprise" in screen.words()
    screen.click("Nommer un contact… (Marc Lefèvre)")
    assert person.focused() is field(screen, "Nom du successeur de Marc Lefèvre")
    person.type_text(person.focused(), "Sylvie Martin")
    screen.click("Enregistrer")
    assert "a quitté l’entreprise" not in screen.words()
    assert f"parti le 20{NBSP}nov. 2026, remplacé par Sylvie Martin" in screen.words()


def test_hours_without_anybody_are_shared_out_from_the_alert(screen: Screen) -> None:
    contract_id = ending(screen)
    open_contract(screen, contract_id)
    assert "Des heures restent sans jeune" in screen.words()
    assert "et risquent d’être perdues." in screen.words()
    person.click(person.find_button(screen.view.panel, "Répartir en parcours…"))
    assert person.find_button(screen.view, "Créer les parcours")


def test_hours_on_offer_lead_to_their_pathway(screen: Screen) -> None:
    contract_id = ending(screen)
    pathway_id = add_pathway(screen.vault, contract_id)
    open_contract(screen, contract_id)
    with screen.qtbot.waitSignal(screen.view.open_requested) as told:
        screen.click("Chercher un jeune…")
    assert told.args == ["pathway", pathway_id]


def test_an_order_whose_hours_nobody_knows_asks_for_them(screen: Screen) -> None:
    contract_id = contacted(screen, clause_minutes=0)
    update_contract(screen.vault, contract_id, {"volume_mode": "per_amount"})
    add_order(screen.vault, contract_id, OrderDraft("BC-1", date(2026, 11, 3)))
    open_contract(screen, contract_id)
    assert "Heures à convertir" in screen.words()
    screen.click("Indiquer ses heures… (BC-1)")
    made = field(screen, "Heures de ce bon")
    assert person.focused() is made
    assert isinstance(made, QLineEdit)
    person.type_text(made, "150")
    screen.click("Enregistrer")
    (order,) = screen.details(contract_id).orders
    assert order.unlocked == 150 * HOUR
    assert "Heures à convertir" not in screen.words()


def test_alerts_beyond_the_first_four_are_one_press_away(screen: Screen) -> None:
    contract_id = contacted(screen)
    for number in range(6):
        asked = RequestDraft(f"Pièce {number}", asked_on=date(2026, 11, 2))
        request_document(screen.vault, contract_id, asked, TODAY)
    open_contract(screen, contract_id)
    assert screen.words().count("Document attendu") == 4
    screen.click(f"Voir 2{NBSP}autres alertes")
    assert screen.words().count("Document attendu") == 6
    assert person.focused().accessibleName() == "Document reçu (Pièce 4)"
