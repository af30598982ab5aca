"""« Ma carte de contact »: shows the cards and does what their dialog asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.services.handover import OwnCard, own_card
from csf_desktop.services.identities import (
    Colleague,
    forget_colleague,
    list_colleagues,
    trust_colleague,
)
from csf_desktop.ui.exchange.card_dialog import CardDialog
from csf_desktop.ui.exchange.card_step import DIFFERENT_TITLE, REFUSED
from csf_desktop.ui.exchange.import_flow import ImportFlow
from csf_desktop.ui.exchange.trust_dialog import DIFFERENT, SAME, TrustDialog
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets import dialogs

CARD_FILTERS = "Cartes de contact (*.pdf);;Tous les fichiers (*)"


class CardFlow(QObject):
    """Cards are imported by the window's ``ImportFlow``, which asks to compare the words."""

    def __init__(self, window: QWidget, runner: TaskRunner, imports: ImportFlow) -> None:
        super().__init__(window)
        self._window, self._runner, self._imports = window, runner, imports
        self._dialog: CardDialog | None = None
        imports.finished.connect(self._refresh)

    @Slot()
    def start(self) -> None:
        """Show our card and our colleagues."""
        self._runner.run(own_card, on_success=self._on_card_made, parent=self._window)

    def _on_card_made(self, own: OwnCard) -> None:
        self._dialog = CardDialog(own, self._window)
        self._dialog.removal_requested.connect(self._on_removal_requested)
        self._dialog.comparison_requested.connect(self._on_comparison_requested)
        self._dialog.import_requested.connect(self._on_import_requested)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()

    @Slot(object)
    def _on_removal_requested(self, colleague: Colleague) -> None:
        self._change(forget_colleague, colleague)

    @Slot(object)
    def _on_comparison_requested(self, colleague: Colleague) -> None:
        dialog = TrustDialog(
            colleague.name,
            colleague.academie,
            colleague.words,
            self._dialog,
            phone=colleague.phone,
        )
        dialog.answered.connect(partial(self._on_answered, colleague))
        dialog.open()

    def _on_answered(self, colleague: Colleague, answer: str) -> None:
        if answer == SAME:
            self._change(trust_colleague, colleague)
        elif answer == DIFFERENT:
            dialogs.inform(self._dialog, DIFFERENT_TITLE, REFUSED, is_warning=True)

    @Slot()
    def _on_import_requested(self) -> None:
        paths = dialogs.choose_files(self._dialog, "Importer une carte de contact", CARD_FILTERS)
        if paths:
            self._imports.start(paths)

    def _change(self, fn: Callable[..., Any], colleague: Colleague) -> None:
        self._runner.run(
            fn, colleague.fingerprint, on_success=self._on_changed, parent=self._dialog
        )

    def _on_changed(self, _result: object) -> None:
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._dialog is not None:
            self._runner.run(
                list_colleagues, on_success=self._dialog.show_colleagues, parent=self._dialog
            )

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        self._dialog = None
