"""Filters, columns, kept searches and the export of the list, as a person uses them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from csf_desktop.services.contract_parts import RequestDraft, request_document
from csf_desktop.services.contracts import update_contract
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.contracts.view import ContractsView
from csf_desktop.ui.exchange.list_export_flow import ListExportFlow
from csf_desktop.ui.long_work import LongWork
from csf_desktop.ui.preferences import Preferences
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.message_bar import MessageBar
from csf_desktop.ui.widgets.progress_strip import ProgressStrip
from tests.helpers.vaults import TODAY, add_contract
from tests.ui import person
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.contracts.conftest import Screen

NBSP = "\u00a0"


@pytest.fixture
def filled(vault: Vault) -> Vault:
    """A vault of three contracts: one late with a document to come, one of Lens, one drafted."""
    roofs = add_contract(
        vault,
        object="Réfection des toitures",
        buyer_name="Ville de Lens",
        notified_on=TODAY - timedelta(days=20),
        ends_on=TODAY + timedelta(days=90),
        amount_cents=575_000_00,
        place="Lens",
    )
    update_contract(vault, roofs, {"cpv": "45261210", "sector": "Bâtiment"})
    request_document(vault, roofs, RequestDraft("RIB"), TODAY)
    add_contract(
        vault,
        object="Peinture des écoles",
        buyer_name="Ville de Lens",
        notified_on=TODAY - timedelta(days=18),
    )
    add_contract(vault, object="Portail en ligne", buyer_name="Académie", notified_on=None)
    return vault


@pytest.fixture
def list_screen(qtbot: QtBot, filled: Vault) -> Iterator[Screen]:
    made = Screen(qtbot, filled)
    yield made
    made.runner.close()


def menu_lines() -> list[str]:
    menu = person.popup()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions() if action.text()]


def choose_line(screen: Screen, text: str) -> None:
    """Click on a line of the menu that is open."""
    menu = person.popup()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text() == text)
    middle = menu.actionGeometry(action).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=middle)
    screen.settle()


def open_dialog() -> QDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def heads(screen: Screen) -> list[str]:
    """Return the titles of the columns, whether there is room for them or not."""
    model = screen.table.model()
    return [
        str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())
    ]


# --- filters


def test_filters_without_room_are_in_a_menu_that_shows_the_one_in_use(list_screen: Screen) -> None:
    list_screen.click("Plus")
    assert (
        menu_lines()
        == [
            f"Se terminent dans 6{NBSP}mois sans jeune – 1",
            f"Se terminent dans 6{NBSP}mois, heures à placer – 1",
            "Bons de commande à prévoir – 0",
            "Documents attendus – 1",
            "Contact parti – 0",
            "Sans volume d’heures – 0",
            "Clause en préparation – 1",
            "En cours – 3",
        ][-len(menu_lines()) :]
    )
    choose_line(list_screen, "Documents attendus – 1")
    assert list_screen.names() == ["Réfection des toitures"]
    chip = person.find_button(list_screen.view, "Documents attendus\u20021")
    assert chip.isChecked()
    assert f"1{NBSP}marché sur 3" in list_screen.words()
    list_screen.click("Tous\u20023")
    assert f"3{NBSP}marchés\n" in list_screen.words()


def test_arrows_reach_the_filters_of_the_menu(list_screen: Screen) -> None:
    person.find_button(list_screen.view, "Tous\u20023").setFocus()
    for _ in range(10):
        person.press_focused(Qt.Key.Key_Right)
    list_screen.settle()
    assert list_screen.names() == ["Réfection des toitures", "Peinture des écoles",
                                   "Portail en ligne"]  # fmt: skip
    assert person.focused().accessibleName() == f"Filtre{NBSP}: En cours, 3"
    person.press_focused(Qt.Key.Key_Left)
    list_screen.settle()
    assert list_screen.names() == ["Portail en ligne"]
    person.press_focused(Qt.Key.Key_Space)
    assert "En cours – 3" in menu_lines()
    person.press(person.popup(), Qt.Key.Key_Escape)


@pytest.mark.parametrize("width", [1150, 700, 560])
def test_filters_and_options_stay_in_the_window(qtbot: QtBot, filled: Vault, width: int) -> None:
    screen = Screen(qtbot, filled, width, 1600)
    assert_accessible(screen.view)
    options = person.find_button(screen.view, "Options de la liste")
    right = options.mapTo(screen.view, QPoint(options.width(), 0)).x()
    assert right <= screen.view.width()
    screen.runner.close()


def test_a_search_says_how_many_it_leaves_aside(list_screen: Screen) -> None:
    list_screen.search("lens")
    assert f"2{NBSP}marchés sur 3, 2 en retard, 1 bientôt fini sans jeune" in list_screen.words()
    list_screen.search("travaux de couv")
    assert list_screen.names() == ["Réfection des toitures"]


# --- columns


def test_columns_are_chosen_ordered_and_remembered(
    qtbot: QtBot, filled: Vault, tmp_path: Path
) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    screen = with_preferences(qtbot, filled, preferences)
    usual = heads(screen)
    assert "Montant" not in usual
    screen.click("Options de la liste")
    choose_line(screen, "Colonnes…")
    dialog = open_dialog()
    assert_accessible(dialog)
    lines = person.child(dialog, QListWidget)
    toggle(lines, "Montant")
    toggle(lines, "Acheteur")
    toggle(lines, "Marché")  # names the rows: it stays
    assert heads(screen) == [*[one for one in usual if one != "Acheteur"], "Montant"]
    assert screen.cell(0, "Montant") == f"575{NBSP}000{NBSP}€"
    lines.setCurrentItem(lines.findItems("Montant", Qt.MatchFlag.MatchExactly)[0])
    for _ in range(lines.count()):
        person.press(lines, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert heads(screen)[:2] == ["Montant", "Marché"]
    person.press(dialog, Qt.Key.Key_Escape)
    chosen = heads(screen)
    screen.runner.close()

    again = with_preferences(qtbot, filled, Preferences(tmp_path / "window.ini"))
    assert heads(again) == chosen
    person.press(again.table, Qt.Key.Key_Menu)
    again.click("Options de la liste")
    choose_line(again, "Colonnes…")
    person.click(person.find_button(open_dialog(), "Colonnes habituelles"))
    person.click(person.find_button(open_dialog(), "Fermer"))
    assert heads(again) == usual
    assert Preferences(tmp_path / "window.ini").columns("contracts") == ()
    again.runner.close()


def toggle(lines: QListWidget, title: str) -> None:
    """Tick or untick a column by the keyboard."""
    lines.setCurrentItem(lines.findItems(title, Qt.MatchFlag.MatchExactly)[0])
    lines.setFocus()
    person.press(lines, Qt.Key.Key_Space)


def with_preferences(qtbot: QtBot, vault: Vault, preferences: Preferences) -> Screen:
    return Screen(qtbot, vault, preferences=preferences)


def test_every_optional_column_says_what_the_contract_says(
    qtbot: QtBot, filled: Vault, tmp_path: Path
) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    optional = (
        "reference unplaced pathways amount notified_on place academie sector service cpv gone"
    )
    preferences.set_columns("contracts", optional.split())
    screen = with_preferences(qtbot, filled, preferences)
    said = {title: screen.cell(0, title) for title in heads(screen)[1:]}
    assert said == {
        "Heures à placer": f"900{NBSP}h",
        "Parcours": "aucun parcours",
        "Montant": f"575{NBSP}000{NBSP}€",
        "Notifié le": f"4{NBSP}nov. 2026",
        "Lieu": "Lens",
        "Académie": "–",
        "Secteur": "Bâtiment",
        "Service": "–",
        "Nature (CPV)": "Travaux de couverture, 45261210",
    }
    assert screen.table.horizontalScrollBar().maximum() > 0  # more than the window holds
    screen.runner.close()


# --- searches kept


def keep(screen: Screen, name: str) -> None:
    screen.click("Options de la liste")
    choose_line(screen, "Enregistrer cette recherche…")
    person.type_text(person.child(open_dialog(), QLineEdit), name)
    person.click(person.find_button(open_dialog(), "Enregistrer"))
    screen.settle()


def test_a_search_is_kept_brought_back_and_taken_away(list_screen: Screen) -> None:
    screen = list_screen
    screen.search("lens")
    screen.click("Notifiés sans contact\u20022")
    with screen.qtbot.waitSignal(screen.view.message_posted) as told:
        keep(screen, "Lens & alentours")
    assert told.args == [f"La recherche «{NBSP}Lens & alentours{NBSP}» est enregistrée."]
    assert chip(screen).isChecked()
    screen.click("Tous\u20022")
    person.press(screen.view.head.search, Qt.Key.Key_Escape)
    person.press(screen.view.head.search, Qt.Key.Key_Return)
    screen.settle()
    assert len(screen.names()) == 3

    person.click(chip(screen))
    screen.settle()
    assert screen.names() == ["Réfection des toitures", "Peinture des écoles"]
    assert screen.view.head.search.text() == "lens"
    screen.search("peint")  # another search with the same filter
    assert not chip(screen).isChecked()
    assert screen.names() == ["Peinture des écoles"]

    person.click(chip(screen))
    screen.settle()
    screen.click("Options de la liste")
    choose_line(screen, f"Retirer la recherche «{NBSP}Lens && alentours{NBSP}»")
    assert "alentours" not in screen.words()
    assert screen.names() == ["Réfection des toitures", "Peinture des écoles"]
    keep(screen, "Lens & alentours")  # as easily kept again
    assert chip(screen).isChecked()


def chip(screen: Screen) -> QAbstractButton:
    return person.find_button(screen.view, f"Filtre{NBSP}: Lens & alentours")


def test_searches_kept_are_there_next_time_and_gone_when_locked(
    qtbot: QtBot, list_screen: Screen, filled: Vault
) -> None:
    list_screen.search("lens")
    keep(list_screen, "Lens & alentours")
    again = Screen(qtbot, filled)
    person.click(chip(again))
    again.settle()
    assert len(again.names()) == 2
    again.view.clear()
    assert "alentours" not in again.words()
    again.runner.close()


def test_typing_takes_the_place_of_the_name_proposed(list_screen: Screen) -> None:
    list_screen.search("lens")
    list_screen.click("Options de la liste")
    choose_line(list_screen, "Enregistrer cette recherche…")
    dialog = open_dialog()
    line = person.child(dialog, QLineEdit)
    list_screen.qtbot.waitUntil(line.hasFocus)
    assert line.text() == "lens"
    person.type_keys(person.focused(), "Alentours")
    assert line.text() == "Alentours"
    person.press(dialog, Qt.Key.Key_Escape)


def test_a_search_needs_a_name(list_screen: Screen) -> None:
    list_screen.click("Options de la liste")
    choose_line(list_screen, "Enregistrer cette recherche…")
    dialog = open_dialog()
    person.click(person.find_button(dialog, "Enregistrer"))
    list_screen.settle()
    assert "Donnez un nom à cette recherche." in person.words(dialog)
    person.press(dialog, Qt.Key.Key_Escape)


# --- export


class Window(QWidget):
    """What the main window gives the export: its messages and its long work."""

    def __init__(self, view: ContractsView, runner: TaskRunner) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.addWidget(view)
        strip = ProgressStrip()
        box.addWidget(strip)
        self.messages = MessageBar(self)
        self._work = LongWork(runner, strip, self)
        self.flow = ListExportFlow(self, self.run_long, self.messages.show_message)
        view.list_export_requested.connect(self.flow.start)

    def run_long(self, title: str, fn: object, *args: object, on_success: object) -> None:
        self._work.run(
            title,
            lambda vault, progress: fn(vault, *args, progress=progress),  # type: ignore[operator]
            on_success,  # type: ignore[arg-type]
            None,
        )


@pytest.mark.parametrize("name", ["liste.csv", "liste"])
def test_the_list_is_exported_as_it_is_seen(
    list_screen: Screen, dialog: Dialogs, tmp_path: Path, name: str
) -> None:
    screen = list_screen
    window = Window(screen.view, screen.runner)
    person.show(screen.qtbot, window, 1200, 760)
    screen.search("lens")
    screen.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    screen.settle()
    dialog.save_path = tmp_path / name
    screen.table.setFocus()
    person.press_focused(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    screen.settle()
    written = name if name.endswith(".csv") else f"{name}.xlsx"
    assert window.messages.text == f"2{NBSP}marchés enregistrés dans «{NBSP}{written}{NBSP}»."
    assert person.find_button(window, "Ouvrir le dossier").isVisible()
    assert [path.name for path in tmp_path.glob("liste*")] == [written]
    if name.endswith(".csv"):
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        assert [row["Objet"] for row in rows] == ["Peinture des écoles", "Réfection des toitures"]
        assert list(rows[0])[:4] == ["Référence", "Objet", "Acheteur", "Entreprise"]
        assert rows[0]["Heures dues"] == "900"


def test_giving_up_the_export_writes_nothing(
    list_screen: Screen, dialog: Dialogs, tmp_path: Path
) -> None:
    window = Window(list_screen.view, list_screen.runner)
    person.show(list_screen.qtbot, window, 1200, 760)
    dialog.save_path = None
    list_screen.click("Options de la liste")
    assert menu_lines()[-1] == "Exporter la liste…"
    choose_line(list_screen, "Exporter la liste…")
    assert window.messages.text == ""
    assert not list(tmp_path.glob("*.xlsx"))


def test_the_options_stand_at_the_side_of_an_empty_list(qtbot: QtBot, vault: Vault) -> None:
    screen = Screen(qtbot, vault)
    assert "Aucun marché pour l’instant" in screen.words()
    options = person.find_button(screen.view, "Options de la liste")
    imports = person.find_button(screen.view, "Importer un fichier…")
    left = options.mapTo(screen.view, options.rect().topRight()).x()
    right = imports.mapTo(screen.view, imports.rect().topLeft()).x()
    assert 0 < right - left < 40
    screen.runner.close()
