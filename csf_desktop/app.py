"""Composes the program: preferences, unlock screens, the workspace of the vault that is open.

This module and the ``app_…`` ones beside it are the only ones that know every layer.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from csf_desktop import paths
from csf_desktop.app_gateway import Gateway, open_demo
from csf_desktop.errors import CsfError
from csf_desktop.logging_setup import setup_logging, start_line
from csf_desktop.ui import errors
from csf_desktop.ui.auto_lock import AutoLock
from csf_desktop.ui.preferences import Appearance, Preferences, default_path
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import apply_theme
from csf_desktop.ui.unlock.unlock_window import UnlockWindow
from csf_desktop.ui.widgets.logo import window_icon

if TYPE_CHECKING:
    from csf_desktop.app_workspace import Workspace
    from csf_desktop.storage.vault import Vault
    from csf_desktop.ui.unlock.first_run import FirstRunAssistant

logger = logging.getLogger(__name__)

DEMO_HINT = "Phrase de passe de la démonstration\u00a0: demo-csf-2026"


class Program(QObject):
    """From the unlock window to the workspace and back, until the person leaves."""

    def __init__(
        self, app: QApplication, preferences: Preferences, path: Path, *, is_demo: bool = False
    ) -> None:
        super().__init__()
        self._app, self._preferences = app, preferences
        self._path, self._is_demo = path, is_demo
        self._gateway = Gateway()
        self._calls = TaskRunner(self._gateway, self)
        self._runner: TaskRunner | None = None
        self._vault: Vault | None = None
        self._unlock: UnlockWindow | None = None
        self._assistant: FirstRunAssistant | None = None
        self.workspace: Workspace | None = None
        self._auto_lock = AutoLock(app, preferences.lock_minutes, self)
        self._auto_lock.lock_due.connect(self._on_lock_due)

    # --- first screens

    def start(self) -> QWidget | None:
        """Show the first screen and return it; the demonstration opens by itself."""
        if self._is_demo:
            self._calls.run(
                open_demo, self._path, on_success=self._on_demo_opened, on_error=self._on_refused
            )
            return None
        if (self._path / "vault.json").is_file() or self._path != paths.default_vault_dir():
            return self._show_unlock()
        return self._show_assistant()

    def _show_unlock(self) -> QWidget:
        if self._unlock is None:
            self._unlock = UnlockWindow(
                self._gateway,
                self._path,
                is_demo=self._is_demo,
                hint=DEMO_HINT if self._is_demo else "",
            )
            self._unlock.vault_opened.connect(self._on_vault_opened)
            self._unlock.create_requested.connect(self._show_assistant)
        self._unlock.show()
        return self._unlock

    @Slot()
    def _show_assistant(self) -> QWidget:
        from csf_desktop.app_workspace import academie_choices
        from csf_desktop.ui.unlock.first_run import FirstRunAssistant

        made = FirstRunAssistant(self._gateway, paths.default_vault_dir(), academie_choices())
        made.vault_created.connect(self._on_vault_opened)
        made.abandoned.connect(self._on_assistant_abandoned)
        self._assistant = made
        if self._unlock is not None:
            self._unlock.hide()
        made.show()
        return made

    @Slot(object)
    def _on_assistant_abandoned(self, vault: Vault | None) -> None:
        if vault is not None:
            vault.close()
        if self._unlock is not None:
            self._unlock.show()
        else:
            self._app.quit()

    def _on_demo_opened(self, vault: Vault) -> None:
        self._on_vault_opened(vault, self._path)

    def _on_refused(self, error: CsfError) -> None:
        errors.show_error(None, error)
        self._app.quit()

    # --- the open vault

    @Slot(object, object)
    def _on_vault_opened(self, vault: Vault, path: Path) -> None:
        self._vault, self._path = vault, path
        self._runner = TaskRunner(vault, self)
        self._build_workspace()
        for screen in (self._unlock, self._assistant):
            if screen is not None:
                screen.hide()
                screen.deleteLater()
        self._unlock = self._assistant = None
        self._auto_lock.start()

    def _build_workspace(self) -> None:
        from csf_desktop.app_workspace import Workspace

        assert self._vault is not None  # noqa: S101 - a workspace is over an open vault
        assert self._runner is not None  # noqa: S101
        made = Workspace(
            self._vault, self._runner, self._gateway, self._preferences, is_demo=self._is_demo
        )
        made.appearance_changed.connect(self._on_appearance_changed)
        made.lock_minutes_changed.connect(self._on_lock_minutes_changed)
        made.lock_requested.connect(self._on_lock_requested)
        made.closed.connect(self._on_window_closed)
        self.workspace = made
        made.window.show()

    @Slot(object)
    def _on_appearance_changed(self, appearance: Appearance) -> None:
        """Dress the application again and build the window again in its place."""
        dress(self._app, appearance)
        old = self.workspace
        self._build_workspace()
        if old is not None and self.workspace is not None:
            self.workspace.window.setGeometry(old.window.geometry())
            self.workspace.window.select_view(old.window.stack.currentIndex())
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
        self._leave_vault(self._show_unlock_again)

    @Slot()
    def _on_window_closed(self) -> None:
        self._leave_vault(self._app.quit)

    def _leave_vault(self, then: object) -> None:
        """Put the window away at once; back the vault up and close it in the worker thread."""
        from csf_desktop.services.vaults import close_vault

        self._auto_lock.stop()
        runner, self._runner, self._vault = self._runner, None, None
        if self.workspace is not None:
            _put_away(self.workspace)
            self.workspace = None
        if runner is None:
            return

        def after(_result: object) -> None:
            runner.close()
            runner.deleteLater()
            if callable(then):
                then()

        runner.run(close_vault, on_success=after, on_error=after)

    def _show_unlock_again(self) -> None:
        self._show_unlock()


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
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP_NAME)
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(window_icon())
    return app


def run_window(arguments: Sequence[str]) -> int:
    """Open the window and return the exit code when the person leaves."""
    options = _parser().parse_args(list(arguments))
    log_file = setup_logging(paths.log_dir())
    app = make_application()
    errors.CrashReporter(log_file, app).install()
    preferences = Preferences(default_path())
    dress(app, preferences.appearance)
    path = options.vault or (paths.demo_vault_dir() if options.demo else paths.default_vault_dir())
    program = Program(app, preferences, path, is_demo=options.demo)
    program.start()
    logger.info("%s", start_line())
    if options.quit_after is not None:
        QTimer.singleShot(round(options.quit_after * 1000), app.quit)
    code = app.exec()
    program.deleteLater()
    return int(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="csf-desktop")
    parser.add_argument("--vault", type=Path, metavar="DOSSIER")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--quit-after", type=float, help=argparse.SUPPRESS)
    return parser
