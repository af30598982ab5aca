"""The list of contracts, driven as a person does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.pathways import reserve
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.preferences import Preferences
from csf_desktop.ui.widgets.search_box import SearchBox
from tests.helpers.vaults import TODAY, add_contract, add_pathway, add_person
from tests.ui import person
from tests.ui.accessibility import assert_accessible
from tests.ui.contracts import hands
from tests.ui.contracts.conftest import Screen

NBSP = "\u00a0"


def fill(vault: Vault) -> dict[str, str]:
    """Add three contracts; return their ids by title."""
    late = add_contract(
        vault,
        object="Réfection des toitures",
        buyer_name="Ville de Lens",
        notified_on=TODAY - timedelta(days=20),
        ends_on=TODAY + timedelta(days=90),
    )
    fresh = add_contract(
        vault,
        object="Entretien des parcs",
        buyer_name="Département du Nord",
        notified_on=TODAY - timedelta(days=18),
    )
    draft = add_contract(
        vault, object="Portail en ligne", buyer_name="Académie", notified_on=None, company_name=""
    )
    ids = {"Réfection des toitures": late, "Entretien des parcs": fresh, "Portail en ligne": draft}
    since = TODAY - timedelta(days=12)
    reserve(vault, add_pathway(vault, fresh, since=since), add_person(vault), since)
    return ids


def filled(screen: Screen) -> dict[str, str]:
    ids = fill(screen.vault)
    screen.view.refresh(None)
    screen.settle()
    return ids


# --- empty


def test_an_empty_vault_says_what_the_screen_is_for(screen: Screen) -> None:
    said = screen.words()
    assert "Aucun marché pour l’instant" in said
    assert "clause sociale de formation" in said
    with screen.qtbot.waitSignal(screen.view.import_requested):
        screen.click("Importer un fichier…")
    screen.click("Créer un premier marché")
    assert "Objet" in screen.words()


def test_the_files_it_takes_in_are_named(screen: Screen) -> None:
    kinds = "DECP, tableau CSV ou Excel, fiche d’un acheteur, fichier d’un collègue"
    buttons = [
        made
        for made in screen.view.findChildren(QAbstractButton)
        if made.isVisible() and made.accessibleName() == "Importer un fichier…"
    ]
    assert len(buttons) == 2  # above the list, and where it is empty
    for made in buttons:
        assert made.toolTip() == f"Importer un fichier\u00a0: {kinds}"
        assert made.accessibleDescription() == kinds


def test_the_list_takes_the_keyboard_of_the_empty_screen_it_replaces(screen: Screen) -> None:
    person.find_button(screen.view, "Créer un premier marché").setFocus()
    filled(screen)
    assert QApplication.focusWidget() is screen.table


# --- rows


def test_a_row_says_who_owes_what_since_when(screen: Screen) -> None:
    filled(screen)
    assert screen.names() == ["Réfection des toitures", "Entretien des parcs", "Portail en ligne"]
    assert screen.cell(0, "Marché") == "Réfection des toitures, M-2026-001"
    assert screen.cell(0, "Acheteur") == "Ville de Lens"
    owed = f"Tuteur pilote, Joindre l’entreprise, depuis 20{NBSP}jours"
    assert screen.cell(0, "Prochaine action") == owed
    assert screen.cell(0, "Échéance") == f"19{NBSP}nov. 2026, 5{NBSP}j de retard"
    assert screen.cell(0, "Fin") == f"22{NBSP}févr. 2027, aucun jeune placé"
    assert screen.cell(0, "Étape") == "Notifié"
    assert screen.cell(1, "Heures placées") == f"300{NBSP}h placées sur 900{NBSP}h"
    owed = f"Tuteur pilote, Envoyer le profil, depuis 12{NBSP}jours"
    assert screen.cell(1, "Prochaine action") == owed
    assert screen.cell(2, "Échéance") == "sans échéance"
    assert screen.cell(2, "Prochaine action") == "Acheteur, Publier le marché"
    assert screen.cell(2, "Étape") == "Clause rédigée"
    assert screen.cell(2, "Titulaire") == "–"


def test_the_summary_counts_what_matters(screen: Screen) -> None:
    filled(screen)
    assert f"3{NBSP}marchés, 2 en retard, 1 bientôt fini sans jeune" in screen.words()


# --- filters, search, sort


def test_chips_filter_and_show_their_counts(screen: Screen) -> None:
    filled(screen)
    screen.click("Notifiés sans contact\u20022")
    assert screen.names() == ["Réfection des toitures", "Entretien des parcs"]
    screen.click(f"Se terminent dans 6{NBSP}mois sans jeune\u20021")
    assert screen.names() == ["Réfection des toitures"]
    screen.view.resize(2600, 760)  # all the filters in sight
    screen.click("En cours\u20023")
    assert len(screen.names()) == 3


def test_search_finds_without_accents_and_an_empty_answer_offers_everything(
    screen: Screen,
) -> None:
    filled(screen)
    box = person.child(screen.view, SearchBox)
    person.type_text(box, "refec")
    screen.qtbot.waitUntil(lambda: screen.names() == ["Réfection des toitures"])
    person.type_text(box, "introuvable")
    screen.qtbot.waitUntil(lambda: "Aucun marché trouvé" in screen.words())
    screen.settle()
    screen.click("Voir tous les marchés")
    assert len(screen.names()) == 3
    assert box.text() == ""


def test_a_header_sorts_both_ways(screen: Screen) -> None:
    filled(screen)
    header = screen.table.horizontalHeader()

    def click_head(column: int) -> None:
        at = header.sectionViewportPosition(column) + 20
        middle = header.viewport().rect().center()
        middle.setX(at)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        screen.settle()

    click_head(1)
    by_buyer = ["Portail en ligne", "Entretien des parcs", "Réfection des toitures"]
    assert screen.names() == by_buyer
    click_head(1)
    assert screen.names() == by_buyer[::-1]
    click_head(3)  # the fewest hours to place first
    assert screen.names() == ["Entretien des parcs", "Réfection des toitures", "Portail en ligne"]
    click_head(5)  # what is owed is not a sort of the service
    assert screen.names() == ["Entretien des parcs", "Réfection des toitures", "Portail en ligne"]


# --- panel


def test_a_click_opens_the_panel_and_escape_closes_it(screen: Screen) -> None:
    filled(screen)
    screen.click_row(1)
    assert "Créer un parcours" in screen.words()
    assert "Département du Nord" in screen.words()
    person.press_focused(Qt.Key.Key_Escape)
    assert "Créer un parcours" not in screen.words()
    assert screen.table.hasFocus()


def test_arrows_move_the_panel_and_enter_opens_it(screen: Screen) -> None:
    filled(screen)
    screen.table.setFocus()
    person.press_focused(Qt.Key.Key_Return)
    screen.settle()
    assert "Ville de Lens" in screen.words()
    person.press_focused(Qt.Key.Key_Down)
    screen.settle()
    assert "Département du Nord" in screen.words()
    assert "Ville de Lens" not in screen.words()


def test_down_in_the_search_goes_to_the_list(screen: Screen) -> None:
    filled(screen)
    screen.view.focus_search()
    assert person.focused() is person.child(screen.view, SearchBox)
    person.press_focused(Qt.Key.Key_Down)
    assert screen.table.hasFocus()


def test_an_item_opens_whatever_the_filter(screen: Screen) -> None:
    ids = filled(screen)
    screen.click(f"Se terminent dans 6{NBSP}mois sans jeune\u20021")
    screen.view.open_item("contract", ids["Portail en ligne"])
    screen.settle()
    assert "M-2026-003" in screen.words()
    assert screen.names() == ["Réfection des toitures"]


def test_an_exchange_can_be_noted_about_a_contract(screen: Screen) -> None:
    ids = filled(screen)
    hands.open_contract(screen, ids["Entretien des parcs"])
    with screen.qtbot.waitSignal(screen.view.event_requested) as asked:
        hands.choose_in_menu(screen, "Noter un échange…")
    assert asked.args == ["contract", ids["Entretien des parcs"]]


def test_a_change_is_read_again_and_the_selection_stays(screen: Screen) -> None:
    ids = filled(screen)
    screen.click_row(1)
    screen.runner.run(update_contract, ids["Entretien des parcs"], {"object": "Élagage"})
    screen.settle()
    assert screen.names()[1] == "Élagage"
    assert screen.table.current_id == ids["Entretien des parcs"]
    assert person.find_button(screen.view, "Créer un parcours").isVisible()
    assert "\nÉlagage\n" in screen.words()


def test_a_change_elsewhere_is_left_alone(screen: Screen) -> None:
    filled(screen)
    add_contract(screen.vault, object="Ajouté sans le dire")
    screen.view.refresh(ChangeSet("t", frozenset({"school"})))
    screen.settle()
    assert len(screen.names()) == 3
    screen.view.refresh(ChangeSet("t", frozenset({"contract"})))
    screen.settle()
    assert len(screen.names()) == 4


def test_locking_forgets_every_word(screen: Screen) -> None:
    ids = filled(screen)
    screen.view.open_item("contract", ids["Réfection des toitures"])
    screen.settle()
    screen.click("Modifier")
    screen.view.clear()
    screen.view.new_item()
    for shown in (screen.words(), person.words(screen.view)):
        for secret in ("toitures", "Lens", "M-2026", "Bâtisseurs"):
            assert secret not in shown
    assert screen.names() == []


# --- room and keyboard


def test_every_part_is_named_and_tab_reads_on(screen: Screen) -> None:
    screen.view.resize(1200, 3200)  # nothing is scrolled away
    assert_accessible(screen.view)
    filled(screen)
    assert_accessible(screen.view)
    screen.click_row(1)
    assert_accessible(screen.view)
    screen.click("Modifier")
    assert_accessible(screen.view)
    screen.view.new_item()
    assert_accessible(screen.view)


def test_at_twice_the_size_the_panel_takes_the_place_of_the_list(
    qtbot: QtBot, vault: Vault
) -> None:
    fill(vault)
    screen = Screen(qtbot, vault, 640, 1600)  # tall: nothing is scrolled away
    assert "Tous\u20023\n" in screen.words()
    assert "\nPlus\n" in screen.words()
    assert_accessible(screen.view)
    screen.click_row(0)
    assert not screen.table.isVisible()
    assert "Nouveau marché" not in screen.words()
    assert_accessible(screen.view)
    screen.click("Revenir à la liste")
    assert screen.table.isVisible()
    screen.click_row(0)
    screen.view.focus_search()
    assert person.focused() is person.child(screen.view, SearchBox)
    screen.runner.close()


def test_the_hint_of_the_search_is_read_whole(qtbot: QtBot, vault: Vault) -> None:
    screen = Screen(qtbot, vault, 1366 - 230)  # the window's least usual width, navigation aside
    box = person.child(screen.view, SearchBox)
    margins = box.textMargins()
    room = box.contentsRect().width() - margins.left() - margins.right()
    assert box.fontMetrics().horizontalAdvance(box.placeholderText()) < room - 4
    screen.runner.close()


def test_the_company_is_said_where_its_column_has_no_room(qtbot: QtBot, vault: Vault) -> None:
    fill(vault)
    screen = Screen(qtbot, vault, 1366 - 230)
    parks, portal = (
        screen.names().index(name) for name in ("Entretien des parcs", "Portail en ligne")
    )
    assert screen.rows()[parks].startswith("Entretien des parcs / M-2026-002 | Département")
    screen.click_row(parks)  # the panel takes a third of the window
    assert screen.rows()[parks].startswith(
        "Entretien des parcs / M-2026-002 · Bâtisseurs du Nord | "
    )
    assert screen.cell(parks, "Marché") == "Entretien des parcs, M-2026-002 · Bâtisseurs du Nord"
    assert screen.rows()[portal].startswith("Portail en ligne / M-2026-003 | ")  # nobody yet
    person.press_focused(Qt.Key.Key_Escape)
    assert screen.cell(parks, "Marché") == "Entretien des parcs, M-2026-002"
    screen.runner.close()


def test_the_company_is_said_where_its_column_was_not_chosen(
    qtbot: QtBot, vault: Vault, tmp_path: Path
) -> None:
    fill(vault)
    preferences = Preferences(tmp_path / "window.ini")
    preferences.set_columns("contracts", ("reference", "buyer"))
    screen = Screen(qtbot, vault, preferences=preferences)
    parks = screen.names().index("Entretien des parcs")
    assert screen.cell(parks, "Marché") == "Entretien des parcs, M-2026-002 · Bâtisseurs du Nord"
    screen.runner.close()
