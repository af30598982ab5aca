"""The plan of a pathway: hours, rhythm, dates, agreement; saved as each field is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.models.checks import gratification_warning, order_problem
from csf_desktop.models.people import week_limit
from csf_desktop.services.pathway_page import PathwayDetails
from csf_desktop.services.pathways import DEFAULT_WEEK_MINUTES, update_pathway
from csf_desktop.ui.formatting import NBSP, hours
from csf_desktop.ui.pathways.auto_save import AutoSave
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.text import label

BEFORE_ENTRY = "Par l’entreprise, l’établissement et le jeune ou son représentant, avant l’entrée."


class PlanSection(QWidget):
    """Changing hours, rhythm or entry plans the weeks again; those written down keep theirs."""

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._today = runner, today
        self._details: PathwayDetails | None = None
        self.planned = HoursField("300 h")
        self.week = HoursField("35 h")
        self.starts_on, self.ends_on, self.signed_on = (DateField(today) for _ in range(3))
        self.gratification = QCheckBox("Gratification prévue dans la convention")
        self.fields = {
            "planned_minutes": FormField("Heures prévues", self.planned, required=True),
            "week_minutes": FormField("Heures par semaine", self.week, required=True),
            "starts_on": FormField("Entrée en entreprise", self.starts_on),
            "ends_on": FormField("Fin", self.ends_on),
            "agreement_signed_on": FormField(
                "Convention signée le", self.signed_on, hint=BEFORE_ENTRY
            ),
        }
        self._auto_save = AutoSave(self.fields, self)
        self._build_layout()
        self._auto_save.field_saved.connect(self._on_field_saved)
        self.gratification.clicked.connect(self._on_gratification_clicked)
        for field in (self.planned, self.week, self.starts_on, self.ends_on):
            field.value_changed.connect(self._show_warnings)

    def show_details(self, details: PathwayDetails) -> None:
        """Show the plan of a pathway."""
        self._details = details
        rhythm = details.fields["week_minutes"] or DEFAULT_WEEK_MINUTES
        self._auto_save.load(details.id, {**details.fields, "week_minutes": rhythm})
        self.gratification.setChecked(bool(details.fields["has_gratification"]))
        self._show_warnings()

    def focus_missing(self) -> None:
        """Put the keyboard in the first field left empty."""
        empty = [one.field for one in self.fields.values() if one.field.is_empty()]
        (empty[0] if empty else self.planned).setFocus()

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(label("Calendrier et convention", "h3"))
        for field in self.fields.values():
            box.addWidget(field)
        box.addWidget(self.gratification)

    @Slot()
    def _show_warnings(self) -> None:
        if self._details is None:
            return
        planned = self.planned.value() or 0
        due = "" if self.gratification.isChecked() else gratification_warning(planned)
        self.fields["planned_minutes"].set_warning(due)
        self.fields["week_minutes"].set_warning(self._week_warning())
        self.fields["ends_on"].set_warning(
            order_problem(self.starts_on.value(), self.ends_on.value())
        )

    def _week_warning(self) -> str:
        """Say when the rhythm is above what the young person's age allows."""
        person = self._details.beneficiary if self._details else None
        born = person.fields["birth_date"] if person else None
        limit = week_limit(born, self.starts_on.value() or self._today())
        if (self.week.value() or 0) <= limit:
            return ""
        return (
            f"Plus de {hours(limit)} par semaine{NBSP}: c’est au-delà de la durée permise, "
            "réduisez le rythme."
        )

    @Slot(str, object)
    def _on_field_saved(self, name: str, value: Any) -> None:  # noqa: ANN401
        if self._details is not None:
            self._save(name, value)

    @Slot(bool)
    def _on_gratification_clicked(self, is_checked: bool) -> None:
        self._show_warnings()
        if self._details is not None:
            self._runner.run(
                update_pathway, self._details.id, {"has_gratification": is_checked}, parent=self
            )

    def _save(self, name: str, value: Any) -> None:  # noqa: ANN401
        assert self._details is not None  # noqa: S101 - looked at by the caller
        failed = partial(self._on_save_failed, name)
        self._runner.run(
            update_pathway, self._details.id, {name: value}, on_error=failed, parent=self
        )

    def _on_save_failed(self, name: str, error: CsfError) -> None:
        self._auto_save.fail(name, error)
