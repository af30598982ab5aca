"""« Fiche de recensement pour un acheteur… »: chooses which, makes it, shows it to be sent."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.services.buyer_form import FormToSend, prepare_form
from csf_desktop.ui.exchange.form_choice_dialog import FormChoiceDialog
from csf_desktop.ui.exchange.form_issued_dialog import FormIssuedDialog
from csf_desktop.ui.tasks import TaskRunner


class FormFlow(QObject):
    """One form at a time; it stays in memory until the person saves it."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self._contract_id = ""

    @Slot(str)
    def start(self, contract_id: str = "") -> None:
        """Make a blank form, or ask first when a contract is given."""
        self._contract_id = contract_id
        if not contract_id:
            self._prepare("")
            return
        dialog = FormChoiceDialog(self._window)
        dialog.confirmed.connect(self._on_confirmed)
        dialog.open()

    @Slot(bool)
    def _on_confirmed(self, is_of_contract: bool) -> None:
        self._prepare(self._contract_id if is_of_contract else "")

    def _prepare(self, contract_id: str) -> None:
        self._runner.run(
            prepare_form,
            contract_id,
            on_success=self._on_prepared,
            parent=self._window,
            undoable=False,  # a form has been given out: it stays in the journal
        )

    def _on_prepared(self, form: FormToSend) -> None:
        FormIssuedDialog(form, self._window).open()
