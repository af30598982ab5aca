"""The view « Suivi »: what is owed, by deadline, and the timeline of each pathway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.due_list import DueSummary, due_page, due_summary, open_due
from csf_desktop.services.follow_up_page import FollowUpPage, get_follow_up
from csf_desktop.services.follow_ups import EventLine, delete_event, get_event
from csf_desktop.services.rows import DueRow, Listing, ListQuery
from csf_desktop.ui.follow_up.columns import due_columns, row_key
from csf_desktop.ui.follow_up.correction_form import CorrectionForm
from csf_desktop.ui.follow_up.event_form import EventForm
from csf_desktop.ui.follow_up.list_head import ListHead
from csf_desktop.ui.follow_up.panel import FollowUpPanel
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.view import View
from csf_desktop.ui.widgets.empty_state import EmptyState
from csf_desktop.ui.widgets.list_table import ListTable
from csf_desktop.ui.widgets.paged_model import PagedTableModel
from csf_desktop.ui.widgets.split_view import SplitView
from csf_desktop.ui.widgets.text import label

WHAT_FOR = (
    "Ici se lit qui doit faire quoi, et depuis quand. Notez chaque échange\u00a0: la prochaine "
    "action et son échéance se mettent en place."
)
NOTE = "Noter un échange"
SEE_ALL = "Voir tout ce qui est à suivre"


class FollowUpView(View):
    """« À faire » in sections; the panel shows the timeline and takes a new exchange."""

    title = "Suivi"
    icon_name = "line-chart-line"
    help_topic = "suivi"
    kinds = frozenset({"event"})

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
        self._wanted = ("", "")
        self._build_widgets()
        self._build_layout()
        self._connect_list()
        self._connect_panel()

    # --- what the window asks

    def refresh(self, changes: ChangeSet | None) -> None:
        if changes is not None and changes.is_empty:
            return
        self._read(is_same=self._asked > 0)
        if self.split.is_open and self._wanted[1]:
            self._read_page(*self._wanted)

    def new_item(self) -> None:
        """Note an exchange about what is open in the panel, else about a pathway to choose."""
        self.note_exchange(*(self.panel.subject if self.split.is_open else ("", "")))

    @Slot(str, str)
    def note_exchange(self, kind: str = "", subject_id: str = "") -> None:
        """Open the form of an exchange about a « pathway » or a « contract », from any screen."""
        self.form.open_for(
            pathway_id=subject_id if kind == "pathway" else None,
            contract_id=subject_id if kind == "contract" else None,
        )

    def focus_search(self) -> None:
        if self.split.is_compact and self.split.is_open:
            self.split.close_panel()
        self.head.search.focus_all()

    def open_item(self, kind: str, item_id: str) -> None:
        """Show the timeline in which an event lies."""
        self._runner.run(get_event, item_id, on_success=self._on_event_found, parent=self)

    def clear(self) -> None:
        self._asked += 1
        self._query = ListQuery(self._today())
        self._wanted = ("", "")
        for form in (self.form, self.correction):
            form.leave()
        self.model.clear()
        self.head.forget()
        self._foot.setText("")
        self.split.close_panel()
        self.panel.forget()

    # --- building

    def _build_widgets(self) -> None:
        self.head = ListHead()
        columns = due_columns(self._today, self._shows_initials)
        self.model = PagedTableModel(columns, self._runner, row_key, parent=self)
        self.table = ListTable(self.model, "Liste de ce qui est à faire")
        self.empty = EmptyState("list-check-3", "Rien à suivre pour l’instant", WHAT_FOR, NOTE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._foot = label("", "small")
        keys = "Entrée\u00a0: ouvrir  ·  Ctrl+N\u00a0: noter un échange"
        self._hint = label(keys, "small")
        self.panel = FollowUpPanel()
        masked = self._shows_initials
        self.form = EventForm(self._runner, self, today=self._today, initials_only=masked)
        self.correction = CorrectionForm(
            self._runner, self, today=self._today, initials_only=masked
        )

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
        self.split = SplitView(main, self.panel, self.table)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(px(8))
        page.addWidget(self.head)
        page.addWidget(self.split, 1)

    def _connect_list(self) -> None:
        self.head.new_requested.connect(self.new_item)
        self.head.search_changed.connect(self._on_search_changed)
        self.head.section_changed.connect(self._on_section_changed)
        self.head.search.left_downwards.connect(self.table.setFocus)
        self.empty.action_requested.connect(self._on_empty_action_requested)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.current_changed.connect(self._on_current_changed)
        self.split.compact_changed.connect(self._arrange)
        self.split.panel_closed.connect(self._arrange)

    def _connect_panel(self) -> None:
        self.panel.exchange_requested.connect(self.note_exchange)
        self.panel.subject_opened.connect(self.open_requested)
        self.panel.correction_requested.connect(self.correction.open_event)
        self.panel.deletion_requested.connect(self._on_deletion_requested)

    # --- the list

    def _ask(self, **changes: object) -> None:
        self._query = replace(self._query, **changes)  # type: ignore[arg-type]
        self._read(is_same=False)

    def _read(self, *, is_same: bool) -> None:
        """Read the first page, then the counts; an answer to an older question is dropped."""
        self._asked += 1
        self._query = replace(self._query, today=self._today())
        shown = partial(self._show, self._asked, is_same)
        counted = partial(self._show_summary, self._asked)
        self._runner.run(open_due, self._query, on_success=shown, parent=self)
        self._runner.run(due_summary, self._query, on_success=counted, parent=self)

    def _show(self, asked: int, is_same: bool, found: Listing[DueRow]) -> None:
        if asked != self._asked:
            return
        fetch = partial(due_page, query=self._query)
        self.model.set_source(found.count, fetch, found.rows, keep_shown=is_same)
        self._foot.setText(f"{count_of(found.count, 'action')}, par échéance")
        self._stack.setCurrentWidget(self.table if found.count else self.empty)
        if self._query.search or self._query.chip:
            sentence = "Rien ne correspond à cette recherche et à cette section."
            self.empty.set_content("Rien à faire ici", sentence, SEE_ALL)
        else:
            self.empty.set_content("Rien à suivre pour l’instant", WHAT_FOR, NOTE)

    def _show_summary(self, asked: int, summary: DueSummary) -> None:
        if asked == self._asked:
            self.head.show_counts(summary.counts, summary.oldest, self._query.today)

    @Slot(str)
    def _on_search_changed(self, text: str) -> None:
        self._ask(search=text)

    @Slot(str)
    def _on_section_changed(self, key: str) -> None:
        self._ask(chip=key)

    @Slot()
    def _on_empty_action_requested(self) -> None:
        if self._query.search or self._query.chip:
            self.head.set_section("")
            self.head.search.clear()
            self._ask(search="", chip="")
        else:
            self.new_item()

    # --- the panel

    def _open_panel(self, kind: str, subject_id: str) -> None:
        self._wanted = (kind, subject_id)
        self._read_page(kind, subject_id)

    def _read_page(self, kind: str, subject_id: str) -> None:
        self._runner.run(
            get_follow_up,
            kind,
            subject_id,
            self._today(),
            on_success=self._on_page_read,
            on_error=self._on_page_failed,
            parent=self,
        )

    @Slot(object)
    def _on_page_read(self, page: FollowUpPage) -> None:
        if (page.kind, page.id) != self._wanted:
            return
        self.panel.show_page(page, self._today(), initials_only=self.initials_only)
        if not self.split.is_open:
            self.split.open_panel()
            self._arrange()

    @Slot(object)
    def _on_page_failed(self, error: CsfError) -> None:
        self.split.close_panel()
        self.message_posted.emit(str(error))

    @Slot(object)
    def _on_event_found(self, event: EventLine) -> None:
        kind = "pathway" if event.pathway_id else "contract"
        self.table.select_id(f"{kind}:{event.pathway_id or event.contract_id}")
        self._open_panel(kind, event.pathway_id or event.contract_id)

    @Slot(str)
    def _on_row_opened(self, key: str) -> None:
        kind, _, subject_id = key.partition(":")
        self._open_panel(kind, subject_id)

    @Slot(str)
    def _on_current_changed(self, key: str) -> None:
        if key and self.split.is_open:
            self._on_row_opened(key)

    @Slot(str)
    def _on_deletion_requested(self, event_id: str) -> None:
        self._runner.run(delete_event, event_id, parent=self)

    @Slot()
    def _arrange(self) -> None:
        """Give the whole height to the panel where it takes the list's place."""
        self.head.setVisible(not (self.split.is_compact and self.split.is_open))
        self._hint.setVisible(not self.split.is_open)

    def _shows_initials(self) -> bool:
        return self.initials_only
