"""Blocks that run from page to page, for the documents whose length nobody knows beforehand."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Block
from csf_desktop.reports.styles import GAP, GEOMETRY

_PIECE = 1500
"""Characters of a paragraph that is never parted; a page holds several such pieces."""


@dataclass(frozen=True)
class Part:
    """A block that is never parted, and the room above it, in points."""

    block: Block
    gap: float = GAP


@dataclass(frozen=True)
class Column:
    """Parts one under the other, each with its own room above; the first has none."""

    parts: tuple[Part, ...]

    def height(self, width: float) -> float:
        heights = sum(part.block.height(width) for part in self.parts)
        return heights + sum(part.gap for part in self.parts[1:])

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for at, part in enumerate(self.parts):
            top -= part.gap if at else 0
            part.block.draw(canvas, x, top, width)
            top -= part.block.height(width)


def flow(
    parts: Sequence[Part],
    width: float = GEOMETRY.body_width,
    height: float = GEOMETRY.body_height,
) -> list[list[Block]]:
    """Return pages of ``parts``, each as full as it can be, at least one page."""
    pages: list[list[Part]] = [[]]
    used = 0.0
    for part in parts:
        needed = part.block.height(width)
        if pages[-1] and used + part.gap + needed > height:
            pages.append([])
        used = needed if not pages[-1] else used + part.gap + needed
        pages[-1].append(part)
    return [[Column(tuple(page))] for page in pages]


def pieces(text: str) -> list[str]:
    """Return a text in pieces that a page always holds; one piece for an ordinary paragraph."""
    return textwrap.wrap(text, _PIECE, break_on_hyphens=False) or [text]
