"""What stands above the list of contracts: title, search, filters, the two ways to add one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.chip_bar import Chip, ChipBar
from csf_desktop.ui.widgets.page_header import COMPACT_WIDTH, PageHeader

CHIPS: tuple[tuple[str, str], ...] = (
    ("", "Tous"),
    ("late", "En retard"),
    ("uncontacted", "Notifiés sans contact"),
    ("unplaced", "Se terminent dans 6\u00a0mois sans jeune"),
    ("active", "En cours"),
)
"""Keys of ``services.contract_list``, with their titles."""

IMPORT = "Importer un fichier DECP"


class ListHead(QWidget):
    """Header and filters; where room is short the import button keeps its icon only."""

    new_requested = Signal()
    import_requested = Signal()
    search_changed = Signal(str)
    filter_changed = Signal(str)  # key of CHIPS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hint = "Objet, acheteur, entreprise, référence…"
        self.header = PageHeader("Marchés", hint, "Rechercher un marché", "Nouveau marché")
        self.search = self.header.search
        self.chips = ChipBar("Filtre", [Chip(key, title) for key, title in CHIPS])
        self._import = button(IMPORT, "secondary", icon_name="download-line", tip=IMPORT)
        self._build_layout()
        self.header.new_requested.connect(self.new_requested)
        self.header.search_changed.connect(self.search_changed)
        self.chips.filter_changed.connect(self.filter_changed)
        self._import.clicked.connect(self.import_requested)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the count of each filter and the summary line."""
        self.chips.set_chips([Chip(key, title, counts.get(key, -1)) for key, title in CHIPS])
        late, unplaced = counts["late"], counts["unplaced"]
        said = [count_of(counts[""], "marché")]
        if late:
            said.append(f"dont {late} en retard" if not unplaced else f"{late} en retard")
        if unplaced:
            said.append(f"{unplaced} bientôt {'finis' if unplaced > 1 else 'fini'} sans jeune")
        self.header.set_lead(", ".join(said))

    def forget(self) -> None:
        """Empty the search and the counts."""
        self.search.clear()
        self.header.set_lead("")
        self.chips.set_chips([Chip(key, title) for key, title in CHIPS])

    def _build_layout(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.chips, 1)
        row.addWidget(self._import)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.header)
        box.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._import.setText("" if self.width() < px(COMPACT_WIDTH) else IMPORT)
