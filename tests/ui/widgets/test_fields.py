"""Form fields: the label above, the error under when the field is left, gone when mended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.models.quantities import parse_hours
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.folder_field import FolderField
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text_field import TextField
from tests.ui.accessibility import assert_accessible, name_of
from tests.ui.conftest import Dialogs
from tests.ui.person import (
    click,
    find_button,
    focused,
    popup,
    press,
    press_focused,
    show,
    type_text,
    words,
)

TODAY = date(2026, 11, 24)


def form(qtbot: QtBot, *fields: FormField) -> QWidget:
    """A form with these fields and one more, to leave them for."""
    page = QWidget()
    box = QVBoxLayout(page)
    for field in (*fields, FormField("Après", LineField())):
        box.addWidget(field)
    return show(qtbot, page, 400, 300)


def leave() -> None:
    press_focused(Qt.Key.Key_Tab)


def told(field: Field) -> list[str]:
    """Record what a field tells."""
    seen: list[str] = []
    field.value_changed.connect(lambda: seen.append("changed"))
    field.edit_finished.connect(lambda: seen.append("finished"))
    return seen


def siret(text: str) -> str:
    return "" if len(text) == 14 else "Ce SIRET n’a pas 14\u00a0chiffres\u00a0: recopiez-le."


@pytest.mark.parametrize(
    ("typed", "shown", "day"),
    [
        ("3/2", "3\u00a0févr. 2027", date(2027, 2, 3)),
        ("03022026", "3\u00a0févr. 2026", date(2026, 2, 3)),
        ("lundi", "30\u00a0nov. 2026", date(2026, 11, 30)),
        ("1/12", "1er\u00a0déc. 2026", date(2026, 12, 1)),
    ],
)
def test_date_is_typed_as_people_do(qtbot: QtBot, typed: str, shown: str, day: date) -> None:
    field = DateField(lambda: TODAY)
    page = form(qtbot, FormField("Date du bilan", field))
    seen = told(field)
    type_text(field, typed)
    leave()
    assert shown in words(page)
    assert field.value() == day
    assert seen == ["changed"] * len(typed) + ["finished"]


def test_enter_ends_a_date_once(qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    form(qtbot, FormField("Date", field))
    type_text(field, "demain")
    seen = told(field)
    press(field.edit, Qt.Key.Key_Return)
    assert seen == ["finished"]
    assert field.edit.text() == "25\u00a0nov. 2026"


def test_unreadable_date_says_how_to_type_it_until_mended(qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    shown = FormField("Date", field)
    page = form(qtbot, shown)
    type_text(field, "bientot")
    assert shown.error == ""
    leave()
    sentence = "Cette date n’est pas lisible\u00a0: tapez par exemple 3/2, 03022026 ou lundi."
    assert sentence in words(page)
    assert "bientot" in words(page)
    interface = QAccessible.queryAccessibleInterface(field.edit)
    assert interface.text(QAccessible.Text.Description) == sentence
    type_text(field, "3/2")
    assert sentence not in words(page)


@pytest.mark.parametrize("opening", ["key", "button"])
def test_date_is_picked_in_the_calendar(qtbot: QtBot, opening: str) -> None:
    field = DateField(lambda: TODAY)
    form(qtbot, FormField("Date", field))
    seen = told(field)
    field.setFocus()
    if opening == "key":
        press(field.edit, Qt.Key.Key_Down)
    else:
        click(field.button)
    calendar = popup().focusWidget()
    press(calendar, Qt.Key.Key_Right)
    press(calendar, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert field.value() == date(2026, 11, 25)
    assert seen == ["changed", "finished"]


def test_escape_closes_the_calendar_and_keeps_the_day(qtbot: QtBot) -> None:
    field = DateField(lambda: TODAY)
    form(qtbot, FormField("Date", field))
    field.set_value(date(2026, 2, 3))
    field.open_calendar()
    press(popup().focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert field.value() == date(2026, 2, 3)


def test_required_field_left_empty_is_told_when_checked(qtbot: QtBot) -> None:
    first = FormField("Entreprise", LineField(), required=True)
    second = FormField("SIRET", LineField(check=siret), missing="Recopiez le SIRET.", required=True)
    page = form(qtbot, first, second)
    assert "Entreprise\u00a0(obligatoire)" in words(page)
    assert not check_all([first, second])
    assert "Renseignez «\u00a0Entreprise\u00a0» pour continuer." in words(page)
    assert "Recopiez le SIRET." in words(page)
    assert focused() is first.field.focus_widget
    type_text(first, "Dupont") if first.focusProxy() else type_text(first.field, "Dupont")
    assert first.error == ""
    type_text(second.field, "123")
    assert second.error == siret("123")
    type_text(second.field, "12345678901234")
    assert check_all([first, second])


def test_error_found_by_the_service_goes_at_the_next_edit(qtbot: QtBot) -> None:
    shown = FormField("Référence", LineField(), hint="Celle du marché.")
    page = form(qtbot, shown)
    shown.set_error("Cette référence existe déjà\u00a0: choisissez-en une autre.")
    assert "Cette référence existe déjà" in words(page)
    assert not shown.check()
    type_text(shown.field, "x")
    assert shown.error == ""
    assert "Celle du marché." in words(page)


def test_warning_refuses_nothing(qtbot: QtBot) -> None:
    shown = FormField("Heures", HoursField())
    page = form(qtbot, shown)
    shown.set_warning("Plus d’heures faites que prévu.")
    assert "Plus d’heures faites que prévu." in words(page)
    assert shown.check()
    shown.set_warning("")
    assert "Plus d’heures" not in words(page)


def test_label_names_the_field(qtbot: QtBot) -> None:
    shown = [
        FormField("Entreprise", LineField(), required=True),
        FormField("Date", DateField()),
        FormField("Canal", ChoiceField([("phone", "Téléphone")])),
        FormField("Durée", HoursField()),
        FormField("Note", TextField()),
    ]
    page = form(qtbot, *shown)
    names = [name_of(one.field.focus_widget) for one in shown]
    assert names == ["Entreprise\u00a0(obligatoire)", "Date", "Canal", "Durée", "Note"]
    assert_accessible(page)


def test_hours_are_tidied_when_left(qtbot: QtBot) -> None:
    field = HoursField()
    page = form(qtbot, FormField("Durée", field))
    seen = told(field)
    type_text(field, "12,5")
    leave()
    assert "12\u00a0h\u00a030" in words(page)
    assert field.value() == 750
    assert seen[-2:] == ["changed", "finished"]
    type_text(field, "beaucoup")
    leave()
    assert "Tapez une durée en heures, par exemple 12h30 ou 12,5." in words(page)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1\u00a0200\u00a0h", 72_000),
        ("12h30", 750),
        ("12:30", 750),
        ("12,5", 750),
        ("12.25 h", 735),
        ("12\u00a0h", 720),
        ("45 min", 45),
        ("1 heure", 60),
        ("7h60", None),
        ("-3", None),
        ("", None),
    ],
)
def test_durations(typed: str, minutes: int | None) -> None:
    assert parse_hours(typed) == minutes


def test_choice_is_made_with_the_keyboard(qtbot: QtBot) -> None:
    field = ChoiceField([("phone", "Téléphone"), ("mail", "Courriel")], empty_label="Choisir…")
    form(qtbot, FormField("Canal", field))
    seen = told(field)
    assert field.is_empty()
    field.setFocus()
    press(field.combo, Qt.Key.Key_Down)
    press(field.combo, Qt.Key.Key_Down)
    assert field.value() == "mail"
    assert seen == ["changed", "finished"] * 2
    field.set_choices([("visit", "Visite"), ("mail", "Message")])
    assert field.combo.currentText() == "Message"
    field.set_value("fax")
    assert field.value() == ""


def test_text_keeps_tab_for_the_next_field_and_reminds(qtbot: QtBot) -> None:
    field = TextField(max_length=5)
    page = form(qtbot, FormField("Note", field))
    assert "ni santé, ni numéro de sécurité sociale" in words(page)
    field.setFocus()
    seen = told(field)
    QTest.keyClicks(field.edit, "bonjour")
    leave()
    assert not field.edit.hasFocus()
    assert seen == ["changed"] * 7 + ["finished"]
    assert "Ce texte est trop long\u00a0: retirez-en 2\u00a0caractères." in words(page)
    field.set_value("ok")
    assert seen == ["changed"] * 7 + ["finished"]
    assert field.value() == "ok"


def test_wheel_over_a_closed_list_changes_nothing(qtbot: QtBot) -> None:
    field = ChoiceField([("phone", "Téléphone"), ("mail", "Courriel")])
    page = form(qtbot, FormField("Canal", field))
    page.setFocus()
    nowhere, down = QPoint(0, 0), QPoint(0, -120)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        nowhere,
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    assert not field.combo.hasFocus()
    assert field.combo.focusPolicy() == Qt.FocusPolicy.StrongFocus  # a wheel does not bring it
    QApplication.sendEvent(field.combo, event)
    assert field.value() == "phone"
    click(field.combo)
    press(field.combo.view(), Qt.Key.Key_Escape)
    assert field.combo.hasFocus()
    QApplication.sendEvent(field.combo, event)
    assert field.value() == "phone"


def test_wrong_field_is_brought_into_sight(qtbot: QtBot) -> None:
    last = FormField("Dernier", LineField(), required=True)
    inner = QWidget()
    box = QVBoxLayout(inner)
    for number in range(12):
        box.addWidget(FormField(f"Champ {number}", LineField()))
    box.addWidget(last)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(inner)
    show(qtbot, scroll, 300, 200)
    assert not check_all([last])
    bottom = last.mapTo(scroll, QPoint(0, last.field.height())).y()
    assert 0 <= bottom <= scroll.height()


def test_title_of_a_field_can_change(qtbot: QtBot) -> None:
    shown = FormField("Phrase de passe", LineField(), required=True)
    page = form(qtbot, shown)
    shown.set_title("Nouvelle phrase de passe")
    assert "Nouvelle phrase de passe\u00a0(obligatoire)" in words(page)
    assert name_of(shown.field.focus_widget) == "Nouvelle phrase de passe\u00a0(obligatoire)"


def test_folder_is_typed_or_picked(qtbot: QtBot, dialog: Dialogs, tmp_path: Path) -> None:
    field = FolderField(must_be_empty=True)
    page = form(qtbot, FormField("Dossier", field))
    seen = told(field)
    click(find_button(page, "Parcourir…"))  # given up
    assert field.is_empty()
    seen.clear()
    dialog.folder = tmp_path
    press(find_button(page, "Parcourir…"), Qt.Key.Key_Return)
    assert field.value() == tmp_path
    assert seen == ["changed", "finished"]
    assert field.problem() == ""
    (tmp_path / "x").touch()
    assert "n’est pas vide" in field.problem()
