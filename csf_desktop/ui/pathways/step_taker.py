"""Taking the step that was chosen in the panel, after asking what it needs."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Slot

from csf_desktop.errors import CsfError
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.pathways import advance
from csf_desktop.ui.pathways.dialogs import PathwayDialogs
from csf_desktop.ui.pathways.panel import PathwayPanel
from csf_desktop.ui.pathways.steps import asks_reason
from csf_desktop.ui.tasks import TaskRunner


class StepTaker(QObject):
    """Reserving and leaving the course ask in a dialog, the other steps take the panel's day."""

    def __init__(self, runner: TaskRunner, panel: PathwayPanel, dialogs: PathwayDialogs) -> None:
        super().__init__(panel)
        self._runner, self._panel, self._dialogs = runner, panel, dialogs
        dialogs.step_confirmed.connect(self._on_step_confirmed)

    @Slot(str)
    def choose(self, target: str) -> None:
        """Take the pathway in sight to a step, a code of ``PathwayStatus``."""
        details = self._panel.details
        if details is None:
            return
        current = str(details.fields["status"])
        if target == PathwayStatus.RESERVED:
            self._dialogs.reserve(details.id)
        elif asks_reason(current, target):
            self._dialogs.ask_reason(details.id, current, target)
        else:
            day = self._panel.course.step_day()
            if day is None:
                self._panel.show_tab("course")
                return
            self._advance(details.id, target, day, "")

    @Slot(str, object, str)
    def _on_step_confirmed(self, target: str, day: date, reason: str) -> None:
        if self._panel.details is not None:
            self._advance(self._panel.details.id, target, day, reason)

    def _advance(self, pathway_id: str, target: str, day: date, reason: str) -> None:
        self._panel.step_bar.set_busy(is_busy=True)
        self._runner.run(
            advance,
            pathway_id,
            target,
            day,
            reason,
            on_success=self._on_step_taken,
            on_error=self._on_step_failed,
            parent=self._panel,
        )

    @Slot(object)
    def _on_step_taken(self, _changes: ChangeSet) -> None:
        self._dialogs.end_reason()

    @Slot(object)
    def _on_step_failed(self, error: CsfError) -> None:
        if self._dialogs.reason is not None:
            self._dialogs.reason.show_failure(error)
        self._panel.show_step_failure(error)
