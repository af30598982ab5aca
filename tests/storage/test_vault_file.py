from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from csf_desktop.errors import CsfError, DamagedSlotError, NewerVaultError, NotAVaultError
from csf_desktop.storage.recovery_code import new_recovery_code
from csf_desktop.storage.secret import DatabaseKey
from csf_desktop.storage.slots import canonical_json, seal_with_passphrase, seal_with_recovery_code
from csf_desktop.storage.vault_file import (
    VaultFile,
    _digest,
    read_vault_file,
    write_vault_file,
)
from tests.storage.support import CHEAP


@pytest.fixture
def content() -> VaultFile:
    key, empty = DatabaseKey.random(), VaultFile.new()
    return empty.with_slot(
        seal_with_recovery_code(key, new_recovery_code(), empty.vault_id)
    ).with_slot(seal_with_passphrase(key, "juste", empty.vault_id, CHEAP))


def test_what_is_written_is_read_back(content: VaultFile, tmp_path: Path) -> None:
    write_vault_file(tmp_path, content)
    assert read_vault_file(tmp_path) == content
    assert [slot.kind for slot in content.slots] == ["passphrase", "recovery"]


def test_new_slot_replaces_the_one_of_its_kind(content: VaultFile) -> None:
    slot = seal_with_passphrase(DatabaseKey.random(), "autre", content.vault_id, CHEAP)
    changed = content.with_slot(slot)
    assert changed.slot("passphrase") == slot
    assert len(changed.slots) == 2
    assert changed.slot("recovery") == content.slot("recovery")


def test_missing_slot_is_damage(content: VaultFile) -> None:
    with pytest.raises(DamagedSlotError):
        content.slot("escrow")


def test_every_altered_byte_is_noticed(content: VaultFile) -> None:
    data = content.to_bytes()
    for at in range(len(data)):
        for mask in (0x01, 0x80, 0xFF):
            altered = data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]
            try:
                read = VaultFile.from_bytes(altered)
            except DamagedSlotError:
                continue
            # Only the white space between JSON's words may change without a trace.
            assert read == content
            assert data[at : at + 1].isspace()


def test_every_cut_is_noticed(content: VaultFile) -> None:
    data = content.to_bytes()
    for length in range(len(data) - 2):
        with pytest.raises(DamagedSlotError):
            VaultFile.from_bytes(data[:length])


@pytest.mark.parametrize("data", [b"[]", b"null", b"\xff\xfe", b"[" * 70_000, b"[" * 60_000, b"{}"])
def test_other_content_is_damage(data: bytes) -> None:
    with pytest.raises(DamagedSlotError):
        VaultFile.from_bytes(data)


def signed(content: VaultFile, change: dict[str, Any]) -> bytes:
    """Return the file with values changed and the digest made right again: a hostile file."""
    fields = json.loads(content.to_bytes())
    del fields["sha256"]
    fields.update(change)
    return canonical_json({**fields, "sha256": _digest(fields)})


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"version": 2}, NewerVaultError),
        ({"version": "1"}, DamagedSlotError),
        ({"format": "autre"}, DamagedSlotError),
        ({"vault_id": "pas un uuid"}, DamagedSlotError),
        ({"vault_id": 3}, DamagedSlotError),
        ({"created_at": "hier"}, DamagedSlotError),
        ({"created_at": "2026-11-24T10:00:00"}, DamagedSlotError),
        ({"created_at": "0001-01-01T00:00:00+14:00"}, DamagedSlotError),
        ({"created_at": "9999-12-31T23:59:59-14:00"}, DamagedSlotError),
        ({"cipher": {}}, DamagedSlotError),
        (
            {"cipher": {"name": "sqlcipher", "compatibility": 4.0, "page_size": 4096}},
            DamagedSlotError,
        ),
        (
            {"cipher": {"name": "sqlcipher", "compatibility": 4, "page_size": 4096.0}},
            DamagedSlotError,
        ),
        ({"cipher": {"name": "sqlcipher", "compatibility": 5, "page_size": 4096}}, NewerVaultError),
        ({"cipher": {"name": "sqlcipher", "compatibility": 4, "page_size": 5}}, DamagedSlotError),
        ({"slots": "x"}, DamagedSlotError),
        (
            {"slots": [{"kind": "other", "kdf": {}, "nonce": "", "wrapped_key": ""}]},
            DamagedSlotError,
        ),
        (
            {"slots": [{"kind": "passphrase", "kdf": [], "nonce": "", "wrapped_key": ""}]},
            DamagedSlotError,
        ),
        (
            {"slots": [{"kind": "passphrase", "kdf": {}, "nonce": 0, "wrapped_key": ""}]},
            DamagedSlotError,
        ),
    ],
)
def test_hostile_file_with_a_right_digest_is_refused(
    content: VaultFile, change: dict[str, Any], error: type[CsfError]
) -> None:
    with pytest.raises(error):
        VaultFile.from_bytes(signed(content, change))


def test_nesting_that_only_the_digest_finds_too_deep_is_damage() -> None:
    """At some depth, that depends on the caller, ``json`` reads and cannot write again."""
    for depth in range(800, 1000, 10):
        with pytest.raises(DamagedSlotError):
            VaultFile.from_bytes(b'{"a":' * depth + b"1" + b"}" * depth)


def test_folder_without_the_file_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(NotAVaultError, match=r"vault\.json"):
        read_vault_file(tmp_path)
