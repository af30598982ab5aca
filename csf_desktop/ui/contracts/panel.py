"""The panel of a contract: its details, its edit form, or the form of a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError, NotFoundError
from csf_desktop.services import contracts, organisations
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.contract_list import ContractDetails, get_contract
from csf_desktop.services.organisations import ContactDraft
from csf_desktop.ui.contracts.creation_form import CreationForm
from csf_desktop.ui.contracts.details_page import DetailsPage
from csf_desktop.ui.contracts.edit_form import BUYER, EditForm
from csf_desktop.ui.contracts.orders_section import NewOrder
from csf_desktop.ui.contracts.panel_foot import CreationFoot, DetailsFoot, EditFoot
from csf_desktop.ui.contracts.wording import status_pill
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.detail_panel import DetailPanel


class Page(Enum):
    """What the panel shows."""

    DETAILS = 0
    EDIT = 1
    CREATION = 2


class ContractPanel(DetailPanel):
    """Reads one contract at a time and writes what a person does to it.

    After each write the window asks the view to refresh, which calls ``reload``.
    """

    pathway_creation_requested = Signal(str)  # contract's id
    pathway_opened = Signal(str)  # pathway's id
    export_requested = Signal(str, str)  # "contract", id
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
        self._initials_only = False
        self._page = Page.DETAILS
        self._details_page = DetailsPage(today)
        self._edit = EditForm(runner, today)
        self._creation = CreationForm(runner, today)
        self._details_foot, self._edit_foot = DetailsFoot(), EditFoot()
        self._creation_foot = CreationFoot()
        self._build_pages()
        self._connect_details()
        self._connect_forms()
        self._show_page(Page.DETAILS)

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
                get_contract,
                self._contract_id,
                on_success=self._on_details_read,
                on_error=self._on_read_failed,
                parent=self,
            )

    def start_creation(self) -> None:
        """Show the form of a new contract, with what was typed before."""
        self._show_page(Page.CREATION)
        self.scroll_to_top()
        self._creation.focus_first()

    def forget(self) -> None:
        """Forget every word: the vault is being locked."""
        self._contract_id, self._details = "", None
        self._creation.reset()
        self._edit.forget()
        self.set_head("")
        old = self._details_page
        self._details_page = DetailsPage(self._today)
        self.body.replaceWidget(old, self._details_page)
        old.deleteLater()
        self._connect_details()
        self._show_page(Page.DETAILS)

    # --- building

    def _build_pages(self) -> None:
        for page in (self._details_page, self._edit, self._creation):
            self.body.addWidget(page)
        for foot in (self._details_foot, self._edit_foot, self._creation_foot):
            self.foot.addWidget(foot, 1)

    def _connect_details(self) -> None:
        page = self._details_page
        page.hours.usual_volume_chosen.connect(self._on_usual_volume_chosen)
        page.step.step_submitted.connect(self._on_step_submitted)
        page.contacts.departure_told.connect(self._on_departure_told)
        page.contacts.contact_submitted.connect(self._on_contact_submitted)
        page.orders.order_submitted.connect(self._on_order_submitted)
        page.pathways.pathway_opened.connect(self.pathway_opened)

    def _connect_forms(self) -> None:
        foot = self._details_foot
        foot.pathway_requested.connect(self._on_pathway_requested)
        foot.edit_requested.connect(self._on_edit_requested)
        foot.step_requested.connect(self._on_step_requested)
        foot.export_requested.connect(self._on_export_requested)
        foot.deletion_requested.connect(self._on_deletion_requested)
        self._edit_foot.done_requested.connect(self._on_edit_done)
        self._creation_foot.accepted.connect(self._on_creation_accepted)
        self._creation_foot.discarded.connect(self._on_creation_discarded)
        self._edit.fields_edited.connect(self._on_fields_edited)
        self._edit.buyer_edited.connect(self._on_buyer_edited)
        self._edit.awardees.company_submitted.connect(self._on_company_submitted)
        self._edit.awardees.removal_requested.connect(self._on_removal_requested)

    # --- showing

    def _show_page(self, page: Page) -> None:
        self._page = page
        shown = {
            Page.DETAILS: (self._details_page, self._details_foot),
            Page.EDIT: (self._edit, self._edit_foot),
            Page.CREATION: (self._creation, self._creation_foot),
        }
        for key, parts in shown.items():
            for part in parts:
                part.setVisible(key is page)
        self.show_foot()
        self._show_head()
        self._show_details()

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

    def _show_details(self) -> None:
        details = self._details
        is_details = self._page is Page.DETAILS
        self._details_page.setVisible(is_details and details is not None)
        self._details_foot.setEnabled(details is not None)
        if details is None:
            return
        if is_details:
            self._details_page.set_details(details, initials_only=self._initials_only)
        elif self._page is Page.EDIT:
            self._edit.set_details(details)

    @Slot(object)
    def _on_details_read(self, details: ContractDetails) -> None:
        if details.id != self._contract_id:
            return
        self._details = details
        self._show_head()
        self._show_details()

    @Slot(object)
    def _on_read_failed(self, error: CsfError) -> None:
        if isinstance(error, NotFoundError):
            self._contract_id, self._details = "", None
            self.contract_gone.emit()
        else:
            self.message_posted.emit(str(error))

    # --- writing

    def _write(
        self,
        service: Callable[..., Any],
        *args: object,
        done: Callable[[], object] | None = None,
        refused: Callable[[CsfError], object] | None = None,
    ) -> None:
        self._runner.run(
            service,
            *args,
            on_success=(lambda _changes: done()) if done else None,
            on_error=refused or self._on_write_refused,
            parent=self,
        )

    @Slot(object)
    def _on_write_refused(self, error: CsfError) -> None:
        self.message_posted.emit(str(error))

    @Slot(object)
    def _on_fields_edited(self, values: Mapping[str, Any]) -> None:
        self._write(
            contracts.update_contract,
            self._shown_id,
            values,
            refused=lambda error: self._edit.fail(list(values), error),
        )

    @Slot(str, str)
    def _on_buyer_edited(self, name: str, siret: str) -> None:
        self._write(
            contracts.set_buyer,
            self._shown_id,
            name,
            siret,
            refused=lambda error: self._edit.fail(sorted(BUYER), error),
        )

    @Slot(str, str, str)
    def _on_company_submitted(self, name: str, siret: str, role: str) -> None:
        form = self._edit.awardees
        self._write(
            contracts.add_awardee,
            self._shown_id,
            name,
            siret,
            role,
            done=form.reset,
            refused=form.show_error,
        )

    @Slot(str)
    def _on_removal_requested(self, awardee_id: str) -> None:
        self._write(contracts.remove_awardee, awardee_id)

    @Slot(int)
    def _on_usual_volume_chosen(self, minutes: int) -> None:
        self._write(contracts.update_contract, self._shown_id, {"clause_minutes": minutes})

    @Slot(str, object)
    def _on_step_submitted(self, status: str, day: date) -> None:
        form = self._details_page.step
        self._write(
            contracts.set_contract_status,
            self._shown_id,
            status,
            day,
            done=form.finish,
            refused=form.show_error,
        )

    @Slot(str, object)
    def _on_departure_told(self, contact_id: str, day: date) -> None:
        self._write(organisations.update_contact, contact_id, {"until": day})

    @Slot(object)
    def _on_contact_submitted(self, draft: ContactDraft) -> None:
        form = self._details_page.contacts
        self._write(organisations.add_contact, draft, done=form.finish, refused=form.show_error)

    @Slot(object)
    def _on_order_submitted(self, order: NewOrder) -> None:
        form = self._details_page.orders
        self._write(
            contracts.add_order,
            self._shown_id,
            order.number,
            order.ordered_on,
            order.amount_cents,
            order.minutes,
            done=form.reset,
            refused=form.show_error,
        )

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
        self._edit_foot.done_button.setFocus(
            Qt.FocusReason.OtherFocusReason
        )  # saves the field left
        self._show_page(Page.DETAILS)
        self.scroll_to_top()
        self._details_foot.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_step_requested(self) -> None:
        self.scroll_to_top()
        self._details_page.step.open()

    @Slot()
    def _on_export_requested(self) -> None:
        self.export_requested.emit("contract", self._shown_id)

    @Slot()
    def _on_deletion_requested(self) -> None:
        self._write(contracts.delete_contract, self._shown_id)

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
