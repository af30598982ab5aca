"""The list of a view, used with keys and mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.cells import Cell, Column
from csf_desktop.ui.widgets.list_table import ListTable
from csf_desktop.ui.widgets.paged_model import PagedTableModel
from tests.ui.person import popup, press, show


@dataclass(frozen=True)
class Row:
    id: str
    name: str


COLUMNS = (
    Column("name", "Nom", lambda row: Cell(row.name, second=row.id), width=200, stretches=True),
    Column("step", "Étape", lambda row: "En entreprise", width=150, hide_below_px=500),
    Column("status", "Statut", lambda row: "En cours", width=120, is_sortable=False),
)


def rows(count: int, first: int = 0) -> list[Row]:
    return [Row(f"r{at}", f"Nom {at}") for at in range(first, first + count)]


def fetch(_vault: object, offset: int, limit: int) -> Sequence[Row]:
    return rows(limit, offset)


@dataclass
class Screen:
    page: QWidget
    table: ListTable
    model: PagedTableModel
    search: QLineEdit
    opened: list[str]
    sorts: list[tuple[str, bool]]
    currents: list[str]


@pytest.fixture
def screen(qtbot: QtBot, runner: TaskRunner) -> Screen:
    model = PagedTableModel(COLUMNS, runner)
    table = ListTable(model, "Parcours")
    page, search = QWidget(), QLineEdit()
    box = QVBoxLayout(page)
    box.addWidget(search)
    box.addWidget(table)
    made = Screen(page, table, model, search, [], [], [])
    table.row_opened.connect(made.opened.append)
    table.current_changed.connect(made.currents.append)
    table.sort_requested.connect(lambda key, down: made.sorts.append((key, down)))
    model.set_source(30, fetch, rows(30))
    model.setParent(page)
    show(qtbot, page, 800, 400)
    return made


def click_header(table: ListTable, column: int) -> None:
    header = table.horizontalHeader()
    at = header.sectionViewportPosition(column) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 10))


def test_keyboard_goes_through_rows_and_opens_one(screen: Screen) -> None:
    screen.table.setFocus()
    assert screen.table.current_id == "r0"
    press(screen.table, Qt.Key.Key_Down)
    press(screen.table, Qt.Key.Key_Down)
    assert screen.table.current_id == "r2"
    assert screen.opened == []
    press(screen.table, Qt.Key.Key_Return)
    press(screen.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    press(screen.table, Qt.Key.Key_Enter)
    assert screen.opened == ["r2", "r29"]
    assert screen.currents[-1] == "r29"


def test_tab_leaves_the_table(screen: Screen) -> None:
    screen.table.setFocus()
    press(screen.table, Qt.Key.Key_Tab)
    assert not screen.table.hasFocus()


def test_click_opens_a_row(screen: Screen) -> None:
    place = screen.table.visualRect(screen.model.index(1, 0)).center()
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.opened == ["r1"]
    assert screen.table.current_id == "r1"


def test_header_asks_for_an_order(screen: Screen) -> None:
    click_header(screen.table, 0)
    click_header(screen.table, 0)
    assert screen.sorts == [("name", False), ("name", True)]
    assert screen.table.sort_order == ("name", True)
    click_header(screen.table, 2)
    assert screen.sorts == [("name", False), ("name", True)]
    assert screen.table.sort_order == ("name", True)
    assert screen.table.horizontalHeader().sortIndicatorSection() == 0


def choose(title: str) -> None:
    menu = popup()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text() == title)
    menu.setActiveAction(action)
    press(menu, Qt.Key.Key_Return)


def test_menu_key_sorts_without_a_mouse(qtbot: QtBot, screen: Screen) -> None:
    by_name, by_step = "Trier par «\u00a0Nom\u00a0»", "Trier par «\u00a0Étape\u00a0»"
    for _ in range(2):
        place = screen.table.viewport().rect().center()
        key = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(key, place, screen.table.mapToGlobal(place))
        QApplication.sendEvent(screen.table.viewport(), event)
        assert [one.text() for one in popup().actions()] == [by_name, by_step]
        choose(by_name)
    assert screen.sorts == [("name", False), ("name", True)]


def test_shown_order_asks_for_nothing(screen: Screen) -> None:
    screen.table.show_sort("step", is_descending=True)
    assert screen.sorts == []
    assert screen.table.sort_order == ("step", True)


def test_selection_is_kept_when_rows_are_read_again(qtbot: QtBot, screen: Screen) -> None:
    assert screen.table.select_id("r7")
    screen.model.set_source(31, fetch, [Row("new", "Nouveau"), *rows(30)], keep_shown=True)
    qtbot.waitUntil(lambda: screen.table.current_id == "r7")
    assert screen.table.currentIndex().row() == 8
    assert [index.row() for index in screen.table.selectionModel().selectedRows()] == [8]


def test_selection_is_kept_when_its_page_comes_later(qtbot: QtBot, screen: Screen) -> None:
    assert screen.table.select_id("r7")
    screen.model.set_source(30, fetch, keep_shown=True)
    qtbot.waitUntil(lambda: screen.table.current_id == "r7")


def test_selection_goes_with_another_query(qtbot: QtBot, screen: Screen) -> None:
    screen.table.select_id("r7")
    screen.model.set_source(2, fetch, [Row("a", "A"), Row("b", "B")])
    qtbot.waitUntil(lambda: screen.currents[-1:] == [""])
    assert screen.table.current_id == ""


def test_unknown_id_selects_nothing(screen: Screen) -> None:
    assert not screen.table.select_id("nowhere")


def test_columns_hide_where_room_is_short(qtbot: QtBot, screen: Screen) -> None:
    assert not screen.table.isColumnHidden(1)
    screen.page.resize(420, 400)
    qtbot.waitUntil(lambda: screen.table.isColumnHidden(1))
    assert not screen.table.isColumnHidden(0)


def test_screen_reader_gets_name_and_cells(screen: Screen) -> None:
    interface = QAccessible.queryAccessibleInterface(screen.table)
    assert interface.text(QAccessible.Text.Name) == "Parcours"
    said = screen.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Nom\u00a0: Nom 0, r0"


def test_every_kind_of_cell_is_painted(qtbot: QtBot, runner: TaskRunner) -> None:
    from csf_desktop.ui.tokens import Tone

    columns = (
        Column("bar", "Heures", lambda _row: Cell("40 %", fraction=0.4)),
        Column("pill", "Statut", lambda _row: Cell("En retard", tone=Tone.LATE, is_pill=True)),
        Column("icon", "Canal", lambda _row: Cell("Téléphone", icon="phone-line")),
    )
    model = PagedTableModel(columns, runner)
    model.set_source(2, fetch, rows(2))
    table = show(qtbot, ListTable(model, "Liste"), 500, 200)
    model.setParent(table)
    picture = table.grab().toImage()
    late = picture.pixelColor(table.columnViewportPosition(1) + 24, 38 + 23)
    assert late.red() > late.blue()


def test_a_second_line_too_long_says_its_ending_in_short_first(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, runner: TaskRunner
) -> None:
    cell = Cell("Tuteur", "Joindre", ending=" · depuis 53 jours", short_ending=" · 53 j")
    model = PagedTableModel((Column("next", "Action", lambda _row: cell, width=300),), runner)
    model.set_source(1, fetch, rows(1))
    table = ListTable(model, "Liste")
    model.setParent(table)
    drawn: list[str] = []
    draw = QPainter.drawText

    def note_and_draw(*args: object) -> None:
        drawn.append(str(args[-1]))
        draw(*args)  # type: ignore[call-overload]

    monkeypatch.setattr(QPainter, "drawText", note_and_draw)
    show(qtbot, table, 600, 200)

    def line(width: int) -> str:
        table.setColumnWidth(0, width)
        drawn.clear()
        table.grab()
        return drawn[-1]

    assert line(300) == "Joindre · depuis 53 jours"
    assert line(130) == "Joindre · 53 j"
    assert line(72).endswith("… · 53 j")
