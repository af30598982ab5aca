"""The searches that somebody keeps for a list: read, kept, taken away, as further filters."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csf_desktop.services.rows import ListQuery
from csf_desktop.services.saved_filters import (
    SavedFilter,
    delete_filter,
    list_filters,
    save_filter,
)
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField


def key_of(search_id: str) -> str:
    """Return the key of the chip of a search."""
    return f"kept:{search_id}"


class SavedSearches(QObject):
    """Those of one list, in the vault; nothing of them stays once ``forget`` is called."""

    changed = Signal()  # the searches are not the same any more
    kept = Signal(object)  # SavedFilter, just kept
    message_posted = Signal(str)

    def __init__(self, view: str, runner: TaskRunner, owner: QWidget) -> None:
        super().__init__(owner)
        self._view, self._runner, self._owner = view, runner, owner
        self._found: tuple[SavedFilter, ...] = ()

    @property
    def chips(self) -> tuple[tuple[str, str], ...]:
        """Keys and names, for a bar of filters."""
        return tuple((key_of(one.id), one.name) for one in self._found)

    def search_of(self, key: str) -> SavedFilter | None:
        """Return the search of a chip's key, ``None`` for a chip that is not of this kind."""
        return next((one for one in self._found if key_of(one.id) == key), None)

    def read(self) -> None:
        """Read the searches of the vault."""
        self._runner.run(list_filters, self._view, on_success=self._on_read, parent=self._owner)

    def forget(self) -> None:
        """Forget every word."""
        self._on_read(())

    def ask_name(self, query: ListQuery, name: str = "") -> None:
        """Ask under which name to keep a search."""
        dialog = _NameDialog(self._runner, self._view, query, name, self._owner)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def remove(self, search: SavedFilter) -> None:
        """Take a search away; what it showed stays in sight, ready to be kept again."""
        self._runner.run(
            delete_filter,
            search.id,
            on_success=lambda _done: self._on_removed(search),
            parent=self._owner,
        )

    def _on_read(self, found: tuple[SavedFilter, ...]) -> None:
        if found != self._found:
            self._found = found
            self.changed.emit()

    def _on_saved(self, saved: SavedFilter) -> None:
        others = {one.id: one for one in self._found}
        self._on_read(tuple({**others, saved.id: saved}.values()))
        self.kept.emit(saved)
        self.message_posted.emit(f"La recherche «\u00a0{saved.name}\u00a0» est enregistrée.")

    def _on_removed(self, search: SavedFilter) -> None:
        self._on_read(tuple(one for one in self._found if one.id != search.id))
        self.message_posted.emit(f"La recherche «\u00a0{search.name}\u00a0» est retirée.")


class _NameDialog(FormDialog):
    """The name of a search."""

    saved = Signal(object)  # SavedFilter

    def __init__(
        self, runner: TaskRunner, view: str, query: ListQuery, name: str, parent: QWidget
    ) -> None:
        super().__init__(
            "Enregistrer cette recherche",
            "Enregistrer",
            parent,
            sentence="Les mots cherchés, le filtre et l’ordre reviendront d’un clic.",
            height=280,
        )
        self._runner, self._view, self._query = runner, view, query
        self.name = LineField(max_length=40)
        self.name.set_value(name or query.search)
        self.name.edit.selectAll()  # what is typed takes the place of the name proposed
        self.add_field("name", FormField("Nom", self.name, required=True))

    def submit(self) -> None:
        """Keep the search under the name that was typed."""
        self._runner.run(
            save_filter,
            self._view,
            self.name.value(),
            search=self._query.search,
            chip=self._query.chip,
            sort=self._query.sort,
            is_descending=self._query.is_descending,
            on_success=self._on_saved,
            on_error=self.show_failure,
            parent=self,
        )

    def _on_saved(self, saved: SavedFilter) -> None:
        self.accept()
        self.saved.emit(saved)
