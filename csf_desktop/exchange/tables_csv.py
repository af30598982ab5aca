"""CSV files, whatever their encoding, separator and line ends."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from csf_desktop.errors import UnreadableTableError
from csf_desktop.exchange.formulas import without_guard
from csf_desktop.exchange.limits import MAX_TABLE_CELLS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS
from csf_desktop.exchange.tables_encoding import decoded
from csf_desktop.exchange.tables_model import Cell, Grid, is_blank

NBSP = "\u00a0"
SEPARATORS = (";", ",", "\t", "|")
TRIED = 200
"""Records looked at to tell the separator."""
_STATED = re.compile(r'^"?sep=(.)"?[ \t]*(?:\r\n|\n|\r|$)', re.IGNORECASE)
_SURROUNDED = re.compile(r"^\s+|\s+$")


def csv_grid(data: bytes, name: str) -> Grid:
    """Return the lines of a CSV file; raise ``UnreadableTableError``."""
    text = decoded(data)
    notes = []
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append("Des caractères nuls ont été retirés du fichier.")
    if "\ufffd" in text:
        notes.append(
            "Des caractères n’ont pas pu être lus, ils sont remplacés par «\u00a0\ufffd\u00a0»."
        )
    if "\n" not in text:
        text = text.replace("\r", "\n")  # line ends of the former Mac
    stated = _STATED.match(text)
    separator = stated[1] if stated else _separator(text)
    body = text[stated.end() :] if stated else text
    grid = Grid([], notes, is_free=True)
    cells_seen = 0
    for line, record in _records(body, separator, name):
        cells: list[Cell] = [_cell(value) for value in record]
        if is_blank(cells):
            continue
        cells_seen += len(cells)
        _check_size(len(grid.lines), len(cells), cells_seen, name)
        grid.lines.append((line + bool(stated), cells))
    return grid


def _records(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error:
        reason = (
            f"une cellule commencée ligne{NBSP}{line} est trop longue, un guillemet n’y est sans "
            "doute pas refermé"
        )
        raise UnreadableTableError(name=name, reason=reason) from None


def _cell(value: str) -> str:
    tidy = _SURROUNDED.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    # A guarded tabulation or line end would be lost with the spaces around.
    return without_guard(tidy)


def _separator(text: str) -> str:
    """Return the separator with which most records have the same number of cells, two or more."""
    head = text[: TRIED * 2000]

    def likeness(separator: str) -> tuple[float, int]:
        widths = _widths(head, separator)
        width, times = widths.most_common(1)[0] if widths else (1, 0)
        return (times / widths.total() if width > 1 else 0.0, width)

    return max(SEPARATORS, key=likeness)  # the first of equals


def _widths(text: str, separator: str) -> Counter[int]:
    found: Counter[int] = Counter()
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ):
            if number == TRIED:
                break
            if any(record):
                found[len(record)] += 1
    except csv.Error:
        pass  # judged by what was read; the reader proper says what is wrong
    return found


def _check_size(rows: int, width: int, cells: int, name: str) -> None:
    if width > MAX_TABLE_COLUMNS:
        raise too_many(name, MAX_TABLE_COLUMNS, "colonnes")
    if rows >= MAX_TABLE_ROWS + 1:
        raise too_many(name, MAX_TABLE_ROWS, "lignes")
    if cells > MAX_TABLE_CELLS:
        raise too_many(name, MAX_TABLE_CELLS, "cellules")


def too_many(name: str, limit: int, what: str) -> UnreadableTableError:
    """Return the refusal of a table with more than ``limit`` of something."""
    shown = f"{limit:,}".replace(",", NBSP)
    reason = f"il a plus de {shown}{NBSP}{what}, découpez-le en plusieurs fichiers"
    return UnreadableTableError(name=name, reason=reason)
