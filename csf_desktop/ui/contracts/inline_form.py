"""A small form that opens in place, under the list it adds to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError, InvalidInputError
from csf_desktop.ui.contracts.section import bring_into_sight
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.text import label


class InlineForm(QWidget):
    """A link that opens fields; Esc or « Annuler » folds them and keeps what was typed.

    Enter in a field of one line does what its button does. Without words for the link the owner
    opens it.

    ``fields`` are keyed by the names that ``InvalidInputError.field`` may give. The owner listens
    to ``submitted``, calls its service, then ``finish()`` or ``show_error()``.
    """

    submitted = Signal()
    folded = Signal(bool)  # whether the keyboard was in it

    def __init__(
        self,
        link: str,
        fields: Mapping[str, FormField],
        accept: str,
        *,
        icon_name: str = "add-line",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = dict(fields)
        self._starts = {name: field.field.value() for name, field in self._typed()}
        self.link = button(link, "link", icon_name=icon_name)
        self._frame = QFrame()
        self._frame.setProperty("role", "card")
        self._error = label("", "error", wrap=True)
        self._accept = button(accept, "secondary")
        self._cancel = button("Annuler", "link")
        self._build_layout()
        self.link.clicked.connect(self.open)
        self._accept.clicked.connect(self._on_accept_clicked)
        self._cancel.clicked.connect(self.fold)

    @property
    def is_open(self) -> bool:
        """Tell whether the fields are shown."""
        return not self._frame.isHidden()

    @Slot()
    def open(self) -> None:
        """Show the fields and put the keyboard in the first of those that are asked for."""
        self.link.hide()
        self._frame.show()
        self.show()
        first = next(one for one in self._fields.values() if one.isVisibleTo(self._frame))
        first.field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._scroll_into_sight)  # once the form has its height

    @Slot()
    def fold(self) -> None:
        """Hide the fields; what was typed stays in them."""
        self.link.setVisible(bool(self.link.text()))
        had_keyboard = self._frame.isAncestorOf(self.focusWidget() or self)
        if had_keyboard and self.link.text():
            self.link.setFocus(Qt.FocusReason.OtherFocusReason)
        self._frame.hide()
        self.folded.emit(had_keyboard)

    def finish(self) -> None:
        """Empty the fields and fold them: the service took what they held."""
        self.reset()
        self.fold()

    def reset(self) -> None:
        """Put every field back to what it held at first."""
        self._error.hide()
        for name, field in self._typed():
            field.field.set_value(self._starts[name])
            field.clear_error()

    def values(self) -> dict[str, Any]:
        """Return what each field holds, by its name."""
        return {name: field.field.value() for name, field in self._typed()}

    def load(self, values: Mapping[str, Any]) -> None:
        """Put values in the fields of their names."""
        self.reset()
        for name, field in self._typed():
            value = values.get(name)
            is_text = isinstance(self._starts[name], str)
            field.field.set_value("" if value is None and is_text else value)

    def set_choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Replace what a closed list offers, keeping what was chosen if it is still there."""
        field = self._fields[name].field
        if isinstance(field, ChoiceField):
            field.set_choices(choices)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget between the fields and the buttons."""
        self._inner.insertWidget(self._inner.count() - 2, widget)

    def field(self, name: str) -> Field:
        """Return a field by its name."""
        return self._fields[name].field

    def hide_field(self, name: str) -> None:
        """Leave a field out of the form; it keeps what it held at first."""
        self._fields[name].hide()

    def focus(self, name: str) -> None:
        """Put the keyboard in a field."""
        self._fields[name].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, error: CsfError) -> None:
        """Show what the service refused, under its field when it names one."""
        named = self._fields.get(error.field) if isinstance(error, InvalidInputError) else None
        if named is not None:
            named.set_error(str(error))
            named.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._error.setText(str(error))
        self._error.show()

    def _typed(self) -> list[tuple[str, Any]]:
        """Return the fields, their values being of their own types."""
        return list(self._fields.items())

    def _build_layout(self) -> None:
        inner = self._inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(px(12), px(10), px(12), px(10))
        inner.setSpacing(px(9))
        for field in self._fields.values():
            inner.addWidget(field)
        inner.addWidget(self._error)
        self._error.hide()
        foot = QHBoxLayout()
        foot.setSpacing(px(10))
        foot.addWidget(self._accept)
        foot.addWidget(self._cancel)
        foot.addStretch()
        inner.addLayout(foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._frame)
        self._frame.hide()
        if not self.link.text():
            self.link.hide()

    @Slot()
    def _scroll_into_sight(self) -> None:
        bring_into_sight(self._accept, 16)
        bring_into_sight(self.focusWidget() or self._frame, 40)

    @Slot()
    def _on_accept_clicked(self) -> None:
        self._error.hide()
        in_sight = [field for field in self._fields.values() if field.isVisibleTo(self._frame)]
        if check_all(in_sight):
            self.submitted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.fold()
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.is_open and isinstance(self.focusWidget(), QLineEdit):
            self._on_accept_clicked()
            return
        super().keyPressEvent(event)
