"""What stands above « À faire »: title, search, the four figures, the sections."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from csf_desktop.services.due_list import DueSummary
from csf_desktop.ui.follow_up.tiles import Tiles
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.list_head import HeadWords, ListHead

WORDS = HeadWords(
    title="Suivi",
    search_hint="Nom, entreprise, référence…",
    search_name="Rechercher dans le suivi",
    new="Noter un échange",
    chips_name="Section",
    chips=(
        ("", "Tout"),
        ("late", "En retard"),
        ("today", "Aujourd’hui"),
        ("week", "Cette semaine"),
        ("later", "Plus tard"),
        ("waiting", "En attente d’un tiers"),
    ),
)
"""The keys are those of ``services.due_list.SECTIONS``."""

ROOMY_WIDTH, ROOMY_HEIGHT = 1180, 640
"""The window, in pixels of zoom 1, from which the figures have their place."""


class FollowUpHead(ListHead):
    """A head with figures; a figure and its section choose the same thing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        tiles = Tiles()
        super().__init__(WORDS, parent, between=tiles)
        self.tiles = tiles
        self.tiles.section_chosen.connect(self._on_filter_chosen)

    def show_figures(self, figures: DueSummary, summary: str, today: date) -> None:
        """Show the counts of the sections, and since when the first line is late."""
        self.show_counts(figures.counts, summary)
        self.tiles.show_counts(figures.counts, figures.oldest, today)

    def set_filter(self, key: str) -> None:
        super().set_filter(key)
        self.tiles.set_current(key)

    def forget(self) -> None:
        super().forget()
        self.tiles.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window()
        is_roomy = window.width() >= px(ROOMY_WIDTH) and window.height() >= px(ROOMY_HEIGHT)
        self.tiles.setVisible(is_roomy)
