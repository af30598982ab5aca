"""Writes lists as CSV or XLSX for spreadsheets, a row at a time: memory stays flat.

CSV as a French spreadsheet opens it with a double click: UTF-8 with its mark, semicolons, decimal
comma, dd/mm/yyyy. XLSX keeps days as days and numbers as numbers. In both, a text that a
spreadsheet would calculate is guarded (exchange.formulas); read back, it is what it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.formulas import STARTERS, guarded
from csf_desktop.exchange.tables_model import column_letters
from csf_desktop.services.files import writing_file

Value = str | int | Decimal | date | bool | None
Row = Sequence[Value]

SAMPLE, NARROWEST, WIDEST = 200, 9, 60
"""Rows that the widths of columns are worked out from; widths in characters."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML file may hold them
DAY_FORMAT, DECIMAL_FORMAT = "dd/mm/yyyy", "#,##0.00"


def write_table(out: Path, headers: Sequence[str], rows: Iterable[Row]) -> int:
    """Write a CSV or XLSX file, as the name ends; return the number of rows.

    The file is written whole or not at all. Raises ``FileNotWrittenError``, and
    ``InvalidInputError`` for another ending.
    """
    writers: dict[str, Callable[[Path, Sequence[str], Iterable[Row]], int]] = {
        ".csv": write_csv,
        ".xlsx": write_xlsx,
    }
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise InvalidInputError("Donnez au fichier un nom qui finit par .csv ou .xlsx.")
    return writer(out, headers, rows)


def write_csv(out: Path, headers: Sequence[str], rows: Iterable[Row]) -> int:
    """Write a CSV file; return the number of rows. Raises ``FileNotWrittenError``."""
    count = 0
    with writing_file(out) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([guarded(title) for title in headers])
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the last one is the count
            writer.writerow([_in_csv(value) for value in row])
        text.flush()
        text.detach()
    return count


def write_xlsx(out: Path, headers: Sequence[str], rows: Iterable[Row]) -> int:
    """Write a workbook of one sheet, its titles frozen and filtered; return the number of rows.

    openpyxl keeps the sheet in a temporary file until it is written or given up. Raises
    ``FileNotWrittenError``.
    """
    from openpyxl import Workbook  # slow to load, and not needed to open the window

    with writing_file(out) as file:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Liste")
        try:
            count = _fill_sheet(sheet, headers, iter(rows))
        except BaseException:
            sheet.close()
            sheet._writer.cleanup()  # noqa: SLF001 - else the temporary file stays until the end
            raise
        book.save(file)
    return count


def _fill_sheet(sheet: Any, headers: Sequence[str], rows: Iterator[Row]) -> int:  # noqa: ANN401
    from openpyxl.styles import Font

    sheet.freeze_panes = "A2"
    sample = list(islice(rows, SAMPLE))
    for column, title in enumerate(headers):
        longest = max((len(_in_csv(row[column])) for row in sample), default=0)
        width = min(WIDEST, max(NARROWEST, len(title) + 4, longest + 2))
        sheet.column_dimensions[column_letters(column)].width = width
    titles = [_in_sheet(sheet, title) for title in headers]
    for cell in titles:
        cell.font = Font(bold=True)
    sheet.append(titles)
    count = 0
    for part in (sample, rows):
        for row in part:
            sheet.append([_in_sheet(sheet, value) for value in row])
            count += 1
    sheet.auto_filter.ref = f"A1:{column_letters(len(headers) - 1)}{count + 1}"
    return count


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return guarded(value) if isinstance(value, str) else str(value)


def _in_sheet(sheet: Any, value: Value) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, bool):
        value = _in_csv(value)
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, date):
            cell.number_format = DAY_FORMAT
        elif isinstance(value, Decimal) and value.as_tuple().exponent == -2:
            cell.number_format = DECIMAL_FORMAT
        return cell
    text = _CONTROLS.sub("", value)
    cell = WriteOnlyCell(sheet, guarded(text) if text.startswith("'") else text)
    cell.data_type = "s"  # never a formula, whatever it begins with
    if text.startswith(tuple(STARTERS)):
        cell.quotePrefix = True  # nor once somebody has edited the cell
    return cell
