"""Changing the passphrase of the vault in use."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError, WrongPasswordError
from csf_desktop.ui import errors
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.unlock import calls
from csf_desktop.ui.unlock.frame import UnlockFrame
from csf_desktop.ui.unlock.gateway import VaultGateway
from csf_desktop.ui.unlock.new_passphrase import NewPassphraseForm
from csf_desktop.ui.unlock.passphrase_field import PassphraseField
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.text import label

TITLE = "Changer la phrase de passe"
EXPLANATION = "Le code de secours imprimé à la création du coffre reste valable."


class ChangePassphraseDialog(QDialog):
    """The old passphrase, and the new one twice."""

    passphrase_changed = Signal()

    def __init__(self, gateway: VaultGateway, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self._path = path
        self._runner = TaskRunner(gateway, self)
        self.old = PassphraseField()
        self.old_field = FormField(
            "Phrase de passe actuelle",
            self.old,
            required=True,
            missing="Tapez la phrase de passe actuelle.",
        )
        self.new = NewPassphraseForm(self._runner)
        self.new.first_field.set_title("Nouvelle phrase de passe")
        self.change_button = button(TITLE, "primary")
        self.change_button.setDefault(True)
        self.cancel_button = button("Annuler")
        self.status = label("", "lead")
        self._build_layout()
        self.change_button.clicked.connect(self.change)
        self.cancel_button.clicked.connect(self.reject)
        resize_on_screen(self, 600, 600)
        self.old.setFocus()

    def _build_layout(self) -> None:
        frame = UnlockFrame(TITLE)
        frame.column.addWidget(label(TITLE, "h1", wrap=True))
        frame.column.addWidget(label(EXPLANATION, "lead", wrap=True))
        frame.column.addWidget(self.old_field)
        frame.column.addWidget(self.new)
        frame.column.addStretch(1)
        frame.foot.addWidget(self.cancel_button)
        frame.foot.addWidget(self.status, 1)
        frame.foot.addWidget(self.change_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(frame)
        self._frame = frame

    @Slot()
    def change(self) -> None:
        """Change the passphrase, if all three are right."""
        if not self.change_button.isEnabled():
            return
        if not check_all([self.old_field]) or not self.new.check():
            return
        self._set_busy(is_busy=True)
        self._runner.run(
            calls.change_passphrase,
            self._path,
            self.old.value(),
            self.new.value(),
            on_success=self._on_changed,
            on_error=self._on_change_failed,
            parent=self,
        )

    def _set_busy(self, *, is_busy: bool) -> None:
        self.status.setText("Changement en cours…" if is_busy else "")
        for part in (self.change_button, self.cancel_button, self.old, self.new):
            part.setEnabled(not is_busy)

    def _on_changed(self, _nothing: object) -> None:
        self._set_busy(is_busy=False)
        self.passphrase_changed.emit()
        self.accept()

    def _on_change_failed(self, error: CsfError) -> None:
        self._set_busy(is_busy=False)
        if not isinstance(error, WrongPasswordError):
            errors.show_error(self, error)
            return
        self.old_field.set_error(str(error))
        self.old.setFocus()
        self._frame.show_in_view(self.old_field)

    def done(self, result: int) -> None:
        self._runner.wait_until_idle()
        self.old.clear()
        self.new.clear()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        super().closeEvent(event)
