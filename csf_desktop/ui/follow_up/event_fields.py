"""The five fields of an exchange, and its day when it is not today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.labels import choices
from csf_desktop.models.codes import Channel, ContactResult, Direction
from csf_desktop.services.follow_up_page import FollowUpPage
from csf_desktop.services.follow_ups import EventLine
from csf_desktop.services.pathways import moment_on
from csf_desktop.ui.follow_up.next_field import NextActionField
from csf_desktop.ui.follow_up.person_field import PersonField
from csf_desktop.ui.follow_up.proposals import FollowingAction, following_action, likely_person
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text_field import TextField
from csf_desktop.ui.widgets.timeline import CHANNEL_ICONS
from csf_desktop.ui.widgets.toggle_field import ToggleField

IN_THE_FUTURE = "Cette date est dans l’avenir\u00a0: notez l’échange une fois qu’il a eu lieu."
NO_RESULT = "Choisissez ce que l’échange a donné."
NOBODY = "Indiquez qui a été joint, ou l’entreprise si personne n’a répondu."


class EventFields(QWidget):
    """Who, how, result, note, next action. ``values`` are named as the services name them."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._proposed = FollowingAction()
        self._step = ""
        self._happened_at: datetime | None = None
        self._build_widgets()
        self._build_layout()
        self._connect_signals()

    # --- building

    def _build_widgets(self) -> None:
        self.person = PersonField()
        self.channel = ToggleField("Comment", choices(Channel), CHANNEL_ICONS)
        self.result = ToggleField("Résultat", choices(ContactResult))
        self.note = TextField(lines=2)
        self.next = NextActionField(self._today)
        self.day = DateField(self._today)
        self.incoming = QCheckBox("Échange reçu\u00a0: l’autre a pris l’initiative")
        self.other_day = button("Autre date, échange reçu", "link", icon_name="calendar-event-line")
        self.form: dict[str, FormField] = {
            "counterpart": FormField("Qui a été joint", self.person, required=True, missing=NOBODY),
            "channel": FormField("Comment", self.channel),
            "result": FormField("Résultat", self.result, required=True, missing=NO_RESULT),
            "note": FormField("Note", self.note),
            "next_owner": FormField("Prochaine action", self.next),
            "happened_at": FormField("Date de l’échange", self.day),
        }
        self.by_name = {
            **self.form,
            "next_label": self.form["next_owner"],
            "next_due": self.form["next_owner"],
        }

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        for name in ("counterpart", "channel", "result", "note", "next_owner"):
            box.addWidget(self.form[name])
        row = QHBoxLayout()
        row.addWidget(self.other_day)
        row.addStretch(1)
        box.addLayout(row)
        self._when = QWidget()
        line = QHBoxLayout(self._when)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(16))
        line.addWidget(self.form["happened_at"])
        line.addWidget(self.incoming)
        line.addStretch(1)
        box.addWidget(self._when)

    def _connect_signals(self) -> None:
        self.result.value_changed.connect(self._on_result_changed)
        self.other_day.clicked.connect(self._on_other_day_clicked)
        for form_field in self.form.values():
            form_field.field.value_changed.connect(self.edited)
        self.incoming.clicked.connect(self.edited)

    # --- what the form asks

    def reset(self) -> None:
        """Empty everything: a telephone call of today, as most are."""
        self._step = ""
        self.restore({"channel": Channel.PHONE.value})

    def start(self, page: FollowUpPage, *, initials_only: bool) -> None:
        """Offer the people of a pathway or a contract, the likeliest one filled in."""
        self._step = page.status
        self.person.set_people(page.people, initials_only=initials_only)
        likely = likely_person(page.people, page.next.owner)
        if likely is not None and self.person.is_empty():
            self.person.set_person(likely)
        first = self.person if likely is None else self.result
        first.setFocus()

    def show_event(self, event: EventLine) -> None:
        """Show an event to correct."""
        self._happened_at = event.happened_at
        self.person.set_free(event.counterpart, event.actor)
        self.channel.set_value(event.channel)
        self.result.set_value(event.result)
        self.note.set_value(event.note)
        self.next.set_value(FollowingAction(event.next_owner, event.next_label, event.next_due))
        self.day.set_value(event.happened_at.astimezone().date())
        self.incoming.setChecked(event.direction == Direction.INCOMING)
        self._show_day(is_shown=True)
        self.person.setFocus()

    def check(self) -> bool:
        """Show what is wrong, the keyboard in the first wrong field; ``True`` when all is right."""
        right = [form_field.check() for form_field in self.form.values()]
        day = self.day.value()
        if day is not None and day > self._today():
            self.form["happened_at"].set_error(IN_THE_FUTURE)
            right[-1] = False
        if all(right):
            return True
        wrong = list(self.form.values())[right.index(False)].field
        (self.next.wrong_part() if wrong is self.next else wrong).setFocus()
        return False

    def values(self) -> dict[str, Any]:
        """Return what was said, for ``EventDraft`` and ``update_event``."""
        person, action = self.person.person(), self.next.value()
        return {
            "counterpart": self.person.name(),
            "actor": self.person.actor(),
            "contact_id": (person.contact_id or None) if person else None,
            "channel": self.channel.value(),
            "direction": self._direction(),
            "result": self.result.value(),
            "note": self.note.value(),
            "happened_at": self._moment(),
            "next_owner": action.owner,
            "next_label": action.label,
            "next_due": action.due,
        }

    def typed(self) -> dict[str, Any]:
        """Return everything as it was typed, right or not, for ``restore``."""
        return {
            "counterpart": self.person.name(),
            "actor": self.person.actor(),
            "channel": self.channel.value(),
            "result": self.result.value(),
            "note": self.note.edit.toPlainText(),
            "next": list(self.next.typed()),
            "day": self.day.edit.text(),
            "is_incoming": self.incoming.isChecked(),
        }

    def restore(self, typed: dict[str, Any]) -> None:
        """Show again what ``typed`` gave; what it lacks is emptied."""
        self._proposed = FollowingAction()
        self._happened_at = None
        self.person.set_free(typed.get("counterpart", ""), typed.get("actor", ""))
        self.channel.set_value(typed.get("channel", ""))
        self.result.set_value(typed.get("result", ""))
        self.note.set_value(typed.get("note", ""))
        self.next.set_typed(*typed.get("next", ("", "", "")))
        self.day.edit.setText(typed.get("day", ""))
        self.incoming.setChecked(typed.get("is_incoming", False))
        self._show_day(is_shown=not self.day.is_empty() or self.incoming.isChecked())
        for form_field in self.form.values():
            form_field.clear_error()

    # --- inside

    def _direction(self) -> str:
        return (Direction.INCOMING if self.incoming.isChecked() else Direction.OUTGOING).value

    def _moment(self) -> datetime:
        day = self.day.value() or self._today()
        before = self._happened_at
        if before is not None and before.astimezone().date() == day:
            return before
        return moment_on(day)

    def _show_day(self, *, is_shown: bool) -> None:
        self._when.setVisible(is_shown)
        self.other_day.setVisible(not is_shown)

    @Slot()
    def _on_other_day_clicked(self) -> None:
        self._show_day(is_shown=True)
        self.day.setFocus()

    @Slot()
    def _on_result_changed(self) -> None:
        """Propose what follows, unless somebody already said something else."""
        if self.next.is_empty() or self.next.value() == self._proposed:
            self._proposed = following_action(self.result.value(), self._today(), self._step)
            self.next.set_value(self._proposed)
            self.form["next_owner"].clear_error()
