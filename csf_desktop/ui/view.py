"""What the main window expects of a view (Marchés, Parcours, Suivi)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from csf_desktop.services.changes import ChangeSet


class View(QWidget):
    """One entry of the navigation and the screen it shows.

    A subclass sets the class attributes, fills itself as any widget and answers the calls below,
    all of them in the window's thread; data comes through the task runner it was built with.
    """

    open_requested = Signal(str, str)  # kind, id: show this item in the view that owns its kind
    message_posted = Signal(str)  # one sentence for the message bar
    import_requested = Signal()  # the first action of an empty screen

    title: str = ""
    """French name in the navigation."""

    icon_name: str = ""
    """A drawing of ``resources/icons``."""

    help_topic: str = ""
    """The page of ``resources/help`` that F1 opens."""

    kinds: frozenset[str] = frozenset()
    """The kinds of item that ``open_item`` shows, as in ``SearchHit.kind`` (« pathway »)."""

    initials_only: bool = False
    """Whether names of young people are shown as initials; the window sets it, then refreshes."""

    @property
    def widget(self) -> QWidget:
        """The widget that the window shows."""
        return self

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the data again, keeping selection and scroll.

        ``changes`` is what has just been written while the view was in sight: leave alone what it
        does not touch. ``None`` means anything may have changed (first sight, back in sight).
        A view out of sight is not called before it comes back.
        """
        raise NotImplementedError

    def new_item(self) -> None:
        """Start the view's primary action (Ctrl+N)."""
        raise NotImplementedError

    def focus_search(self) -> None:
        """Put the keyboard in the search box, its text selected (Ctrl+F)."""
        raise NotImplementedError

    def open_item(self, kind: str, item_id: str) -> None:
        """Show one item, whatever the filter in use; ``kind`` is one of ``kinds``."""
        raise NotImplementedError

    @property
    def bookmark(self) -> str:
        """What is open, for ``reopen``: ids alone, no word of the vault; empty for nothing."""
        return ""

    def reopen(self, bookmark: str) -> None:
        """Open again what a view of this class had open, in a window built anew."""
        raise NotImplementedError

    def clear(self) -> None:
        """Forget every word of the vault: it is being locked."""
        raise NotImplementedError
