"""The panel of a contract: its details, its edit form, the form of a new one, a company's file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError, NotFoundError
from csf_desktop.services import contracts
from csf_desktop.services.contract_distances import PlacedContract, read_placed_contract
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui.contracts.company_page import CompanyPage
from csf_desktop.ui.contracts.creation_form import CreationForm
from csf_desktop.ui.contracts.details_page import DetailsPage
from csf_desktop.ui.contracts.edit_form import EditForm
from csf_desktop.ui.contracts.panel_foot import CreationFoot, DetailsFoot, EditFoot
from csf_desktop.ui.contracts.panel_pages import Page, PagedPanel
from csf_desktop.ui.contracts.panel_writer import ContractWriter
from csf_desktop.ui.contracts.wording import status_pill
from csf_desktop.ui.tasks import TaskRunner


class ContractPanel(PagedPanel):
    """Reads one contract at a time; ``ContractWriter`` writes what a person does to it.

    After each write the window asks the view to refresh, which calls ``show_contract`` again.
    """

    pathway_creation_requested = Signal(str)  # contract's id
    pathway_opened = Signal(str)  # pathway's id
    contract_opened = Signal(str)  # another contract's id, from a company's file
    event_requested = Signal(str)  # contract's id
    exchange_requested = Signal(str, str)  # from a company's file: kind of record, id
    handover_requested = Signal(str)  # company's id
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
        self._writer = ContractWriter(runner, today, lambda: self._shown_id, self)
        self._writer.refused.connect(self.message_posted)
        self._writer.created.connect(self.contract_created)
        self._show_head()

    @property
    def contract_id(self) -> str:
        """The contract asked for, empty for none or a new one."""
        return "" if self.page is Page.CREATION else self._contract_id

    def show_contract(self, contract_id: str, *, initials_only: bool) -> None:
        """Read a contract, then show its details; another page stays for the same contract.

        What was shown stays until then, and is what the buttons act on.
        """
        is_same = contract_id == self._contract_id and self.page is not Page.CREATION
        self._initials_only = initials_only
        self._contract_id = contract_id
        if not is_same:
            self._show_page(Page.DETAILS)
            self.scroll_to_top()
        self.reload()
        self.page_in_hand()  # made the first time while the contract is being read

    def reload(self) -> None:
        """Read the contract again, and the company in sight."""
        if self._contract_id:
            self._runner.run(
                read_placed_contract,
                self._contract_id,
                on_success=self._on_contract_read,
                on_error=self._on_read_failed,
                parent=self,
            )
        company = self.made_page(Page.COMPANY)
        if self.page is Page.COMPANY and isinstance(company, CompanyPage):
            company.show_company(company.company_id, initials_only=self._initials_only)

    def show_company(self, company_id: str) -> None:
        """Show the file of a company, with a way back to the contract."""
        self._show_page(Page.COMPANY)
        self.scroll_to_top()
        company, _ = self.page_in_hand()
        if isinstance(company, CompanyPage):
            company.set_way_back(is_to_contract=bool(self._contract_id))
            company.show_company(company_id, initials_only=self._initials_only)
            company.focus_first()

    def show_company_alone(self, company_id: str, *, initials_only: bool) -> None:
        """Show the file of a company that no contract in sight led to."""
        self._contract_id, self._details, self._distances = "", None, {}
        self._initials_only = initials_only
        self.show_company(company_id)

    @property
    def company_alone(self) -> str:
        """The id of the company in sight that no contract led to, empty for none."""
        company = self.made_page(Page.COMPANY)
        is_alone = self.page is Page.COMPANY and not self._contract_id
        return company.company_id if is_alone and isinstance(company, CompanyPage) else ""

    def reload_company(self, *, initials_only: bool) -> None:
        """Read again the company in sight, when no contract is."""
        if not self._contract_id:
            self._initials_only = initials_only
            self.reload()

    def start_creation(self) -> None:
        """Show the form of a new contract, with what was typed before."""
        self._show_page(Page.CREATION)
        self.scroll_to_top()
        form, _ = self.page_in_hand()
        if isinstance(form, CreationForm):
            form.focus_first()

    def forget(self) -> None:
        """Forget every word: the vault is being locked. A new contract is kept as a draft."""
        creation = self.made_page(Page.CREATION)
        if isinstance(creation, CreationForm):
            creation.leave()
        self._contract_id, self._details, self._distances = "", None, {}
        self.drop_pages()
        self._show_head()

    # --- making the pages

    def make_page(self, page: Page) -> tuple[QWidget, QWidget | None]:
        if page is Page.DETAILS:
            return self._make_details()
        if page is Page.EDIT:
            return self._make_edit()
        return self._make_creation() if page is Page.CREATION else (self._make_company(), None)

    def _make_details(self) -> tuple[DetailsPage, DetailsFoot]:
        page, foot = DetailsPage(self._runner, self._today), DetailsFoot()
        self._writer.connect_details(page)
        for told, passed_on in (
            (page.pathway_opened, self.pathway_opened),
            (page.company_opened, self.show_company),
            (page.event_requested, lambda: self.event_requested.emit(self._shown_id)),
            (page.sheets_requested, lambda: self.sheets_requested.emit(self._shown_id)),
            (foot.pathway_requested, lambda: self.pathway_creation_requested.emit(self._shown_id)),
            (foot.event_requested, lambda: self.event_requested.emit(self._shown_id)),
            (foot.form_requested, lambda: self.form_requested.emit(self._shown_id)),
            (foot.guide_requested, lambda: self.guide_requested.emit(self._shown_id)),
            (foot.sheets_requested, lambda: self.sheets_requested.emit(self._shown_id)),
            (foot.export_requested, lambda: self.export_requested.emit(self._shown_id)),
            (foot.edit_requested, self._on_edit_requested),
            (foot.share_requested, page.share.open_for),
            (foot.step_requested, page.step.open),
            (foot.deletion_requested, self._on_deletion_requested),
        ):
            told.connect(passed_on)
        return page, foot

    def _make_edit(self) -> tuple[EditForm, EditFoot]:
        form, foot = EditForm(self._runner, self._today), EditFoot()
        self._writer.connect_edit(form)
        foot.done_requested.connect(self._on_edit_done)
        return form, foot

    def _make_creation(self) -> tuple[CreationForm, CreationFoot]:
        form, foot = CreationForm(self._runner, self._today), CreationFoot()
        self._writer.connect_creation(form, foot)
        foot.discarded.connect(self.close_requested)
        return form, foot

    def _make_company(self) -> CompanyPage:
        page = CompanyPage(self._runner, self._today)
        page.contract_opened.connect(self._on_company_contract_opened)
        page.pathway_opened.connect(self.pathway_opened)
        page.event_requested.connect(partial(self.exchange_requested.emit, "company"))
        page.exchange_requested.connect(self.exchange_requested)
        page.handover_requested.connect(self.handover_requested)
        page.closed.connect(self._on_company_closed)
        page.head_changed.connect(self._show_head)
        page.message_posted.connect(self.message_posted)
        return page

    # --- showing

    def _show_page(self, page: Page) -> None:
        self.ask_page(page)
        self._show_head()
        self._show_content()

    @property
    def _shown_id(self) -> str:
        return self._details.id if self._details else ""

    @Slot()
    def _show_head(self) -> None:
        details, company = self._details, self.made_page(Page.COMPANY)
        if self.page is Page.CREATION:
            self.set_head("Nouveau marché")
        elif self.page is Page.COMPANY and isinstance(company, CompanyPage):
            self.set_head(company.title or "Lecture…", company.number)
        elif details is None:
            self.set_head("Lecture…" if self._contract_id else "")
        else:
            word, tone, icon = status_pill(details.fields["status"])
            self.set_head(details.fields["object"] or "Sans objet", details.reference)
            self.pill.set_status(word, tone, icon)

    def _show_content(self) -> None:
        """Fill the page in use and show it, once there is a contract to show."""
        details = self._details
        if details is None and self.page in (Page.DETAILS, Page.EDIT):
            self.show_foot(is_shown=False)
            return
        page, foot = self.page_in_hand()
        if details is not None and isinstance(page, DetailsPage):
            is_other = details.id != page.contract_id
            if is_other and not page.isAncestorOf(self.focusWidget() or self):
                page.hide()  # laying out once what is in sight, not at each change
            page.set_details(details, self._distances, initials_only=self._initials_only)
            if isinstance(foot, DetailsFoot):
                foot.set_status(details.fields["status"], is_left=details.left_minutes > 0)
        elif details is not None and isinstance(page, EditForm):
            page.set_details(details)
        self.reveal_page()

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

    # --- from a page to another

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.page is Page.EDIT:
            self._on_edit_done()  # back to what « Modifier » was pressed on, all of it saved
        elif event.key() == Qt.Key.Key_Escape and self.page is Page.COMPANY:
            self._on_company_closed()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_edit_requested(self) -> None:
        self._show_page(Page.EDIT)
        self.scroll_to_top()
        form, _ = self.page_in_hand()
        if isinstance(form, EditForm):
            form.focus_first()

    @Slot()
    def _on_edit_done(self) -> None:
        _, foot = self.page_in_hand()
        if isinstance(foot, EditFoot):  # leaving a field saves it
            foot.done_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_page(Page.DETAILS)
        self.scroll_to_top()
        _, foot = self.page_in_hand()
        if isinstance(foot, DetailsFoot):
            foot.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_company_contract_opened(self, contract_id: str) -> None:
        if contract_id == self._contract_id:
            self._on_company_closed()
        else:
            self.contract_opened.emit(contract_id)

    @Slot()
    def _on_company_closed(self) -> None:
        if self.page is not Page.COMPANY:
            return
        if not self._contract_id:
            self.close_requested.emit()
            return
        company, _ = self.page_in_hand()
        left = company.company_id if isinstance(company, CompanyPage) else ""
        self._show_page(Page.DETAILS)
        page, _ = self.page_in_hand()
        if isinstance(page, DetailsPage) and not page.parties.focus_company(left):
            self.focus_first()

    @Slot()
    def _on_deletion_requested(self) -> None:
        self._writer.write(contracts.delete_contract, self._shown_id)
