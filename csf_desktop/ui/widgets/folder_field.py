"""A folder, typed or picked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets import dialogs
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.field import Field

RELATIVE = "Ce chemin est incomplet\u00a0: choisissez le dossier avec «\u00a0Parcourir…\u00a0»."
OCCUPIED = "Ce dossier n’est pas vide\u00a0: choisissez un dossier vide ou un nouveau nom."


class FolderField(Field):
    """The path of a folder; with ``must_be_empty`` one that is new or has nothing in it."""

    def __init__(self, *, must_be_empty: bool = False, parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit, parent)
        self._must_be_empty = must_be_empty
        self.browse_button = button("Parcourir…", icon_name="folder-open-line")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.edit, 1)
        row.addWidget(self.browse_button)
        self._box.addLayout(row)
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.returnPressed.connect(self.finish)
        self.browse_button.clicked.connect(self._on_browse_clicked)

    def value(self) -> Path:
        """Return the path as typed."""
        return Path(self.edit.text().strip()).expanduser()

    def set_value(self, path: Path) -> None:
        """Show a path."""
        self.edit.setText(str(path))
        self.edit.setCursorPosition(0)

    def is_empty(self) -> bool:
        return not self.edit.text().strip()

    def problem(self) -> str:
        if self.is_empty():
            return ""
        if not self.value().is_absolute():
            return RELATIVE
        return OCCUPIED if self._must_be_empty and _is_occupied(self.value()) else ""

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self.value_changed.emit()

    @Slot()
    def _on_browse_clicked(self) -> None:
        start = next((one for one in self.value().parents if one.is_dir()), None)
        folder = dialogs.choose_folder(self, "Choisir un dossier", start)
        if folder is not None:
            self.set_value(folder)
            self.value_changed.emit()
            self.finish()


def _is_occupied(folder: Path) -> bool:
    try:
        return folder.is_file() or (folder.is_dir() and any(folder.iterdir()))
    except OSError:
        return False  # the service will say what is wrong with it
