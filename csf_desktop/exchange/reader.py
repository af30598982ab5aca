"""Reading a PDF that passed the first look, with pyHanko: strictly, and with limits."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from typing import TYPE_CHECKING

from csf_desktop.exchange.limits import MAX_DECODED_STREAM_BYTES

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

# pyHanko logs what it finds wrong, quoting the file. A refusal is said once, by its own sentence.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def open_reader(pdf: bytes) -> PdfFileReader:
    """Open a PDF that passed ``structure.check_structure``. Raises any of ``parser_errors``."""
    from pyhanko.pdf_utils.decode_limits import (
        DecodeLimits,
        DocumentDecodeBudget,
        StreamDecodeLimits,
    )
    from pyhanko.pdf_utils.reader import PdfFileReader

    limits = DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=MAX_DECODED_STREAM_BYTES),
        document_budget=DocumentDecodeBudget(base_allowance=4 * MAX_DECODED_STREAM_BYTES),
    )
    return PdfFileReader(io.BytesIO(pdf), strict=True, decode_limits=limits)


def parser_errors() -> tuple[type[Exception], ...]:
    """Return what reading a hostile file may raise: the parser may stumble anywhere.

    Whatever it says, the file is refused.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.pdf_utils.misc import PdfError

    return (
        PdfError,
        UnsupportedAlgorithm,
        ArithmeticError,
        AssertionError,
        AttributeError,
        EOFError,
        LookupError,
        RuntimeError,  # recursion, not implemented
        SyntaxError,  # XML metadata
        TypeError,
        ValueError,
        struct.error,
        zlib.error,
    )
