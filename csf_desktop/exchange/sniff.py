"""Tell what a file is from its content; its name and extension prove nothing."""

from __future__ import annotations

import codecs
import re
import stat
import zipfile
from pathlib import Path
from typing import Literal

from csf_desktop.errors import UnreadableFileError

FileKind = Literal["decp-json", "decp-xml", "pdf", "csv", "xlsx", "unknown"]

_HEAD = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins like it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|meta|table|svg)\b", re.IGNORECASE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SEPARATORS = (";", ",", "\t")


def looks_like(path: Path) -> FileKind:
    """Return the kind of a file from its first bytes.

    JSON and XML are always taken for procurement data, the only ones the program reads: the
    reader then says what is wrong with them. Raises ``UnreadableFileError`` when the file does not
    exist, cannot be opened, or is not a regular one (a pipe would wait for ever).
    """
    head = _head(path)
    if b"%PDF-" in head[:1024]:  # a reader accepts up to 1 024 bytes before the header
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "xlsx" if _is_workbook(path) else "unknown"
    return _kind_of_text(_as_text(head))


def _head(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableFileError(name=path.name, reason="ce n’est pas un fichier")
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except FileNotFoundError:
        raise UnreadableFileError(name=path.name, reason="il n’existe pas") from None
    except OSError:
        raise UnreadableFileError(name=path.name, reason="accès refusé") from None


def _kind_of_text(text: str) -> FileKind:
    start = text.lstrip()
    if start.startswith(("{", "[")):
        return "decp-json"
    if start.startswith("<"):
        return "unknown" if _WEB_PAGE.match(start) else "decp-xml"
    return "csv" if _is_table(start) else "unknown"


def _as_text(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="replace")
    if head[1:2] == b"\x00":
        return head.decode("utf-16-le", errors="replace")
    if head[:1] == b"\x00":
        return head.decode("utf-16-be", errors="replace")
    return head.decode("utf-8", errors="replace")


def _is_table(text: str) -> bool:
    lines = text.splitlines()
    if len(lines) < 2 or _NOT_TEXT.search(text):
        return False
    return any(mark in lines[0] and mark in lines[1] for mark in _SEPARATORS)


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
