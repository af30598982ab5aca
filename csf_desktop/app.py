"""Composes the program: preferences, unlock screens, the workspace of the vault that is open.

This module and the ``app_…`` ones beside it are the only ones that know every layer.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from csf_desktop import paths
from csf_desktop.app_gateway import Gateway, academie_choices, end_session, open_demo
from csf_desktop.app_options import parse_options
from csf_desktop.app_signals import SystemSignals
from csf_desktop.errors import CsfError
from csf_desktop.logging_setup import setup_logging
from csf_desktop.ui import errors
from csf_desktop.ui.auto_lock import AutoLock
from csf_desktop.ui.garbage import WindowThreadCollector
from csf_desktop.ui.preferences import Appearance, Preferences, default_path
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import IS_FUSION, apply_theme
from csf_desktop.ui.unlock.unlock_window import UnlockWindow
from csf_desktop.ui.widgets.logo import window_icon

if TYPE_CHECKING:
    from csf_desktop.app_workspace import Workspace
    from csf_desktop.storage.vault import Vault
    from csf_desktop.ui.main_window import Place
    from csf_desktop.ui.unlock.first_run import FirstRunAssistant

logger = logging.getLogger(__name__)

STYLE = ("-style", "fusion")
DEMO_HINT = "Phrase de passe de la démonstration\u00a0: demo-csf-2026"
PREPARING_DEMO = "Préparation de la démonstration…"


class Program(QObject):
    """From the unlock window to the workspace and back, until the person leaves."""

    left = Signal()  # no window is shown, no vault is open any more

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        path: Path,
        *,
        is_demo: bool = False,
        clock: Callable[[], float] = time.time,
        today: Callable[[], date] = date.today,
    ) -> None:
        """``path`` is the vault to open, or where to make the first one."""
        super().__init__()
        self._today = today
        self._app, self._preferences, self._path = app, preferences, path
        self._is_demo = is_demo
        self._gateway = Gateway()
        self._calls = TaskRunner(self._gateway, self)
        self._runner: TaskRunner | None = None
        self._vault: Vault | None = None
        self._unlock: UnlockWindow | None = None
        self._assistant: FirstRunAssistant | None = None
        self.workspace: Workspace | None = None
        self._left: tuple[Path, Place] | None = None  # vault locked and where one was: memory only
        self._auto_lock = AutoLock(app, preferences.lock_minutes, self, clock=clock)
        self._auto_lock.lock_due.connect(self._on_lock_due)

    # --- first screens

    def start(self) -> QWidget:
        """Show the first screen and return it; the demonstration then opens by itself."""
        if self._is_demo:
            return self._start_demo()
        if (self._path / "vault.json").is_file() or _holds_something(self._path):
            return self._show_unlock()
        return self._show_assistant(self._path)

    def _start_demo(self) -> QWidget:
        shown = self._show_unlock()
        shown.show_work(PREPARING_DEMO)
        self._calls.run(
            open_demo,
            self._path,
            on_success=self._on_demo_opened,
            on_error=self._on_demo_refused,
            parent=shown,
        )
        return shown

    def _show_unlock(self) -> UnlockWindow:
        if self._unlock is None:
            made = UnlockWindow(
                self._gateway,
                self._path,
                is_demo=self._is_demo,
                hint=DEMO_HINT if self._is_demo else "",
            )
            made.vault_opened.connect(self._on_vault_opened)
            made.create_requested.connect(self._on_creation_requested)
            made.closed.connect(self.left)
            self._unlock = made
        self._unlock.show()
        return self._unlock

    def _show_assistant(self, folder: Path) -> QWidget:
        from csf_desktop.ui.unlock.first_run import FirstRunAssistant

        made = FirstRunAssistant(self._gateway, folder, academie_choices())
        made.vault_created.connect(self._on_vault_opened)
        made.abandoned.connect(self._on_assistant_abandoned)
        self._assistant = made
        made.show()
        return made

    @Slot()
    def _on_creation_requested(self) -> None:
        folder = paths.default_vault_dir()
        self._show_assistant(_free_folder(folder))
        if self._unlock is not None:
            self._unlock.hide()

    @Slot(object)
    def _on_assistant_abandoned(self, vault: Vault | None) -> None:
        if self._assistant is not None:
            self._assistant.hide()
            self._assistant.deleteLater()
            self._assistant = None
        if vault is not None:  # made, its code not noted: it opens by its passphrase
            vault.close()
        if self._unlock is not None:
            self._unlock.show()
        else:
            self.left.emit()

    def _on_demo_opened(self, vault: Vault) -> None:
        self._on_vault_opened(vault, self._path)

    def _on_demo_refused(self, error: CsfError) -> None:
        if self._unlock is not None:
            self._unlock.show_failure(str(error))

    # --- the open vault

    @Slot(object, object)
    def _on_vault_opened(self, vault: Vault, path: Path) -> None:
        self._vault, self._path, self._is_demo = vault, path, self._gateway.is_demo
        self._runner = TaskRunner(vault, self)
        made = self._build_workspace(self._runner, vault)
        if self._left is not None and self._left[0] == path:
            made.window.go_to(self._left[1])
        self._left = None
        for screen in (self._unlock, self._assistant):
            if screen is not None:
                screen.hide()
                screen.deleteLater()
        self._unlock = self._assistant = None
        self._auto_lock.start()

    def _build_workspace(self, runner: TaskRunner, vault: Vault) -> Workspace:
        from csf_desktop.app_workspace import Workspace

        made = Workspace(
            vault,
            runner,
            self._gateway,
            self._preferences,
            is_demo=self._is_demo,
            today=self._today,
        )
        made.appearance_changed.connect(self._on_appearance_changed)
        made.lock_minutes_changed.connect(self._on_lock_minutes_changed)
        made.lock_requested.connect(self._on_lock_requested)
        made.closed.connect(self.leave)
        self.workspace = made
        made.window.show()
        return made

    @Slot(object)
    def _on_appearance_changed(self, appearance: Appearance) -> None:
        """Dress the application again and build the window again in its place."""
        old = self.workspace
        if old is None or self._runner is None or self._vault is None:
            return
        dress(self._app, appearance)
        made = self._build_workspace(self._runner, self._vault)
        made.window.setGeometry(old.window.geometry())
        made.window.go_to(old.window.place)
        _put_away(old)

    @Slot(int)
    def _on_lock_minutes_changed(self, minutes: int) -> None:
        self._preferences.lock_minutes = minutes
        self._auto_lock.set_minutes(minutes)

    # --- locking and leaving

    @Slot()
    def _on_lock_due(self) -> None:
        if self.workspace is not None:
            self.workspace.window.lock()

    @Slot()
    def _on_lock_requested(self) -> None:
        if self.workspace is not None:
            self._left = (self._path, self.workspace.window.place_left)
        self._end_session(self._show_unlock)

    @Slot()
    def leave(self) -> None:
        """End the program once nothing is being written, the vault backed up and closed."""
        if self._runner is None:
            self.left.emit()
        else:
            self._end_session(self.left.emit)

    def _end_session(self, then: Callable[[], object]) -> None:
        """Put the window away at once; back the vault up and close it in the worker thread."""
        self._auto_lock.stop()
        runner, self._runner, self._vault = self._runner, None, None
        if self.workspace is not None:
            _put_away(self.workspace)
            self.workspace = None
        if runner is not None:
            runner.run_last(end_session, on_success=partial(self._on_session_ended, runner, then))

    def _on_session_ended(
        self, runner: TaskRunner, then: Callable[[], object], failure: Exception | None
    ) -> None:
        runner.close()
        runner.deleteLater()
        if isinstance(failure, CsfError):
            errors.show_error(None, failure)
        elif failure is not None:
            sys.excepthook(type(failure), failure, failure.__traceback__)
        then()


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _free_folder(folder: Path) -> Path:
    """Return the folder, or « coffre-2 »… where there is something in it."""
    number, free = 2, folder
    while _holds_something(free):
        free = folder.with_name(f"{folder.name}-{number}")
        number += 1
    return free


def _put_away(workspace: Workspace) -> None:
    workspace.blockSignals(True)
    workspace.window.blockSignals(True)
    workspace.window.hide()
    workspace.window.deleteLater()
    workspace.deleteLater()


def dress(app: QApplication, appearance: Appearance) -> None:
    """Dress the application as this person likes it."""
    apply_theme(app, appearance.theme, appearance.zoom, legible_font=appearance.legible_font)


def make_application() -> QApplication:
    """Return the application, named and ready; the program quits by itself, not Qt."""
    found = QApplication.instance()
    # Named here, the style needs no QStyle in Python: 8 ms less to the first window.
    app = found if isinstance(found, QApplication) else QApplication([*sys.argv[:1], *STYLE])
    app.setProperty(IS_FUSION, found is None)
    app.setApplicationName(paths.APP_NAME)
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(window_icon())
    return app


def _start_log() -> Path | None:
    """Start the log; a folder that cannot be written is no reason not to work."""
    try:
        return setup_logging(paths.log_dir())
    except OSError:
        return None


def run_window(arguments: Sequence[str]) -> int:
    """Open the window and return the exit code when the person leaves; 2 for a wrong option."""
    options = parse_options(arguments)
    log_file = _start_log()
    app = make_application()
    errors.CrashReporter(log_file, app).install()
    collector = WindowThreadCollector(app)
    preferences = Preferences(default_path())
    dress(app, preferences.appearance)
    path = options.vault or (
        paths.demo_vault_dir() if options.is_demo else paths.default_vault_dir()
    )
    program = Program(app, preferences, path, is_demo=options.is_demo)
    program.left.connect(app.quit)
    program.start()
    logger.info("window shown")
    signals = SystemSignals(program.leave, app)
    if options.quit_after is not None:
        QTimer.singleShot(round(options.quit_after * 1000), program.leave)
    code = app.exec()
    signals.stop()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collector.end()
    return int(code)
