"""A list and its detail, side by side or one at a time; steps, pills and heads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.banner import DEMONSTRATION, Banner
from csf_desktop.ui.widgets.buttons import button, icon_button
from csf_desktop.ui.widgets.detail_panel import DetailPanel
from csf_desktop.ui.widgets.empty_state import EmptyState
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.page_header import PageHeader
from csf_desktop.ui.widgets.pill import Pill
from csf_desktop.ui.widgets.split_view import SplitView
from csf_desktop.ui.widgets.stepper import Step, Stepper, StepState
from csf_desktop.ui.widgets.text import KeyValueGrid
from tests.ui.accessibility import assert_accessible, name_of
from tests.ui.person import (
    click,
    find_button,
    focused,
    press,
    press_focused,
    show,
    type_text,
    words,
)


class Screen(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.main = QWidget()
        self.list = LineField("la liste")
        QVBoxLayout(self.main).addWidget(FormField("Liste", self.list))
        self.panel = DetailPanel("Détail du parcours")
        self.note = LineField()
        self.panel.body.addWidget(FormField("Note", self.note))
        self.panel.foot.addWidget(button("Saisir un entretien", "primary"))
        self.panel.set_head("Inès Benali", "P-2026-014-02", "En cours", Tone.PROGRESS)
        self.split = SplitView(self.main, self.panel, self.list.focus_widget)
        box = QVBoxLayout(self)
        box.addWidget(self.split)


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return show(qtbot, Screen(), 1300, 500)


def test_panel_is_beside_the_list_on_a_wide_screen(screen: Screen) -> None:
    assert not screen.panel.isVisible()
    screen.list.setFocus()
    screen.split.open_panel()
    assert screen.panel.isVisible()
    assert screen.main.isVisible()
    assert screen.list.edit.hasFocus()
    text = words(screen.panel)
    assert "Inès Benali" in text
    assert "P-2026-014-02" in text
    assert screen.panel.pill.accessibleName() == "Statut\u00a0: En cours"
    assert_accessible(screen)


def test_panel_takes_the_place_of_the_list_below_1180(qtbot: QtBot, screen: Screen) -> None:
    screen.split.open_panel()
    screen.resize(1179, 500)
    qtbot.waitUntil(lambda: screen.split.is_compact)
    assert screen.panel.isVisible()
    assert not screen.main.isVisible()
    click(find_button(screen, "Revenir à la liste"))
    assert screen.main.isVisible()
    assert not screen.panel.isVisible()
    assert screen.list.edit.hasFocus()


def test_escape_closes_the_panel_and_loses_nothing(qtbot: QtBot, screen: Screen) -> None:
    closed: list[bool] = []
    screen.split.panel_closed.connect(lambda: closed.append(True))
    screen.split.open_panel(take_focus=True)
    assert screen.panel.isAncestorOf(focused())
    type_text(screen.note, "Rappeler mardi")
    press_focused(Qt.Key.Key_Escape)
    assert not screen.panel.isVisible()
    assert closed == [True]
    assert screen.list.edit.hasFocus()
    screen.split.open_panel()
    assert screen.note.value() == "Rappeler mardi"


def test_panel_empties(screen: Screen) -> None:
    screen.split.open_panel()
    screen.panel.clear_body()
    assert "Note" not in words(screen.panel)
    assert "Saisir un entretien" not in words(screen.panel)


def test_steps_are_said_in_words(qtbot: QtBot) -> None:
    stepper = Stepper()
    stepper.set_steps(
        [
            Step("Réservé", StepState.DONE, "7 sept."),
            Step("Convention", StepState.CURRENT),
            Step("En entreprise", StepState.TO_COME, "prévu le 5 janv."),
        ]
    )
    show(qtbot, stepper, 300, 120)
    interface = QAccessible.queryAccessibleInterface(stepper)
    assert interface.text(QAccessible.Text.Name) == "Étapes du parcours"
    assert interface.text(QAccessible.Text.Description) == (
        "Réservé, fait, 7 sept.\u00a0; Convention, en cours\u00a0; "
        "En entreprise, à venir, prévu le 5 janv."
    )
    picture = stepper.grab().toImage()
    disc = picture.pixelColor(6, stepper.height() // 6)
    assert disc.blue() > disc.red()
    assert stepper.sizeHint().height() == 3 * 29


def test_pill_is_hidden_without_a_word(qtbot: QtBot) -> None:
    pill = show(qtbot, Pill("En retard", Tone.LATE))
    assert pill.width() >= pill.sizeHint().width()
    pill.set_status("", Tone.MUTE)
    assert not pill.isVisible()


def test_head_keeps_only_icons_where_room_is_short(qtbot: QtBot) -> None:
    head = PageHeader("Parcours", "Rechercher…", "Rechercher un parcours", "Nouveau parcours")
    head.set_lead("128\u00a0parcours suivis")
    page = QWidget()
    box = QVBoxLayout(page)
    box.addWidget(head)
    box.addStretch()
    show(qtbot, page, 1000, 600)
    assert "128\u00a0parcours suivis" in words(page)
    asked: list[bool] = []
    head.new_requested.connect(lambda: asked.append(True))
    click(find_button(page, "Nouveau parcours"))
    page.resize(640, 360)
    qtbot.waitUntil(lambda: "Nouveau parcours" not in words(page))
    assert "128" not in words(page)
    made = find_button(page, "Nouveau parcours")
    assert name_of(made) == "Nouveau parcours"
    press(made, Qt.Key.Key_Return)
    assert asked == [True, True]
    assert_accessible(page)


def test_empty_state_offers_the_first_action(qtbot: QtBot) -> None:
    state = EmptyState("route-line", "Aucun parcours", "Un parcours naît d’un marché.", "Importer…")
    show(qtbot, state, 500, 300)
    with qtbot.waitSignal(state.action_requested):
        click(find_button(state, "Importer…"))
    state.set_content("Aucun résultat", "Cherchez autrement.")
    assert words(state).splitlines() == ["Aucun résultat", "Cherchez autrement."]


def test_banner_says_the_vault_is_a_demonstration(qtbot: QtBot) -> None:
    assert DEMONSTRATION in words(show(qtbot, Banner(), 900, 40))


def test_captions_stand_above_values(qtbot: QtBot) -> None:
    grid = KeyValueGrid()
    grid.set_value("Marché", "M-2026-014")
    grid.set_value("Échéance", "")
    show(qtbot, grid, 300, 100)
    assert words(grid).splitlines() == ["Marché", "M-2026-014", "Échéance", "–"]
    grid.set_value("Échéance", "1er déc. 2026")
    assert grid.value("Échéance") == "1er déc. 2026"


def test_empty_state_keeps_words_rather_than_its_picture(qtbot: QtBot) -> None:
    state = EmptyState("route-line", "Aucun parcours", "Un parcours naît d’un marché.", "Importer…")
    show(qtbot, state, 500, 400)
    pictures = [one for one in state.findChildren(QLabel) if not one.pixmap().isNull()]
    assert pictures[0].isVisible()
    state.resize(500, 200)
    assert not pictures[0].isVisible()
    assert "Un parcours naît d’un marché." in words(state)


def test_icon_button_is_pressed_by_enter(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    made = icon_button("printer-line", "Imprimer", on_click=lambda: pressed.append(True))
    show(qtbot, made)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        press(made, key)
    assert pressed == [True] * 3
    assert made.toolTip() == "Imprimer"
