"""The list of Parcours: search, filters, rows, and what to say when there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csf_desktop.services.pathway_list import open_pathways, pathway_chips, pathway_page
from csf_desktop.services.rows import Listing, ListQuery, PathwayRow
from csf_desktop.ui.formatting import count_of, grouped
from csf_desktop.ui.pathways.columns import pathway_columns
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.chip_bar import Chip, ChipBar
from csf_desktop.ui.widgets.empty_state import EmptyState
from csf_desktop.ui.widgets.list_table import ListTable
from csf_desktop.ui.widgets.page_header import PageHeader
from csf_desktop.ui.widgets.paged_model import PagedTableModel

CHIPS = (
    ("", "Tous"),
    ("late", "En retard"),
    ("soon", "Cette semaine"),
    ("open", "À pourvoir"),
    ("running", "En cours"),
    ("ended", "Terminés"),
)
WHAT_FOR = (
    "Un parcours est l’immersion due par une entreprise\u00a0: on le crée depuis un marché, on le "
    "réserve pour un jeune, on suit ses étapes et ses heures."
)
NOTHING_FOUND = "Aucun parcours ne répond à cette recherche."
SEARCH_HINT = "Nom, entreprise, référence…"
NEW = "Nouveau parcours"


class PathwayListPage(QWidget):
    """Asks the service for rows, then for the counts of the chips; old answers are dropped."""

    row_opened = Signal(str)  # pathway id
    row_followed = Signal(str)  # pathway id: the keyboard moved to another row
    new_requested = Signal()

    def __init__(
        self,
        runner: TaskRunner,
        today: Callable[[], date],
        initials_only: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._today = runner, today
        self._query = ListQuery(today())
        self._asked = 0
        self._wanted_id = ""
        self._build_widgets(initials_only)
        self._build_layout()
        self._connect_signals()

    def read(self, *, keep_shown: bool = False) -> None:
        """Read the rows and the counts; ``keep_shown`` when only the data may have changed."""
        self._asked += 1
        self._query = replace(self._query, today=self._today())
        self._runner.run(
            open_pathways,
            self._query,
            on_success=partial(self._on_list_read, self._asked, self._query, keep_shown),
            parent=self,
        )

    def select(self, pathway_id: str) -> None:
        """Make the row of a pathway current, now and when rows are read again."""
        self._wanted_id = pathway_id
        self._select_wanted()

    # --- building

    def _build_widgets(self, initials_only: Callable[[], bool]) -> None:
        self.header = PageHeader("Parcours", SEARCH_HINT, "Rechercher un parcours", NEW)
        self.chips = ChipBar("Filtrer les parcours", [Chip(key, title) for key, title in CHIPS])
        columns = pathway_columns(self._today, initials_only)
        self.model = PagedTableModel(columns, self._runner, parent=self)
        self.table = ListTable(self.model, "Liste des parcours")
        self.empty = EmptyState("route-line", "Aucun parcours", WHAT_FOR, NEW)

    def _build_layout(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(self.header)
        box.addWidget(self.chips)
        box.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self.header.search_changed.connect(self._on_search_changed)
        self.header.new_requested.connect(self.new_requested)
        self.header.search.left_downwards.connect(self.table.setFocus)
        self.chips.filter_changed.connect(self._on_filter_changed)
        self.table.row_opened.connect(self.row_opened)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.sort_requested.connect(self._on_sort_requested)
        self.empty.action_requested.connect(self._on_empty_action_requested)

    # --- answers

    def _on_list_read(
        self, asked: int, query: ListQuery, keep_shown: bool, found: Listing[PathwayRow]
    ) -> None:
        if asked != self._asked:
            return
        fetch = partial(pathway_page, query=query)
        self.model.set_source(found.count, fetch, found.rows, keep_shown=keep_shown)
        self._show_empty_state(found.count)
        QTimer.singleShot(0, self, self._select_wanted)  # after the table has put its own back
        self._runner.run(
            pathway_chips, query, on_success=partial(self._on_chips_read, asked), parent=self
        )

    def _on_chips_read(self, asked: int, counts: dict[str, int]) -> None:
        if asked != self._asked:
            return
        self.chips.set_chips([Chip(key, title, counts.get(key, 0)) for key, title in CHIPS])
        self.header.set_lead(_summary(counts))

    def _show_empty_state(self, count: int) -> None:
        is_narrowed = self._is_narrowed()
        if is_narrowed:
            self.empty.set_content("Aucun résultat", NOTHING_FOUND, "Tout afficher")
        else:
            self.empty.set_content("Aucun parcours", WHAT_FOR, NEW)
        self._stack.setCurrentWidget(self.table if count else self.empty)
        self.chips.setVisible(bool(count) or is_narrowed)

    def _is_narrowed(self) -> bool:
        return bool(self._query.search or self._query.chip)

    @Slot()
    def _select_wanted(self) -> None:
        if self._wanted_id and not self.table.select_id(self._wanted_id):
            self.table.setCurrentIndex(QModelIndex())

    # --- slots

    @Slot(str)
    def _on_search_changed(self, typed: str) -> None:
        self._query = replace(self._query, search=typed)
        self.read()

    @Slot(str)
    def _on_filter_changed(self, key: str) -> None:
        self._query = replace(self._query, chip=key)
        self.read()

    @Slot(str, bool)
    def _on_sort_requested(self, key: str, is_descending: bool) -> None:
        self._query = replace(self._query, sort=key, is_descending=is_descending)
        self.read()

    @Slot(str)
    def _on_current_changed(self, pathway_id: str) -> None:
        if pathway_id and self.table.hasFocus() and pathway_id != self._wanted_id:
            self.row_followed.emit(pathway_id)

    @Slot()
    def _on_empty_action_requested(self) -> None:
        if not self._is_narrowed():
            self.new_requested.emit()
            return
        self._query = replace(self._query, search="", chip="")
        self.chips.set_current("")
        self.header.search.clear()
        self.read()


def _summary(counts: dict[str, int]) -> str:
    """Return « 128 parcours, dont 6 en retard et 12 à pourvoir »."""
    whole = count_of(counts.get("", 0), "parcours", "parcours")
    parts = [
        f"{grouped(counts[key])}\u00a0{words}"
        for key, words in (("late", "en retard"), ("open", "à pourvoir"))
        if counts.get(key)
    ]
    return f"{whole}, dont {' et '.join(parts)}" if parts else whole
