"""Opening a vault, recovering it, and changing its passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csf_desktop.errors import DatabaseLockedError, WrongRecoveryCodeError
from csf_desktop.ui.unlock.change_passphrase import ChangePassphraseDialog
from csf_desktop.ui.unlock.recovery_window import RecoveryWindow
from csf_desktop.ui.unlock.unlock_window import UnlockWindow
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.person import child, click, find_button, focused, press_focused, show, words
from tests.ui.person import type_text as type_in
from tests.ui.unlock.gateway import CODE, PASSPHRASE, FakeGateway

ENTER = Qt.Key.Key_Return
PATH = Path("/coffre")


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
def window(qtbot: QtBot, gateway: FakeGateway) -> UnlockWindow:
    return show(qtbot, UnlockWindow(gateway, PATH), 683, 384)


def test_passphrase_and_enter_open(qtbot: QtBot, window: UnlockWindow) -> None:
    assert focused() is window.passphrase.edit
    assert_accessible(window)
    QTest.keyClicks(focused(), PASSPHRASE)
    with qtbot.waitSignal(window.vault_opened) as opened:
        press_focused(ENTER)
    assert opened.args == ["vault", PATH]
    assert window.passphrase.is_empty()


def test_wrong_passphrase_is_told_and_can_be_typed_over(qtbot: QtBot, window: UnlockWindow) -> None:
    QTest.keyClicks(focused(), "non")
    click(find_button(window, "Ouvrir le coffre"))
    assert "Ouverture du coffre…" in words(window)
    qtbot.waitUntil(lambda: "n’ouvre pas le coffre" in words(window))
    assert window.passphrase.edit.selectedText()
    assert focused() is window.passphrase.edit
    QTest.keyClicks(focused(), PASSPHRASE)
    assert "n’ouvre pas le coffre" not in words(window)
    with qtbot.waitSignal(window.vault_opened):
        press_focused(ENTER)


def test_empty_passphrase_asks_nothing(window: UnlockWindow, gateway: FakeGateway) -> None:
    press_focused(ENTER)
    assert "Tapez la phrase de passe du coffre." in words(window)
    assert gateway.asked == []


def test_vault_open_elsewhere_is_told(
    qtbot: QtBot, window: UnlockWindow, gateway: FakeGateway
) -> None:
    gateway.failure = DatabaseLockedError(where=" sur ce poste")
    QTest.keyClicks(focused(), PASSPHRASE)
    press_focused(ENTER)
    qtbot.waitUntil(lambda: "Ce coffre est déjà ouvert sur ce poste" in words(window))


def test_caps_lock_is_noticed(window: UnlockWindow) -> None:
    QTest.keyClicks(focused(), "A")
    assert "La touche Verr. Maj. semble active." in words(window)
    QTest.keyClicks(focused(), "b")
    assert "Verr. Maj." not in words(window)


def test_other_vault_is_chosen(window: UnlockWindow, dialog: Dialogs, tmp_path: Path) -> None:
    dialog.folder = tmp_path
    click(find_button(window, "Choisir un autre coffre…"))
    assert "ne contient pas de coffre" in dialog.informed[0][1]
    (tmp_path / "vault.json").touch()
    click(find_button(window, "Choisir un autre coffre…"))
    assert f"Coffre\u00a0: {tmp_path}" in words(window)
    assert window.path == tmp_path


def test_new_vault_can_be_asked_for(qtbot: QtBot, window: UnlockWindow) -> None:
    with qtbot.waitSignal(window.create_requested):
        click(find_button(window, "Créer un coffre…"))


def test_demonstration_says_so(qtbot: QtBot, gateway: FakeGateway) -> None:
    made = UnlockWindow(gateway, PATH, is_demo=True, hint="Phrase de passe\u00a0: demo")
    text = words(show(qtbot, made))
    assert "Coffre de démonstration" in text
    assert "Phrase de passe\u00a0: demo" in text


def test_forgotten_passphrase_is_replaced_with_the_code(
    qtbot: QtBot, window: UnlockWindow, gateway: FakeGateway
) -> None:
    click(find_button(window, "J’ai oublié ma phrase de passe"))
    recovery = child(window, RecoveryWindow)
    qtbot.waitUntil(recovery.isVisible)
    assert_accessible(recovery)
    click(find_button(recovery, "Changer et ouvrir"))
    assert "Recopiez le code de secours" in words(recovery)
    type_in(recovery.code, CODE)
    type_in(recovery.passphrase.first, "une autre phrase")
    type_in(recovery.passphrase.second, "une autre phrase")
    gateway.failure = WrongRecoveryCodeError()
    click(find_button(recovery, "Changer et ouvrir"))
    qtbot.waitUntil(lambda: "Ce code de secours n’ouvre pas" in words(recovery))
    assert recovery.passphrase.value() == "une autre phrase"
    gateway.failure = None
    type_in(recovery.code, CODE.lower())
    with qtbot.waitSignal(window.vault_opened):
        press_focused(ENTER)
    assert gateway.named("recover")[-1] == ("recover", PATH, CODE.lower(), "une autre phrase")
    assert not recovery.isVisible()


@pytest.fixture
def change(qtbot: QtBot, gateway: FakeGateway) -> ChangePassphraseDialog:
    return show(qtbot, ChangePassphraseDialog(gateway, PATH), 683, 500)


def fill(dialog: ChangePassphraseDialog, old: str, new: str) -> None:
    type_in(dialog.old, old)
    type_in(dialog.new.first, new)
    type_in(dialog.new.second, new)


def test_passphrase_is_changed(
    qtbot: QtBot, change: ChangePassphraseDialog, gateway: FakeGateway
) -> None:
    assert focused() is change.old.edit
    assert_accessible(change)
    fill(change, PASSPHRASE, "cinq mots choisis au hasard")
    with qtbot.waitSignal(change.passphrase_changed):
        press_focused(ENTER)
    assert gateway.passphrase == "cinq mots choisis au hasard"
    assert not change.isVisible()
    assert change.old.is_empty()


def test_wrong_old_passphrase_is_told(
    qtbot: QtBot, change: ChangePassphraseDialog, gateway: FakeGateway
) -> None:
    press_focused(ENTER)
    assert "Tapez la phrase de passe actuelle." in words(change)
    fill(change, "non", "cinq mots choisis au hasard")
    press_focused(ENTER)
    qtbot.waitUntil(lambda: "n’ouvre pas le coffre" in words(change))
    assert change.new.value() == "cinq mots choisis au hasard"
    assert gateway.passphrase == PASSPHRASE


def test_escape_changes_nothing(change: ChangePassphraseDialog, gateway: FakeGateway) -> None:
    fill(change, PASSPHRASE, "cinq mots choisis au hasard")
    press_focused(Qt.Key.Key_Escape)
    assert not change.isVisible()
    assert gateway.named("change") == []


def test_closing_the_recovery_forgets_what_was_typed(qtbot: QtBot, window: UnlockWindow) -> None:
    click(find_button(window, "J’ai oublié ma phrase de passe"))
    recovery = child(window, RecoveryWindow)
    qtbot.waitUntil(recovery.isVisible)
    type_in(recovery.passphrase.first, "une autre phrase")
    click(find_button(recovery, "Annuler"))
    assert not recovery.isVisible()
    assert recovery.passphrase.value() == ""
