"""A choice among buttons: clicks, digits, arrows, one stop for Tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.toggle_field import ToggleField
from tests.ui.accessibility import assert_accessible, tab_stops
from tests.ui.person import click, find_button, press_focused, show

CHOICES = (("phone", "Téléphone"), ("email", "Courriel"), ("visit", "Visite"))
K = Qt.Key


@pytest.fixture
def toggles(qtbot: QtBot) -> ToggleField:
    """A field between two others, in a form."""
    window = QWidget()
    field = ToggleField("Comment", CHOICES, {"phone": "phone-line"})
    box = QVBoxLayout(window)
    for part in (QLineEdit(), FormField("Comment", field, required=True), QLineEdit()):
        if isinstance(part, QLineEdit):
            part.setAccessibleName("Autre")
        box.addWidget(part)
    show(qtbot, window, 600, 300)
    return field


def told(field: ToggleField) -> list[str]:
    """Return what the field tells from now on, at each choice."""
    seen: list[str] = []
    field.value_changed.connect(lambda: seen.append(field.value()))
    return seen


def test_nothing_is_chosen_at_first(toggles: ToggleField) -> None:
    assert toggles.is_empty()
    assert toggles.value() == ""


def test_a_click_chooses_one_and_only_one(toggles: ToggleField) -> None:
    seen = told(toggles)
    click(find_button(toggles, "Comment\u00a0: Courriel"))
    click(find_button(toggles, "Comment\u00a0: Visite"))
    assert seen == ["email", "visit"]
    checked = [
        made for _, made in CHOICES if find_button(toggles, f"Comment\u00a0: {made}").isChecked()
    ]
    assert checked == ["Visite"]


def test_a_click_on_what_is_chosen_keeps_it(toggles: ToggleField) -> None:
    for _ in range(2):
        click(find_button(toggles, "Comment\u00a0: Courriel"))
    assert toggles.value() == "email"
    assert find_button(toggles, "Comment\u00a0: Courriel").isChecked()


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ([K.Key_2], "email"),
        ([K.Key_3, K.Key_1], "phone"),
        ([K.Key_Right], "phone"),
        ([K.Key_Left], "visit"),
        ([K.Key_Down, K.Key_Down], "email"),
        ([K.Key_3, K.Key_Right], "phone"),
        ([K.Key_1, K.Key_Up], "visit"),
        ([K.Key_Space], "phone"),
        ([K.Key_4], ""),
        ([K.Key_0], ""),
    ],
)
def test_keys_choose(toggles: ToggleField, keys: list[Qt.Key], chosen: str) -> None:
    toggles.setFocus()
    for key in keys:
        press_focused(key)
    assert toggles.value() == chosen


def test_the_keyboard_stops_once_on_what_is_chosen(toggles: ToggleField) -> None:
    toggles.set_value("visit")
    names = [stop.accessibleName() for stop in tab_stops(toggles.window())]
    assert names == ["Autre", "Comment\u00a0: Visite", "Autre"]
    assert_accessible(toggles.window())


def test_setting_a_value_tells_nothing(toggles: ToggleField) -> None:
    seen = told(toggles)
    toggles.set_value("email")
    toggles.set_value("pigeon")
    assert seen == []
    assert toggles.is_empty()


def test_a_missing_choice_is_told_under_the_field_until_it_is_made(toggles: ToggleField) -> None:
    form = toggles.parentWidget()
    assert isinstance(form, FormField)
    assert not form.check()
    assert form.error
    toggles.setFocus()
    press_focused(K.Key_1)
    assert form.error == ""


def test_choices_go_to_several_rows_where_room_is_short(qtbot: QtBot, toggles: ToggleField) -> None:
    def tops() -> set[int]:
        return {find_button(toggles, f"Comment\u00a0: {text}").y() for _, text in CHOICES}

    assert len(tops()) == 1
    toggles.window().resize(200, 300)
    qtbot.waitUntil(lambda: len(tops()) > 1)
    toggles.window().resize(600, 300)
    qtbot.waitUntil(lambda: len(tops()) == 1)
