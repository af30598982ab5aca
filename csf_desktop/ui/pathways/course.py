"""The course of a pathway: its steps with their days, and what is missing before the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.labels import label
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.services.pathway_page import CourseStep, PathwayDetails
from csf_desktop.ui.formatting import short_date
from csf_desktop.ui.pathways.steps import missing_sentence, ordinary_choice, tab_that_completes
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.stepper import Step, Stepper, StepState
from csf_desktop.ui.widgets.text import label as text_label

STATES = {
    "done": StepState.DONE,
    "current": StepState.CURRENT,
    "to_come": StepState.TO_COME,
}


class CourseSection(QWidget):
    """The stepper, what is missing, and the day on which the next step is entered."""

    completion_requested = Signal(str)  # key of the tab where what is missing is filled in

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._pathway_id = ""
        self._status = ""
        self._tab = ""
        self.stepper = Stepper()
        self._reason = text_label("", "small", wrap=True)
        self._missing = text_label("", "warning", wrap=True)
        self._complete = button("Compléter", "link", on_click=self._ask_to_complete)
        self.day = DateField(today)
        self._day_field = FormField("Date de l’étape suivante", self.day)
        self._error = text_label("", "error", wrap=True)
        self._build_layout()

    def show_details(self, details: PathwayDetails) -> None:
        """Show the course; the day goes back to today when the pathway or its step changes."""
        status = str(details.fields["status"])
        if (details.id, status) != (self._pathway_id, self._status):
            self.day.set_value(self._today())
            self._day_field.clear_error()
        self._pathway_id, self._status = details.id, status
        self.stepper.set_steps([_step(step) for step in details.steps])
        reason = str(details.fields["reason"])
        self._reason.setText(f"Motif\u00a0: {reason}")
        self._reason.setVisible(bool(reason))
        self._show_error("")
        choice = ordinary_choice(status, details.choices)
        missing = missing_sentence(choice) if choice else ""
        self._tab = tab_that_completes(choice) if choice else ""
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._complete.setVisible(bool(missing))
        self._day_field.setVisible(
            choice is not None and not missing and choice.status != PathwayStatus.RESERVED
        )

    def step_day(self) -> date | None:
        """Return the day of the next step; ``None``, with the error shown, when it is unreadable.

        Left empty it is today.
        """
        if self.day.is_empty():
            return self._today()
        return self.day.value() if self._day_field.check() else None

    def show_failure(self, error: CsfError) -> None:
        """Show why a step could not be taken."""
        self._show_error(str(error))

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(text_label("Étapes", "h3"))
        for part in (
            self.stepper,
            self._reason,
            self._missing,
            self._complete,
            self._day_field,
            self._error,
        ):
            box.addWidget(part)
        for hidden in (self._reason, self._missing, self._complete, self._error):
            hidden.hide()

    def _show_error(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    @Slot()
    def _ask_to_complete(self) -> None:
        self.completion_requested.emit(self._tab)


def _step(step: CourseStep) -> Step:
    note = short_date(step.day) if step.day else ""
    return Step(label(PathwayStatus, step.status), STATES[step.state], note)
