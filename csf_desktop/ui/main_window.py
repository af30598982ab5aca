"""The frame of the program: navigation, the view in sight, menus, messages, progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from csf_desktop import __version__
from csf_desktop.errors import CsfError
from csf_desktop.ui.global_search import GlobalSearch, Search
from csf_desktop.ui.help_window import HelpWindow
from csf_desktop.ui.long_work import LongWork
from csf_desktop.ui.menus import Actions, connect
from csf_desktop.ui.navigation import LOW, Navigation
from csf_desktop.ui.preferences import ZOOMS, Appearance
from csf_desktop.ui.screen import MIN_HEIGHT, MIN_WIDTH, resize_on_screen
from csf_desktop.ui.tasks import Job, Progress, TaskRunner
from csf_desktop.ui.theme import MAX_ZOOM, MIN_ZOOM, px
from csf_desktop.ui.view import View
from csf_desktop.ui.view_stack import Entry, ViewStack
from csf_desktop.ui.widgets import dialogs
from csf_desktop.ui.widgets.banner import Banner
from csf_desktop.ui.widgets.logo import window_icon
from csf_desktop.ui.widgets.message_bar import MessageBar
from csf_desktop.ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from csf_desktop.services.changes import ChangeSet

COMPACT_WINDOW = 900
"""Below this width, in pixels of zoom 1, the navigation shows icons only."""

IMPORT_FILTERS = ";;".join(
    (
        "Fichiers reconnus (*.json *.xml *.csv *.tsv *.txt *.xlsx *.pdf)",
        "Données officielles DECP (*.json *.xml)",
        "Tableau CSV ou Excel (*.csv *.tsv *.txt *.xlsx)",
        "Fiche d’un acheteur, fichier d’un collègue (*.pdf)",
        "Tous les fichiers (*)",
    )
)
ABOUT = (
    f"CSF Desktop {__version__}\n\nSuivi hors ligne de la clause sociale de formation, pour les "
    "tuteurs pilotes.\nLogiciel libre, licence EUPL-1.2."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: the place of a view, and what it has open (``View.bookmark``)."""

    view: int = 0
    bookmark: str = ""


class MainWindow(QMainWindow):
    """Holds the views and hands their requests on; ``app.py`` connects the signals."""

    import_requested = Signal(object)  # list[Path], from the menu
    files_dropped = Signal(object)  # list[Path], dropped on the window
    card_requested = Signal()
    synthesis_requested = Signal()
    verification_requested = Signal()
    form_requested = Signal()  # a blank buyer's form
    guide_requested = Signal()
    backup_requested = Signal()
    settings_requested = Signal()
    lock_requested = Signal()  # the views are empty and nothing is being written
    zoom_changed = Signal(float)
    theme_changed = Signal(str)  # name of a theme
    legible_font_changed = Signal(bool)
    initials_changed = Signal(bool)
    closed = Signal()  # nothing is being written any more

    def __init__(
        self,
        runner: TaskRunner,
        views: Sequence[Entry],
        *,
        undo: Callable[..., Any],
        search: Search,
        appearance: Appearance = Appearance(),  # noqa: B008 - frozen
        is_demo: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Views given as makers are built at their first showing.

        ``undo(vault, transaction)`` and ``search`` (see ``Search``) run in the runner.
        """
        super().__init__(parent)
        self._runner, self._undo, self._appearance = runner, undo, appearance
        self._stale = set(range(len(views)))
        self._help: HelpWindow | None = None
        self.place_left = Place()
        """Where one was when the vault was locked."""
        self._build_widgets(views, search)
        self._build_layout(is_demo=is_demo)
        self._connect_window()
        self._connect_actions()
        self.select_view(0)

    # --- building

    def _build_widgets(self, views: Sequence[Entry], search: Search) -> None:
        self.setWindowIcon(window_icon())
        self.setMinimumSize(MIN_WIDTH, MIN_HEIGHT)
        self.setAcceptDrops(True)
        self.navigation = Navigation(views)
        self.progress = ProgressStrip()
        self._long_work = LongWork(self._runner, self.progress, self)
        self.menu_actions = Actions([view.title for view in views], self._appearance, self)
        self.menu_actions.fill(self.menuBar())
        self.search = GlobalSearch(self._runner, search, self)
        self.search.initials_only = self._appearance.initials_only
        self.stack = ViewStack(views, self._prepare_view)

    def _build_layout(self, *, is_demo: bool) -> None:
        centre = QWidget()
        centre.setProperty("role", "page")
        outer = QVBoxLayout(centre)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if is_demo:
            outer.addWidget(Banner())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.navigation)
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.setSpacing(px(8))
        self._content.addWidget(self.stack, 1)
        self._content.addWidget(self.progress)
        row.addWidget(content, 1)
        outer.addLayout(row, 1)
        self.setCentralWidget(centre)
        self.messages = MessageBar(content)
        resize_on_screen(self, 1280, 800)

    def _connect_window(self) -> None:
        self.navigation.view_chosen.connect(self.select_view)
        self.navigation.lock_requested.connect(self.lock)
        self.navigation.settings_requested.connect(self.settings_requested)
        self.navigation.help_requested.connect(self.show_help)
        self.search.item_chosen.connect(self.open_item)
        self._long_work.cancelled.connect(self.show_message)
        self._runner.data_changed.connect(self._on_data_changed)
        self._runner.undo_changed.connect(self._on_undo_changed)

    def _connect_actions(self) -> None:
        act = self.menu_actions
        connect(act.import_files, self._on_import_chosen)
        connect(act.card, self.card_requested.emit)
        connect(act.synthesis, self.synthesis_requested.emit)
        connect(act.verify, self.verification_requested.emit)
        connect(act.form, self.form_requested.emit)
        connect(act.backup, self.backup_requested.emit)
        connect(act.settings, self.settings_requested.emit)
        connect(act.lock, self.lock)
        connect(act.quit, self.close)
        connect(act.undo, self.undo_last)
        connect(act.new, lambda: self.view.new_item())
        connect(act.find, lambda: self.view.focus_search())
        connect(act.find_everywhere, self.search.start)
        for at, action in enumerate(act.views):
            action.triggered.connect(lambda _checked, at=at: self.select_view(at))
        connect(act.zoom_in, lambda: self._zoom_by(1))
        connect(act.zoom_out, lambda: self._zoom_by(-1))
        connect(act.zoom_reset, lambda: self.zoom_changed.emit(1.0))
        act.high_contrast.toggled.connect(self._on_contrast_toggled)
        act.legible_font.toggled.connect(self.legible_font_changed)
        act.initials_only.toggled.connect(self._on_initials_toggled)
        connect(act.help, self.show_help)
        connect(act.guide, self.guide_requested.emit)
        connect(act.about, lambda: dialogs.inform(self, "À propos de CSF Desktop", ABOUT))

    # --- views

    def _prepare_view(self, view: View) -> None:
        view.initials_only = self.menu_actions.initials_only.isChecked()
        view.open_requested.connect(self.open_item)
        view.message_posted.connect(self.show_message)
        view.import_requested.connect(self._on_import_chosen)

    @property
    def view(self) -> View:
        """The view in sight."""
        return self.stack.current

    @Slot(int)
    def select_view(self, at: int) -> None:
        """Bring a view in sight, with its data up to date."""
        self.stack.show_view(at)
        self.navigation.show_view(at)
        self.setWindowTitle(f"{self.view.title} – CSF Desktop")
        if self.isVisible():
            self._refresh_if_stale()

    @Slot(str, str)
    def open_item(self, kind: str, item_id: str) -> None:
        """Show an item in the view that owns its kind."""
        at = self.stack.place_of_kind(kind)
        if at is not None:
            self.select_view(at)
            self.view.open_item(kind, item_id)

    @property
    def place(self) -> Place:
        """Where one is."""
        return Place(self.stack.currentIndex(), self.view.bookmark)

    def go_to(self, place: Place) -> None:
        """Come back to where one was, in this window or the one before."""
        self.select_view(place.view)
        if place.bookmark:
            self.view.reopen(place.bookmark)

    def _refresh_if_stale(self) -> None:
        at = self.stack.currentIndex()
        if at in self._stale:
            self._stale.discard(at)
            self.view.refresh(None)

    @Slot(object)
    def _on_data_changed(self, changes: ChangeSet) -> None:
        current = self.stack.currentIndex()
        self._stale |= set(range(self.stack.count())) - {current}
        if current not in self._stale:
            self.view.refresh(changes)
        if changes.label and changes in self._runner.undo_stack:
            self.messages.show_message(changes.label, "Annuler", self.undo_last)

    # --- what the program says

    @Slot(str)
    def show_message(self, text: str) -> None:
        """Show one sentence for a few seconds."""
        self.messages.show_message(text)

    def show_failure(self, error: CsfError) -> None:
        """Show an expected failure until the person closes it."""
        self.messages.show_message(str(error), is_failure=True)

    def set_backup_time(self, when: datetime | None, now: datetime) -> None:
        """Show when the last backup was made (local times)."""
        self.navigation.card.set_backup(when, now)

    def run_long(
        self,
        title: str,
        fn: Callable[..., Any],
        *args: object,
        on_success: Callable[[Any], object] | None = None,
        on_error: Callable[[CsfError], object] | None = None,
        on_cancelled: Callable[[], object] | None = None,
        **kwargs: object,
    ) -> Job:
        """Run a service that takes ``progress=``, with its progress and a button to stop it.

        ``on_error`` gets expected failures but the person's own cancelling, which is told, then
        ``on_cancelled`` is called.
        """
        call = partial(_call_with_vault_first, fn, args, kwargs)
        return self._long_work.run(title, call, on_success, on_error, on_cancelled)

    # --- actions

    @Slot()
    def undo_last(self) -> None:
        """Undo the latest change of this session."""
        stack = self._runner.undo_stack
        if stack:
            told = partial(self._on_undone, stack[-1].label)
            self._runner.undo_last(self._undo, parent=self, on_success=told)

    def _on_undone(self, label: str, _changes: object) -> None:
        self.show_message(f"Annulé\u00a0: {label}")

    @Slot(bool)
    def _on_undo_changed(self, can_undo: bool) -> None:
        stack = self._runner.undo_stack
        self.menu_actions.show_undo(can_undo=can_undo, label=stack[-1].label if stack else "")

    @Slot()
    def lock(self) -> None:
        """Save what is being typed, close and empty all, then ask for the vault to be locked."""
        self.place_left = self.place
        self._leave_field()
        for dialog in self.findChildren(QDialog):  # previews and forms show names too
            if dialog.isVisible():
                dialog.close()
        self._runner.wait_until_idle()
        self.search.clear()
        self.messages.hide()
        for view in self.stack.built:
            view.clear()
        self._stale = set(range(self.stack.count()))
        self.lock_requested.emit()

    @Slot()
    def show_help(self) -> None:
        """Show the help of the view in sight."""
        if self._help is None:
            self._help = HelpWindow(self)
        self._help.show_topic(self.view.help_topic)

    @Slot()
    def _on_import_chosen(self) -> None:
        paths = dialogs.choose_files(self, "Importer des fichiers", IMPORT_FILTERS)
        if paths:
            self.import_requested.emit(paths)

    def _zoom_by(self, step: int) -> None:
        now = self._appearance.zoom
        if step > 0:
            wanted = next((zoom for zoom in ZOOMS if zoom > now + 0.01), MAX_ZOOM)
        else:
            wanted = next((zoom for zoom in ZOOMS[::-1] if zoom < now - 0.01), MIN_ZOOM)
        if wanted != now:
            self.zoom_changed.emit(wanted)

    @Slot(bool)
    def _on_contrast_toggled(self, is_on: bool) -> None:
        self.theme_changed.emit("high_contrast" if is_on else "neutral")

    @Slot(bool)
    def _on_initials_toggled(self, is_on: bool) -> None:
        self.search.initials_only = is_on
        for view in self.stack.built:
            view.initials_only = is_on
        self.refresh()
        self.initials_changed.emit(is_on)

    def refresh(self) -> None:
        """Read every view again: the one in sight now, the others when they are shown."""
        self._stale = set(range(self.stack.count()))
        self._refresh_if_stale()

    def _leave_field(self) -> None:
        """End the edit under way, so that it is saved."""
        focused = QApplication.focusWidget()
        if focused is not None and focused.window() is self:
            focused.clearFocus()

    # --- Qt's side

    def save_place(self) -> QByteArray:
        """Return the size and place of the window, for the preferences."""
        return self.saveGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_compact = self.width() < px(COMPACT_WINDOW)
        self.navigation.set_compact(is_compact=is_compact)
        self.navigation.set_low(is_low=self.height() < px(LOW))
        side, top = (16, 8) if is_compact else (24, 14)
        self._content.setContentsMargins(px(side), px(top), px(side), px(8))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_field()
        self._runner.wait_until_idle()
        super().closeEvent(event)
        self.closed.emit()


def _call_with_vault_first(
    fn: Callable[..., Any],
    args: tuple[object, ...],
    kwargs: dict[str, object],
    vault: object,
    *,
    progress: Progress,
) -> object:
    return fn(vault, *args, **kwargs, progress=progress)
