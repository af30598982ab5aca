"""Searching, suggesting and filtering."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from csf_desktop.ui.widgets.chip_bar import Chip, ChipBar
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.search_box import SearchBox
from csf_desktop.ui.widgets.suggest_field import SuggestField, Suggestion
from tests.ui.accessibility import assert_accessible, name_of, tab_stops
from tests.ui.person import (
    child,
    click,
    find_button,
    popup,
    press,
    press_focused,
    show,
    type_text,
    words,
)

CHIPS = [Chip("all", "Tous", 1280), Chip("late", "En retard", 6), Chip("done", "Terminés", 0)]


@pytest.fixture
def bar(qtbot: QtBot) -> ChipBar:
    made = ChipBar("Filtre", CHIPS)
    page = QWidget()
    box = QVBoxLayout(page)
    box.addWidget(made)
    box.addWidget(SearchBox("Rechercher", "Rechercher un parcours"))
    show(qtbot, page, 700, 120)
    return made


def heard(bar: ChipBar) -> list[str]:
    keys: list[str] = []
    bar.filter_changed.connect(keys.append)
    return keys


def test_chips_show_counts_and_are_one_tab_stop(bar: ChipBar) -> None:
    assert words(bar).splitlines() == [
        "Tous\u20021\u00a0280",
        "En retard\u20026",
        "Terminés\u20020",
    ]
    stops = tab_stops(bar.window())
    assert len(stops) == 2
    assert name_of(stops[0]) == "Filtre\u00a0: Tous, 1\u00a0280"
    assert_accessible(bar.window())


def test_click_filters(bar: ChipBar) -> None:
    keys = heard(bar)
    click(find_button(bar, "En retard\u20026"))
    click(find_button(bar, "En retard\u20026"))
    assert keys == ["late"]
    assert bar.current == "late"


def test_arrows_go_round_the_chips(bar: ChipBar) -> None:
    keys = heard(bar)
    find_button(bar, "Tous\u20021\u00a0280").setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        press_focused(key)
    assert keys == ["late", "done", "all", "done"]
    assert find_button(bar, "Terminés\u20020").hasFocus()


def test_combo_stands_for_the_chips_where_room_is_short(qtbot: QtBot, bar: ChipBar) -> None:
    keys = heard(bar)
    bar.window().resize(200, 120)
    qtbot.waitUntil(lambda: bar.is_compact)
    combo = child(bar, QComboBox)
    assert combo.isVisible()
    assert name_of(combo) == "Filtre"
    assert combo.currentText() == "Tous – 1\u00a0280"
    press(combo, Qt.Key.Key_Down)
    assert keys == ["late"]
    bar.window().resize(700, 120)
    qtbot.waitUntil(lambda: not bar.is_compact)
    assert find_button(bar, "En retard\u20026").isChecked()


def test_what_finds_no_room_is_in_a_menu(qtbot: QtBot, bar: ChipBar) -> None:
    keys = heard(bar)
    bar.set_chips([*CHIPS, Chip("own", "R&D", 3), Chip("long", "Un filtre au nom bien long", 2)])
    bar.set_current("long")
    bar.window().resize(480, 120)
    qtbot.waitUntil(lambda: bar.width() < 480)
    more = find_button(bar, "Filtre\u00a0: Un filtre au nom bien long, 2")
    assert more.isChecked()
    assert_accessible(bar.window())
    bar.set_current("all")
    more = find_button(bar, "Filtre\u00a0: autres filtres")
    click(more)
    menu = child(bar, QMenu)
    assert menu.actions()[-1].text() == "Un filtre au nom bien long – 2"
    assert "R&&D\u20023" in words(bar)
    press(menu, Qt.Key.Key_Up)
    press(menu, Qt.Key.Key_Return)
    assert keys == ["long"]
    assert more.hasFocus()


def test_new_counts_keep_the_filter(bar: ChipBar) -> None:
    keys = heard(bar)
    bar.set_current("late")
    bar.set_chips([Chip("all", "Tous", 9), Chip("late", "En retard", 2), Chip("done", "Terminés")])
    assert bar.current == "late"
    assert words(bar).splitlines() == ["Tous\u20029", "En retard\u20022", "Terminés"]
    bar.set_chips([Chip("all", "Tous")])
    assert bar.current == "all"
    assert keys == []


def test_search_waits_for_a_pause_then_tells_once(qtbot: QtBot) -> None:
    box = show(qtbot, SearchBox("Rechercher un nom…", "Rechercher"), 300, 60)
    sent: list[str] = []
    box.search_changed.connect(sent.append)
    with qtbot.waitSignal(box.search_changed):
        type_text(box, " benali ")
    assert sent == ["benali"]
    QTest.keyClicks(box, " ")
    press(box, Qt.Key.Key_Return)
    assert sent == ["benali"]
    press(box, Qt.Key.Key_Escape)
    press(box, Qt.Key.Key_Return)
    assert sent == ["benali", ""]


def test_search_is_emptied_by_its_cross(qtbot: QtBot) -> None:
    box = show(qtbot, SearchBox("Rechercher un nom…", "Rechercher"), 300, 60)
    box.setText("inès")
    click(find_button(box, "Effacer la recherche"))
    assert box.text() == ""
    assert not any(made.isVisible() for made in box.findChildren(QToolButton))


def test_search_is_left_downwards_and_taken_whole(qtbot: QtBot) -> None:
    box = show(qtbot, SearchBox("Rechercher un nom…", "Rechercher"), 300, 60)
    with qtbot.waitSignal(box.left_downwards):
        press(box, Qt.Key.Key_Down)
    box.setText("inès")
    box.focus_all()
    assert box.selectedText() == "inès"


class Communes:
    """Answers at once, or later when told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.waiting: list[Callable[[Sequence[Suggestion]], None]] = []
        self.answers_now = True

    def ask(self, typed: str, answer: Callable[[Sequence[Suggestion]], None]) -> None:
        self.asked.append(typed)
        if self.answers_now:
            answer(self.found(typed))
        else:
            self.waiting.append(answer)

    def found(self, typed: str) -> list[Suggestion]:
        known = [("Arras", "62041"), ("Arles", "13004")]
        return [
            Suggestion(name, f"{name} ({code})", code)
            for name, code in known
            if name.lower().startswith(typed.lower())
        ]


def popup_lines(field: SuggestField) -> list[str]:
    shown = QApplication.activePopupWidget()
    if not isinstance(shown, QListView):
        return []
    model = shown.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def suggesting(qtbot: QtBot, communes: Communes) -> SuggestField:
    field = SuggestField(communes.ask)
    page = QWidget()
    box = QVBoxLayout(page)
    box.addWidget(FormField("Commune", field))
    box.addWidget(FormField("Après", LineField()))
    show(qtbot, page, 400, 200)
    return field


def test_suggestion_is_picked_with_the_keyboard(qtbot: QtBot) -> None:
    communes = Communes()
    field = suggesting(qtbot, communes)
    seen: list[str] = []
    field.suggestion_picked.connect(lambda item: seen.append(item.code))
    field.edit_finished.connect(lambda: seen.append("finished"))
    type_text(field, "ar")
    qtbot.waitUntil(lambda: popup_lines(field) == ["Arras (62041)", "Arles (13004)"])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        press(popup(), key)
    assert field.value() == "Arles"
    assert field.picked() == Suggestion("Arles", "Arles (13004)", "13004")
    assert seen == ["13004", "finished"]
    type_text(field, "Arlet")
    assert field.picked() is None


def test_other_text_than_a_suggestion_may_be_typed(qtbot: QtBot) -> None:
    communes = Communes()
    field = suggesting(qtbot, communes)
    type_text(field, "Lens")
    qtbot.waitUntil(lambda: communes.asked == ["Lens"])
    assert popup_lines(field) == []
    assert field.value() == "Lens"


def test_one_letter_asks_nothing(qtbot: QtBot) -> None:
    communes = Communes()
    field = suggesting(qtbot, communes)
    type_text(field, "a")
    qtbot.waitUntil(lambda: not field._timer.isActive())
    assert communes.asked == []


def test_late_answer_to_what_is_no_longer_typed_is_dropped(qtbot: QtBot) -> None:
    communes = Communes()
    communes.answers_now = False
    field = suggesting(qtbot, communes)
    type_text(field, "ar")
    qtbot.waitUntil(lambda: len(communes.waiting) == 1)
    type_text(field, "arl")
    qtbot.waitUntil(lambda: len(communes.waiting) == 2)
    communes.waiting[1](communes.found("arl"))
    communes.waiting[0](communes.found("ar"))
    assert popup_lines(field) == ["Arles (13004)"]
