"""« Vérifier un PDF… »: chooses the file, reads it, shows the answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.services.verification import Verified, verify_file
from csf_desktop.ui.exchange.verify_dialog import VerifyDialog
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets import dialogs


class VerifyFlow(QObject):
    """Changes nothing in the vault, which only says whom we know."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner

    @Slot()
    def start(self) -> None:
        """Ask for the file to check."""
        paths = dialogs.choose_files(
            self._window, "Vérifier un PDF", "PDF (*.pdf);;Tous les fichiers (*)"
        )
        for path in paths[:1]:
            self._runner.run(
                verify_file,
                path,
                on_success=partial(self._on_verified, path),
                parent=self._window,
            )

    def _on_verified(self, path: Path, found: Verified) -> None:
        VerifyDialog(path.name, found, self._window).open()
