"""The panel of a contract, driven as a person does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from csf_desktop.models.codes import ContactRole
from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contracts import (
    add_awardee,
    delete_contract,
    set_buyer,
    update_contract,
)
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.organisations import ContactDraft, add_contact
from csf_desktop.services.pathways import reserve
from csf_desktop.services.rows import ListQuery
from csf_desktop.ui.contracts.wording import company_name
from tests.helpers.vaults import TODAY, add_contract, add_pathway, add_person
from tests.ui import person
from tests.ui.contracts.conftest import Screen
from tests.ui.contracts.hands import (
    accept,
    choose,
    choose_in_menu,
    field,
    open_contract,
    text_of,
    write,
)

NBSP = "\u00a0"


# --- what it shows


def test_the_panel_shows_the_contract_in_words(screen: Screen) -> None:
    contract_id = add_contract(
        screen.vault, amount_cents=575_000_00, duration_months=14, place="Roubaix"
    )
    set_buyer(screen.vault, contract_id, "Région Hauts-de-France", "21690123100011")
    add_awardee(screen.vault, contract_id, "Atelier Bois", "73282932000074", "subcontractor")
    update_contract(screen.vault, contract_id, {"cpv": "45000000-7"})
    open_contract(screen, contract_id)
    said = screen.words()
    for expected in (
        "M-2026-001",
        "Réhabilitation du lycée Jean-Moulin",
        f"L’entreprise n’a pas été jointe depuis la notification{NBSP}: le tuteur pilote doit "
        f"l’appeler, en retard depuis 7{NBSP}jours.",
        f"Rien de nouveau depuis 22{NBSP}jours",
        f"Région Hauts-de-France\nSIRET 216{NBSP}901{NBSP}231{NBSP}00011",
        "Bâtisseurs du Nord\nTitulaire",
        f"Atelier Bois\nSous-traitant qui accueille{NBSP}: le titulaire reste responsable · SIRET "
        f"732{NBSP}829{NBSP}320{NBSP}00074",
        f"575{NBSP}000{NBSP}€",
        f"14{NBSP}mois",
        "Roubaix",
        "45000000-7 Travaux de construction",
        f"0{NBSP}h placées sur 900{NBSP}h",
        "Aucun parcours",
    ):
        assert expected in said, expected


def test_the_hours_are_told_apart(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    add_pathway(screen.vault, contract_id, planned_minutes=150 * HOUR)
    placed = add_pathway(screen.vault, contract_id)
    reserve(screen.vault, placed, add_person(screen.vault), TODAY)
    open_contract(screen, contract_id)
    said = screen.words()
    assert f"300{NBSP}h placées sur 900{NBSP}h" in said
    for name, value in (
        ("Dues", "900"),
        ("Commencées", "0"),
        ("Réservées", "300"),
        ("Proposées", "150"),
        ("À prévoir", "450"),
    ):
        assert f"{name}\n{value}{NBSP}h" in said
    assert f"Réalisées par les jeunes, comptées à part{NBSP}: 0{NBSP}h" in said
    update_contract(screen.vault, contract_id, {"clause_minutes": 400 * HOUR})
    open_contract(screen, contract_id)
    assert f"À prévoir\n50{NBSP}h en trop" in screen.words()


def test_the_usual_volume_is_applied_in_one_click(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, amount_cents=150_000_00)
    open_contract(screen, contract_id)
    assert "dépasse celui d’usage" in screen.words()
    assert f"Volume d’usage pour ce montant{NBSP}: 300{NBSP}h" in screen.words()
    screen.click("Appliquer")
    assert screen.details(contract_id).owed_minutes == 300 * HOUR
    assert "dépasse celui d’usage" not in screen.words()
    assert "Volume d’usage" not in screen.words()
    assert f"0{NBSP}h placées sur 300{NBSP}h" in screen.words()


# --- contacts


def test_a_contact_is_added_and_checked(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    assert "Personne n’est encore nommé." in screen.words()
    screen.click("Ajouter un contact")
    screen.click("Ajouter")
    assert f"Renseignez «{NBSP}Nom du contact{NBSP}» pour continuer." in screen.words()
    person.type_text(field(screen, f"Nom du contact{NBSP}(obligatoire)"), "Sylvie Martin")
    choose(screen, "Fonction", "Tuteur entreprise")
    person.type_text(field(screen, "Courriel"), "s.martin")
    screen.click("Ajouter")
    assert "Cette adresse de courriel est incomplète" in screen.words()
    person.type_text(field(screen, "Courriel"), "s.martin@batisseurs.example")
    screen.click("Ajouter")
    (contact,) = screen.details(contract_id).awardees[0].contacts
    assert (contact.name, contact.role) == ("Sylvie Martin", "company_tutor")
    assert "Tuteur entreprise · Bâtisseurs du Nord" in screen.words()
    assert "s.martin@batisseurs.example" in screen.words()


def test_a_buyer_has_other_functions_than_a_company(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click("Ajouter un contact")
    roles = field(screen, "Fonction")
    assert isinstance(roles, QComboBox)
    assert roles.findText("Acheteur") < 0 <= roles.findText("Tuteur entreprise")
    choose(screen, "Chez", "Région Hauts-de-France")
    assert roles.findText("Tuteur entreprise") < 0 <= roles.findText("Acheteur")
    person.type_text(field(screen, f"Nom du contact{NBSP}(obligatoire)"), "Zoé Façade")
    screen.click("Ajouter")
    (contact,) = screen.details(contract_id).buyer_contacts
    assert (contact.name, contact.role) == ("Zoé Façade", "buyer")


def test_enter_in_a_line_adds_the_contact(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click("Ajouter un contact")
    person.type_text(field(screen, f"Nom du contact{NBSP}(obligatoire)"), "Sylvie Martin")
    person.type_text(field(screen, "Téléphone"), "0320123456")
    person.press_focused(Qt.Key.Key_Return)
    screen.settle()
    (contact,) = screen.details(contract_id).awardees[0].contacts
    assert contact.name == "Sylvie Martin"
    assert f"03{NBSP}20{NBSP}12{NBSP}34{NBSP}56" in screen.words()


def test_a_company_without_a_name_is_told_by_its_number(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    (line,) = screen.details(contract_id).awardees
    assert company_name(line) == line.name
    unnamed = replace(line, name="")
    assert company_name(unnamed).replace(NBSP, "") == line.siret
    assert company_name(replace(unnamed, siret="", other_id="FR-12")) == "FR-12"


def test_escape_leaves_the_edit_form_for_the_details(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click("Modifier")
    person.type_text(field(screen, "Numéro chez l’acheteur"), "2026-77")
    person.press_focused(Qt.Key.Key_Escape)
    screen.settle()
    assert screen.details(contract_id).fields["external_reference"].endswith("2026-77")
    assert "Créer un parcours" in screen.words()
    person.press_focused(Qt.Key.Key_Escape)
    assert "Créer un parcours" not in screen.words()


def test_a_form_that_opens_low_comes_into_sight(screen: Screen) -> None:
    screen.view.resize(1200, 560)
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click("Ajouter un contact")
    name = field(screen, f"Nom du contact{NBSP}(obligatoire)")
    assert name.visibleRegion().boundingRect().height() == name.height()
    assert name.hasFocus()


def test_a_contact_at_the_buyer_s(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click("Ajouter un contact")
    person.type_text(field(screen, f"Nom du contact{NBSP}(obligatoire)"), "Ali Kaci")
    choose(screen, "Chez", "Région Hauts-de-France")
    screen.click("Ajouter")
    assert [one.name for one in screen.details(contract_id).buyer_contacts] == ["Ali Kaci"]


def test_a_contact_who_left_stays_in_sight(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    company_id = screen.details(contract_id).awardees[0].company_id
    for name in ("Sylvie Martin", "Zoé Roux"):
        add_contact(screen.vault, ContactDraft(name, company_id=company_id))
    open_contract(screen, contract_id)
    screen.click("Sylvie Martin est parti…")
    choose(screen, "Qui lui succède\u00a0?", "Je ne sais pas encore")
    screen.click("Enregistrer")
    assert screen.details(contract_id).awardees[0].contacts[1].until == TODAY
    said = screen.words()
    assert f"parti le 24{NBSP}nov. 2026" in said
    assert person.find_button(screen.view, "Nommer le successeur de Sylvie Martin…")
    assert said.index("Zoé Roux") < said.index("Sylvie Martin")


def test_a_contact_is_changed_where_they_stand(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    fields = screen.details(contract_id).fields
    company_id = screen.details(contract_id).awardees[0].company_id
    add_contact(screen.vault, ContactDraft("Sylvie Martin", company_id=company_id))
    draft = ContactDraft("Ali Kaci", ContactRole.BUYER, buyer_id=fields["buyer_id"])
    add_contact(screen.vault, draft)
    open_contract(screen, contract_id)
    screen.click("Modifier Sylvie Martin")
    assert person.focused() is field(screen, "Nom")
    assert screen.words().count("Ce contact est parti…") == 1  # the fields took her place
    write(screen, "Téléphone", "0320123456")
    add_contact(screen.vault, ContactDraft("Zoé Roux", company_id=company_id))
    screen.view.refresh(None)
    screen.settle()
    assert text_of(screen, "Téléphone") == "0320123456"  # still open, with what was typed
    name = field(screen, "Nom")
    person.press(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.press(name, Qt.Key.Key_Delete)
    accept(screen, "Enregistrer")
    assert "Indiquez le nom du contact." in screen.words()
    person.type_text(name, "Sylvie Martin-Roy")
    person.press_focused(Qt.Key.Key_Return)
    screen.settle()
    found = {one.name: one for one in screen.details(contract_id).awardees[0].contacts}
    assert found.keys() == {"Sylvie Martin-Roy", "Zoé Roux"}
    assert found["Sylvie Martin-Roy"].phone.endswith("20123456")
    assert f"03{NBSP}20{NBSP}12{NBSP}34{NBSP}56" in screen.words()


def test_a_contact_at_the_buyer_keeps_a_buyer_s_function(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    buyer_id = screen.details(contract_id).fields["buyer_id"]
    add_contact(screen.vault, ContactDraft("Ali Kaci", ContactRole.BUYER, buyer_id=buyer_id))
    open_contract(screen, contract_id)
    screen.click("Modifier Ali Kaci")
    roles = field(screen, "Fonction")
    assert isinstance(roles, QComboBox)
    assert roles.currentText() == "Acheteur"
    assert roles.findText("Tuteur entreprise") < 0
    person.press_focused(Qt.Key.Key_Escape)
    assert person.focused().accessibleName() == "Modifier Ali Kaci"
    assert "Acheteur · Région Hauts-de-France" in screen.words()


def test_escape_folds_a_form_and_keeps_what_was_typed(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click("Ajouter un contact")
    name = f"Nom du contact{NBSP}(obligatoire)"
    person.type_text(field(screen, name), "Sylvie")
    person.press_focused(Qt.Key.Key_Escape)
    assert "Nom du contact" not in screen.words()
    assert "Créer un parcours" in screen.words()
    screen.click("Ajouter un contact")
    typed = field(screen, name)
    assert isinstance(typed, QLineEdit)
    assert typed.text() == "Sylvie"


# --- orders


def test_orders_unlock_hours_when_the_contract_says_so(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, clause_minutes=0)
    open_contract(screen, contract_id)
    assert "Bons de commande" not in screen.words()
    update_contract(
        screen.vault,
        contract_id,
        {"volume_mode": "per_order", "minutes_per_order": 75 * HOUR},
    )
    open_contract(screen, contract_id)
    assert f"75{NBSP}h par bon de commande" in screen.words()
    screen.click("Ajouter un bon de commande")
    person.type_text(field(screen, f"Numéro du bon{NBSP}(obligatoire)"), "BC-7")
    person.type_text(field(screen, "Date"), "3/11")
    person.type_text(field(screen, "Montant du bon"), "12 500,50")
    screen.click("Ajouter")
    (order,) = screen.details(contract_id).orders
    assert (order.number, order.ordered_on) == ("BC-7", date(2026, 11, 3))
    assert (order.amount_cents, order.minutes) == (12_500_50, None)
    assert "Bon BC-7" in screen.words()
    unlocked = f"75{NBSP}h débloquées, 0{NBSP}h prévues"
    assert f"3{NBSP}nov. 2026 · 12{NBSP}500,50{NBSP}€ · {unlocked}" in screen.words()
    assert f"0{NBSP}h placées sur 75{NBSP}h" in screen.words()


# --- pathways


def test_a_pathway_opens_in_its_own_view(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    pathway_id = add_pathway(screen.vault, contract_id)
    reserve(screen.vault, pathway_id, add_person(screen.vault), TODAY)
    open_contract(screen, contract_id)
    assert "Inès Benali · Aide peintre" in screen.words()
    with screen.qtbot.waitSignal(screen.view.open_requested) as told:
        screen.click("P-2026-001-01, Inès Benali")
    assert told.args == ["pathway", pathway_id]


def test_names_are_initials_when_asked(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    pathway_id = add_pathway(screen.vault, contract_id)
    reserve(screen.vault, pathway_id, add_person(screen.vault), TODAY)
    screen.view.initials_only = True
    open_contract(screen, contract_id)
    assert f"I.{NBSP}B. · Aide peintre" in screen.words()
    assert "Benali" not in screen.words()
    assert person.find_button(screen.view, f"P-2026-001-01, I.{NBSP}B.")


# --- the foot


def test_a_pathway_is_asked_for_and_the_sheet_exported(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    with screen.qtbot.waitSignal(screen.view.pathway_creation_requested) as told:
        screen.click("Créer un parcours")
    assert told.args == [contract_id]
    with screen.qtbot.waitSignal(screen.view.export_requested) as told:
        choose_in_menu(screen, "Exporter la fiche…")
    assert told.args == ["contract", contract_id]


def test_the_step_changes_on_the_day_typed(screen: Screen) -> None:
    contract_id = add_contract(screen.vault, notified_on=None, duration_months=12)
    open_contract(screen, contract_id)
    choose_in_menu(screen, "Changer d’étape…")
    choose(screen, "Nouvelle étape", "Notifié")
    person.type_text(field(screen, f"Depuis le{NBSP}(obligatoire)"), "16/11")
    person.press_focused(Qt.Key.Key_Tab)
    buttons = [b for b in screen.view.findChildren(QWidget) if b.isVisible()]
    accept = [b for b in buttons if b.property("role") == "secondary"]
    (change,) = (b for b in accept if b.accessibleName() == "Changer d’étape")
    person.click(change)
    screen.settle()
    fields = screen.details(contract_id).fields
    assert fields["status"] == "notified"
    assert fields["notified_on"] == date(2026, 11, 16)
    assert fields["ends_on"] == date(2027, 11, 15)
    assert screen.cell(0, "Étape") == "Notifié"
    assert "Nouvelle étape" not in screen.words()


def test_a_deletion_closes_the_panel_and_is_undone(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    choose_in_menu(screen, "Supprimer le marché")
    screen.qtbot.waitUntil(lambda: "Créer un parcours" not in screen.words())
    assert open_contracts(screen.vault, ListQuery(TODAY)).count == 0
    assert "Aucun marché pour l’instant" in screen.words()
    screen.runner.undo_last(undo_transaction)
    screen.settle()
    assert screen.names() == ["Réhabilitation du lycée Jean-Moulin"]


def test_a_contract_with_pathways_is_kept_and_the_reason_said(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    add_pathway(screen.vault, contract_id)
    open_contract(screen, contract_id)
    with screen.qtbot.waitSignal(screen.view.message_posted) as told:
        choose_in_menu(screen, "Supprimer le marché")
    assert "a des parcours" in told.args[0]
    assert "Créer un parcours" in screen.words()


def test_a_contract_that_went_elsewhere_closes_its_panel(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.runner.run(delete_contract, contract_id)
    screen.settle()
    screen.qtbot.waitUntil(lambda: "Créer un parcours" not in screen.words())


@pytest.mark.parametrize(
    ("days", "ending"),
    [
        (-16, "l’appeler, en retard depuis hier."),
        (-15, "l’appeler, aujourd’hui."),
        (-14, f"l’appeler, au plus tard le 25{NBSP}nov.{NBSP}2026."),
    ],
)
def test_the_deadline_is_said_in_words(screen: Screen, days: int, ending: str) -> None:
    contract_id = add_contract(screen.vault, notified_on=TODAY + timedelta(days=days))
    open_contract(screen, contract_id)
    assert ending in screen.words()
