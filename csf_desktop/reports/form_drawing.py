"""How a field looks before anybody touches it: the operators that draw its text or its tick."""

from __future__ import annotations

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

FONT, ENCODING = "Helvetica", "cp1252"
_INK = "0.106 0.122 0.165"
_LARGEST, _SMALLEST, _STEP = 10.0, 4.0, 0.5
_SIDE = 2.5
_LEADING = 1.18
# Half of what lies over the baseline less what lies under it, for a text centred in its height.
_MIDDLE = 0.2555


def text_drawing(
    text: str, width: float, height: float, *, is_long: bool = False, is_right: bool = False
) -> bytes:
    """Return the operators that draw a text in a box of ``width`` by ``height`` points.

    What does not fit is drawn smaller. A letter that WinAnsi lacks shows as « ? » here; the
    field's value keeps it.
    """
    if not text:
        return b"/Tx BMC EMC"
    inner = width - 2 * _SIDE
    size, lines = _fit_lines(text, inner, height) if is_long else (_fit(text, inner), [text])
    baseline = height - 2 - size if is_long else height / 2 - size * _MIDDLE
    parts = [
        f"/Tx BMC q 0 0 {width:.2f} {height:.2f} re W n BT /Helv {size:g} Tf {_INK} rg",
    ]
    left = baseline_before = 0.0
    for line in lines:
        start = width - _SIDE - stringWidth(line, FONT, size) if is_right else _SIDE
        written = line.encode(ENCODING, "replace").hex()
        parts.append(f"{start - left:.2f} {baseline - baseline_before:.2f} Td <{written}> Tj")
        left, baseline_before = start, baseline
        baseline -= size * _LEADING
    return " ".join([*parts, "ET Q EMC"]).encode("ascii")


def check_drawing(side: float) -> bytes:
    """Return the operators that draw a tick in a square of ``side`` points."""
    points = [(0.2, 0.52), (0.42, 0.26), (0.82, 0.8)]
    path = " ".join(
        f"{x * side:.2f} {y * side:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points)
    )
    return f"q {_INK} RG 1.6 w 1 J 1 j {path} S Q".encode("ascii")


def _fit(text: str, width: float) -> float:
    """Return the size at which a text fits one line."""
    whole = stringWidth(text, FONT, 1) or 1
    return max(_SMALLEST, min(_LARGEST, int(width / whole / _STEP) * _STEP))


def _fit_lines(text: str, width: float, height: float) -> tuple[float, list[str]]:
    """Return the size at which a text fits the box, and its lines."""
    size = _LARGEST
    while True:
        lines = simpleSplit(text, FONT, size, width)
        if len(lines) * size * _LEADING + 2 <= height or size <= _SMALLEST:
            return size, lines
        size -= _STEP
