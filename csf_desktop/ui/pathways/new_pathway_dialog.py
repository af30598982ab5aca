"""Putting a pathway on offer: its contract, then what the offer says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.models.checks import gratification_warning
from csf_desktop.services.changes import ChangeSet
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.pathways import DEFAULT_WEEK_MINUTES, PathwayDraft, create_pathway
from csf_desktop.ui.formatting import NBSP, hours
from csf_desktop.ui.pathways.form_draft import FormDraft
from csf_desktop.ui.pathways.lookups import ask_contracts
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.suggest_field import SuggestField, Suggestion
from csf_desktop.ui.widgets.text_field import TextField

WHAT = "Choisissez le marché, puis décrivez l’offre. Tout peut être complété plus tard."
DRAFT = "pathways/new"
NO_CONTRACT = "Choisissez un marché dans la liste qui s’ouvre en tapant sa référence ou son objet."


class NewPathwayDialog(FormDialog):
    """Creates a pathway; the hours offered are those the clause has left."""

    pathway_created = Signal(str)  # id

    def __init__(
        self,
        runner: TaskRunner,
        today: Callable[[], date],
        parent: QWidget,
        contract_id: str = "",
    ) -> None:
        super().__init__("Nouveau parcours", "Créer le parcours", parent, sentence=WHAT, height=620)
        self._runner, self._today = runner, today
        self._contract: ContractDetails | None = None
        self._build_fields()
        self.contract.suggestion_picked.connect(self._on_contract_picked)
        self.contract.value_changed.connect(self._on_contract_typed)
        self.planned.value_changed.connect(self._show_warnings)
        FormDraft(runner, f"{DRAFT}/{contract_id}".rstrip("/"), self)
        if contract_id:
            self.choose_contract(contract_id)
        self.contract.setFocus()

    @property
    def contract_id(self) -> str:
        """The contract chosen, empty while there is none."""
        return self._contract.id if self._contract else ""

    def choose_contract(self, contract_id: str) -> None:
        """Choose a contract by its id."""
        self._runner.run(
            get_contract,
            contract_id,
            on_success=self._on_contract_read,
            on_error=self.show_failure,
            parent=self,
        )

    def draft_values(self) -> dict[str, str]:
        return {**super().draft_values(), "contract": self.contract_id}

    def restore_draft(self, values: Mapping[str, str]) -> None:
        super().restore_draft(values)
        if values.get("contract") and not self.contract_id:
            self.choose_contract(values["contract"])

    def submit(self) -> None:
        self.say_error("")
        if self._contract is None:
            self.fields["contract_id"].set_error(NO_CONTRACT)
            self.contract.setFocus()
            return
        if not check_all(list(self.fields.values())):
            return
        self.primary_button.setEnabled(False)
        self._runner.run(
            create_pathway,
            self._draft(self._contract.id),
            self._today(),
            on_success=self._on_created,
            on_error=self.show_failure,
            parent=self,
        )

    def _build_fields(self) -> None:
        ask = ask_contracts(self._runner, self, self._today)
        self.contract = SuggestField(ask, "Référence, objet, acheteur ou entreprise")
        self.company = ChoiceField()
        self.title = LineField("Accueil et vente, second œuvre…", max_length=200)
        self.tasks = TextField("Ce que le jeune fera", lines=3, reminder="")
        self.planned = HoursField("300 h")
        self.week = HoursField("35 h")
        self.week.set_value(DEFAULT_WEEK_MINUTES)
        self.starts_on = DateField(self._today)
        for name, field in (
            ("contract_id", FormField("Marché", self.contract, required=True, missing=NO_CONTRACT)),
            ("company_id", FormField("Entreprise d’accueil", self.company)),
            ("title", FormField("Intitulé", self.title)),
            ("tasks", FormField("Missions", self.tasks)),
            ("planned_minutes", FormField("Heures prévues", self.planned)),
            ("week_minutes", FormField("Heures par semaine", self.week)),
            ("starts_on", FormField("Entrée en entreprise", self.starts_on)),
        ):
            self.add_field(name, field)
        self.fields["company_id"].hide()

    def _draft(self, contract_id: str) -> PathwayDraft:
        return PathwayDraft(
            contract_id=contract_id,
            title=self.title.value(),
            tasks=self.tasks.value(),
            planned_minutes=self.planned.value(),
            week_minutes=self.week.value() or DEFAULT_WEEK_MINUTES,
            starts_on=self.starts_on.value(),
            company_id=self.company.value() or None,
        )

    @Slot(object)
    def _on_contract_picked(self, suggestion: Suggestion) -> None:
        self.choose_contract(suggestion.code)

    @Slot()
    def _on_contract_typed(self) -> None:
        if self.contract.picked() is None:
            self._contract = None

    @Slot(object)
    def _on_contract_read(self, details: ContractDetails) -> None:
        self._contract = details
        self.fields["contract_id"].clear_error()
        self.contract.set_value(f"{details.reference} · {details.fields['object']}")
        self.company.set_choices([(one.company_id, one.name) for one in details.awardees])
        self.fields["company_id"].setVisible(len(details.awardees) > 1)
        if self.planned.is_empty():
            self.planned.set_value(max(0, details.left_minutes))
        self.title.setFocus()
        self._show_warnings()

    @Slot()
    def _show_warnings(self) -> None:
        planned, details = self.planned.value() or 0, self._contract
        warning = gratification_warning(planned)
        if details is not None and planned > max(0, details.left_minutes):
            left = hours(max(0, details.left_minutes))
            warning = (
                f"Il reste {left} à pourvoir dans ce marché{NBSP}: vérifiez les heures prévues."
            )
        self.fields["planned_minutes"].set_warning(warning)

    @Slot(object)
    def _on_created(self, changes: ChangeSet) -> None:
        self.accept()
        self.pathway_created.emit(changes.created)
