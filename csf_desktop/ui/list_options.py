"""What can be done with a list besides reading it: keep its search, choose its columns, export."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from csf_desktop.services.saved_filters import SavedFilter
from csf_desktop.ui.list_source import ListSource
from csf_desktop.ui.preferences import Preferences
from csf_desktop.ui.saved_searches import SavedSearches, key_of
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.cells import Column, shown_columns
from csf_desktop.ui.widgets.columns_dialog import ColumnsDialog
from csf_desktop.ui.widgets.list_head import OPTIONS_NAME, ListHead
from csf_desktop.ui.widgets.list_table import COLUMNS, ListTable

KEEP, EXPORT = "Enregistrer cette recherche…", "Exporter la liste…"
EXPORT_KEYS = "Ctrl+E"


@dataclass(frozen=True, slots=True)
class ListParts:
    """What the options of a list act on; ``order`` is the key of the order it comes in."""

    name: str
    head: ListHead
    table: ListTable
    source: ListSource
    columns: tuple[Column, ...]
    order: str


class ListOptions(QObject):
    """The menu « Options de la liste », the searches kept, and the key that exports."""

    export_requested = Signal()
    message_posted = Signal(str)

    def __init__(
        self,
        parts: ListParts,
        runner: TaskRunner,
        preferences: Preferences | None,
        owner: QWidget,
        *,
        exports: bool,
    ) -> None:
        super().__init__(owner)
        self._parts, self._preferences, self._owner = parts, preferences, owner
        self._searches = SavedSearches(parts.name, runner, owner)
        self._export = QAction(EXPORT, owner)
        self._export.setShortcut(QKeySequence(EXPORT_KEYS))
        if exports:
            owner.addAction(self._export)
        self._connect_signals()
        parts.head.offer_options()
        parts.table.offers_columns = True
        self._show_columns(preferences.columns(parts.name) if preferences else ())

    def read(self) -> None:
        """Read the searches that were kept."""
        self._searches.read()

    def forget(self) -> None:
        """Forget every word of the vault."""
        self._searches.forget()

    def choose_filter(self, key: str) -> bool:
        """Bring back the search of a chip; ``False`` for a chip that is no search kept."""
        search = self._searches.search_of(key)
        if search is None:
            return False
        parts = self._parts
        parts.head.search.show_text(search.search)
        sort = search.sort or parts.order
        parts.table.show_sort(sort, is_descending=search.is_descending)
        parts.source.ask(
            search=search.search,
            chip=search.chip,
            sort=search.sort,
            is_descending=search.is_descending,
        )
        return True

    def leave_search(self) -> None:
        """Show the plain filter of what is asked now: it is no longer the search kept."""
        if self._current() is not None:
            self._parts.head.set_filter(self._parts.source.query.chip)

    def _connect_signals(self) -> None:
        self._parts.head.options_requested.connect(self._on_options_requested)
        self._parts.table.columns_requested.connect(self._on_columns_requested)
        self._searches.changed.connect(self._on_searches_changed)
        self._searches.kept.connect(self._on_search_kept)
        self._searches.message_posted.connect(self.message_posted)
        self._export.triggered.connect(lambda: self.export_requested.emit())

    def _current(self) -> SavedFilter | None:
        return self._searches.search_of(self._parts.head.chips.current)

    def _show_columns(self, keys: tuple[str, ...]) -> None:
        shown = shown_columns(self._parts.columns, keys)
        if [column.key for column in shown] != self._shown_keys():
            self._parts.table.show_columns(shown)

    def _shown_keys(self) -> list[str]:
        return [column.key for column in self._parts.table.columns]

    # --- slots

    @Slot(QPoint)
    def _on_options_requested(self, corner: QPoint) -> None:
        menu = QMenu(self._owner)
        menu.setAccessibleName(OPTIONS_NAME)
        menu.addAction(COLUMNS).triggered.connect(self._on_columns_requested)
        menu.addAction(KEEP).triggered.connect(self._on_keep_requested)
        current = self._current()
        if current is not None:
            said = f"Retirer la recherche «\u00a0{current.name}\u00a0»".replace("&", "&&")
            menu.addAction(said).triggered.connect(lambda: self._searches.remove(current))
        if self._export in self._owner.actions():
            menu.addSeparator()
            menu.addAction(self._export)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(corner)

    @Slot()
    def _on_columns_requested(self) -> None:
        dialog = ColumnsDialog(self._parts.columns, self._shown_keys(), self._owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.columns_chosen.connect(self._on_columns_chosen)
        dialog.open()

    @Slot(object)
    def _on_columns_chosen(self, keys: list[str]) -> None:
        if self._preferences is not None:
            self._preferences.set_columns(self._parts.name, keys)
        self._show_columns(tuple(keys))

    @Slot()
    def _on_keep_requested(self) -> None:
        current = self._current()
        self._searches.ask_name(self._parts.source.query, current.name if current else "")

    @Slot()
    def _on_searches_changed(self) -> None:
        head = self._parts.head
        was_kept = self._current() is None and head.chips.current.startswith(key_of(""))
        head.show_own_filters(self._searches.chips)
        if was_kept:
            head.set_filter(self._parts.source.query.chip)

    @Slot(object)
    def _on_search_kept(self, search: SavedFilter) -> None:
        self._parts.head.set_filter(key_of(search.id))
