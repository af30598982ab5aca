"""The signatures of a PDF, each checked on its own: what it covers, its digest, its CMS.

pyHanko reads the document and computes; the checks here are stricter than the standard, because
an exchange file has exactly one spelling. A signature is reported only if it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from csf_desktop.exchange.limits import MAX_SIGNATURES
from csf_desktop.exchange.reader import open_reader, parser_errors

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import Reference
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import StandardDiffPolicy
    from pyhanko.sign.validation import EmbeddedPdfSignature

_DIGESTS = frozenset({"sha256", "sha384", "sha512"})
_SIGNATURE_MARK = b"/ByteRange"
DAMAGED_SENTENCE = "Le fichier a été abîmé ou modifié depuis sa signature."
_ONE_CASE_HEX = re.compile(rb"<(?:[0-9A-F]*|[0-9a-f]*)>")


class BrokenSignatureError(Exception):
    """A signature, or something around it, does not hold. ``reason`` is a French sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnparsableError(Exception):
    """The document could not be read, and shows no trace of a signature."""


@dataclass(frozen=True)
class CheckedSignature:
    """A signature that holds over the bytes 0 to ``end`` of the file, its own hole excepted.

    ``certifies``: it is the certification of the document, allowing nothing but signatures.
    ``canonical``: its CMS is byte for byte what this program writes for this certificate.
    ``declared_at`` is the signer's clock, or None when absent.
    """

    certificate_der: bytes = field(repr=False)
    declared_at: datetime | None
    end: int
    certifies: bool
    canonical: bool


def has_signature_mark(pdf: bytes) -> bool:
    """Tell whether a file that cannot be read shows the trace of a signature."""
    return _SIGNATURE_MARK in pdf


def check_signatures(pdf: bytes) -> tuple[CheckedSignature, ...]:
    """Return the signatures of a PDF that passed ``structure.check_structure``, oldest first.

    An empty tuple means that the file is not signed. Raises ``BrokenSignatureError`` if any
    signature fails or if the whole file is not covered, ``UnparsableError``.
    """
    try:
        return _check(pdf)
    except parser_errors() as error:
        if has_signature_mark(pdf):
            raise BrokenSignatureError(DAMAGED_SENTENCE) from error
        raise UnparsableError from error


def _check(pdf: bytes) -> tuple[CheckedSignature, ...]:
    reader = open_reader(pdf)
    signatures = reader.embedded_signatures
    if not signatures:
        if has_signature_mark(pdf):
            raise BrokenSignatureError("La signature a été retirée ou n’est pas reconnue.")
        return ()
    if len(signatures) > MAX_SIGNATURES:
        raise BrokenSignatureError("Le fichier porte trop de signatures.")
    certification = _certification_reference(reader)
    checked = tuple(_check_one(pdf, one, certification) for one in signatures)
    if checked[-1].end != len(pdf):
        raise BrokenSignatureError("Quelque chose a été ajouté au fichier après la signature.")
    return checked


def _check_one(
    pdf: bytes, signature: EmbeddedPdfSignature, certification: Reference | None
) -> CheckedSignature:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    if signature.sig_object_type != "/Sig":
        raise BrokenSignatureError("Le fichier porte un horodatage, qui n’est pas admis.")
    if signature.md_algorithm not in _DIGESTS:
        raise BrokenSignatureError("L’algorithme de la signature n’est pas admis.")
    end, der = _check_hole(pdf, signature)
    signature.compute_integrity_info(_diff_policy())
    intact, valid = validate_sig_integrity(
        signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
    )
    if not (intact and valid):
        raise BrokenSignatureError("Le contenu ne correspond plus à la signature.")
    # Also false when the signature does not reach the end of its own revision.
    if not signature.summarise_integrity_info()["docmdp_ok"]:
        raise BrokenSignatureError("Le fichier a été changé autrement que par une signature.")
    return CheckedSignature(
        certificate_der=signature.signer_cert.dump(),
        declared_at=_declared_time(signature),
        end=end,
        certifies=_certifies(signature, certification),
        canonical=der == _canonical_cms(signature),
    )


def _check_hole(pdf: bytes, signature: EmbeddedPdfSignature) -> tuple[int, bytes]:
    """Check that only the signature itself escapes it; return its end and its DER.

    The range starts at 0 and leaves out one hexadecimal string, which is the value of /Contents
    and nothing else: one letter case, zeros only after the CMS.
    """
    from asn1crypto import parser

    contents: bytes = signature.pkcs7_content
    start, length, resume, rest = (int(number) for number in signature.byte_range)
    end = resume + rest
    hole = pdf[length:resume]
    if start != 0 or not 0 < length < resume < end <= len(pdf):
        raise BrokenSignatureError("La signature ne couvre pas tout le fichier.")
    if not _ONE_CASE_HEX.fullmatch(hole) or bytes.fromhex(hole[1:-1].decode("ascii")) != contents:
        raise BrokenSignatureError("La signature ne couvre pas tout le fichier.")
    size = parser.peek(contents)
    if any(contents[size:]):
        raise BrokenSignatureError("Des données ont été ajoutées derrière la signature.")
    return end, contents[:size]


def _declared_time(signature: EmbeddedPdfSignature) -> datetime | None:
    moment = signature.self_reported_timestamp
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _certification_reference(reader: PdfFileReader) -> Reference | None:
    """Return the reference of the signature that certifies the document, or None."""
    permissions = reader.root.get("/Perms")
    return None if permissions is None else permissions.raw_get("/DocMDP").reference


def _certifies(signature: EmbeddedPdfSignature, certification: Reference | None) -> bool:
    """Tell whether this is the certification and whether it forbids all but signatures.

    Filling forms is the standard's name for that level (ISO 32000-2 table 257, P = 2); the
    policy below lets no other field than signatures change.
    """
    from pyhanko.sign.fields import MDPPerm

    own = signature.sig_field.raw_get("/V").reference
    strict = {MDPPerm.NO_CHANGES, MDPPerm.FILL_FORMS}
    return own == certification and signature.docmdp_level in strict


def _diff_policy() -> StandardDiffPolicy:
    """Return pyHanko's usual policy without its rule for ordinary form fields."""
    from pyhanko.sign import diff_analysis as diff
    from pyhanko.sign.diff_analysis.rules import form_field_rules as fields

    level = diff.ModificationLevel.LTA_UPDATES
    return diff.StandardDiffPolicy(
        global_rules=[
            diff.CatalogModificationRule(),
            diff.DocInfoRule().as_qualified(level),
            diff.XrefStreamRule().as_qualified(level),
            diff.ObjectStreamRule().as_qualified(level),
            diff.MetadataUpdateRule().as_qualified(level),
        ],
        form_rule=diff.FormUpdatingRule(
            field_rules=[fields.SigFieldCreationRule(), fields.SigFieldModificationRule()]
        ),
    )


def _canonical_cms(signature: EmbeddedPdfSignature) -> bytes:
    """Rebuild the CMS as the program writes it, from what the signature itself protects.

    Outside the signed attributes a CMS has parts that nothing protects (other certificates,
    unsigned attributes, repeated algorithm names): here they have only one admissible value.
    """
    from asn1crypto import algos, cms

    certificate, given = signature.signer_cert, signature.signer_info
    digest = algos.DigestAlgorithm({"algorithm": "sha256"})
    sid = cms.IssuerAndSerialNumber(
        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    )
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": sid}),
            "digest_algorithm": digest,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signed_attrs": given["signed_attrs"],
            "signature": given["signature"].native,
        }
    )
    signed_data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms((digest,)),
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [signer],
        }
    )
    content = cms.ContentInfo({"content_type": "signed_data", "content": signed_data})
    return bytes(content.dump())
