"""The companies of a contract, in its edit form: add one, take one off."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.labels import choices
from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import AwardeeRole
from csf_desktop.services.contract_page import AwardeeLine
from csf_desktop.ui.contracts.fields import SiretField, company_field, fill_siret_from
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.section import Lines, Section
from csf_desktop.ui.contracts.wording import company_name
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label


class AwardeesSection(Section):
    """One line a company, with its role; the form suggests the companies already known."""

    company_submitted = Signal(str, str, str)  # name, SIRET, code of AwardeeRole
    removal_requested = Signal(str)  # awardee's id

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__("Entreprises titulaires", parent)
        self._shown: tuple[AwardeeLine, ...] | None = None
        self._lines = Lines()
        self._name, self._siret = company_field(runner), SiretField()
        self._role = ChoiceField(choices(AwardeeRole))
        fields = {
            "name": FormField("Nom de l’entreprise", self._name),
            "company_siret": FormField("SIRET de l’entreprise", self._siret),
            "role": FormField("Rôle", self._role),
        }
        self._form = InlineForm("Ajouter une entreprise", fields, "Ajouter")
        self.box.addWidget(self._lines)
        self.box.addWidget(self._form)
        fill_siret_from(self._name, self._siret)
        self._form.submitted.connect(self._on_form_submitted)

    def set_lines(self, lines: tuple[AwardeeLine, ...]) -> None:
        """Show the companies of a contract."""
        if lines != self._shown:
            self._shown = lines
            self._lines.set_rows([self._make_row(line) for line in lines])

    def reset(self) -> None:
        """Fold and empty the form: the company was added, or another contract is shown."""
        self._form.finish()

    def show_error(self, error: CsfError) -> None:
        """Show why the company was refused."""
        self._form.show_error(error)

    def _make_row(self, line: AwardeeLine) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        name = company_name(line)
        row.addWidget(label(f"{name} · {code_label(AwardeeRole, line.role)}", wrap=True), 1)
        remove = button("Retirer", "link")
        remove.setAccessibleName(f"Retirer {name}")
        remove.clicked.connect(lambda: self.removal_requested.emit(line.id))
        row.addWidget(remove)
        return made

    @Slot()
    def _on_form_submitted(self) -> None:
        name, siret = self._name.value(), self._siret.value()
        self.company_submitted.emit(name, siret, self._role.value())
