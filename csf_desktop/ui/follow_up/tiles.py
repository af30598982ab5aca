"""Four figures over the list; a click shows what they count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.ui import theme
from csf_desktop.ui.formatting import DAYS, count_of, grouped, short_date
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import PushButton
from csf_desktop.ui.widgets.text import label

HEIGHT = 58

TILES: tuple[tuple[str, str, str, Tone | None], ...] = (
    ("late", "En retard", "error-warning-line", Tone.LATE),
    ("today", "Aujourd’hui", "calendar-event-line", Tone.SOON),
    ("week", "Cette semaine", "calendar-line", None),
    ("waiting", "En attente d’un tiers", "time-line", None),
)
"""Key of the section, caption, icon, tone when there is something to count."""


class Tile(PushButton):
    """A caption, a figure, a line that explains it."""

    def __init__(self, caption: str, icon_name: str, tone: Tone | None) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name, self._icon_name, self._tone = caption, icon_name, tone
        self._picture = QLabel()
        self._figure = label("", "figure")
        self._caption = label(caption, "strong")
        self._more = label("", "small")
        self._build_layout()
        self.set_figure(0, "")

    def set_figure(self, number: int, more: str) -> None:
        """Show a count, and a few words about it."""
        self._figure.setText(grouped(number))
        self._more.setText(more)
        self.setAccessibleName(f"{self._name}\u00a0: {grouped(number)}")
        self.setAccessibleDescription(more)
        tokens = theme.tokens()
        shade = tokens.tone(self._tone)[0] if self._tone and number else tokens.text3
        self._picture.setPixmap(pixmap(self._icon_name, shade, px(24), self.devicePixelRatioF()))

    def sizeHint(self) -> QSize:
        return QSize(px(180), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(HEIGHT))

    def _build_layout(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._caption)
        words.addWidget(self._more)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(6), px(12), px(6))
        row.setSpacing(px(12))
        row.addWidget(self._picture)
        row.addWidget(self._figure)
        row.addLayout(words, 1)
        for part in (self._picture, self._figure, self._caption, self._more):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Tiles(QWidget):
    """The tiles; the one of the section in sight is marked."""

    section_chosen = Signal(str)  # key of the section, empty for all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: dict[str, Tile] = {}
        self._current = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        for key, caption, icon_name, tone in TILES:
            tile = Tile(caption, icon_name, tone)
            tile.clicked.connect(lambda _checked, key=key: self._on_tile_clicked(key))
            row.addWidget(tile, 1)
            self.tiles[key] = tile

    def show_counts(self, counts: Mapping[str, int], oldest: date | None, today: date) -> None:
        """Show the counts of the sections; ``oldest`` is the deadline passed first."""
        more = {
            "late": _oldest_words(oldest, today),
            "today": f"{DAYS[today.weekday()]} {short_date(today)}",
            "week": f"jusqu’au {short_date(today + timedelta(days=DEFAULT_RULES.soon_days))}",
            "waiting": "acheteur, entreprise, jeune…",
        }
        for key, tile in self.tiles.items():
            tile.set_figure(counts.get(key, 0), more[key])

    def forget(self) -> None:
        """Show no figure."""
        for tile in self.tiles.values():
            tile.set_figure(0, "")
        self.set_current("")

    def set_current(self, section: str) -> None:
        """Mark the tile of a section, if it has one."""
        self._current = section
        for key, tile in self.tiles.items():
            tile.setChecked(key == section)

    @Slot(str)
    def _on_tile_clicked(self, key: str) -> None:
        chosen = "" if key == self._current else key
        self.set_current(chosen)
        self.section_chosen.emit(chosen)


def _oldest_words(oldest: date | None, today: date) -> str:
    if oldest is None:
        return "rien en retard"
    return f"la plus ancienne\u00a0: {count_of((today - oldest).days, 'jour')}"
