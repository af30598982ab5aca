"""The plain data of a table, and of a sheet before its titles are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Cell = str | Decimal | date | bool
"""A value as its file holds it: all text in CSV; empty text for nothing. A moment is a ``date``
too (``datetime``); a duration of a spreadsheet is text, « 150:30 »."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its line in the file, counted from 1 as a spreadsheet shows it, and its cells.

    ``problem`` is why it cannot be trusted as a whole, one French phrase; empty when it can.
    """

    line: int
    cells: tuple[Cell, ...]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """Titles, unique and never empty, and rows of as many cells.

    ``notes`` are French sentences on what was worked out. ``sheet`` is the one that was read, of
    ``sheets``; both are empty for a CSV.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def column(self, index: int, limit: int | None = None) -> list[Cell]:
        """Return the cells of a column that are not empty, ``limit`` of them at most."""
        found: list[Cell] = []
        for row in self.rows:
            if row.cells[index] != "":
                found.append(row.cells[index])
                if len(found) == limit:
                    break
        return found


@dataclass
class Grid:
    """Lines that are not blank, with their number, as they were read.

    ``repeated`` are places (line, index from 0) filled from a merged cell at their left: a title
    spreads over its columns, a value does not. ``is_free`` says that a row may have fewer or more
    cells than the titles by mistake (CSV).
    """

    lines: list[tuple[int, list[Cell]]]
    notes: list[str] = field(default_factory=list)
    repeated: set[tuple[int, int]] = field(default_factory=set)
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    is_free: bool = False


def is_blank(cells: Sequence[Cell]) -> bool:
    """Tell whether no cell of a line holds anything."""
    return all(cell == "" for cell in cells)


def column_letters(index: int) -> str:
    """Return how a spreadsheet calls a column, « A » for 0, « AB » for 27."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
