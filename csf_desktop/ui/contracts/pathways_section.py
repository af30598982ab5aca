"""The pathways of a contract: each opens in its own view."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.services.rows import PathwayRow
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.contracts.wording import pathway_pill
from csf_desktop.ui.formatting import hours
from csf_desktop.ui.names import full_name
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.pill import Pill
from csf_desktop.ui.widgets.text import label


class PathwaysSection(Section):
    """Reference, young person, hours and status of each pathway."""

    pathway_opened = Signal(str)  # id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Parcours de ce marché", parent)
        self._shown: tuple[tuple[PathwayRow, ...], bool] | None = None
        self._empty = label(
            "Aucun parcours\u00a0: créez-en un pour proposer ces heures à un jeune.",
            "small",
            wrap=True,
        )
        self._lines = Lines(spacing=8)
        self.box.addWidget(self._empty)
        self.box.addWidget(self._lines)

    def set_details(self, details: ContractDetails, *, initials_only: bool) -> None:
        """Show the pathways of a contract, young people by their initials if asked."""
        found = (details.pathways, initials_only)
        if found == self._shown:
            return
        self._shown = found
        self._empty.setVisible(not details.pathways)
        rows = [self._make_row(row, initials_only=initials_only) for row in details.pathways]
        self._lines.set_rows(rows)

    def _make_row(self, row: PathwayRow, *, initials_only: bool) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        link = button(row.reference, "link", icon_name="route-line")
        who = full_name(row.given_name, row.family_name, initials_only=initials_only)
        link.setAccessibleName(", ".join(part for part in (row.reference, who) if part))
        link.clicked.connect(lambda: self.pathway_opened.emit(row.id))
        word, tone = pathway_pill(row.status)
        done = f"{hours(row.done_minutes)} réalisées sur {hours(row.planned_minutes)}"
        said = " · ".join(part for part in (who, row.title, done) if part)
        grid.addWidget(link, 0, 0)
        grid.addWidget(Pill(word, tone, parent=made), 0, 2)
        grid.addWidget(label(said, "small", wrap=True), 1, 0, 1, 3)
        return made
