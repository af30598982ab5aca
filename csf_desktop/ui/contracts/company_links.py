"""What a company leads to: what is awaited, its contracts, its pathways."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csf_desktop.labels import action_label
from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import Actor, AwardeeRole, ContractStatus, PathwayStatus
from csf_desktop.models.course import ENDED
from csf_desktop.services.company_document import welcome_words
from csf_desktop.services.company_page import (
    CompanyContract,
    CompanyDetails,
    CompanyPathway,
    WaitingLine,
)
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.contracts.wording import pathway_pill, status_pill
from csf_desktop.ui.formatting import NBSP, count_of, hours, short_date
from csf_desktop.ui.names import full_name
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.pill import Pill
from csf_desktop.ui.widgets.text import label

MOST = 20
"""Lines shown of each list; the company of hundreds of contracts has its list of Marchés."""

_LONGEST = 50
"""Letters of an object in a menu."""


class LinksSection(Section):
    """Three lists whose references open what they name."""

    contract_opened = Signal(str)  # id
    pathway_opened = Signal(str)  # id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ce qui est attendu", parent)
        self._shown: tuple[object, ...] = ()
        self._nothing = label("Rien n’est attendu de cette entreprise.", "small", wrap=True)
        self._waiting, self._contracts, self._pathways = Lines(8), Lines(8), Lines(8)
        self._contracts_title, self._pathways_title = label("", "h3"), label("", "h3")
        self.box.addWidget(self._nothing)
        self.box.addWidget(self._waiting)
        self.box.addSpacing(px(6))
        self.box.addWidget(self._contracts_title)
        self.box.addWidget(self._contracts)
        self.box.addSpacing(px(6))
        self.box.addWidget(self._pathways_title)
        self.box.addWidget(self._pathways)

    def set_details(self, details: CompanyDetails, *, initials_only: bool) -> None:
        """Show what a company leads to, young people by their initials if asked."""
        found = (details.waiting, details.contracts, details.pathways, initials_only)
        if found == self._shown:
            return
        self._shown = found
        self._nothing.setVisible(not details.waiting)
        self._waiting.set_rows([self._make_waiting(one) for one in details.waiting[:MOST]])
        self._contracts_title.setText(count_of(len(details.contracts), "marché").capitalize())
        rows = [self._make_contract(one) for one in details.contracts[:MOST]]
        self._contracts.set_rows(rows)
        count = len(details.pathways)
        self._pathways_title.setText(count_of(count, "parcours", "parcours").capitalize())
        self._pathways.set_rows(
            [
                self._make_pathway(one, initials_only=initials_only)
                for one in details.pathways[:MOST]
            ]
        )

    def _make_waiting(self, one: WaitingLine) -> QWidget:
        due = f", pour le {short_date(one.next.due)}" if one.next.due else ""
        said = action_label(one.next.action, one.next.label)
        owner = code_label(Actor, one.next.owner)
        return self._make_row(one.kind, one.id, one.reference, [f"{owner}{NBSP}: {said}{due}"])

    def _make_contract(self, one: CompanyContract) -> QWidget:
        word, tone, _icon = status_pill(one.status)
        left = "volume inconnu"
        if one.owed_minutes:
            left = f"{hours(one.unplaced_minutes)} à placer sur {hours(one.owed_minutes)}"
        role = ", ".join((code_label(AwardeeRole, one.role), *one.lots))
        pill = Pill(word, tone)
        return self._make_row(
            "contract", one.id, one.reference, [one.object, f"{role} · {left}"], pill
        )

    def _make_pathway(self, one: CompanyPathway, *, initials_only: bool) -> QWidget:
        row = one.row
        word, tone = pathway_pill(row.status)
        who = full_name(row.given_name, row.family_name, initials_only=initials_only)
        said = " · ".join(filter(None, (who, row.title)))
        lines = [said, "" if one.is_hosted and one.host in one.titulaires else welcome_words(one)]
        return self._make_row("pathway", row.id, row.reference, lines, Pill(word, tone))

    def _make_row(
        self, kind: str, subject_id: str, reference: str, lines: list[str], pill: Pill | None = None
    ) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        shown = [line for line in lines if line]
        for at, line in enumerate(shown, start=1):
            grid.addWidget(label(line, "small", wrap=True), at, 0, 1, 3)
        if not reference:
            return made
        is_pathway = kind == "pathway"
        opened = self.pathway_opened if is_pathway else self.contract_opened
        icon = "route-line" if is_pathway else "briefcase-4-line"
        link = button(reference, "link", icon_name=icon, on_click=partial(opened.emit, subject_id))
        link.setAccessibleName(f"Ouvrir {reference}")
        grid.addWidget(link, 0, 0)
        if pill is not None:
            grid.addWidget(pill, 0, 2)
        return made


def subjects_of(details: CompanyDetails, *, initials_only: bool) -> list[tuple[str, str, str]]:
    """Return what an exchange with a company may be about: kind, id, words; none that is over."""
    found = []
    for one in details.pathways:
        row = one.row
        if PathwayStatus(row.status) not in ENDED:
            who = full_name(row.given_name, row.family_name, initials_only=initials_only)
            words = " · ".join(filter(None, (row.reference, who or row.title)))
            found.append(("pathway", row.id, words))
    found += [
        ("contract", line.id, f"{line.reference} · {line.object[:_LONGEST]}")
        for line in details.contracts
        if line.status != ContractStatus.CLOSED
    ]
    return found[:MOST]
