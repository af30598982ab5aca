"""What happened, latest first, each exchange with the means to correct it or take it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.models.codes import EventKind
from csf_desktop.services.follow_ups import EventLine
from csf_desktop.ui.follow_up.person_field import YOUNG
from csf_desktop.ui.formatting import count_of, initials, short_date
from csf_desktop.ui.pathways.layouts import empty
from csf_desktop.ui.pathways.timeline import EventWidget
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button, icon_button
from csf_desktop.ui.widgets.text import label, separator

LATEST = 25
"""Events shown at first; the older ones on request."""

NOTHING = "Rien n’est encore noté\u00a0: le premier échange se note en cinq champs au plus."


class FollowUpTimeline(QWidget):
    """One line an event."""

    correction_requested = Signal(object)  # EventLine
    deletion_requested = Signal(str)  # id of the event
    lines_changed = Signal()  # other widgets take the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[EventLine, ...] = ()
        self._is_masked = False
        self._actions: list[QWidget] = []
        self._empty = label(NOTHING, "small", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(8))
        self.older_button = button("", "link")
        self.older_button.clicked.connect(self._on_older_clicked)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(label("Historique", "h3"))
        box.addWidget(self._empty)
        box.addLayout(self._lines)
        box.addWidget(self.older_button)

    def show_events(self, events: Sequence[EventLine], *, initials_only: bool) -> None:
        """Show events already in order; with ``initials_only`` young people by initials."""
        if (tuple(events), initials_only) == (self._events, self._is_masked):
            return
        self._events, self._is_masked = tuple(events), initials_only
        self._fill(LATEST)

    def stops(self) -> list[QWidget]:
        """Return what takes the keyboard, from top to bottom."""
        return [*self._actions, self.older_button]

    def _fill(self, limit: int) -> None:
        self._actions.clear()
        empty(self._lines)
        for at, event in enumerate(self._events[:limit]):
            if at:
                self._lines.addWidget(separator())
            self._lines.addWidget(self._line(event))
        hidden = len(self._events) - limit
        self.older_button.setText(f"Afficher {count_of(hidden, 'événement')} de plus")
        self.older_button.setAccessibleName(self.older_button.text())
        self.older_button.setVisible(hidden > 0)
        self._empty.setVisible(not self._events)
        self.lines_changed.emit()

    def _line(self, event: EventLine) -> QWidget:
        is_masked = self._is_masked and event.actor in YOUNG
        shown = replace(event, counterpart=initials(event.counterpart)) if is_masked else event
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(EventWidget(shown), 1)
        if event.kind == EventKind.CONTACT:
            self._add_actions(row, event)
        return line

    def _add_actions(self, row: QHBoxLayout, event: EventLine) -> None:
        day = short_date(event.happened_at.astimezone().date())
        correct = icon_button("pencil-line", f"Corriger l’échange du {day}")
        remove = icon_button("delete-bin-line", f"Supprimer l’échange du {day}")
        correct.clicked.connect(lambda: self.correction_requested.emit(event))
        remove.clicked.connect(lambda: self.deletion_requested.emit(event.id))
        for made in (correct, remove):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            self._actions.append(made)

    @Slot()
    def _on_older_clicked(self) -> None:
        self._fill(len(self._events))
