"""Parcours: the list of pathways and the detail of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError, NotFoundError
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.services.pathway_page import PathwayDetails, get_pathway
from csf_desktop.services.pathways import advance, delete_pathway
from csf_desktop.ui.pathways.dialogs import PathwayDialogs
from csf_desktop.ui.pathways.list_page import PathwayListPage
from csf_desktop.ui.pathways.panel import PathwayPanel
from csf_desktop.ui.pathways.steps import asks_reason
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.view import View
from csf_desktop.ui.widgets.split_view import SplitView

if TYPE_CHECKING:
    from csf_desktop.services.changes import ChangeSet


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
        self._shown_id = ""
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._build()

    # --- what the window calls

    def refresh(self, changes: ChangeSet | None) -> None:
        if changes is not None and changes.is_empty:
            return
        self.list.read(keep_shown=True)
        if self._shown_id:
            self._read_details(self._shown_id)

    def new_item(self) -> None:
        self._dialogs.new_pathway()

    def create_for_contract(self, contract_id: str) -> None:
        """Start a new pathway of a contract."""
        self._dialogs.new_pathway(contract_id)

    def focus_search(self) -> None:
        self.list.header.search.focus_all()

    def open_item(self, kind: str, item_id: str) -> None:
        if kind == "beneficiary":
            self._dialogs.open_person(item_id)
        else:
            self._show_pathway(item_id, take_focus=True)

    def clear(self) -> None:
        self._shown_id = ""
        self._dialogs.forget()
        self._dialogs.deleteLater()
        self.list.model.clear()
        self._outer.removeWidget(self.split)
        self.split.hide()
        self.split.deleteLater()
        self._build()

    # --- building

    def _build(self) -> None:
        self._build_widgets()
        self._outer.addWidget(self.split)
        self._connect_signals()

    def _build_widgets(self) -> None:
        self.list = PathwayListPage(self._runner, self._today, lambda: self.initials_only)
        self.panel = PathwayPanel(self._runner, self._today)
        self.split = SplitView(self.list, self.panel, self.list.table)
        self._dialogs = PathwayDialogs(self._runner, self._today, self)

    def _connect_signals(self) -> None:
        self.list.row_opened.connect(self._on_row_opened)
        self.list.row_followed.connect(self._on_row_followed)
        self.list.new_requested.connect(self.new_item)
        self.split.panel_closed.connect(self._on_panel_closed)
        self.panel.step_chosen.connect(self._on_step_chosen)
        self.panel.delete_requested.connect(self._on_delete_requested)
        self.panel.event_requested.connect(self.event_requested)
        self.panel.export_requested.connect(self._on_export_requested)
        self.panel.contract_requested.connect(self._on_contract_requested)
        self._dialogs.pathway_created.connect(self._on_pathway_created)
        self._dialogs.pathway_found.connect(self._on_pathway_found)
        self._dialogs.step_confirmed.connect(self._on_step_confirmed)

    # --- reading

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
            self.list.select(details.id)

    def _on_details_failed(self, pathway_id: str, opens: bool, error: CsfError) -> None:
        if pathway_id != self._shown_id:
            return
        if opens or not isinstance(error, NotFoundError):
            self.message_posted.emit(str(error))
        self._shown_id = ""
        self.split.close_panel()

    # --- slots of the list

    @Slot(str)
    def _on_row_opened(self, pathway_id: str) -> None:
        self._show_pathway(pathway_id)

    @Slot(str)
    def _on_row_followed(self, pathway_id: str) -> None:
        if self.split.is_open and not self.split.is_compact:
            self._show_pathway(pathway_id)

    # --- slots of the panel and of the dialogs

    @Slot()
    def _on_panel_closed(self) -> None:
        self._shown_id = ""
        self.list.select("")

    @Slot(str)
    def _on_delete_requested(self, pathway_id: str) -> None:
        self._runner.run(delete_pathway, pathway_id, parent=self)

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
