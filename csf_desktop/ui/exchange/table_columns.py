"""The columns of a file, a line each: title, a few values, and the choice of what they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csf_desktop.services.table_fields import FIELDS
from csf_desktop.services.table_import import TableColumn
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.text import label

NOT_TAKEN = "Ne pas prendre"
PROPOSED, DOUBTFUL, CHOSEN = "proposé", "à vérifier", ""
LONGEST_SAMPLE, ROW = 60, 38
NOTHING_TAKEN = (-1, -1, "")


class ColumnChoices(QWidget):
    """A field is for one column: choosing it for another takes it from the first."""

    mapping_changed = Signal()
    taken_from = Signal(str, str)  # title of a field, and of the column that has it no more

    def __init__(self, columns: Sequence[TableColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._choices: list[ChoiceField] = []
        self._marks = [label("", "small") for _ in columns]
        self._taken = NOTHING_TAKEN  # which column took a field from which, and the field
        self._build()

    def mapping(self) -> dict[int, str]:
        """Return the field of each column, those not taken left out."""
        return {at: choice.value() for at, choice in enumerate(self._choices) if choice.value()}

    @property
    def first(self) -> QWidget:
        """Where the keyboard comes in."""
        return self._choices[0].focus_widget

    @property
    def last(self) -> QWidget:
        """Where the keyboard leaves."""
        return self._choices[-1].focus_widget

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        for place, (title, stretch) in enumerate(
            (("Colonne du fichier", 3), ("Exemples", 4), ("Ce que c’est", 4), ("", 0))
        ):
            grid.setColumnStretch(place, stretch)
            if title:
                grid.addWidget(label(title, "key"), 0, place)
        for at, column in enumerate(self._columns):
            self._add(grid, at, column)
        for one, other in pairwise(self._choices):
            self.setTabOrder(one.focus_widget, other.focus_widget)

    def _add(self, grid: QGridLayout, at: int, column: TableColumn) -> None:
        choice = ChoiceField(
            ((field.key, field.title) for field in FIELDS.values()), empty_label=NOT_TAKEN
        )
        _part_groups(choice)
        choice.set_value(column.key)
        choice.value_changed.connect(partial(self._on_choice_value_changed, at))
        self._choices.append(choice)
        self._set_mark(at, _mark(column))
        samples = label(" · ".join(map(_short, column.samples)) or "(vide)", "small", wrap=True)
        row, middle = at + 1, Qt.AlignmentFlag.AlignVCenter
        grid.setRowMinimumHeight(row, px(ROW))  # else lines that wrap squeeze it
        grid.addWidget(label(column.title, "strong", wrap=True), row, 0, middle)
        grid.addWidget(samples, row, 1, middle)
        grid.addWidget(choice, row, 2, middle)
        grid.addWidget(self._marks[at], row, 3, middle)

    def _on_choice_value_changed(self, at: int) -> None:
        key = self._choices[at].value()
        self._set_mark(at, CHOSEN)
        self._give_back(at)
        for other, choice in enumerate(self._choices):
            if key and other != at and choice.value() == key and not FIELDS[key].is_repeatable:
                choice.set_value("")
                self._set_mark(other, CHOSEN)
                self._taken = (at, other, key)
                self.taken_from.emit(FIELDS[key].title, self._columns[other].title)
        self.mapping_changed.emit()

    def _give_back(self, at: int) -> None:
        """Give a column its field again: arrows went through it on their way to another one."""
        taker, other, key = self._taken
        if taker == at and not self._choices[other].value():
            self._choices[other].set_value(key)
        if taker == at:
            self._taken = NOTHING_TAKEN

    def _set_mark(self, at: int, mark: str) -> None:
        self._marks[at].setText(mark)
        told = ", ".join(part for part in (self._columns[at].title, mark) if part)
        self._choices[at].focus_widget.setAccessibleName(f"Colonne {told}")


def _mark(column: TableColumn) -> str:
    if not column.is_proposed:
        return CHOSEN
    return PROPOSED if column.is_sure else DOUBTFUL


def _part_groups(choice: ChoiceField) -> None:
    """Draw a line between the fields of the contract, the buyer, the company…"""
    fields = tuple(FIELDS.values())
    starts = [at for at, (one, other) in enumerate(pairwise(fields), 1) if one.group != other.group]
    for at in reversed([0, *starts]):
        choice.combo.insertSeparator(at + 1)  # the first line chooses nothing


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…"
