"""Where things lie: packaged resources, and the user's own folders."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

APP_NAME = "CSF Desktop"


def resource_path(*parts: str) -> Path:
    """Return the path of a packaged resource, e.g. ``resource_path("fonts", "X.ttf")``.

    Works in a checkout (``resources/`` beside the package), in an installed wheel and in a frozen
    bundle (both: ``csf_desktop/resources``).
    """
    package = Path(__file__).resolve().parent
    packaged = package / "resources"
    root = packaged if packaged.is_dir() else package.parent / "resources"
    return root.joinpath(*parts)


def user_data_dir() -> Path:
    """Return the per-user data folder (no admin right needed); it may not exist yet."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def default_vault_dir() -> Path:
    """Return the folder of the vault that the window offers when none is named."""
    return user_data_dir() / "coffre"


def demo_vault_dir() -> Path:
    """Return the folder of the demonstration vault."""
    return user_data_dir() / "coffre-demonstration"


def log_dir() -> Path:
    """Return the folder of the rotating log."""
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def is_frozen() -> bool:
    """Tell whether the program runs from a PyInstaller bundle."""
    return bool(getattr(sys, "frozen", False))
