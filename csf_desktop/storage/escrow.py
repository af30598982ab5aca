"""The optional escrow slot: an académie can open a vault whose passphrase and code are both lost.

HPKE (RFC 9180, base mode) to the académie's public recovery key: DHKEM(P-256, HKDF-SHA256),
HKDF-SHA256, AES-256-GCM. The private key stays with the académie, never on a tutor's laptop.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from csf_desktop.errors import DamagedSlotError, InvalidInputError
from csf_desktop.storage.secret import DatabaseKey
from csf_desktop.storage.slots import (
    ESCROW,
    Parameters,
    Slot,
    associated_data,
    fingerprint,
    unwrapped,
)

_SCHEME = "hpke-p256-hkdf-sha256-aes256gcm"
_WRONG_KEY = (
    "Cette clé n’est pas une clé de secours d’académie (courbe P-256)\u00a0: demandez le bon "
    "fichier à la personne qui l’a émise."
)


def load_escrow_key(pem: bytes) -> EllipticCurvePublicKey:
    """Read an académie's public recovery key. Raises ``InvalidInputError``."""
    try:
        key = load_pem_public_key(pem)
    except ValueError:
        raise InvalidInputError(_WRONG_KEY) from None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise InvalidInputError(_WRONG_KEY)
    return key


def seal_to_escrow(key: DatabaseKey, recipient: EllipticCurvePublicKey, vault_id: str) -> Slot:
    """Wrap the database key for the académie's public key."""
    kdf: Parameters = {"name": _SCHEME, "recipient": _fingerprint_of(recipient)}
    info = associated_data(ESCROW, kdf, vault_id)
    return Slot(ESCROW, kdf, b"", _suite().encrypt(key.raw(), recipient, info))


def open_with_escrow(
    slot: Slot, private_key: EllipticCurvePrivateKey, vault_id: str
) -> DatabaseKey:
    """Unwrap the database key with the académie's private key.

    Raises ``InvalidInputError`` if the slot is for another key, ``DamagedSlotError``.
    """
    if slot.kdf.get("name") != _SCHEME:
        raise DamagedSlotError
    if slot.kdf.get("recipient") != _fingerprint_of(private_key.public_key()):
        raise InvalidInputError(_WRONG_KEY)
    info = slot.associated_data(vault_id)
    try:
        return unwrapped(_suite().decrypt(slot.wrapped_key, private_key, info))
    except (InvalidTag, ValueError):
        raise DamagedSlotError from None


def _suite() -> hpke.Suite:
    return hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def _fingerprint_of(key: EllipticCurvePublicKey) -> str:
    return fingerprint(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
