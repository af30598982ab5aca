"""A QR code drawn as vectors, with its quiet zone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.styles import COLOUR

# ISO/IEC 18004, 6.3.8: four modules of white on every side.
_QUIET = 4


@dataclass(frozen=True)
class QrCode:
    """A square code of ``side`` points, quiet zone included, at the left of its column.

    ``content`` is ASCII of at most 1000 characters; 15 % of the printed code may be damaged
    (level M).
    """

    content: str
    side: float

    def height(self, width: float) -> float:
        return self.side

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        rows = qr_modules(self.content)
        module = self.side / (len(rows) + 2 * _QUIET)
        canvas.setFillColor(COLOUR.white)
        canvas.rect(x, top - self.side, self.side, self.side, stroke=0, fill=1)
        dark = canvas.beginPath()
        for at, row in enumerate(rows):
            y = top - module * (_QUIET + at + 1)
            for start, length in _runs(row):
                dark.rect(x + module * (_QUIET + start), y, module * length, module)
        canvas.setFillColor("black")
        canvas.drawPath(dark, stroke=0, fill=1)


@cache
def qr_modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of the code, row by row from the top; true is dark."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(content)
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Return (start, length) of the dark stretches: drawn in one piece, they show no seams."""
    runs: list[tuple[int, int]] = []
    start = -1
    for at, is_dark in enumerate((*row, False)):
        if is_dark and start < 0:
            start = at
        elif not is_dark and start >= 0:
            runs.append((start, at - start))
            start = -1
    return runs
