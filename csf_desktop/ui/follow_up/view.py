"""The view « Suivi »: what is owed, by deadline, and the timeline of each pathway."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot

from csf_desktop.services.due_list import DueSummary, due_page, due_summary, open_due
from csf_desktop.services.follow_up_page import FollowUpPage, get_follow_up
from csf_desktop.services.follow_ups import EventLine, delete_event, get_event
from csf_desktop.ui.follow_up.columns import due_columns, key_of, parts_of_key, row_key
from csf_desktop.ui.follow_up.correction_form import CorrectionForm
from csf_desktop.ui.follow_up.event_form import EventForm
from csf_desktop.ui.follow_up.list_head import WORDS, FollowUpHead
from csf_desktop.ui.follow_up.panel import FollowUpPanel
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.list_source import ListServices
from csf_desktop.ui.list_view import EmptyWords, ListView
from csf_desktop.ui.widgets.cells import Column

WHAT_FOR = (
    "Ici se lit qui doit faire quoi, et depuis quand. Notez chaque échange\u00a0: la prochaine "
    "action et son échéance se mettent en place."
)
NOTHING_FOUND = "Rien ne correspond à cette recherche et à cette section."


class FollowUpView(ListView):
    """« À faire » in sections; the panel shows the timeline and takes a new exchange."""

    title = "Suivi"
    icon_name = "line-chart-line"
    help_topic = "suivi"
    kinds = frozenset({"event"})

    services = ListServices(open_due, due_page, due_summary)
    head_words = WORDS
    empty_icon = "list-check-3"
    empty_words = EmptyWords(
        ("Rien à suivre pour l’instant", WHAT_FOR, "Noter un échange"),
        ("Rien à faire ici", NOTHING_FOUND, "Voir tout ce qui est à suivre"),
    )
    table_name = "Liste de ce qui est à faire"
    key_hints = "Entrée\u00a0: ouvrir  ·  Ctrl+N\u00a0: noter un échange"
    row_id = staticmethod(row_key)

    head: FollowUpHead
    panel: FollowUpPanel

    # --- what the window calls

    def new_item(self) -> None:
        """Note an exchange about what is open in the panel, else about a pathway to choose."""
        self.note_exchange(*(self.panel.subject if self.split.is_open else ("", "")))

    @Slot(str, str)
    def note_exchange(self, kind: str = "", subject_id: str = "") -> None:
        """Open the form about a « pathway », « contract » or « company », from any screen."""
        self.form.open_for(kind, subject_id)

    def open_item(self, kind: str, item_id: str) -> None:
        """Show the timeline in which an event lies."""
        self._runner.run(get_event, item_id, on_success=self._on_event_found, parent=self)

    def clear(self) -> None:
        """Forget every word of the vault."""
        for form in (self.form, self.correction):
            form.leave()
        super().clear()

    # --- what it shows

    def make_columns(self) -> tuple[Column, ...]:
        """Return by when, what, for whom, since when."""
        return due_columns(self._today, self._shows_initials)

    def make_panel(self) -> FollowUpPanel:
        """Return the panel of a timeline."""
        return FollowUpPanel()

    def make_head(self) -> FollowUpHead:
        """Return the head with its figures."""
        return FollowUpHead()

    def connect_panel(self) -> None:
        """Make the forms of an exchange and connect the panel."""
        masked = self._shows_initials
        self.form = EventForm(self._runner, self, today=self._today, initials_only=masked)
        self.correction = CorrectionForm(
            self._runner, self, today=self._today, initials_only=masked
        )
        self.panel.exchange_requested.connect(self.note_exchange)
        self.panel.subject_opened.connect(self.open_requested)
        self.panel.correction_requested.connect(self.correction.open_event)
        self.panel.deletion_requested.connect(self._on_deletion_requested)

    def count_words(self, count: int) -> str:
        """Return « 5 actions, par échéance »."""
        return f"{count_of(count, 'action')}, par échéance"

    def summary(self, counts: Mapping[str, int]) -> str:
        """Return « 5 actions à suivre, dont 1 en retard »."""
        owed, late = f"{count_of(counts[''], 'action')} à suivre", counts["late"]
        return f"{owed}, dont {late} en retard" if late else owed

    def show_counts(self, answer: DueSummary) -> None:
        """Show the figures and the counts of the sections."""
        self.head.show_figures(answer, self.summary(answer.counts), self._today())

    def read_detail(self) -> None:
        """Read the timeline of the pathway or contract in sight."""
        asked = (*parts_of_key(self.shown_id), self._today())
        self.ask_detail(get_follow_up, *asked, show=self._show_page)

    def _show_page(self, page: FollowUpPage) -> None:
        self.panel.show_page(page, self._today(), initials_only=self.initials_only)

    # --- slots

    @Slot(object)
    def _on_event_found(self, event: EventLine) -> None:
        kind = "pathway" if event.pathway_id else "contract"
        self.show_detail(key_of(kind, event.pathway_id or event.contract_id), take_focus=True)

    @Slot(str)
    def _on_deletion_requested(self, event_id: str) -> None:
        self._runner.run(delete_event, event_id, parent=self)
