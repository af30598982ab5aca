"""The one attachment of an exchange PDF: put in before signing, taken out with limits.

It is an associated file of the document (ISO 32000-2 §7.11.4 and §14.13, relationship Data) under
one of two names, so that any PDF reader lists it and ours knows what it is.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from csf_desktop.errors import NoExchangeDataError, UnreadableFileError
from csf_desktop.exchange.compression import compress, decompress
from csf_desktop.exchange.limits import MAX_ATTACHMENT_BYTES
from csf_desktop.exchange.structure import open_checked

if TYPE_CHECKING:
    import pikepdf

SEALED_NAME = "csf-exchange.sealed"
OPEN_NAME = "csf-exchange.json"
MIME_TYPES = {SEALED_NAME: "application/vnd.csf-exchange", OPEN_NAME: "application/json"}

# A name tree deeper or a list longer than this was not written by the program.
_MAX_NAME_TREE_NODES = 64


@dataclass(frozen=True)
class Attachment:
    """An exchange attachment: ``csf-exchange.sealed`` or ``csf-exchange.json``, and its bytes."""

    name: str
    content: bytes = field(repr=False)


def attach(page_pdf: bytes, content: bytes, name: str) -> bytes:
    """Return ``page_pdf`` with ``content`` attached under ``name``.

    ``name`` is ``SEALED_NAME`` or ``OPEN_NAME``. The same input gives the same bytes. Raises
    ``UnreadableFileError`` if the PDF is damaged, ``ValueError`` if it already has an attachment.
    """
    import pikepdf

    if name not in MIME_TYPES:
        raise ValueError(f"not an exchange attachment: {name}")
    with open_checked(page_pdf) as pdf:
        if _file_specs(pdf):
            raise ValueError("this PDF already has an attachment")
        spec = pdf.make_indirect(_file_spec(pdf, content, name))
        names = pdf.Root.get("/Names", pikepdf.Dictionary())
        names.EmbeddedFiles = pikepdf.Dictionary(Names=[pikepdf.String(name), spec])
        pdf.Root.Names = names
        pdf.Root.AF = pikepdf.Array([spec])
        output = io.BytesIO()
        pdf.save(output, deterministic_id=True, min_version="1.7")
    return output.getvalue()


def _file_spec(pdf: pikepdf.Pdf, content: bytes, name: str) -> pikepdf.Dictionary:
    """Build the file specification and its compressed stream."""
    import pikepdf

    stream = pikepdf.Stream(pdf, b"")
    stream.write(compress(content), filter=pikepdf.Name.FlateDecode)
    stream.Type = pikepdf.Name.EmbeddedFile
    stream.Subtype = pikepdf.Name("/" + MIME_TYPES[name])
    stream.Params = pikepdf.Dictionary(Size=len(content))
    embedded = pdf.make_indirect(stream)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=pikepdf.String(name),
        UF=pikepdf.String(name),
        AFRelationship=pikepdf.Name.Data,
        EF=pikepdf.Dictionary(F=embedded, UF=embedded),
    )


def extract(pdf: bytes) -> Attachment:
    """Take out the exchange attachment of a PDF.

    Give it only the bytes covered by the author's signature, once verified. Raises
    ``NoExchangeDataError`` (no attachment), ``FileTooLargeError``, ``UnreadableFileError``
    (several attachments, another name, another compression than the program's).
    """
    with open_checked(pdf) as document:
        try:
            return _extract(document)
        except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
            raise _unreadable("pièce jointe mal formée") from error


def _extract(pdf: pikepdf.Pdf) -> Attachment:
    import pikepdf

    specs = _file_specs(pdf)
    if not specs:
        raise NoExchangeDataError
    if len(specs) > 1:
        raise _unreadable("plusieurs pièces jointes")
    spec = specs[0]
    name = str(spec.UF)
    if name not in MIME_TYPES:
        raise NoExchangeDataError
    stream = spec.EF.UF
    if not isinstance(stream, pikepdf.Stream):
        raise _unreadable("pièce jointe mal formée")
    # qpdf would decompress without a bound, so the raw stream is taken and only our own
    # compression is accepted.
    if stream.get("/Filter") != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        raise _unreadable("compression de la pièce jointe non admise")
    raw = stream.read_raw_bytes()
    return Attachment(name, decompress(bytes(raw), MAX_ATTACHMENT_BYTES, name))


def _file_specs(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the distinct file specifications of the name tree and of the associated files."""
    found = list(pdf.Root.get("/AF", []))
    names = pdf.Root.get("/Names")
    tree = None if names is None else names.get("/EmbeddedFiles")
    nodes: list[Any] = [] if tree is None else [tree]
    seen = 0
    while nodes:
        seen += 1
        if seen > _MAX_NAME_TREE_NODES:
            raise _unreadable("trop de pièces jointes")
        node = nodes.pop()
        nodes.extend(node.get("/Kids", []))
        found.extend(list(node.get("/Names", []))[1::2])
    distinct: list[Any] = []
    for spec in found:
        if not any(spec.is_indirect and spec.objgen == other.objgen for other in distinct):
            distinct.append(spec)
    return distinct


def _unreadable(reason: str) -> UnreadableFileError:
    return UnreadableFileError(name="pièce jointe", reason=reason)
