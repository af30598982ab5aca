"""A forgotten passphrase: the recovery code and a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.unlock import calls
from csf_desktop.ui.unlock.frame import UnlockFrame
from csf_desktop.ui.unlock.gateway import VaultGateway
from csf_desktop.ui.unlock.new_passphrase import NewPassphraseForm
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label

EXPLANATION = (
    "Recopiez le code de secours de la fiche imprimée à la création du coffre, puis choisissez "
    "une nouvelle phrase de passe. Vos données ne changent pas."
)


class RecoveryWindow(QDialog):
    """Opens the vault with the recovery code and a new passphrase."""

    vault_opened = Signal(object, object)  # vault, Path

    def __init__(self, gateway: VaultGateway, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Phrase de passe oubliée")
        self._runner = TaskRunner(gateway, self)
        self._path = Path()
        self.code = LineField("XXXX-XXXX-XXXX…", max_length=80)
        self.code_field = FormField(
            "Code de secours",
            self.code,
            required=True,
            hint="Neuf groupes de quatre caractères\u00a0; tirets et majuscules sont facultatifs.",
            missing="Recopiez le code de secours de la fiche imprimée.",
        )
        self.passphrase = NewPassphraseForm(self._runner)
        self.open_button = button("Changer et ouvrir", "primary", icon_name="key-2-line")
        self.cancel_button = button("Annuler")
        self.status = label("", "lead")
        self._build_layout()
        self.open_button.setDefault(True)  # Enter in a field does it
        self.open_button.clicked.connect(self.recover)
        self.cancel_button.clicked.connect(self.close)
        resize_on_screen(self, 600, 560)

    def start(self, path: Path) -> None:
        """Show the dialog for the vault at ``path``, empty."""
        self._path = path
        self.code.set_value("")
        self.code_field.clear_error()
        self.passphrase.clear()
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.show()
        self.code.setFocus()

    @Slot()
    def recover(self) -> None:
        """Try the code and the new passphrase."""
        if self._runner.is_busy and not self.open_button.isEnabled():
            return
        if not check_all([self.code_field]) or not self.passphrase.check():
            return
        self._set_busy(is_busy=True)
        self._runner.run(
            calls.recover_vault,
            self._path,
            self.code.value(),
            self.passphrase.value(),
            on_success=self._on_vault_opened,
            on_error=self._on_recovery_failed,
            parent=self,
        )

    def _build_layout(self) -> None:
        frame = UnlockFrame("Phrase de passe oubliée")
        frame.column.addWidget(label("Phrase de passe oubliée", "h1", wrap=True))
        frame.column.addWidget(label(EXPLANATION, "lead", wrap=True))
        frame.column.addWidget(self.code_field)
        frame.column.addWidget(self.passphrase)
        frame.column.addStretch(1)
        frame.foot.addWidget(self.cancel_button)
        frame.foot.addWidget(self.status, 1)
        frame.foot.addWidget(self.open_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(frame)
        self._frame = frame

    def _set_busy(self, *, is_busy: bool) -> None:
        self.status.setText("Ouverture du coffre…" if is_busy else "")
        for part in (self.open_button, self.code, self.passphrase):
            part.setEnabled(not is_busy)

    def _on_vault_opened(self, vault: object) -> None:
        self._set_busy(is_busy=False)
        self.passphrase.clear()
        self.code.set_value("")
        self.hide()
        self.vault_opened.emit(vault, self._path)

    def _on_recovery_failed(self, error: CsfError) -> None:
        self._set_busy(is_busy=False)
        self.code_field.set_error(str(error))
        self.code.setFocus()
        self._frame.show_in_view(self.code_field)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.passphrase.clear()
        self._runner.wait_until_idle()
        super().closeEvent(event)
