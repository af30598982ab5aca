"""The first run: from nothing to an open vault, a recovery code noted and an identity made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import CsfError, ReadOnlyVaultError, StorageError, VaultExistsError
from csf_desktop.services.files import write_file
from csf_desktop.ui import errors
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.unlock import calls
from csf_desktop.ui.unlock.frame import UnlockFrame
from csf_desktop.ui.unlock.gateway import CreatedVault, VaultGateway
from csf_desktop.ui.unlock.page import Page
from csf_desktop.ui.unlock.recovery_pages import DonePage, RecoveryPage
from csf_desktop.ui.unlock.setup_pages import FolderPage, PassphrasePage, TutorPage
from csf_desktop.ui.widgets import dialogs
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.pdf_pages import PdfPages, print_pages
from csf_desktop.ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

CREATING = "Création du coffre…"
LEAVE = (
    "Le code de secours ne sera plus montré. Sans lui, un oubli de la phrase de passe rend le "
    "coffre définitivement illisible."
)
SAVED = (
    "Fiche enregistrée\u00a0: portez-la sur une clé USB ou imprimez-la, puis retirez-la de ce "
    "poste."
)


class FirstRunAssistant(UnlockFrame):
    """Five pages, one primary button each. Enter goes on, Esc goes back and loses nothing.

    ``academies`` are (code, French label) pairs. The vault is made when the passphrase page is
    left; from then on there is no way back.
    """

    vault_created = Signal(object, object)  # the open vault, Path
    abandoned = Signal(object)  # the vault made and left open, or None

    def __init__(
        self,
        gateway: VaultGateway,
        folder: Path,
        academies: Iterable[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Créer votre coffre", parent)
        self._runner = TaskRunner(gateway, self)
        self._made: CreatedVault | None = None
        self._is_over = False
        self._at = 0
        self._build_widgets(folder, academies)
        self._build_layout()
        self._connect_signals()
        self._show_page(0)
        resize_on_screen(self, 640, 620)

    # --- building

    def _build_widgets(self, folder: Path, academies: Iterable[tuple[str, str]]) -> None:
        self.folder_page = FolderPage(folder)
        self.tutor_page = TutorPage(academies)
        self.passphrase_page = PassphrasePage(self._runner)
        self.recovery_page = RecoveryPage()
        self.done_page = DonePage()
        self.pages: tuple[Page, ...] = (
            self.folder_page,
            self.tutor_page,
            self.passphrase_page,
            self.recovery_page,
            self.done_page,
        )
        self.back_button = button("Retour", icon_name="arrow-left-line")
        self.status = label("", "lead")
        self.next_button = button("", "primary")

    def _build_layout(self) -> None:
        for page in self.pages:
            self.column.addWidget(page)
            page.hide()
        self.column.addStretch(1)
        self.foot.addWidget(self.back_button)
        self.foot.addWidget(self.status, 1)
        self.foot.addWidget(self.next_button)

    def _connect_signals(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.recovery_page.print_requested.connect(self._on_print_requested)
        self.recovery_page.save_requested.connect(self._on_save_requested)

    # --- going through the pages

    @Slot()
    def go_on(self) -> None:
        """Do what the primary button says, if the page is right."""
        page = self.pages[self._at]
        if not self.next_button.isEnabled() or not page.check():
            return
        if page is self.tutor_page:
            self.passphrase_page.form.set_user_words(self.tutor_page.user_words())
        if page is self.passphrase_page:
            self._create()
        elif page is self.done_page:
            self._hand_over()
        else:
            self._show_page(self._at + 1)

    @Slot()
    def go_back(self) -> None:
        """Show the page before; from the first one, give up."""
        if not self.pages[self._at].can_go_back or not self.next_button.isEnabled():
            return
        if self._at:
            self._show_page(self._at - 1)
        else:
            self.abandoned.emit(None)

    def _show_page(self, at: int) -> None:
        self.pages[self._at].hide()
        self._at = at
        page = self.pages[at]
        page.show()
        self.back_button.setVisible(page.can_go_back)
        self.back_button.setText("Retour" if at else "Annuler")
        self.back_button.setAccessibleName(self.back_button.text())
        self.next_button.setText(page.primary)
        self.next_button.setAccessibleName(page.primary)
        self.status.setText(f"Étape {at + 1} sur {len(self.pages)}")
        self.setWindowTitle(f"{page.title} – CSF Desktop")
        self.scroll_to_top()
        if not page.focus_first():
            self.next_button.setFocus()

    def _set_busy(self, *, is_busy: bool) -> None:
        self.status.setText(CREATING if is_busy else f"Étape {self._at + 1} sur {len(self.pages)}")
        for part in (self.pages[self._at], self.back_button, self.next_button):
            part.setEnabled(not is_busy)

    # --- making the vault

    def _create(self) -> None:
        self._set_busy(is_busy=True)
        self._runner.run(
            calls.create_vault,
            self.folder_page.folder.value(),
            self.tutor_page.request(self.passphrase_page.form.value()),
            on_success=self._on_vault_made,
            on_error=self._on_creation_failed,
            parent=self,
        )

    def _on_vault_made(self, made: CreatedVault) -> None:
        self._set_busy(is_busy=False)
        self._made = made
        self.passphrase_page.form.clear()
        self.recovery_page.show_code(made.recovery_code)
        self.done_page.show_words(made.fingerprint_words)
        self._show_page(self.pages.index(self.recovery_page))

    def _on_creation_failed(self, error: CsfError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, VaultExistsError | ReadOnlyVaultError):
            self._show_page(0)
            self.folder_page.field.set_error(str(error))
        else:
            errors.show_error(self, error)

    def _hand_over(self) -> None:
        if self._made is not None and not self._is_over:
            self._is_over = True
            self.recovery_page.forget()
            self.vault_created.emit(self._made.vault, self.folder_page.folder.value())

    # --- the recovery sheet

    @Slot()
    def _on_print_requested(self) -> None:
        printer = dialogs.choose_printer(self)
        if printer is not None:
            self._make_sheet(partial(self._print_sheet, printer))

    @Slot()
    def _on_save_requested(self) -> None:
        title = "Enregistrer la fiche du code de secours"
        path = dialogs.choose_save_path(self, title, "code-de-secours.pdf", "PDF (*.pdf)")
        if path is not None:
            target = path if path.suffix else path.with_suffix(".pdf")
            self._make_sheet(partial(self._save_sheet, target))

    def _make_sheet(self, use: Callable[[bytes], None]) -> None:
        if self._made is None:
            return
        self._runner.run(
            calls.recovery_sheet,
            self.folder_page.folder.value(),
            self.tutor_page.name.value(),
            self._made.recovery_code,
            on_success=use,
            parent=self,
        )

    def _print_sheet(self, printer: QPrinter, data: bytes) -> None:
        with PdfPages(data) as document:
            print_pages(document, printer)
        self.recovery_page.told.setText("Fiche envoyée à l’imprimante.")

    def _save_sheet(self, path: Path, data: bytes) -> None:
        try:
            write_file(path, data)
        except StorageError as error:
            errors.show_error(self, error)
        else:
            self.recovery_page.told.setText(SAVED)

    # --- Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pages[self._at].focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        is_on_code = self.pages[self._at] is self.recovery_page and not self._is_over
        if is_on_code and not dialogs.ask(
            self, "Code de secours", LEAVE, "Quitter sans le noter", is_dangerous=True
        ):
            event.ignore()
            return
        self.passphrase_page.form.clear()
        self._runner.wait_until_idle()
        super().closeEvent(event)
        if not self._is_over:
            self._is_over = True
            self.abandoned.emit(self._made.vault if self._made else None)
