"""A list of any length read page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from csf_desktop.errors import CsfError, StorageError
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.cells import Cell, Column
from csf_desktop.ui.widgets.paged_model import (
    CACHED_PAGES,
    PAGE_ROWS,
    CellRole,
    IdRole,
    PagedTableModel,
    RowRole,
    SortRole,
)


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    hours: int


COLUMNS = (
    Column("name", "Nom", lambda row: Cell(row.name, second=row.id, spoken=f"M. {row.name}")),
    Column(
        "hours", "Heures", lambda row: f"{row.hours}\u00a0h", is_right_aligned=True,
        sort_value=lambda row: row.hours,
    ),
    Column("status", "Statut", lambda row: Cell("En retard", tone=Tone.LATE, is_pill=True)),
)  # fmt: skip


class Source:
    """Rows numbered from 0, and which pages were asked for."""

    def __init__(self, prefix: str = "r") -> None:
        self.asked: list[int] = []
        self.prefix = prefix
        self.failure: CsfError | None = None

    def fetch(self, vault: object, offset: int, limit: int) -> Sequence[Row]:
        assert vault == "coffre"
        self.asked.append(offset // PAGE_ROWS)
        if self.failure:
            raise self.failure
        return [Row(f"{self.prefix}{at}", f"Nom {at}", at) for at in range(offset, offset + limit)]


@pytest.fixture
def model(qtbot: QtBot, runner: TaskRunner) -> PagedTableModel:
    """A model under Qt's own checks, which read rows by themselves."""
    made = PagedTableModel(COLUMNS, runner)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


@pytest.fixture
def long_model(qtbot: QtBot, runner: TaskRunner) -> PagedTableModel:
    """A model that nothing reads but the test."""
    return PagedTableModel(COLUMNS, runner)


def show(qtbot: QtBot, model: PagedTableModel, row: int) -> str:
    """Return the name of a row, as a view that waits for it gets it."""
    qtbot.waitUntil(lambda: model.row_at(row) is not None)
    return str(model.index(row, 0).data())


def test_empty_model_has_headers_and_no_rows(model: PagedTableModel) -> None:
    assert model.rowCount() == 0
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert titles == ["Nom", "Heures", "Statut"]
    assert model.headerData(3, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.data(QModelIndex()) is None
    assert model.row_at(0) is None
    assert model.find_id("r0") == -1


def test_rows_come_when_they_are_seen(qtbot: QtBot, long_model: PagedTableModel) -> None:
    source = Source()
    long_model.set_source(1_000_000, source.fetch)
    assert long_model.rowCount() == 1_000_000
    with qtbot.waitSignal(long_model.page_loaded) as loaded:
        assert long_model.index(999_999, 0).data() == "…"
    assert loaded.args == [999_999 // PAGE_ROWS]
    assert show(qtbot, long_model, 999_999) == "Nom 999999"
    assert source.asked == [999_999 // PAGE_ROWS]


def test_latest_seen_page_comes_first(qtbot: QtBot, long_model: PagedTableModel) -> None:
    source = Source()
    long_model.set_source(1_000_000, source.fetch)
    for page in range(10):  # scrolling fast past ten pages
        long_model.row_at(page * PAGE_ROWS)
    show(qtbot, long_model, 9 * PAGE_ROWS)
    assert source.asked[0] == 9
    qtbot.waitUntil(lambda: len(source.asked) == 3)
    assert source.asked == [9, 8, 7]


def test_first_page_given_spares_a_call(model: PagedTableModel, runner: TaskRunner) -> None:
    source = Source()
    model.set_source(3, source.fetch, source.fetch("coffre", 0, 3))
    source.asked.clear()
    assert model.index(2, 0).data() == "Nom 2"
    assert runner.wait_until_idle()
    assert source.asked == []


def test_roles(model: PagedTableModel) -> None:
    model.set_source(1, Source().fetch, [Row("r0", "Inès", 12)])
    name, hours, status = (model.index(0, column) for column in range(3))
    assert name.data() == "Inès"
    assert name.data(IdRole) == "r0"
    assert name.data(RowRole) == Row("r0", "Inès", 12)
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "Nom\u00a0: M. Inès"
    assert name.data(Qt.ItemDataRole.ToolTipRole) == "Inès\nr0"
    assert hours.data() == "12\u00a0h"
    assert hours.data(SortRole) == 12
    assert name.data(SortRole) == "Inès"
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert hours.data(Qt.ItemDataRole.TextAlignmentRole) == right
    assert status.data(CellRole).icon_name == "error-warning-line"
    assert status.data(Qt.ItemDataRole.DecorationRole) is None


def test_other_source_drops_answers_to_the_former(qtbot: QtBot, model: PagedTableModel) -> None:
    model.set_source(600, Source("old").fetch)
    model.row_at(500)
    model.set_source(10, Source("new").fetch)
    assert show(qtbot, model, 9) == "Nom 9"
    assert model.id_at(9) == "new9"
    assert model.find_id("old9") == -1


def test_refresh_keeps_old_rows_on_screen(qtbot: QtBot, model: PagedTableModel) -> None:
    model.set_source(10, Source("old").fetch)
    show(qtbot, model, 0)
    model.set_source(10, Source("new").fetch, keep_shown=True)
    assert model.id_at(3) == "old3"
    qtbot.waitUntil(lambda: model.id_at(3) == "new3")


def test_only_the_latest_pages_are_kept(qtbot: QtBot, long_model: PagedTableModel) -> None:
    source = Source()
    model = long_model
    model.set_source(PAGE_ROWS * (CACHED_PAGES + 5), source.fetch)
    for page in range(CACHED_PAGES + 2):
        show(qtbot, model, page * PAGE_ROWS)
    assert model.find_id("r0") == -1
    assert model.find_id(f"r{PAGE_ROWS * 3}") == PAGE_ROWS * 3


def test_failure_is_told_and_can_be_tried_again(
    qtbot: QtBot, model: PagedTableModel, runner: TaskRunner
) -> None:
    source = Source()
    source.failure = StorageError(reason="disque retiré")
    with qtbot.waitSignal(model.load_failed) as failed:
        model.set_source(10, source.fetch)
        model.row_at(0)
    assert failed.args == [source.failure]
    source.failure = None
    assert show(qtbot, model, 0) == "Nom 0"


def test_clearing_forgets_everything(qtbot: QtBot, model: PagedTableModel) -> None:
    model.set_source(10, Source().fetch)
    show(qtbot, model, 0)
    model.clear()
    assert model.rowCount() == 0
    assert model.find_id("r0") == -1
