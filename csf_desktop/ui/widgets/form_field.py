"""A field of a form with its label above and its error sentence under."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.text import label, set_role

REQUIRED = "\u00a0(obligatoire)"


class FormField(QWidget):
    """Label, field, hint, and one error sentence that says the remedy.

    The error shows when the field is left, and goes as soon as what is typed is right.
    """

    validity_changed = Signal(bool)

    def __init__(
        self,
        title: str,
        field: Field,
        *,
        required: bool = False,
        hint: str = "",
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``missing`` is the sentence when a required field is left empty."""
        super().__init__(parent)
        self.field = field
        self.title = title
        self._is_required = required
        self._missing = missing or f"Renseignez «\u00a0{title}\u00a0» pour continuer."
        self._imposed = ""
        self._hint_text = hint
        self._build(title + (REQUIRED if required else ""), hint)
        field.value_changed.connect(self._on_field_value_changed)
        field.edit_finished.connect(self._on_field_edit_finished)

    @property
    def error(self) -> str:
        """The error sentence on screen, empty if none."""
        return self._error.text()

    def problem(self) -> str:
        """Return what is wrong with the field now, whether or not it is shown."""
        if self._imposed:
            return self._imposed
        if self._is_required and self.field.is_empty():
            return self._missing
        return self.field.problem()

    def check(self) -> bool:
        """Show what is wrong, if anything; return whether the field is right."""
        problem = self.problem()
        self._show(problem)
        return not problem

    def set_title(self, title: str) -> None:
        """Change the words of the label."""
        self.title = title
        shown = title + (REQUIRED if self._is_required else "")
        self._title.setText(shown)
        self.field.focus_widget.setAccessibleName(shown)

    def set_error(self, sentence: str) -> None:
        """Show an error found elsewhere (the service); it goes at the next edit."""
        self._imposed = sentence
        self._show(sentence)

    def clear_error(self) -> None:
        """Take the error away."""
        self._imposed = ""
        self._show("")

    def set_warning(self, sentence: str) -> None:
        """Show a sentence that warns and refuses nothing; empty takes it away."""
        self._warning.setText(sentence)
        self._warning.setVisible(bool(sentence))
        self._describe()

    def _build(self, title: str, hint: str) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        self._title = label(title, "label")
        self._title.setBuddy(self.field.focus_widget)
        self._hint = label(hint, "hint", wrap=True)
        if not hint:  # showing a widget that has no parent yet would open a window
            self._hint.hide()
        self._error = label("", "error", wrap=True)
        self._warning = label("", "warning", wrap=True)
        for hidden in (self._error, self._warning):
            hidden.hide()
        for part in (self._title, self.field, self._hint, self._error, self._warning):
            box.addWidget(part)
        self.field.focus_widget.setAccessibleName(title)
        self._describe()

    def _show(self, sentence: str) -> None:
        was_right = not self._error.text()
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        set_role(self.field.focus_widget, "invalid", bool(sentence))
        self._describe()
        if was_right != (not sentence):
            self.validity_changed.emit(not sentence)

    def _describe(self) -> None:
        parts = (self._error.text(), self._warning.text(), self._hint_text)
        said = " ".join(part for part in parts if part)
        self.field.focus_widget.setAccessibleDescription(said)

    @Slot()
    def _on_field_value_changed(self) -> None:
        had_error = bool(self._error.text())
        self._imposed = ""
        if had_error:
            self._show(self.problem())

    @Slot()
    def _on_field_edit_finished(self) -> None:
        if not self._imposed and not self.field.is_empty():
            self._show(self.field.problem())


def check_all(fields: list[FormField]) -> bool:
    """Check every field, put the keyboard in the first wrong one; return whether all are right."""
    wrong = [field for field in fields if not field.check()]
    if wrong:
        wrong[0].field.setFocus()
    return not wrong
