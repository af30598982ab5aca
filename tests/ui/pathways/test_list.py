"""The list of Parcours, as a person reads, searches, filters and orders it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from csf_desktop.models.codes import PathwayStatus as Status
from csf_desktop.services.pathways import PathwayDraft, create_pathway, set_week
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.names import person_name
from csf_desktop.ui.pathways.columns import status_of
from csf_desktop.ui.tokens import Tone
from tests.helpers.vaults import (
    TODAY,
    add_contract,
    add_pathway,
    add_person,
    bring_to,
    note_event,
)
from tests.ui.accessibility import assert_accessible
from tests.ui.pathways.screen import Screen
from tests.ui.person import click, find_button, focused, press, press_focused, words


@pytest.fixture
def three(vault: Vault) -> dict[str, str]:
    """A vacant pathway, one that is late, one that is due within the week."""
    contract = add_contract(vault)
    ids = {name: add_pathway(vault, contract) for name in ("vacant", "late", "soon")}
    bring_to(vault, ids["late"], "profile_sent", add_person(vault), date(2026, 11, 12))
    set_week(vault, ids["late"], date(2027, 1, 4), done_minutes=90 * 60)
    paul = add_person(vault, "Paul", "Dubois")
    bring_to(vault, ids["soon"], "reserved", paul, date(2026, 11, 23))
    return ids


def test_a_row_says_who_owes_what_since_when(screen: Screen, three: dict[str, str]) -> None:
    screen.show(1500)
    assert screen.names() == ["Inès Benali", "Paul Dubois", "À pourvoir"]
    late = screen.rows()[0]
    for said in (
        "P-2026-001-02 · M-2026-001",
        "Bâtisseurs du Nord",
        "Profil envoyé",
        "90\u00a0/\u00a0300\u00a0h",
        "Entreprise / Répondre au profil",
        "19\u00a0nov. 2026 / 5\u00a0j de retard",
        "En retard",
    ):
        assert said in late
    assert "Cette semaine" in screen.rows()[1]
    assert "3 parcours" in words(screen.view).replace("\u00a0", " ")


def test_the_days_since_the_last_event_are_counted(screen: Screen, vault: Vault) -> None:
    draft = PathwayDraft(add_contract(vault), planned_minutes=6000)
    create_pathway(vault, draft, date(2026, 11, 12))
    screen.show()
    assert "Tuteur pilote / Joindre l’entreprise · depuis 12\u00a0jours" in screen.rows()[0]


@pytest.mark.parametrize(
    ("chip", "expected"),
    [
        ("En retard", ["Inès Benali"]),
        ("Cette semaine", ["Paul Dubois"]),
        ("À pourvoir", ["À pourvoir"]),
        ("En cours", ["Inès Benali", "Paul Dubois"]),
        ("Terminés", []),
    ],
)
def test_chips_filter_and_show_their_counts(
    screen: Screen, three: dict[str, str], chip: str, expected: list[str]
) -> None:
    screen.show()
    screen.press_button(f"{chip}\u2002{len(expected)}", screen.view)
    assert screen.names() == expected


def test_search_finds_and_says_when_nothing_answers(screen: Screen, three: dict[str, str]) -> None:
    screen.show()
    screen.view.focus_search()
    assert focused() is screen.view.head.search
    screen.search("dub")
    assert screen.names() == ["Paul Dubois"]
    screen.search("personne")
    assert "Aucun résultat" in words(screen.view)
    screen.press_button("Tout afficher", screen.view)
    screen.settle()
    assert len(screen.names()) == 3


def test_search_as_one_types(screen: Screen, three: dict[str, str]) -> None:
    screen.show()
    screen.view.focus_search()
    for key in "benali":
        QTest.keyClicks(screen.view.head.search, key)
    screen.until(lambda: screen.names() == ["Inès Benali"])


def test_the_header_orders(screen: Screen, three: dict[str, str]) -> None:
    screen.show()
    header = screen.view.table.horizontalHeader()
    for expected in (["À pourvoir", "Inès Benali"], ["Paul Dubois", "Inès Benali"]):
        point = QPoint(header.sectionViewportPosition(0) + 20, 10)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)
        screen.settle()
        assert screen.names()[:2] == expected


def test_an_empty_vault_offers_the_first_action(screen: Screen) -> None:
    screen.show()
    assert "Un parcours est l’immersion due par une entreprise" in words(screen.view)
    screen.press_button("Nouveau parcours", screen.view.empty)
    assert screen.dialog().windowTitle() == "Nouveau parcours"


def test_enter_opens_arrows_follow_and_escape_closes(screen: Screen, three: dict[str, str]) -> None:
    screen.show()
    table = screen.view.table
    table.setFocus()
    press(table, Qt.Key.Key_Return)
    screen.until(screen.view.panel.isVisible)
    assert "Inès Benali" in screen.panel_words()
    press(table, Qt.Key.Key_Down)
    screen.until(lambda: "Paul Dubois" in screen.panel_words())
    press(table, Qt.Key.Key_Escape)
    assert not screen.view.panel.isVisible()
    assert table.hasFocus()


def test_initials_replace_names_everywhere(screen: Screen, three: dict[str, str]) -> None:
    screen.view.initials_only = True
    screen.show()
    assert screen.names() == ["I.\u00a0B.", "P.\u00a0D.", "À pourvoir"]
    screen.open_row("I.\u00a0B.")
    screen.tab("Personnes")
    assert "Benali" not in words(screen.view)
    assert "Inès" not in words(screen.view)
    assert "masqués" in screen.panel_words()


def test_a_change_made_elsewhere_shows(screen: Screen, three: dict[str, str], vault: Vault) -> None:
    screen.show()
    changes = note_event(
        vault, pathway_id=three["late"], next_owner="buyer", next_label="Appeler la mairie"
    )
    assert changes
    screen.view.refresh(None)
    screen.settle()
    assert any("Acheteur / Appeler la mairie" in row for row in screen.rows())


def test_clearing_forgets_every_word(screen: Screen, three: dict[str, str]) -> None:
    screen.show()
    screen.open_row("Inès Benali")
    screen.tab("Personnes")
    screen.view.clear()
    screen.settle()
    assert screen.names() == []
    assert "Benali" not in words(screen.view)
    assert not screen.view.panel.isVisible()
    screen.view.refresh(None)
    screen.settle()
    screen.open_row("Inès Benali")


def test_the_list_is_usable_with_the_keyboard_and_a_screen_reader(
    screen: Screen, three: dict[str, str]
) -> None:
    screen.show(1366, 2600)  # nothing scrolls out of sight: places on screen are comparable
    assert_accessible(screen.view)
    screen.view.table.setFocus()
    press_focused(Qt.Key.Key_Return)
    screen.until(screen.view.panel.isVisible)
    for title in ("Suivi", "Personnes", "Heures", "Issues"):
        screen.tab(title)
        assert_accessible(screen.view)


def test_a_small_screen_shows_one_at_a_time(screen: Screen, three: dict[str, str]) -> None:
    screen.show(683, 384)
    shown = screen.rows()[0]
    assert "5\u00a0j de retard" in shown
    screen.open_row("Inès Benali")
    assert not screen.view.table.isVisible()
    click(find_button(screen.view.panel, "Revenir à la liste"))
    assert screen.view.table.isVisible()
    screen.open_row("Inès Benali")
    screen.view.focus_search()  # Ctrl+F comes back to the list
    assert focused() is screen.view.head.search
    assert not screen.view.panel.isVisible()


def test_who_is_named_and_how_a_pathway_is_summed_up() -> None:
    assert person_name("", "", initials_only=True) == "À pourvoir"
    assert status_of(Status.CLOSED, None, TODAY) == ("Terminé", Tone.DONE)
    assert status_of(Status.LOST, None, TODAY) == ("Perdu", Tone.MUTE)
    assert status_of(Status.IN_PROGRESS, date(2027, 1, 4), TODAY) == ("En cours", Tone.PROGRESS)
