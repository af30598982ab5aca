"""Tables of contracts, driven as a person does: columns, preview, import, report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.rows import ListQuery
from csf_desktop.ui.exchange.import_result_dialog import ImportResultDialog
from csf_desktop.ui.exchange.plain_table import PlainTable
from csf_desktop.ui.exchange.table_assistant import TableAssistant
from csf_desktop.ui.exchange.table_result_dialog import TableResultDialog
from tests.exchange.table_files import (
    AIRTABLE,
    DEMARCHES,
    messy_workbook,
    simple_workbook,
    workbook_bytes,
)
from tests.helpers.exchange_vaults import Pair
from tests.helpers.vaults import TODAY
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.exchange.desk import Desk
from tests.ui.person import click, find_button, focused, press, press_focused, words


def contracts(pair: Pair) -> int:
    return open_contracts(pair.claire, ListQuery(TODAY)).count


def combo(assistant: TableAssistant, column: str) -> QComboBox:
    """Return the choice of a column, by what is read aloud of it."""
    for found in assistant.findChildren(QComboBox):
        if found.accessibleName().startswith(f"Colonne {column}"):
            return found
    raise AssertionError(f"no column {column!r}")


def choose(choice: QWidget, field: str) -> None:
    """Go down a choice that has the keyboard, with the arrows, to a field."""
    assert isinstance(choice, QComboBox)
    press(choice, Qt.Key.Key_Home)
    while choice.currentText() != field:
        before = choice.currentIndex()
        press(choice, Qt.Key.Key_Down)
        assert choice.currentIndex() > before, f"no {field!r} in the list"


def told(assistant: TableAssistant) -> list[str]:
    """Return what the tables in sight say."""
    return [one.text() for one in assistant.findChildren(PlainTable) if one.isVisible()]


def opened(claire: Desk, path: Path) -> TableAssistant:
    claire.imports.start([path])
    return claire.dialog(TableAssistant)


def previewed(claire: Desk, assistant: TableAssistant, said: str) -> None:
    claire.qtbot.waitUntil(lambda: said in words(assistant), timeout=15_000)


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_airtable_export_comes_in_with_a_report_of_each_row(
    pair: Pair, claire: Desk, dialog: Dialogs, tmp_path: Path
) -> None:
    dialog.files = [AIRTABLE]
    claire.window.menu_actions.import_files.trigger()
    assistant = claire.dialog(TableAssistant)
    assert "Que contient ce tableau\u00a0?" in words(assistant)
    assert "2026-014 · 2026-021 · 2026-040" in words(assistant)
    assert combo(assistant, "Montant, proposé").currentText() == "Montant"
    previewed(claire, assistant, "4\u00a0marchés seront créés, 1\u00a0sera refusé.")
    (why,) = assistant.findChildren(PlainTable)
    assert why.text().splitlines()[1] == "7\tRefusé\t(sans objet)\tL’objet du marché manque."
    assert contracts(pair) == 0
    click(find_button(assistant, "Importer 5\u00a0lignes"))

    result = claire.dialog(TableResultDialog)
    assert "4\u00a0marchés créés, 0\u00a0mis à jour, 1\u00a0refusé" in words(result)
    told, rows = result.findChildren(PlainTable)
    assert "«\u00a012k€\u00a0» n’est pas un montant en chiffres" in told.text()
    assert rows.text().splitlines()[1].startswith("2\tCréé\tM-")
    assert_accessible(result)
    dialog.save_path = tmp_path / "rapport.csv"
    click(find_button(result, "Enregistrer le rapport…"))
    assert "Rapport enregistré." in words(result)
    saved = (tmp_path / "rapport.csv").read_text("utf-8-sig").splitlines()
    assert saved[0] == "Ligne;Effet;Référence;Marché;Pourquoi"
    assert saved[-1] == "7;Refusé;;;L’objet du marché manque."
    click(find_button(result, "Fermer"))
    claire.settle()
    assert contracts(pair) == 4
    assert not claire.shows(ImportResultDialog)
    claire.window.menu_actions.undo.trigger()
    claire.settle()
    assert contracts(pair) == 0


def test_columns_are_chosen_by_keyboard_and_remembered(
    pair: Pair, claire: Desk, tmp_path: Path
) -> None:
    path = table(tmp_path / "a.csv", "Truc;Machin;Chose\nToiture;Ville de Dol;12k€\n")
    assistant = opened(claire, path)
    assert "Il manque l’objet du marché et l’acheteur" in words(assistant)
    assert not find_button(assistant, "Importer 1\u00a0ligne").isEnabled()
    assert focused() is combo(assistant, "Truc")
    choose(focused(), "Objet du marché")
    press_focused(Qt.Key.Key_Return)  # does not import
    press_focused(Qt.Key.Key_Tab)
    assert focused() is combo(assistant, "Machin")
    choose(focused(), "Acheteur")
    previewed(claire, assistant, "1\u00a0marché sera créé.")
    press_focused(Qt.Key.Key_Tab)
    choose(focused(), "Montant")
    claire.qtbot.waitUntil(
        lambda: any("en entier" in one for one in told(assistant)), timeout=15_000
    )
    assert combo(assistant, "Truc").currentText() == "Objet du marché"
    for _ in range(3):  # the rows, « Annuler », the primary button
        press_focused(Qt.Key.Key_Tab)
    assert focused() is find_button(assistant, "Importer 1\u00a0ligne")
    assert_accessible(assistant)
    press_focused(Qt.Key.Key_Return)
    click(find_button(claire.dialog(TableResultDialog), "Fermer"))
    claire.settle()
    assert contracts(pair) == 1

    table(path, "TRUC;chose;Machin\nVoirie;1000;Ville de Dol\n")
    assistant = opened(claire, path)
    assert "les mêmes choix sont repris" in words(assistant)
    assert_accessible(assistant)
    assert combo(assistant, "chose").currentText() == "Montant"
    previewed(claire, assistant, "1\u00a0marché sera créé.")
    press(assistant, Qt.Key.Key_Escape)
    claire.settle()
    assert contracts(pair) == 1
    assert claire.told == ["Laissé de côté, rien n’a changé."]


def test_a_field_leaves_the_column_it_was_chosen_for(claire: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "Objet;Acheteur;Autre titre\nA;Dol;B\n")
    assistant = opened(claire, path)
    choice = combo(assistant, "Autre titre")
    choice.setFocus()
    choose(choice, "Objet du marché")
    assert combo(assistant, "Objet").currentText() == "Ne pas prendre"
    said = "«\u00a0Objet du marché\u00a0» n’est plus pris de la colonne «\u00a0Objet\u00a0»."
    previewed(claire, assistant, said)
    press(assistant, Qt.Key.Key_Escape)
    claire.settle()


def test_another_sheet_may_be_chosen(claire: Desk, tmp_path: Path) -> None:
    book = messy_workbook()
    book["Lisez-moi"].delete_rows(1)
    for row in (["Objet", "Acheteur"], ["A", "Ville de Dol"]):
        book["Lisez-moi"].append(row)
    path = tmp_path / "suivi.xlsx"
    path.write_bytes(workbook_bytes(book))
    assistant = opened(claire, path)
    assert "«\u00a0Marchés\u00a0», la plus remplie" in words(assistant)
    previewed(claire, assistant, "3\u00a0marchés seront créés.")
    sheets = next(one for one in assistant.findChildren(QComboBox) if one.count() == 2)
    sheets.setFocus()
    press(sheets, Qt.Key.Key_Up)
    previewed(claire, assistant, "1\u00a0marché sera créé.")
    assert find_button(assistant, "Importer 1\u00a0ligne").isEnabled()
    press(assistant, Qt.Key.Key_Escape)
    claire.settle()


def test_several_files_are_asked_about_in_turn_and_summed_up(pair: Pair, claire: Desk) -> None:
    claire.imports.start([AIRTABLE, DEMARCHES])
    for _ in range(2):
        click(find_button(claire.dialog(TableAssistant), "Annuler"))
    summary = claire.dialog(ImportResultDialog)
    assert "2\u00a0fichiers lus" in words(summary)
    click(find_button(summary, "Fermer"))
    claire.settle()
    assert contracts(pair) == 0


def test_files_that_are_no_table_say_why(
    pair: Pair, claire: Desk, dialog: Dialogs, tmp_path: Path
) -> None:
    locked = tmp_path / "verrouillé.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    web = tmp_path / "export.xls"
    web.write_text("<table><tr><td>Objet</td></tr></table>", encoding="utf-8")
    empty = table(tmp_path / "vide.csv", "Objet;Acheteur\n")
    claire.imports.start([locked, web, empty])
    click(find_button(claire.dialog(ImportResultDialog), "Fermer"))
    claire.settle()
    said = [text for _, text in dialog.informed]
    assert "protégé par un mot de passe" in said[0]
    assert "page web" in said[1]
    assert "pas de ligne sous ses titres" in said[2]
    assert contracts(pair) == 0


def test_what_is_here_already_cannot_be_imported(pair: Pair, claire: Desk, tmp_path: Path) -> None:
    rows = "Objet;Acheteur;SIRET\nToiture;Dol;12345\nVoirie;Dol;73282932000074\n"
    path = table(tmp_path / "a.csv", rows)
    assistant = opened(claire, path)
    previewed(claire, assistant, "2\u00a0marchés seront créés.")
    effect = told(assistant)[0].splitlines()[1]
    assert effect.startswith("2\tÀ créer\tToiture\tColonne «\u00a0SIRET\u00a0»\u00a0: un SIRET")
    click(find_button(assistant, "Importer 2\u00a0lignes"))
    click(find_button(claire.dialog(TableResultDialog), "Fermer"))
    claire.settle()
    assistant = opened(claire, path)
    assert focused() is find_button(assistant, "Importer 2\u00a0lignes")
    previewed(claire, assistant, "2\u00a0marchés resteront inchangés.")
    assert not find_button(assistant, "Rien à importer").isEnabled()
    assert focused() is find_button(assistant, "Annuler")
    assert_accessible(assistant)
    choice = combo(assistant, "SIRET")
    choice.setFocus()
    choose(choice, "Note")
    previewed(claire, assistant, "2\u00a0marchés seront complétés.")
    assert find_button(assistant, "Importer 2\u00a0lignes").isEnabled()
    press(assistant, Qt.Key.Key_Escape)
    claire.settle()


def test_interrupting_the_import_leaves_nothing(pair: Pair, claire: Desk, tmp_path: Path) -> None:
    rows = "".join(f"Marché {number};Dol\n" for number in range(3000))
    path = table(tmp_path / "long.csv", f"Objet;Acheteur\n{rows}")
    assistant = opened(claire, path)
    said = "Sur les 500\u00a0premières lignes\u00a0: 500\u00a0marchés seront créés."
    previewed(claire, assistant, said)
    click(find_button(assistant, "Importer 3\u00a0000\u00a0lignes"))
    claire.qtbot.waitUntil(lambda: "Import de long.csv (" in words(claire.window), timeout=15_000)
    click(find_button(claire.window, "Interrompre"))
    claire.settle()
    assert contracts(pair) == 0
    assert not claire.shows(TableResultDialog)


def test_locking_closes_what_is_shown(claire: Desk) -> None:
    opened(claire, AIRTABLE)
    claire.imports.stop()
    claire.settle()
    assert not claire.shows(TableAssistant)


def test_what_a_file_says_is_shown_as_it_is(claire: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = simple_workbook(["Objet", "Acheteur"], ["<b>Toit</b>", "Dol"])
    path.write_bytes(workbook_bytes(book))
    assistant = opened(claire, path)
    shown = [one for one in assistant.findChildren(QLabel) if "<b>" in one.text()]
    assert shown
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in shown)
    press(assistant, Qt.Key.Key_Escape)
    claire.settle()
