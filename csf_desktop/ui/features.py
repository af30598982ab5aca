"""Keeps PySide from reading the source of everything that is imported after it."""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - it installs what is turned off here


def skip_source_scan() -> None:
    """Import as fast as without Qt.

    At each import PySide reads the module's source and looks for « PySide6 » in it, to know which
    modules may switch its optional features (``snake_case``, ``true_property``) on. Nothing here
    switches any: the answer « yes » for all changes nothing, and saves a fifth of the start. A
    bundle has no sources to read. Without effect should PySide do it otherwise some day.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: True  # type: ignore[union-attr]  # noqa: SLF001
