"""Widgets made while the window is open appear in it, never as windows of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.empty_state import EmptyState
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.page_header import PageHeader
from csf_desktop.ui.widgets.pill import Pill


class Windows(QObject):
    """Counts the windows that open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt’s name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(type(watched).__name__)
        return super().eventFilter(watched, event)


@pytest.mark.parametrize(
    "make",
    [
        lambda: FormField("Nom", LineField(), hint="Comme sur la carte d’identité."),
        lambda: EmptyState("route-line", "Aucun parcours", "Une phrase.", "Nouveau parcours"),
        lambda: PageHeader("Parcours", "Nom…", "Rechercher", "Nouveau parcours"),
        lambda: Pill("En retard", Tone.LATE),
    ],
    ids=["field", "empty state", "header", "pill"],
)
def test_nothing_opens_a_window(qapp: QApplication, make: Callable[[], QWidget]) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    made = make()
    qapp.removeEventFilter(windows)
    assert windows.opened == []
    made.deleteLater()
