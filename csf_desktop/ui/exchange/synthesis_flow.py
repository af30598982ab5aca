"""« Synthèse par année… »: reads the years, issues the document of the one chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.services.documents import IssuedDocument, issue_synthesis
from csf_desktop.services.synthesis import YearSynthesis, get_synthesis
from csf_desktop.ui.exchange.synthesis_dialog import SynthesisDialog
from csf_desktop.ui.tasks import TaskRunner


class SynthesisFlow(QObject):
    """One dialog at a time; the document stays in memory unless it is saved."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self._dialog: SynthesisDialog | None = None

    @Slot()
    def start(self) -> None:
        """Show the synthesis of all the years."""
        self._runner.run(get_synthesis, on_success=self._on_years_read, parent=self._window)

    def _on_years_read(self, years: tuple[YearSynthesis, ...]) -> None:
        self._dialog = SynthesisDialog([year.school_year for year in years], self._window)
        self._dialog.year_chosen.connect(self._issue)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()
        self._issue("")

    @Slot(str)
    def _issue(self, year: str) -> None:
        self._runner.run(
            issue_synthesis,
            year=year,
            on_success=partial(self._on_issued, year),
            parent=self._dialog,
        )

    def _on_issued(self, year: str, document: IssuedDocument) -> None:
        if self._dialog is not None:
            self._dialog.show_document(year, document)

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        self._dialog = None
