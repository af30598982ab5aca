"""A read-only list of any length: a row count, and pages asked for when they are seen.

Filtering, sorting and counting are done in SQL by the service. The model asks for one page at a
time through the task runner, the latest seen first, and keeps the last forty.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from csf_desktop.errors import CsfError
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.cells import Cell, Column

SortRole = Qt.ItemDataRole.UserRole + 1
IdRole = Qt.ItemDataRole.UserRole + 2
CellRole = Qt.ItemDataRole.UserRole + 3
RowRole = Qt.ItemDataRole.UserRole + 4

PAGE_ROWS = 256
CACHED_PAGES = 40
WAITING_PAGES = 3
"""Pages asked for and not yet fetched; more than a screen can show at once is never needed."""

PLACEHOLDER = Cell("…", spoken="Chargement en cours")

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[..., Sequence[Any]]


class PagedTableModel(QAbstractTableModel):
    """Rows of one query. ``fetch(vault, offset, limit)`` runs in the runner's thread."""

    page_loaded = Signal(int)  # number of the page
    load_failed = Signal(object)  # CsfError

    def __init__(
        self,
        columns: Sequence[Column],
        runner: TaskRunner,
        row_id: Callable[[Any], str] = attrgetter("id"),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._in_sight = frozenset(column.key for column in self.columns)
        self._runner = runner
        self._row_id = row_id
        self._count = 0
        self._fetch: Fetch | None = None
        self._generation = 0
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._stale: dict[int, Sequence[Any]] = {}
        self._wanted: list[int] = []
        self._in_flight: int | None = None
        self._is_refreshing = False

    @property
    def is_refreshing(self) -> bool:
        """Tell whether the last source is the one before, read again after a change."""
        return self._is_refreshing

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show the same rows in other columns."""
        self.beginResetModel()
        self._is_refreshing = True
        self.columns = tuple(columns)
        self._in_sight = frozenset(column.key for column in self.columns)
        self.endResetModel()

    def set_in_sight(self, keys: Iterable[str]) -> None:
        """Learn which columns are shown: others stand in for some of the rest."""
        found = frozenset(keys)
        if found == self._in_sight:
            return
        self._in_sight = found
        last = self._count - 1
        for at, column in enumerate(self.columns):
            if column.stand_ins and last >= 0:
                self.dataChanged.emit(self.index(0, at), self.index(last, at))

    # --- source

    def set_source(
        self,
        count: int,
        fetch: Fetch,
        first_page: Sequence[Any] = (),
        *,
        keep_shown: bool = False,
    ) -> None:
        """Show another query of ``count`` rows.

        ``first_page`` (rows from 0 that the caller already has, at best 256) spares a round trip.
        ``keep_shown`` is for the same query read again after a change: the old rows stay on
        screen until the new ones are there.
        """
        self.beginResetModel()
        self._generation += 1
        self._is_refreshing = keep_shown
        self._stale = {**self._stale, **self._pages} if keep_shown else {}
        self._pages.clear()
        self._wanted.clear()
        self._in_flight = None
        self._count, self._fetch = count, fetch
        if len(first_page) >= min(count, PAGE_ROWS):
            self._pages[0] = first_page[:PAGE_ROWS]
            self._stale.pop(0, None)
        self.endResetModel()

    def clear(self) -> None:
        """Forget every row (locking the vault)."""
        self.set_source(0, _nothing)

    # --- rows

    def row_at(self, row: int) -> Any | None:  # noqa: ANN401 - rows are the view's own dataclasses
        """Return the row's data, ``None`` while its page is on its way (it is then asked for)."""
        if not 0 <= row < self._count:
            return None
        number, offset = divmod(row, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            page = self._stale.get(number, ())
        else:
            self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def id_at(self, row: int) -> str:
        """Return the id of a row, empty while it is on its way."""
        found = self.row_at(row)
        return "" if found is None else self._row_id(found)

    def find_id(self, row_id: str) -> int:
        """Return the row number of an id among the loaded pages, -1 if it is not there."""
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if self._row_id(row) == row_id:
                    return number * PAGE_ROWS + offset
        return -1

    # --- loading

    def _want(self, number: int) -> None:
        if number == self._in_flight:
            return
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)
        del self._wanted[:-WAITING_PAGES]
        if self._in_flight is None and len(self._wanted) == 1:
            QTimer.singleShot(0, self, self._load_next)  # data() is no place to start a job

    @Slot()
    def _load_next(self) -> None:
        if self._in_flight is not None or not self._wanted or self._fetch is None:
            return
        number = self._wanted.pop()
        self._in_flight = number
        answer = partial(self._on_page_fetched, self._generation, number)
        self._runner.run(
            self._fetch,
            number * PAGE_ROWS,
            PAGE_ROWS,
            on_success=_Bound(self, answer),
            on_error=_Bound(self, partial(self._on_page_failed, self._generation)),
        )

    def _on_page_fetched(self, generation: int, number: int, rows: Sequence[Any]) -> None:
        if generation != self._generation:
            return
        self._in_flight = None
        self._pages[number] = rows
        self._stale.pop(number, None)
        while len(self._pages) > CACHED_PAGES:
            self._pages.popitem(last=False)
        first = number * PAGE_ROWS
        last = min(first + PAGE_ROWS, self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self.page_loaded.emit(number)
        self._load_next()

    def _on_page_failed(self, generation: int, error: CsfError) -> None:
        if generation != self._generation:
            return
        self._in_flight = None
        self._wanted.clear()
        self.load_failed.emit(error)

    # --- Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self._count:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        row = self.row_at(index.row())
        if role == IdRole:
            return "" if row is None else self._row_id(row)
        if role == RowRole:
            return row
        return _value(column, row, role, self._in_sight)


class _Bound:
    """A callback that dies with the model it belongs to (the runner looks at ``__self__``)."""

    def __init__(self, owner: QObject, call: Callable[..., object]) -> None:
        self.__self__ = owner
        self._call = call

    def __call__(self, *args: object) -> object:
        return self._call(*args)


def _nothing(_vault: object, _offset: int, _limit: int) -> Sequence[Any]:
    return ()


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_right_aligned else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _value(
    column: Column,
    row: Any,  # noqa: ANN401
    role: int,
    in_sight: Collection[str],
) -> object:
    roles = Qt.ItemDataRole
    if role not in (
        roles.DisplayRole,
        roles.AccessibleTextRole,
        roles.ToolTipRole,
        CellRole,
        SortRole,
    ):
        return None
    if role == SortRole and row is not None and column.sort_value is not None:
        return column.sort_value(row)
    cell = PLACEHOLDER if row is None else column.cell_beside(row, in_sight)
    if role == CellRole:
        return cell
    if role == roles.AccessibleTextRole:
        return f"{column.title}\u00a0: {cell.as_speech()}"
    if role == roles.ToolTipRole:
        return "\n".join(part for part in (cell.text, cell.second_line) if part)
    return cell.text
