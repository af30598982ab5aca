"""What a workbook says around its values: sheets, merged and hidden cells, formulas not worked out.

openpyxl streams values, and only values; the rest is read here from the sheet's own XML, with
every limit checked before anything is kept.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from defusedxml.ElementTree import fromstring, iterparse

from csf_desktop.errors import UnreadableTableError
from csf_desktop.exchange.limits import (
    MAX_TABLE_CELLS,
    MAX_TABLE_COLUMNS,
    MAX_TABLE_ROWS,
    MAX_WORKBOOK_BYTES,
    MAX_WORKBOOK_PARTS,
    MAX_WORKBOOK_RATIO,
)
from csf_desktop.exchange.tables_csv import too_many

SMALL_PART = 1_000_000
"""Bytes under which how well a part is compressed does not matter."""
MAX_SHEETS = 50
MAX_TITLE_SPREAD = 20_000
"""Cells of one merged range; a larger one is decoration."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Range = tuple[int, int, int, int]
"""First row and column, last row and column of a merged range; rows from 1, columns from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook and the part of the archive that holds it."""

    name: str
    path: str
    is_hidden: bool


@dataclass
class Layout:
    """What a sheet holds and how; rows from 1, columns from 0."""

    filled: int = 0
    rows: int = 0
    last_row: int = 0
    width: int = 0
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    not_worked_out: list[str] = field(default_factory=list)


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that would fill the memory once decompressed."""
    parts = archive.infolist()
    too_big = (
        len(parts) > MAX_WORKBOOK_PARTS
        or sum(part.file_size for part in parts) > MAX_WORKBOOK_BYTES
        or any(
            part.file_size > max(SMALL_PART, MAX_WORKBOOK_RATIO * part.compress_size)
            for part in parts
        )
    )
    if too_big:
        reason = "il est démesuré une fois décompressé, copiez ses lignes dans un classeur neuf"
        raise UnreadableTableError(name=name, reason=reason)


def sheets_of(archive: zipfile.ZipFile) -> list[Sheet]:
    """Return the sheets of cells in their order, charts and macros left out.

    Raises ``KeyError`` or ``ParseError`` for an archive that is no workbook.
    """
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
        if link.get("Type", "").endswith("/worksheet")
    }
    found = []
    for element in fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True).iter():
        if _local(element) != "sheet":
            continue
        target = targets.get(_relation(element))
        if target:
            path = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
            state = element.get("state", "visible")
            found.append(Sheet(element.get("name", ""), path, state != "visible"))
    return found[:MAX_SHEETS]


def layout_of(archive: zipfile.ZipFile, sheet: Sheet, name: str) -> Layout:
    """Return what a sheet holds; raise ``UnreadableTableError`` beyond the limits."""
    layout = Layout()
    seen = 0
    with archive.open(sheet.path) as source:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            kind = _local(element)
            if event == "start":
                if kind == "sheetData":
                    data = element
                continue
            if kind == "row":
                seen += len(element)
                _add_row(layout, element)
                data.clear()
                _check(layout, seen, name)
            elif kind == "col" and _is_true(element.get("hidden")):
                first, last = int(element.get("min", 1)), int(element.get("max", 1))
                layout.hidden_columns |= set(range(first - 1, min(last, MAX_TABLE_COLUMNS)))
            elif kind == "mergeCell":
                _add_merged(layout, element.get("ref", ""))
    layout.hidden_columns = {at for at in layout.hidden_columns if at < layout.width}
    return layout


def _add_row(layout: Layout, row: Any) -> None:  # noqa: ANN401 - an element
    number = int(row.get("r", layout.last_row + 1))
    filled = 0
    for place, cell in enumerate(row):
        content = {_local(part): part for part in cell}
        value, formula = content.get("v"), content.get("f")
        if "is" in content or (value is not None and value.text):
            filled += 1
            layout.width = max(layout.width, _column(cell.get("r", ""), place) + 1)
        elif formula is not None:
            layout.not_worked_out.append(cell.get("r", str(number)))
    if filled:
        layout.filled += filled
        layout.rows += 1
        if _is_true(row.get("hidden")):
            layout.hidden_rows.add(number)
    layout.last_row = max(layout.last_row, number)


def _add_merged(layout: Layout, reference: str) -> None:
    begin, _, end = reference.partition(":")
    first, last = _REFERENCE.fullmatch(begin), _REFERENCE.fullmatch(end)
    if first is None or last is None:
        return
    merged = int(first[2]), _number(first[1]), int(last[2]), _number(last[1])
    if 1 < (merged[2] - merged[0] + 1) * (merged[3] - merged[1] + 1) <= MAX_TITLE_SPREAD:
        layout.merged.append(merged)


def _check(layout: Layout, seen: int, name: str) -> None:
    if layout.width > MAX_TABLE_COLUMNS:
        raise too_many(name, MAX_TABLE_COLUMNS, "colonnes")
    if layout.rows > MAX_TABLE_ROWS + 1:
        raise too_many(name, MAX_TABLE_ROWS, "lignes")
    # Cells with a border and nothing in them count for less, but they do count.
    if layout.filled > MAX_TABLE_CELLS or seen > 4 * MAX_TABLE_CELLS:
        raise too_many(name, MAX_TABLE_CELLS, "cellules")


def _column(reference: str, place: int) -> int:
    found = _REFERENCE.fullmatch(reference)
    return _number(found[1]) if found else place


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _local(element: Any) -> str:  # noqa: ANN401 - an element
    return str(element.tag).rpartition("}")[2]


def _relation(element: Any) -> str:  # noqa: ANN401 - an element
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")
