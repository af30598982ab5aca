"""Invented identities, and signed files made by them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from csf_desktop.exchange.identity import Identity, make_identity
from csf_desktop.exchange.package import write_exchange_pdf
from tests.helpers.pdf import page_pdf

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NUMBER = "P-2026-014-02"
CONTENT = b'{"pathway":"P-2026-014-02","hours":70}'


@cache
def claire() -> Identity:
    """Return the sender of the tests."""
    return make_identity("Claire Essai", "Académie de Nantes", NOW)


@cache
def paul() -> Identity:
    """Return the recipient of the tests."""
    return make_identity("Paul Modèle", "Académie de Rennes", NOW)


@cache
def nadia() -> Identity:
    """Return somebody who is neither."""
    return make_identity("Nadia Exemple", "", NOW)


@cache
def exchange_pdf() -> bytes:
    """Return a file from Claire to Paul."""
    return write_exchange_pdf(
        page_pdf(),
        CONTENT,
        sender=claire(),
        recipients=[paul().certificate_der],
        number=NUMBER,
        issued_at=NOW,
    )


def issue(
    subject: str,
    *,
    issuer: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None = None,
    authority: bool = False,
    key_agreement: bool = True,
    curve: ec.EllipticCurve | None = None,
    not_before: datetime = NOW,
    days: int = 3650,
) -> tuple[Identity, x509.Certificate, ec.EllipticCurvePrivateKey]:
    """Make a certificate as an académie's authority would, or as an attacker could."""
    key = ec.generate_private_key(curve or ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    issuer_name, issuer_key = (issuer[0].subject, issuer[1]) if issuer else (name, key)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_agreement=key_agreement,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_before + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Identity(private, certificate.public_bytes(Encoding.DER)), certificate, key
