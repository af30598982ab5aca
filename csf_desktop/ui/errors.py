"""From failures to what a person reads: one title a family, one crash dialog for bugs."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

from csf_desktop import errors as known
from csf_desktop.logging_setup import without_values
from csf_desktop.ui.widgets import dialogs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

logger = logging.getLogger(__name__)
qt_logger = logging.getLogger("qt")

TITLES: dict[type[known.CsfError], str] = {
    known.InvalidInputError: "Saisie à corriger",
    known.UsageError: "Commande à corriger",
    known.NotFoundError: "Enregistrement introuvable",
    known.ImpossibleStatusError: "Étape impossible",
    known.StorageError: "Problème de coffre",
    known.WrongPasswordError: "Coffre toujours verrouillé",
    known.WrongRecoveryCodeError: "Coffre toujours verrouillé",
    known.DatabaseLockedError: "Coffre déjà ouvert",
    known.DiskFullError: "Disque plein",
    known.FileNotWrittenError: "Fichier non enregistré",
    known.ExchangeError: "Fichier refusé",
    known.CancelledError: "Opération interrompue",
}
"""Title of the message for each family; a class takes that of its nearest parent."""

CRASH_TITLE = "Erreur inattendue"
CRASH_TEXT = (
    "CSF Desktop a rencontré une erreur inattendue.\n\n"
    "Ce qui était enregistré reste dans le coffre. Fermez cette fenêtre et recommencez\u00a0; "
    "si l’erreur revient, transmettez le journal à votre assistance\u00a0: il ne contient aucune "
    "donnée personnelle."
)


def title_of(error: known.CsfError) -> str:
    """Return the title of an expected failure's message."""
    for family in type(error).__mro__:
        if issubclass(family, known.CsfError) and family in TITLES:
            return TITLES[family]
    return "Opération impossible"


def show_error(parent: QWidget | None, error: known.CsfError) -> None:
    """Tell a person about an expected failure: its family as title, its own sentence as text."""
    dialogs.inform(parent, title_of(error), str(error), is_warning=True)


class CrashReporter(QObject):
    """Logs bugs and shows the crash dialog, once at a time, whatever thread they come from."""

    crashed = Signal()  # from any thread

    def __init__(self, log_file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._is_showing = False
        self.crashed.connect(self._on_crashed, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's exception hooks and Qt's messages."""
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread
        qInstallMessageHandler(_log_qt_message)

    def handle(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log a bug and ask for the crash dialog; an expected failure gets its own message."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.critical("%s", without_values(kind, trace))
        self.crashed.emit()

    def _handle_thread(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value or args.exc_type()
        self.handle(args.exc_type, error, args.exc_traceback)

    @Slot()
    def _on_crashed(self) -> None:
        if self._is_showing:
            return
        self._is_showing = True
        try:
            where = f"\n\nJournal\u00a0: {self._log_file}" if self._log_file else ""
            dialogs.inform(None, CRASH_TITLE, CRASH_TEXT + where, is_warning=True)
        finally:
            self._is_showing = False


def _log_qt_message(level: QtMsgType, context: QMessageLogContext, message: str) -> None:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    qt_logger.log(levels.get(level, logging.ERROR), "%s: %s", context.category, message)
