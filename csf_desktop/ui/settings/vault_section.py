"""Where the vault is and how it is kept, in the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import KeyValueGrid, label

MINUTES = (2, 5, 10, 15, 30, 60)
FOLDER, BACKUP = "Dossier du coffre", "Sauvegarde"


class VaultSection(QWidget):
    """Automatic locking, passphrase, folder and last backup."""

    lock_minutes_changed = Signal(int)
    passphrase_change_requested = Signal()
    backup_requested = Signal()

    def __init__(
        self, folder: Path, backup: str, lock_minutes: int, parent: QWidget | None = None
    ) -> None:
        """``backup`` is a sentence, as ``navigation.backup_text`` makes it."""
        super().__init__(parent)
        self.minutes = ChoiceField([(str(one), f"{one}\u00a0minutes") for one in MINUTES])
        self.minutes.set_value(str(min(MINUTES, key=lambda one: abs(one - lock_minutes))))
        self.passphrase_button = button("Changer la phrase de passe…", icon_name="key-2-line")
        self.backup_button = button("Sauvegarder maintenant", icon_name="save-3-line")
        self.facts = KeyValueGrid(columns=1)
        self.facts.set_value(FOLDER, str(folder))
        self.facts.set_value(BACKUP, backup)
        self._build_layout()
        self.minutes.value_changed.connect(self._on_minutes_changed)
        self.passphrase_button.clicked.connect(self.passphrase_change_requested)
        self.backup_button.clicked.connect(self.backup_requested)

    def set_backup(self, backup: str) -> None:
        """Show another sentence about the last backup."""
        self.facts.set_value(BACKUP, backup)

    def _build_layout(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(label("Coffre", "h2"))
        box.addWidget(
            FormField(
                "Verrouiller après",
                self.minutes,
                hint="Sans frappe ni mouvement de souris. Le coffre se verrouille aussi avec "
                "la session Windows.",
            )
        )
        box.addWidget(self.facts)
        for made in (self.backup_button, self.passphrase_button):
            row = QHBoxLayout()
            row.addWidget(made)
            row.addStretch()
            box.addLayout(row)

    @Slot()
    def _on_minutes_changed(self) -> None:
        self.lock_minutes_changed.emit(int(self.minutes.value()))
