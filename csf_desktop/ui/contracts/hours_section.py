"""The hours of a clause: owed, placed, on offer, done, left, and the usual volume."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from csf_desktop.models.codes import VolumeMode
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui.contracts.section import Section
from csf_desktop.ui.contracts.wording import placed_words
from csf_desktop.ui.formatting import hours
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import KeyValueGrid, label, set_role


class HoursSection(Section):
    """A bar, its words, the figures, and « Appliquer » for the usual volume."""

    usual_volume_chosen = Signal(int)  # minutes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Heures de la clause", parent)
        self._usual = 0
        self._words = label("", "value", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Heures placées")
        self._figures = KeyValueGrid(columns=3)
        self._usual_words = label("", "small", wrap=True)
        self._apply = button("Appliquer", "link")
        self._warning = label("", "warning", wrap=True)
        self._build_layout()
        self._apply.clicked.connect(self._on_apply_clicked)

    def set_details(self, details: ContractDetails) -> None:
        """Show the hours of a contract."""
        owed, placed = details.owed_minutes, details.committed_minutes
        self._words.setText(placed_words(placed, owed) if owed else "Volume à préciser")
        self._bar.setRange(0, max(1, owed))
        self._bar.setValue(min(placed, owed))
        set_role(self._bar, "tone", "done" if owed and placed >= owed else "")
        left = details.left_minutes
        self._figures.set_value("Dues", hours(owed))
        self._figures.set_value("Placées", hours(placed))
        self._figures.set_value("Proposées", hours(details.offered_minutes))
        self._figures.set_value("Réalisées", hours(details.done_minutes))
        self._figures.set_value(
            "Restantes", hours(left) if left >= 0 else f"{hours(-left)} en trop"
        )
        self._show_usual(details)
        self._warning.setText(" ".join(details.warnings))
        self._warning.setVisible(bool(details.warnings))

    def _show_usual(self, details: ContractDetails) -> None:
        usual = details.suggested_minutes
        is_fixed = details.fields["volume_mode"] == VolumeMode.FIXED
        is_other = usual is not None and usual != details.fields["clause_minutes"]
        self._usual_row.setVisible(is_fixed and is_other)
        if usual is not None:
            self._usual = usual
            self._usual_words.setText(f"Volume d’usage pour ce montant\u00a0: {hours(usual)}")

    def _build_layout(self) -> None:
        self._usual_row = QWidget()
        row = QHBoxLayout(self._usual_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self._usual_words, 1)
        row.addWidget(self._apply)
        parts = (self._words, self._bar, self._warning, self._usual_row, self._figures)
        for part in parts:
            self.box.addWidget(part)

    def _on_apply_clicked(self) -> None:
        self.usual_volume_chosen.emit(self._usual)
