"""Parcours: the list of pathways and the detail of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError, NotFoundError
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.services.pathway_list import open_pathways, pathway_chips, pathway_page
from csf_desktop.services.pathway_page import PathwayDetails, get_pathway
from csf_desktop.services.pathways import advance
from csf_desktop.services.rows import Listing, ListQuery, PathwayRow
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.pathways.columns import pathway_columns
from csf_desktop.ui.pathways.dialogs import PathwayDialogs
from csf_desktop.ui.pathways.panel import PathwayPanel
from csf_desktop.ui.pathways.steps import asks_reason
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.view import View
from csf_desktop.ui.widgets.chip_bar import Chip, ChipBar
from csf_desktop.ui.widgets.empty_state import EmptyState
from csf_desktop.ui.widgets.list_table import ListTable
from csf_desktop.ui.widgets.page_header import PageHeader
from csf_desktop.ui.widgets.paged_model import PagedTableModel
from csf_desktop.ui.widgets.split_view import SplitView

if TYPE_CHECKING:
    from csf_desktop.services.changes import ChangeSet

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
SEARCH_HINT = "Nom, entreprise, référence…"


class PathwaysView(View):
    """The list says who owes what since when; the panel shows and changes one pathway."""

    event_requested = Signal(str)  # pathway id
    export_requested = Signal(str, str)  # "pathway", id

    title = "Parcours"
    icon_name = "route-line"
    help_topic = "parcours"
    kinds = frozenset({"pathway", "beneficiary"})

    def __init__(
        self,
        runner: TaskRunner,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self._runner, self._today = runner, today
        self._query = ListQuery(today())
        self._asked = 0
        self._shown_id = ""
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._build()

    # --- what the window calls

    def refresh(self, changes: ChangeSet | None) -> None:
        if changes is not None and changes.is_empty:
            return
        self._read_list(keep_shown=True)
        if self._shown_id:
            self._read_details(self._shown_id)

    def new_item(self) -> None:
        self._dialogs.new_pathway()

    def create_for_contract(self, contract_id: str) -> None:
        """Start a new pathway of a contract."""
        self._dialogs.new_pathway(contract_id)

    def focus_search(self) -> None:
        self.header.search.focus_all()

    def open_item(self, kind: str, item_id: str) -> None:
        if kind == "beneficiary":
            self._dialogs.open_person(item_id)
        else:
            self._show_pathway(item_id, take_focus=True)

    def clear(self) -> None:
        self._asked += 1
        self._shown_id = ""
        self._query = ListQuery(self._today())
        self._dialogs.forget()
        self.model.clear()
        self._outer.removeWidget(self.split)
        self.split.hide()
        self.split.deleteLater()
        self._build()

    # --- building

    def _build(self) -> None:
        self._build_widgets()
        self._build_layout()
        self._connect_signals()

    def _build_widgets(self) -> None:
        self.header = PageHeader(
            "Parcours", SEARCH_HINT, "Rechercher un parcours", "Nouveau parcours"
        )
        self.chips = ChipBar("Filtrer les parcours", [Chip(key, title) for key, title in CHIPS])
        columns = pathway_columns(self._today, lambda: self.initials_only)
        self.model = PagedTableModel(columns, self._runner, parent=self)
        self.table = ListTable(self.model, "Liste des parcours")
        self.empty = EmptyState("route-line", "Aucun parcours", WHAT_FOR, "Nouveau parcours")
        self.panel = PathwayPanel(self._runner, self._today)
        self._dialogs = PathwayDialogs(self._runner, self._today, self)

    def _build_layout(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        main = QWidget()
        box = QVBoxLayout(main)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        for part in (self.header, self.chips):
            box.addWidget(part)
        box.addWidget(self._stack, 1)
        self.split = SplitView(main, self.panel, self.table)
        self._outer.addWidget(self.split)

    def _connect_signals(self) -> None:
        self.header.search_changed.connect(self._on_search_changed)
        self.header.new_requested.connect(self.new_item)
        self.header.search.left_downwards.connect(self.table.setFocus)
        self.chips.filter_changed.connect(self._on_filter_changed)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.sort_requested.connect(self._on_sort_requested)
        self.empty.action_requested.connect(self._on_empty_action_requested)
        self.split.panel_closed.connect(self._on_panel_closed)
        self.panel.step_chosen.connect(self._on_step_chosen)
        self.panel.event_requested.connect(self.event_requested)
        self.panel.export_requested.connect(self._on_export_requested)
        self.panel.contract_requested.connect(self._on_contract_requested)
        self._dialogs.pathway_created.connect(self._on_pathway_created)
        self._dialogs.pathway_found.connect(self._on_pathway_found)
        self._dialogs.step_confirmed.connect(self._on_step_confirmed)

    # --- reading

    def _read_list(self, *, keep_shown: bool = False) -> None:
        self._asked += 1
        self._query = replace(self._query, today=self._today())
        self._runner.run(
            open_pathways,
            self._query,
            on_success=partial(self._on_list_read, self._asked, self._query, keep_shown),
            parent=self,
        )

    def _on_list_read(
        self, asked: int, query: ListQuery, keep_shown: bool, found: Listing[PathwayRow]
    ) -> None:
        if asked != self._asked:
            return
        fetch = partial(pathway_page, query=query)
        self.model.set_source(found.count, fetch, found.rows, keep_shown=keep_shown)
        self._show_empty_state(found.count)
        QTimer.singleShot(0, self, self._select_shown)
        self._runner.run(
            pathway_chips, query, on_success=partial(self._on_chips_read, asked), parent=self
        )

    def _on_chips_read(self, asked: int, counts: dict[str, int]) -> None:
        if asked != self._asked:
            return
        self.chips.set_chips([Chip(key, title, counts.get(key, 0)) for key, title in CHIPS])
        self.header.set_lead(_summary(counts))

    def _show_empty_state(self, count: int) -> None:
        is_narrowed = bool(self._query.search or self._query.chip)
        if is_narrowed:
            self.empty.set_content(
                "Aucun résultat", "Aucun parcours ne répond à cette recherche.", "Tout afficher"
            )
        else:
            self.empty.set_content("Aucun parcours", WHAT_FOR, "Nouveau parcours")
        self._stack.setCurrentWidget(self.table if count else self.empty)
        self.chips.setVisible(bool(count) or is_narrowed)

    @Slot()
    def _select_shown(self) -> None:
        if self._shown_id and self.split.is_open and not self.table.select_id(self._shown_id):
            self.table.setCurrentIndex(QModelIndex())

    def _show_pathway(self, pathway_id: str, *, take_focus: bool = False) -> None:
        self._shown_id = pathway_id
        self._read_details(pathway_id, opens=True, take_focus=take_focus)

    def _read_details(
        self, pathway_id: str, *, opens: bool = False, take_focus: bool = False
    ) -> None:
        self._runner.run(
            get_pathway,
            pathway_id,
            self._today(),
            on_success=partial(self._on_details_read, opens, take_focus),
            on_error=partial(self._on_details_failed, pathway_id, opens),
            parent=self,
        )

    def _on_details_read(self, opens: bool, take_focus: bool, details: PathwayDetails) -> None:
        if details.id != self._shown_id:
            return
        self.panel.show_details(details, initials_only=self.initials_only)
        if opens:
            self.split.open_panel(take_focus=take_focus)
            self._select_shown()

    def _on_details_failed(self, pathway_id: str, opens: bool, error: CsfError) -> None:
        if pathway_id != self._shown_id:
            return
        if opens or not isinstance(error, NotFoundError):
            self.message_posted.emit(str(error))
        self._shown_id = ""
        self.split.close_panel()

    # --- slots of the list

    @Slot(str)
    def _on_search_changed(self, typed: str) -> None:
        self._query = replace(self._query, search=typed)
        self._read_list()

    @Slot(str)
    def _on_filter_changed(self, key: str) -> None:
        self._query = replace(self._query, chip=key)
        self._read_list()

    @Slot(str, bool)
    def _on_sort_requested(self, key: str, is_descending: bool) -> None:
        self._query = replace(self._query, sort=key, is_descending=is_descending)
        self._read_list()

    @Slot(str)
    def _on_row_opened(self, pathway_id: str) -> None:
        self._show_pathway(pathway_id)

    @Slot(str)
    def _on_current_changed(self, pathway_id: str) -> None:
        is_beside = self.split.is_open and not self.split.is_compact
        if pathway_id and is_beside and self.table.hasFocus() and pathway_id != self._shown_id:
            self._show_pathway(pathway_id)

    @Slot()
    def _on_empty_action_requested(self) -> None:
        if not (self._query.search or self._query.chip):
            self.new_item()
            return
        self._query = replace(self._query, search="", chip="")
        self.chips.set_current("")
        self.header.search.clear()
        self._read_list()

    # --- slots of the panel and of the dialogs

    @Slot()
    def _on_panel_closed(self) -> None:
        self._shown_id = ""

    @Slot(str)
    def _on_export_requested(self, pathway_id: str) -> None:
        self.export_requested.emit("pathway", pathway_id)

    @Slot(str)
    def _on_contract_requested(self, contract_id: str) -> None:
        self.open_requested.emit("contract", contract_id)

    @Slot(str)
    def _on_step_chosen(self, target: str) -> None:
        details = self.panel.details
        if details is None:
            return
        current = str(details.fields["status"])
        if target == PathwayStatus.RESERVED:
            self._dialogs.reserve(details.id)
        elif asks_reason(current, target):
            self._dialogs.ask_reason(details.id, current, target)
        else:
            day = self.panel.course.step_day()
            if day is None:
                self.panel.show_tab("course")
                return
            self._advance(details.id, target, day, "")

    @Slot(str, object, str)
    def _on_step_confirmed(self, target: str, day: date, reason: str) -> None:
        if self.panel.details is not None:
            self._advance(self.panel.details.id, target, day, reason)

    def _advance(self, pathway_id: str, target: str, day: date, reason: str) -> None:
        self.panel.step_bar.set_busy(is_busy=True)
        self._runner.run(
            advance,
            pathway_id,
            target,
            day,
            reason,
            on_success=self._on_step_taken,
            on_error=self._on_step_failed,
            parent=self,
        )

    @Slot(object)
    def _on_step_taken(self, _changes: ChangeSet) -> None:
        self._dialogs.end_reason()

    @Slot(object)
    def _on_step_failed(self, error: CsfError) -> None:
        if self._dialogs.reason is not None:
            self._dialogs.reason.show_failure(error)
        self.panel.show_step_failure(error)

    @Slot(str)
    def _on_pathway_created(self, pathway_id: str) -> None:
        self.panel.show_tab("course")
        self._show_pathway(pathway_id, take_focus=True)

    @Slot(str)
    def _on_pathway_found(self, pathway_id: str) -> None:
        self.panel.show_tab("people")
        self._show_pathway(pathway_id, take_focus=True)


def _summary(counts: dict[str, int]) -> str:
    """Return « 128 parcours, dont 6 en retard et 12 à pourvoir »."""
    whole = count_of(counts.get("", 0), "parcours", "parcours")
    parts = [
        f"{counts[key]}\u00a0{words}"
        for key, words in (("late", "en retard"), ("open", "à pourvoir"))
        if counts.get(key)
    ]
    return f"{whole}, dont {' et '.join(parts)}" if parts else whole
