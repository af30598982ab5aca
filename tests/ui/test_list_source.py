"""What a list asks of its services, and which answers it keeps."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.services.rows import Listing, ListQuery
from csf_desktop.ui.list_source import ListServices, ListSource
from csf_desktop.ui.tasks import TaskRunner
from tests.helpers.vaults import TODAY

ASKED: list[tuple[str, ListQuery]] = []


def first(_vault: object, query: ListQuery) -> Listing[str]:
    ASKED.append(("rows", query))
    return Listing(1, (f"« {query.search} »",))


def page(_vault: object, offset: int, limit: int, *, query: ListQuery) -> tuple[str, ...]:
    return (f"{query.search} {offset} {limit}",)


def counts(_vault: object, query: ListQuery) -> dict[str, int]:
    ASKED.append(("counts", query))
    return {"": len(query.search)}


class Heard:
    """A source and what it told."""

    def __init__(self, qtbot: QtBot, runner: TaskRunner) -> None:
        self.qtbot, self.runner = qtbot, runner
        self.owner = QWidget()
        qtbot.addWidget(self.owner)
        self.today = TODAY
        services = ListServices(first, page, counts)
        self.source = ListSource(services, runner, lambda: self.today, self.owner)
        self.rows: list[tuple[str, bool]] = []
        self.pages: list[tuple[str, ...]] = []
        self.counts: list[dict[str, int]] = []
        self.source.rows_read.connect(self._on_rows_read)
        self.source.counts_read.connect(self.counts.append)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.runner.is_busy)

    def _on_rows_read(self, found: Listing[str], fetch: object, is_same: bool) -> None:
        assert callable(fetch)
        self.rows.append((found.rows[0], is_same))
        self.pages.append(fetch("coffre", 256, 10))


@pytest.fixture
def heard(qtbot: QtBot, runner: TaskRunner) -> Heard:
    ASKED.clear()
    return Heard(qtbot, runner)


def test_rows_come_first_then_counts(heard: Heard) -> None:
    heard.source.ask(search="peinture")
    heard.settle()
    assert heard.rows == [("« peinture »", False)]
    assert heard.pages == [("peinture 256 10",)]
    assert heard.counts == [{"": 8}]
    assert [what for what, _ in ASKED] == ["rows", "counts"]


def test_an_answer_to_an_older_question_is_dropped_and_not_counted(heard: Heard) -> None:
    for typed in ("p", "pe", "pei"):
        heard.source.ask(search=typed)
    heard.settle()
    assert heard.rows == [("« pei »", False)]
    assert [query.search for what, query in ASKED if what == "counts"] == ["pei"]


def test_the_same_question_again_keeps_search_filter_and_order(heard: Heard) -> None:
    heard.source.ask(search="a", chip="late")
    heard.source.ask(sort="person", is_descending=True)
    heard.settle()
    heard.today = date(2026, 11, 25)
    heard.source.ask_again()
    heard.settle()
    assert heard.rows[-1] == ("« a »", True)
    assert ASKED[-1][1] == ListQuery(heard.today, "a", "late", "person", is_descending=True)


def test_what_is_forgotten_is_neither_answered_nor_asked_again(heard: Heard) -> None:
    heard.source.ask(search="Benali", chip="late")
    assert heard.source.is_narrowed
    heard.source.forget()
    heard.settle()
    assert not heard.source.is_narrowed
    assert (heard.rows, heard.counts) == ([], [])
