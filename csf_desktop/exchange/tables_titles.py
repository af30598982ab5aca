"""Finds the line of titles among what stands over a table, and sets the rows under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from csf_desktop.errors import UnreadableTableError
from csf_desktop.exchange.tables_model import Cell, Grid, Table, TableRow, column_letters

NBSP = "\u00a0"
LOOKED_AT = 30
"""Lines among which the titles are looked for: a letterhead has fewer."""
SHARE_OF_WIDTH, SHARE_OF_WORDS = 0.6, 0.8
LONGEST_TITLE = 300
_WORD = re.compile(r"[^\W\d_]{1}")
_VALUE = re.compile(r"\S+@\S+\.\S+|[\d\s.,/:€%+-]+h?")

Line = tuple[int, list[Cell]]


def titled(grid: Grid, name: str) -> Table:
    """Return the table of a grid; raise ``UnreadableTableError`` when it has none."""
    if not grid.lines:
        raise UnreadableTableError(name=name, reason="il est vide")
    at = _titles_at(grid.lines)
    titles, first = _with_levels(grid.lines, at)
    notes = list(grid.notes)
    if at > 0:
        notes.append(
            f"Les titres des colonnes ont été lus ligne{NBSP}{grid.lines[at][0]}, ce qui est "
            "au-dessus n’est pas repris."
        )
    lines = [_plain(line, grid.repeated) for line in grid.lines[first:]]
    lines = [line for line in lines if not _is_again(line[1], titles)]
    if not lines:
        raise UnreadableTableError(name=name, reason="il n’a pas de ligne sous ses titres")
    width = _width(titles, lines, is_free=grid.is_free)
    kept = [
        column
        for column in range(width)
        if _at(titles, column) != "" or any(_at(cells, column) != "" for _, cells in lines)
    ]
    headers = _names([str(_at(titles, column)) for column in kept], kept, notes)
    rows = tuple(_row(line, cells, kept, width) for line, cells in lines)
    return Table(name, headers, rows, tuple(notes), grid.sheet, grid.sheets)


def _titles_at(lines: Sequence[Line]) -> int:
    """Return the first line with nearly as many words as the table is wide, all different."""
    head = lines[:LOOKED_AT]
    widest = max(sum(cell != "" for cell in cells) for _, cells in head)
    enough = max(2, widest * SHARE_OF_WIDTH) if widest > 1 else 1
    for at, (_, cells) in enumerate(head):
        filled = [cell for cell in cells if cell != ""]
        words = sum(_is_title(cell) for cell in filled)
        if len(set(filled)) >= enough and words >= len(filled) * SHARE_OF_WORDS:
            return at
    return next((at for at, (_, cells) in enumerate(head) if len(set(cells) - {""}) > 1), 0)


def _is_title(cell: Cell) -> bool:
    return (
        isinstance(cell, str)
        and len(cell) <= LONGEST_TITLE
        and bool(_WORD.search(cell))
        and not _VALUE.fullmatch(cell)
    )


def _with_levels(lines: Sequence[Line], at: int) -> tuple[list[str], int]:
    """Return the titles and where the rows begin; two lines of titles are read as one.

    « Entreprise » merged over « Nom » and « SIRET » gives « Entreprise Nom », « Entreprise SIRET ».
    The line found may be the upper one or the lower one of the two.
    """
    found = lines[at][1]
    if at > 0 and _is_group_line(lines[at - 1][1]):
        return _joined(lines[at - 1][1], found), at + 1
    below = lines[at + 1][1] if at + 1 < len(lines) else []
    if _is_group_line(found) and _is_second_level(found, below):
        return _joined(found, below), at + 2
    return [_tidy(cell) for cell in found], at + 1


def _is_group_line(cells: Sequence[Cell]) -> bool:
    """Tell whether titles spread over several columns here: merged cells give them again."""
    spread = any(one == other != "" for one, other in pairwise(cells))
    return (
        spread
        and len({cell for cell in cells if cell != ""}) > 1
        and all(cell == "" or _is_title(cell) for cell in cells)
    )


def _is_second_level(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Tell whether a line completes the titles over it: it has words where those spread."""
    for column, title in enumerate(upper):
        beside = (_at(upper, column - 1) if column else "", _at(upper, column + 1))
        cell = _at(lower, column)
        if title in beside and title != "":
            if not _is_title(cell):
                return False
        elif cell not in ("", title):
            return False
    return True


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[str]:
    titles = []
    for column in range(max(len(upper), len(lower))):
        above, below = _tidy(_at(upper, column)), _tidy(_at(lower, column))
        titles.append(above if above == below else f"{above} {below}".strip())
    return titles


def _tidy(cell: Cell) -> str:
    return " ".join(str(cell).split())


def _plain(line: Line, repeated: set[tuple[int, int]]) -> Line:
    """Take off a row what only repeats the cell at its left, merged with it."""
    number, cells = line
    kept: list[Cell] = [
        "" if (number, column) in repeated else cell for column, cell in enumerate(cells)
    ]
    return number, kept


def _is_again(cells: Sequence[Cell], titles: Sequence[str]) -> bool:
    """Tell whether a line only says the titles again, as at the top of a printed page."""
    return [_tidy(cell) for cell in cells if cell != ""] == [title for title in titles if title]


def _width(titles: Sequence[str], lines: Sequence[Line], *, is_free: bool) -> int:
    longest = max(_last(cells) for _, cells in lines)
    named = _last(titles)
    if not is_free:
        return max(named, longest)
    longer = sum(_last(cells) > named for _, cells in lines)
    return max(named, longest) if longer * 2 > len(lines) else named


def _last(cells: Sequence[Cell]) -> int:
    """Return how many cells there are up to the last one that holds something."""
    return next((at + 1 for at in reversed(range(len(cells))) if cells[at] != ""), 0)


def _row(line: int, cells: Sequence[Cell], kept: Sequence[int], width: int) -> TableRow:
    extra = _last(cells) - width
    problem = (
        f"cette ligne a {_last(cells)}{NBSP}cellules pour {width}{NBSP}titres, un séparateur y est "
        "sans doute de trop"
        if extra > 0
        else ""
    )
    return TableRow(line, tuple(_at(cells, column) for column in kept), problem)


def _names(titles: Sequence[str], columns: Sequence[int], notes: list[str]) -> tuple[str, ...]:
    """Return titles that are never empty and never twice the same."""
    names: list[str] = []
    for title, column in zip(titles, columns, strict=True):
        wanted = title or f"Colonne {column_letters(column)}"
        name, times = wanted, 1
        while name in names:
            times += 1
            name = f"{wanted} ({times})"
        if times == 2:
            notes.append(
                f"Plusieurs colonnes s’appellent «{NBSP}{wanted}{NBSP}», elles sont numérotées."
            )
        names.append(name)
    return tuple(names)


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""
