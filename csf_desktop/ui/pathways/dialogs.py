"""The dialogs of Parcours, kept so that Esc loses nothing of what was typed in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog

from csf_desktop.services.pathway_list import pathway_of_beneficiary
from csf_desktop.ui.pathways.new_pathway_dialog import NewPathwayDialog
from csf_desktop.ui.pathways.person_dialog import PersonDialog
from csf_desktop.ui.pathways.reason_dialog import ReasonDialog
from csf_desktop.ui.pathways.reserve_dialog import ReserveDialog
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.view import View


class PathwayDialogs(QObject):
    """Opens each dialog over the view; one that was left by Esc opens again as it was."""

    pathway_created = Signal(str)  # id
    pathway_found = Signal(str)  # id of the pathway of a young person who was looked for
    step_confirmed = Signal(str, object, str)  # PathwayStatus, date, reason

    def __init__(self, runner: TaskRunner, today: Callable[[], date], view: View) -> None:
        super().__init__(view)
        self._runner, self._today, self._view = runner, today, view
        self._new: NewPathwayDialog | None = None
        self._reserve: ReserveDialog | None = None
        self._reason: tuple[tuple[str, str], ReasonDialog] | None = None
        self._person: PersonDialog | None = None

    def new_pathway(self, contract_id: str = "") -> None:
        """Ask for a new pathway, of a contract if one is given."""
        dialog = self._new
        if dialog is None or (contract_id and dialog.contract_id not in ("", contract_id)):
            _drop(dialog)
            dialog = self._new = NewPathwayDialog(
                self._runner, self._today, self._view, contract_id
            )
            dialog.pathway_created.connect(self._on_pathway_created)
        elif contract_id and not dialog.contract_id:
            dialog.choose_contract(contract_id)
        dialog.show()

    def reserve(self, pathway_id: str) -> None:
        """Ask for whom a pathway is reserved."""
        dialog = self._reserve
        if dialog is None or dialog.pathway_id != pathway_id:
            _drop(dialog)
            dialog = self._reserve = ReserveDialog(
                self._runner, pathway_id, self._today, self._is_hidden, self._view
            )
            dialog.reserved.connect(self._on_reserved)
        dialog.show()

    def ask_reason(self, pathway_id: str, current: str, target: str) -> None:
        """Ask why and when a pathway leaves its course."""
        key = (pathway_id, target)
        if self._reason is None or self._reason[0] != key:
            self._drop_reason()
            made = ReasonDialog(current, target, self._today, self._view)
            made.step_confirmed.connect(self.step_confirmed)
            self._reason = (key, made)
        self._reason[1].show()

    def open_person(self, beneficiary_id: str) -> None:
        """Find the pathway of a young person, or show their file when there is none."""

        def show(pathway_id: str) -> None:
            if pathway_id:
                self.pathway_found.emit(pathway_id)
                return
            _drop(self._person)
            self._person = PersonDialog(
                self._runner, beneficiary_id, self._today, self._is_hidden, self._view
            )
            self._person.show()

        self._runner.run(pathway_of_beneficiary, beneficiary_id, on_success=show, parent=self._view)

    def end_reason(self) -> None:
        """Close the question about the reason: the step has been taken."""
        if self._reason is not None:
            self._reason[1].accept()
            self._drop_reason()

    @property
    def reason(self) -> ReasonDialog | None:
        """The question about the reason, while it is open."""
        return self._reason[1] if self._reason and self._reason[1].isVisible() else None

    def forget(self) -> None:
        """Close and forget every dialog."""
        for dialog in (self._new, self._reserve, self._person):
            _drop(dialog)
        self._new = self._reserve = self._person = None
        self._drop_reason()

    def _is_hidden(self) -> bool:
        return self._view.initials_only

    def _drop_reason(self) -> None:
        if self._reason is not None:
            _drop(self._reason[1])
        self._reason = None

    @Slot(str)
    def _on_pathway_created(self, pathway_id: str) -> None:
        _drop(self._new)
        self._new = None
        self.pathway_created.emit(pathway_id)

    @Slot()
    def _on_reserved(self) -> None:
        _drop(self._reserve)
        self._reserve = None


def _drop(dialog: QDialog | None) -> None:
    if dialog is not None:
        dialog.hide()
        dialog.deleteLater()
