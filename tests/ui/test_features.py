"""PySide reads no source at the imports that follow it."""

from __future__ import annotations

import subprocess
import sys

COUNT = """
import linecache
import csf_desktop.ui.features
before = len(linecache.cache)
import csf_desktop.ui.theme, csf_desktop.ui.tasks, csf_desktop.ui.unlock.unlock_window
print(len(linecache.cache) - before)
"""


def test_no_source_is_read() -> None:
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_there_is_something_to_turn_off() -> None:
    """Should PySide stop reading sources, ``ui/features.py`` has no use any more."""
    assert hasattr(sys.modules["shibokensupport.feature"], "_mod_uses_pyside")
