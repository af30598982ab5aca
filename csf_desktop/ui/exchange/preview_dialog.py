"""What a colleague's file would bring, shown before anything is taken in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from csf_desktop.labels import KINDS
from csf_desktop.services.exchange_import import ExchangePreview
from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.exchange.notice import Notice
from csf_desktop.ui.exchange.plain_table import PlainTable
from csf_desktop.ui.exchange.wording import (
    GROUPS,
    OUTCOMES,
    capital,
    conflict_row,
    counts_by_kind,
    local_moment,
    shown_label,
)
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import KeyValueGrid, label

AGAIN = "Ce fichier a déjà été repris, rien ne changera."
NOTHING = "Tout ce qu’il contient est déjà dans votre coffre, rien ne changera."
BOTH_SIDES = (
    "Ces valeurs ont été changées des deux côtés\u00a0: la vôtre reste, celle de l’expéditeur est "
    "gardée à côté."
)


class PreviewDialog(ExchangeDialog):
    """« Reprendre ces données » accepts it; a file that changes nothing can only be closed."""

    def __init__(
        self, preview: ExchangePreview, parent: QWidget | None = None, *, initials_only: bool
    ) -> None:
        super().__init__("Données à reprendre", parent, sentence=preview.name, width=760)
        self._preview, self._initials_only = preview, initials_only
        self.changes_nothing = preview.was_imported or not (
            preview.count("created") or preview.count("updated") or preview.conflicts
        )
        self._add_sender()
        self._add_notices()
        self._add_counts()
        self._add_conflicts()
        self._add_records()
        self._add_foot()
        self.fit()

    def _add_sender(self) -> None:
        facts = KeyValueGrid(columns=3)
        facts.set_value("Expéditeur", self._preview.sender)
        facts.set_value("Numéro", self._preview.number)
        facts.set_value("Heure déclarée", local_moment(self._preview.issued_at))
        self.body.addWidget(facts)

    def _add_notices(self) -> None:
        for warning in self._preview.warnings:
            self.body.addWidget(Notice(warning, Tone.SOON))
        if self._preview.was_imported:
            self.body.addWidget(Notice(AGAIN))
        elif self.changes_nothing:
            self.body.addWidget(Notice(NOTHING))

    def _add_counts(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for outcome, title in GROUPS.items():
            said = counts_by_kind(self._preview, outcome)
            if said:
                row = grid.rowCount()
                grid.addWidget(label(title, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(said, wrap=True), row, 1)
        self.add_section("Contenu du fichier", grid)

    def _add_conflicts(self) -> None:
        conflicts = self._preview.conflicts
        if conflicts:
            rows = [conflict_row(one, initials_only=self._initials_only) for one in conflicts]
            table = PlainTable(
                "Valeurs changées des deux côtés",
                ("Enregistrement", "Champ", "Ici", "Là-bas"),
                (220, 150, 0, 0),
                rows,
            )
            self.add_section("Changé des deux côtés", Notice(BOTH_SIDES, Tone.SOON), table)

    def _add_records(self) -> None:
        rows = [
            (
                OUTCOMES[line.outcome],
                capital(KINDS[line.kind]),
                capital(shown_label(line.kind, line.label, initials_only=self._initials_only)),
            )
            for line in self._preview.lines
        ]
        table = PlainTable(
            "Enregistrements du fichier", ("Effet", "Type", "Enregistrement"), (110, 150, 0), rows
        )
        self.add_section("Un par un", table)

    def _add_foot(self) -> None:
        self.take_button = button("Reprendre ces données", "primary", on_click=self.accept)
        self.cancel_button = button("Annuler", on_click=self.reject)
        if self.changes_nothing:
            self.cancel_button.setText("Fermer")
            self.cancel_button.setAccessibleName("Fermer")
            self.cancel_button.setProperty("role", "primary")
            self.add_buttons(self.cancel_button)
        else:
            self.add_buttons(self.cancel_button, self.take_button)
        (self.cancel_button if self.changes_nothing else self.take_button).setFocus()
