"""Messages, long work and modal questions."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.ui.widgets import dialogs
from csf_desktop.ui.widgets.message_bar import STAY_MS, MessageBar
from csf_desktop.ui.widgets.progress_strip import ProgressStrip
from tests.ui.accessibility import assert_accessible
from tests.ui.person import child, click, find_button, show, words


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    return show(qtbot, QWidget(), 600, 300)


def test_message_offers_to_undo(page: QWidget) -> None:
    bar, undone = MessageBar(page), []
    bar.show_message("Étape modifiée.", "Annuler", lambda: undone.append(True))
    assert bar.text == "Étape modifiée."
    assert bar.geometry().bottom() <= page.height()
    assert_accessible(page)
    click(find_button(page, "Annuler"))
    assert undone == [True]
    assert not bar.isVisible()
    assert bar.text == ""


def test_message_goes_by_itself_but_a_failure_stays(qtbot: QtBot, page: QWidget) -> None:
    bar = MessageBar(page)
    bar.show_message("Enregistré.")
    assert bar._timer.interval() == STAY_MS
    assert bar._timer.isActive()
    bar._timer.setInterval(1)
    bar._timer.start()
    qtbot.waitUntil(lambda: not bar.isVisible())
    bar.show_message("Le disque est plein.", is_failure=True)
    assert not bar._timer.isActive()
    click(find_button(page, "Fermer le message"))
    assert not bar.isVisible()


def test_message_waits_while_the_keyboard_is_on_it(qtbot: QtBot, page: QWidget) -> None:
    bar = MessageBar(page)
    bar.show_message("Enregistré.", "Annuler", lambda: None)
    find_button(page, "Annuler").setFocus()
    with qtbot.waitSignal(bar._timer.timeout):
        bar._timer.start(1)
    assert bar.isVisible()


def test_message_leaves_the_foot_of_a_low_window_free(page: QWidget) -> None:
    bar = MessageBar(page)
    bar.show_message("Étape modifiée.", "Annuler", lambda: None)
    assert bar.geometry().bottom() < page.height() / 2
    page.resize(600, 700)
    QApplication.processEvents()
    assert bar.geometry().top() > page.height() / 2


def test_long_message_stays_inside_a_narrow_window(page: QWidget) -> None:
    bar = MessageBar(page)
    bar.show_message("Une phrase longue qui dit le remède. " * 4, "Annuler", lambda: None)
    page.resize(320, 300)
    QApplication.processEvents()
    assert page.rect().contains(bar.geometry())


def test_progress_can_be_interrupted(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.start("Import de 3\u00a0fichiers")
    strip.set_progress(1200, 3000)
    assert "Import de 3\u00a0fichiers (40\u00a0%)" in words(strip)
    assert child(strip, QProgressBar).value() == 40
    with qtbot.waitSignal(strip.cancel_requested):
        click(find_button(strip, "Interrompre"))
    assert "Import de 3\u00a0fichiers\u00a0: interruption…" in words(strip)
    assert not strip.cancel_button.isEnabled()
    strip.finish()
    assert not strip.isVisible()


@pytest.fixture
def real() -> object:
    """The dialogs as the program has them, not the tests' answers."""
    return importlib.reload(dialogs)


def answer(text: str, seen: list[str]) -> Callable[[], None]:
    def click_it() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend([box.windowTitle(), box.text(), *(one.text() for one in box.buttons())])
        seen.append(f"défaut {box.defaultButton().text()}" if box.defaultButton() else "")
        next(one for one in box.buttons() if one.text() == text).click()

    return click_it


@pytest.mark.parametrize(("choice", "agreed"), [("Effacer", True), ("Annuler", False)])
def test_question_names_its_action(
    page: QWidget, real: object, choice: str, agreed: bool
) -> None:  # fmt: skip
    seen: list[str] = []
    QTimer.singleShot(0, answer(choice, seen))
    result = dialogs.ask(
        page, "Effacer", "Effacer la personne\u00a0?", "Effacer", is_dangerous=True
    )
    assert result is agreed
    assert seen[:2] == ["Effacer", "Effacer la personne\u00a0?"]
    assert seen[-1] == "défaut Annuler"


def test_message_box_is_closed_in_french(page: QWidget, real: object) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, answer("Fermer", seen))
    dialogs.inform(page, "Disque plein", "Libérez de la place.", is_warning=True)
    assert seen[:2] == ["Disque plein", "Libérez de la place."]


def test_file_dialogs_give_paths(
    monkeypatch: pytest.MonkeyPatch, page: QWidget, real: object
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: (["/a/b.xml"], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: "/a")
    assert dialogs.choose_files(page, "Importer") == [Path("/a/b.xml")]
    assert dialogs.choose_save_path(page, "Enregistrer", "x.pdf") is None
    assert dialogs.choose_folder(page, "Dossier") == Path("/a")


@pytest.mark.parametrize("accepts", [True, False])
def test_printer_is_chosen_or_not(
    monkeypatch: pytest.MonkeyPatch, page: QWidget, real: object, accepts: bool
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    answer = QPrintDialog.DialogCode.Accepted if accepts else QPrintDialog.DialogCode.Rejected
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: answer)
    chosen = dialogs.choose_printer(page)
    assert isinstance(chosen, QPrinter) is accepts
