"""The usual volumes for the amount: the one that fits, shorter ones to choose, longer explained."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.models.codes import VolumeMode
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.services.size_help import SizeChoice, SizeState, size_choices
from csf_desktop.ui.contracts.section import Lines
from csf_desktop.ui.formatting import euros, hours
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button, set_icon
from csf_desktop.ui.widgets.text import label

OPEN, FOLD = "Choisir le volume d’usage…", "Fermer les volumes d’usage"
NO_AMOUNT = "Indiquez le montant du marché pour savoir lequel est d’usage."
RULE = "Plus long que l’usage\u00a0: l’acheteur peut choisir plus court, jamais plus long."


class SizeSection(QWidget):
    """Folded at first; only for a volume that the clause writes."""

    volume_chosen = Signal(int)  # minutes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contract_id = ""
        self._shown: tuple[int | None, int] = (None, 0)
        self._is_made = False
        self._usual_minutes = 0
        self._usual = label("", "small", wrap=True)
        self._apply = button("Appliquer", "link")
        self._usual_row = QWidget()
        row = QHBoxLayout(self._usual_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self._usual, 1)
        row.addWidget(self._apply)
        self._fold = button(OPEN, "link", icon_name="arrow-right-s-line")
        self._lines = Lines(spacing=6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        box.addWidget(self._usual_row)
        box.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._lines)
        self._lines.hide()
        self._fold.clicked.connect(self._on_fold_clicked)
        self._apply.clicked.connect(self._on_apply_clicked)

    def set_details(self, details: ContractDetails) -> None:
        """Show what is usual for the amount of a contract."""
        fields = details.fields
        self.setVisible(fields["volume_mode"] == VolumeMode.FIXED)
        amount, chosen = fields["amount_cents"], fields["clause_minutes"]
        usual = details.suggested_minutes
        is_other = usual is not None and usual != chosen
        self._usual_row.setVisible(is_other)
        if usual is not None:
            self._usual_minutes = usual
            self._usual.setText(f"Volume d’usage pour ce montant\u00a0: {hours(usual)}")
        is_same = details.id == self._contract_id
        shown = (amount, chosen)
        if not is_same or shown != self._shown:
            self._contract_id, self._shown, self._is_made = details.id, shown, False
            self._open(is_open=is_same and not self._lines.isHidden())

    def _make_rows(self, amount: int | None, chosen: int) -> list[QWidget]:
        said = f"Pour {euros(amount)}\u00a0:" if amount is not None else NO_AMOUNT
        choices = size_choices(amount)
        rows: list[QWidget] = [label(said, "small", wrap=True)]
        rows += [self._make_row(choice, chosen) for choice in choices]
        if any(choice.state is SizeState.LONGER for choice in choices):
            rows.append(label(RULE, "small", wrap=True))
        return rows

    def _make_row(self, choice: SizeChoice, chosen: int) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(hours(choice.minutes), "strong"), 0, 0, Qt.AlignmentFlag.AlignTop)
        words = " · ".join(part for part in (choice.amount, choice.said) if part)
        grid.addWidget(label(words, "small", wrap=True), 0, 1)
        if choice.minutes == chosen:
            grid.addWidget(label("Choisi", "strong"), 0, 2)
        elif choice.state is not SizeState.LONGER:
            pick = partial(self.volume_chosen.emit, choice.minutes)
            act = button("Choisir", "link", on_click=pick)
            act.setAccessibleName(f"Choisir {hours(choice.minutes)}")
            grid.addWidget(act, 0, 2)
        if choice.state is SizeState.USUAL:
            grid.addWidget(label(choice.shared, "small", wrap=True), 1, 1, 1, 2)
        return made

    def _open(self, *, is_open: bool) -> None:
        if is_open and not self._is_made:
            self._is_made = True
            self._lines.set_rows(self._make_rows(*self._shown))
        self._lines.setVisible(is_open)
        self._fold.setText(FOLD if is_open else OPEN)
        self._fold.setAccessibleName(self._fold.text())
        set_icon(self._fold, "arrow-down-s-line" if is_open else "arrow-right-s-line", "link")

    @Slot()
    def _on_fold_clicked(self) -> None:
        self._open(is_open=self._lines.isHidden())

    @Slot()
    def _on_apply_clicked(self) -> None:
        self.volume_chosen.emit(self._usual_minutes)
