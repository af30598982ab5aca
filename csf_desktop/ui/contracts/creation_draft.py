"""What was typed of a new contract, kept in the vault: locking does not lose it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.services.drafts import drop_draft, keep_draft, read_draft
from csf_desktop.ui.tasks import TaskRunner

SCREEN = "new-contract"
QUIET_MS = 600
"""How long nothing is typed before what was typed is kept."""


class CreationDraft(QObject):
    """Reads once, keeps a moment after each edit, drops when the contract is made or given up."""

    def __init__(
        self,
        runner: TaskRunner,
        typed: Callable[[], dict[str, str]],
        restore: Callable[[Mapping[str, str]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._runner, self._typed, self._restore = runner, typed, restore
        self._initial = typed()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        runner.run(read_draft, SCREEN, on_success=self._on_draft_read, parent=parent)

    @Slot()
    def note_edit(self) -> None:
        """Keep what is typed, once it has been quiet for a moment."""
        self._timer.start()

    def drop(self) -> None:
        """Forget it: the contract was made, or given up."""
        self._timer.stop()
        self._runner.run(drop_draft, SCREEN)

    @Slot(object)
    def _on_draft_read(self, values: dict[str, Any] | None) -> None:
        if values and self._typed() == self._initial:
            self._restore(values)

    @Slot()
    def keep_now(self) -> None:
        """Keep what was typed and not kept yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._on_timer_timeout()

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._runner.run(keep_draft, SCREEN, self._typed())
