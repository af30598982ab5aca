"""The form that makes a contract: eleven fields, the end and the hours worked out as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError, InvalidInputError
from csf_desktop.models.checks import order_problem, size_warning
from csf_desktop.models.sizing import end_of_period, suggested_minutes
from csf_desktop.services.contracts import ContractDraft
from csf_desktop.ui.contracts.creation_draft import CreationDraft
from csf_desktop.ui.contracts.fields import (
    PlaceField,
    SiretField,
    buyer_field,
    company_field,
    fill_siret_from,
)
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.amount_field import AmountField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_dialog import type_in, typed_in
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.number_field import NumberField
from csf_desktop.ui.widgets.text import label
from csf_desktop.ui.widgets.text_field import TextField


class CreationForm(QWidget):
    """Keeps what was typed until the contract is made or the form is emptied."""

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._build_fields(runner, today)
        self._build_layout()
        self._is_end_typed = False
        self._are_hours_typed = False
        self._connect_signals()
        self._kept = CreationDraft(runner, self._typed, self._restore, self)
        for form_field in self._fields.values():
            form_field.field.value_changed.connect(self._kept.note_edit)

    def leave(self) -> None:
        """Keep what was typed: the vault is being locked."""
        self._kept.keep_now()

    def draft(self) -> ContractDraft | None:
        """Return what was typed, ``None`` when a field is wrong (it then says why)."""
        if not check_all(list(self._fields.values())):
            return None
        problem = order_problem(self._notified.value(), self._end.value())
        if problem:
            self._fields["ends_on"].set_error(problem)
            self._end.setFocus()
            return None
        place = self._place.place_values()
        return ContractDraft(
            object=self._object.value(),
            buyer_name=self._buyer.value(),
            buyer_siret=self._buyer_siret.value(),
            company_name=self._company.value(),
            company_siret=self._company_siret.value(),
            place=place["place"],
            place_code=place["place_code"],
            place_code_type=place["place_code_type"],
            department=place["department"],
            academie=place["academie"],
            amount_cents=self._amount.value(),
            duration_months=self._months.value(),
            notified_on=self._notified.value(),
            ends_on=self._end.value(),
            clause_minutes=self._hours.value(),
        )

    def show_error(self, error: CsfError) -> None:
        """Show what the service refused, under its field when it names one."""
        named = self._fields.get(error.field) if isinstance(error, InvalidInputError) else None
        target = named or self._fields["object"]
        target.set_error(str(error))
        target.field.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard in the first field."""
        self._object.setFocus()

    def reset(self) -> None:
        """Empty every field and forget what was kept: it was made, or given up."""
        self._kept.drop()
        for form_field in self._fields.values():
            field: Any = form_field.field
            field.set_value("" if isinstance(field.value(), str) else None)
            form_field.clear_error()
            form_field.set_warning("")
        self._is_end_typed = self._are_hours_typed = False

    def _typed(self) -> dict[str, str]:
        return {name: typed_in(field) for name, field in self._fields.items()}

    def _restore(self, values: Mapping[str, str]) -> None:
        for name in self._fields.keys() & values.keys():
            type_in(self._fields[name], values[name])
        self._is_end_typed = not self._end.is_empty()
        self._are_hours_typed = not self._hours.is_empty()

    # --- building

    def _build_fields(self, runner: TaskRunner, today: Callable[[], date]) -> None:
        self._object = TextField(lines=2, reminder="", max_length=300)
        self._buyer, self._buyer_siret = buyer_field(runner), SiretField()
        self._company, self._company_siret = company_field(runner), SiretField()
        self._amount, self._months = AmountField(), NumberField("mois", "12")
        self._notified, self._end = DateField(today), DateField(today)
        self._hours, self._place = HoursField("900"), PlaceField(runner)
        end_hint = "Calculée d’après la notification et la durée\u00a0; vous pouvez la changer."
        hours_hint = "Proposées d’après le montant\u00a0; vous pouvez les changer."
        missing = "Indiquez l’objet du marché."
        made = {
            "object": FormField("Objet", self._object, required=True, missing=missing),
            "buyer_name": FormField("Acheteur", self._buyer),
            "buyer_siret": FormField("SIRET de l’acheteur", self._buyer_siret),
            "company_name": FormField("Entreprise titulaire", self._company),
            "company_siret": FormField("SIRET de l’entreprise", self._company_siret),
            "amount_cents": FormField("Montant", self._amount),
            "clause_minutes": FormField("Heures de la clause", self._hours, hint=hours_hint),
            "notified_on": FormField("Notification", self._notified),
            "duration_months": FormField("Durée", self._months),
            "ends_on": FormField("Fin du marché", self._end, hint=end_hint),
            "place": FormField("Lieu d’exécution", self._place),
        }
        self._fields: dict[str, FormField] = made

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        lead = "L’objet suffit pour commencer\u00a0; le reste se complète plus tard."
        box.addWidget(label(lead, "small", wrap=True))
        for field in self._fields.values():
            box.addWidget(field)

    def _connect_signals(self) -> None:
        fill_siret_from(self._buyer, self._buyer_siret)
        fill_siret_from(self._company, self._company_siret)
        self._amount.value_changed.connect(self._on_amount_changed)
        self._hours.value_changed.connect(self._on_hours_changed)
        self._end.value_changed.connect(self._on_end_changed)
        for field in (self._notified, self._months):
            field.value_changed.connect(self._work_out_end)
            field.edit_finished.connect(self._work_out_end)

    # --- what follows from what

    @Slot()
    def _on_amount_changed(self) -> None:
        if not self._are_hours_typed:
            self._hours.set_value(suggested_minutes(self._amount.value()))
        self._warn_of_size()

    @Slot()
    def _on_hours_changed(self) -> None:
        self._are_hours_typed = not self._hours.is_empty()
        self._warn_of_size()

    def _warn_of_size(self) -> None:
        sentence = size_warning(self._hours.value() or 0, self._amount.value())
        self._fields["clause_minutes"].set_warning(sentence)

    @Slot()
    def _on_end_changed(self) -> None:
        self._is_end_typed = not self._end.is_empty()

    @Slot()
    def _work_out_end(self) -> None:
        if not self._is_end_typed:
            self._end.set_value(end_of_period(self._notified.value(), self._months.value()))
            self._fields["ends_on"].clear_error()
