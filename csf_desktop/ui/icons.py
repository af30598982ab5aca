"""Icons of ``resources/icons``, recoloured and drawn once for each size and screen density."""

from __future__ import annotations

import logging
import os
from functools import cache, lru_cache
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from csf_desktop.paths import APP_NAME, resource_path

logger = logging.getLogger(__name__)


@cache
def svg(name: str, colour: str) -> bytes:
    """Return the drawing ``resources/icons/<name>.svg`` in one colour."""
    text = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).encode()


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon of ``size`` logical pixels for a screen of this device pixel ratio."""
    from PySide6.QtSvg import QSvgRenderer  # not needed before the first icon

    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    drawn.setDevicePixelRatio(ratio)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg(name, colour))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def icon(name: str, colour: str = "", size: int = 20, *, on: str = "") -> QIcon:
    """Return an icon of ``size`` logical pixels at zoom 1.

    ``colour`` is the colour at rest (default: secondary text), ``on`` the one when checked.
    """
    from csf_desktop.ui import theme  # theme needs this module for its style sheet

    tokens = theme.tokens()
    side = theme.px(size)
    ratio = _ratio()
    made = QIcon(pixmap(name, colour or tokens.text2, side, ratio))
    made.addPixmap(pixmap(name, tokens.text3, side, ratio), QIcon.Mode.Disabled)
    if on:
        made.addPixmap(pixmap(name, on, side, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


def recoloured_file(name: str, colour: str) -> Path:
    """Return a file with the recoloured icon: Qt's style sheets take files only.

    It lies in the user's cache folder (the temporary one if that cannot be written) and holds
    nothing but the drawing.
    """
    data = svg(name, colour)
    file_name = f"{name}-{colour.lstrip('#').lower()}.svg"
    for find_folder in (_cache_folder, _temporary_folder):
        folder = find_folder()
        path = folder / file_name
        try:
            if not path.is_file() or path.read_bytes() != data:
                folder.mkdir(parents=True, exist_ok=True)
                temporary = folder / f"{file_name}.{os.getpid()}"
                temporary.write_bytes(data)
                temporary.replace(path)
        except OSError as error:
            logger.info("icon cache not writable: %s", type(error).__name__)
        else:
            return path
    return resource_path("icons", f"{name}.svg")


@lru_cache(maxsize=1)
def _cache_folder() -> Path:
    return Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False)) / "icons"


def _temporary_folder() -> Path:
    import tempfile  # slow to load, and the cache folder is nearly always there

    return Path(tempfile.gettempdir()) / f"csf-desktop-icons-{_user()}"


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
