"""What happened, latest first: who, when, result, what was to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.labels import label
from csf_desktop.models.codes import (
    Actor,
    Channel,
    ContactResult,
    Direction,
    EventKind,
    PathwayStatus,
)
from csf_desktop.services.follow_ups import EventLine
from csf_desktop.ui import theme
from csf_desktop.ui.formatting import NBSP, count_of, hours, moment, short_date
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.names import shown_name
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.layouts import empty
from csf_desktop.ui.widgets.text import label as text_label
from csf_desktop.ui.widgets.text import separator

LATEST = 25
"""Events shown at first; the older ones on request."""

CHANNEL_ICONS: dict[str, str] = {
    Channel.PHONE: "phone-line",
    Channel.EMAIL: "mail-line",
    Channel.VISIT: "map-pin-line",
    Channel.MEETING: "shake-hands-line",
    Channel.LETTER: "mail-send-line",
    Channel.OTHER: "chat-1-line",
}
KIND_ICONS: dict[str, str] = {
    EventKind.STATUS: "flag-line",
    EventKind.DOCUMENT: "file-pdf-2-line",
    EventKind.NOTE: "sticky-note-line",
}
NOTHING = "Rien n’est encore noté\u00a0: le premier échange se note en cinq champs au plus."


class Timeline(QWidget):
    """One line an event; a subclass may put more on a line."""

    lines_changed = Signal()  # other widgets take the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[EventLine, ...] = ()
        self._is_masked = self._is_whole = False
        self._empty = text_label(NOTHING, "small", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(8))
        self.older_button = button("", "link", on_click=self._show_all)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(text_label("Historique", "h3"))
        box.addWidget(self._empty)
        box.addLayout(self._lines)
        box.addWidget(self.older_button)

    def show_events(
        self, events: Sequence[EventLine], *, is_same_subject: bool, initials_only: bool
    ) -> None:
        """Show events already in order; with ``initials_only`` young people by initials."""
        shown = (tuple(events), initials_only)
        if shown == (self._events, self._is_masked) and is_same_subject:
            return
        self._events, self._is_masked = shown
        self._is_whole = self._is_whole and is_same_subject
        self._fill()

    def make_line(self, event: EventLine) -> QWidget:
        """Return the line of an event, names of young people being hidden as asked."""
        name = shown_name(event.counterpart, event.actor, initials_only=self._is_masked)
        return EventWidget(replace(event, counterpart=name))

    def _fill(self) -> None:
        empty(self._lines)
        shown = self._events if self._is_whole else self._events[:LATEST]
        for at, event in enumerate(shown):
            if at:
                self._lines.addWidget(separator())
            self._lines.addWidget(self.make_line(event))
        hidden = len(self._events) - len(shown)
        self.older_button.setText(f"Afficher {count_of(hidden, 'événement')} de plus")
        self.older_button.setAccessibleName(self.older_button.text())
        self.older_button.setVisible(hidden > 0)
        self._empty.setVisible(not self._events)
        self.lines_changed.emit()

    @Slot()
    def _show_all(self) -> None:
        self._is_whole = True
        self._fill()


class EventWidget(QWidget):
    """An icon for the channel or the kind, then up to four short lines."""

    def __init__(self, event: EventLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        picture.setPixmap(pixmap(event_icon(event), theme.tokens().text2, px(18), ratio))
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(text_label(event_title(event), "strong", wrap=True))
        for line in event_lines(event):
            words.addWidget(text_label(line, "small", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setAccessibleName(". ".join((event_title(event), *event_lines(event))))


def event_icon(event: EventLine) -> str:
    """Return the icon of an event: its channel for a contact, else its kind."""
    if event.kind == EventKind.CONTACT:
        return CHANNEL_ICONS.get(event.channel, "chat-1-line")
    return KIND_ICONS.get(event.kind, "history-line")


def event_title(event: EventLine) -> str:
    """Return what happened in a few words."""
    if event.kind == EventKind.STATUS:
        return f"Étape{NBSP}: {label(PathwayStatus, event.status)}"
    if event.kind != EventKind.CONTACT and not event.result:
        return label(EventKind, event.kind)
    who = event.counterpart or (label(Actor, event.actor) if event.actor else "")
    result = label(ContactResult, event.result) if event.result else ""
    return " · ".join(part for part in (who, result) if part) or label(EventKind, event.kind)


def event_lines(event: EventLine) -> tuple[str, ...]:
    """Return the lines under the title: when and how and by whom, the note, what follows."""
    how = label(Channel, event.channel) if event.channel else ""
    if how and event.direction == Direction.INCOMING:
        how = f"{how} reçu"
    length = hours_or_minutes(event.duration_minutes)
    local = event.happened_at.astimezone()
    when = short_date(local.date()) if event.kind == EventKind.STATUS else moment(local)
    parts = (when, how, length, event.author_name)
    lines = [" · ".join(part for part in parts if part), event.note, following(event)]
    return tuple(line for line in lines if line)


def following(event: EventLine) -> str:
    """Return the next action that was agreed then, empty if none."""
    if not event.next_owner:
        return ""
    what = event.next_label or "à faire"
    when = f", pour le {short_date(event.next_due)}" if event.next_due else ""
    return f"Suite{NBSP}: {label(Actor, event.next_owner)}, {what}{when}"


def hours_or_minutes(minutes: int | None) -> str:
    """Return « 15 min » below an hour, « 1 h 30 » from there."""
    if not minutes:
        return ""
    return f"{minutes}{NBSP}min" if minutes < 60 else hours(minutes)
