"""What stands above « À faire »: title, search, the four figures, the sections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.ui.follow_up.tiles import Tiles
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.chip_bar import Chip, ChipBar
from csf_desktop.ui.widgets.page_header import PageHeader

SECTIONS: tuple[tuple[str, str], ...] = (
    ("", "Tout"),
    ("late", "En retard"),
    ("today", "Aujourd’hui"),
    ("week", "Cette semaine"),
    ("later", "Plus tard"),
    ("waiting", "En attente d’un tiers"),
)
"""Keys of ``services.due_list.SECTIONS``, with their titles."""

ROOMY_WIDTH, ROOMY_HEIGHT = 1180, 640
"""The window, in pixels of zoom 1, from which the figures have their place."""


class ListHead(QWidget):
    """Header, figures, sections; a figure and its section choose the same thing."""

    new_requested = Signal()
    search_changed = Signal(str)
    section_changed = Signal(str)  # key of SECTIONS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hint = "Nom, entreprise, référence…"
        self.header = PageHeader("Suivi", hint, "Rechercher dans le suivi", "Noter un échange")
        self.search = self.header.search
        self.tiles = Tiles()
        self.chips = ChipBar("Section", [Chip(key, title) for key, title in SECTIONS])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        for part in (self.header, self.tiles, self.chips):
            box.addWidget(part)
        self.header.new_requested.connect(self.new_requested)
        self.header.search_changed.connect(self.search_changed)
        self.chips.filter_changed.connect(self._on_section_chosen)
        self.tiles.section_chosen.connect(self._on_section_chosen)

    def show_counts(self, counts: Mapping[str, int], oldest: date | None, today: date) -> None:
        """Show how many lines each section holds, and since when the first one is late."""
        self.chips.set_chips([Chip(key, title, counts.get(key, -1)) for key, title in SECTIONS])
        self.tiles.show_counts(counts, oldest, today)
        owed, late = count_of(counts[""], "action"), counts["late"]
        self.header.set_lead(f"{owed} à suivre, dont {late} en retard" if late else owed)

    def set_section(self, key: str) -> None:
        """Show which section is in sight, without telling."""
        self.chips.set_current(key)
        self.tiles.set_current(key)

    def forget(self) -> None:
        """Empty the search and the counts."""
        self.search.clear()
        self.header.set_lead("")
        self.tiles.forget()
        self.chips.set_chips([Chip(key, title) for key, title in SECTIONS])
        self.set_section("")

    @Slot(str)
    def _on_section_chosen(self, key: str) -> None:
        self.set_section(key)
        self.section_changed.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window()
        is_roomy = window.width() >= px(ROOMY_WIDTH) and window.height() >= px(ROOMY_HEIGHT)
        self.tiles.setVisible(is_roomy)
