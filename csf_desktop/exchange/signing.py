"""Signing a PDF with a tutor's identity: PAdES B-B, ECDSA P-256 with SHA-256.

The first signature certifies the document (DocMDP): afterwards only signatures may be added, so
that others can still sign the boxes of a sheet. Later signatures are plain approvals.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from csf_desktop.exchange.identity import Identity

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSigner, SimpleSigner

FIELD_PREFIX = "CSF-Signature"

# Room for the CMS, in bytes: ours takes about 1 000, and twice that with a certificate full of
# long names. Fixed, it spares the trial signature that would measure it.
_BYTES_RESERVED = 8192


@dataclass(frozen=True)
class SignatureBox:
    """An empty signature field for somebody else to sign in a PDF reader.

    ``page`` counts from 0; ``rectangle`` is left, bottom, right, top in whole points.
    """

    name: str
    page: int
    rectangle: tuple[int, int, int, int]


def sign_pdf(
    pdf: bytes,
    identity: Identity,
    *,
    signed_at: datetime,
    reason: str,
    location: str = "",
    boxes: Sequence[SignatureBox] = (),
) -> bytes:
    """Return ``pdf`` signed by ``identity``, with an invisible signature field.

    The first signature certifies; ``boxes`` are then the fields left for others. ``signed_at``
    is the signer's clock, called « heure déclarée » wherever it is shown. Raises ``ValueError``
    for a naive ``signed_at``, or for ``boxes`` on a PDF that is already signed.
    """
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    if signed_at.tzinfo is None:
        raise ValueError("signed_at must be aware")
    writer = _writer(pdf)
    earlier = len(writer.prev.embedded_signatures)
    if earlier and boxes:
        raise ValueError("fields cannot be added to a certified document")
    _add_boxes(writer, boxes)
    metadata = PdfSignatureMetadata(
        field_name=f"{FIELD_PREFIX}-{earlier + 1}",
        md_algorithm="sha256",
        reason=reason or None,
        location=location or None,
        subfilter=SigSeedSubFilter.PADES,
        certify=not earlier,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    signer = PdfSigner(metadata, _signer(identity))
    return asyncio.run(_sign(signer, writer, signed_at))


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    """Return a writer that adds a revision and leaves the document's own metadata alone."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class _PlainWriter(IncrementalPdfFileWriter):  # type: ignore[misc, unused-ignore]
        def _update_meta(self) -> None:
            """Write nothing: pyHanko would put the machine's clock and its own name here."""

    return _PlainWriter(io.BytesIO(pdf), strict=True)


def _add_boxes(writer: IncrementalPdfFileWriter, boxes: Sequence[SignatureBox]) -> None:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    for box in boxes:
        spec = SigFieldSpec(box.name, on_page=box.page, box=box.rectangle)
        append_signature_field(writer, spec)


def _signer(identity: Identity) -> SimpleSigner:
    from asn1crypto import keys, x509
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    return SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate_der),
        signing_key=keys.PrivateKeyInfo.load(identity.private_key_pkcs8),
        cert_registry=SimpleCertificateStore(),
    )


async def _sign(signer: PdfSigner, writer: IncrementalPdfFileWriter, signed_at: datetime) -> bytes:
    """Run pyHanko's signing session step by step: its shortcut reads the clock of the machine."""
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer)
    session.system_time = signed_at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=_BYTES_RESERVED)
    output = io.BytesIO()
    digest, _ = prepared.digest_tbs_document(output=output)
    await prepared.perform_signature(
        document_digest=digest.document_digest,
        # PAdES baseline (EN 319 142-1 §6.3): the time is in the signature dictionary, not here.
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(),
    )
    return output.getvalue()
