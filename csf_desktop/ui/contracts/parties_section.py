"""Who buys and who owes the hours; a company's name opens its file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import AwardeeRole
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.contract_page import AwardeeLine, ContractDetails
from csf_desktop.ui.contracts.section import Lines
from csf_desktop.ui.contracts.wording import company_name, lot_name
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import KeyValueGrid, label

SUBCONTRACTOR = "Sous-traitant qui accueille\u00a0: le titulaire reste responsable"


class PartiesSection(QWidget):
    """The buyer with the service that prescribes, then a line a company."""

    company_opened = Signal(str)  # company's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._links: dict[str, QPushButton] = {}
        self._buyer = KeyValueGrid(columns=1)
        self._none = label("Aucune entreprise pour l’instant.", "value", wrap=True)
        self._lines = Lines(spacing=6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(self._buyer)
        companies = QVBoxLayout()
        companies.setSpacing(px(1))
        companies.addWidget(label("Entreprises", "key"))
        companies.addWidget(self._none)
        companies.addWidget(self._lines)
        box.addLayout(companies)

    def set_details(self, details: ContractDetails) -> None:
        """Show the parties of a contract."""
        siret = f"SIRET {format_siret(details.buyer_siret)}" if details.buyer_siret else ""
        service = details.fields["service"]
        shown = (part for part in (details.buyer_name, service, siret) if part)
        self._buyer.set_value("Acheteur", "\n".join(shown))
        found = (details.awardees, details.lots)
        if found != self._shown:
            self._shown = found
            self._links.clear()
            self._none.setVisible(not details.awardees)
            self._lines.set_rows([self._make_row(line, details) for line in details.awardees])

    def focus_company(self, company_id: str) -> bool:
        """Put the keyboard on a company; tell whether it is there."""
        link = self._links.get(company_id)
        if link is not None:
            link.setFocus(Qt.FocusReason.OtherFocusReason)
        return link is not None

    def _make_row(self, line: AwardeeLine, details: ContractDetails) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        name = company_name(line)
        opens = partial(self.company_opened.emit, line.company_id)
        link = button(name, "link", icon_name="building-line", on_click=opens)
        link.setAccessibleName(f"Ouvrir la fiche de {name}")
        self._links[line.company_id] = link
        box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        lots = [lot_name(lot) for lot in details.lots if lot.company_id == line.company_id]
        number = f"SIRET {format_siret(line.siret)}" if line.siret else line.other_id
        is_hosting = line.role == AwardeeRole.SUBCONTRACTOR
        role = SUBCONTRACTOR if is_hosting else code_label(AwardeeRole, line.role)
        said = " · ".join(filter(None, (role, ", ".join(lots), number if line.name else "")))
        box.addWidget(label(said, "small", wrap=True))
        return made
