"""zlib with a bound on what comes out: a small file must not fill the memory."""

from __future__ import annotations

import zlib

from csf_desktop.errors import FileTooLargeError, UnreadableFileError
from csf_desktop.exchange.limits import MAX_CONTENT_BYTES

# The content is compressed with what names it (see envelope.py), a little more than the content.
_HEADER_ALLOWANCE = 64_000


def compress(data: bytes) -> bytes:
    """Compress with zlib."""
    return zlib.compress(data, level=6)


def decompress(
    data: bytes, limit: int = MAX_CONTENT_BYTES + _HEADER_ALLOWANCE, name: str = "contenu"
) -> bytes:
    """Decompress exactly one zlib stream of at most ``limit`` bytes once out.

    Raises ``FileTooLargeError`` past the limit, ``UnreadableFileError`` for a damaged, short or
    trailed stream; ``name`` is what the sentence calls it.
    """
    decompressor = zlib.decompressobj()
    try:
        # A limit of zero would mean none; one byte more than allowed shows what is too long.
        result = decompressor.decompress(data, limit + 1)
    except zlib.error as error:
        raise UnreadableFileError(name=name, reason="compression abîmée") from error
    if len(result) > limit:
        raise FileTooLargeError(name=name, limit_mb=limit // 1_000_000)
    if not decompressor.eof or decompressor.unused_data:
        raise UnreadableFileError(name=name, reason="compression abîmée")
    return result
