"""New pathways, reservations and files of young people, through their forms."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from csf_desktop.models.rules import HOUR
from csf_desktop.services.beneficiaries import get_beneficiary, suggest_beneficiaries
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import reserve
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, add_pathway, add_person, bring_to
from tests.ui.accessibility import assert_accessible
from tests.ui.pathways.screen import Screen
from tests.ui.person import (
    click,
    find_button,
    focused,
    press,
    press_focused,
    type_keys,
    type_text,
    words,
)


@pytest.fixture
def contract(vault: Vault) -> str:
    return add_contract(vault)


# --- a new pathway


def test_a_pathway_is_made_from_a_contract_found_as_one_types(
    screen: Screen, vault: Vault, contract: str
) -> None:
    add_pathway(vault, contract, planned_minutes=600 * HOUR)
    screen.show()
    screen.view.new_item()
    dialog = screen.dialog()
    screen.pick("Marché", "réhab", dialog)
    screen.until(lambda: screen.field("Heures prévues", dialog).field.value() == 300 * HOUR)  # type: ignore[attr-defined]
    type_text(screen.field("Intitulé", dialog).field, "Magasinage")
    type_text(screen.field("Entrée en entreprise", dialog).field, "4/1/2027")
    screen.press_button("Créer le parcours", dialog)
    screen.until(screen.view.panel.isVisible)
    assert "Magasinage" in screen.panel_words()
    made = get_contract(vault, contract).pathways[-1]
    assert (made.title, made.planned_minutes) == ("Magasinage", 300 * HOUR)
    assert made.starts_on == date(2027, 1, 4)


def test_without_a_contract_nothing_is_made(screen: Screen, contract: str) -> None:
    screen.show()
    screen.view.new_item()
    dialog = screen.dialog()
    type_text(screen.field("Marché", dialog).field, "réhabilitation")
    screen.press_button("Créer le parcours", dialog)
    assert "Choisissez un marché dans la liste" in screen.field("Marché", dialog).error
    assert dialog.isVisible()


def test_the_window_opens_the_form_for_a_contract(
    screen: Screen, vault: Vault, contract: str
) -> None:
    screen.show()
    screen.view.create_for_contract(contract)
    dialog = screen.dialog()
    screen.until(lambda: "M-2026-001 · Réhabilitation" in words(dialog))
    field = screen.field("Heures prévues", dialog)
    type_text(field.field, "1000")
    assert "Il reste 900\u00a0h à pourvoir" in words(dialog)
    type_text(field.field, "900")
    assert "une gratification est due" in words(dialog)
    press_focused(Qt.Key.Key_Return)  # the primary button is the default one
    screen.until(screen.view.panel.isVisible)
    assert get_contract(vault, contract).left_minutes == 0


def test_a_form_left_by_escape_opens_again_as_it_was(screen: Screen, contract: str) -> None:
    screen.show()
    screen.view.create_for_contract(contract)
    dialog = screen.dialog()
    screen.until(lambda: "M-2026-001" in words(dialog))
    type_text(screen.field("Intitulé", dialog).field, "Menuiserie")
    press_focused(Qt.Key.Key_Escape)
    assert not screen.has_dialog()
    screen.view.new_item()
    assert "Menuiserie" in words(screen.dialog())


def test_a_form_opened_again_has_the_keyboard_in_its_first_field(
    screen: Screen, contract: str
) -> None:
    screen.show()
    screen.view.create_for_contract(contract)
    dialog = screen.dialog()
    find_button(dialog, "Annuler").setFocus()
    press_focused(Qt.Key.Key_Space)
    assert not screen.has_dialog()
    screen.view.new_item()
    first = screen.field("Marché", screen.dialog())
    assert first.field.focus_widget.hasFocus()


def test_what_was_typed_outlives_the_lock_of_the_vault(screen: Screen, contract: str) -> None:
    screen.show()
    screen.view.create_for_contract(contract)
    dialog = screen.dialog()
    screen.until(lambda: "M-2026-001" in words(dialog))
    type_text(screen.field("Intitulé", dialog).field, "Menuiserie")
    press(dialog, Qt.Key.Key_Escape)  # the window closes each form before it locks
    screen.settle()
    screen.view.clear()
    screen.view.create_for_contract(contract)
    screen.until(lambda: "Menuiserie" in words(screen.dialog()))
    assert "M-2026-001" in words(screen.dialog())
    screen.press_button("Créer le parcours", screen.dialog())
    screen.until(screen.view.panel.isVisible)
    screen.view.create_for_contract(contract)
    screen.settle()
    assert "Menuiserie" not in words(screen.dialog())


def test_a_file_begun_is_kept_with_its_reservation(
    screen: Screen, vault: Vault, contract: str
) -> None:
    pathway = add_pathway(vault, contract)
    opened(screen, pathway)
    screen.press_button("Réserver pour un jeune")
    dialog = screen.dialog()
    screen.press_button("Ouvrir un nouveau dossier", dialog)
    type_keys(focused(), "Inès")
    type_text(screen.field("Date de naissance", dialog).field, "14/5/2009")
    press(dialog, Qt.Key.Key_Escape)
    screen.settle()
    screen.view.clear()
    screen.view.open_item("pathway", pathway)
    screen.until(screen.view.panel.isVisible)
    screen.press_button("Réserver pour un jeune")
    screen.until(lambda: "17\u00a0ans, mineur" in words(screen.dialog()))
    screen.press_button("Ouvrir le dossier et réserver", screen.dialog())
    screen.until(lambda: "Inès" in screen.panel_words())


def test_another_contract_starts_another_form(screen: Screen, vault: Vault, contract: str) -> None:
    other = add_contract(vault, object="Voirie")
    screen.show()
    screen.view.create_for_contract(contract)
    screen.until(lambda: "Réhabilitation" in words(screen.dialog()))
    press(screen.dialog(), Qt.Key.Key_Escape)
    screen.view.create_for_contract(other)
    screen.until(lambda: "Voirie" in words(screen.dialog()))
    assert "Réhabilitation" not in words(screen.dialog())


# --- reserving


def opened(screen: Screen, pathway_id: str) -> None:
    screen.show()
    screen.view.open_item("pathway", pathway_id)
    screen.until(screen.view.panel.isVisible)


def test_a_known_young_person_is_found_and_the_pathway_is_theirs(
    screen: Screen, vault: Vault, contract: str
) -> None:
    add_person(vault, "Paul", "Dubois")
    opened(screen, add_pathway(vault, contract))
    screen.press_button("Réserver pour un jeune")
    dialog = screen.dialog()
    screen.pick("Jeune", "dub", dialog)
    screen.press_button("Réserver", dialog)
    assert not screen.has_dialog()
    assert "Paul Dubois" in screen.panel_words()
    assert screen.names() == ["Paul Dubois"]


def test_a_name_that_is_not_picked_reserves_nothing(
    screen: Screen, vault: Vault, contract: str
) -> None:
    opened(screen, add_pathway(vault, contract))
    screen.press_button("Réserver pour un jeune")
    dialog = screen.dialog()
    type_text(screen.field("Jeune", dialog).field, "Paul Dubois")
    screen.press_button("Réserver", dialog)
    assert "ouvrez un nouveau dossier" in screen.field("Jeune", dialog).error


def test_a_new_file_is_opened_on_the_spot(screen: Screen, vault: Vault, contract: str) -> None:
    pathway = add_pathway(vault, contract)
    opened(screen, pathway)
    screen.press_button("Réserver pour un jeune")
    dialog = screen.dialog()
    screen.press_button("Ouvrir un nouveau dossier", dialog)
    assert "Représentant légal" not in words(dialog)
    type_keys(focused(), "Inès")
    type_text(screen.field("Nom", dialog).field, "Benali")
    type_text(screen.field("Date de naissance", dialog).field, "14/5/2009")
    assert "17\u00a0ans, mineur" in words(dialog)
    type_text(screen.field("Représentant légal", dialog).field, "Nadia Benali")
    screen.pick("Commune", "roubai", dialog)
    type_text(screen.field("Établissement", dialog).field, "Lycée Baggio")
    screen.press_button("Ouvrir le dossier et réserver", dialog)
    screen.until(lambda: "Inès Benali" in screen.panel_words())
    person = get_pathway(vault, pathway, TODAY).beneficiary
    assert person is not None
    assert [one.name for one in person.guardians] == ["Nadia Benali"]
    assert (person.fields["commune"], person.fields["commune_code"]) == ("Roubaix", "59512")
    assert person.school_name == "Lycée Baggio"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3/2/2014", "Ce jeune a 12\u00a0ans"),
        ("3/2/1998", "Ce jeune a 28\u00a0ans"),
        ("3/2/2030", "La date de naissance est dans l’avenir"),
    ],
)
def test_ages_are_judged_as_one_types(
    screen: Screen, vault: Vault, contract: str, typed: str, said: str
) -> None:
    opened(screen, add_pathway(vault, contract))
    screen.press_button("Réserver pour un jeune")
    dialog = screen.dialog()
    screen.press_button("Ouvrir un nouveau dossier", dialog)
    type_text(screen.field("Date de naissance", dialog).field, typed)
    assert said in words(dialog)


def test_a_file_without_a_name_is_refused_under_its_field(
    screen: Screen, vault: Vault, contract: str
) -> None:
    opened(screen, add_pathway(vault, contract))
    screen.press_button("Réserver pour un jeune")
    dialog = screen.dialog()
    screen.press_button("Ouvrir un nouveau dossier", dialog)
    screen.press_button("Ouvrir le dossier et réserver", dialog)
    assert "au moins le prénom ou le nom" in screen.field("Prénom", dialog).error
    assert suggest_beneficiaries(vault) == ()


def test_a_pathway_taken_meanwhile_is_refused_and_the_file_is_opened_once(
    screen: Screen, vault: Vault, contract: str
) -> None:
    pathway = add_pathway(vault, contract)
    opened(screen, pathway)
    screen.press_button("Réserver pour un jeune")
    dialog = screen.dialog()
    screen.press_button("Ouvrir un nouveau dossier", dialog)
    type_keys(focused(), "Inès")
    reserve(vault, pathway, add_person(vault, "Paul", "Dubois"), TODAY)
    for _ in range(2):
        screen.press_button("Ouvrir le dossier et réserver", dialog)
        screen.until(lambda: "déjà réservé pour un autre jeune" in words(dialog))
    names = [row.given_name for row in suggest_beneficiaries(vault)]
    assert sorted(names) == ["Inès", "Paul"]


# --- from the global search


def test_a_young_person_leads_to_their_pathway(screen: Screen, vault: Vault, contract: str) -> None:
    person = add_person(vault)
    bring_to(vault, add_pathway(vault, contract), "profile_sent", person)
    screen.show()
    screen.view.open_item("beneficiary", person)
    screen.until(screen.view.panel.isVisible)
    assert screen.field("Prénom").field.focus_widget.property("text") == "Inès"


def test_a_young_person_without_a_pathway_has_a_file(screen: Screen, vault: Vault) -> None:
    person = add_person(vault)
    screen.show()
    screen.view.open_item("beneficiary", person)
    dialog = screen.dialog()
    screen.until(lambda: "Inès Benali · 17\u00a0ans · mineur" in words(dialog))
    screen.fill("Nom", "Haddad", dialog)
    screen.until(lambda: "Inès Haddad" in words(dialog))
    assert get_beneficiary(vault, person, TODAY).fields["family_name"] == "Haddad"
    click(find_button(dialog, "Fermer"))
    assert not screen.has_dialog()


def test_forms_are_usable_with_the_keyboard_and_a_screen_reader(
    screen: Screen, vault: Vault, contract: str
) -> None:
    opened(screen, add_pathway(vault, contract))
    screen.press_button("Réserver pour un jeune")
    dialog = screen.dialog()
    screen.press_button("Ouvrir un nouveau dossier", dialog)
    dialog.resize(480, 1400)
    assert_accessible(dialog)
    press(dialog, Qt.Key.Key_Escape)
    screen.view.new_item()
    assert_accessible(screen.dialog())
