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
from csf_desktop.exchange.reader import open_reader, parser_errors
from csf_desktop.exchange.structure import open_checked

if TYPE_CHECKING:
    import pikepdf
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject

SEALED_NAME = "csf-exchange.sealed"
OPEN_NAME = "csf-exchange.json"
MIME_TYPES = {SEALED_NAME: "application/vnd.csf-exchange", OPEN_NAME: "application/json"}

# A name tree with more nodes than this was not written by the program.
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
        names = pdf.Root.get("/Names", pikepdf.Dictionary())
        if "/AF" in pdf.Root or "/EmbeddedFiles" in names:
            raise ValueError("this PDF already has an attachment")
        spec = pdf.make_indirect(_file_spec(pdf, content, name))
        names.EmbeddedFiles = pikepdf.Dictionary(Names=[pikepdf.String(name), spec])
        pdf.Root.Names = names
        pdf.Root.AF = pikepdf.Array([spec])
        output = io.BytesIO()
        pdf.save(
            output,
            deterministic_id=True,
            min_version="1.7",
            # The pages stay as they were drawn.
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
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
    """Take out the exchange attachment of a PDF that passed ``structure.check_structure``.

    Give it only the bytes covered by the author's signature, once verified. Raises
    ``NoExchangeDataError`` (no attachment, or of another name), ``FileTooLargeError``,
    ``UnreadableFileError`` (several attachments, another compression than the program's).
    """
    try:
        return _extract(open_reader(pdf).root)
    except parser_errors() as error:
        raise _unreadable("pièce jointe mal formée") from error


def _extract(root: DictionaryObject) -> Attachment:
    specs = _file_specs(root)
    if not specs:
        raise NoExchangeDataError
    if len(specs) > 1:
        raise _unreadable("plusieurs pièces jointes")
    name = str(specs[0]["/UF"])
    if name not in MIME_TYPES:
        raise NoExchangeDataError
    stream = specs[0]["/EF"]["/UF"]
    # Taken raw and decompressed here, with a bound; only our own compression is accepted.
    if stream["/Filter"] != "/FlateDecode" or "/DecodeParms" in stream:
        raise _unreadable("compression de la pièce jointe non admise")
    return Attachment(name, decompress(stream.encoded_data, MAX_ATTACHMENT_BYTES, name))


def _file_specs(root: DictionaryObject) -> list[DictionaryObject]:
    """Return the distinct file specifications of the associated files and of the name tree."""
    found = _items(root.get("/AF"))
    names = root.get("/Names")
    nodes = [] if names is None or "/EmbeddedFiles" not in names else [names["/EmbeddedFiles"]]
    for node in nodes:  # grows while it is walked
        nodes.extend(kid.get_object() for kid in _items(node.get("/Kids")))
        if len(nodes) > _MAX_NAME_TREE_NODES:
            raise _unreadable("trop de pièces jointes")
        found.extend(_items(node.get("/Names"))[1::2])
    # The same file is normally in both places, by reference.
    distinct = {getattr(item, "reference", index): item for index, item in enumerate(found)}
    return [item.get_object() for item in distinct.values()]


def _items(array: ArrayObject | None) -> list[Any]:
    """Return the items of a PDF array as they are written: references not followed."""
    return [] if array is None else [array.raw_get(index) for index in range(len(array))]


def _unreadable(reason: str) -> UnreadableFileError:
    return UnreadableFileError(name="pièce jointe", reason=reason)
