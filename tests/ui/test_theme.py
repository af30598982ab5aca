"""Fonts, palette, French and style sheet at any zoom."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from csf_desktop.paths import resource_path
from csf_desktop.ui import icons, theme
from csf_desktop.ui.theme import Theme, apply_theme, style_sheet
from csf_desktop.ui.tokens import HIGH_CONTRAST, NEUTRAL, THEMES


@pytest.fixture(autouse=True)
def restored(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp)


def test_standard_buttons_and_numbers_are_french(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"
    assert QLocale().toString(1234.5) == "1\u202f234,5"


@pytest.mark.parametrize(
    ("legible", "family"), [(False, "Source Sans 3"), (True, "Atkinson Hyperlegible Next")]
)
def test_own_fonts_are_used(qapp: QApplication, legible: bool, family: str) -> None:
    apply_theme(qapp, legible_font=legible)
    assert family in QFontDatabase.families()
    assert QFontInfo(theme.font()).family() == family


@pytest.mark.parametrize(("asked", "used"), [(0.5, 1.0), (1.5, 1.5), (9.0, 2.0)])
def test_zoom_keeps_within_bounds(qapp: QApplication, asked: float, used: float) -> None:
    assert apply_theme(qapp, zoom=asked).zoom == used
    assert theme.px(10) == round(10 * used)
    assert theme.font().pixelSize() == round(14 * used)


def test_system_theme_is_one_of_ours(qapp: QApplication) -> None:
    assert apply_theme(qapp, "system").tokens in THEMES.values()
    assert apply_theme(qapp, "high_contrast").tokens is HIGH_CONTRAST
    assert theme.tokens() is HIGH_CONTRAST


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_style_sheet_leaves_nothing_to_fill(
    qapp: QApplication, tokens: object, zoom: float
) -> None:
    sheet = style_sheet(Theme(tokens, zoom))  # type: ignore[arg-type]
    assert "@" not in sheet
    assert "/*" not in sheet
    for path in re.findall(r'url\("([^"]+)"\)', sheet):
        assert Path(path).is_file()


def test_style_sheet_zooms_every_length_but_hairlines() -> None:
    single, double = (style_sheet(Theme(NEUTRAL, zoom)) for zoom in (1.0, 2.0))
    sizes = re.findall(r"\b(\d+)px\b", single)
    assert [int(size) if size == "1" else 2 * int(size) for size in sizes] == [
        int(size) for size in re.findall(r"\b(\d+)px\b", double)
    ]


def test_icons_take_the_colour_asked(qapp: QApplication) -> None:
    for path in sorted(resource_path("icons").glob("*.svg")):
        drawing = path.read_text(encoding="utf-8")
        assert "currentColor" in drawing, path.name
    picture = icons.pixmap("checkbox-fill", "#a81e1e", 24, 2.0).toImage()
    assert picture.width() == 48
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#a81e1e"}


def test_recoloured_icon_is_written_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr(icons, "_cache_folder", lambda: blocked)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    path = icons.recoloured_file("close-line", "#123456")
    assert path.parent.parent == tmp_path
    assert "#123456" in path.read_text(encoding="utf-8")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(blocked))
    assert icons.recoloured_file("close-line", "#123456") == resource_path(
        "icons", "close-line.svg"
    )
