"""The answers of a form about one record, each with its box: what is here, what the form says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.services.buyer_form import CREATED, UNCHANGED, UPDATED, FormLine, FormRecord
from csf_desktop.ui.exchange.wording import capital
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label

OUTCOMES = {CREATED: "à créer", UPDATED: "à compléter", UNCHANGED: "déjà dans votre coffre"}
NOTHING_HERE = "–"
TOP = Qt.AlignmentFlag.AlignTop
ON_FORM, HERE = "Sur la fiche", "Ici"


class FormAnswers(QWidget):
    """A record: its name, what would become of it, a line an answer that differs."""

    changed = Signal()

    def __init__(self, record: FormRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._has_here = any(line.now for line in record.lines)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        for column, stretch in enumerate((4, 3, 5) if self._has_here else (4, 8)):
            self._grid.setColumnStretch(column, stretch)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        title = f"{record.title} – {_what_becomes_of(record)}"
        box.addWidget(label(title, "strong", wrap=True))
        box.addLayout(self._grid)
        self._add_titles()
        for line in record.lines:
            self._add(line, record)

    def chosen(self) -> set[str]:
        """Return the keys of the answers that are ticked."""
        return {key for key, box in self.boxes.items() if box.isChecked()}

    def set_all(self, *, is_on: bool) -> None:
        """Tick or untick every answer."""
        for box in self.boxes.values():
            box.setChecked(is_on)

    def _add_titles(self) -> None:
        if self._has_here:
            self._grid.addWidget(label(HERE, "key"), 0, 1)
            self._grid.addWidget(label(ON_FORM, "key"), 0, 2)

    def _add(self, line: FormLine, record: FormRecord) -> None:
        row = self._grid.rowCount()
        box = QCheckBox(capital(line.label))
        box.setChecked(line.is_proposed)
        here = f"ici {line.now}, " if line.now else ""
        box.setAccessibleName(f"{record.title}, {line.label}")
        known = f", {_what_becomes_of(record)}" if record.known else ""
        box.setAccessibleDescription(f"{here}sur la fiche {line.new}{known}")
        box.toggled.connect(self._on_toggled)
        self.boxes[line.key] = box
        self._grid.addWidget(box, row, 0, TOP | Qt.AlignmentFlag.AlignLeft)
        if self._has_here:
            self._grid.addWidget(_words(line.now or NOTHING_HERE), row, 1, TOP)
        self._grid.addWidget(_words(line.new), row, 2 if self._has_here else 1, TOP)

    @Slot(bool)
    def _on_toggled(self, _is_on: bool) -> None:
        self.changed.emit()


def _what_becomes_of(record: FormRecord) -> str:
    """Return « à créer », or « déjà connue : Peintures Dumont » of a company that is here."""
    if not record.known:
        return OUTCOMES[record.outcome]
    known = "déjà connue" if record.kind == "company" else "déjà connu"
    return known if record.title.endswith(record.known) else f"{known}\u00a0: {record.known}"


def _words(text: str) -> QLabel:
    made = label(text, "value", wrap=True)
    made.setContentsMargins(0, px(6), 0, px(6))  # level with the box beside it
    return made
