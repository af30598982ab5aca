"""A tutor's identity: one P-256 key pair and the certificate that carries it.

The same key signs (ECDSA) and receives sealed files (HPKE); docs/decisions/0010 says why one
key is enough. The certificate is self-issued, or issued by the académie's root when there is one.
Everybody designates it by its SHA-256 fingerprint: 64 hexadecimal digits for the program, eight
words for two people on the telephone.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from csf_desktop.errors import InvalidInputError, UnusableCertificateError
from csf_desktop.paths import resource_path

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

VALIDITY_YEARS = 10
# A colleague's clock may be behind ours on the day the identity is made.
CLOCK_TOLERANCE = timedelta(days=1)
# RFC 5280, appendix A.1: ub-common-name and ub-organization-name.
MAX_NAME_LENGTH = 64
# RFC 9336: extended key usage of certificates that sign documents.
DOCUMENT_SIGNING_OID = "1.3.6.1.5.5.7.3.36"

WORD_COUNT = 8
WORD_LIST_SIZE = 256


@dataclass(frozen=True)
class Identity:
    """What a vault keeps of its owner: the private key (PKCS #8, DER) and the certificate (DER)."""

    private_key_pkcs8: bytes = field(repr=False)
    certificate_der: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 lower-case hexadecimal digits."""
        return fingerprint(self.certificate_der)

    def private_key(self) -> ec.EllipticCurvePrivateKey:
        """Load the private key. Raises ``UnusableCertificateError`` if it is not on P-256."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import load_der_private_key

        try:
            key = load_der_private_key(self.private_key_pkcs8, password=None)
        except (ValueError, TypeError) as error:
            raise UnusableCertificateError(reason="clé privée illisible") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(
            key.curve, ec.SECP256R1
        ):
            raise UnusableCertificateError(reason="clé privée d’un type non admis")
        return key


@dataclass(frozen=True)
class CertificateInfo:
    """What a certificate says about its holder. ``academie`` is the organisation, or empty."""

    name: str
    academie: str
    fingerprint: str
    words: str
    not_before: datetime
    not_after: datetime


def make_identity(
    common_name: str, academie: str, created_at: datetime, *, serial: int | None = None
) -> Identity:
    """Make a key pair and its self-issued certificate, valid ten years from ``created_at``.

    ``common_name`` is the tutor's professional name, ``academie`` the label printed after it
    (may be empty). ``serial`` is random unless given. Raises ``InvalidInputError`` for a name
    that is empty or longer than 64 characters, ``ValueError`` for a naive ``created_at``.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    if created_at.tzinfo is None:
        raise ValueError("created_at must be aware")
    subject = _subject(common_name, academie)
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(serial if serial is not None else x509.random_serial_number())
        .not_valid_before(created_at - CLOCK_TOLERANCE)
        .not_valid_after(created_at + timedelta(days=366 * VALIDITY_YEARS))
    )
    certificate = _add_extensions(builder, key.public_key()).sign(key, hashes.SHA256())
    return Identity(
        private_key_pkcs8=key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate_der=certificate.public_bytes(Encoding.DER),
    )


def _subject(common_name: str, academie: str) -> x509.Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    name, organisation = common_name.strip(), academie.strip()
    if not name:
        raise InvalidInputError(
            "Indiquez votre nom\u00a0: il figure sur ce que vous signez.", "name"
        )
    for value in (name, organisation):
        if len(value.encode()) > MAX_NAME_LENGTH:  # as the library counts
            raise InvalidInputError(
                f"«\u00a0{value[:20]}…\u00a0» dépasse {MAX_NAME_LENGTH} caractères, une lettre "
                "accentuée comptant pour deux\u00a0: abrégez-le, un certificat n’en admet pas "
                "plus.",
                "name",
            )
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        attributes.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(attributes)


def _add_extensions(
    builder: x509.CertificateBuilder, public_key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    """Add what PDF readers ask of a signer, and key agreement for the sealed files."""
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

    key_usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_agreement=True,
        key_encipherment=False,
        data_encipherment=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    purposes = [ObjectIdentifier(DOCUMENT_SIGNING_OID), ExtendedKeyUsageOID.EMAIL_PROTECTION]
    key_id = x509.SubjectKeyIdentifier.from_public_key(public_key)
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(key_id, critical=False)
    )


def load_certificate(certificate_der: bytes) -> x509.Certificate:
    """Parse a certificate. Raises ``UnusableCertificateError``."""
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(certificate_der)
    except (ValueError, TypeError) as error:
        raise UnusableCertificateError(reason="certificat illisible") from error


def recipient_key(certificate_der: bytes) -> ec.EllipticCurvePublicKey:
    """Return the public key that seals for the holder of this certificate.

    Raises ``UnusableCertificateError`` if it is not a P-256 key or not meant for key agreement.
    """
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec

    certificate = load_certificate(certificate_der)
    try:
        key = certificate.public_key()
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (ValueError, UnsupportedAlgorithm, x509.ExtensionNotFound) as error:
        raise UnusableCertificateError(reason="certificat d’un type non admis") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnusableCertificateError(reason="clé d’un type non admis")
    if not usage.key_agreement:
        raise UnusableCertificateError(reason="ce certificat signe mais ne permet pas de sceller")
    return key


def certificate_info(certificate_der: bytes) -> CertificateInfo:
    """Read the holder, the fingerprint and the validity. Raises ``UnusableCertificateError``."""
    from cryptography.x509.oid import NameOID

    certificate = load_certificate(certificate_der)
    try:
        subject = certificate.subject
        names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        organisations = subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    except ValueError as error:
        raise UnusableCertificateError(reason="titulaire illisible") from error
    return CertificateInfo(
        name=_shown(names),
        academie=_shown(organisations),
        fingerprint=fingerprint(certificate_der),
        words=fingerprint_words(certificate_der),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def _shown(attributes: Sequence[x509.NameAttribute[Any]]) -> str:
    """Return the first value on one line, without what would turn or hide the words beside it.

    Its holder alone wrote it: what says who they are is the fingerprint.
    """
    value = str(attributes[0].value) if attributes else ""
    printed = "".join(" " if unicodedata.category(one)[0] == "C" else one for one in value)
    return " ".join(printed.split())[:MAX_NAME_LENGTH]


def is_issued_by(certificate_der: bytes, root_der: bytes, at: datetime) -> bool:
    """Tell whether an académie's root issued this certificate and both are valid at ``at``.

    One step only: a root signs tutors' certificates itself. The root must be a certificate
    authority, and the certificate must not be one.
    """
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate, root = load_certificate(certificate_der), load_certificate(root_der)
        if _is_authority(certificate) or not _is_authority(root):
            return False
        certificate.verify_directly_issued_by(root)
    except (
        UnusableCertificateError,
        InvalidSignature,
        UnsupportedAlgorithm,
        ValueError,
        TypeError,
    ):
        return False
    return all(c.not_valid_before_utc <= at <= c.not_valid_after_utc for c in (certificate, root))


def _is_authority(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate may issue others (RFC 5280 §4.2.1.9 and §4.2.1.3)."""
    from cryptography import x509

    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return constraints.ca and usage.key_cert_sign


def fingerprint(certificate_der: bytes) -> str:
    """Return the SHA-256 of a certificate, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(certificate_der).hexdigest()


def grouped_fingerprint(certificate_fingerprint: str) -> str:
    """Return a whole fingerprint as sixteen printed groups of four: « 3F2A 91BC … »."""
    digits = certificate_fingerprint.upper()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def short_fingerprint(certificate_fingerprint: str) -> str:
    """Return the first four groups, to tell two contacts apart in a list (never to trust)."""
    return grouped_fingerprint(certificate_fingerprint[:16])


def fingerprint_words(certificate_der: bytes) -> str:
    """Return the eight words (64 bits) that two people compare by voice.

    One word for each of the first eight bytes of the fingerprint.
    """
    digest = hashlib.sha256(certificate_der).digest()
    words = word_list()
    return " ".join(words[byte] for byte in digest[:WORD_COUNT])


@cache
def word_list() -> tuple[str, ...]:
    """Return the 256 words; the position of a word is the byte it stands for.

    The order is part of the exchange format: it never changes.
    """
    path = resource_path("reference", "mots-empreinte.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
