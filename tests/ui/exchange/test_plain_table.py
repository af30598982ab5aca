"""The table of words: a sound model, copied by Ctrl+C, as high as its words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from csf_desktop.ui.exchange.plain_table import MOST_WRAPPED, PlainTable, WordsModel
from tests.ui.person import press, show

ROWS = [("M1", "Le SIRET est faux."), ("M2", "mot " * 60)]


def table(qtbot: QtBot, rows: list[tuple[str, str]]) -> PlainTable:
    return show(qtbot, PlainTable("Refusés", ("Référence", "Raison"), (120, 0), rows), 420, 300)


def test_model_keeps_qt_s_rules(qtbot: QtBot) -> None:
    model = WordsModel(("Référence", "Raison"), ROWS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(model.index(9, 9)) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Raison"


def test_chosen_lines_are_copied(qtbot: QtBot) -> None:
    made = table(qtbot, ROWS)
    made.selectRow(0)
    press(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "M1\tLe SIRET est faux."
    assert made.text().split("\n")[0] == "Référence\tRaison"


def test_long_words_are_wrapped_in_full(qtbot: QtBot) -> None:
    made = table(qtbot, ROWS)
    assert made.rowHeight(1) > 3 * made.rowHeight(0)
    assert made.heightForWidth(made.width()) >= made.rowHeight(0) + made.rowHeight(1)


def test_very_long_table_keeps_one_line_a_row(qtbot: QtBot) -> None:
    made = table(qtbot, [ROWS[1]] * (MOST_WRAPPED + 1))
    assert made.rowHeight(0) == made.rowHeight(MOST_WRAPPED)
    assert made.rowHeight(0) < 60
