"""From « Exporter la liste… » to a file where the person said, with its progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from csf_desktop.services.contract_export import export_contracts
from csf_desktop.services.rows import ListQuery
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.widgets import dialogs

TITLE = "Exporter la liste"
FILTERS = "Classeur (*.xlsx);;Texte à points-virgules (*.csv)"
ENDINGS = (".xlsx", ".csv")
OPEN_FOLDER = "Ouvrir le dossier"

Tell = Callable[..., object]


class ListExportFlow(QObject):
    """Writes the contracts of a list; ``run_long`` and ``tell`` are the main window's."""

    def __init__(self, window: QWidget, run_long: Callable[..., Any], tell: Tell) -> None:
        super().__init__(window)
        self._window, self._run_long, self._tell = window, run_long, tell

    @Slot(object, object)
    def start(self, query: ListQuery, keys: Sequence[str]) -> None:
        """Ask for a file, then write the columns ``keys`` of every row of ``query``."""
        suggested = f"Marchés {query.today:%Y-%m-%d}.xlsx"
        out = dialogs.choose_save_path(self._window, TITLE, suggested, FILTERS)
        if out is None:
            return
        if out.suffix.lower() not in ENDINGS:
            out = out.with_name(f"{out.name}.xlsx")
        self._run_long(
            TITLE,
            export_contracts,
            out,
            query,
            list(keys),
            on_success=partial(self._on_written, out),
        )

    def _on_written(self, out: Path, count: int) -> None:
        said = count_of(count, "marché enregistré", "marchés enregistrés")
        self._tell(
            f"{said} dans «\u00a0{out.name}\u00a0».", OPEN_FOLDER, partial(_open, out.parent)
        )


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
