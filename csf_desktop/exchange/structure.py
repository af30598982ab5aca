"""The first look at a PDF from outside: size, encryption, structure. Nothing is believed yet.

qpdf (through pikepdf) follows the cross-references without trying to repair them: it runs round
no loop, allocates nothing for objects that are not there, and is quick on hostile files. What
passes here is small enough for pyHanko, which is written in Python, to read in detail.
"""

from __future__ import annotations

import io
import re
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from csf_desktop.errors import FileTooLargeError, UnreadableFileError
from csf_desktop.exchange.limits import (
    MAX_DECODED_STREAM_BYTES,
    MAX_PDF_BYTES,
    MAX_PDF_MB,
    MAX_PDF_OBJECTS,
    MAX_SIGNATURES,
)

if TYPE_CHECKING:
    import pikepdf

# What an altered or cut-short file looks like, as opposed to one that never was acceptable.
DAMAGED = "structure abîmée"
INCOMPLETE = "fichier incomplet"

# Each signature, and the attachment, may add a revision of its own; a few more do no harm.
_MAX_REVISIONS = 2 * MAX_SIGNATURES
_MAX_NESTING = 100
_MAX_CONTAINER_ITEMS = 1_000_000
# ReportLab writes its pages with two filters, ASCII85 around Flate.
_MAX_STREAM_FILTERS = 2

_HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
_END = re.compile(rb"startxref\s+[0-9]{1,10}\s+%%EOF\s*\Z")
_END_WINDOW = 64
# LZW is the one filter that qpdf expands without a bound; nobody has written it for decades.
# A name may spell its letters as hexadecimal escapes.
_LZW = re.compile(rb"/(?:L|#4[cC])(?:Z|#5[aA])(?:W|#57)")


def open_checked(pdf: bytes, name: str = "PDF") -> pikepdf.Pdf:
    """Open a PDF whose size and structure are within limits; the caller closes it.

    ``name`` is what the sentence of an error calls the file. Raises ``FileTooLargeError``,
    ``UnreadableFileError`` (not a PDF, incomplete, damaged, encrypted, too many objects).
    """
    check_size(pdf, name)
    _check_bytes(pdf, name)
    qpdf = _qpdf()
    try:
        document: pikepdf.Pdf = qpdf.open(
            io.BytesIO(pdf),
            attempt_recovery=False,
            suppress_warnings=True,
            inherit_page_attributes=False,
        )
    except qpdf.PasswordError as error:
        raise _encrypted(name) from error
    except (qpdf.PikepdfError, RuntimeError, ValueError) as error:
        raise UnreadableFileError(name=name, reason=DAMAGED) from error
    try:
        _check_document(document, name)
    except UnreadableFileError:
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


def qpdf_errors() -> tuple[type[Exception], ...]:
    """Return what reading a hostile file through qpdf may raise: it may stumble anywhere."""
    return (
        _qpdf().PikepdfError,
        AttributeError,
        LookupError,
        OverflowError,
        RuntimeError,
        TypeError,
        ValueError,  # text that is no text, among others
    )


@cache
def _qpdf() -> ModuleType:
    """Import pikepdf and set its limits, which are those of the whole process, once."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=_MAX_NESTING,
        parser_max_container_size=_MAX_CONTAINER_ITEMS,
        max_stream_filters=_MAX_STREAM_FILTERS,
        flate_max_memory=MAX_DECODED_STREAM_BYTES,
        png_max_memory=MAX_DECODED_STREAM_BYTES,
        tiff_max_memory=MAX_DECODED_STREAM_BYTES,
        run_length_max_memory=MAX_DECODED_STREAM_BYTES,
    )
    return pikepdf


def _check_bytes(pdf: bytes, name: str) -> None:
    """Check what can be seen without parsing; readers disagree on files with something around."""
    if not _HEADER.match(pdf):
        raise UnreadableFileError(name=name, reason="ce n’est pas un PDF")
    if not _END.search(pdf[-_END_WINDOW:]):
        raise UnreadableFileError(name=name, reason=INCOMPLETE)
    if pdf.count(b"startxref") > _MAX_REVISIONS:
        raise UnreadableFileError(name=name, reason="trop de révisions")
    if _LZW.search(pdf):
        raise UnreadableFileError(name=name, reason="compression LZW non admise")


def _check_document(document: pikepdf.Pdf, name: str) -> None:
    if document.is_encrypted:
        raise _encrypted(name)
    try:
        object_count = int(document.trailer.Size)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableFileError(name=name, reason=DAMAGED) from error
    if object_count > MAX_PDF_OBJECTS:
        raise UnreadableFileError(name=name, reason="trop d’objets")
    # Among the warnings: more objects than the trailer announces.
    if document.get_warnings():
        raise UnreadableFileError(name=name, reason=DAMAGED)


def _encrypted(name: str) -> UnreadableFileError:
    return UnreadableFileError(name=name, reason="protégé par un mot de passe")
