"""A form over the window: it scrolls where room is short, and keeps what was typed on Esc."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.errors import CsfError, InvalidInputError
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.scroll_body import ScrollBody
from csf_desktop.ui.widgets.text import label, separator


class FormDialog(QDialog):
    """Title, fields, one primary button. ``fields`` maps the service's names to form fields.

    « Annuler » and Esc only hide it: the owner may show it again with what was typed.
    """

    def __init__(
        self, title: str, primary: str, parent: QWidget, *, sentence: str = "", height: int = 520
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.fields: dict[str, FormField] = {}
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.cancel_button = button("Annuler", "secondary", on_click=self.reject)
        self.primary_button = button(primary, "primary", on_click=self.submit)
        self._is_ordered = False
        self._build_layout(title, sentence)
        resize_on_screen(self, 480, height)

    def submit(self) -> None:
        """Check the fields and do what the dialog is for."""
        raise NotImplementedError

    def add_field(self, name: str, field: FormField) -> FormField:
        """Put a field at the end of the form."""
        self.fields[name] = field
        self.body.addWidget(field)
        return field

    def draft_values(self) -> dict[str, str]:
        """Return what the form holds, as it was typed."""
        return {name: typed_in(field) for name, field in self.fields.items()}

    def restore_draft(self, values: Mapping[str, str]) -> None:
        """Show what the form held when it was left."""
        for name in self.fields.keys() & values.keys():
            type_in(self.fields[name], values[name])

    @Slot(object)
    def show_failure(self, error: CsfError) -> None:
        """Show why it could not be done: under the field it names, else over the buttons."""
        self.primary_button.setEnabled(True)
        named = self.fields.get(error.field) if isinstance(error, InvalidInputError) else None
        if named is not None:
            named.set_error(str(error))
            named.field.setFocus()
        else:
            self.say_error(str(error))

    def say_error(self, sentence: str) -> None:
        """Show a sentence over the buttons; empty takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def showEvent(self, event: QShowEvent) -> None:
        if not self._is_ordered:  # the fields were made after the foot: Tab goes to it last
            self._is_ordered = True
            self._foot.setParent(None)
            self._box.addWidget(self._foot)
            self.primary_button.setDefault(True)
        elif self._foot.isAncestorOf(self.focusWidget() or self) and self.fields:
            next(iter(self.fields.values())).field.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)

    def _build_layout(self, title: str, sentence: str) -> None:
        area = ScrollBody(title, sentence)
        self.body = area.body
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(px(20), px(10), px(20), px(14))
        foot.setSpacing(px(10))
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.primary_button)
        said = QHBoxLayout()
        said.setContentsMargins(px(20), 0, px(20), 0)
        said.addWidget(self.error)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(4))
        self._box.addWidget(area, 1)
        self._box.addWidget(separator())
        self._box.addLayout(said)
        self._box.addWidget(self._foot)


def typed_in(field: FormField) -> str:
    """Return what a field holds as it was typed, right or not."""
    editor = field.field.focus_widget
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def type_in(field: FormField, typed: str) -> None:
    """Put back in a field what had been typed."""
    editor = field.field.focus_widget
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(typed)))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(typed)
    elif isinstance(editor, QLineEdit):
        editor.setText(typed)
