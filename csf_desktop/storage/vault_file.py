"""``vault.json``: what must be read before the key is known. It holds no personal data.

The format is described in docs/data-format.md. A digest over the content tells an altered file
(``DamagedSlotError``) from a wrong passphrase; it guards against accidents, while the GCM tag of
each slot guards against people.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from csf_desktop.errors import DamagedSlotError, NewerVaultError, NotAVaultError
from csf_desktop.storage.engine import CipherSettings
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.files import write_atomically
from csf_desktop.storage.slots import FORMAT_VERSION, KINDS, Slot, canonical_json, decode, encode

NAME = "vault.json"
_FORMAT = "csf-vault"
_MAX_BYTES = 64 * 1024
_FIRST_YEAR, _LAST_YEAR = 1970, 9998  # what every system shows in its own time
_PAGE_SIZES = {1024, 2048, 4096, 8192, 16384, 32768, 65536}


@dataclass(frozen=True, slots=True)
class VaultFile:
    """The content of ``vault.json``. At most one slot of each kind."""

    vault_id: str
    created_at: datetime
    cipher: CipherSettings
    slots: tuple[Slot, ...]

    @classmethod
    def new(cls) -> VaultFile:
        """Return the content for a new vault, without slots."""
        now = datetime.now(UTC).replace(microsecond=0)
        return cls(str(uuid.uuid4()), now, CipherSettings(), ())

    def slot(self, kind: str) -> Slot:
        """Return the slot of this kind. Raises ``DamagedSlotError`` if there is none."""
        for slot in self.slots:
            if slot.kind == kind:
                return slot
        raise DamagedSlotError(missing=kind)

    def with_slot(self, slot: Slot) -> VaultFile:
        """Return this content with ``slot`` in the place of the slot of its kind."""
        others = tuple(other for other in self.slots if other.kind != slot.kind)
        ordered = sorted((*others, slot), key=lambda each: KINDS.index(each.kind))
        return replace(self, slots=tuple(ordered))

    def to_bytes(self) -> bytes:
        """Return the file's bytes: indented JSON, UTF-8."""
        content: dict[str, Any] = {
            "format": _FORMAT,
            "version": FORMAT_VERSION,
            "vault_id": self.vault_id,
            "created_at": self.created_at.isoformat(),
            "cipher": {
                "name": "sqlcipher",
                "compatibility": self.cipher.compatibility,
                "page_size": self.cipher.page_size,
            },
            "slots": [_slot_to_json(slot) for slot in self.slots],
        }
        content["sha256"] = _digest(content)
        return (json.dumps(content, indent=2) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> VaultFile:
        """Read the file's bytes. Raises ``DamagedSlotError``, ``NewerVaultError``."""
        content = _checked_content(data)
        try:
            return cls(
                vault_id=str(uuid.UUID(content["vault_id"])),
                created_at=_aware(datetime.fromisoformat(content["created_at"])),
                cipher=_cipher(content["cipher"]),
                slots=tuple(_slot_from_json(slot) for slot in content["slots"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise DamagedSlotError from None


def read_vault_file(folder: Path) -> VaultFile:
    """Read a vault's ``vault.json``.

    Raises ``NotAVaultError`` if there is none, ``DamagedSlotError``, ``NewerVaultError``.
    """
    path = folder / NAME
    if not path.is_file():
        raise NotAVaultError(path=folder)
    with translated_errors(), path.open("rb") as file:
        data = file.read(_MAX_BYTES + 1)
    return VaultFile.from_bytes(data)


def write_vault_file(folder: Path, content: VaultFile) -> None:
    """Replace a vault's ``vault.json`` in one step."""
    write_atomically(folder / NAME, content.to_bytes())


def _checked_content(data: bytes) -> dict[str, Any]:
    if len(data) > _MAX_BYTES:
        raise DamagedSlotError
    try:
        content = json.loads(data)
        if not isinstance(content, dict) or content.pop("sha256", None) != _digest(content):
            raise DamagedSlotError
    except (ValueError, RecursionError):
        raise DamagedSlotError from None
    if content.get("format") != _FORMAT or type(content.get("version")) is not int:
        raise DamagedSlotError
    if content["version"] > FORMAT_VERSION:
        raise NewerVaultError(version=content["version"])
    return content


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(content)).hexdigest()


def _cipher(content: dict[str, Any]) -> CipherSettings:
    settings = CipherSettings(content["compatibility"], content["page_size"])
    if not all(type(number) is int for number in (settings.compatibility, settings.page_size)):
        raise DamagedSlotError
    if content["name"] != "sqlcipher" or settings.compatibility != 4:
        raise NewerVaultError(cipher=content["name"])
    if settings.page_size not in _PAGE_SIZES:
        raise DamagedSlotError
    return settings


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("a date without its offset, or of another age")
    return moment


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    return {
        "kind": slot.kind,
        "kdf": dict(slot.kdf),
        "nonce": encode(slot.nonce),
        "wrapped_key": encode(slot.wrapped_key),
    }


def _slot_from_json(content: dict[str, Any]) -> Slot:
    kind, kdf = content["kind"], content["kdf"]
    if kind not in KINDS or not isinstance(kdf, dict):
        raise DamagedSlotError
    return Slot(kind, kdf, decode(content["nonce"]), decode(content["wrapped_key"]))
