"""Fields that are saved as each is left: no « Enregistrer » button in a detail panel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from csf_desktop.errors import CsfError, InvalidInputError
from csf_desktop.ui.widgets.form_field import FormField


class AutoSave(QObject):
    """Watches form fields and tells when one was left with something new and right in it.

    ``load`` may come at any time (a refresh after somebody's write): it leaves alone a field that
    is being edited, or that holds something that could not be saved.
    """

    field_saved = Signal(str, object)  # name, value

    def __init__(self, fields: Mapping[str, FormField], parent: QObject) -> None:
        super().__init__(parent)
        self._fields = dict(fields)
        self._shown: dict[str, Any] = {}
        self._edited: set[str] = set()
        self._record_id = ""
        for name, form_field in self._fields.items():
            field = form_field.field
            field.value_changed.connect(lambda name=name: self._edited.add(name))
            field.edit_finished.connect(lambda name=name: self._on_edit_finished(name))

    def load(self, record_id: str, values: Mapping[str, Any]) -> None:
        """Show the values of a record, each in the field of its name."""
        if record_id != self._record_id:
            self._record_id = record_id
            self._edited.clear()
        for name, form_field in self._fields.items():
            if name in self._edited:
                continue
            value = values.get(name)
            if name in self._shown and self._shown[name] == value == _value(form_field):
                continue
            self._shown[name] = value
            _set_value(form_field, value)
            form_field.clear_error()

    def fail(self, name: str, error: CsfError) -> None:
        """Show why a field could not be saved, under it; what was typed stays."""
        named = error.field if isinstance(error, InvalidInputError) else ""
        form_field = self._fields.get(named) or self._fields[name]
        self._edited.add(name)
        form_field.set_error(str(error))

    def _on_edit_finished(self, name: str) -> None:
        form_field = self._fields[name]
        if name not in self._edited or not form_field.check():
            return
        value = _value(form_field)
        self._edited.discard(name)
        if value != self._shown.get(name):
            self._shown[name] = value
            self.field_saved.emit(name, value)


def _value(form_field: FormField) -> Any:  # noqa: ANN401 - each field has its own type
    field: Any = form_field.field
    return field.value()


def _set_value(form_field: FormField, value: Any) -> None:  # noqa: ANN401
    field: Any = form_field.field
    field.set_value(value)
