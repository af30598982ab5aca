"""Contact cards: a certificate on paper and in a PDF, to be trusted after a comparison.

A card is signed by the identity it presents. That proves that its maker holds the key, not who
they are: the fingerprint words are compared by voice or on paper, or an académie's root issued
the certificate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from csf_desktop.errors import (
    EnvelopeMismatchError,
    NewerFormatError,
    NoExchangeDataError,
    UnreadableFileError,
)
from csf_desktop.exchange import canonical
from csf_desktop.exchange.attachments import OPEN_NAME, attach
from csf_desktop.exchange.identity import Identity, certificate_info
from csf_desktop.exchange.package import require_valid, signed_attachment
from csf_desktop.exchange.signing import sign_pdf

FORMAT = "csf-contact-card"
VERSION = 1
SIGNING_REASON = "Carte de contact CSF Desktop"

_KEYS = {"certificate", "email", "format", "issued_at", "phone", "version"}
_MAX_DETAIL_LENGTH = 254  # RFC 5321: the longest e-mail address; a telephone number is shorter


@dataclass(frozen=True)
class ContactCard:
    """A colleague's card as read. ``name`` and ``academie`` come from the certificate."""

    name: str
    academie: str
    phone: str
    email: str
    certificate_der: bytes = field(repr=False)
    fingerprint: str
    words: str
    issued_at: datetime


def card_payload(
    certificate_der: bytes, *, issued_at: datetime, phone: str = "", email: str = ""
) -> bytes:
    """Return the attachment of a card: the certificate and professional contact details."""
    return canonical.encode(
        {
            "format": FORMAT,
            "version": VERSION,
            "certificate": canonical.to_base64(certificate_der),
            "phone": phone,
            "email": email,
            "issued_at": canonical.to_timestamp(issued_at),
        }
    )


def write_card_pdf(
    page_pdf: bytes,
    identity: Identity,
    *,
    issued_at: datetime,
    phone: str = "",
    email: str = "",
) -> bytes:
    """Return the signed card of ``identity`` on the given page."""
    payload = card_payload(identity.certificate_der, issued_at=issued_at, phone=phone, email=email)
    return sign_pdf(
        attach(page_pdf, payload, OPEN_NAME), identity, signed_at=issued_at, reason=SIGNING_REASON
    )


def read_card_pdf(pdf: bytes, *, name: str = "PDF") -> ContactCard:
    """Read a card; whether to trust it is for the person who compares the words.

    Raises the errors of ``read_exchange_pdf`` up to the signature, ``NoExchangeDataError`` (not
    a card), ``NewerFormatError``, ``EnvelopeMismatchError`` (the certificate is not the
    signer's), ``UnreadableFileError``, ``UnusableCertificateError``.
    """
    # Anybody may sign a card, but only with the certificate it carries, checked below.
    verification = require_valid(pdf, known=lambda _fingerprint: True, name=name)
    attachment = signed_attachment(pdf, verification)
    if attachment.name != OPEN_NAME:
        raise NoExchangeDataError
    payload = _parse(attachment.content, name)
    try:
        certificate_der = canonical.from_base64(payload["certificate"])
        issued_at = canonical.from_timestamp(payload["issued_at"])
    except ValueError as error:
        raise UnreadableFileError(name=name, reason="carte mal formée") from error
    if certificate_der != verification.certificate_der or issued_at != verification.declared_at:
        raise EnvelopeMismatchError
    holder = certificate_info(certificate_der)
    return ContactCard(
        name=holder.name,
        academie=holder.academie,
        phone=payload["phone"],
        email=payload["email"],
        certificate_der=certificate_der,
        fingerprint=holder.fingerprint,
        words=holder.words,
        issued_at=issued_at,
    )


def _parse(content: bytes, name: str) -> dict[str, Any]:
    """Check the payload's format, version and keys."""
    try:
        payload = canonical.decode_object(content)
    except ValueError as error:
        raise UnreadableFileError(name=name, reason="carte mal formée") from error
    if payload.get("format") != FORMAT:
        raise NoExchangeDataError
    version = payload.get("version")
    if type(version) is int and version > VERSION:
        raise NewerFormatError
    details = (payload.get("phone"), payload.get("email"))
    well_formed = all(isinstance(d, str) and len(d) <= _MAX_DETAIL_LENGTH for d in details)
    if type(version) is not int or set(payload) != _KEYS or not well_formed:
        raise UnreadableFileError(name=name, reason="carte mal formée")
    return payload
