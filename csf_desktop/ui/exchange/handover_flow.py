"""From « Fiche de passation… » to the signed PDF on screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from csf_desktop.services.company_document import issue_company_handover
from csf_desktop.services.issuing import IssuedDocument
from csf_desktop.ui.exchange.export_dialog import LEFT, NAMES, NAMES_HINT
from csf_desktop.ui.exchange.issued_dialog import IssuedDialog
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.text import label

SENTENCE = (
    "Un PDF signé de votre main, d’une page ou deux, pour le collègue qui prend la suite auprès "
    "de cette entreprise."
)


class HandoverDialog(FormDialog):
    """Asks whether the young people are named on the pages."""

    confirmed = Signal(bool)  # whether names are shown

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            "Fiche de passation", "Préparer la fiche", parent, sentence=SENTENCE, height=300
        )
        self.names = QCheckBox(NAMES)
        self.names.setAccessibleDescription(NAMES_HINT)
        self.body.addWidget(self.names, 0, LEFT)
        self.body.addWidget(label(NAMES_HINT, "small", wrap=True))
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        self.primary_button.setEnabled(False)
        self.confirmed.emit(self.names.isChecked())


class HandoverFlow(QObject):
    """One sheet at a time; nothing is written on the disk unless the person saves."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self._company_id = ""
        self._dialog: HandoverDialog | None = None

    @Slot(str)
    def start(self, company_id: str) -> None:
        """Ask how to write the sheet of a company."""
        self._company_id = company_id
        dialog = self._dialog = HandoverDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.confirmed.connect(self._on_confirmed)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    @Slot(bool)
    def _on_confirmed(self, show_names: bool) -> None:
        if self._dialog is None:
            return
        self._runner.run(
            issue_company_handover,
            self._company_id,
            show_names=show_names,
            on_success=self._on_issued,
            on_error=self._dialog.show_failure,
            parent=self._dialog,
            undoable=False,  # a signed document has been given out: it stays in the timeline
        )

    def _on_issued(self, document: IssuedDocument) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        IssuedDialog(document, document.number, (), self._window).open()

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        self._dialog = None
