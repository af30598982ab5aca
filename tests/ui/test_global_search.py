"""Ctrl+K finds anything and opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from csf_desktop.ui.global_search import GlobalSearch, grouped_by_kind
from csf_desktop.ui.tasks import TaskRunner
from tests.ui.accessibility import assert_accessible
from tests.ui.person import focused, press_focused, show, type_keys, words


@dataclass(frozen=True)
class Hit:
    kind: str
    id: str
    title: str
    subtitle: str = ""


HITS = [
    Hit("pathway", "p1", "Inès Benali", "P-2026-014-02"),
    Hit("contract", "m1", "M-2026-014", "Ville de Lille"),
    Hit("pathway", "p2", "Inès Dupont"),
    Hit("novelty", "x", "Autre chose"),
]


@dataclass
class Palette:
    palette: GlobalSearch
    asked: list[tuple[object, str, int, bool]]
    chosen: list[tuple[str, str]]

    def lines(self) -> list[str]:
        results = self.palette.results
        return [results.item(row).text() for row in range(results.count())]


@pytest.fixture
def opened(qtbot: QtBot, runner: TaskRunner) -> Palette:
    asked: list[tuple[object, str, int, bool]] = []

    def search(vault: object, text: str, limit: int, *, initials_only: bool) -> Sequence[Hit]:
        asked.append((vault, text, limit, initials_only))
        return HITS if text == "inès" else []

    window = show(qtbot, QMainWindow(), 683, 384)
    made = Palette(GlobalSearch(runner, search, window), asked, [])
    made.palette.item_chosen.connect(lambda kind, found: made.chosen.append((kind, found)))
    made.palette.start()
    return made


def test_palette_waits_for_letters_inside_its_window(opened: Palette) -> None:
    palette = opened.palette
    assert focused() is palette.line
    assert "Tapez au moins deux lettres" in words(palette)
    assert palette.width() <= 683
    assert palette.height() <= 384
    assert_accessible(palette)


def test_results_are_grouped_and_opened_by_keyboard(qtbot: QtBot, opened: Palette) -> None:
    type_keys(focused(), "inès")
    qtbot.waitUntil(lambda: len(opened.lines()) == 7)
    assert opened.lines() == [
        "Marchés",
        "M-2026-014\nVille de Lille",
        "Parcours",
        "Inès Benali\nP-2026-014-02",
        "Inès Dupont",
        "Autres",
        "Autre chose",
    ]
    assert opened.palette.results.currentRow() == 1
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        press_focused(key)
    assert opened.chosen == [("pathway", "p1")]
    assert not opened.palette.isVisible()
    assert opened.asked == [("coffre", "inès", 8, False)]


def test_result_is_opened_by_click(qtbot: QtBot, opened: Palette) -> None:
    type_keys(focused(), "inès")
    qtbot.waitUntil(lambda: len(opened.lines()) == 7)
    results = opened.palette.results
    for row in (0, 4):  # a heading does nothing
        place = results.visualItemRect(results.item(row)).center()
        QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.chosen == [("pathway", "p2")]


def test_nothing_found_is_said(qtbot: QtBot, opened: Palette) -> None:
    type_keys(focused(), "zz")
    qtbot.waitUntil(lambda: "Aucun résultat pour «\u00a0zz\u00a0»." in words(opened.palette))
    press_focused(Qt.Key.Key_Return)
    assert opened.chosen == []


def test_one_letter_asks_nothing_and_escape_closes(qtbot: QtBot, opened: Palette) -> None:
    type_keys(focused(), "i")
    qtbot.waitUntil(lambda: not opened.palette._timer.isActive())
    assert opened.asked == []
    press_focused(Qt.Key.Key_Escape)
    assert not opened.palette.isVisible()


def test_palette_opens_empty_again(qtbot: QtBot, opened: Palette) -> None:
    type_keys(focused(), "inès")
    qtbot.waitUntil(lambda: len(opened.lines()) == 7)
    opened.palette.close()
    opened.palette.start()
    assert opened.palette.line.text() == ""
    assert opened.lines() == []


def test_no_hits_make_no_group() -> None:
    assert grouped_by_kind([]) == []
