"""A passphrase: hidden, shown on demand, with a word when the Caps Lock key is on."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from csf_desktop.ui.icons import icon
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import ICON_SIZE, icon_button
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.text import label

CAPS_LOCK = "La touche Verr. Maj. semble active."


class PassphraseField(Field):
    """Text kept as typed: spaces count inside a passphrase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit, parent)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(512)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.show_button = icon_button("eye-line", "Afficher la phrase de passe")
        self.show_button.clicked.connect(self._on_show_clicked)
        self.caps_hint = label(CAPS_LOCK, "warning")
        self.caps_hint.hide()
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self.edit, 1)
        row.addWidget(self.show_button)
        self._box.setSpacing(px(4))
        self._box.addLayout(row)
        self._box.addWidget(self.caps_hint)
        self.edit.textEdited.connect(self._on_text_edited)

    def value(self) -> str:
        """Return the passphrase exactly as typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Empty and hide the passphrase."""
        self.edit.clear()
        self._show_letters(is_shown=False)

    def is_empty(self) -> bool:
        return not self.edit.text()

    def _show_letters(self, *, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        name = "Masquer la phrase de passe" if is_shown else "Afficher la phrase de passe"
        self.show_button.setIcon(icon("eye-off-line" if is_shown else "eye-line", size=ICON_SIZE))
        self.show_button.setAccessibleName(name)
        self.show_button.setToolTip(name)

    @Slot()
    def _on_show_clicked(self) -> None:
        self._show_letters(is_shown=self.edit.echoMode() == QLineEdit.EchoMode.Password)

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self.value_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and watched is self.edit:
            self._look_for_caps_lock(cast("QKeyEvent", event))
        return super().eventFilter(watched, event)

    def _look_for_caps_lock(self, event: QKeyEvent) -> None:
        """Compare the letter with the Shift key: Qt does not tell the state of Caps Lock."""
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_hint.hide()
        elif len(typed) == 1 and typed.isalpha() and typed.lower() != typed.upper():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_hint.setVisible(typed.isupper() != has_shift)
