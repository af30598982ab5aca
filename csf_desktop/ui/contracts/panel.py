"""The panel of a contract: its details, its edit form, the form of a new one, a company's file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cached_property

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError, NotFoundError
from csf_desktop.services import contracts
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.contract_distances import PlacedContract, read_placed_contract
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui.contracts.creation_form import CreationForm
from csf_desktop.ui.contracts.details_page import DetailsPage
from csf_desktop.ui.contracts.edit_form import EditForm
from csf_desktop.ui.contracts.panel_foot import CreationFoot, DetailsFoot, EditFoot
from csf_desktop.ui.contracts.panel_writer import ContractWriter
from csf_desktop.ui.contracts.wording import status_pill
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.detail_panel import DetailPanel


class Page(Enum):
    """What the panel shows."""

    DETAILS = 0
    EDIT = 1
    CREATION = 2


PARTS = {
    Page.DETAILS: ("_details_page", "_details_foot"),
    Page.EDIT: ("_edit", "_edit_foot"),
    Page.CREATION: ("_creation", "_creation_foot"),
}
"""What each page is made of."""


class ContractPanel(DetailPanel):
    """Reads one contract at a time; ``ContractWriter`` writes what a person does to it.

    After each write the window asks the view to refresh, which calls ``reload``.
    """

    pathway_creation_requested = Signal(str)  # contract's id
    pathway_opened = Signal(str)  # pathway's id
    event_requested = Signal(str)  # contract's id
    export_requested = Signal(str)  # contract's id
    form_requested = Signal(str)  # contract's id: the form that its buyer fills in
    guide_requested = Signal(str)  # contract's id: the buyer's guide, with the clause
    sheets_requested = Signal(str)  # contract's id: what its company is handed at notification
    message_posted = Signal(str)  # one sentence
    contract_created = Signal(str)  # id
    contract_gone = Signal()  # deleted here or elsewhere

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__("Détail du marché", parent)
        self._runner = runner
        self._today = today
        self._contract_id = ""
        self._details: ContractDetails | None = None
        self._distances: Mapping[str, str] = {}
        self._initials_only = False
        self._page = Page.DETAILS
        self._writer = ContractWriter(runner, today, lambda: self._shown_id, self)
        self._writer.refused.connect(self.message_posted)
        self._show_head()
        self.show_foot(is_shown=False)

    @property
    def contract_id(self) -> str:
        """The contract asked for, empty for none or a new one."""
        return "" if self._page is Page.CREATION else self._contract_id

    def show_contract(self, contract_id: str, *, initials_only: bool) -> None:
        """Read a contract, then show its details; the edit form stays for the same contract.

        What was shown stays until then, and is what the buttons act on.
        """
        is_same = contract_id == self._contract_id and self._page is not Page.CREATION
        self._initials_only = initials_only
        self._contract_id = contract_id
        if not is_same:
            self._show_page(Page.DETAILS)
            self.scroll_to_top()
        self.reload()

    def reload(self) -> None:
        """Read the contract again."""
        if self._contract_id:
            self._runner.run(
                read_placed_contract,
                self._contract_id,
                on_success=self._on_contract_read,
                on_error=self._on_read_failed,
                parent=self,
            )

    def start_creation(self) -> None:
        """Show the form of a new contract, with what was typed before."""
        self._show_page(Page.CREATION)
        self.scroll_to_top()
        self._creation.focus_first()

    def forget(self) -> None:
        """Forget every word: the vault is being locked. A new contract is kept as a draft."""
        if "_creation" in vars(self):
            self._creation.leave()
        self._contract_id, self._details, self._distances = "", None, {}
        self._page = Page.DETAILS
        for names in PARTS.values():
            for name in names:
                part = vars(self).pop(name, None)
                if part is not None:
                    part.hide()
                    part.deleteLater()
        self._show_head()
        self.show_foot(is_shown=False)

    # --- building: each page when it is first needed, its foot after it for the Tab key

    @cached_property
    def _details_page(self) -> DetailsPage:
        page = DetailsPage(self._runner, self._today)
        self._writer.connect_details(page)
        self._writer.notified.connect(page.notified.present)
        page.pathways.pathway_opened.connect(self.pathway_opened)
        page.notified.sheets_requested.connect(self._on_sheets_requested)
        page.notified.event_requested.connect(self._on_event_requested)
        page.hours.share_requested.connect(page.share.open_for)
        alerts = page.alerts
        alerts.event_requested.connect(self._on_event_requested)
        alerts.share_requested.connect(page.share.open_for)
        alerts.contact_requested.connect(page.contacts.start_adding)
        alerts.order_requested.connect(lambda order_id: page.orders.start_edit(order_id, "minutes"))
        alerts.pathway_opened.connect(self.pathway_opened)
        self.body.addWidget(page)
        return page

    @cached_property
    def _details_foot(self) -> DetailsFoot:
        foot = DetailsFoot()
        foot.pathway_requested.connect(self._on_pathway_requested)
        foot.edit_requested.connect(self._on_edit_requested)
        foot.share_requested.connect(self._on_share_requested)
        foot.step_requested.connect(self._on_step_requested)
        foot.event_requested.connect(self._on_event_requested)
        foot.form_requested.connect(lambda: self.form_requested.emit(self._shown_id))
        foot.guide_requested.connect(lambda: self.guide_requested.emit(self._shown_id))
        foot.sheets_requested.connect(self._on_sheets_requested)
        foot.export_requested.connect(lambda: self.export_requested.emit(self._shown_id))
        foot.deletion_requested.connect(self._on_deletion_requested)
        self.foot.addWidget(foot, 1)
        return foot

    @cached_property
    def _edit(self) -> EditForm:
        form = EditForm(self._runner, self._today)
        self._writer.connect_edit(form)
        self.body.addWidget(form)
        return form

    @cached_property
    def _edit_foot(self) -> EditFoot:
        foot = EditFoot()
        foot.done_requested.connect(self._on_edit_done)
        self.foot.addWidget(foot, 1)
        return foot

    @cached_property
    def _creation(self) -> CreationForm:
        form = CreationForm(self._runner, self._today)
        self.body.addWidget(form)
        return form

    @cached_property
    def _creation_foot(self) -> CreationFoot:
        foot = CreationFoot()
        foot.accepted.connect(self._on_creation_accepted)
        foot.discarded.connect(self._on_creation_discarded)
        self.foot.addWidget(foot, 1)
        return foot

    # --- showing

    def _show_page(self, page: Page) -> None:
        self._page = page
        for key, names in PARTS.items():
            for name in names:
                if key is not page and name in vars(self):
                    vars(self)[name].hide()
        self._show_head()
        self._show_content()

    @property
    def _shown_id(self) -> str:
        return self._details.id if self._details else ""

    def _show_head(self) -> None:
        details = self._details
        if self._page is Page.CREATION:
            self.set_head("Nouveau marché")
        elif details is None:
            self.set_head("Lecture…" if self._contract_id else "")
        else:
            word, tone, icon = status_pill(details.fields["status"])
            self.set_head(details.fields["object"] or "Sans objet", details.reference)
            self.pill.set_status(word, tone, icon)

    def _show_content(self) -> None:
        """Fill the page in use and show it, once there is a contract to show."""
        details = self._details
        if self._page is not Page.CREATION and details is None:
            self.show_foot(is_shown=False)
            return
        page, foot = (getattr(self, name) for name in PARTS[self._page])
        if self._page is Page.DETAILS and details is not None:
            page.set_details(details, self._distances, initials_only=self._initials_only)
            foot.set_status(details.fields["status"], is_left=details.left_minutes > 0)
        elif self._page is Page.EDIT:
            page.set_details(details)
        page.show()
        foot.show()
        self.show_foot()

    @Slot(object)
    def _on_contract_read(self, read: PlacedContract) -> None:
        if read.details.id != self._contract_id:
            return
        self._details, self._distances = read.details, read.distances
        self._show_head()
        self._show_content()

    @Slot(object)
    def _on_read_failed(self, error: CsfError) -> None:
        if isinstance(error, NotFoundError):
            self._contract_id, self._details = "", None
            self.contract_gone.emit()
        else:
            self.message_posted.emit(str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._page is Page.EDIT:
            self._on_edit_done()  # back to what « Modifier » was pressed on, all of it saved
            return
        super().keyPressEvent(event)

    # --- the foot

    @Slot()
    def _on_pathway_requested(self) -> None:
        self.pathway_creation_requested.emit(self._shown_id)

    @Slot()
    def _on_edit_requested(self) -> None:
        self._show_page(Page.EDIT)
        self.scroll_to_top()
        self._edit.focus_first()

    @Slot()
    def _on_edit_done(self) -> None:
        # leaving a field saves it
        self._edit_foot.done_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_page(Page.DETAILS)
        self.scroll_to_top()
        self._details_foot.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_step_requested(self) -> None:
        self.scroll_to_top()
        self._details_page.step.open()

    @Slot()
    def _on_share_requested(self) -> None:
        self._details_page.share.open_for()

    @Slot()
    def _on_event_requested(self) -> None:
        self.event_requested.emit(self._shown_id)

    @Slot()
    def _on_sheets_requested(self) -> None:
        self.sheets_requested.emit(self._shown_id)

    @Slot()
    def _on_deletion_requested(self) -> None:
        self._writer.write(contracts.delete_contract, self._shown_id)

    @Slot()
    def _on_creation_accepted(self) -> None:
        draft = self._creation.draft()
        if draft is None:
            return
        self._creation_foot.create_button.setEnabled(False)
        self._runner.run(
            contracts.create_contract,
            draft,
            self._today(),
            on_success=self._on_contract_created,
            on_error=self._on_creation_refused,
            parent=self,
        )

    @Slot(object)
    def _on_contract_created(self, changes: ChangeSet) -> None:
        self._creation_foot.create_button.setEnabled(True)
        self._creation.reset()
        self.contract_created.emit(changes.created)

    @Slot(object)
    def _on_creation_refused(self, error: CsfError) -> None:
        self._creation_foot.create_button.setEnabled(True)
        self._creation.show_error(error)

    @Slot()
    def _on_creation_discarded(self) -> None:
        self._creation.reset()
        self.close_requested.emit()
