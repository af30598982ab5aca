"""The view « Marchés »: the list of contracts and the panel of one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal

from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.contract_list import (
    contract_chips,
    contract_page,
    contract_total,
    open_contracts,
)
from csf_desktop.ui.contracts import list_words
from csf_desktop.ui.contracts.columns import contract_columns, export_keys
from csf_desktop.ui.contracts.panel import ContractPanel
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.list_source import ListServices
from csf_desktop.ui.list_view import ListView
from csf_desktop.ui.widgets.cells import Column

ALONE = "company:"
"""Begins the bookmark of a company that no contract led to."""


class ContractsView(ListView):
    """List, filters, search; the panel shows, edits and creates."""

    pathway_creation_requested = Signal(str)  # contract's id: open the form of a pathway for it
    event_requested = Signal(str, str)  # kind of record, id: note an exchange about it
    handover_requested = Signal(str)  # company's id: « Fiche de passation »
    export_requested = Signal(str, str)  # "contract", id
    list_export_requested = Signal(object, object)  # ListQuery, keys of services.contract_export
    form_requested = Signal(str)  # contract's id: the form that its buyer fills in
    guide_requested = Signal(str)  # contract's id
    sheets_requested = Signal(str)  # contract's id: those for its company

    title = "Marchés"
    icon_name = "briefcase-4-line"
    help_topic = "marches"
    kinds = frozenset({"contract", "company"})

    services = ListServices(open_contracts, contract_page, contract_chips, contract_total)
    head_words = list_words.HEAD
    empty_words = list_words.EMPTY
    table_name = "Liste des marchés"
    key_hints = "Entrée\u00a0: ouvrir  ·  Ctrl+F\u00a0: rechercher"
    order = "due"
    memory_name = "contracts"
    exports = True
    reads = frozenset(
        {"contract", "buyer", "company", "contact", "lot", "purchase_order", "awardee", "pathway",
         "pathway_week", "event", "visit", "outcome", "beneficiary", "execution_place",
         "document_request"}
    )  # fmt: skip

    panel: ContractPanel

    def new_item(self) -> None:
        """Open the form of a new contract."""
        self.open_beside()
        self.panel.start_creation()

    def open_item(self, kind: str, item_id: str) -> None:
        """Show a contract, or the file of a company, whatever the list shows."""
        if kind != "company":
            super().open_item(kind, item_id)
            return
        self.open_beside()
        self.panel.show_company_alone(item_id, initials_only=self.initials_only)

    @property
    def bookmark(self) -> str:
        """The id of the contract, or that of the company opened by itself after its kind."""
        alone = self.panel.company_alone if self.split.is_open else ""
        return f"{ALONE}{alone}" if alone else super().bookmark

    def reopen(self, bookmark: str) -> None:
        """Show the contract or the company."""
        kind = "company" if bookmark.startswith(ALONE) else "contract"
        self.open_item(kind, bookmark.removeprefix(ALONE))

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list and what the panel shows again, a company opened by itself too."""
        super().refresh(changes)
        if self.split.is_open and not self.shown_id:
            self.panel.reload_company(initials_only=self.initials_only)

    def make_columns(self) -> tuple[Column, ...]:
        """Return what, for whom, how many hours are placed, who owes what since when."""
        return contract_columns(self._today)

    def make_panel(self) -> ContractPanel:
        """Return the panel of a contract."""
        return ContractPanel(self._runner, self._today)

    def connect_panel(self) -> None:
        """Pass on what the panel asks for."""
        self.panel.pathway_creation_requested.connect(self.pathway_creation_requested)
        self.panel.pathway_opened.connect(partial(self.open_requested.emit, "pathway"))
        self.panel.event_requested.connect(partial(self.event_requested.emit, "contract"))
        self.panel.exchange_requested.connect(self.event_requested)
        self.panel.contract_opened.connect(partial(self.open_item, "contract"))
        self.panel.handover_requested.connect(self.handover_requested)
        self.panel.export_requested.connect(partial(self.export_requested.emit, "contract"))
        self.panel.form_requested.connect(self.form_requested)
        self.panel.guide_requested.connect(self.guide_requested)
        self.panel.sheets_requested.connect(self.sheets_requested)
        self.panel.message_posted.connect(self.message_posted)
        self.panel.contract_created.connect(partial(self.open_item, "contract"))
        self.panel.contract_gone.connect(self.split.close_panel)

    def count_words(self, count: int) -> str:
        """Return « 34 marchés »."""
        return count_of(count, "marché")

    def summary(self, counts: Mapping[str, int]) -> str:
        """Return « 12 marchés sur 340, 6 en retard, 2 bientôt finis sans jeune »."""
        return list_words.summary(counts, self.total)

    def export_list(self) -> None:
        """Ask for a file of the contracts as they are searched, filtered, ordered and shown."""
        keys = [key for column in self.table.columns for key in export_keys(column.key)]
        self.list_export_requested.emit(self._source.query, keys)

    def read_detail(self) -> None:
        """Let the panel read the contract in sight; it says itself that it does."""
        self.panel.show_contract(self.shown_id, initials_only=self.initials_only)
        self.reveal_panel()
