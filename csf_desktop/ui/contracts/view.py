"""The view « Marchés »: the list of contracts and the panel of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.contract_list import contract_chips, contract_page, open_contracts
from csf_desktop.services.rows import ContractRow, Listing, ListQuery
from csf_desktop.ui.contracts.columns import contract_columns
from csf_desktop.ui.contracts.empty import ContractsEmpty
from csf_desktop.ui.contracts.list_head import ListHead
from csf_desktop.ui.contracts.panel import ContractPanel
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.view import View
from csf_desktop.ui.widgets.list_table import ListTable
from csf_desktop.ui.widgets.paged_model import PagedTableModel
from csf_desktop.ui.widgets.split_view import SplitView
from csf_desktop.ui.widgets.text import label

READS = frozenset(
    {"contract", "buyer", "company", "contact", "lot", "purchase_order", "awardee", "pathway",
     "pathway_week", "event", "visit", "outcome", "beneficiary"}
)  # fmt: skip
"""Kinds of record that this view shows something of."""


class ContractsView(View):
    """List, filters, search; the panel shows, edits and creates."""

    pathway_creation_requested = Signal(str)  # contract's id: open the form of a pathway for it
    export_requested = Signal(str, str)  # "contract", id

    title = "Marchés"
    icon_name = "briefcase-4-line"
    help_topic = "marches"
    kinds = frozenset({"contract"})

    def __init__(
        self,
        runner: TaskRunner,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._today = today
        self._query = ListQuery(today())
        self._generation = 0
        self._wanted_id = ""
        self._build_widgets()
        self._build_layout()
        self._connect_list()
        self._connect_panel()

    # --- what the window asks

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list and the panel again unless the change does not concern them."""
        if changes is not None and not changes.kinds & READS:
            return
        self._read(is_same=self._generation > 0)
        shown = self._panel.contract_id
        if self._split.is_open and shown:
            self._panel.show_contract(shown, initials_only=self.initials_only)

    def new_item(self) -> None:
        """Open the form of a new contract."""
        self._table.clearSelection()
        self._split.open_panel()
        self._arrange()
        self._panel.start_creation()

    def focus_search(self) -> None:
        """Put the keyboard in the search box, coming back to the list if the panel hides it."""
        if self._split.is_compact and self._split.is_open:
            self._split.close_panel()
        self._head.search.focus_all()

    def open_item(self, kind: str, item_id: str) -> None:
        """Show one contract in the panel, whatever the list shows."""
        self._wanted_id = item_id
        self._table.select_id(item_id)
        self._open_panel(item_id)

    def clear(self) -> None:
        """Forget every word of the vault."""
        self._generation += 1
        self._query = ListQuery(self._today())
        self._model.clear()
        self._head.forget()
        self._foot.setText("")
        self._split.close_panel()
        self._panel.forget()

    # --- building

    def _build_widgets(self) -> None:
        self._head = ListHead()
        self._model = PagedTableModel(contract_columns(self._today), self._runner, parent=self)
        self._table = ListTable(self._model, "Liste des marchés")
        self._table.show_sort("due")
        self._empty = ContractsEmpty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        self._foot = label("", "small")
        self._hint = label("Entrée\u00a0: ouvrir  ·  Ctrl+F\u00a0: rechercher", "small")
        self._panel = ContractPanel(self._runner, self._today)

    def _build_layout(self) -> None:
        main = QWidget()
        foot = QHBoxLayout()
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._hint)
        box = QVBoxLayout(main)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(self._stack, 1)
        box.addLayout(foot)
        self._split = SplitView(main, self._panel, self._table)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)  # the window gives its own
        page.setSpacing(px(8))
        page.addWidget(self._head)
        page.addWidget(self._split, 1)

    def _connect_list(self) -> None:
        self._head.new_requested.connect(self.new_item)
        self._head.import_requested.connect(self.import_requested)
        self._head.search_changed.connect(self._on_search_changed)
        self._head.filter_changed.connect(self._on_filter_changed)
        self._head.search.left_downwards.connect(self._table.setFocus)
        self._empty.creation_requested.connect(self.new_item)
        self._empty.import_requested.connect(self.import_requested)
        self._empty.reset_requested.connect(self._on_reset_requested)
        self._table.row_opened.connect(self._open_panel)
        self._table.current_changed.connect(self._on_current_changed)
        self._table.sort_requested.connect(self._on_sort_requested)
        self._split.compact_changed.connect(self._arrange)
        self._split.panel_closed.connect(self._arrange)

    def _connect_panel(self) -> None:
        self._panel.pathway_creation_requested.connect(self.pathway_creation_requested)
        self._panel.pathway_opened.connect(partial(self.open_requested.emit, "pathway"))
        self._panel.export_requested.connect(self.export_requested)
        self._panel.message_posted.connect(self.message_posted)
        self._panel.contract_created.connect(partial(self.open_item, "contract"))
        self._panel.contract_gone.connect(self._split.close_panel)

    # --- the list

    def _ask(self, **changes: object) -> None:
        self._query = replace(self._query, **changes)  # type: ignore[arg-type]
        self._read(is_same=False)

    def _read(self, *, is_same: bool) -> None:
        """Read the first page, then the counts; an answer to an older question is dropped."""
        self._generation += 1
        self._query = replace(self._query, today=self._today())
        asked = (self._generation, is_same)
        self._runner.run(
            open_contracts, self._query, on_success=partial(self._show, *asked), parent=self
        )
        self._runner.run(
            contract_chips,
            self._query,
            on_success=partial(self._show_counts, self._generation),
            parent=self,
        )

    def _show(self, generation: int, is_same: bool, found: Listing[ContractRow]) -> None:
        if generation != self._generation:
            return
        fetch = partial(contract_page, query=self._query)
        self._model.set_source(found.count, fetch, found.rows, keep_shown=is_same)
        self._foot.setText(count_of(found.count, "marché"))
        self._stack.setCurrentWidget(self._table if found.count else self._empty)
        self._empty.show_for(is_filtered=bool(self._query.search or self._query.chip))
        if self._wanted_id and self._table.select_id(self._wanted_id):
            self._wanted_id = ""

    def _show_counts(self, generation: int, counts: dict[str, int]) -> None:
        if generation == self._generation:
            self._head.show_counts(counts)

    @Slot(str)
    def _on_search_changed(self, text: str) -> None:
        self._ask(search=text)

    @Slot(str)
    def _on_filter_changed(self, key: str) -> None:
        self._ask(chip=key)

    @Slot(str, bool)
    def _on_sort_requested(self, key: str, is_descending: bool) -> None:
        self._ask(sort=key, is_descending=is_descending)

    @Slot()
    def _on_reset_requested(self) -> None:
        self._head.chips.set_current("")
        self._head.search.clear()
        self._ask(search="", chip="")

    # --- the panel

    @Slot(str)
    def _open_panel(self, contract_id: str) -> None:
        self._split.open_panel()
        self._arrange()
        self._panel.show_contract(contract_id, initials_only=self.initials_only)

    @Slot(str)
    def _on_current_changed(self, contract_id: str) -> None:
        if contract_id and self._split.is_open and self._panel.contract_id:
            self._panel.show_contract(contract_id, initials_only=self.initials_only)

    @Slot()
    def _arrange(self) -> None:
        """Give the whole height to the panel where it takes the list's place."""
        self._head.setVisible(not (self._split.is_compact and self._split.is_open))
        self._hint.setVisible(not self._split.is_open)
