"""The assistant of columns: what each one is, and at once what would come of the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CancelledError, CsfError
from csf_desktop.services.table_fields import missing_essentials
from csf_desktop.services.table_import import OpenedTable, TablePreview, preview_table
from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.exchange.notice import Notice
from csf_desktop.ui.exchange.plain_table import PlainTable
from csf_desktop.ui.exchange.table_columns import ColumnChoices
from csf_desktop.ui.exchange.table_wording import (
    PLANNED,
    brings_nothing,
    preview_sentence,
    row_lines,
)
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.tasks import Job, TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label

KNOWN = "Un tableau avec ces titres a déjà été importé\u00a0: les mêmes choix sont repris."
NOTHING = "Rien à importer"
WIDTH, HEIGHT = 900, 560
DELAY_MS = 250
LISTED = 200
"""Rows listed under the columns; the report after the import has them all."""


class TableAssistant(ExchangeDialog):
    """« Importer N lignes » accepts it; ``mapping()`` and ``table`` are then what to import.

    When the rows would change nothing the button says so and cannot be pressed.
    """

    sheet_requested = Signal(str)  # another sheet of the workbook; answer with show_table()

    def __init__(
        self,
        opened: OpenedTable,
        runner: TaskRunner,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(
            "Que contient ce tableau\u00a0?", parent, sentence=opened.table.name, width=WIDTH
        )
        self._runner, self._today = runner, today
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.cancel_button = button("Annuler", on_click=self.reject)
        self.import_button = button("Importer", "primary", on_click=self.accept)
        self._told = label("", "value", wrap=True)
        self._content = QVBoxLayout()
        self._content.setSpacing(px(12))
        self._detail = QVBoxLayout()
        self._detail.setSpacing(px(12))
        self.body.addLayout(self._content)
        self.body.addLayout(self._detail)
        self.body.addStretch(1)
        self.foot.setStretch(0, 0)
        self.foot.insertWidget(0, self._told, 1)
        self.add_buttons(self.cancel_button, self.import_button)
        self.import_button.setDefault(False)  # Enter on a choice must not import
        self.show_table(opened)
        self.fit()
        if self.height() < px(HEIGHT):  # room for what is said of the rows
            resize_on_screen(self, WIDTH, HEIGHT)

    def mapping(self) -> dict[int, str]:
        """Return the field of each column, those not taken left out."""
        return self._choices.mapping()

    def show_table(self, opened: OpenedTable) -> None:
        """Show the columns of a file, or of another of its sheets."""
        self.table = opened.table
        _clear(self._content)
        self._add_sheets()
        if opened.is_remembered:
            self._content.addWidget(Notice(KNOWN, Tone.DONE))
        for note in opened.table.notes:
            self._content.addWidget(Notice(note))
        self._choices = ColumnChoices(opened.columns)
        self._choices.mapping_changed.connect(self._on_choices_mapping_changed)
        self._choices.taken_from.connect(self._on_choices_taken_from)
        self._content.addWidget(self._choices)
        self._put_buttons_last()
        self._refresh()
        (self.import_button if self.import_button.isEnabled() else self._choices.first).setFocus()

    def _add_sheets(self) -> None:
        if len(self.table.sheets) < 2:
            return
        choice = ChoiceField((name, name) for name in self.table.sheets)
        choice.set_value(self.table.sheet)
        choice.value_changed.connect(lambda: self.sheet_requested.emit(choice.value()))
        self._content.addWidget(FormField("Feuille du classeur", choice))

    @Slot()
    def _on_choices_mapping_changed(self) -> None:
        self._refresh()

    @Slot(str, str)
    def _on_choices_taken_from(self, field: str, column: str) -> None:
        self._moved = f"«\u00a0{field}\u00a0» n’est plus pris de la colonne «\u00a0{column}\u00a0»."

    _moved = ""

    def _refresh(self) -> None:
        """Say what is missing, or work out what would come of the rows."""
        self._cancel()
        missing = missing_essentials(set(self.mapping().values()))
        self._offer(f"Importer {count_of(len(self.table.rows), 'ligne')}", is_on=not missing)
        said = [self._moved]
        self._moved = ""
        if missing:
            _clear(self._detail)
            said.append(f"Il manque {' et '.join(missing)}\u00a0: dites quelle colonne le donne.")
        else:
            said.append("Aperçu en cours…")
            self._timer.start()
        self._told.setText(" ".join(part for part in said if part))

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._job = self._runner.run(
            preview_table,
            self.table,
            self.mapping(),
            self._today(),
            on_success=self._on_previewed,
            on_error=self._on_preview_failed,
            on_progress=self._on_preview_progressed,
            parent=self,
        )

    def _on_preview_progressed(self, _done: int, _total: int) -> None:
        """Nothing to show: a preview takes a second or two."""

    def _on_previewed(self, preview: TablePreview) -> None:
        self._job = None
        self._told.setText(preview_sentence(preview))
        _clear(self._detail)
        for note in preview.notes:
            self._detail.addWidget(Notice(note))
        lines = row_lines(preview.rows, LISTED, PLANNED)
        if lines:
            title, titles = "À savoir avant d’importer", ("Ligne", "Effet", "Marché", "Pourquoi")
            table = PlainTable(title, titles, (70, 100, 210, 0), lines)
            self._detail.addWidget(label(title, "h3"))
            self._detail.addWidget(table)
            self._put_buttons_last()
        if brings_nothing(preview):
            self._offer(NOTHING, is_on=False)

    def _offer(self, text: str, *, is_on: bool) -> None:
        """Say what the button of import does, if it can; one that cannot gives the keyboard up."""
        had_focus = self.import_button.hasFocus()
        self.import_button.setText(text)
        self.import_button.setAccessibleName(text)
        self.import_button.setEnabled(is_on)
        if had_focus and not is_on:
            self.cancel_button.setFocus()

    def _on_preview_failed(self, error: CsfError) -> None:
        self._job = None
        if not isinstance(error, CancelledError):
            self._told.setText(str(error))

    def _cancel(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.on_success = self._job.on_error = None
            self._job.cancel()
            self._job = None

    def _put_buttons_last(self) -> None:
        """Have Tab come to the buttons after what was just added: Qt goes by who came in last."""
        focused = self.focusWidget()
        buttons = (self.cancel_button, self.import_button)
        for made in buttons:
            made.setParent(None)
            self.foot.addWidget(made)
            made.show()
        if focused in buttons:
            focused.setFocus()

    def done(self, result: int) -> None:
        self._cancel()
        super().done(result)


def _clear(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
