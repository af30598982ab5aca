"""What happened, latest first, each exchange with the means to correct it or take it out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csf_desktop.models.codes import EventKind
from csf_desktop.services.follow_ups import EventLine
from csf_desktop.ui.formatting import short_date
from csf_desktop.ui.widgets.buttons import icon_button
from csf_desktop.ui.widgets.timeline import Timeline


class FollowUpTimeline(Timeline):
    """A timeline whose exchanges have buttons."""

    correction_requested = Signal(object)  # EventLine
    deletion_requested = Signal(str)  # id of the event

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: list[QWidget] = []

    def stops(self) -> list[QWidget]:
        """Return what takes the keyboard, from top to bottom."""
        return [*self._actions, self.older_button]

    def make_line(self, event: EventLine) -> QWidget:
        """Return the line of an event, with its buttons when somebody noted it."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(super().make_line(event), 1)
        if event.kind == EventKind.CONTACT:
            self._add_actions(row, event)
        return line

    def _fill(self) -> None:
        self._actions.clear()
        super()._fill()

    def _add_actions(self, row: QHBoxLayout, event: EventLine) -> None:
        day = short_date(event.happened_at.astimezone().date())
        correct = icon_button("pencil-line", f"Corriger l’échange du {day}")
        remove = icon_button("delete-bin-line", f"Supprimer l’échange du {day}")
        correct.clicked.connect(lambda: self.correction_requested.emit(event))
        remove.clicked.connect(lambda: self.deletion_requested.emit(event.id))
        for made in (correct, remove):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            self._actions.append(made)
