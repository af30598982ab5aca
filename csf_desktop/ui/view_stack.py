"""The views of the window, one above the other, each built when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from csf_desktop.ui.view import View

V = TypeVar("V", bound=View)


class ViewMaker(Generic[V]):
    """A view to come: what the navigation says of it is known from its class."""

    def __init__(self, view_class: type[V], make: Callable[[], V]) -> None:
        self.view_class, self.make = view_class, make
        self.title, self.icon_name = view_class.title, view_class.icon_name
        self.kinds = view_class.kinds


Entry = View | ViewMaker[View]


class ViewStack(QStackedWidget):
    """Shows one view at a time; building those out of sight would keep the first one waiting."""

    def __init__(self, entries: Sequence[Entry], prepare: Callable[[View], object]) -> None:
        """``prepare`` is called with each view, once, before it is shown."""
        super().__init__()
        self._entries, self._prepare = tuple(entries), prepare
        self._views: dict[int, View] = {}
        for at, entry in enumerate(self._entries):
            self.addWidget(QWidget())  # keeps its place
            if isinstance(entry, View):
                self._put(at, entry)

    @property
    def built(self) -> tuple[View, ...]:
        """The views that there are already."""
        return tuple(self._views.values())

    @property
    def current(self) -> View:
        """The view in sight."""
        return self.view_at(self.currentIndex())

    def view_at(self, at: int) -> View:
        """Return a view by its place, built if need be."""
        entry = self._entries[at]
        if at not in self._views and isinstance(entry, ViewMaker):
            self._put(at, entry.make())
        return self._views[at]

    def view_of(self, view_class: type[V]) -> V:
        """Return the view of a class, built if need be."""
        return cast("V", self.view_at(self.place_of(view_class)))

    def place_of(self, view_class: type[View]) -> int:
        """Return where the view of a class is; raise ``StopIteration`` without one."""
        return next(
            at
            for at, entry in enumerate(self._entries)
            if getattr(entry, "view_class", type(entry)) is view_class
        )

    def place_of_kind(self, kind: str) -> int | None:
        """Return where the items of a kind are shown, ``None`` when they are nowhere."""
        return next((at for at, entry in enumerate(self._entries) if kind in entry.kinds), None)

    def show_view(self, at: int) -> None:
        """Bring a view in sight."""
        self.setCurrentWidget(self.view_at(at).widget)

    def _put(self, at: int, view: View) -> None:
        self._views[at] = view
        self._prepare(view)
        self.insertWidget(at, view.widget)
        place = self.widget(at + 1)
        if place is not None:
            self.removeWidget(place)
            place.deleteLater()
