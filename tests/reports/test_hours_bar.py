"""The bar of hours: scale, axis and legend, in grey too."""

from __future__ import annotations

import io
from itertools import pairwise
from statistics import mean, pstdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.fonts import REGULAR, register_fonts
from csf_desktop.reports.hours_bar import Fill, HoursBar, Segment, axis_ticks
from tests.reports import pdf

WIDTH = 400
_SCALE = 4


def drawn(*segments: Segment) -> Any:  # noqa: ANN401 - a Pillow image
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, 60), initialFontName=REGULAR)
    HoursBar(segments).draw(canvas, 0, 60, WIDTH)
    canvas.save()
    return pdf.picture(buffer.getvalue(), _SCALE)


def column_of_change(image: Any) -> float:  # noqa: ANN401 - a Pillow image
    """Return where the dark part of the bar ends, in points from the left."""
    row = 8 * _SCALE
    dark = [x for x in range(4, image.width - 4) if image.getpixel((x, row)) < 128]
    return (max(dark) + 1) / _SCALE


@pytest.mark.parametrize(("done", "left"), [(100, 300), (200, 200), (330, 70)])
def test_bar_is_drawn_to_scale(done: int, left: int) -> None:
    image = drawn(Segment("fait", done, "solid"), Segment("reste", left, "open"))
    assert column_of_change(image) == pytest.approx(WIDTH * done / (done + left), abs=1)


FILLS: tuple[Fill, ...] = ("solid", "dotted", "striped", "hatched", "open")


def test_fills_differ_in_grey() -> None:
    looks = []
    for fill in FILLS:
        image = drawn(Segment("tout", 100, fill)).crop((20, 12, 4 * 380, 60))
        levels = list(image.get_flattened_data())
        looks.append((mean(levels), pstdev(levels)))
    for at, (level, contrast) in enumerate(looks):
        for other_level, other_contrast in looks[at + 1 :]:
            assert abs(level - other_level) + abs(contrast - other_contrast) > 25


@given(st.integers(1, 10**9))
def test_axis_marks_round_hours_that_stay_apart(total: int) -> None:
    ticks = axis_ticks(total)
    assert ticks[0] == 0
    assert ticks[-1] == total
    assert ticks == sorted(set(ticks))
    assert len(ticks) <= 8
    assert all(tick % 60 == 0 for tick in ticks[:-1])
    assert all(right - left >= total / 10 for left, right in pairwise(ticks))


def test_legend_goes_on_a_second_line_when_it_is_too_wide() -> None:
    bar = HoursBar(tuple(Segment("une légende plutôt longue", 60, fill) for fill in FILLS))
    assert bar.height(WIDTH) > HoursBar(bar.segments[:1]).height(WIDTH)
