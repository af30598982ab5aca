"""The window of a tutor with everything of exchange, and what a person sees over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from csf_desktop.services.history import undo_transaction
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.exchange.card_flow import CardFlow
from csf_desktop.ui.exchange.export_flow import ExportFlow
from csf_desktop.ui.exchange.form_flow import FormFlow
from csf_desktop.ui.exchange.import_flow import ImportFlow
from csf_desktop.ui.exchange.synthesis_flow import SynthesisFlow
from csf_desktop.ui.exchange.verify_flow import VerifyFlow
from csf_desktop.ui.main_window import MainWindow
from csf_desktop.ui.tasks import TaskRunner
from tests.ui.person import show
from tests.ui.views import three_views

D = TypeVar("D", bound=QDialog)


def _search(_vault: object, _text: str, _limit: int, **_options: bool) -> Sequence[object]:
    return ()


@dataclass
class Desk:
    """One tutor's window, connected as the program connects it."""

    qtbot: QtBot
    vault: Vault
    runner: TaskRunner
    window: MainWindow = field(init=False)
    told: list[str] = field(default_factory=list)
    initials_only: bool = False

    def __post_init__(self) -> None:
        self.window = MainWindow(
            self.runner,
            three_views(),
            undo=undo_transaction,
            search=_search,  # type: ignore[arg-type]
        )
        show(self.qtbot, self.window, 1280, 768)
        self.imports = ImportFlow(
            self.window,
            self.runner,
            self.window.run_long,
            initials_only=lambda: self.initials_only,
        )
        self.imports.message_posted.connect(self.told.append)
        self.window.import_requested.connect(self.imports.start)
        self.window.lock_requested.connect(self.imports.stop)
        self.exports = ExportFlow(self.window, self.runner)
        self.forms = FormFlow(self.window, self.runner)
        self.cards = CardFlow(self.window, self.runner, self.imports)
        self.synthesis = SynthesisFlow(self.window, self.runner)
        self.verification = VerifyFlow(self.window, self.runner)
        self.window.card_requested.connect(self.cards.start)
        self.window.form_requested.connect(lambda: self.forms.start())
        self.window.synthesis_requested.connect(self.synthesis.start)
        self.window.verification_requested.connect(self.verification.start)

    def dialog(self, kind: type[D]) -> D:
        """Wait for a dialog of a kind to be in sight, and return it."""
        self.qtbot.waitUntil(lambda: bool(self._visible(kind)), timeout=15_000)
        return self._visible(kind)[0]

    def shows(self, kind: type[D]) -> bool:
        """Tell whether a dialog of a kind is in sight."""
        return bool(self._visible(kind))

    def settle(self) -> None:
        """Wait until every file given has been dealt with."""
        self.qtbot.waitUntil(
            lambda: not self.imports.is_under_way and not self.runner.is_busy, timeout=15_000
        )

    def _visible(self, kind: type[D]) -> list[D]:
        return [one for one in self.window.findChildren(kind) if one.isVisible()]
