"""Why a pathway leaves its course, and on which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.ui.pathways.steps import SIDE_EXITS, action_of, explanation_of
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.line_field import LineField

HINT = "Des faits en quelques mots, sans jugement sur une personne."


class ReasonDialog(FormDialog):
    """Asks for the reason (required for a side exit) and the day of a step."""

    step_confirmed = Signal(str, object, str)  # PathwayStatus, date, reason

    def __init__(
        self, current: str, target: str, today: Callable[[], date], parent: QWidget
    ) -> None:
        title = action_of(current, target)
        super().__init__(title, title, parent, sentence=explanation_of(target), height=400)
        self._target, self._today = target, today
        self.reason = LineField("Motif en quelques mots", max_length=200)
        self.day = DateField(today)
        self.day.set_value(today())
        self.add_field(
            "reason",
            FormField(
                "Motif",
                self.reason,
                required=target in SIDE_EXITS,
                hint=HINT,
                missing="Indiquez le motif en quelques mots.",
            ),
        )
        self.add_field("day", FormField("Date", self.day))
        self.reason.setFocus()

    def submit(self) -> None:
        if not check_all(list(self.fields.values())):
            return
        self.primary_button.setEnabled(False)
        day = self.day.value() or self._today()
        self.step_confirmed.emit(self._target, day, self.reason.value())
