"""The hours of a clause: sizes, sharing, forecast, driven as a person does."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel

from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_parts import LotDraft, OrderDraft, add_lot, add_order
from csf_desktop.services.contracts import update_contract
from tests.helpers.vaults import TODAY, add_contract
from tests.ui import person
from tests.ui.contracts.conftest import Screen
from tests.ui.contracts.hands import accept, choose, choose_in_menu, field, open_contract, write

NBSP = "\u00a0"


def open_new(screen: Screen, **values: object) -> str:
    """Add a contract notified today and open it; return its id."""
    contract_id = add_contract(screen.vault, **{"notified_on": TODAY, **values})
    open_contract(screen, contract_id)
    return contract_id


# --- sizes


def test_a_shorter_usual_volume_is_chosen_and_a_longer_one_explained(screen: Screen) -> None:
    contract_id = open_new(screen, amount_cents=250_000_00, clause_minutes=450 * HOUR)
    assert "Volume d’usage" not in screen.words()
    screen.click("Choisir le volume d’usage…")
    said = screen.words()
    assert f"Pour 250{NBSP}000{NBSP}€" in said
    assert "Choisi" in said
    assert "l’acheteur peut choisir plus court, jamais plus long" in said
    assert person.find_button(screen.view, f"Choisir 150{NBSP}h")
    assert f"Choisir 900{NBSP}h" not in [
        one.accessibleName() for one in screen.view.findChildren(QAbstractButton)
    ]
    screen.click(f"Choisir 300{NBSP}h")
    assert screen.details(contract_id).owed_minutes == 300 * HOUR
    assert f"0{NBSP}h placées sur 300{NBSP}h" in screen.words()
    screen.click("Fermer les volumes d’usage")
    assert f"Pour 250{NBSP}000{NBSP}€" not in screen.words()


def test_without_an_amount_every_volume_is_offered(screen: Screen) -> None:
    open_new(screen, clause_minutes=0)
    assert "Volume à préciser" in screen.words()
    screen.click("Choisir le volume d’usage…")
    assert "Indiquez le montant du marché pour savoir lequel est d’usage." in screen.words()
    screen.click(f"Choisir 900{NBSP}h")
    assert f"0{NBSP}h placées sur 900{NBSP}h" in screen.words()


def test_hours_that_come_from_orders_wait_for_one(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, clause_minutes=0)
    mode = {"volume_mode": "per_order", "minutes_per_order": 150 * HOUR}
    update_contract(screen.vault, contract_id, mode)
    open_contract(screen, contract_id)
    assert "Heures de la clause\nAucun bon de commande saisi" in screen.words()
    assert "Volume à préciser" not in screen.words()
    add_order(screen.vault, contract_id, OrderDraft("BC-1", TODAY))
    open_contract(screen, contract_id)
    assert f"0{NBSP}h placées sur 150{NBSP}h" in screen.words()


# --- sharing


def test_a_clause_is_shared_one_after_another(screen: Screen) -> None:
    contract_id = open_new(screen)
    choose_in_menu(screen, "Répartir en parcours…")
    choose(screen, "Répartition", f"3{NBSP}×{NBSP}300{NBSP}h (3{NBSP}jeunes)")
    write(screen, "Entrée du premier", "4/1/2027")
    said = screen.words()
    assert f"1. 300{NBSP}h, du 4{NBSP}janv. 2027 au 5{NBSP}mars 2027" in said
    assert f"2. 300{NBSP}h, du 8{NBSP}mars 2027" in said
    assert "un seul tuteur entreprise suffit" in said
    screen.click("Créer les parcours")
    pathways = screen.details(contract_id).pathways
    assert [row.planned_minutes for row in pathways] == [300 * HOUR] * 3
    assert [row.starts_on for row in pathways] == [
        date(2027, 1, 4),
        date(2027, 3, 8),
        date(2027, 5, 10),
    ]
    assert "Créer les parcours" not in screen.words()
    assert f"Proposées\n900{NBSP}h" in screen.words()
    assert f"À prévoir\n0{NBSP}h" in screen.words()


def test_sharing_starts_in_its_first_field_on_the_first_usual_way(screen: Screen) -> None:
    open_new(screen, clause_minutes=0)  # nothing to share: the only way is a free one
    open_new(screen)
    screen.view.resize(680, 420)
    choose_in_menu(screen, "Répartir en parcours…")
    screen.settle()
    ways = field(screen, "Répartition")
    assert person.focused() is ways
    assert isinstance(ways, QComboBox)
    assert ways.currentText() == f"900{NBSP}h (1{NBSP}jeune)"
    title = next(one for one in screen.view.findChildren(QLabel) if one.text() == "Répartition")
    assert title.visibleRegion().boundingRect() == title.rect()  # not scrolled off
    person.press(ways, Qt.Key.Key_Escape)
    screen.settle()
    choose_in_menu(screen, "Répartir en parcours…")
    choose(screen, "Répartition", "Autre répartition")
    person.press(ways, Qt.Key.Key_Escape)
    choose_in_menu(screen, "Répartir en parcours…")
    assert ways.currentText() == "Autre répartition"  # what a person chose stays


def test_every_way_to_share_is_read_whole_in_the_list(screen: Screen) -> None:
    open_new(screen)
    screen.view.resize(680, 420)
    choose_in_menu(screen, "Répartir en parcours…")
    ways = field(screen, "Répartition")
    assert isinstance(ways, QComboBox)
    person.press(ways, Qt.Key.Key_Space)
    rows, room = ways.view(), ways.view().viewport().rect()
    assert person.popup().width() == ways.width()
    for at in range(ways.count()):
        box = rows.visualRect(ways.model().index(at, 0))
        assert room.contains(box), ways.itemText(at)
        assert box.height() >= rows.fontMetrics().height()
        assert box.width() >= rows.fontMetrics().horizontalAdvance(ways.itemText(at))
    gap = person.popup().height() - room.height()
    assert gap <= 4  # a frame, and no row to scroll by
    person.press(rows, Qt.Key.Key_Escape)


def test_at_once_asks_for_as_many_tutors(screen: Screen) -> None:
    contract_id = open_new(screen)
    choose_in_menu(screen, "Répartir en parcours…")
    choose(screen, "Répartition", f"2{NBSP}×{NBSP}450{NBSP}h (2{NBSP}jeunes)")
    choose(screen, "Parcours", "En même temps")
    screen.settle()
    assert "il faut à chacun son lieu ou son tuteur entreprise" in screen.words()
    write(screen, "Entrée du premier", "4/1/2027")
    screen.click("Créer les parcours")
    found = [row.starts_on for row in screen.details(contract_id).pathways]
    assert found == [date(2027, 1, 4)] * 2


def test_free_hours_must_add_up_and_the_difference_is_told(screen: Screen) -> None:
    contract_id = open_new(screen)
    choose_in_menu(screen, "Répartir en parcours…")
    assert "Heures de chacun" not in screen.words()
    choose(screen, "Répartition", "Autre répartition")
    screen.click("Créer les parcours")
    assert "Tapez les heures de chacun" in screen.words()
    person.type_text(field(screen, "Heures de chacun"), "200 + 300")
    assert f"500{NBSP}h réparties sur 900{NBSP}h{NBSP}: il manque 400{NBSP}h." in screen.words()
    screen.click("Créer les parcours")
    assert "Corrigez les heures de chacun." in screen.words()
    assert screen.details(contract_id).pathways == ()
    person.type_text(field(screen, "Heures de chacun"), "200 + 300 + 400")
    assert "il manque" not in screen.words()
    screen.click("Créer les parcours")
    planned = [row.planned_minutes for row in screen.details(contract_id).pathways]
    assert planned == [200 * HOUR, 300 * HOUR, 400 * HOUR]


def test_a_lot_is_shared_by_itself(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, notified_on=TODAY)
    lot_id = add_lot(screen.vault, contract_id, LotDraft("1", "Sols", None, 150 * HOUR)).created
    open_contract(screen, contract_id)
    choose_in_menu(screen, "Répartir en parcours…")
    choose(screen, "Lot à répartir", f"Lot{NBSP}1 (150{NBSP}h)")
    screen.settle()
    screen.click("Créer les parcours")
    found = screen.details(contract_id)
    assert [row.planned_minutes for row in found.pathways] == [150 * HOUR]
    assert [lot.id for lot in found.lots if lot.balance.on_offer == 150 * HOUR] == [lot_id]


def test_escape_folds_the_sharing_and_another_contract_empties_it(screen: Screen) -> None:
    other = add_contract(screen.vault, object="Autre")
    contract_id = open_new(screen)
    choose_in_menu(screen, "Répartir en parcours…")
    write(screen, "Entrée du premier", "4/1/2027")
    person.press(field(screen, "Entrée du premier"), Qt.Key.Key_Escape)
    assert "Créer les parcours" not in screen.words()
    open_contract(screen, other)
    open_contract(screen, contract_id)
    choose_in_menu(screen, "Répartir en parcours…")
    assert "1. 900" not in screen.words()


# --- what will be left


def test_what_will_be_left_is_said(screen: Screen) -> None:
    open_new(screen, ends_on=date(2028, 6, 30))
    assert (
        f"Si rien ne change, 900{NBSP}h resteront dues le 30{NBSP}juin 2028{NBSP}; il est encore "
        "temps de les placer."
    ) in screen.words()


# --- the step of notification


def test_a_notification_offers_what_follows(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, notified_on=None)
    open_contract(screen, contract_id)
    choose_in_menu(screen, "Changer d’étape…")
    assert "Ensuite" not in screen.words()
    choose(screen, "Nouvelle étape", "Notifié")
    screen.settle()
    assert f"Ensuite{NBSP}: envoyer à l’entreprise" in screen.words()
    accept(screen, "Changer d’étape")
    assert "Marché notifié" in screen.words()
    assert person.focused().accessibleName() == "Feuilles pour l’entreprise…"
    with screen.qtbot.waitSignal(screen.view.sheets_requested) as told:
        screen.click("Feuilles pour l’entreprise…")
    assert told.args == [contract_id]
    with screen.qtbot.waitSignal(screen.view.event_requested) as told:
        screen.click("Noter le premier échange…")
    assert told.args == ["contract", contract_id]
    screen.click("Plus tard")
    assert "Marché notifié" not in screen.words()


def test_the_papers_of_the_buyer_are_in_the_menu(screen: Screen) -> None:
    contract_id = open_new(screen)
    with screen.qtbot.waitSignal(screen.view.form_requested) as told:
        choose_in_menu(screen, "Fiche à remplir par l’acheteur…")
    assert told.args == [contract_id]
    with screen.qtbot.waitSignal(screen.view.guide_requested) as told:
        choose_in_menu(screen, "Guide et clause…")
    assert told.args == [contract_id]
    with screen.qtbot.waitSignal(screen.view.sheets_requested) as told:
        choose_in_menu(screen, "Feuilles pour l’entreprise…")
    assert told.args == [contract_id]
