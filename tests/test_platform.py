"""The wheels underneath: the versions that were measured, and the fault that made us pin them."""

from __future__ import annotations

import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer, qVersion

ROOT = Path(__file__).resolve().parent.parent
PINNED = "6.11.3"
CALLS = 500
NOISE = 5  # references that the interpreter itself takes or gives meanwhile


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on: nothing to count"
)
def test_a_void_call_returns_a_whole_reference_to_none() -> None:
    # PySide6 6.12.0 loses one reference a call on Linux with Python 3.11 and aborts after a few
    # thousand of them; see docs/decisions/0002.
    thing, timer = QObject(), QTimer()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("a")
        timer.stop()
    assert abs(sys.getrefcount(None) - before) < NOISE


def test_qt_is_the_measured_one() -> None:
    assert version("PySide6-Essentials") == PINNED
    assert version("shiboken6") == PINNED
    assert shiboken6.__version__ == PINNED
    assert qVersion() == PINNED


@pytest.mark.parametrize("name", ["run", "dev", "bundle"])
def test_requirements_pin_the_measured_qt(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))
    assert pins["pyside6-essentials"] == PINNED
    assert pins["shiboken6"] == PINNED
    assert not {"pyside6", "pyside6-addons", "pyside6-webengine"} & set(pins)
