"""What became of each row of a table; the whole report can be saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError
from csf_desktop.services.reports import ImportReport, RowReport
from csf_desktop.services.table_export import write_table
from csf_desktop.ui import errors
from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.exchange.notice import Notice
from csf_desktop.ui.exchange.plain_table import PlainTable
from csf_desktop.ui.exchange.table_wording import EFFECTS, row_lines
from csf_desktop.ui.exchange.wording import report_sentence
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets import dialogs
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label

TITLES = ("Ligne", "Effet", "Référence", "Marché", "Pourquoi")
WIDTHS = (64, 96, 120, 220, 0)
LISTED = 2000
NOTHING = "Toutes les lignes ont été reprises telles quelles."
FILTERS = "CSV (*.csv);;Classeur Excel (*.xlsx)"


class TableResultDialog(ExchangeDialog):
    """Counts, what was refused or left out, then every row."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        sentence = report_sentence(report)
        super().__init__(f"Import de {report.name}", parent, sentence=sentence, width=860)
        self._report = report
        self._told = label("", "small")
        self.save_button = button(
            "Enregistrer le rapport…", icon_name="save-3-line", on_click=self.save
        )
        self.close_button = button("Fermer", "primary", on_click=self.accept)
        self._add_told()
        self._add_rows()
        self.foot.insertWidget(0, self._told)
        self.add_buttons(self.save_button, self.close_button)
        self.close_button.setFocus()
        self.fit()

    @Slot()
    def save(self) -> None:
        """Ask where, and write the report of each row."""
        name = f"{Path(self._report.name).stem} - rapport.csv"
        path = dialogs.choose_save_path(self, "Enregistrer le rapport", name, FILTERS)
        if path is None:
            return
        if path.suffix.lower() not in (".csv", ".xlsx"):
            path = path.with_name(f"{path.name}.csv")
        try:
            write_table(path, TITLES, map(_line, self._report.rows))
        except CsfError as error:
            errors.show_error(self, error)
        else:
            self._told.setText("Rapport enregistré.")

    def _add_told(self) -> None:
        lines = row_lines(self._report.rows, LISTED)
        if not lines:
            self.body.addWidget(Notice(NOTHING, Tone.DONE))
            return
        table = PlainTable(
            "Refusés ou à vérifier",
            ("Ligne", "Effet", "Marché", "Pourquoi"),
            (64, 96, 220, 0),
            lines,
        )
        self.add_section("Refusés ou à vérifier", table)

    def _add_rows(self) -> None:
        rows = [
            (str(row.line), EFFECTS[row.outcome], row.reference, row.title)
            for row in self._report.rows[:LISTED]
        ]
        table = PlainTable("Ligne par ligne", TITLES[:-1], (64, 96, 120, 0), rows)
        self.add_section("Ligne par ligne", table)


def _line(row: RowReport) -> tuple[int, str, str, str, str]:
    why = " ".join(part for part in (row.reason, *row.notes) if part)
    return row.line, EFFECTS[row.outcome], row.reference, row.title, why
