"""Opening an existing vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csf_desktop.errors import CsfError, NotAVaultError, WrongPasswordError
from csf_desktop.ui import errors
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.unlock import calls
from csf_desktop.ui.unlock.frame import UnlockFrame
from csf_desktop.ui.unlock.gateway import VaultGateway
from csf_desktop.ui.unlock.passphrase_field import PassphraseField
from csf_desktop.ui.widgets import dialogs
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label

if TYPE_CHECKING:
    from csf_desktop.ui.unlock.recovery_window import RecoveryWindow

OPENING = "Ouverture du coffre…"


class UnlockWindow(UnlockFrame):
    """Asks for the passphrase of the vault at ``path`` and opens it in a worker thread.

    ``hint`` is shown above the field (« passphrase of the demonstration »).
    """

    vault_opened = Signal(object, object)  # vault, Path
    create_requested = Signal()  # the person wants a new vault
    closed = Signal()  # by the person; nothing is under way any more

    def __init__(
        self,
        gateway: VaultGateway,
        path: Path,
        *,
        is_demo: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Ouvrir le coffre", parent)
        self._gateway = gateway
        self._runner = TaskRunner(gateway, self)
        self._path = path
        self._recovery: RecoveryWindow | None = None
        self._build_widgets(hint)
        self._build_layout(is_demo=is_demo)
        self._connect_signals()
        self._show_path()
        resize_on_screen(self, 620, 520)

    @property
    def path(self) -> Path:
        """The folder of the vault to open."""
        return self._path

    def set_path(self, path: Path) -> None:
        """Offer another vault."""
        self._path = path
        self.passphrase.clear()
        self.field.clear_error()
        self._show_path()

    def show_work(self, sentence: str) -> None:
        """Say what is being done; nothing can be typed until ``show_failure``, or the vault."""
        self._set_busy(sentence)

    def show_failure(self, sentence: str) -> None:
        """Show a sentence under the field."""
        self._set_busy("")
        self.field.set_error(sentence)
        self.passphrase.setFocus()

    def _build_widgets(self, hint: str) -> None:
        self.title = label("Bonjour", "h1")
        self.folder = label("", "small", wrap=True)
        self.passphrase = PassphraseField()
        self.field = FormField(
            "Phrase de passe",
            self.passphrase,
            hint=hint,
            required=False,
            missing="Tapez la phrase de passe du coffre.",
        )
        self.open_button = button("Ouvrir le coffre", "primary", icon_name="lock-unlock-line")
        self.forgotten_button = button("J’ai oublié ma phrase de passe", "link")
        self.other_button = button("Choisir un autre coffre…", "link")
        self.create_button = button("Créer un coffre…", "link")
        self.status = label("", "lead")
        self.status.setAccessibleName("État")

    def _build_layout(self, *, is_demo: bool) -> None:
        column = self.column
        if is_demo:
            from csf_desktop.ui.widgets.banner import Banner

            column.addWidget(Banner())
        column.addWidget(self.title)
        column.addWidget(self.folder)
        column.addSpacing(px(4))
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.open_button)
        row.addWidget(self.status, 1)
        column.addLayout(row)
        column.addWidget(self.forgotten_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.foot.addWidget(self.other_button)
        self.foot.addWidget(self.create_button)
        self.foot.addStretch(1)

    def _connect_signals(self) -> None:
        self.open_button.clicked.connect(self.open_vault)
        self.passphrase.edit.returnPressed.connect(self.open_vault)
        self.forgotten_button.clicked.connect(self._on_forgotten_clicked)
        self.other_button.clicked.connect(self._on_other_clicked)
        self.create_button.clicked.connect(self.create_requested)

    @Slot()
    def open_vault(self) -> None:
        """Try the passphrase typed."""
        if self._runner.is_busy:
            return
        if self.passphrase.is_empty():
            self.field.set_error("Tapez la phrase de passe du coffre.")
            self.passphrase.setFocus()
            return
        self._set_busy(OPENING)
        self._runner.run(
            calls.open_vault,
            self._path,
            self.passphrase.value(),
            on_success=self._on_vault_opened,
            on_error=self._on_open_failed,
            parent=self,
        )

    def _set_busy(self, sentence: str) -> None:
        self.status.setText(sentence)
        for part in (
            self.open_button,
            self.forgotten_button,
            self.other_button,
            self.create_button,
            self.passphrase,
        ):
            part.setEnabled(not sentence)

    def _show_path(self) -> None:
        self.folder.setText(f"Coffre\u00a0: {self._path}")

    def _on_vault_opened(self, vault: object) -> None:
        self._set_busy("")
        self.passphrase.clear()
        self.vault_opened.emit(vault, self._path)

    def _on_open_failed(self, error: CsfError) -> None:
        self._set_busy("")
        self.field.set_error(str(error))
        if isinstance(error, WrongPasswordError):
            self.passphrase.edit.selectAll()
        self.passphrase.setFocus()
        self.show_in_view(self.field)

    @Slot()
    def _on_forgotten_clicked(self) -> None:
        if self._recovery is None:
            from csf_desktop.ui.unlock.recovery_window import RecoveryWindow

            self._recovery = RecoveryWindow(self._gateway, self)
            self._recovery.vault_opened.connect(self.vault_opened)
        self._recovery.start(self._path)

    @Slot()
    def _on_other_clicked(self) -> None:
        folder = dialogs.choose_folder(self, "Choisir le dossier du coffre", self._path.parent)
        if folder is None:
            return
        if not (folder / "vault.json").is_file():
            errors.show_error(self, NotAVaultError(path=folder))
            return
        self.set_path(folder)
        self.passphrase.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.passphrase.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.passphrase.clear()
        self._runner.wait_until_idle()
        super().closeEvent(event)
        self.closed.emit()
