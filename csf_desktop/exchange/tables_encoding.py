"""Reads the bytes of a text file that does not say how it is encoded."""

from __future__ import annotations

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins like it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WINDOWS = "cp1252"
OF_FRENCH_FILES = [WINDOWS, "mac_roman", "cp850"]
"""One-byte encodings in which French programs wrote: Windows, former Mac, MS-DOS."""
SAMPLE = 32 * 1024
_FRENCH = set("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”…–—°€•·²³§µ\u00a0\u00ad©®½¼¾×")


def decoded(data: bytes) -> str:
    """Return the text of a file; what no encoding explains is replaced, never refused.

    In order: its byte order mark, UTF-8 when it is strictly so, UTF-16 that shows by its zeros,
    Windows-1252 (of which Latin-1 is a part for letters) when every accent is a French one, else
    what charset-normalizer holds likeliest among ``OF_FRENCH_FILES``.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text[:SAMPLE]:
            return text
    wide = _wide(data[:SAMPLE])
    return data.decode(wide or _narrow(data), errors="replace")


def _wide(head: bytes) -> str:
    """Return the UTF-16 that a text without mark is in: every other byte of it is zero, or near."""
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > half * 0.7 else ""


def _narrow(data: bytes) -> str:
    high = bytes(byte for byte in data if byte >= 0x80)[:SAMPLE]
    strange = sum(char not in _FRENCH for char in high.decode(WINDOWS, errors="replace"))
    if not high or strange * 10 <= len(high):
        return WINDOWS
    from charset_normalizer import from_bytes  # hardly ever needed

    found = from_bytes(_telling(data), cp_isolation=OF_FRENCH_FILES).best()
    return found.encoding if found is not None else WINDOWS


def _telling(data: bytes) -> bytes:
    """Return the lines that have other than ASCII, up to ``SAMPLE`` bytes."""
    lines = (line for line in data.splitlines(keepends=True) if not line.isascii())
    kept = b""
    for line in lines:
        kept += line[:2048]
        if len(kept) >= SAMPLE:
            break
    return kept
