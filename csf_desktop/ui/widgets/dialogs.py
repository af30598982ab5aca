"""Every modal question of the window. Tests replace these functions, so none ever blocks one.

Callers use them through the module (``dialogs.ask(...)``), never by importing the names. Qt's
dialogs are loaded by the first one: the window that asks the passphrase does without.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget


def inform(parent: QWidget | None, title: str, text: str, *, is_warning: bool = False) -> None:
    """Show a message until the person closes it."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning if is_warning else QMessageBox.Icon.Information)
    box.setWindowTitle(title)
    box.setText(text)
    box.addButton("Fermer", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    accept_label: str,
    *,
    cancel_label: str = "Annuler",
    is_dangerous: bool = False,
) -> bool:
    """Ask for an agreement named by its action (« Effacer la personne »); Esc and ✕ refuse."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning if is_dangerous else QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(text)
    accept = box.addButton(accept_label, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(cancel_label, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel if is_dangerous else accept)
    box.setEscapeButton(cancel)
    box.exec()
    is_accepted = box.clickedButton() is accept
    box.deleteLater()
    return is_accepted


def choose_files(parent: QWidget | None, title: str, filters: str = "") -> list[Path]:
    """Ask for files to read; empty when the person gave up.

    ``filters`` is Qt's form, e.g. ``"PDF (*.pdf);;Tous les fichiers (*)"``.
    """
    from PySide6.QtWidgets import QFileDialog

    names, _ = QFileDialog.getOpenFileNames(parent, title, "", filters)
    return [Path(name) for name in names]


def choose_save_path(
    parent: QWidget | None, title: str, suggested_name: str, filters: str = ""
) -> Path | None:
    """Ask where to write a file; the system asks before replacing one."""
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getSaveFileName(parent, title, suggested_name, filters)
    return Path(name) if name else None


def choose_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """Ask for a folder; ``None`` when the person gave up."""
    from PySide6.QtWidgets import QFileDialog

    name = QFileDialog.getExistingDirectory(parent, title, str(start) if start else "")
    return Path(name) if name else None


def choose_printer(parent: QWidget | None) -> QPrinter | None:
    """Ask for a printer and its settings; ``None`` when the person gave up."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # first needed when one prints

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Imprimer")
    is_accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if is_accepted else None
