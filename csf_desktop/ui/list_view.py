"""A view made of a list and of the detail of one of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.errors import CsfError, NotFoundError
from csf_desktop.services.rows import Listing
from csf_desktop.ui.formatting import grouped
from csf_desktop.ui.list_options import ListOptions, ListParts
from csf_desktop.ui.list_source import ListServices, ListSource
from csf_desktop.ui.preferences import Preferences
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.view import View
from csf_desktop.ui.widgets.cells import Column, shown_columns
from csf_desktop.ui.widgets.detail_panel import DetailPanel
from csf_desktop.ui.widgets.empty_state import EmptyState
from csf_desktop.ui.widgets.list_head import HeadWords, ListHead
from csf_desktop.ui.widgets.list_table import ListTable
from csf_desktop.ui.widgets.page_header import LOW_WINDOW
from csf_desktop.ui.widgets.paged_model import PagedTableModel
from csf_desktop.ui.widgets.split_view import SplitView
from csf_desktop.ui.widgets.text import label

if TYPE_CHECKING:
    from csf_desktop.services.changes import ChangeSet


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """Title, sentence and action of a list without rows: an empty vault, a search in vain."""

    nothing_yet: tuple[str, str, str]
    nothing_found: tuple[str, str, str]


class ListView(View):
    """Head, list, foot, and a panel beside the list or in its place.

    A subclass says what it shows through the class attributes and ``make_columns``,
    ``make_panel``, ``connect_panel``, ``count_words``, ``summary``, ``read_detail``.
    """

    services: ListServices
    head_words: HeadWords
    empty_words: EmptyWords

    empty_icon: str = ""
    """A drawing of ``resources/icons`` for a list without rows; by default that of the view."""

    table_name: str = ""
    """What a screen reader calls the list."""

    key_hints: str = ""
    """The keys worth knowing, at the foot."""

    order: str = ""
    """Key of the column that the rows come ordered by."""

    row_id: Callable[[Any], str] = staticmethod(attrgetter("id"))

    reads: frozenset[str] = frozenset()
    """Kinds of record whose changes show here; none named means all."""

    memory_name: str = ""
    """The name under which columns and searches of this list are kept; none: no options."""

    exports: bool = False
    """Whether the list can be exported; then ``export_list`` does it."""

    def __init__(
        self,
        runner: TaskRunner,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] = date.today,
        preferences: Preferences | None = None,
    ) -> None:
        """``preferences`` remember the columns chosen; without them they last as the view does."""
        super().__init__(parent)
        self._runner, self._today, self._preferences = runner, today, preferences
        self._found = 0
        self.total: int | None = None
        self._source = ListSource(self.services, runner, today, self)
        self._is_opening = self._takes_focus = False
        self.shown_id = ""
        self._build_widgets()
        self._build_layout()
        self._connect_signals()
        self.connect_panel()

    # --- what a subclass gives

    def make_columns(self) -> tuple[Column, ...]:
        """Return the columns of the list, those that are optional included."""
        raise NotImplementedError

    def make_panel(self) -> DetailPanel:
        """Return the panel; called once."""
        raise NotImplementedError

    def make_head(self) -> ListHead:
        """Return what stands above the list; called once."""
        return ListHead(self.head_words)

    def connect_panel(self) -> None:
        """Make what goes with the panel (dialogs, forms) and connect its signals; called once."""
        raise NotImplementedError

    def count_words(self, count: int) -> str:
        """Return how many rows there are, in words, for the foot."""
        raise NotImplementedError

    def summary(self, counts: Mapping[str, int]) -> str:
        """Return the line under the title."""
        raise NotImplementedError

    def show_counts(self, answer: Any) -> None:  # noqa: ANN401 - what ``services.counts`` returns
        """Show the counts of the filters."""
        self.head.show_counts(answer, self.summary(answer))

    def export_list(self) -> None:
        """Export the rows as they are searched, filtered and ordered, in the columns shown."""
        raise NotImplementedError

    def read_detail(self) -> None:
        """Read ``shown_id`` again for the panel; call ``reveal_panel`` when it can be shown."""
        raise NotImplementedError

    # --- what the window calls

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list and the panel again unless the change does not concern them."""
        if changes is not None and not self._is_concerned(changes):
            return
        self._source.ask_again()
        if changes is None and self.options is not None:
            self.options.read()
        if self.shown_id:
            self.read_detail()

    def focus_search(self) -> None:
        """Put the keyboard in the search box, coming back to the list if the panel hides it."""
        if self.split.is_compact and self.split.is_open:
            self.split.close_panel()
        self.head.search.focus_all()

    def open_item(self, kind: str, item_id: str) -> None:
        """Show one item in the panel, whatever the list shows."""
        self.show_detail(item_id, take_focus=True)

    @property
    def bookmark(self) -> str:
        """The id of the row that the panel shows."""
        return self.shown_id

    def reopen(self, bookmark: str) -> None:
        """Show the row of this id in the panel."""
        self.show_detail(bookmark, take_focus=True)

    def clear(self) -> None:
        """Forget every word of the vault."""
        self._source.forget()
        if self.options is not None:
            self.options.forget()
        self.shown_id, self.total = "", None
        self.model.clear()
        self.head.forget()
        self._count.setText("")
        self.split.close_panel()
        self.panel.forget()

    # --- the panel

    def show_detail(self, item_id: str, *, take_focus: bool = False) -> None:
        """Read an item, then show it in the panel."""
        self.shown_id = item_id
        self._is_opening, self._takes_focus = True, take_focus
        self.read_detail()

    def reveal_panel(self) -> None:
        """Open the panel, if what has just been read was asked for by ``show_detail``."""
        if self._is_opening:
            self._is_opening = False
            self.split.open_panel(take_focus=self._takes_focus)
            self._arrange()
            self._select_shown()

    def open_beside(self) -> None:
        """Open the panel for what is no row of the list: a new item."""
        self.shown_id = ""
        self._clear_selection()
        self.split.open_panel()
        self._arrange()

    def show_failure(self, error: CsfError) -> None:
        """Close the panel: its item cannot be read. One deleted while in sight needs no word."""
        if self._is_opening or not isinstance(error, NotFoundError):
            self.message_posted.emit(str(error))
        self.split.close_panel()
        self.shown_id = ""

    def ask_detail(
        self, service: Callable[..., Any], *args: object, show: Callable[[Any], object]
    ) -> None:
        """Read what ``service`` says of ``shown_id``, show it, open the panel.

        The answer is dropped when another item has been asked for since.
        """
        asked = self.shown_id

        def on_success(found: object) -> None:
            if asked == self.shown_id:
                show(found)
                self.reveal_panel()

        def on_error(error: CsfError) -> None:
            if asked == self.shown_id:
                self.show_failure(error)

        self._runner.run(service, *args, on_success=on_success, on_error=on_error, parent=self)

    # --- building

    def _build_widgets(self) -> None:
        self.head = self.make_head()
        columns = self.make_columns()
        usual = shown_columns(columns, ())
        self.model = PagedTableModel(usual, self._runner, self.row_id, parent=self)
        self.table = ListTable(self.model, self.table_name)
        if self.order:
            self.table.show_sort(self.order)
        self.options = self._make_options(columns) if self.memory_name else None
        icon_name = self.empty_icon or self.icon_name
        words = self.head_words
        self.empty = EmptyState(
            icon_name,
            *self.empty_words.nothing_yet,
            link=words.file_import,
            link_tip=words.file_tip,
            link_told=words.file_kinds,
        )
        self.panel = self.make_panel()
        self._count = label("", "small")
        self._hints = label(self.key_hints, "small")

    def _make_options(self, columns: tuple[Column, ...]) -> ListOptions:
        parts = ListParts(
            self.memory_name, self.head, self.table, self._source, columns, self.order
        )
        made = ListOptions(parts, self._runner, self._preferences, self, exports=self.exports)
        made.export_requested.connect(self.export_list)
        made.message_posted.connect(self.message_posted)
        return made

    def _build_layout(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._hints)
        main = QWidget()
        box = QVBoxLayout(main)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(self._stack, 1)
        box.addWidget(self._foot)
        self.split = SplitView(main, self.panel, self.table)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)  # the window gives its own
        page.setSpacing(px(8))
        page.addWidget(self.head)
        page.addWidget(self.split, 1)

    def _connect_signals(self) -> None:
        self._source.rows_read.connect(self._on_rows_read)
        self._source.total_read.connect(self._on_total_read)
        self._source.counts_read.connect(self.show_counts)
        self.head.new_requested.connect(self.new_item)
        self.head.import_requested.connect(self.import_requested)
        self.head.search_changed.connect(self._on_search_changed)
        self.head.filter_changed.connect(self._on_filter_changed)
        self.head.search.left_downwards.connect(self.table.setFocus)
        self.empty.action_requested.connect(self._on_empty_action_requested)
        self.empty.link_requested.connect(self.import_requested)
        self.table.row_opened.connect(self.show_detail)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.sort_requested.connect(self._on_sort_requested)
        self.split.compact_changed.connect(self._arrange)
        self.split.panel_closed.connect(self._on_panel_closed)

    # --- the list

    @Slot(object, object, bool)
    def _on_rows_read(
        self, found: Listing[Any], fetch: Callable[..., Sequence[Any]], is_same: bool
    ) -> None:
        self.model.set_source(found.count, fetch, found.rows, keep_shown=is_same)
        self._found = found.count
        self._show_count()
        self._show_empty_state(found.count)
        QTimer.singleShot(0, self, self._select_shown)  # after the table has put its own back

    def _show_count(self) -> None:
        """Say how many rows are shown, and of how many where something leaves some out."""
        said = self.count_words(self._found)
        if self.total is not None and self._found < self.total:
            said = f"{said} sur {grouped(self.total)}"
        self._count.setText(said)

    @Slot(int)
    def _on_total_read(self, total: int) -> None:
        self.total = total
        self._show_count()

    def _show_empty_state(self, count: int) -> None:
        words, is_narrowed = self.empty_words, self._source.is_narrowed
        focused = QApplication.focusWidget()  # asked before what holds it is hidden
        was_there = focused is not None and self.empty.isAncestorOf(focused)
        self.empty.set_content(*(words.nothing_found if is_narrowed else words.nothing_yet))
        self.empty.show_link(is_shown=not is_narrowed)
        self._stack.setCurrentWidget(self.table if count else self.empty)
        if count and was_there:
            self.table.setFocus()
        self.head.chips.setVisible(bool(count) or is_narrowed)

    def _is_concerned(self, changes: ChangeSet) -> bool:
        return bool(changes.kinds & self.reads) if self.reads else not changes.is_empty

    @Slot()
    def _select_shown(self) -> None:
        if self.shown_id and not self.table.select_id(self.shown_id):
            self._clear_selection()

    def _clear_selection(self) -> None:
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    def _shows_initials(self) -> bool:
        return self.initials_only

    # --- slots

    @Slot(str)
    def _on_search_changed(self, typed: str) -> None:
        if self.options is not None:
            self.options.leave_search()
        self._source.ask(search=typed)

    @Slot(str)
    def _on_filter_changed(self, key: str) -> None:
        if self.options is None or not self.options.choose_filter(key):
            self._source.ask(chip=key)

    @Slot(str, bool)
    def _on_sort_requested(self, key: str, is_descending: bool) -> None:
        self._source.ask(sort=key, is_descending=is_descending)

    @Slot(str)
    def _on_current_changed(self, row_id: str) -> None:
        """Follow the keyboard through the list, as long as the panel shows one of its rows."""
        is_beside = self.split.is_open and not self.split.is_compact
        if row_id and self.shown_id not in ("", row_id) and is_beside:
            self.show_detail(row_id)

    @Slot()
    def _on_panel_closed(self) -> None:
        self.shown_id = ""
        self._arrange()

    @Slot()
    def _on_empty_action_requested(self) -> None:
        if self._source.is_narrowed:
            self.head.reset()
            self._source.ask(search="", chip="")
        else:
            self.new_item()

    @Slot()
    def _arrange(self) -> None:
        """Give the whole height to the panel where it takes the list's place."""
        self.head.setVisible(not (self.split.is_compact and self.split.is_open))
        self._hints.setVisible(not self.split.is_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.setVisible(self.window().height() >= px(LOW_WINDOW))
