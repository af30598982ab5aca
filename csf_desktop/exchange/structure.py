"""The first look at a PDF from outside: size, encryption, structure. Nothing is believed yet.

qpdf (through pikepdf) reads the cross-references without trying to repair them: it follows no
loop, allocates nothing for objects that are not there, and is quick on hostile files. What passes
here is small enough for pyHanko, which is written in Python, to look at in detail.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from csf_desktop.errors import FileTooLargeError, UnreadableFileError
from csf_desktop.exchange.limits import MAX_PDF_BYTES, MAX_PDF_MB, MAX_PDF_OBJECTS, MAX_SIGNATURES

if TYPE_CHECKING:
    import pikepdf

# Each signature, and the attachment, may add a revision of its own; a few more do no harm.
_MAX_REVISIONS = 2 * MAX_SIGNATURES
_HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
_END = re.compile(rb"startxref\s+[0-9]{1,10}\s+%%EOF\s*\Z")
_END_WINDOW = 64


def open_checked(pdf: bytes, name: str = "PDF") -> pikepdf.Pdf:
    """Open a PDF whose size and structure are within limits; the caller closes it.

    ``name`` is what the sentence of an error calls the file. Raises ``FileTooLargeError``,
    ``UnreadableFileError`` (not a PDF, damaged, encrypted, too many objects).
    """
    import pikepdf

    check_size(pdf, name)
    _check_ends(pdf, name)
    try:
        document = pikepdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise _encrypted(name) from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError) as error:
        raise UnreadableFileError(name=name, reason="structure abîmée") from error
    try:
        _check_document(document, name)
    except BaseException:
        document.close()
        raise
    return document


def check_structure(pdf: bytes, name: str = "PDF") -> None:
    """Check that a PDF is within limits. Raises as ``open_checked``."""
    open_checked(pdf, name).close()


def check_size(pdf: bytes, name: str = "PDF") -> None:
    """Check the size alone. Raises ``FileTooLargeError``."""
    if len(pdf) > MAX_PDF_BYTES:
        raise FileTooLargeError(name=name, limit_mb=MAX_PDF_MB)


def _check_ends(pdf: bytes, name: str) -> None:
    """Check the first and last lines: readers disagree on files with something around them."""
    if not _HEADER.match(pdf):
        raise UnreadableFileError(name=name, reason="ce n’est pas un PDF")
    if not _END.search(pdf[-_END_WINDOW:]):
        raise UnreadableFileError(name=name, reason="fichier incomplet")
    if pdf.count(b"startxref") > _MAX_REVISIONS:
        raise UnreadableFileError(name=name, reason="trop de révisions")


def _check_document(document: pikepdf.Pdf, name: str) -> None:
    import pikepdf

    if document.is_encrypted:
        raise _encrypted(name)
    try:
        too_large = int(document.trailer.Size) > MAX_PDF_OBJECTS
        too_large = too_large or len(document.objects) > MAX_PDF_OBJECTS
        damaged = not isinstance(document.Root, pikepdf.Dictionary) or bool(document.get_warnings())
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableFileError(name=name, reason="structure abîmée") from error
    if too_large:
        raise UnreadableFileError(name=name, reason="trop d’objets")
    if damaged:
        raise UnreadableFileError(name=name, reason="structure abîmée")


def _encrypted(name: str) -> UnreadableFileError:
    return UnreadableFileError(name=name, reason="protégé par un mot de passe")
