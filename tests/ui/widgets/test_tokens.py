"""Contrast of every pair of colours that meet on screen, by WCAG 2."""

from __future__ import annotations

import pytest

from csf_desktop.ui.tokens import THEMES, Tokens, Tone, contrast

TEXT, CONTROL = 4.5, 3.0
themes = pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)


@themes
@pytest.mark.parametrize("role", ["text", "text2", "text3", "primary", "late", "soon", "done"])
@pytest.mark.parametrize("ground", ["bg", "surface", "surface2", "primary_soft", "primary_softer"])
def test_text_is_readable_on_every_ground(tokens: Tokens, role: str, ground: str) -> None:
    assert contrast(getattr(tokens, role), getattr(tokens, ground)) >= TEXT


@themes
@pytest.mark.parametrize("tone", Tone)
def test_status_is_readable_in_its_pill_and_on_the_page(tokens: Tokens, tone: Tone) -> None:
    colour, background = tokens.tone(tone)
    assert contrast(colour, background) >= TEXT
    assert contrast(colour, tokens.bg) >= TEXT


@themes
@pytest.mark.parametrize("ground", ["primary", "primary_hover", "primary_press"])
def test_primary_button_is_readable_and_its_focus_is_seen(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.on_primary, getattr(tokens, ground)) >= TEXT
    assert contrast(tokens.focus_on_primary, getattr(tokens, ground)) >= CONTROL


@themes
@pytest.mark.parametrize("role", ["ctl", "focus", "primary"])
@pytest.mark.parametrize("ground", ["bg", "surface", "surface2", "primary_soft"])
def test_controls_are_seen(tokens: Tokens, role: str, ground: str) -> None:
    assert contrast(getattr(tokens, role), getattr(tokens, ground)) >= CONTROL


@themes
def test_the_focus_is_no_error_and_no_plain_border(tokens: Tokens) -> None:
    red, _, blue = bytes.fromhex(tokens.focus[1:])
    assert blue > 2 * red
    if tokens.is_flat:  # borders are black there
        assert contrast(tokens.focus, tokens.ctl) >= CONTROL


@themes
def test_an_example_is_readable_and_no_entry(tokens: Tokens) -> None:
    assert contrast(tokens.placeholder, tokens.bg) >= TEXT
    assert contrast(tokens.placeholder, tokens.text) >= 2.5


@themes
def test_message_bar_is_readable(tokens: Tokens) -> None:
    assert contrast(tokens.bg, tokens.text) >= TEXT


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#24408E", "#24408E") == 1
