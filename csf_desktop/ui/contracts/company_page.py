"""The file of a company, a page of the panel of Marchés."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError, NotFoundError
from csf_desktop.reference.siret import format_siret
from csf_desktop.services import company_edit, organisations
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.company_merge import merge_companies
from csf_desktop.services.company_page import CompanyDetails, get_company
from csf_desktop.services.departures import contact_left, name_successor
from csf_desktop.services.organisations import ContactDraft
from csf_desktop.ui.contracts.company_duplicates import DuplicatesSection
from csf_desktop.ui.contracts.company_identity import IdentitySection
from csf_desktop.ui.contracts.company_links import LinksSection, subjects_of
from csf_desktop.ui.contracts.company_people import PeopleSection
from csf_desktop.ui.contracts.company_sites import SitesSection
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.merge_dialog import MergeDialog
from csf_desktop.ui.formatting import NBSP, since
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label, separator
from csf_desktop.ui.widgets.timeline import Timeline


class CompanyPage(QWidget):
    """Reads one company at a time and writes what a person does to it.

    The panel shows its ``title`` in its head; ``reload`` after each change of the vault.
    """

    contract_opened = Signal(str)  # contract's id
    pathway_opened = Signal(str)  # pathway's id
    event_requested = Signal(str)  # company's id: an exchange about nothing else
    exchange_requested = Signal(str, str)  # "pathway" or "contract", its id
    handover_requested = Signal(str)  # company's id: « Fiche de passation »
    closed = Signal()  # back to what was shown before, or the company is gone
    head_changed = Signal(str, str)  # the company's name, and its number
    message_posted = Signal(str)  # one sentence

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Fiche de l’entreprise")
        self._runner, self._today = runner, today
        self._company_id = ""
        self._details: CompanyDetails | None = None
        self._initials_only = False
        self._dialog: MergeDialog | None = None
        self._build_widgets()
        self._build_layout()
        self._connect_signals()
        self._body.hide()

    @property
    def company_id(self) -> str:
        """The company asked for, empty for none."""
        return self._company_id

    @property
    def title(self) -> str:
        """What the company is called, empty until it is read."""
        return format_siret(self._details.known_as) if self._details else ""

    @property
    def number(self) -> str:
        """Its SIRET or other identifier, empty until it is read or when it has none."""
        if self._details is None:
            return ""
        fields = self._details.fields
        return format_siret(fields["siret"]) or str(fields["other_id"])

    def show_company(self, company_id: str, *, initials_only: bool) -> None:
        """Read a company, then show it; what was shown stays until then."""
        self._initials_only = initials_only
        self._company_id = company_id
        self.reload()

    def reload(self) -> None:
        """Read the company again."""
        if self._company_id:
            self._runner.run(
                get_company,
                self._company_id,
                self._today(),
                on_success=partial(self._on_read, self._company_id),
                on_error=self._on_read_failed,
                parent=self,
            )

    def set_way_back(self, *, is_to_contract: bool) -> None:
        """Tell where the way back leads: to the contract, or out of the panel."""
        text = "Revenir au marché" if is_to_contract else "Fermer la fiche"
        self.back_button.setText(text)
        self.back_button.setAccessibleName(text)

    def focus_first(self) -> None:
        """Put the keyboard at the top of the page."""
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building

    def _build_widgets(self) -> None:
        self.back_button = button("Revenir au marché", "link", icon_name="arrow-left-line")
        self.pace = label("", "", wrap=True)
        self.waiting = label("", "warning", wrap=True)
        self.event_button = button("Noter un échange…", "secondary")
        self.handover_button = button("Fiche de passation…", "secondary")
        self.duplicates = DuplicatesSection()
        self.identity = IdentitySection(self._runner)
        self.people = PeopleSection(self._today)
        self.links = LinksSection()
        self.sites = SitesSection(self._runner)
        self.timeline = Timeline()

    def _build_layout(self) -> None:
        self._body = QWidget()
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(11))
        actions = QHBoxLayout()
        actions.setSpacing(px(8))
        actions.addWidget(self.event_button)
        actions.addWidget(self.handover_button)
        actions.addStretch()
        box.addWidget(self.pace)
        box.addWidget(self.waiting)
        box.addLayout(actions)
        box.addWidget(self.duplicates)
        for part in (self.identity, self.people, self.links, self.sites, self.timeline):
            box.addWidget(separator())
            box.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        outer.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self._body)

    def _connect_signals(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.event_button.clicked.connect(self._on_event_button_clicked)
        self.handover_button.clicked.connect(lambda: self.handover_requested.emit(self._shown_id))
        self.duplicates.merge_requested.connect(self._on_merge_requested)
        self.duplicates.company_opened.connect(self._on_duplicate_opened)
        self.identity.fields_edited.connect(self._on_fields_edited)
        self.people.contact_submitted.connect(self._on_contact_submitted)
        self.people.contact_edited.connect(self._on_contact_edited)
        self.people.departure.departure_told.connect(self._on_departure_told)
        self.people.departure.successor_named.connect(self._on_successor_named)
        self.links.contract_opened.connect(self.contract_opened)
        self.links.pathway_opened.connect(self.pathway_opened)
        self.sites.add_requested.connect(self._on_site_added)
        self.sites.edit_requested.connect(self._on_site_edited)
        self.sites.removal_requested.connect(self._on_site_removed)

    # --- showing

    @property
    def _shown_id(self) -> str:
        return self._details.id if self._details else ""

    def _on_read(self, asked: str, details: CompanyDetails) -> None:
        if asked != self._company_id:
            return
        is_same = details.id == self._shown_id
        self._company_id, self._details = details.id, details
        if not is_same:
            self.identity.fold()
            self.people.reset()
            self.sites.reset()
        self._show(details, is_same=is_same)
        self._body.show()
        self.head_changed.emit(self.title, self.number)

    def _show(self, details: CompanyDetails, *, is_same: bool) -> None:
        waiting_since = details.responsiveness.waiting_since
        self.pace.setText(f"{details.pace[0].upper()}{details.pace[1:]}")
        self.waiting.setVisible(waiting_since is not None)
        if waiting_since is not None:
            length = since(waiting_since, self._today())
            self.waiting.setText(f"Sans réponse{NBSP}: {length}")
        self.duplicates.set_details(details)
        self.identity.set_details(details)
        self.people.set_details(details)
        self.links.set_details(details, initials_only=self._initials_only)
        self.sites.show_parts(details.sites)
        self.timeline.show_events(
            details.events, is_same_subject=is_same, initials_only=self._initials_only
        )

    @Slot(object)
    def _on_read_failed(self, error: CsfError) -> None:
        if isinstance(error, NotFoundError):
            self._company_id, self._details = "", None
            self._body.hide()
            self.closed.emit()
        else:
            self.message_posted.emit(str(error))

    # --- writing

    def _write(
        self,
        service: Callable[..., Any],
        *args: object,
        form: InlineForm | None = None,
        refused: Callable[[CsfError], object] | None = None,
    ) -> None:
        """Call a service; a form is emptied when it succeeds, and shows why when it does not."""
        self._runner.run(
            service,
            *args,
            on_success=(lambda _changes: form.finish()) if form is not None else None,
            on_error=refused or (form.show_error if form is not None else self._tell),
            parent=self,
        )

    def _tell(self, error: CsfError) -> None:
        self.message_posted.emit(str(error))

    @Slot(object)
    def _on_fields_edited(self, values: Mapping[str, Any]) -> None:
        self._write(
            organisations.update_company,
            self._shown_id,
            values,
            refused=lambda error: self.identity.fail(list(values), error),
        )

    @Slot(object)
    def _on_contact_submitted(self, draft: ContactDraft) -> None:
        person = ContactDraft(
            draft.name, draft.role, draft.phone, draft.email, company_id=self._shown_id
        )
        self._write(organisations.add_contact, person, form=self.people.adding)

    @Slot(str, object)
    def _on_contact_edited(self, contact_id: str, values: Mapping[str, Any]) -> None:
        form = self.people.editing
        self._write(organisations.update_contact, contact_id, values, form=form)

    @Slot(str, object, object)
    def _on_departure_told(
        self, contact_id: str, day: date, successor: ContactDraft | None
    ) -> None:
        form = self.people.departure
        self._write(contact_left, contact_id, day, successor, self._today(), form=form)

    @Slot(str, object)
    def _on_successor_named(self, contact_id: str, successor: ContactDraft) -> None:
        form = self.people.departure
        self._write(name_successor, contact_id, successor, self._today(), form=form)

    @Slot(object)
    def _on_site_added(self, values: Mapping[str, Any]) -> None:
        form = self.sites.adding
        self._write(company_edit.add_site, self._shown_id, values, form=form)

    @Slot(str, object)
    def _on_site_edited(self, site_id: str, values: Mapping[str, Any]) -> None:
        self._write(company_edit.update_site, site_id, values, form=self.sites.editing)

    @Slot(str)
    def _on_site_removed(self, site_id: str) -> None:
        self._write(company_edit.remove_site, site_id)

    # --- exchanges

    @Slot()
    def _on_event_button_clicked(self) -> None:
        """Ask what an exchange is about: what is agreed is then followed with that."""
        if self._details is None:
            return
        subjects = subjects_of(self._details, initials_only=self._initials_only)
        if not subjects:
            self.event_requested.emit(self._shown_id)
            return
        menu = QMenu(self)
        menu.setAccessibleName("Sur quoi porte l’échange")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, subject_id, text in subjects:
            chosen = partial(self.exchange_requested.emit, kind, subject_id)
            menu.addAction(text).triggered.connect(lambda _checked, chosen=chosen: chosen())
        menu.addSeparator()
        alone = menu.addAction("L’entreprise en général")
        alone.triggered.connect(lambda: self.event_requested.emit(self._shown_id))
        menu.popup(self.event_button.mapToGlobal(self.event_button.rect().bottomLeft()))

    # --- merging

    @Slot(str)
    def _on_duplicate_opened(self, company_id: str) -> None:
        self.show_company(company_id, initials_only=self._initials_only)

    @Slot(str)
    def _on_merge_requested(self, other_id: str) -> None:
        self._runner.run(
            get_company,
            other_id,
            self._today(),
            on_success=self._show_comparison,
            on_error=self._tell,
            parent=self,
        )

    def _show_comparison(self, other: CompanyDetails) -> None:
        if self._details is None or other.id == self._details.id:
            return
        dialog = self._dialog = MergeDialog(self._details, other, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.confirmed.connect(self._on_merge_confirmed)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    @Slot(str, str)
    def _on_merge_confirmed(self, kept_id: str, other_id: str) -> None:
        self._runner.run(
            merge_companies,
            kept_id,
            other_id,
            on_success=self._on_merged,
            on_error=self._on_merge_refused,
            parent=self,
        )

    def _on_merged(self, changes: ChangeSet) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self.show_company(changes.created, initials_only=self._initials_only)

    def _on_merge_refused(self, error: CsfError) -> None:
        if self._dialog is not None:
            self._dialog.show_failure(error)

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        self._dialog = None
