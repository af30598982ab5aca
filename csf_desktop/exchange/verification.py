"""What a signed PDF from outside is worth: intact or not, by whom, known or not.

Nothing is trusted before it is verified. A refused file gives a status and one French sentence,
never an exception; the callers that need an error make it from the status.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from csf_desktop.errors import FileTooLargeError, UnreadableFileError, UnusableCertificateError
from csf_desktop.exchange.identity import CertificateInfo, certificate_info
from csf_desktop.exchange.signatures import (
    DAMAGED_SENTENCE,
    BrokenSignatureError,
    CheckedSignature,
    UnparsableError,
    check_signatures,
    has_signature_mark,
)
from csf_desktop.exchange.structure import DAMAGED, INCOMPLETE, check_structure

# The fingerprints of the trusted contacts: a mapping or set of them, or a question to ask.
KnownSigners = Container[str] | Callable[[str], bool]


class SignatureStatus(StrEnum):
    """The five answers; the command line prints them as they are."""

    VALID = "valid"
    UNKNOWN_SIGNER = "unknown_signer"
    MODIFIED = "modified"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Countersignature:
    """A later signature by somebody else; it holds, but vouches for nothing in the data."""

    name: str
    fingerprint: str
    declared_at: datetime | None
    known: bool


@dataclass(frozen=True)
class Verification:
    """The result. The signer is the author: the one of the first signature.

    Signer, fingerprint, words and date are set only if every signature holds (``VALID`` and
    ``UNKNOWN_SIGNER``). ``declared_at`` is the signer's clock (« heure déclarée »).
    ``signed_length``: the author signed the bytes 0 to ``signed_length`` of the file; data is
    taken from there only. ``reason`` is a French sentence.
    """

    status: SignatureStatus
    reason: str
    signer: str = ""
    academie: str = ""
    fingerprint: str = ""
    words: str = ""
    declared_at: datetime | None = None
    covers_whole_file: bool = False
    signed_length: int = 0
    certificate_der: bytes = field(default=b"", repr=False)
    countersignatures: tuple[Countersignature, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Tell whether the file is intact and its author known."""
        return self.status is SignatureStatus.VALID


def verify_pdf(pdf: bytes, *, known: KnownSigners, name: str = "PDF") -> Verification:
    """Verify the signatures of a PDF; ``name`` is what its file is called in sentences.

    ``known`` holds the fingerprints of the trusted contacts (a mapping or set), or is a function
    telling whether one is trusted. In order: size and structure; every signature holds, the last
    covers the whole file, nothing else changed since the first; the author is known, certified
    the document, and their certificate was valid at the declared time.
    """
    try:
        check_structure(pdf, name)
    except UnreadableFileError as error:
        if error.details["reason"] in (DAMAGED, INCOMPLETE) and has_signature_mark(pdf):
            return Verification(SignatureStatus.MODIFIED, DAMAGED_SENTENCE)
        return Verification(SignatureStatus.UNREADABLE, str(error))
    except FileTooLargeError as error:
        return Verification(SignatureStatus.UNREADABLE, str(error))
    try:
        signatures = check_signatures(pdf)
    except BrokenSignatureError as error:
        return Verification(SignatureStatus.MODIFIED, error.reason)
    except UnparsableError:
        return Verification(SignatureStatus.UNREADABLE, "Le PDF est abîmé et ne peut pas être lu.")
    if not signatures:
        return Verification(SignatureStatus.UNSIGNED, "Le PDF ne porte aucune signature.")
    try:
        holders = [certificate_info(one.certificate_der) for one in signatures]
    except UnusableCertificateError:
        return Verification(
            SignatureStatus.MODIFIED, "Le certificat d’un signataire ne peut pas être lu."
        )
    return _judge(signatures, holders, known)


def _judge(
    signatures: tuple[CheckedSignature, ...], holders: list[CertificateInfo], known: KnownSigners
) -> Verification:
    """Decide about a file whose signatures all hold."""
    author, holder = signatures[0], holders[0]
    pairs = list(zip(signatures, holders, strict=True))
    if any(_is_known(info, known) and not one.canonical for one, info in pairs):
        return Verification(
            SignatureStatus.MODIFIED,
            "La signature n’a pas la forme exacte que CSF Desktop lui donne.",
        )
    status, reason = _author_status(author, holder, known)
    if status is SignatureStatus.MODIFIED:
        return Verification(status, reason)
    return Verification(
        status=status,
        reason=reason,
        signer=holder.name,
        academie=holder.academie,
        fingerprint=holder.fingerprint,
        words=holder.words,
        declared_at=author.declared_at,
        covers_whole_file=True,
        signed_length=author.end,
        certificate_der=author.certificate_der,
        countersignatures=tuple(
            Countersignature(info.name, info.fingerprint, one.declared_at, _is_known(info, known))
            for one, info in pairs[1:]
        ),
    )


def _author_status(
    author: CheckedSignature, holder: CertificateInfo, known: KnownSigners
) -> tuple[SignatureStatus, str]:
    name = f"«\u00a0{holder.name}\u00a0»"
    if not _is_known(holder, known):
        return (
            SignatureStatus.UNKNOWN_SIGNER,
            f"Le fichier est intact, mais {name} n’est pas dans vos contacts\u00a0: importez sa "
            "carte et comparez l’empreinte.",
        )
    if not author.certifies or author.declared_at is None:
        return (
            SignatureStatus.MODIFIED,
            "Le fichier n’est pas certifié comme un export de CSF Desktop.",
        )
    if not holder.not_before <= author.declared_at <= holder.not_after:
        return (
            SignatureStatus.UNKNOWN_SIGNER,
            f"Le certificat de {name} n’était pas valable à la date déclarée\u00a0: demandez-lui "
            "sa nouvelle carte de contact.",
        )
    return SignatureStatus.VALID, f"Signé par {name}, que vous connaissez, et intact depuis."


def _is_known(holder: CertificateInfo, known: KnownSigners) -> bool:
    if isinstance(known, Container):
        return holder.fingerprint in known
    return known(holder.fingerprint)
