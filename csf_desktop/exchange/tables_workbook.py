"""XLSX workbooks: the values last worked out, never calculated here."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from defusedxml.common import DefusedXmlException

from csf_desktop.errors import UnreadableTableError
from csf_desktop.exchange.formulas import without_guard
from csf_desktop.exchange.limits import MAX_TABLE_CELLS
from csf_desktop.exchange.tables_layout import (
    Layout,
    Sheet,
    check_archive,
    layout_of,
    sheets_of,
)
from csf_desktop.exchange.tables_model import Cell, Grid, column_letters, is_blank

NBSP = "\u00a0"
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
"""What a cell holds when its formula could not be worked out (ECMA-376 part 1, 18.18.29)."""
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, SyntaxError, DefusedXmlException, OSError, EOFError, KeyError,
    ValueError, TypeError, IndexError, AttributeError, NotImplementedError, RuntimeError,
    OverflowError,
)  # fmt: skip
"""What the libraries raise for a workbook that is not right; none of them says which.

``SyntaxError`` is what both ElementTree and lxml, which openpyxl takes when it is there, make their
errors of.
"""


def workbook_grid(data: bytes, name: str, wanted: str = "") -> Grid:
    """Return the lines of a sheet: the one ``wanted``, else the fullest of those that show.

    Raises ``UnreadableTableError``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive, name)
            layouts = {
                sheet: layout_of(archive, sheet, name) for sheet in _candidates(archive, wanted)
            }
            names = tuple(sheet.name for sheet in sheets_of(archive))
        if not layouts:
            reason = f"il n’a pas de feuille «{NBSP}{wanted}{NBSP}»" if wanted else "il est vide"
            raise UnreadableTableError(name=name, reason=reason)
        sheet = max(layouts, key=lambda one: (not one.is_hidden, layouts[one].filled))
        grid = _grid(data, sheet, layouts[sheet])
    except UnreadableTableError:
        raise
    except _DAMAGE:
        reason = "son contenu est abîmé, ouvrez-le dans votre tableur et enregistrez-le de nouveau"
        raise UnreadableTableError(name=name, reason=reason) from None
    grid.sheet, grid.sheets = sheet.name, names
    if len(names) > 1 and not wanted:
        grid.notes.insert(
            0,
            f"Le classeur a {len(names)}{NBSP}feuilles{NBSP}: «{NBSP}{sheet.name}{NBSP}», la plus "
            "remplie, a été lue.",
        )
    return grid


def _candidates(archive: zipfile.ZipFile, wanted: str) -> list[Sheet]:
    found = sheets_of(archive)
    return [sheet for sheet in found if sheet.name == wanted] if wanted else found


def _grid(data: bytes, sheet: Sheet, layout: Layout) -> Grid:
    errors: list[str] = []
    grid = Grid([])
    if layout.filled:
        for number, values in enumerate(_values(data, sheet.name, layout), start=1):
            cells = [
                _cell(value, f"{column_letters(column)}{number}", errors)
                for column, value in enumerate(values)
            ]
            if not is_blank(cells):
                grid.lines.append((number, cells))
        _spread(grid, layout)
    grid.notes += _notes(layout, errors)
    return grid


def _values(data: bytes, sheet: str, layout: Layout) -> list[tuple[object, ...]]:
    from openpyxl import load_workbook  # slow to load, and not needed to open the window

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validations, of no concern here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            found = book[sheet]
            found.reset_dimensions()  # what the file says of its own size is not to be believed
            return list(_until(found.iter_rows(max_col=layout.width, values_only=True), layout))
        finally:
            book.close()


def _until(rows: Iterable[tuple[object, ...]], layout: Layout) -> Iterable[tuple[object, ...]]:
    for number, row in enumerate(rows, start=1):
        if number > layout.last_row:
            return
        yield row


def _cell(value: object, place: str, errors: list[str]) -> Cell:
    """Return a value as plain data; what a formula could not work out is empty, and noted."""
    if value is None:
        return ""
    if isinstance(value, str):
        if value in ERRORS:
            errors.append(place)
            return ""
        return without_guard(value.replace("\r\n", "\n").strip())
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return Decimal(int(value)) if value == int(value) else Decimal(repr(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, date):
        return value
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _spread(grid: Grid, layout: Layout) -> None:
    """Give every cell of a merged range its value, in the lines that are not blank without it."""
    by_number = dict(grid.lines)
    left = MAX_TABLE_CELLS
    for top, first, bottom, last in layout.merged:
        origin = by_number.get(top)
        if origin is None or first >= layout.width or origin[first] == "":
            continue
        width = min(last, layout.width - 1) - first + 1
        left -= (bottom - top + 1) * width
        if left < 0:
            return
        for number in range(top, min(bottom, layout.last_row) + 1):
            for column in range(first, first + width) if number in by_number else ():
                by_number[number][column] = origin[first]
                if column > first:
                    grid.repeated.add((number, column))


def _notes(layout: Layout, errors: list[str]) -> list[str]:
    notes = []
    if places := layout.not_worked_out:
        one, many = "formule sans résultat enregistré", "formules sans résultat enregistré"
        notes.append(f"{_count(len(places), one, many)}, sans valeur ici{NBSP}: {_listed(places)}.")
    if errors:
        count = _count(len(errors), "cellule en erreur", "cellules en erreur")
        notes.append(f"{count}, sans valeur ici{NBSP}: {_listed(errors)}.")
    hidden = [
        _count(len(places), what, f"{what}s")
        for what, places in (("ligne", layout.hidden_rows), ("colonne", layout.hidden_columns))
        if places
    ]
    if hidden:
        notes.append(f"Le tableur masque {' et '.join(hidden)}{NBSP}: tout a été lu.")
    return notes


def _count(number: int, one: str, many: str) -> str:
    return f"{number}{NBSP}{one if number == 1 else many}"


def _listed(places: list[str], most: int = 5) -> str:
    shown = ", ".join(places[:most])
    return f"{shown}…" if len(places) > most else shown
