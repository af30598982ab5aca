"""Read the official public procurement data (DECP, format v2.0.3 and what is published under it).

One entry, ``read_decp``: a JSON or XML file in, checked records and refusals out, one at a time.
The contract between this reader and its callers is docs/decp.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from csf_desktop.exchange.decp_json import json_records
from csf_desktop.exchange.decp_record import to_record
from csf_desktop.exchange.decp_records import (
    DecpAmendment,
    DecpEffective,
    DecpKind,
    DecpParty,
    DecpPlace,
    DecpRecord,
    DecpRefusal,
    DecpSubcontractor,
    effective,
)
from csf_desktop.exchange.decp_source import DECP_LIMITS, DecpLimits, OnRead, Source
from csf_desktop.exchange.decp_xml import xml_records
from csf_desktop.exchange.sniff import looks_like

__all__ = [
    "DECP_LIMITS",
    "DecpAmendment",
    "DecpEffective",
    "DecpKind",
    "DecpLimits",
    "DecpParty",
    "DecpPlace",
    "DecpRecord",
    "DecpRefusal",
    "DecpSubcontractor",
    "effective",
    "read_decp",
]


def read_decp(
    path: Path, *, limits: DecpLimits = DECP_LIMITS, on_read: OnRead | None = None
) -> Iterator[DecpRecord | DecpRefusal]:
    """Yield every record of a file, in its order, each checked on its own.

    Records without a social clause are yielded too; the same contract may come twice, the later
    one in the file being the newer. ``on_read`` hears of bytes read and in all, and may raise to
    stop.

    Errors come while iterating: ``UnreadableFileError`` or ``FileTooLargeError`` about the whole
    file, possibly after good records. Whoever merges keeps nothing of a file that ends so.
    """
    source = Source(path, limits, on_read)
    kind = looks_like(path)
    if kind == "decp-json":
        raw = json_records(source)
    elif kind == "decp-xml":
        raw = xml_records(source)
    else:
        next(source.chunks())  # an empty, too large or inaccessible file says so
        raise source.unreadable("ce ne sont pas des données de marchés en JSON ou en XML")
    for position, (record_kind, tree) in enumerate(raw, start=1):
        yield to_record(record_kind, tree, position)
