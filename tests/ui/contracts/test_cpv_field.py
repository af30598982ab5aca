"""The field of a CPV code, in a form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.ui.contracts.cpv_field import CpvField
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from tests.ui.accessibility import assert_accessible
from tests.ui.person import press, press_focused, show, type_keys, type_text, words

BUILDINGS = "45442110 Travaux de peinture de bâtiments"


@pytest.fixture
def page(qtbot: QtBot, runner: TaskRunner) -> QWidget:
    """A form with the field, and one more to leave it for."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.addWidget(FormField("Code CPV", CpvField(runner)))
    box.addWidget(FormField("Après", LineField()))
    return show(qtbot, made, 420, 260)


@pytest.fixture
def field(page: QWidget) -> CpvField:
    found = page.findChild(CpvField)
    assert found is not None
    return found


def suggestions() -> list[str]:
    """Return the lines of the list that is open, none if it is not."""
    opened = QApplication.activePopupWidget()
    if not isinstance(opened, QListView):
        return []
    model = opened.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_words_open_a_list_and_enter_picks_a_code(
    qtbot: QtBot, page: QWidget, field: CpvField
) -> None:
    told: list[str] = []
    field.value_changed.connect(lambda: told.append(field.value()))
    field.edit_finished.connect(lambda: told.append("finished"))
    type_text(field, "peinture batim")
    qtbot.waitUntil(lambda: suggestions() == [BUILDINGS])
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    assert field.value() == "45442110"
    assert BUILDINGS in words(page)
    assert told[-2:] == ["45442110", "finished"]
    assert "n’est pas" not in words(page)
    assert_accessible(page)


@pytest.mark.parametrize("typed", ["45000000-7", "450000007", "4500 0000 7"])
def test_a_code_typed_is_shown_with_its_label_when_left(
    page: QWidget, field: CpvField, typed: str
) -> None:
    type_text(field, typed)
    press_focused(Qt.Key.Key_Tab)
    assert "45000000-7 Travaux de construction" in words(page)
    assert field.value() == "45000000-7"


def test_what_is_no_code_is_told_until_it_is_mended(page: QWidget, field: CpvField) -> None:
    type_text(field, "bâtiment")
    press_focused(Qt.Key.Key_Tab)
    assert "«\u00a0bâtiment\u00a0» n’est pas un code CPV" in words(page)
    assert field.value() == "bâtiment"
    type_text(field, "45999999")
    press_focused(Qt.Key.Key_Tab)
    assert "n’est pas un code CPV" not in words(page)
    assert "45999999 (dans «\u00a0Travaux de construction\u00a0»)" in words(page)
    assert field.value() == "45999999"


def test_a_kept_code_is_shown_and_given_back_as_it_is(page: QWidget, field: CpvField) -> None:
    for code in ("80500000-9", "45999999", "code inconnu", ""):
        field.set_value(code)
        assert field.value() == code
        assert field.is_empty() is (code == "")
    field.set_value("80500000-9")
    assert "80500000-9 Services de formation" in words(page)
    field.setFocus()
    press_focused(Qt.Key.Key_Tab)
    assert field.value() == "80500000-9"


def test_the_label_may_be_spoilt_not_the_code(field: CpvField) -> None:
    field.set_value("80500000-9")
    field.setFocus()
    press(field.edit, Qt.Key.Key_End)
    type_keys(field.edit, " de base")
    assert field.value() == "80500000-9"
    press_focused(Qt.Key.Key_Tab)
    assert field.edit.text() == "80500000-9 Services de formation"


def test_clearing_the_field_leaves_no_code(page: QWidget, field: CpvField) -> None:
    field.set_value("80500000-9")
    type_text(field, "")
    press(field.edit, Qt.Key.Key_Delete)
    press_focused(Qt.Key.Key_Tab)
    assert field.is_empty()
    assert field.problem() == ""


def test_a_long_label_stays_within_the_list_and_is_read_in_full(
    qtbot: QtBot, field: CpvField
) -> None:
    type_text(field, "pipelines nivelage")
    qtbot.waitUntil(lambda: len(suggestions()) == 1)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QListView)
    assert opened.horizontalScrollBar().maximum() == 0
    press(opened, Qt.Key.Key_Down)
    press(opened, Qt.Key.Key_Return)
    assert field.edit.toolTip().endswith("voies ferrées\u00a0; travaux de nivelage")
