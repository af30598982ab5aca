"""What was typed in a form that was left, kept in the vault: locking does not lose it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot

from csf_desktop.services.drafts import drop_draft, keep_draft, read_draft
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_dialog import FormDialog


class FormDraft(QObject):
    """Gives a form back what it held, keeps it when left by Esc, drops it when confirmed.

    ``key`` names the form in the vault. What the person typed meanwhile is never replaced.
    """

    def __init__(self, runner: TaskRunner, key: str, dialog: FormDialog) -> None:
        super().__init__(dialog)
        self._runner, self._key, self._dialog = runner, key, dialog
        self._initial = dialog.draft_values()
        dialog.rejected.connect(self._on_rejected)
        dialog.accepted.connect(self._on_accepted)
        runner.run(read_draft, key, on_success=self._on_draft_read, parent=dialog)

    @Slot(object)
    def _on_draft_read(self, values: dict[str, Any] | None) -> None:
        if values and self._dialog.draft_values() == self._initial:
            self._dialog.restore_draft(values)

    @Slot()
    def _on_rejected(self) -> None:
        values = self._dialog.draft_values()
        if values != self._initial:
            self._runner.run(keep_draft, self._key, values, parent=self._dialog)

    @Slot()
    def _on_accepted(self) -> None:
        self._runner.run(drop_draft, self._key)
