"""The look of the whole program: fonts, palette, French, style sheet, at one zoom.

The active theme belongs to the application exactly as its palette and style sheet do, hence one
module-level value changed by ``apply_theme`` alone. Painted widgets read it at each paint; layouts
read ``px()`` when they are built, so a zoom change is followed by rebuilding the window.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from csf_desktop.paths import resource_path
from csf_desktop.ui import icons
from csf_desktop.ui.tokens import NEUTRAL, THEMES, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MIN_ZOOM, MAX_ZOOM = 1.0, 2.0
BASE_SIZE = 14
"""Body text, in logical pixels at zoom 1."""

IS_FUSION = "is_fusion"
"""Property of an application that was made with Qt's own style, the same on every system."""

_SOURCE = (
    "Source Sans 3",
    ("SourceSans3-Regular", "SourceSans3-Medium", "SourceSans3-Semibold", "SourceSans3-Bold"),
)
_LEGIBLE = (
    "Atkinson Hyperlegible Next",
    tuple(
        f"AtkinsonHyperlegibleNext_{weight}" for weight in ("400Regular", "600SemiBold", "700Bold")
    ),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme in use: colours, zoom (1.0 to 2.0) and font family."""

    tokens: Tokens = NEUTRAL
    zoom: float = 1.0
    family: str = _SOURCE[0]

    def px(self, value: float) -> int:
        """Return a length given at zoom 1 in logical pixels, zoomed, at least 1."""
        return max(1, round(value * self.zoom))


_active = Theme()
_loaded_fonts: set[str] = set()


def current() -> Theme:
    """Return the theme in use."""
    return _active


def tokens() -> Tokens:
    """Return the colours in use."""
    return _active.tokens


def px(value: float) -> int:
    """Return a length of zoom 1 in the zoom in use."""
    return _active.px(value)


def colour(role: str) -> QColor:
    """Return the colour of a token, e.g. ``colour("text2")``."""
    return QColor(getattr(_active.tokens, role))


def font(size: float = BASE_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface font at ``size`` logical pixels of zoom 1."""
    made = QFont(_active.family)
    made.setPixelSize(px(size))
    made.setWeight(weight)
    return made


def apply_theme(
    app: QApplication, theme: str = "neutral", zoom: float = 1.0, *, legible_font: bool = False
) -> Theme:
    """Dress the application; may be called again at any time.

    ``theme`` is a name of ``tokens.THEMES`` or ``"system"``: high contrast when the system asks
    for it, else neutral. Returns the theme now in use.
    """
    global _active
    family, files = _LEGIBLE if legible_font else _SOURCE
    _load_fonts(files)
    name = _system_theme(app) if theme == "system" else theme
    _active = Theme(THEMES[name], min(MAX_ZOOM, max(MIN_ZOOM, zoom)), family)
    speak_french(app)
    if not app.property(IS_FUSION):  # asking the style its name would load all of QStyle
        app.setStyle("Fusion")
        app.setProperty(IS_FUSION, True)
    app.setFont(font())
    app.setPalette(_palette(_active.tokens))
    app.setStyleSheet(style_sheet(_active))
    return _active


def speak_french(app: QApplication) -> None:
    """Set French numbers and dates, and Qt's own words (« Annuler »), whatever the system says."""
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    if app.property("speaks_french"):
        return
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        app.installTranslator(translator)
        app.setProperty("speaks_french", True)


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of ``resources/styles/application.qss`` for this theme.

    In that file ``@name`` is a token, ``@icon(name, token)`` the path of a recoloured icon and
    every length but ``1px`` (a hairline) is zoomed.
    """
    template = resource_path("styles", "application.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"/\*.*?\*/", "", template, flags=re.DOTALL)
    sheet = re.sub(
        r"@icon\(([\w-]+), (\w+)\)",
        lambda m: f'"{icons.recoloured_file(m[1], getattr(theme.tokens, m[2])).as_posix()}"',
        sheet,
    )
    sheet = sheet.replace("@family", f'"{theme.family}"')
    sheet = re.sub(r"@(\w+)", lambda m: str(getattr(theme.tokens, m[1])), sheet)
    return re.sub(
        r"\b(\d+)px\b", lambda m: "1px" if m[1] == "1" else f"{theme.px(int(m[1]))}px", sheet
    )


def _load_fonts(files: tuple[str, ...]) -> None:
    for name in files:
        if name not in _loaded_fonts:
            QFontDatabase.addApplicationFont(str(resource_path("fonts", f"{name}.ttf")))
            _loaded_fonts.add(name)


def _system_theme(app: QApplication) -> str:
    hints = app.styleHints()  # kept in a variable: its children die with it
    accessibility = hints.accessibility()
    high = Qt.ContrastPreference.HighContrast
    return "high_contrast" if accessibility.contrastPreference() == high else "neutral"


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, value in (
        (role.Window, tokens.bg),
        (role.Base, tokens.bg),
        (role.AlternateBase, tokens.surface),
        (role.Text, tokens.text),
        (role.WindowText, tokens.text),
        (role.ButtonText, tokens.text),
        (role.Button, tokens.surface),
        (role.Highlight, tokens.primary),
        (role.HighlightedText, tokens.on_primary),
        (role.PlaceholderText, tokens.placeholder),
        (role.Link, tokens.primary),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.bg),
    ):
        palette.setColor(where, QColor(value))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.text3))
    return palette
