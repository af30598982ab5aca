"""The table of usual sizes that answers an amount: the usual volume, shorter ones, longer ones."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.services.size_help import SizeChoice, SizeState, size_choices
from csf_desktop.ui.formatting import euros
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.amount_field import AmountField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.pill import Pill
from csf_desktop.ui.widgets.text import label

HINT = "Montant prévu de la période ferme, en euros."
NO_AMOUNT = "Tapez un montant pour voir le volume d’usage."
NO_LONGER = "Plus long n’est pas possible pour ce montant\u00a0: l’usage fixe un maximum."
_WORDS = {
    SizeState.USUAL: ("Volume d’usage", Tone.DONE),
    SizeState.SHORTER: ("Possible", Tone.PROGRESS),
    SizeState.LONGER: ("Pas possible", Tone.MUTE),
}


class SizeHelper(QWidget):
    """Type the amount; each usual volume says whether it may be chosen."""

    def __init__(self, amount_cents: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = AmountField()
        self.amount_field = FormField("Montant", self.amount, hint=HINT)
        self.answer = label("", "value", wrap=True)
        self._rows: list[tuple[SizeChoice, QLabel, Pill]] = []
        self._build_layout()
        self.amount.set_value(amount_cents)
        self.amount.value_changed.connect(self._on_amount_changed)
        self._show(amount_cents)

    def _build_layout(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for at, choice in enumerate(size_choices(None)):
            hours, pill = label(choice.hours, "strong"), Pill("", Tone.MUTE)
            grid.addWidget(hours, at, 0)
            grid.addWidget(label(choice.amount, wrap=True), at, 1)
            grid.addWidget(pill, at, 2, Qt.AlignmentFlag.AlignLeft)
            self._rows.append((choice, hours, pill))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.amount_field)
        box.addLayout(grid)
        box.addWidget(self.answer)

    @Slot()
    def _on_amount_changed(self) -> None:
        self._show(self.amount.value())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.answer.text()))

    def _show(self, cents: int | None) -> None:
        choices = size_choices(cents)
        for choice, (_, hours, pill) in zip(choices, self._rows, strict=True):
            words, tone = _WORDS.get(choice.state, ("", Tone.MUTE))
            pill.set_status(words, tone)
            hours.setEnabled(choice.state is not SizeState.LONGER)
        self.answer.setText(_answer(cents, choices))


def _answer(cents: int | None, choices: tuple[SizeChoice, ...]) -> str:
    usual = next((one for one in choices if one.state is SizeState.USUAL), None)
    if cents is None or usual is None:
        return NO_AMOUNT
    shorter = [one.hours for one in choices if one.state is SizeState.SHORTER]
    sentences = [
        f"Pour {euros(cents)}, le volume d’usage est de {usual.hours}\u00a0: {usual.shared}."
    ]
    if shorter:
        sentences.append(f"Plus court, si vous préférez\u00a0: {' ou '.join(shorter)}.")
    if any(one.state is SizeState.LONGER for one in choices):
        sentences.append(NO_LONGER)
    return " ".join(sentences)
