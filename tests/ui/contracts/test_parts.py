"""Lots, orders, places and documents asked for: added, edited in place, removed and undone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_parts import (
    LotDraft,
    OrderDraft,
    PlaceDraft,
    add_lot,
    add_order,
    add_place,
)
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.profile import Profile, save_profile
from tests.helpers.vaults import TODAY, add_contract
from tests.ui import person
from tests.ui.contracts.conftest import Screen
from tests.ui.contracts.hands import (
    accept,
    choose,
    field,
    open_contract,
    pick_suggestion,
    text_of,
    write,
)

NBSP = "\u00a0"


def test_a_lot_is_added_edited_and_removed(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, clause_minutes=0)
    open_contract(screen, contract_id)
    assert "Ce marché n’est pas alloti." in screen.words()
    screen.click("Ajouter un lot")
    person.type_text(field(screen, "Numéro du lot"), "1")
    person.type_text(field(screen, "Intitulé du lot"), "Peinture")
    person.type_text(field(screen, "Heures du lot"), "300")
    choose(screen, "Entreprise du lot", "Bâtisseurs du Nord")
    screen.click("Ajouter")
    (lot,) = screen.details(contract_id).lots
    assert (lot.number, lot.title, lot.clause_minutes) == ("1", "Peinture", 300 * HOUR)
    assert lot.company_name == "Bâtisseurs du Nord"
    assert f"Peinture · Bâtisseurs du Nord · 300{NBSP}h" in screen.words()
    assert f"Titulaire · Lot{NBSP}1" in screen.words()
    screen.click(f"Modifier Lot{NBSP}1")
    assert text_of(screen, "Intitulé du lot") == "Peinture"
    assert "Peinture · Bâtisseurs du Nord" not in screen.words()
    write(screen, "Intitulé du lot", "Peinture et sols")
    accept(screen, "Enregistrer")
    assert screen.details(contract_id).lots[0].title == "Peinture et sols"
    assert "Enregistrer" not in screen.words()
    screen.click(f"Retirer Lot{NBSP}1")
    assert screen.details(contract_id).lots == ()
    assert "Ce marché n’est pas alloti." in screen.words()
    screen.runner.undo_last(undo_transaction)
    screen.settle()
    assert "Peinture et sols" in screen.words()


def test_the_hours_of_each_lot_are_told_in_a_table(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, clause_minutes=900 * HOUR)
    add_lot(screen.vault, contract_id, LotDraft("1", "Peinture", None, 600 * HOUR))
    add_lot(screen.vault, contract_id, LotDraft("2", "Sols", None, 150 * HOUR))
    open_contract(screen, contract_id)
    said = screen.words()
    assert "Par lot\nDues\nPlacées\nProposées\nÀ prévoir" in said
    assert f"Lot{NBSP}1\n600{NBSP}h\n0{NBSP}h\n0{NBSP}h\n600{NBSP}h" in said
    assert f"Sans lot\n150{NBSP}h" in said
    assert f"Les lots font 750{NBSP}h, la clause 900{NBSP}h" in said


def test_a_lot_without_a_word_is_refused_under_its_field(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click("Ajouter un lot")
    screen.click("Ajouter")
    assert "Indiquez le numéro ou l’intitulé du lot." in screen.words()
    assert person.focused() is field(screen, "Numéro du lot")


def test_escape_leaves_a_line_as_it_was_and_keeps_the_keyboard_there(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    add_lot(screen.vault, contract_id, LotDraft("1", "Peinture"))
    open_contract(screen, contract_id)
    screen.click(f"Modifier Lot{NBSP}1")
    assert person.focused() is field(screen, "Numéro du lot")
    person.press_focused(Qt.Key.Key_Escape)
    assert "Enregistrer" not in screen.words()
    assert person.focused().accessibleName() == f"Modifier Lot{NBSP}1"
    assert "Peinture" in screen.words()


def test_enter_saves_a_line_and_a_change_elsewhere_leaves_it_open(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    add_lot(screen.vault, contract_id, LotDraft("1", "Peinture"))
    open_contract(screen, contract_id)
    screen.click(f"Modifier Lot{NBSP}1")
    person.type_text(field(screen, "Intitulé du lot"), "Sols")
    add_lot(screen.vault, contract_id, LotDraft("2", "Toiture"))
    screen.view.refresh(None)
    screen.settle()
    assert person.find_button(screen.view, f"Modifier Lot{NBSP}2")
    assert text_of(screen, "Intitulé du lot") == "Sols"
    person.press(field(screen, "Intitulé du lot"), Qt.Key.Key_Return)
    screen.settle()
    assert screen.details(contract_id).lots[0].title == "Sols"


def test_tab_goes_through_the_fields_of_a_line_in_order(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    add_lot(screen.vault, contract_id, LotDraft("1", "Peinture"))
    open_contract(screen, contract_id)
    screen.click(f"Modifier Lot{NBSP}1")
    seen = []
    for _ in range(6):
        seen.append(person.focused().accessibleName())
        person.press_focused(Qt.Key.Key_Tab)
    assert seen == [
        "Numéro du lot",
        "Intitulé du lot",
        "Montant du lot",
        "Heures du lot",
        "Entreprise du lot",
        "Enregistrer",
    ]


def test_an_order_is_edited_in_place(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, clause_minutes=0)
    rule = {"volume_mode": "per_amount", "minutes_per_amount": 150 * HOUR}
    update_contract(screen.vault, contract_id, {**rule, "amount_step_cents": 100_000_00})
    add_order(screen.vault, contract_id, OrderDraft("BC-1", date(2026, 11, 3), 50_000_00))
    open_contract(screen, contract_id)
    assert f"150{NBSP}h par tranche de 100{NBSP}000{NBSP}€ commandée" in screen.words()
    assert f"0{NBSP}h débloquées" in screen.words()
    screen.click("Modifier Bon BC-1")
    write(screen, "Montant du bon", "250 000")
    accept(screen, "Enregistrer")
    assert f"300{NBSP}h débloquées, 0{NBSP}h prévues" in screen.words()
    assert f"0{NBSP}h placées sur 300{NBSP}h" in screen.words()
    screen.click("Retirer Bon BC-1")
    assert screen.details(contract_id).orders == ()


def test_a_place_brings_its_codes_and_says_how_far_it_is(screen: Screen) -> None:
    save_profile(screen.vault, Profile("Karim Besson", commune_code="59350"))
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click("Ajouter un lieu")
    pick_suggestion(screen, "Commune du lieu", "59100", "Roubaix\u200259100")
    person.type_text(field(screen, "Nom du lieu"), "Collège Jean-Zay")
    screen.click("Ajouter")
    (place,) = screen.details(contract_id).places
    assert (place.commune, place.commune_code, place.postal_code) == ("Roubaix", "59512", "59100")
    assert (place.department, place.academie) == ("59", "lille")
    assert "Collège Jean-Zay" in screen.words()
    assert "59100 Roubaix · Nord, académie de Lille · à " in screen.words()
    assert "km de Lille" in screen.words()


def test_a_place_keeps_its_codes_as_long_as_its_commune_stays(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    known = PlaceDraft("", "", "80000", "80021", "Amiens", "80", "amiens")
    add_place(screen.vault, contract_id, known)
    open_contract(screen, contract_id)
    assert "Somme, académie d’Amiens" in screen.words()
    screen.click("Modifier 80000 Amiens")
    write(screen, "Adresse", "3 rue du Port")
    accept(screen, "Enregistrer")
    (place,) = screen.details(contract_id).places
    assert (place.address, place.commune_code) == ("3 rue du Port", "80021")
    screen.click("Modifier 80000 Amiens")
    write(screen, "Commune du lieu", "Au bord de l’eau")
    accept(screen, "Enregistrer")
    (place,) = screen.details(contract_id).places
    assert (place.commune, place.commune_code, place.department) == ("Au bord de l’eau", "", "")


def test_a_document_is_asked_for_and_due_ten_working_days_later(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, notified_on=TODAY)
    open_contract(screen, contract_id)
    screen.click("Demander un document")
    assert "Reçu le" not in screen.words()
    person.type_text(field(screen, f"Document{NBSP}(obligatoire)"), "Attestation")
    addressee = field(screen, "Demandé à")
    assert isinstance(addressee, QComboBox)
    assert addressee.currentText() == "Entreprise"
    assert text_of(screen, "Demandé le") == f"24{NBSP}nov. 2026"
    person.type_text(field(screen, "Demandé le"), "2/11")
    screen.click("Ajouter")
    (line,) = screen.details(contract_id).requests
    assert (line.title, line.addressee, line.due_on) == (
        "Attestation",
        "company",
        date(2026, 11, 17),
    )
    assert f"En retard de 7{NBSP}jours" in screen.words()
    screen.click("Demander un document")
    assert text_of(screen, "Demandé le") == f"24{NBSP}nov. 2026"
    person.press_focused(Qt.Key.Key_Escape)
    screen.click("Modifier Attestation")
    write(screen, "Reçu le", "1/11")
    accept(screen, "Enregistrer")
    assert "La réception précède la demande" in screen.words()
    write(screen, "Reçu le", "20/11")
    accept(screen, "Enregistrer")
    assert screen.details(contract_id).requests[0].received_on == date(2026, 11, 20)
    assert "En retard" not in screen.words().split("Documents demandés")[1]


def test_a_form_that_is_open_is_emptied_for_another_contract(screen: Screen) -> None:
    first, other = add_contract(screen.vault), add_contract(screen.vault, object="Autre")
    add_lot(screen.vault, first, LotDraft("1", "Peinture"))
    open_contract(screen, first)
    screen.click(f"Modifier Lot{NBSP}1")
    open_contract(screen, other)
    assert "Enregistrer" not in screen.words()
    open_contract(screen, first)
    assert "Enregistrer" not in screen.words()
    assert "Peinture" in screen.words()
