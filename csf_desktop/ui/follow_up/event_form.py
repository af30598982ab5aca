"""« Noter un échange »: who was reached, how, what came of it, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.drafts import drop_draft, keep_draft, read_draft
from csf_desktop.services.follow_up_page import FollowUpPage, get_follow_up
from csf_desktop.services.follow_ups import EventDraft, record_event
from csf_desktop.ui.follow_up.event_fields import EventFields
from csf_desktop.ui.follow_up.subject_field import subject_field, subject_line
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.suggest_field import Suggestion
from csf_desktop.ui.widgets.text import label

WIDTH, HEIGHT = 800, 640
NO_SUBJECT = "Choisissez un parcours dans la liste qui s’ouvre en tapant."
FOUND_AGAIN = "Vous retrouvez ce que vous aviez commencé."


class EventForm(FormDialog):
    """A new exchange. Enter or Ctrl+Enter saves; Esc closes and keeps what was typed.

    What was typed lies in the vault, one draft a pathway or contract, until it is saved.
    """

    event_recorded = Signal(str)  # id of the event

    heading = "Noter un échange"
    primary = "Enregistrer l’échange"

    def __init__(
        self,
        runner: TaskRunner,
        parent: QWidget,
        *,
        today: Callable[[], date] = date.today,
        initials_only: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(self.heading, self.primary, parent, height=HEIGHT)
        self._runner, self._today, self._initials_only = runner, today, initials_only
        self._subject = ("", "")
        self._asked = 0
        self._is_edited = False
        self._build_widgets()
        self._build_form()
        self._connect_signals()
        resize_on_screen(self, WIDTH, HEIGHT)

    # --- opening

    def open_for(self, kind: str = "", subject_id: str = "") -> None:
        """Show the form for a « pathway », « contract » or « company », else ask for a pathway."""
        if subject_id:
            self.begin(kind, subject_id)
        else:
            self._forget()
            self._show_parts(has_subject=False)
            self.subject.setFocus()
        self.open()

    def begin(self, kind: str, subject_id: str) -> None:
        """Empty the fields, then fill in what is known of a pathway, a contract or a company."""
        self._forget()
        self._subject = (kind, subject_id)
        self._show_parts(has_subject=True)
        self._runner.run(
            get_follow_up,
            kind,
            subject_id,
            self._today(),
            on_success=partial(self._show_subject, self._asked),
            on_error=self.show_failure,
            parent=self,
        )
        self._runner.run(
            read_draft,
            self.screen_key(),
            on_success=partial(self._show_draft, self._asked),
            parent=self,
        )

    def screen_key(self) -> str:
        """Return the name of the draft of the form as it is open, empty without a subject."""
        kind, subject_id = self._subject
        return f"event:{kind}:{subject_id}" if subject_id else ""

    def leave(self) -> None:
        """Close and forget every word, the draft being kept (locking the vault)."""
        self.reject()
        self._forget()

    # --- building

    def _build_widgets(self) -> None:
        self.subject = subject_field(self._runner, self, self._today, self._initials_only)
        self._subject_form = FormField("Parcours", self.subject, required=True, missing=NO_SUBJECT)
        self._about = label("", "lead", wrap=True)
        self._found = label(FOUND_AGAIN, "small")
        self.restart_button = button("Recommencer", "link")
        self.exchange = EventFields(self._today)

    def _build_form(self) -> None:
        self.fields = dict(self.exchange.by_name)
        again = QHBoxLayout()
        again.addWidget(self._found)
        again.addWidget(self.restart_button)
        again.addStretch(1)
        self.body.addWidget(self._about)
        self.body.addWidget(self._subject_form)
        self.body.addLayout(again)
        self.body.addWidget(self.exchange)

    def _connect_signals(self) -> None:
        self.subject.suggestion_picked.connect(self._on_subject_picked)
        self.restart_button.clicked.connect(self._on_restart_clicked)
        self.exchange.edited.connect(self._on_edited)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.submit)

    def _show_parts(self, *, has_subject: bool) -> None:
        self._subject_form.setVisible(not has_subject)
        self._about.setVisible(has_subject)
        self.exchange.setVisible(has_subject)
        self._show_found(is_found=False)

    def _show_found(self, *, is_found: bool) -> None:
        self._found.setVisible(is_found)
        self.restart_button.setVisible(is_found)

    def _forget(self) -> None:
        self._asked += 1
        self._subject = ("", "")
        self.say_error("")
        self._about.setText("")
        self.subject.set_value("")
        self._subject_form.clear_error()
        self.exchange.reset()
        self._is_edited = False
        self.primary_button.setEnabled(True)

    # --- filling in

    def _show_subject(self, asked: int, page: FollowUpPage) -> None:
        if asked == self._asked:
            self.fill(page)

    def fill(self, page: FollowUpPage) -> None:
        """Show what the exchange is about, and who can be reached."""
        self._about.setText(subject_line(page, initials_only=self._initials_only()))
        self.exchange.start(page, initials_only=self._initials_only())

    def _show_draft(self, asked: int, typed: dict[str, Any] | None) -> None:
        if asked != self._asked or typed is None or self._is_edited:
            return
        self.exchange.restore(typed)
        self._show_found(is_found=True)

    # --- saving

    def submit(self) -> None:
        self.say_error("")
        if not self._subject[1]:
            self._subject_form.set_error(NO_SUBJECT)
            self.subject.setFocus()
        elif self.exchange.check() and self.primary_button.isEnabled():
            self.primary_button.setEnabled(False)
            self.save()

    def save(self) -> None:
        """Hand what was said to the service; ``saved`` or ``show_failure`` answers."""
        kind, subject_id = self._subject
        draft = EventDraft(
            pathway_id=subject_id if kind == "pathway" else None,
            contract_id=subject_id if kind == "contract" else None,
            company_id=subject_id if kind == "company" else None,
            **self.exchange.values(),
        )
        self._runner.run(
            record_event, draft, on_success=self.saved, on_error=self.show_failure, parent=self
        )

    @Slot(object)
    def saved(self, changes: ChangeSet) -> None:
        """Close: the vault has it, the draft is of no more use."""
        self._drop_draft()
        self._is_edited = False
        self.accept()
        self.event_recorded.emit(self.recorded_id(changes.created))

    def recorded_id(self, created: str) -> str:
        """Return the id of the event that has been saved."""
        return created

    def reject(self) -> None:
        if self._is_edited and self.screen_key():
            self._runner.run(keep_draft, self.screen_key(), self.exchange.typed(), parent=self)
        self._is_edited = False
        super().reject()

    def _drop_draft(self) -> None:
        self._runner.run(drop_draft, self.screen_key(), parent=self)

    # --- slots

    @Slot(object)
    def _on_subject_picked(self, picked: Suggestion) -> None:
        self.begin("pathway", picked.code)

    @Slot()
    def _on_edited(self) -> None:
        self._is_edited = True
        self._show_found(is_found=False)

    @Slot()
    def _on_restart_clicked(self) -> None:
        self._drop_draft()
        self.begin(*self._subject)
        self.exchange.setFocus(Qt.FocusReason.OtherFocusReason)
