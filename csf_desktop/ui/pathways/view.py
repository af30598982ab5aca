"""Parcours: the list of pathways and the detail of one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal, Slot

from csf_desktop.services.pathway_list import (
    open_pathways,
    pathway_chips,
    pathway_page,
    pathway_total,
)
from csf_desktop.services.pathway_page import PathwayDetails, get_pathway
from csf_desktop.services.pathways import delete_pathway
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.list_source import ListServices
from csf_desktop.ui.list_view import ListView
from csf_desktop.ui.pathways import list_words
from csf_desktop.ui.pathways.columns import pathway_columns
from csf_desktop.ui.pathways.dialogs import PathwayDialogs
from csf_desktop.ui.pathways.panel import PathwayPanel
from csf_desktop.ui.pathways.step_taker import StepTaker
from csf_desktop.ui.widgets.cells import Column


class PathwaysView(ListView):
    """The list says who owes what since when; the panel shows and changes one pathway."""

    event_requested = Signal(str, str)  # "pathway", id: note an exchange about it
    export_requested = Signal(str, str)  # "pathway", id

    title = "Parcours"
    icon_name = "route-line"
    help_topic = "parcours"
    kinds = frozenset({"pathway", "beneficiary"})

    services = ListServices(open_pathways, pathway_page, pathway_chips, pathway_total)
    head_words = list_words.HEAD
    empty_words = list_words.EMPTY
    table_name = "Liste des parcours"
    order = "due"
    memory_name = "pathways"
    key_hints = "Entrée\u00a0: ouvrir  ·  Ctrl+F\u00a0: rechercher"

    panel: PathwayPanel

    # --- what the window calls

    def new_item(self) -> None:
        """Ask for a new pathway."""
        self.dialogs.new_pathway()

    def create_for_contract(self, contract_id: str) -> None:
        """Start a new pathway of a contract."""
        self.dialogs.new_pathway(contract_id)

    def open_item(self, kind: str, item_id: str) -> None:
        """Show a pathway, or what is known of a young person."""
        if kind == "beneficiary":
            self.dialogs.open_person(item_id)
        else:
            super().open_item(kind, item_id)

    def clear(self) -> None:
        """Forget every word of the vault."""
        self.dialogs.forget()
        super().clear()

    # --- what it shows

    def make_columns(self) -> tuple[Column, ...]:
        """Return who, where, how far, who owes what since when."""
        return pathway_columns(self._today, self._shows_initials)

    def make_panel(self) -> PathwayPanel:
        """Return the panel of a pathway."""
        return PathwayPanel(self._runner, self._today)

    def connect_panel(self) -> None:
        """Make the dialogs and connect the panel."""
        self.dialogs = PathwayDialogs(self._runner, self._today, self)
        self.steps = StepTaker(self._runner, self.panel, self.dialogs)
        self.panel.step_chosen.connect(self.steps.choose)
        self.panel.delete_requested.connect(self._on_delete_requested)
        self.panel.event_requested.connect(partial(self.event_requested.emit, "pathway"))
        self.panel.export_requested.connect(partial(self.export_requested.emit, "pathway"))
        self.panel.contract_requested.connect(partial(self.open_requested.emit, "contract"))
        self.dialogs.pathway_created.connect(partial(self._show_tab_of, "course"))
        self.dialogs.pathway_found.connect(partial(self._show_tab_of, "people"))

    def count_words(self, count: int) -> str:
        """Return « 12 parcours »."""
        return count_of(count, "parcours", "parcours")

    def summary(self, counts: Mapping[str, int]) -> str:
        """Return « 128 parcours, dont 6 en retard et 12 à pourvoir »."""
        return list_words.summary(counts)

    def read_detail(self) -> None:
        """Read the pathway in sight."""
        self.ask_detail(get_pathway, self.shown_id, self._today(), show=self._show_details)

    def _show_details(self, details: PathwayDetails) -> None:
        self.panel.show_details(details, initials_only=self.initials_only)

    def _show_tab_of(self, tab: str, pathway_id: str) -> None:
        self.panel.show_tab(tab)
        self.show_detail(pathway_id, take_focus=True)

    @Slot(str)
    def _on_delete_requested(self, pathway_id: str) -> None:
        self._runner.run(delete_pathway, pathway_id, parent=self)
