"""Making and editing a contract in the panel, driven as a person does."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.contracts import ContractDraft, create_contract
from csf_desktop.services.rows import ListQuery
from tests.helpers.vaults import TODAY, add_contract
from tests.ui import person
from tests.ui.contracts.conftest import Screen
from tests.ui.contracts.hands import (
    choose,
    field,
    open_contract,
    pick_suggestion,
    text_of,
    write,
)

NBSP = "\u00a0"
OBJECT = f"Objet{NBSP}(obligatoire)"


def only_contract(screen: Screen) -> ContractDetails:
    (row,) = open_contracts(screen.vault, ListQuery(TODAY)).rows
    return get_contract(screen.vault, row.id)


def start_edit(screen: Screen, **values: object) -> str:
    """Add a contract and open its edit form; return its id."""
    contract_id = add_contract(screen.vault, **values)
    open_contract(screen, contract_id)
    screen.click("Modifier")
    return contract_id


# --- a new contract


def test_a_contract_is_made_from_what_is_typed(screen: Screen) -> None:
    screen.click("Nouveau marché")
    assert person.focused() is field(screen, OBJECT)
    write(screen, OBJECT, "Rénovation du gymnase")
    write(screen, "Acheteur", "Ville de Lyon")
    write(screen, "SIRET de l’acheteur", "21690123100011")
    write(screen, "Entreprise titulaire", "Sogea")
    write(screen, "SIRET de l’entreprise", "73282932000074")
    write(screen, "Montant", "575 000,00")
    write(screen, "Notification", "15/5/2026")
    write(screen, "Durée", "12")
    write(screen, "Lieu d’exécution", "Rive gauche")
    assert text_of(screen, "SIRET de l’acheteur") == f"216{NBSP}901{NBSP}231{NBSP}00011"
    assert text_of(screen, "Fin du marché") == f"14{NBSP}mai 2027"
    assert text_of(screen, "Heures de la clause") == f"900{NBSP}h"
    screen.click("Créer le marché")
    made = only_contract(screen)
    assert made.fields["object"] == "Rénovation du gymnase"
    assert (made.buyer_name, made.buyer_siret) == ("Ville de Lyon", "21690123100011")
    assert [(line.name, line.siret) for line in made.awardees] == [("Sogea", "73282932000074")]
    assert made.fields["amount_cents"] == 575_000_00
    assert made.fields["ends_on"] == date(2027, 5, 14)
    assert (made.fields["place"], made.fields["place_code"]) == ("Rive gauche", "")
    assert made.owed_minutes == 900 * HOUR
    assert "M-2026-001" in screen.words()
    assert "Créer un parcours" in screen.words()
    assert screen.names() == ["Rénovation du gymnase"]
    assert screen.table.current_id == made.id


def test_the_object_is_required_and_the_first_wrong_field_takes_the_keyboard(
    screen: Screen,
) -> None:
    screen.view.new_item()
    screen.click("Créer le marché")
    assert "Indiquez l’objet du marché." in screen.words()
    assert person.focused() is field(screen, OBJECT)
    assert open_contracts(screen.vault, ListQuery(TODAY)).count == 0


def test_a_wrong_siret_is_said_when_left_and_goes_when_right(screen: Screen) -> None:
    screen.view.new_item()
    write(screen, "SIRET de l’acheteur", "21690123100012")
    assert "clé de contrôle fausse" in screen.words()
    write(screen, OBJECT, "Toiture")
    screen.click("Créer le marché")
    assert open_contracts(screen.vault, ListQuery(TODAY)).count == 0
    person.type_text(field(screen, "SIRET de l’acheteur"), "21690123100011")
    assert "clé de contrôle fausse" not in screen.words()
    screen.click("Créer le marché")
    assert only_contract(screen).buyer_siret == "21690123100011"


def test_the_hours_follow_the_amount_until_they_are_typed(screen: Screen) -> None:
    screen.view.new_item()
    person.type_text(field(screen, "Montant"), "99")
    assert text_of(screen, "Heures de la clause") == f"150{NBSP}h"
    write(screen, "Montant", "250 000")
    assert text_of(screen, "Heures de la clause") == f"450{NBSP}h"
    write(screen, "Heures de la clause", "600")
    assert "dépasse celui d’usage" in screen.words()
    write(screen, "Montant", "500 000")
    assert text_of(screen, "Heures de la clause") == f"600{NBSP}h"
    assert "dépasse celui d’usage" not in screen.words()


def test_an_end_that_was_typed_is_kept_and_checked(screen: Screen) -> None:
    screen.view.new_item()
    write(screen, OBJECT, "Toiture")
    write(screen, "Fin du marché", "1/5/2026")
    write(screen, "Notification", "15/5/2026")
    write(screen, "Durée", "12")
    assert text_of(screen, "Fin du marché") == f"1er{NBSP}mai 2026"
    screen.click("Créer le marché")
    assert "La date de fin précède la date de début" in screen.words()
    write(screen, "Fin du marché", "1/5/2027")
    screen.click("Créer le marché")
    assert only_contract(screen).fields["ends_on"] == date(2027, 5, 1)


def test_a_known_company_and_buyer_are_suggested_with_their_siret(screen: Screen) -> None:
    known = ContractDraft(
        "Parcs",
        buyer_name="Département du Rhône",
        buyer_siret="21690123100011",
        company_name="Élagage & Fils",
        company_siret="73282932000074",
    )
    create_contract(screen.vault, known, TODAY)
    screen.view.new_item()
    write(screen, OBJECT, "Toiture")
    siret = f"732{NBSP}829{NBSP}320{NBSP}00074"
    pick_suggestion(screen, "Entreprise titulaire", "elag", f"Élagage & Fils · {siret}")
    assert text_of(screen, "SIRET de l’entreprise") == siret
    buyer = f"Département du Rhône · 216{NBSP}901{NBSP}231{NBSP}00011"
    pick_suggestion(screen, "Acheteur", "rhone", buyer)
    screen.click("Créer le marché")
    first, second = (
        get_contract(screen.vault, row.id)
        for row in open_contracts(screen.vault, ListQuery(TODAY)).rows
    )
    assert first.awardees[0].company_id == second.awardees[0].company_id
    assert first.fields["buyer_id"] == second.fields["buyer_id"]


def test_a_commune_brings_its_codes(screen: Screen) -> None:
    screen.view.new_item()
    write(screen, OBJECT, "Toiture")
    pick_suggestion(screen, "Lieu d’exécution", "villeurb", "Villeurbanne\u200269100")
    screen.click("Créer le marché")
    fields = only_contract(screen).fields
    assert (fields["place"], fields["place_code"], fields["place_code_type"]) == (
        "Villeurbanne",
        "69266",
        "Code commune",
    )
    assert fields["department"] == "69"


def test_escape_keeps_a_new_contract_and_giving_up_empties_it(screen: Screen) -> None:
    screen.view.new_item()
    write(screen, OBJECT, "Toiture")
    person.press_focused(Qt.Key.Key_Escape)
    assert "Créer le marché" not in screen.words()
    screen.view.new_item()
    assert text_of(screen, OBJECT) == "Toiture"
    screen.click("Abandonner")
    screen.view.new_item()
    assert text_of(screen, OBJECT) == ""


def test_a_new_contract_is_kept_over_a_lock(screen: Screen) -> None:
    screen.view.new_item()
    write(screen, OBJECT, "Toiture")
    write(screen, "Notification", "15/5/2026")
    screen.view.clear()  # as locking does
    screen.settle()
    assert "Toiture" not in screen.words()
    screen.view.new_item()
    screen.settle()
    assert text_of(screen, OBJECT) == "Toiture"
    assert text_of(screen, "Notification") == f"15{NBSP}mai 2026"
    screen.click("Créer le marché")
    assert only_contract(screen).fields["notified_on"] == date(2026, 5, 15)
    screen.view.clear()
    screen.view.new_item()
    screen.settle()
    assert text_of(screen, OBJECT) == ""


# --- editing


def test_the_form_is_read_in_groups(screen: Screen) -> None:
    start_edit(screen)
    said = screen.words().splitlines()
    titles = ["Marché et acheteur", "Ce qui est acheté", "Calendrier", "Montant et heures"]
    places = [said.index(title) for title in titles]
    assert places == sorted(places)


def test_service_sector_and_renewals_are_saved_as_they_are_left(screen: Screen) -> None:
    contract_id = start_edit(screen)
    write(screen, "Service prescripteur", "Direction des bâtiments")
    write(screen, "Secteur", "Espaces verts")
    write(screen, "Considérations sociales", "Clause sociale")
    write(screen, "Reconductions possibles", "2")
    write(screen, "Durée d’une reconduction", "12")
    fields = screen.details(contract_id).fields
    assert (fields["service"], fields["sector"]) == ("Direction des bâtiments", "Espaces verts")
    assert fields["social_considerations"] == "Clause sociale"
    assert (fields["renewal_count"], fields["renewal_months"]) == (2, 12)
    screen.click("Terminer")
    assert "Direction des bâtiments" in screen.words()
    assert f"Reconductible 2{NBSP}fois 12{NBSP}mois" in screen.words()


def test_a_cpv_code_is_found_by_what_is_bought(screen: Screen) -> None:
    contract_id = start_edit(screen)
    pick_suggestion(screen, "Code CPV", "peinture", "45442100 Travaux de peinture")
    assert screen.details(contract_id).fields["cpv"] == "45442100"
    screen.click("Terminer")
    assert "45442100 Travaux de peinture" in screen.words()


def test_a_field_is_saved_as_it_is_left(screen: Screen) -> None:
    contract_id = start_edit(screen)
    write(screen, OBJECT, "Élagage des parcs")
    assert screen.details(contract_id).fields["object"] == "Élagage des parcs"
    assert screen.names() == ["Élagage des parcs"]
    write(screen, "Montant", "120000")
    assert screen.details(contract_id).fields["amount_cents"] == 120_000_00
    assert text_of(screen, "Montant") == f"120{NBSP}000{NBSP}€"
    screen.click("Terminer")
    assert f"120{NBSP}000{NBSP}€" in screen.words()


def test_the_field_in_hand_is_saved_by_ending_or_by_another_contract(screen: Screen) -> None:
    other = add_contract(screen.vault, object="Autre", notified_on=None)
    contract_id = start_edit(screen)
    field(screen, "Nature").setFocus()
    person.type_keys(field(screen, "Nature"), "Marché")
    screen.click("Terminer")
    assert screen.details(contract_id).fields["nature"] == "Marché"
    screen.click("Modifier")
    person.type_text(field(screen, "Procédure"), "Ouverte")
    screen.click_row(1)
    assert screen.table.current_id == other
    assert screen.details(contract_id).fields["procedure"] == "Ouverte"
    assert screen.details(other).fields["procedure"] == ""


def test_an_empty_object_is_refused_and_the_stored_one_stays(screen: Screen) -> None:
    contract_id = start_edit(screen)
    made = field(screen, OBJECT)
    made.setFocus()
    person.press(made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.press(made, Qt.Key.Key_Delete)
    person.press(made, Qt.Key.Key_Tab)
    screen.settle()
    assert "Renseignez" in screen.words()
    assert screen.details(contract_id).fields["object"] == "Réhabilitation du lycée Jean-Moulin"


def test_dates_that_depend_on_each_other_are_mended_in_any_order(screen: Screen) -> None:
    contract_id = start_edit(screen, ends_on=date(2026, 12, 31))
    write(screen, "Notification", "5/1/2027")
    assert "La date de fin précède la date de début" in screen.words()
    assert screen.details(contract_id).fields["notified_on"] == date(2026, 11, 2)
    write(screen, "Fin du marché", "4/1/2028")
    fields = screen.details(contract_id).fields
    assert (fields["notified_on"], fields["ends_on"]) == (date(2027, 1, 5), date(2028, 1, 4))
    assert "précède" not in screen.words()


def test_an_end_other_than_the_duration_says_is_pointed_out(screen: Screen) -> None:
    start_edit(screen)
    write(screen, "Durée", "12")
    write(screen, "Fin du marché", "30/6/2028")
    assert f"la fin serait le 1er{NBSP}nov. 2027" in screen.words()


def test_a_value_the_service_refuses_is_said_under_its_field(screen: Screen) -> None:
    contract_id = start_edit(screen)
    write(screen, "Durée", "9999")
    assert f"Cette durée est impossible{NBSP}: indiquez un nombre de mois." in screen.words()
    assert text_of(screen, "Durée") == f"9{NBSP}999"
    write(screen, "Durée", "12")
    assert screen.details(contract_id).fields["duration_months"] == 12
    assert "impossible" not in screen.words()


def test_the_buyer_is_renamed_and_its_siret_checked(screen: Screen) -> None:
    contract_id = start_edit(screen)
    write(screen, "Acheteur", "Région Nord")
    assert screen.details(contract_id).buyer_name == "Région Nord"
    write(screen, "SIRET de l’acheteur", "123")
    assert "Un SIRET compte" in screen.words()
    assert screen.details(contract_id).buyer_siret == ""
    write(screen, "SIRET de l’acheteur", "21690123100011")
    found = screen.details(contract_id)
    assert (found.buyer_name, found.buyer_siret) == ("Région Nord", "21690123100011")


def test_the_rule_of_the_hours_shows_its_own_fields(screen: Screen) -> None:
    contract_id = start_edit(screen)
    assert "Heures par bon de commande" not in screen.words()
    choose(screen, "Calcul des heures", "Par montant commandé")
    screen.settle()
    write(screen, "Heures par tranche commandée", "150")
    write(screen, "Montant d’une tranche", "100 000")
    write(screen, "Plafond d’heures (0 s’il n’y en a pas)", "600")
    fields = screen.details(contract_id).fields
    assert fields["volume_mode"] == "per_amount"
    assert fields["minutes_per_amount"] == 150 * HOUR
    assert fields["amount_step_cents"] == 100_000_00
    assert fields["clause_minutes"] == 600 * HOUR


def test_a_volume_above_the_usual_one_is_warned_of(screen: Screen) -> None:
    start_edit(screen, clause_minutes=150 * HOUR)
    write(screen, "Montant", "150 000")
    write(screen, "Heures de la clause", "450")
    assert "l’acheteur peut choisir plus court, pas plus long" in screen.words()


def test_a_commune_and_its_codes_change_together(screen: Screen) -> None:
    contract_id = start_edit(screen)
    pick_suggestion(screen, "Lieu d’exécution", "59100", "Roubaix\u200259100")
    fields = screen.details(contract_id).fields
    assert (fields["place"], fields["place_code"], fields["department"]) == (
        "Roubaix",
        "59512",
        "59",
    )
    write(screen, "Lieu d’exécution", "Sur site")
    fields = screen.details(contract_id).fields
    assert (fields["place"], fields["place_code"], fields["department"]) == ("Sur site", "", "")


def test_companies_join_and_leave(screen: Screen) -> None:
    contract_id = start_edit(screen)
    screen.click("Ajouter une entreprise")
    screen.click("Ajouter")
    assert "Indiquez le nom ou le SIRET de l’entreprise." in screen.words()
    write(screen, "Nom de l’entreprise", "Atelier Bois")
    choose(screen, "Rôle", "Sous-traitant")
    screen.click("Ajouter")
    assert "Atelier Bois · Sous-traitant" in screen.words()
    screen.click("Retirer Bâtisseurs du Nord")
    assert [line.name for line in screen.details(contract_id).awardees] == ["Atelier Bois"]


def test_a_wrong_cpv_is_said_and_a_private_contract_told(screen: Screen) -> None:
    contract_id = start_edit(screen)
    write(screen, "Code CPV", "bâtiment")
    assert "n’est pas un code CPV" in screen.words()
    write(screen, "Code CPV", "45000000-7")
    choose(screen, "Type de marché", "Privé")
    screen.settle()
    fields = screen.details(contract_id).fields
    assert (fields["cpv"], fields["is_private"]) == ("45000000-7", True)


def test_a_change_from_elsewhere_leaves_the_field_in_hand_alone(screen: Screen) -> None:
    contract_id = start_edit(screen)
    person.type_text(field(screen, "Nature"), "Trav")
    screen.view.refresh(None)
    screen.settle()
    assert text_of(screen, "Nature") == "Trav"
    person.press_focused(Qt.Key.Key_Return)
    screen.settle()
    assert screen.details(contract_id).fields["nature"] == "Trav"
