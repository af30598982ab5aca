"""The settings, saved without a button."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView
from pytestqt.qtbot import QtBot

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.rules import DEFAULT_RULES, HOUR
from csf_desktop.ui.preferences import Appearance
from csf_desktop.ui.settings.profile_section import TutorProfile
from csf_desktop.ui.settings.settings_dialog import SettingsDialog
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.number_field import NumberField
from tests.ui.accessibility import assert_accessible
from tests.ui.person import click, find_button, popup, press, press_focused, show, type_text, words

PROFILE = TutorProfile("Claire Besson", "", "claire.besson@ac-lille.fr", "09")
ACADEMIES = [("01", "Paris"), ("09", "Lille")]


class Heard:
    """What the dialog told, in order."""

    def __init__(self, dialog: SettingsDialog) -> None:
        self.told: list[object] = []
        dialog.appearance_changed.connect(self.told.append)
        dialog.lock_minutes_changed.connect(self.told.append)
        dialog.profile_changed.connect(self.told.append)
        dialog.rules_changed.connect(self.told.append)
        dialog.passphrase_change_requested.connect(lambda: self.told.append("passphrase"))
        dialog.backup_requested.connect(lambda: self.told.append("backup"))


@pytest.fixture
def dialog_(qtbot: QtBot, runner: TaskRunner) -> SettingsDialog:
    made = SettingsDialog(
        Appearance(),
        PROFILE,
        ACADEMIES,
        DEFAULT_RULES,
        runner,
        lock_minutes=10,
        folder=Path("/home/claire/coffre"),
        backup="Sauvegarde à 9\u00a0h\u00a042",
    )
    return show(qtbot, made, 520, 1100)


def test_what_is_kept_is_shown(dialog_: SettingsDialog) -> None:
    text = words(dialog_)
    assert "Vos choix s’appliquent quand vous fermez les réglages." in text
    for shown in ("/home/claire/coffre", "Sauvegarde à 9\u00a0h\u00a042", "Claire Besson"):
        assert shown in text
    assert dialog_.look.zoom.combo.currentText() == "100\u00a0%"
    assert dialog_.look.theme.combo.currentText() == "Comme le système"
    assert dialog_.profile.academie.combo.currentText() == "Lille"
    assert dialog_.vault.minutes.combo.currentText() == "10\u00a0minutes"
    assert_accessible(dialog_)


def test_appearance_is_told_once_when_closed(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    for _ in range(3):
        press(dialog_.look.zoom.combo, Qt.Key.Key_Down)
    press(dialog_.look.theme.combo, Qt.Key.Key_End)
    press(dialog_.look.legible_font, Qt.Key.Key_Space)
    press(dialog_.look.initials_only, Qt.Key.Key_Space)
    assert heard.told == []
    click(find_button(dialog_, "Fermer"))
    assert heard.told == [Appearance(1.5, "high_contrast", legible_font=True, initials_only=True)]
    assert not dialog_.isVisible()


def test_nothing_changed_tells_nothing(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    dialog_.profile.name.setFocus()
    press_focused(Qt.Key.Key_Tab)
    press_focused(Qt.Key.Key_Escape)
    assert heard.told == []
    assert not dialog_.isVisible()


def test_profile_is_saved_when_a_field_is_left(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    type_text(dialog_.profile.phone, "03 20 12 34 56")
    press_focused(Qt.Key.Key_Tab)
    assert heard.told == [
        TutorProfile("Claire Besson", "03 20 12 34 56", "claire.besson@ac-lille.fr", "09")
    ]


def test_wrong_profile_is_told_and_not_saved(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    type_text(dialog_.profile.email, "claire@")
    press_focused(Qt.Key.Key_Tab)
    assert "Cette adresse est incomplète" in words(dialog_)
    dialog_.profile.name.edit.clear()
    dialog_.profile.name.setFocus()
    press_focused(Qt.Key.Key_Tab)
    assert "Tapez votre nom." in words(dialog_)
    assert heard.told == []


def test_the_commune_is_picked_and_saved_by_its_code(qtbot: QtBot, dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    type_text(dialog_.profile.commune, "saint-denis")
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QListView))
    press(popup(), Qt.Key.Key_Down)
    press(popup(), Qt.Key.Key_Down)
    press(popup(), Qt.Key.Key_Return)
    assert dialog_.profile.commune.value() == "Saint-Denis (Seine-Saint-Denis)"
    assert heard.told == [replace(PROFILE, commune_code="93066")]
    assert_accessible(dialog_)


def test_a_commune_typed_in_full_is_known_and_an_ambiguous_one_asked_for(
    dialog_: SettingsDialog,
) -> None:
    heard = Heard(dialog_)
    type_text(dialog_.profile.commune, "saint denis")
    press_focused(Qt.Key.Key_Tab)
    assert "Cette commune n’est pas reconnue\u00a0: choisissez-la" in words(dialog_)
    assert heard.told == []
    type_text(dialog_.profile.commune, "rennes")
    press_focused(Qt.Key.Key_Tab)
    assert "n’est pas reconnue" not in words(dialog_)
    assert "Rennes" in words(dialog_)
    assert heard.told == [replace(PROFILE, commune_code="35238")]
    dialog_.profile.commune.edit.setFocus()
    press(dialog_.profile.commune.edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(dialog_.profile.commune.edit, Qt.Key.Key_Delete)
    press_focused(Qt.Key.Key_Tab)
    assert heard.told[1:] == [PROFILE]


def test_closing_saves_the_field_under_way(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    type_text(dialog_.profile.name, "Claire Martin")
    press_focused(Qt.Key.Key_Escape)
    assert [told.name for told in heard.told if isinstance(told, TutorProfile)] == ["Claire Martin"]


def test_lock_minutes_backup_and_passphrase(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    press(dialog_.vault.minutes.combo, Qt.Key.Key_Up)
    click(find_button(dialog_, "Sauvegarder maintenant"))
    click(find_button(dialog_, "Changer la phrase de passe…"))
    assert heard.told == [5, "backup", "passphrase"]
    dialog_.vault.set_backup("Sauvegarde à 10\u00a0h\u00a000")
    assert "Sauvegarde à 10\u00a0h\u00a000" in [one.text() for one in dialog_.findChildren(QLabel)]


def retype(field: NumberField, typed: str) -> None:
    """Type over a field, then leave it by Enter."""
    click(field.edit)
    field.edit.selectAll()
    if typed:
        type_text(field.edit, typed)
    else:
        press(field.edit, Qt.Key.Key_Delete)
    press(field.edit, Qt.Key.Key_Return)


def number_field(dialog: SettingsDialog, name: str) -> NumberField:
    field = dialog.rules.fields[name].field
    assert isinstance(field, NumberField)
    return field


def test_a_deadline_is_told_in_the_rules_unit(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    retype(number_field(dialog_, "gratification_minutes"), "308")
    assert heard.told == [replace(DEFAULT_RULES, gratification_minutes=308 * HOUR)]


def test_a_deadline_cannot_be_left_empty(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    retype(number_field(dialog_, "first_contact_days"), "")
    assert heard.told == []
    assert "Tapez un nombre. D’ordinaire 15\u00a0jours." in words(dialog_)


def test_a_refused_deadline_says_why_and_is_sent_again(dialog_: SettingsDialog) -> None:
    heard = Heard(dialog_)
    dialog_.rules.show_error(InvalidInputError("Trop court.", field="buyer_calls_days"))
    assert "Trop court." in words(dialog_)
    retype(number_field(dialog_, "buyer_calls_days"), "12")
    assert heard.told == [replace(DEFAULT_RULES, buyer_calls_days=12)]
