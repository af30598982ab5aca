"""A one-line text field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from csf_desktop.ui.widgets.field import Field

Check = Callable[[str], str]


class LineField(Field):
    """One line of text. ``check(text)`` returns a French sentence when the text is wrong."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        check: Check | None = None,
        max_length: int = 255,
        parent: QWidget | None = None,
    ) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit, parent)
        self._check = check
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaxLength(max_length)
        self._box.addWidget(self.edit)
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.returnPressed.connect(self.finish)

    def value(self) -> str:
        """Return the text without spaces around it."""
        return self.edit.text().strip()

    def set_value(self, text: str) -> None:
        """Show a text."""
        self.edit.setText(text)
        self.edit.setCursorPosition(0)

    def is_empty(self) -> bool:
        return not self.value()

    def problem(self) -> str:
        if self._check is None or self.is_empty():
            return ""
        return self._check(self.value())

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self.value_changed.emit()
