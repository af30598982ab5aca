"""Small tables made for the tests: CSV in any encoding, workbooks with their usual mess."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from csf_desktop.exchange.tables import Table, table_from_bytes

FOLDER = Path(__file__).parents[1] / "data" / "tables"
AIRTABLE = FOLDER / "airtable-marches.csv"
DEMARCHES = FOLDER / "dossiers-demarches-simplifiees.csv"
SPREADSHEET = FOLDER / "suivi-windows.csv"
NOTIFIED = datetime(2026, 2, 3)  # noqa: DTZ001 - as spreadsheets hold days


def csv_table(text: str | bytes, encoding: str = "utf-8") -> Table:
    """Return the table of a CSV written in an encoding."""
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return table_from_bytes(data, "essai.csv")


def workbook_bytes(book: Workbook) -> bytes:
    """Return the file of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def simple_workbook(*rows: Sequence[object]) -> Workbook:
    """Return a workbook of one sheet with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def workbook_table(book: Workbook, sheet: str = "") -> Table:
    """Return the table of a workbook, read from its file."""
    return table_from_bytes(workbook_bytes(book), "essai.xlsx", sheet)


def messy_workbook() -> Workbook:
    """Return a follow-up as offices keep it: a letterhead, titles on two levels, merged rows."""
    book = Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Mode d’emploi"])
    sheet = book.create_sheet("Marchés")
    sheet.append(["Suivi des clauses 2026"])
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(["Objet du marché", "Acheteur", None, "Entreprise", None, "Notifié le", "Heures"])
    sheet.append([None, "Nom", "SIRET", "Nom", "SIRET", None, None])
    for merged in ("A3:A4", "B3:C3", "D3:E3", "F3:F4", "G3:G4"):
        sheet.merge_cells(merged)
    sheet.append(
        ["Toiture du lycée", "Ville de Rennes", 21350238800019, "Bâti Ouest", None,
         NOTIFIED, 300.0]
    )  # fmt: skip
    sheet.append(["Peinture", None, None, "Couleurs d’Ille", None, date(2026, 3, 9), 150])
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("C5:C6")
    sheet.append([])
    sheet.append(["Voirie", "Ville de Dol", "#N/A", "Routes SA", None, "12/04/2026", "=100+50"])
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["E"].hidden = True
    return book
