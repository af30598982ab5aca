"""« À faire » and the panel, driven by clicks and keys."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from csf_desktop.models.codes import Actor, Channel, ContactResult, ContactRole
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import (
    RequestDraft,
    receive_document,
    request_document,
)
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.follow_ups import timeline
from csf_desktop.services.organisations import update_contact
from csf_desktop.services.pathways import reserve
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    TODAY,
    make_contact,
    make_contract,
    make_pathway,
    make_person,
    note_event,
)
from tests.ui.accessibility import assert_accessible
from tests.ui.follow_up.screen import Screen
from tests.ui.person import click, find_button, press, press_focused, words


def endless_contract(vault: Vault, title: str = "Toiture", company: str = "Bâti Ouest") -> str:
    """Make a contract that owes nothing of its own: its company was reached, its end not known."""
    contract_id = make_contract(vault, title, company=company)
    update_contract(vault, contract_id, {"ends_on": None})
    note_event(vault, contract_id=contract_id)
    return contract_id


@pytest.fixture
def inès(vault: Vault) -> str:
    """A pathway reserved for Inès Benali: her profile is due on 1 December."""
    contract_id = endless_contract(vault)
    company_id = get_contract(vault, contract_id).awardees[0].company_id
    make_contact(vault, company_id, "Marc Petit", ContactRole.COMPANY_TUTOR, "06 12 34 56 78")
    pathway_id = make_pathway(vault, contract_id)
    reserve(vault, pathway_id, make_person(vault), TODAY)
    return pathway_id


@pytest.fixture
def several(vault: Vault, inès: str) -> None:
    """One line in each section; Inès is to be contacted this week."""
    others = endless_contract(vault, "Voirie", company="TP Cornouaille")
    for title, owner, days in (
        ("Retard", Actor.TUTOR, -3),
        ("Jour", Actor.COORDINATOR, 0),
        ("Loin", Actor.TUTOR, 20),
        ("Tiers", Actor.COMPANY, 5),
    ):
        pathway_id = make_pathway(vault, others, title)
        note_event(
            vault,
            pathway_id=pathway_id,
            next_owner=owner,
            next_label=f"Faire {title}",
            next_due=TODAY + timedelta(days=days),
        )


@pytest.mark.usefixtures("several")
def test_each_line_says_when_what_who_and_since_when(screen: Screen) -> None:
    screen.show(1500)
    first = screen.rows()[0].replace("\u00a0", " ")
    assert first.split(" | ") == [
        "21 nov. 2026 / 3 j de retard",
        "Tuteur pilote / Faire Retard",
        "À pourvoir / P-2026-002-01",
        "TP Cornouaille",
    ]
    assert [row.split(" | ")[1] for row in screen.rows()] == [
        "Tuteur pilote / Faire Retard",
        "Coordonnateur / Faire Jour",
        "Entreprise / Faire Tiers",
        "Tuteur pilote / Envoyer le profil",
        "Tuteur pilote / Faire Loin",
    ]
    assert "5 actions à suivre, dont 1 en retard" in words(screen.view).replace("\u00a0", " ")


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("section", "what"),
    [
        ("En retard", "Faire Retard"),
        ("Aujourd’hui", "Faire Jour"),
        ("Cette semaine", "Envoyer le profil"),
        ("Plus tard", "Faire Loin"),
        ("En attente d’un tiers", "Faire Tiers"),
    ],
)
def test_a_section_keeps_its_lines(screen: Screen, section: str, what: str) -> None:
    screen.show()
    screen.press_button(f"Section\u00a0: {section}, 1")
    assert [row.split(" | ")[1].split(" / ")[1] for row in screen.rows()] == [what]
    screen.press_button("Section\u00a0: Tout, 5")
    assert len(screen.rows()) == 5


@pytest.mark.usefixtures("several")
def test_a_figure_shows_its_lines_and_a_second_click_shows_all(screen: Screen) -> None:
    screen.show()
    tile = find_button(screen.view, "En retard\u00a0: 1")
    assert "la plus ancienne\u00a0: 3\u00a0jours" in words(tile)
    screen.press_button("En retard\u00a0: 1")
    assert len(screen.rows()) == 1
    assert find_button(screen.view, "Section\u00a0: En retard, 1").isChecked()
    screen.press_button("En retard\u00a0: 1")
    assert len(screen.rows()) == 5


@pytest.mark.usefixtures("several")
def test_the_figures_go_where_room_is_short(screen: Screen) -> None:
    screen.show(683, 384)
    assert not screen.view.head.tiles.isVisible()
    assert find_button(screen.view, "Section\u00a0: En retard, 1").isVisible()


@pytest.mark.usefixtures("several")
def test_the_search_narrows_lines_and_counts(screen: Screen) -> None:
    screen.show()
    screen.search("benali")
    assert [row.split(" | ")[2] for row in screen.rows()] == ["Inès Benali / P-2026-001-01"]
    assert find_button(screen.view, "Section\u00a0: Tout, 1").isVisible()


@pytest.mark.usefixtures("several")
def test_nothing_found_offers_to_see_all(screen: Screen) -> None:
    screen.show()
    screen.search("zzz")
    assert "Rien à faire ici" in words(screen.view)
    screen.press_button("Voir tout ce qui est à suivre")
    assert len(screen.rows()) == 5


def test_an_empty_vault_says_what_the_screen_is_for(screen: Screen) -> None:
    screen.show()
    assert "Ici se lit qui doit faire quoi" in words(screen.view)
    click(find_button(screen.view.empty, "Noter un échange"))
    assert "Parcours" in words(screen.form())


# --- the panel


def test_enter_opens_the_timeline_with_the_contact_at_hand(
    screen: Screen, vault: Vault, inès: str
) -> None:
    for day, result in ((10, ContactResult.NO_ANSWER), (17, ContactResult.REACHED)):
        note_event(
            vault,
            pathway_id=inès,
            counterpart="Marc Petit",
            result=result,
            happened_at=datetime(2026, 11, day, 10, 15).astimezone(),
            note=f"Appel du {day}",
        )
    screen.show()
    screen.view.table.setFocus()
    press_focused(Qt.Key.Key_Return)
    screen.until(screen.view.panel.isVisible)
    said = screen.panel_words()
    for expected in (
        "P-2026-001-01",
        "Inès Benali",
        "Tuteur pilote\u00a0: envoyer le profil",
        "Marc Petit",
        "Tuteur entreprise",
        "06\u00a012\u00a034\u00a056\u00a078",
    ):
        assert expected in said
    assert said.index("Étape\u00a0: Réservé") < said.index("Marc Petit · Joint")
    assert said.index("Marc Petit · Joint") < said.index("Marc Petit · Pas de réponse")
    press_focused(Qt.Key.Key_Escape)
    assert not screen.view.panel.isVisible()


@pytest.mark.usefixtures("several")
def test_moving_in_the_list_moves_the_panel(screen: Screen) -> None:
    screen.show()
    screen.open_row("Faire Retard")
    assert "P-2026-002-01" in screen.panel_words()
    press(screen.view.table, Qt.Key.Key_Down)
    screen.settle()
    assert "P-2026-002-02" in screen.panel_words()


@pytest.mark.usefixtures("inès")
def test_the_panel_takes_the_place_of_the_list_where_room_is_short(screen: Screen) -> None:
    screen.show(683, 384)
    screen.open_row("Inès")
    assert not screen.view.table.isVisible()
    screen.press_button("Revenir à la liste")
    assert screen.view.table.isVisible()


def test_the_panel_leads_to_the_pathway(screen: Screen, inès: str) -> None:
    screen.show()
    screen.open_row("Inès")
    screen.press_button("Ouvrir le parcours")
    assert screen.opened == [("pathway", inès)]


def test_a_contract_that_owes_leads_to_the_contract(screen: Screen, vault: Vault) -> None:
    contract_id = make_contract(vault, "Toiture du gymnase", notified_on=date(2026, 11, 2))
    screen.show()
    owed = "Tuteur pilote / Joindre l’entreprise · depuis 22\u00a0jours"
    assert any(owed in row for row in screen.rows())
    screen.open_row("Toiture du gymnase")
    assert "Tuteur pilote\u00a0: joindre l’entreprise" in screen.panel_words()
    screen.press_button("Ouvrir le marché")
    assert screen.opened == [("contract", contract_id)]


def test_a_contract_says_what_it_is_warned_of(screen: Screen, vault: Vault) -> None:
    contract_id = make_contract(vault, "Toiture du gymnase", notified_on=date(2026, 11, 2))
    company_id = get_contract(vault, contract_id).awardees[0].company_id
    gone = make_contact(vault, company_id, "Anne Le Goff", ContactRole.REFERENT)
    update_contact(vault, gone, {"until": TODAY})
    request_document(vault, contract_id, RequestDraft("RIB", due_on=TODAY), TODAY)
    screen.show()
    screen.open_row("Toiture du gymnase")
    said = screen.panel_words().replace("\u00a0", " ")
    assert "Tuteur pilote : joindre l’entreprise" in said
    assert "Document attendu, « RIB » : l’entreprise doit le remettre, aujourd’hui." in said
    assert "Anne Le Goff a quitté l’entreprise : le tuteur pilote doit trouver qui lui" in said
    assert "n’a pas été jointe" not in said  # the next action says it already
    receive_document(vault, get_contract(vault, contract_id).requests[0].id, TODAY)
    note_event(vault, contract_id=contract_id, result=ContactResult.REACHED)
    screen.view.refresh(None)
    screen.settle()
    screen.open_row("Toiture du gymnase")
    said = screen.panel_words().replace("\u00a0", " ")
    assert "RIB" not in said
    assert_accessible(screen.view)


def test_an_event_opens_its_timeline_from_anywhere(screen: Screen, vault: Vault, inès: str) -> None:
    event_id = note_event(vault, pathway_id=inès, note="Le chef rappelle")
    screen.show()
    screen.view.open_item("event", event_id)
    screen.until(screen.view.panel.isVisible)
    assert "Le chef rappelle" in screen.panel_words()


def test_a_deleted_exchange_leaves_the_timeline_and_comes_back(
    screen: Screen, vault: Vault, inès: str
) -> None:
    note_event(
        vault,
        pathway_id=inès,
        note="À ne pas garder",
        happened_at=datetime(2026, 11, 20, 9, 0).astimezone(),
    )
    screen.show()
    screen.open_row("Inès")
    screen.press_button("Supprimer l’échange du 20\u00a0nov. 2026")
    assert "À ne pas garder" not in screen.panel_words()
    screen.undo()
    assert "À ne pas garder" in screen.panel_words()


def test_a_change_of_step_can_be_neither_corrected_nor_deleted(
    screen: Screen, vault: Vault, inès: str
) -> None:
    screen.show()
    screen.open_row("Inès")
    assert "Étape\u00a0: Réservé" in screen.panel_words()
    with pytest.raises(AssertionError, match="no visible button"):
        find_button(screen.view.panel, "Supprimer l’échange du 24\u00a0nov. 2026")


def test_older_events_show_on_request(screen: Screen, vault: Vault, inès: str) -> None:
    for number in range(30):
        note_event(
            vault,
            pathway_id=inès,
            note=f"numéro {number}.",
            happened_at=datetime(2026, 10, 1, 9, number).astimezone(),
        )
    screen.show()
    screen.open_row("Inès")
    assert "numéro 0." not in screen.panel_words()
    screen.press_button("Afficher 7\u00a0événements de plus")
    assert "numéro 0." in screen.panel_words()


# --- the rest


def test_initials_stand_for_young_people_everywhere(
    screen: Screen, vault: Vault, inès: str
) -> None:
    note_event(
        vault,
        pathway_id=inès,
        actor=Actor.BENEFICIARY,
        counterpart="Inès Benali",
        channel=Channel.PHONE,
    )
    screen.view.initials_only = True
    screen.show()
    screen.open_row("I.\u00a0B.")
    screen.press_button("Tous les contacts (5)")
    assert "Benali" not in words(screen.view)
    assert "I.\u00a0B." in screen.panel_words()
    assert "N.\u00a0B." in screen.panel_words()  # her guardian


def test_locking_forgets_every_word(screen: Screen, vault: Vault, inès: str) -> None:
    note_event(vault, pathway_id=inès, note="Le chef rappelle")
    screen.show()
    screen.search("inès")
    screen.open_row("Inès")
    screen.view.new_item()
    screen.settle()
    screen.view.clear()
    screen.settle()
    assert not screen.has_form()
    assert screen.rows() == []
    for secret in ("Benali", "Inès", "Marc Petit", "chef"):
        assert secret not in words(screen.view)
    assert len(timeline(vault, inès)) == 3  # only the screen forgets


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("size", [(1366, 740), (683, 384)])
def test_every_stop_has_a_name_in_reading_order(screen: Screen, size: tuple[int, int]) -> None:
    screen.show(*size)
    assert_accessible(screen.view)


@pytest.mark.usefixtures("several")
def test_the_panel_keeps_the_reading_order(screen: Screen) -> None:
    screen.show(1366, 1100)
    screen.open_row("Faire Retard")
    assert_accessible(screen.view)
    press(screen.view.table, Qt.Key.Key_Down)  # another timeline, made of other widgets
    screen.settle()
    assert_accessible(screen.view)
