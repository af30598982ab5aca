"""Amounts and whole numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csf_desktop.models.quantities import parse_amount
from csf_desktop.ui.formatting import euros
from csf_desktop.ui.widgets.amount_field import AmountField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.number_field import NumberField
from tests.ui import person


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("575 000,00", 57_500_000),
        ("575000", 57_500_000),
        ("575\u00a0000\u00a0€", 57_500_000),
        ("575\u202f000,5 €", 57_500_050),
        ("575.000,00", 57_500_000),
        ("575.000", 57_500_000),
        ("1.234.567,89", 123_456_789),
        ("12.5", 1_250),
        ("575 k€", 57_500_000),
        ("120 000 € HT", 12_000_000),
        ("0", 0),
        ("", None),
        ("beaucoup", None),
        ("12,345", None),
        ("-5", None),
        ("12 €€", None),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, cents: int | None) -> None:
    assert parse_amount(typed) == cents


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_what_the_window_shows_reads_back(cents: int) -> None:
    assert parse_amount(euros(cents)) == cents


def test_leaving_the_field_tidies_the_amount(qtbot: QtBot) -> None:
    made = person.show(qtbot, FormField("Montant", AmountField()))
    assert isinstance(made.field, AmountField)
    person.type_text(made.field, "575000,5")
    person.press_focused(Qt.Key.Key_Return)
    assert made.field.edit.text() == "575\u00a0000,50\u00a0€"
    assert made.field.value() == 57_500_050
    assert made.error == ""


def test_a_wrong_amount_is_said_when_the_field_is_left(qtbot: QtBot) -> None:
    made = person.show(qtbot, FormField("Montant", AmountField()))
    person.type_text(made.field, "cher")
    assert made.error == ""
    person.press_focused(Qt.Key.Key_Return)
    assert made.error == "Tapez un montant en euros, par exemple 575\u00a0000 ou 575\u00a0000,50."
    person.type_text(made.field, "12")
    assert made.error == ""


def test_an_amount_that_is_set_tells_nothing(qtbot: QtBot) -> None:
    field = person.show(qtbot, AmountField())
    with qtbot.assertNotEmitted(field.value_changed):
        field.set_value(12_00)
    assert field.edit.text() == "12\u00a0€"
    field.set_value(None)
    assert field.is_empty()


def test_a_whole_number_has_its_unit_and_refuses_words(qtbot: QtBot) -> None:
    made = person.show(qtbot, FormField("Durée", NumberField("mois")))
    assert isinstance(made.field, NumberField)
    assert "mois" in person.words(made)
    person.type_text(made.field, "1 200")
    person.press_focused(Qt.Key.Key_Return)
    assert made.field.value() == 1200
    assert made.field.edit.text() == "1\u00a0200"
    person.type_text(made.field, "deux")
    person.press_focused(Qt.Key.Key_Return)
    assert made.error == "Tapez un nombre entier, sans virgule."
