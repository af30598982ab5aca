"""The edit form of a contract: every field, saved as it is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.models.checks import size_warning
from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.sizing import end_of_period
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui.contracts.awardees_section import AwardeesSection
from csf_desktop.ui.contracts.edit_fields import (
    PRIVATE,
    PUBLIC,
    FieldGroup,
    dates_group,
    hours_group,
    parties_group,
    purchase_group,
    rest_group,
)
from csf_desktop.ui.contracts.fields import PlaceField
from csf_desktop.ui.contracts.record_fields import RecordFields
from csf_desktop.ui.formatting import NBSP, short_date
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label, separator

BUYER = frozenset({"buyer_name", "buyer_siret"})
DATES = frozenset({"published_on", "notified_on", "starts_on", "ends_on", "duration_months"})
NEVER_EMPTY = frozenset(
    {"clause_minutes", "minutes_per_order", "minutes_per_amount", "amount_step_cents"}
)
"""Fields where nothing typed means zero."""

RULES = {
    VolumeMode.PER_ORDER: ("minutes_per_order",),
    VolumeMode.PER_AMOUNT: ("minutes_per_amount", "amount_step_cents"),
}


class EditForm(QWidget):
    """Tells what to write; the panel calls the services and hands back what they refused."""

    fields_edited = Signal(object)  # dict[str, Any]: fields of the contract
    buyer_edited = Signal(str, str)  # name, SIRET

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._contract_id = ""
        self._mode = ChoiceField()
        self.awardees = AwardeesSection(runner)
        groups = (
            parties_group(runner), purchase_group(runner), dates_group(today),
            hours_group(self._mode), rest_group(),
        )  # fmt: skip
        self.fields: dict[str, FormField] = {}
        for group in groups:
            self.fields |= group.fields
        self._build_layout(groups)
        self._record = RecordFields(self.fields, self, together=(BUYER, DATES))
        self._record.edited.connect(self._on_record_edited)
        self._mode.value_changed.connect(self._show_rules)
        for name in ("notified_on", "duration_months", "ends_on"):
            self.fields[name].field.edit_finished.connect(self._warn_of_the_end)
        for name in ("clause_minutes", "amount_cents"):
            self.fields[name].field.edit_finished.connect(self._warn_of_the_size)

    def set_details(self, details: ContractDetails) -> None:
        """Show a contract; a field being edited is left alone."""
        if details.id != self._contract_id:
            self._contract_id = details.id
            self.awardees.reset()
        self.awardees.set_lines(details.awardees)
        self._record.load(details.id, _values(details))
        self._show_rules()
        self._warn_of_the_end()
        self._warn_of_the_size()

    def fail(self, names: list[str], error: CsfError) -> None:
        """Show what a service refused, under the field to mend."""
        self._record.fail(names, error)

    def focus_first(self) -> None:
        """Put the keyboard in the first field."""
        self.fields["object"].field.setFocus()

    # --- building

    def _build_layout(self, groups: tuple[FieldGroup, ...]) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        box.addWidget(
            label("Chaque champ est enregistré dès que vous le quittez.", "small", wrap=True)
        )
        for at, group in enumerate(groups):
            if at:
                box.addWidget(separator())
            box.addWidget(label(group.title, "h3"))
            for field in group.fields.values():
                box.addWidget(field)
            if "buyer_siret" in group.fields:
                box.addWidget(separator())
                box.addWidget(self.awardees)

    # --- what follows from what

    @Slot()
    def _show_rules(self) -> None:
        mode = self._mode.value()
        for owner, names in RULES.items():
            for name in names:
                self.fields[name].setVisible(mode == owner)
        is_fixed = mode == VolumeMode.FIXED
        self.fields["clause_minutes"].set_title(
            "Heures de la clause" if is_fixed else "Plafond d’heures (0 s’il n’y en a pas)"
        )

    @Slot()
    def _warn_of_the_end(self) -> None:
        value = self._record.value
        usual = end_of_period(value("notified_on"), value("duration_months"))
        shown = value("ends_on")
        is_other = usual is not None and shown is not None and usual != shown
        self.fields["ends_on"].set_warning(
            f"D’après la notification et la durée, la fin serait le {short_date(usual)}{NBSP}: "
            "corrigez-la si ce n’est pas voulu."
            if is_other
            else ""
        )

    @Slot()
    def _warn_of_the_size(self) -> None:
        value = self._record.value
        sentence = size_warning(value("clause_minutes") or 0, value("amount_cents"))
        self.fields["clause_minutes"].set_warning(sentence)

    @Slot(object)
    def _on_record_edited(self, values: dict[str, Any]) -> None:
        value = self._record.value
        if BUYER & values.keys():
            self.buyer_edited.emit(value("buyer_name"), value("buyer_siret"))
            return
        written = dict(values)
        if "place" in written:
            place = self.fields["place"].field
            if isinstance(place, PlaceField):
                written |= place.place_values()
        if "is_private" in written:
            written["is_private"] = written["is_private"] == PRIVATE
        for name in NEVER_EMPTY & written.keys():
            written[name] = written[name] or 0
        self.fields_edited.emit(written)


def _values(details: ContractDetails) -> dict[str, Any]:
    return {
        **details.fields,
        "buyer_name": details.buyer_name,
        "buyer_siret": details.buyer_siret,
        "is_private": PRIVATE if details.fields["is_private"] else PUBLIC,
    }
