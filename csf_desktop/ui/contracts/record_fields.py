"""The fields of a record that are saved as each is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from csf_desktop.errors import CsfError, InvalidInputError
from csf_desktop.ui.widgets.form_field import FormField


class RecordFields(QObject):
    """Tells what to write when a field is left with something new and right in it.

    ``together`` names fields that are checked against each other (dates): what was refused in one
    is sent again with the next. ``load`` may come at any time: it leaves alone a field that is
    being edited or was refused.
    """

    edited = Signal(object)  # dict[str, Any]: the fields to write

    def __init__(
        self,
        fields: Mapping[str, FormField],
        parent: QObject,
        together: Sequence[frozenset[str]] = (),
    ) -> None:
        super().__init__(parent)
        self._fields = dict(fields)
        self._together = tuple(together)
        self._stored: dict[str, Any] = {}
        self._pending: set[str] = set()
        self._record_id = ""
        for name, form_field in self._fields.items():
            field = form_field.field
            field.value_changed.connect(lambda name=name: self._pending.add(name))
            field.edit_finished.connect(lambda name=name: self._on_field_finished(name))

    def load(self, record_id: str, values: Mapping[str, Any]) -> None:
        """Show the values of a record, each in the field of its name."""
        if record_id != self._record_id:
            self._record_id = record_id
            self._pending.clear()
        for name in self._fields.keys() - self._pending:
            self._stored[name] = values[name]
            if self.value(name) != values[name]:
                self._set(name, values[name])
            self._fields[name].clear_error()

    def value(self, name: str) -> Any:  # noqa: ANN401 - each field has its own type
        """Return what a field holds."""
        field: Any = self._fields[name].field
        return field.value()

    def fail(self, names: Iterable[str], error: CsfError) -> None:
        """Show why these fields could not be written, under the one to mend."""
        refused = [name for name in names if name in self._fields]
        self._pending.update(refused)
        named = error.field if isinstance(error, InvalidInputError) else ""
        target = self._fields.get(named) or (self._fields[refused[0]] if refused else None)
        if target is not None:
            target.set_error(str(error))

    def _set(self, name: str, value: Any) -> None:  # noqa: ANN401
        field: Any = self._fields[name].field
        field.set_value("" if value is None and isinstance(field.value(), str) else value)

    def _on_field_finished(self, name: str) -> None:
        if name not in self._pending or not self._fields[name].field.isEnabled():
            return
        group = next((names for names in self._together if name in names), frozenset({name}))
        waiting = [other for other in self._fields if other in group & self._pending]
        for other in waiting:
            self._fields[other].clear_error()
        are_right = [self._fields[other].check() for other in waiting]  # each says what is wrong
        if not all(are_right):
            return
        self._pending -= set(waiting)
        found = {other: self.value(other) for other in waiting}
        changed = {key: value for key, value in found.items() if value != self._stored.get(key)}
        if changed:
            self.edited.emit(changed)
