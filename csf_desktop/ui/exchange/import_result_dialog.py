"""What became of the files: counts, refusals with their reasons, warnings; all can be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.exchange.plain_table import PlainTable
from csf_desktop.ui.exchange.wording import refusals
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label

FILE_WIDTH, REFERENCE_WIDTH = 170, 150


class ImportResultDialog(ExchangeDialog):
    """One file: its counts; several: a line a file. Then what was refused and what to check."""

    def __init__(self, outcomes: Sequence[FileOutcome], parent: QWidget | None = None) -> None:
        self._outcomes = tuple(outcomes)
        self._is_single = len(self._outcomes) == 1
        super().__init__(self._heading(), parent, sentence=self._sentence(), width=720)
        self._tables: list[PlainTable] = []
        self.copy_button = button("Copier", icon_name="file-copy-line", on_click=self.copy)
        self.close_button = button("Fermer", "primary", on_click=self.accept)
        self._told = label("", "small")
        self.foot.insertWidget(0, self._told)
        self._add_files()
        self._add_refusals()
        self._add_warnings()
        if not self._tables:
            self.body.addStretch(1)
        self.add_buttons(self.copy_button, self.close_button)
        self.close_button.setFocus()
        self.fit()

    def text(self) -> str:
        """Return everything the dialog says, for the clipboard."""
        parts = [self.windowTitle(), self._sentence(), *(table.text() for table in self._tables)]
        return "\n\n".join(part for part in parts if part)

    @Slot()
    def copy(self) -> None:
        """Put everything in the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self._told.setText("Copié.")

    def _heading(self) -> str:
        if self._is_single:
            return f"Import de {self._outcomes[0].name}"
        return f"Import de {count_of(len(self._outcomes), 'fichier')}"

    def _sentence(self) -> str:
        if self._is_single:
            return self._outcomes[0].sentence
        refused = sum(outcome.is_refused for outcome in self._outcomes)
        return (
            f"{count_of(len(self._outcomes) - refused, 'fichier lu', 'fichiers lus')}, "
            f"{count_of(refused, 'refusé')}"
        )

    def _add_files(self) -> None:
        if not self._is_single:
            rows = [(outcome.name, outcome.sentence) for outcome in self._outcomes]
            self._add("Fichiers", ("Fichier", "Résultat"), (FILE_WIDTH, 0), rows)

    def _add_refusals(self) -> None:
        rows = [
            [outcome.name, refusal.reference or "(sans référence)", refusal.reason]
            for outcome in self._outcomes
            for refusal in (outcome.report.refused if outcome.report else ())
        ]
        titles, widths = ["Fichier", "Référence", "Raison"], [FILE_WIDTH, REFERENCE_WIDTH, 0]
        first = int(self._is_single)
        left = sum(
            refusals(outcome.report) - len(outcome.report.refused)
            for outcome in self._outcomes
            if outcome.report
        )
        if left > 0:
            rows.append(["", "", f"Et {count_of(left, 'autre')}."])
        self._add("Refusés", titles[first:], widths[first:], [row[first:] for row in rows])

    def _add_warnings(self) -> None:
        rows = [
            [outcome.name, warning]
            for outcome in self._outcomes
            for warning in (outcome.report.warnings if outcome.report else ())
        ]
        titles, widths, first = ["Fichier", "Remarque"], [FILE_WIDTH, 0], int(self._is_single)
        self._add("À vérifier", titles[first:], widths[first:], [row[first:] for row in rows])

    def _add(
        self,
        title: str,
        titles: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Sequence[str]],
    ) -> None:
        if rows:
            table = PlainTable(title, titles, widths, rows)
            self._tables.append(table)
            self.add_section(title, table)
