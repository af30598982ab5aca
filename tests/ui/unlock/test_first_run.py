"""The first run, as a person goes through it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from csf_desktop.errors import DiskFullError, VaultExistsError
from csf_desktop.ui.unlock.first_run import FirstRunAssistant
from csf_desktop.ui.unlock.gateway import NewVaultRequest
from csf_desktop.ui.widgets import dialogs
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.person import click, find_button, focused, press_focused, show, type_text, words
from tests.ui.unlock.gateway import CODE, PASSPHRASE, WORDS, FakeGateway

ACADEMIES = [("09", "Lille"), ("01", "Paris"), ("04", "Aix-Marseille")]
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
def assistant(qtbot: QtBot, gateway: FakeGateway, tmp_path: Path) -> FirstRunAssistant:
    return show(qtbot, FirstRunAssistant(gateway, tmp_path / "coffre", ACADEMIES), 683, 384)


def to_tutor_page(assistant: FirstRunAssistant) -> None:
    press_focused(ENTER)
    assert "Étape 2 sur 5" in words(assistant)


def to_passphrase_page(assistant: FirstRunAssistant) -> None:
    to_tutor_page(assistant)
    press_focused(Qt.Key.Key_Down)
    type_text(assistant.tutor_page.name, "Claire Besson")
    press_focused(ENTER)
    assert "Étape 3 sur 5" in words(assistant)


def to_recovery_page(qtbot: QtBot, assistant: FirstRunAssistant) -> None:
    to_passphrase_page(assistant)
    type_text(assistant.passphrase_page.form.first, PASSPHRASE)
    type_text(assistant.passphrase_page.form.second, PASSPHRASE)
    press_focused(ENTER)
    qtbot.waitUntil(lambda: "Étape 4 sur 5" in words(assistant))


def test_whole_course_by_keyboard(
    qtbot: QtBot, assistant: FirstRunAssistant, gateway: FakeGateway, tmp_path: Path
) -> None:
    assert "Rien ne part sur internet." in words(assistant)
    to_recovery_page(qtbot, assistant)
    request = NewVaultRequest("09", "Claire Besson", "", "", PASSPHRASE)
    assert gateway.named("create") == [("create", tmp_path / "coffre", request)]
    assert CODE.replace("-", "") in "".join(words(assistant).split())
    type_text(assistant.recovery_page.group, CODE[-4:].lower())
    press_focused(ENTER)
    assert WORDS in words(assistant)
    with qtbot.waitSignal(assistant.vault_created) as created:
        press_focused(ENTER)
    assert created.args == ["vault", tmp_path / "coffre"]
    assert CODE[-4:] not in words(assistant.recovery_page)


def test_one_primary_button_a_page_and_reading_order(
    qtbot: QtBot, assistant: FirstRunAssistant
) -> None:
    seen: list[str] = []

    def look() -> None:
        assert_accessible(assistant)
        primary = [
            one.text()
            for one in (assistant.next_button, assistant.back_button)
            if one.isVisible() and one.property("role") == "primary"
        ]
        seen.extend(primary)

    look()
    to_tutor_page(assistant)
    look()
    press_focused(ESC)
    to_passphrase_page(assistant)
    look()
    for _ in range(2):
        press_focused(ESC)
    to_recovery_page(qtbot, assistant)
    look()
    type_text(assistant.recovery_page.group, CODE[-4:])
    press_focused(ENTER)
    look()
    assert seen == ["Continuer", "Continuer", "Créer le coffre", "Continuer", "Commencer"]


def test_going_back_loses_nothing(assistant: FirstRunAssistant) -> None:
    to_passphrase_page(assistant)
    type_text(assistant.passphrase_page.form.first, "abc")
    press_focused(ESC)
    assert "Claire Besson" in words(assistant)
    press_focused(ENTER)
    assert assistant.passphrase_page.form.first.value() == "abc"
    click(find_button(assistant, "Retour"))
    click(find_button(assistant, "Retour"))
    assert "Bienvenue" in words(assistant)


def test_giving_up_on_the_first_page(qtbot: QtBot, assistant: FirstRunAssistant) -> None:
    with qtbot.waitSignal(assistant.abandoned) as given_up:
        press_focused(ESC)
    assert given_up.args == [None]


def test_folder_that_is_not_empty_is_refused_at_once(
    assistant: FirstRunAssistant, dialog: Dialogs, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").touch()
    dialog.folder = tmp_path
    click(find_button(assistant, "Parcourir…"))
    assert "Ce dossier n’est pas vide" in words(assistant)
    press_focused(ENTER)  # on the button again: the dialog answers the same
    click(assistant.next_button)
    assert "Étape 1 sur 5" in words(assistant)
    type_text(assistant.folder_page.folder, "coffre")
    assert "Ce chemin est incomplet" in words(assistant)
    type_text(assistant.folder_page.folder, str(tmp_path / "nouveau"))
    press_focused(ENTER)
    assert "Étape 2 sur 5" in words(assistant)


def test_missing_and_wrong_details_are_told(assistant: FirstRunAssistant) -> None:
    to_tutor_page(assistant)
    press_focused(ENTER)
    assert "Choisissez l’académie." in words(assistant)
    assert "Tapez votre nom." in words(assistant)
    assert focused() is assistant.tutor_page.academie.combo
    type_text(assistant.tutor_page.phone, "0320")
    type_text(assistant.tutor_page.email, "claire@")
    press_focused(Qt.Key.Key_Tab)
    assert "Ce numéro est incomplet" in words(assistant)
    assert "Cette adresse est incomplète" in words(assistant)


def test_passphrase_is_judged_and_must_be_typed_twice(
    qtbot: QtBot, assistant: FirstRunAssistant, gateway: FakeGateway
) -> None:
    to_passphrase_page(assistant)
    form = assistant.passphrase_page.form
    type_text(form.first, "abc")
    qtbot.waitUntil(lambda: "Faible\u00a0: devinable en une heure." in words(assistant))
    assert "Ajoutez un mot." in words(assistant)
    assert gateway.named("judge")[-1] == ("judge", ("Claire", "Besson", "Lille"))
    type_text(form.second, "abc")
    press_focused(ENTER)
    assert "Choisissez au moins 8\u00a0caractères" in words(assistant)
    type_text(form.first, PASSPHRASE)
    press_focused(ENTER)
    assert "Les deux phrases de passe diffèrent" in words(assistant)
    assert gateway.named("create") == []


def test_passphrase_is_hidden_until_shown(assistant: FirstRunAssistant) -> None:
    to_passphrase_page(assistant)
    type_text(assistant.passphrase_page.form.first, "Secret")
    assert "Secret" not in words(assistant)
    click(find_button(assistant, "Afficher la phrase de passe"))
    assert "Secret" in words(assistant)
    click(find_button(assistant, "Masquer la phrase de passe"))
    assert "Secret" not in words(assistant)


def test_occupied_folder_found_at_creation_is_told_on_its_page(
    qtbot: QtBot, assistant: FirstRunAssistant, gateway: FakeGateway
) -> None:
    gateway.failure = VaultExistsError(path="coffre")
    to_passphrase_page(assistant)
    type_text(assistant.passphrase_page.form.first, PASSPHRASE)
    type_text(assistant.passphrase_page.form.second, PASSPHRASE)
    press_focused(ENTER)
    qtbot.waitUntil(lambda: "contient déjà un coffre" in words(assistant))
    assert "Étape 1 sur 5" in words(assistant)
    gateway.failure = None
    type_text(assistant.folder_page.folder, str(assistant.folder_page.folder.value()) + "2")
    for _ in range(3):
        press_focused(ENTER)
    qtbot.waitUntil(lambda: "Étape 4 sur 5" in words(assistant))


def test_other_failure_at_creation_keeps_everything(
    qtbot: QtBot, assistant: FirstRunAssistant, gateway: FakeGateway, dialog: Dialogs
) -> None:
    gateway.failure = DiskFullError()
    to_passphrase_page(assistant)
    type_text(assistant.passphrase_page.form.first, PASSPHRASE)
    type_text(assistant.passphrase_page.form.second, PASSPHRASE)
    press_focused(ENTER)
    qtbot.waitUntil(lambda: bool(dialog.informed))
    assert dialog.informed[0][0] == "Disque plein"
    assert assistant.passphrase_page.form.value() == PASSPHRASE


def test_code_must_be_noted(qtbot: QtBot, assistant: FirstRunAssistant) -> None:
    to_recovery_page(qtbot, assistant)
    click(assistant.next_button)
    assert "Retapez les quatre derniers caractères" in words(assistant)
    type_text(assistant.recovery_page.group, "ZZZZ")
    press_focused(ENTER)
    assert "Ce n’est pas le dernier groupe du code" in words(assistant)
    press_focused(ESC)
    assert "Étape 4 sur 5" in words(assistant)
    type_text(assistant.recovery_page.group, CODE[-4:])
    press_focused(ENTER)
    assert "Étape 5 sur 5" in words(assistant)


def test_sheet_is_saved(
    qtbot: QtBot,
    assistant: FirstRunAssistant,
    gateway: FakeGateway,
    dialog: Dialogs,
    tmp_path: Path,
) -> None:
    to_recovery_page(qtbot, assistant)
    dialog.save_path = tmp_path / "fiche"
    click(find_button(assistant, "Enregistrer la fiche en PDF…"))
    qtbot.waitUntil(lambda: "Fiche enregistrée" in words(assistant))
    assert CODE in PdfReader(tmp_path / "fiche.pdf").pages[0].extract_text()
    assert gateway.named("sheet") == [("sheet", "Claire Besson", CODE)]


def test_sheet_is_printed(
    qtbot: QtBot, assistant: FirstRunAssistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    to_recovery_page(qtbot, assistant)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(dialogs, "choose_printer", lambda _parent: printer)
    assert focused() is find_button(assistant, "Imprimer…")
    press_focused(ENTER)
    qtbot.waitUntil(lambda: "Fiche envoyée à l’imprimante." in words(assistant))
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 1


def test_closing_before_the_code_is_noted_asks(
    qtbot: QtBot, assistant: FirstRunAssistant, dialog: Dialogs
) -> None:
    to_recovery_page(qtbot, assistant)
    dialog.agrees = False
    assistant.close()
    assert assistant.isVisible()
    dialog.agrees = True
    with qtbot.waitSignal(assistant.abandoned) as given_up:
        assistant.close()
    assert given_up.args == ["vault"]
    assert "définitivement illisible" in dialog.asked[0][1]
