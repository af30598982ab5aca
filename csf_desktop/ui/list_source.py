"""What a list is asked for, and the answers of the services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.services.rows import Listing, ListQuery
from csf_desktop.ui.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class ListServices:
    """Where the rows come from; each is called with the open vault first.

    ``first(query)`` gives the count and the first page, ``page(offset, limit, query=query)`` the
    others, ``counts(query)`` what ``ListView.show_counts`` takes, ``total()`` how many rows there
    are without any search or filter.
    """

    first: Callable[..., Listing[Any]]
    page: Callable[..., Sequence[Any]]
    counts: Callable[..., Any]
    total: Callable[..., int] | None = None


class ListSource(QObject):
    """Reads the first page, then the counts; an answer to an older question is dropped."""

    rows_read = Signal(object, object, bool)  # Listing, how to fetch a page, same question again
    total_read = Signal(int)  # rows without any search or filter, before the counts
    counts_read = Signal(object)

    def __init__(
        self,
        services: ListServices,
        runner: TaskRunner,
        today: Callable[[], date],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._services, self._runner, self._today, self._owner = services, runner, today, parent
        self._query = ListQuery(today())
        self._asked = 0

    @property
    def query(self) -> ListQuery:
        """The question in force."""
        return self._query

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a search or a filter leaves rows out."""
        return bool(self._query.search or self._query.chip)

    def ask(self, **changes: Any) -> None:  # noqa: ANN401 - fields of ListQuery
        """Ask another question: a search, a filter, an order."""
        self._query = replace(self._query, **changes)
        self._read(is_same=False)

    def ask_again(self) -> None:
        """Ask the same question: only the data may have changed."""
        self._read(is_same=True)

    def forget(self) -> None:
        """Come back to the first question, and drop the answers under way."""
        self._asked += 1
        self._query = ListQuery(self._today())

    def _read(self, *, is_same: bool) -> None:
        self._asked += 1
        self._query = replace(self._query, today=self._today())
        answered = partial(self._on_rows_read, self._asked, self._query, is_same)
        self._runner.run(self._services.first, self._query, on_success=answered, parent=self._owner)

    def _on_rows_read(
        self, asked: int, query: ListQuery, is_same: bool, found: Listing[Any]
    ) -> None:
        if asked != self._asked:
            return
        self.rows_read.emit(found, partial(self._services.page, query=query), is_same)
        if self._services.total is not None:
            told = partial(self._on_total_read, asked)
            self._runner.run(self._services.total, on_success=told, parent=self._owner)
        counted = partial(self._on_counts_read, asked)
        self._runner.run(self._services.counts, query, on_success=counted, parent=self._owner)

    def _on_total_read(self, asked: int, total: int) -> None:
        if asked == self._asked:
            self.total_read.emit(total)

    def _on_counts_read(self, asked: int, answer: object) -> None:
        if asked == self._asked:
            self.counts_read.emit(answer)
