"""An exchange file whole: pages to read, sealed data, one signature (docs/exchange-format.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from csf_desktop.errors import (
    EnvelopeMismatchError,
    ExchangeError,
    ModifiedFileError,
    NoExchangeDataError,
    UnknownSignerError,
    UnreadableFileError,
    UnsignedFileError,
)
from csf_desktop.exchange import canonical
from csf_desktop.exchange.attachments import SEALED_NAME, Attachment, attach, extract
from csf_desktop.exchange.envelope import Opened, open_sealed, seal
from csf_desktop.exchange.identity import Identity
from csf_desktop.exchange.signing import SignatureBox, sign_pdf
from csf_desktop.exchange.structure import DAMAGED, check_structure
from csf_desktop.exchange.verification import (
    KnownSigners,
    SignatureStatus,
    Verification,
    verify_pdf,
)

SIGNING_REASON = "Transmission de données CSF Desktop"


def write_exchange_pdf(
    page_pdf: bytes,
    content: bytes,
    *,
    sender: Identity,
    recipients: Sequence[bytes],
    number: str,
    issued_at: datetime,
    boxes: Sequence[SignatureBox] = (),
) -> bytes:
    """Seal ``content`` for the ``recipients`` certificates, attach it to the pages, sign.

    ``number`` is the document's reference, ``issued_at`` the sender's clock; both are readable
    from outside. Raises ``InvalidInputError`` and ``UnusableCertificateError`` as ``seal``.
    """
    sealed = seal(content, sender=sender, recipients=recipients, number=number, issued_at=issued_at)
    return sign_pdf(
        attach(page_pdf, sealed, SEALED_NAME),
        sender,
        signed_at=issued_at,
        reason=SIGNING_REASON,
        boxes=boxes,
    )


def read_exchange_pdf(
    pdf: bytes, *, identity: Identity, known: KnownSigners, name: str = "PDF"
) -> Opened:
    """Verify an exchange PDF, then open what it holds for ``identity``.

    In this order, each refusal with its own error: ``FileTooLargeError`` and
    ``UnreadableFileError``; ``UnsignedFileError``; ``ModifiedFileError``; ``UnknownSignerError``;
    ``NoExchangeDataError``; ``NewerFormatError``, ``EnvelopeMismatchError``,
    ``NotForThisVaultError``, ``ModifiedFileError`` of the envelope. ``name`` is what the
    sentences call the file.
    """
    verification = require_valid(pdf, known=known, name=name)
    attachment = signed_attachment(pdf, verification)
    if attachment.name != SEALED_NAME:
        raise NoExchangeDataError
    opened = open_sealed(
        attachment.content, identity=identity, signer_fingerprint=verification.fingerprint
    )
    declared = verification.declared_at
    if declared is None or canonical.to_timestamp(declared) != canonical.to_timestamp(
        opened.issued_at
    ):
        raise EnvelopeMismatchError
    return opened


def require_valid(pdf: bytes, *, known: KnownSigners, name: str = "PDF") -> Verification:
    """Verify a PDF; return only if it is valid, else raise the error of its status."""
    verification = verify_pdf(pdf, known=known)
    if verification.status is SignatureStatus.UNREADABLE:
        check_structure(pdf, name)  # says what is wrong, with the file's name
    if not verification.is_valid:
        raise _refusal(verification, name)
    return verification


def _refusal(verification: Verification, name: str) -> ExchangeError:
    match verification.status:
        case SignatureStatus.UNSIGNED:
            return UnsignedFileError()
        case SignatureStatus.UNKNOWN_SIGNER:
            return UnknownSignerError(signer=verification.signer)
        case SignatureStatus.UNREADABLE:
            return UnreadableFileError(name=name, reason=DAMAGED)
        case SignatureStatus.MODIFIED | SignatureStatus.VALID:
            return ModifiedFileError()
        case _:
            assert_never(verification.status)


def signed_attachment(pdf: bytes, verification: Verification) -> Attachment:
    """Return the attachment as the author signed it, whatever was added to the file since.

    Raises ``NoExchangeDataError`` and the other errors of ``attachments.extract``.
    """
    return extract(pdf[: verification.signed_length])
