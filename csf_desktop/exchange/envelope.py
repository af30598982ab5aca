"""The sealed envelope: content that only its recipients can read (docs/exchange-format.md).

A random content key encrypts the compressed content with AES-256-GCM; the key is wrapped for each
recipient's certificate with HPKE (RFC 9180). Everything written outside is authenticated, and
repeated inside, so that an envelope cannot be re-addressed nor lifted into somebody else's file.
The envelope itself proves nothing about who made it: the signature of the PDF around it does.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from csf_desktop.errors import (
    EnvelopeMismatchError,
    InvalidInputError,
    ModifiedFileError,
    NewerFormatError,
    NotForThisVaultError,
    UnreadableFileError,
)
from csf_desktop.exchange import canonical
from csf_desktop.exchange.compression import compress, decompress
from csf_desktop.exchange.identity import Identity, fingerprint, recipient_key
from csf_desktop.exchange.limits import MAX_ATTACHMENT_BYTES, MAX_CONTENT_BYTES, MAX_RECIPIENTS

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

FORMAT = "csf-exchange"
VERSION = 1
KEY_BYTES = 32
NONCE_BYTES = 12

# One context string a use: a key wrapped here can be unwrapped nowhere else.
_WRAP_CONTEXT = b"csf-exchange/1 content key\x00"
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z ._/-]{0,63}")
_KEYS = {"content", "format", "issued_at", "nonce", "number", "recipients", "sender", "version"}


@dataclass(frozen=True)
class Opened:
    """A sealed content, once opened, with what its envelope says (and the content repeats)."""

    content: bytes = field(repr=False)
    sender_fingerprint: str
    recipients: tuple[str, ...]
    number: str
    issued_at: datetime


@dataclass(frozen=True)
class _Header:
    """The addresses of an envelope, written outside and repeated inside."""

    sender: str
    recipients: tuple[str, ...]
    number: str
    issued_at: datetime

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "sender": self.sender,
            "recipients": list(self.recipients),
            "number": self.number,
            "issued_at": canonical.to_timestamp(self.issued_at),
        }

    def encode(self) -> bytes:
        return canonical.encode(self.as_json())

    def wrap_info(self) -> bytes:
        """Return the HPKE context: a wrapped key is worth nothing under another header."""
        return _WRAP_CONTEXT + hashlib.sha256(self.encode()).digest()


def seal(
    content: bytes,
    *,
    sender: Identity,
    recipients: Sequence[bytes],
    number: str,
    issued_at: datetime,
) -> bytes:
    """Seal ``content`` for the holders of the ``recipients`` certificates (DER).

    ``number`` is the reference of the document (1 to 64 letters, digits, space, ``. _ / -``),
    ``issued_at`` the sender's clock, kept to the second. Raises ``InvalidInputError`` (no
    recipient, too many, bad number, content too large), ``UnusableCertificateError``.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    by_fingerprint = {fingerprint(der): der for der in recipients}
    _check_input(content, by_fingerprint, number)
    header = _Header(
        sender=sender.fingerprint,
        recipients=tuple(sorted(by_fingerprint)),
        number=number,
        issued_at=issued_at,
    )
    key, nonce = os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES)
    outside = header.as_json()
    outside["nonce"] = canonical.to_base64(nonce)
    outside["recipients"] = [
        {"fingerprint": mark, "key": canonical.to_base64(_wrap(key, by_fingerprint[mark], header))}
        for mark in header.recipients
    ]
    inside = compress(header.encode() + b"\n" + content)
    sealed = AESGCM(key).encrypt(nonce, inside, canonical.encode(outside))
    outside["content"] = canonical.to_base64(sealed)
    return canonical.encode(outside)


def _check_input(content: bytes, recipients: dict[str, bytes], number: str) -> None:
    if not recipients:
        raise InvalidInputError("Choisissez au moins un destinataire.", "recipients")
    if len(recipients) > MAX_RECIPIENTS:
        raise InvalidInputError(
            f"Un fichier scellé admet {MAX_RECIPIENTS} destinataires au plus\u00a0: faites-en "
            "plusieurs.",
            "recipients",
        )
    if not _NUMBER.fullmatch(number):
        raise InvalidInputError(
            "Le numéro du document ne peut contenir que des lettres sans accent, des chiffres, "
            "des espaces et . _ / -",
            "number",
        )
    # Base64 takes four bytes for three, and what does not compress grows a little.
    if len(content) > min(MAX_CONTENT_BYTES, MAX_ATTACHMENT_BYTES * 2 // 3):
        raise InvalidInputError(
            "Cet export est trop volumineux pour un seul fichier\u00a0: faites-en plusieurs.",
            "content",
        )


def open_sealed(blob: bytes, *, identity: Identity, signer_fingerprint: str) -> Opened:
    """Open an envelope with the reader's identity.

    ``signer_fingerprint`` is the verified signer of the PDF that carried it. Raises
    ``UnreadableFileError`` (not an envelope), ``NewerFormatError``, ``EnvelopeMismatchError``
    (its sender is not the signer, or the content says otherwise), ``NotForThisVaultError``,
    ``ModifiedFileError`` (something in it was altered).
    """
    outside = _parse(blob)
    header = _header_of(outside)
    if header.sender != signer_fingerprint:
        raise EnvelopeMismatchError
    if identity.fingerprint not in header.recipients:
        raise NotForThisVaultError
    content = _open_content(outside, header, identity)
    return Opened(
        content=content,
        sender_fingerprint=header.sender,
        recipients=header.recipients,
        number=header.number,
        issued_at=header.issued_at,
    )


def _parse(blob: bytes) -> dict[str, Any]:
    """Check the outside: format, version, exact encoding, exact keys."""
    if len(blob) > MAX_ATTACHMENT_BYTES:
        raise _unreadable("enveloppe trop volumineuse")
    try:
        outside = canonical.decode_object(blob)
    except ValueError as error:
        raise _unreadable("enveloppe illisible") from error
    version = outside.get("version")
    if outside.get("format") != FORMAT or type(version) is not int or version < 1:
        raise _unreadable("enveloppe d’un format inconnu")
    if version > VERSION:
        raise NewerFormatError
    # A second spelling of the same envelope can only come from somebody who rewrote it.
    if set(outside) != _KEYS or not canonical.is_canonical(blob, outside):
        raise ModifiedFileError
    return outside


def _header_of(outside: dict[str, Any]) -> _Header:
    recipients = outside["recipients"]
    if not isinstance(recipients, list) or not 0 < len(recipients) <= MAX_RECIPIENTS:
        raise ModifiedFileError
    for recipient in recipients:
        if not isinstance(recipient, dict) or set(recipient) != {"fingerprint", "key"}:
            raise ModifiedFileError
    marks = [recipient["fingerprint"] for recipient in recipients]
    texts = (outside["sender"], *marks)
    if not all(isinstance(text, str) and _FINGERPRINT.fullmatch(text) for text in texts):
        raise ModifiedFileError
    if marks != sorted(set(marks)):
        raise ModifiedFileError
    number = outside["number"]
    if not isinstance(number, str) or not _NUMBER.fullmatch(number):
        raise ModifiedFileError
    try:
        issued_at = canonical.from_timestamp(outside["issued_at"])
    except ValueError as error:
        raise ModifiedFileError from error
    return _Header(outside["sender"], tuple(marks), number, issued_at)


def _open_content(outside: dict[str, Any], header: _Header, identity: Identity) -> bytes:
    """Unwrap the key, decrypt, decompress, and compare the inside with the outside."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    authenticated = canonical.encode({k: v for k, v in outside.items() if k != "content"})
    wrapped = outside["recipients"][header.recipients.index(identity.fingerprint)]["key"]
    try:
        key = _unwrap(canonical.from_base64(wrapped), identity, header)
        nonce = canonical.from_base64(outside["nonce"])
        sealed = canonical.from_base64(outside["content"])
        inside = AESGCM(key).decrypt(nonce, sealed, authenticated)
    except (InvalidTag, ValueError) as error:
        raise ModifiedFileError from error
    repeated, separator, content = decompress(inside).partition(b"\n")
    if not separator or repeated != header.encode():
        raise EnvelopeMismatchError
    return content


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _wrap(key: bytes, certificate_der: bytes, header: _Header) -> bytes:
    return _suite().encrypt(key, recipient_key(certificate_der), info=header.wrap_info())


def _unwrap(wrapped: bytes, identity: Identity, header: _Header) -> bytes:
    return _suite().decrypt(wrapped, identity.private_key(), info=header.wrap_info())


def _unreadable(reason: str) -> UnreadableFileError:
    return UnreadableFileError(name="csf-exchange.sealed", reason=reason)
