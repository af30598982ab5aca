"""A field of free text, with the reminder that personal data protection asks for."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.text import label

REMINDER = (
    "Notez des faits utiles au parcours\u00a0: ni santé, ni numéro de sécurité sociale, "
    "ni jugement sur une autre personne."
)


class TextField(Field):
    """Several lines of text. Tab goes to the next field; the reminder stays under the text."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        lines: int = 4,
        reminder: str = REMINDER,
        max_length: int = 4000,
        parent: QWidget | None = None,
    ) -> None:
        self.edit = QPlainTextEdit()
        super().__init__(self.edit, parent)
        self._max_length = max_length
        self.edit.setPlaceholderText(placeholder)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(px(22) * lines + px(20))
        self._box.setSpacing(px(4))
        self._box.addWidget(self.edit)
        if reminder:
            self._box.addWidget(label(reminder, "hint", wrap=True))
        self._is_loading = False
        self.edit.textChanged.connect(self._on_text_changed)

    def value(self) -> str:
        """Return the text without blank space around it."""
        return self.edit.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show a text."""
        self._is_loading = True
        self.edit.setPlainText(text)
        self._is_loading = False

    def is_empty(self) -> bool:
        return not self.value()

    def problem(self) -> str:
        extra = len(self.value()) - self._max_length
        if extra <= 0:
            return ""
        return f"Ce texte est trop long\u00a0: retirez-en {extra}\u00a0caractères."

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._is_loading:
            self.value_changed.emit()
