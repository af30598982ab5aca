"""How this person likes the window, kept beside the vault's folder and never inside it.

A readable INI file: sizes and switches only, no name and no path of a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from csf_desktop.paths import user_data_dir
from csf_desktop.ui.theme import MAX_ZOOM, MIN_ZOOM
from csf_desktop.ui.tokens import THEMES

ZOOMS = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The sizes offered, in the settings and in the menu."""

SYSTEM_THEME = "system"
DEFAULT_LOCK_MINUTES = 10
MAX_LOCK_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the window looks. ``theme`` is a name of ``tokens.THEMES`` or ``"system"``."""

    zoom: float = 1.0
    theme: str = SYSTEM_THEME
    legible_font: bool = False
    initials_only: bool = False


def default_path() -> Path:
    """Return the file that the program keeps the preferences in."""
    return user_data_dir() / "window.ini"


class Preferences:
    """Reads and writes the preferences; a value that makes no sense counts as absent."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def appearance(self) -> Appearance:
        """How the window looks."""
        theme = str(self._settings.value("appearance/theme", SYSTEM_THEME))
        return Appearance(
            zoom=self._number("appearance/zoom", 1.0, MIN_ZOOM, MAX_ZOOM),
            theme=theme if theme in THEMES else SYSTEM_THEME,
            legible_font=self._switch("appearance/legible_font"),
            initials_only=self._switch("appearance/initials_only"),
        )

    @appearance.setter
    def appearance(self, value: Appearance) -> None:
        self._settings.setValue("appearance/zoom", value.zoom)
        self._settings.setValue("appearance/theme", value.theme)
        self._settings.setValue("appearance/legible_font", value.legible_font)
        self._settings.setValue("appearance/initials_only", value.initials_only)
        self._settings.sync()

    @property
    def lock_minutes(self) -> int:
        """Minutes without a key or a move of the mouse before the vault locks (1 to 60)."""
        found = self._number("lock/minutes", DEFAULT_LOCK_MINUTES, 1, MAX_LOCK_MINUTES)
        return round(found)

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._settings.setValue("lock/minutes", minutes)
        self._settings.sync()

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the main window, as Qt saves them; empty at first."""
        found = self._settings.value("window/geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("window/geometry", value)
        self._settings.sync()

    def columns(self, view: str) -> tuple[str, ...]:
        """Return the keys of the columns chosen for a list, in order; empty: those of the view."""
        found = str(self._settings.value(f"columns/{view}", ""))
        return tuple(key for key in found.split() if key)

    def set_columns(self, view: str, keys: Sequence[str]) -> None:
        """Remember the columns chosen for a list; none comes back to those of the view."""
        self._settings.setValue(f"columns/{view}", " ".join(keys))
        self._settings.sync()

    def _switch(self, key: str) -> bool:
        return str(self._settings.value(key, "")).lower() == "true"

    def _number(self, key: str, default: float, least: float, most: float) -> float:
        try:
            found = float(str(self._settings.value(key, default)))
        except ValueError:
            return default
        return found if least <= found <= most else default
