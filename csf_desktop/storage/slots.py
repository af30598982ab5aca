"""Key slots: the database key, wrapped once for each way to open the vault.

Each slot is AES-256-GCM over the 32-byte database key (escrow: HPKE). Associated data is the
canonical JSON of the slot's kind, its derivation parameters, the vault's id and the format version,
so that a slot moved to another vault, or with cheaper parameters written in, opens nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from csf_desktop.errors import DamagedSlotError, WrongPasswordError, WrongRecoveryCodeError
from csf_desktop.storage.kdf import SALT_BYTES, KdfCost, derive_key
from csf_desktop.storage.recovery_code import normalise_recovery_code
from csf_desktop.storage.secret import DatabaseKey

FORMAT_VERSION = 1
PASSPHRASE, RECOVERY, ESCROW = "passphrase", "recovery", "escrow"
KINDS = (PASSPHRASE, RECOVERY, ESCROW)
_NONCE_BYTES = 12
_RECOVERY_INFO = b"csf-desktop recovery slot 1"

Parameters = Mapping[str, "int | str"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of the database key. ``kdf`` is JSON: names, numbers and base 64."""

    kind: str
    kdf: Parameters
    nonce: bytes
    wrapped_key: bytes

    def associated_data(self, vault_id: str) -> bytes:
        """Return the bytes that the wrapping authenticates besides the key."""
        return associated_data(self.kind, self.kdf, vault_id)


def canonical_json(value: object) -> bytes:
    """Return JSON with one spelling: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def associated_data(kind: str, kdf: Parameters, vault_id: str) -> bytes:
    """Return what a slot of this kind authenticates, as canonical JSON."""
    return canonical_json(
        {"format_version": FORMAT_VERSION, "kdf": dict(kdf), "kind": kind, "vault_id": vault_id}
    )


# --- passphrase ------------------------------------------------------------------------------


def seal_with_passphrase(key: DatabaseKey, passphrase: str, vault_id: str, cost: KdfCost) -> Slot:
    """Wrap the key under a passphrase."""
    salt = secrets.token_bytes(SALT_BYTES)
    kdf: Parameters = {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": encode(salt),
    }
    return _seal(key, derive_key(passphrase, salt, cost), PASSPHRASE, kdf, vault_id)


def open_with_passphrase(slot: Slot, passphrase: str, vault_id: str) -> DatabaseKey:
    """Unwrap the key. Raises ``WrongPasswordError``, or ``DamagedSlotError`` for mad parameters."""
    cost = _cost_of(slot)
    wrapping_key = derive_key(passphrase, _salt_of(slot), cost)
    try:
        return _open(slot, wrapping_key, vault_id)
    except InvalidTag:
        raise WrongPasswordError from None


def _cost_of(slot: Slot) -> KdfCost:
    numbers = [slot.kdf.get(name) for name in ("memory_kib", "passes", "lanes")]
    if slot.kdf.get("name") != "argon2id" or not all(type(number) is int for number in numbers):
        raise DamagedSlotError
    cost = KdfCost(*numbers)  # type: ignore[arg-type]  # checked just above
    if not cost.is_sane():
        raise DamagedSlotError
    return cost


# --- recovery code ---------------------------------------------------------------------------


def seal_with_recovery_code(key: DatabaseKey, code: str, vault_id: str) -> Slot:
    """Wrap the key under a recovery code made by ``new_recovery_code()``."""
    salt = secrets.token_bytes(32)
    kdf: Parameters = {"name": "hkdf-sha256", "salt": encode(salt)}
    return _seal(key, _recovery_key(code, salt), RECOVERY, kdf, vault_id)


def open_with_recovery_code(slot: Slot, typed: str, vault_id: str) -> DatabaseKey:
    """Unwrap the key. Raises ``WrongRecoveryCodeError`` (typing errors are told at once)."""
    code = normalise_recovery_code(typed)
    if slot.kdf.get("name") != "hkdf-sha256":
        raise DamagedSlotError
    try:
        return _open(slot, _recovery_key(code, _salt_of(slot)), vault_id)
    except InvalidTag:
        raise WrongRecoveryCodeError from None


def _recovery_key(code: str, salt: bytes) -> bytes:
    """HKDF is enough: 165 random bits cannot be guessed, so nothing is gained by a slow hash."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=salt, info=_RECOVERY_INFO)
    return hkdf.derive(normalise_recovery_code(code).encode())


# --- wrapping --------------------------------------------------------------------------------


def _seal(key: DatabaseKey, wrapping_key: bytes, kind: str, kdf: Parameters, vault_id: str) -> Slot:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    authenticated = associated_data(kind, kdf, vault_id)
    return Slot(kind, kdf, nonce, AESGCM(wrapping_key).encrypt(nonce, key.raw(), authenticated))


def _open(slot: Slot, wrapping_key: bytes, vault_id: str) -> DatabaseKey:
    if len(slot.nonce) != _NONCE_BYTES:
        raise DamagedSlotError
    raw = AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped_key, slot.associated_data(vault_id))
    return unwrapped(raw)


def unwrapped(raw: bytes) -> DatabaseKey:
    """Return the key that a slot held. Raises ``DamagedSlotError`` if it is not one."""
    try:
        return DatabaseKey(raw)
    except ValueError:
        raise DamagedSlotError from None


def _salt_of(slot: Slot) -> bytes:
    salt = decode(slot.kdf.get("salt"))
    if not SALT_BYTES <= len(salt) <= 64:
        raise DamagedSlotError
    return salt


def encode(data: bytes) -> str:
    """Return base 64 text."""
    return base64.b64encode(data).decode("ascii")


def decode(text: object) -> bytes:
    """Return the bytes of base 64 text. Raises ``DamagedSlotError``."""
    if not isinstance(text, str):
        raise DamagedSlotError
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise DamagedSlotError from None


def fingerprint(public_bytes: bytes) -> str:
    """Return the SHA-256 of a public key's DER, in hexadecimal: who an escrow slot is for."""
    return hashlib.sha256(public_bytes).hexdigest()
