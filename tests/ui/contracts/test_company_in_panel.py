"""The file of a company opens from its contract, in the same panel, and leads back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from csf_desktop.services.contracts import add_awardee
from csf_desktop.services.organisations import suggest_companies, update_company
from tests.helpers.vaults import add_contract, make_contract
from tests.ui import person
from tests.ui.contracts.conftest import Screen
from tests.ui.contracts.hands import open_contract

OPEN = "Ouvrir la fiche de Bâtisseurs du Nord"


def open_company(screen: Screen) -> str:
    """Open a contract, then the file of its company; return the contract's id."""
    contract_id = add_contract(screen.vault)
    open_contract(screen, contract_id)
    screen.click(OPEN)
    return contract_id


def company_id_of(screen: Screen, contract_id: str) -> str:
    return screen.details(contract_id).awardees[0].company_id


def test_a_company_opens_and_the_way_back_gives_the_keyboard_to_its_name(screen: Screen) -> None:
    open_company(screen)
    assert screen.view.panel.title.text() == "Bâtisseurs du Nord"
    assert "Créer un parcours" not in screen.words()
    assert person.focused().accessibleName() == "Revenir au marché"
    screen.click("Revenir au marché")
    assert "Créer un parcours" in screen.words()
    assert screen.view.panel.title.text() == "Réhabilitation du lycée Jean-Moulin"
    assert person.focused().accessibleName() == OPEN


def test_escape_goes_back_to_the_contract_then_closes(screen: Screen) -> None:
    open_company(screen)
    person.press_focused(Qt.Key.Key_Escape)
    assert "Créer un parcours" in screen.words()
    person.press_focused(Qt.Key.Key_Escape)
    assert "Créer un parcours" not in screen.words()


def test_arrows_do_not_leave_the_panel(screen: Screen) -> None:
    open_company(screen)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left):
        person.press_focused(key)
        assert person.focused().accessibleName() == "Revenir au marché"
    screen.view.panel.close_button.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left):
        person.press_focused(key)
        assert person.focused() is screen.view.panel.close_button
    person.press_focused(Qt.Key.Key_Backtab)
    assert person.focused() is not screen.view.panel.close_button


def test_a_change_made_elsewhere_shows_in_the_company_in_sight(screen: Screen) -> None:
    contract_id = open_company(screen)
    company_id = company_id_of(screen, contract_id)
    screen.runner.run(update_company, company_id, {"name": "Bâtisseurs réunis"})
    screen.settle()
    assert screen.view.panel.title.text() == "Bâtisseurs réunis"
    screen.click("Revenir au marché")
    assert person.find_button(screen.view, "Ouvrir la fiche de Bâtisseurs réunis")


def test_another_row_of_the_list_leaves_the_company(screen: Screen) -> None:
    add_contract(screen.vault, object="Autre", company_name="Sogea")
    open_company(screen)
    row = next(at for at, name in enumerate(screen.names()) if name == "Autre")
    screen.click_row(row)
    assert screen.view.panel.title.text() == "Autre"
    assert "Créer un parcours" in screen.words()


def test_what_is_asked_about_a_company_is_told_of_it(screen: Screen) -> None:
    contract_id = open_company(screen)
    company_id = company_id_of(screen, contract_id)
    for words, asked in (
        ("L’entreprise en général", ["company", company_id]),
        ("M-2026-001", ["contract", contract_id]),
    ):
        screen.click("Noter un échange…")
        menu = person.popup()
        assert isinstance(menu, QMenu)
        (action,) = (one for one in menu.actions() if words in one.text())
        with screen.qtbot.waitSignal(screen.view.event_requested) as told:
            middle = menu.actionGeometry(action).center()
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=middle)
        assert told.args == asked
    with screen.qtbot.waitSignal(screen.view.handover_requested) as told:
        screen.click("Fiche de passation…")
    assert told.args == [company_id]


def test_a_subcontractor_is_said_to_host(screen: Screen) -> None:
    contract_id = add_contract(screen.vault)
    add_awardee(screen.vault, contract_id, "Atelier Bois", "", "subcontractor")
    open_contract(screen, contract_id)
    assert "Sous-traitant qui accueille\u00a0: le titulaire reste responsable" in screen.words()
    screen.click("Ouvrir la fiche de Atelier Bois")
    assert screen.view.panel.title.text() == "Atelier Bois"


def test_a_company_found_by_search_opens_by_itself(screen: Screen) -> None:
    make_contract(screen.vault)
    screen.view.refresh(None)
    screen.settle()
    (row,) = suggest_companies(screen.vault, "bati")
    screen.view.open_item("company", row.id)
    screen.settle()
    assert "Bâti Ouest" in person.words(screen.view.panel)
    assert "M-2026-001" in person.words(screen.view.panel)
    update_company(screen.vault, row.id, {"name": "Bâti Grand Ouest"})
    screen.view.refresh(None)
    screen.settle()
    assert "Bâti Grand Ouest" in person.words(screen.view.panel)
    screen.click("Fermer la fiche")
    assert not screen.view.split.is_open
    screen.view.open_item("company", row.id)
    screen.settle()
    screen.click("Ouvrir M-2026-001")
    assert "Réfection du groupe scolaire" in person.words(screen.view.panel)


def test_a_company_opened_by_itself_is_opened_again(screen: Screen) -> None:
    company_id = company_id_of(screen, add_contract(screen.vault))
    screen.view.open_item("company", company_id)
    screen.settle()
    bookmark = screen.view.bookmark
    screen.view.clear()
    assert screen.view.bookmark == ""
    screen.view.refresh(None)
    screen.view.reopen(bookmark)
    screen.settle()
    assert screen.view.panel.title.text() == "Bâtisseurs du Nord"
    assert "Créer un parcours" not in screen.words()
    assert screen.view.bookmark == bookmark
