"""The step a contract goes to, and the day it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.course import CONTRACT_NEXT
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label

NOTIFIED_WORDS = (
    "Ensuite : envoyer à l’entreprise les feuilles qui présentent la clause et les jeunes, et "
    "noter le premier échange."
)


class StepForm(InlineForm):
    """Offers only the steps that may follow; the ordinary one is chosen."""

    step_submitted = Signal(str, object)  # code of ContractStatus, date

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self._step, self._day = ChoiceField(), DateField(today)
        self._today = today
        fields = {
            "status": FormField("Nouvelle étape", self._step),
            "day": FormField("Depuis le", self._day, required=True),
        }
        super().__init__(
            "Changer d’étape", fields, "Changer d’étape", icon_name="flag-line", parent=parent
        )
        self._follows = label(NOTIFIED_WORDS, "small", wrap=True)
        self.add_below(self._follows)
        self.submitted.connect(self._on_submitted)
        self._step.value_changed.connect(self._show_what_follows)

    def set_status(self, status: str) -> None:
        """Offer what may follow a status."""
        steps = CONTRACT_NEXT[ContractStatus(status)]
        self._step.set_choices([(code.value, code_label(ContractStatus, code)) for code in steps])
        if self._day.is_empty():
            self._day.set_value(self._today())
        self._show_what_follows()

    @Slot()
    def _show_what_follows(self) -> None:
        self._follows.setVisible(self._step.value() == ContractStatus.NOTIFIED)

    @Slot()
    def _on_submitted(self) -> None:
        self.step_submitted.emit(self._step.value(), self._day.value())
