"""Preferences are read back, and a damaged file is no obstacle."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from csf_desktop.ui.preferences import Appearance, Preferences


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "window.ini"


def test_first_run_follows_the_system(path: Path) -> None:
    preferences = Preferences(path)
    assert preferences.appearance == Appearance()
    assert preferences.lock_minutes == 10
    assert preferences.geometry.isEmpty()


def test_what_was_chosen_is_read_back(path: Path) -> None:
    look = Appearance(1.5, "high_contrast", legible_font=True, initials_only=True)
    first = Preferences(path)
    first.appearance = look
    first.lock_minutes = 3
    first.geometry = QByteArray(b"\x01\xd9\xd0\xcb")
    assert "zoom=1.5" in path.read_text(encoding="utf-8")
    second = Preferences(path)
    assert second.appearance == look
    assert second.lock_minutes == 3
    assert second.geometry == QByteArray(b"\x01\xd9\xd0\xcb")


@pytest.mark.parametrize(
    "text",
    [
        "[appearance]\nzoom=huge\ntheme=pink\nlegible_font=perhaps\n[lock]\nminutes=0\n",
        "[appearance]\nzoom=900\n[lock]\nminutes=nan\n[window]\ngeometry=7\n",
        "\x00\x01 not an ini file",
        "[appearance]\nzoom=1, 2\n",
    ],
)
def test_damaged_file_counts_as_absent(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    preferences = Preferences(path)
    assert preferences.appearance == Appearance()
    assert preferences.lock_minutes == 10
    assert preferences.geometry.isEmpty()
