"""Tables that people export: a CSV or XLSX file in, titles and rows out, as plain data.

Whatever the program that wrote it (Airtable, Démarches simplifiées, a spreadsheet), a reader gets
one row of titles and the rows under it, each with its line in the file, and sentences about what
was worked out or left aside. What the cells mean is for ``cells``.
"""

from __future__ import annotations

from pathlib import Path

from csf_desktop.errors import FileTooLargeError, UnreadableTableError
from csf_desktop.exchange.limits import MAX_TABLE_BYTES, MAX_TABLE_MB
from csf_desktop.exchange.sniff import looks_like
from csf_desktop.exchange.tables_csv import csv_grid
from csf_desktop.exchange.tables_model import Cell, Table, TableRow
from csf_desktop.exchange.tables_titles import titled
from csf_desktop.exchange.tables_workbook import workbook_grid

__all__ = ["Cell", "Table", "TableRow", "read_table", "table_from_bytes"]

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds a workbook locked by a password (MS-OFFCRYPTO 2.3.4.4)."""
REFUSALS = {
    "locked": (
        "il est protégé par un mot de passe, ouvrez-le dans votre tableur et enregistrez-le sans "
        "mot de passe"
    ),
    "xls": (
        "il est dans l’ancien format .xls, ouvrez-le dans votre tableur et enregistrez-le en .xlsx"
    ),
    "web": (
        "c’est une page web enregistrée sous un nom de tableau, ouvrez-la dans votre tableur et "
        "enregistrez-la en .xlsx"
    ),
    "ods": "il est au format OpenDocument, enregistrez-le en .xlsx",
    "unknown": "ce n’est ni un fichier CSV, ni un classeur .xlsx, exportez-le de nouveau",
}


def read_table(path: Path, sheet: str = "") -> Table:
    """Return the table of a file; ``sheet`` names one of a workbook (empty: the fullest).

    Raises ``FileTooLargeError``, ``UnreadableFileError`` or ``UnreadableTableError``.
    """
    looks_like(path)  # says what is wrong with a file that cannot be opened
    with path.open("rb") as stream:
        data = stream.read(MAX_TABLE_BYTES + 1)
    return table_from_bytes(data, path.name, sheet)


def table_from_bytes(data: bytes, name: str, sheet: str = "") -> Table:
    """Return the table that bytes hold; raise as ``read_table``."""
    if len(data) > MAX_TABLE_BYTES:
        raise FileTooLargeError(name=name, limit_mb=MAX_TABLE_MB)
    kind = _kind(data)
    if kind in REFUSALS:
        raise UnreadableTableError(name=name, reason=REFUSALS[kind])
    if kind == "xlsx":
        return titled(workbook_grid(data, name, sheet), name)
    return titled(csv_grid(data, name), name)


def _kind(data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # compound file of old Office
        return "locked" if ENCRYPTED in data else "xls"
    if data.startswith(b"PK\x03\x04"):
        return "ods" if b"opendocument.spreadsheet" in data[:200] else "xlsx"
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        return "web"
    return "unknown" if start.startswith((b"%pdf-", b"\x89png", b"{\\rtf")) else "csv"
