from __future__ import annotations

import dataclasses
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.errors import (
    DamagedSlotError,
    InvalidInputError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)
from csf_desktop.storage import kdf
from csf_desktop.storage.escrow import load_escrow_key, open_with_escrow, seal_to_escrow
from csf_desktop.storage.kdf import MINIMUM_COST, KdfCost, derive_key, tune_cost
from csf_desktop.storage.recovery_code import (
    ALPHABET,
    new_recovery_code,
    normalise_recovery_code,
)
from csf_desktop.storage.secret import DatabaseKey
from csf_desktop.storage.slots import (
    encode,
    open_with_passphrase,
    open_with_recovery_code,
    seal_with_passphrase,
    seal_with_recovery_code,
    unwrapped,
)
from tests.storage.support import CHEAP

VAULT_ID, OTHER_ID = "vault-1", "vault-2"


@pytest.fixture
def key() -> DatabaseKey:
    return DatabaseKey.random()


# --- passphrase ------------------------------------------------------------------------------


def test_passphrase_opens_its_slot(key: DatabaseKey) -> None:
    slot = seal_with_passphrase(key, "été à Sète", VAULT_ID, CHEAP)
    assert open_with_passphrase(slot, "été à Sète", VAULT_ID).raw() == key.raw()


def test_passphrase_typed_with_combining_accents_opens_too(key: DatabaseKey) -> None:
    slot = seal_with_passphrase(key, "\u00e9t\u00e9", VAULT_ID, CHEAP)
    assert open_with_passphrase(slot, "e\u0301te\u0301", VAULT_ID).raw() == key.raw()


def test_wrong_passphrase_is_refused(key: DatabaseKey) -> None:
    slot = seal_with_passphrase(key, "juste", VAULT_ID, CHEAP)
    with pytest.raises(WrongPasswordError):
        open_with_passphrase(slot, "Juste", VAULT_ID)


def test_slot_moved_to_another_vault_opens_nothing(key: DatabaseKey) -> None:
    slot = seal_with_passphrase(key, "juste", VAULT_ID, CHEAP)
    with pytest.raises(WrongPasswordError):
        open_with_passphrase(slot, "juste", OTHER_ID)


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2 * 1024 * 1024},
        {"memory_kib": 1024 * 1024, "passes": 32},
        {"passes": 65},
        {"passes": 0},
        {"lanes": 17},
        {"memory_kib": 1},
        {"passes": "3"},
        {"passes": True},
        {"name": "scrypt"},
        {"salt": "AAAA"},
        {"salt": "pas du base 64"},
        {"salt": 12},
    ],
)
def test_absurd_parameters_are_refused_before_deriving(
    key: DatabaseKey, change: dict[str, int | str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = seal_with_passphrase(key, "juste", VAULT_ID, CHEAP)
    hostile = dataclasses.replace(slot, kdf={**slot.kdf, **change})
    monkeypatch.setattr(kdf, "Argon2id", lambda **_: pytest.fail("derived"))
    with pytest.raises(DamagedSlotError):
        open_with_passphrase(hostile, "juste", VAULT_ID)


def test_a_nonce_of_another_length_is_damage(key: DatabaseKey) -> None:
    slot = seal_with_passphrase(key, "juste", VAULT_ID, CHEAP)
    with pytest.raises(DamagedSlotError):
        open_with_passphrase(dataclasses.replace(slot, nonce=b"court"), "juste", VAULT_ID)


def test_what_is_no_key_is_damage() -> None:
    with pytest.raises(DamagedSlotError):
        unwrapped(b"too short")


# --- cost ------------------------------------------------------------------------------------


def test_tuned_cost_takes_the_time_asked_and_never_less_than_the_minimum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kdf, "_one_derivation", lambda cost: cost.memory_kib * cost.passes / 3e6)
    cost = tune_cost(0.3)
    assert cost.memory_kib * cost.passes / 3e6 >= 0.3
    assert cost.memory_kib * cost.passes / 3e6 < 0.9
    assert cost.memory_kib >= MINIMUM_COST.memory_kib
    assert cost.passes >= MINIMUM_COST.passes


def test_slow_machine_keeps_the_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_one_derivation", lambda cost: 2.0)
    assert tune_cost(0.3) == MINIMUM_COST == KdfCost(64 * 1024, 3, 4)


def test_very_fast_machine_stops_at_what_opening_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_one_derivation", lambda cost: 1e-4)
    cost = tune_cost(0.3)
    assert cost.passes == 64
    assert cost.is_sane()


def test_tuning_on_this_machine_reaches_its_target() -> None:
    target = 0.02  # the minimum takes longer: one real derivation
    assert tune_cost(target).memory_kib >= MINIMUM_COST.memory_kib


def test_derivation_depends_on_every_parameter() -> None:
    salt = bytes(16)
    keys = {
        derive_key("a", salt, CHEAP),
        derive_key("b", salt, CHEAP),
        derive_key("a", bytes([1]) * 16, CHEAP),
        derive_key("a", salt, KdfCost(128, 1, 1)),
        derive_key("a", salt, KdfCost(64, 2, 1)),
        derive_key("a", salt, KdfCost(64, 1, 2)),
    }
    assert len(keys) == 6


# --- recovery code ---------------------------------------------------------------------------


def test_code_is_nine_groups_of_four_unambiguous_characters() -> None:
    groups = new_recovery_code().split("-")
    assert [len(group) for group in groups] == [4] * 9
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_code_opens_its_slot_however_it_is_typed(key: DatabaseKey) -> None:
    code = new_recovery_code()
    slot = seal_with_recovery_code(key, code, VAULT_ID)
    typed = [
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " ") + " \n",
        code.replace("-", "\u2013").replace("0", "O").replace("1", "l"),
        code.replace("0", "o").replace("1", "i"),
    ]
    for text in typed:
        assert open_with_recovery_code(slot, text, VAULT_ID).raw() == key.raw()


def test_another_code_opens_nothing(key: DatabaseKey) -> None:
    slot = seal_with_recovery_code(key, new_recovery_code(), VAULT_ID)
    with pytest.raises(WrongRecoveryCodeError):
        open_with_recovery_code(slot, new_recovery_code(), VAULT_ID)


def test_recovery_slot_of_another_scheme_is_damage(key: DatabaseKey) -> None:
    code = new_recovery_code()
    slot = seal_with_recovery_code(key, code, VAULT_ID)
    other = dataclasses.replace(slot, kdf={**slot.kdf, "name": "argon2id"})
    with pytest.raises(DamagedSlotError):
        open_with_recovery_code(other, code, VAULT_ID)


@given(st.integers(0, 35), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_told_at_once(at: int, char: str) -> None:
    code = CODE.replace("-", "")
    typed = code[:at] + char + code[at + 1 :]
    if typed == code:
        assert normalise_recovery_code(typed) == code
    else:
        with pytest.raises(WrongRecoveryCodeError):
            normalise_recovery_code(typed)


@given(st.integers(0, 34))
def test_two_characters_swapped_are_told_at_once(at: int) -> None:
    code = CODE.replace("-", "")
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if code[at] != code[at + 1]:
        with pytest.raises(WrongRecoveryCodeError):
            normalise_recovery_code(typed)


@given(st.text(max_size=80))
def test_any_other_text_is_a_wrong_code(typed: str) -> None:
    with pytest.raises(WrongRecoveryCodeError):
        normalise_recovery_code(typed)


# A fixed code: with random ones the 15 check bits would let one swap in 32 768 through.
CODE = "6FAF-VNWF-P4GX-EBB2-RF4K-D5H9-YJ90-DV0D-ABG5"


# --- escrow ----------------------------------------------------------------------------------


def public_pem(private: ec.EllipticCurvePrivateKey | x25519.X25519PrivateKey) -> bytes:
    public = private.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_escrow_key_opens_its_slot(key: DatabaseKey) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    slot = seal_to_escrow(key, load_escrow_key(public_pem(private)), VAULT_ID)
    assert open_with_escrow(slot, private, VAULT_ID).raw() == key.raw()


def test_escrow_slot_for_another_key_says_so(key: DatabaseKey) -> None:
    slot = seal_to_escrow(key, ec.generate_private_key(ec.SECP256R1()).public_key(), VAULT_ID)
    with pytest.raises(InvalidInputError, match="clé de secours"):
        open_with_escrow(slot, ec.generate_private_key(ec.SECP256R1()), VAULT_ID)


@pytest.mark.parametrize("change", ["vault", "bytes", "scheme"])
def test_altered_escrow_slot_is_damage(key: DatabaseKey, change: str) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    slot = seal_to_escrow(key, private.public_key(), VAULT_ID)
    vault_id = OTHER_ID if change == "vault" else VAULT_ID
    if change == "bytes":
        slot = dataclasses.replace(slot, wrapped_key=slot.wrapped_key[::-1])
    if change == "scheme":
        slot = dataclasses.replace(slot, kdf={**slot.kdf, "name": "rsa"})
    with pytest.raises(DamagedSlotError):
        open_with_escrow(slot, private, vault_id)


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        public_pem(ec.generate_private_key(ec.SECP384R1())),
        public_pem(x25519.X25519PrivateKey.generate()),
    ],
)
def test_other_kinds_of_key_are_refused_for_escrow(pem: bytes) -> None:
    with pytest.raises(InvalidInputError, match="P-256"):
        load_escrow_key(pem)


# --- the key itself --------------------------------------------------------------------------


def test_key_never_shows_and_can_be_wiped() -> None:
    raw = secrets.token_bytes(32)
    key = DatabaseKey(raw)
    assert raw.hex() not in repr(key) + str(key) + str(vars(type(key)))
    key.wipe()
    key.wipe()
    with pytest.raises(ValueError, match="wiped"):
        key.raw()


def test_key_is_never_pickled() -> None:
    with pytest.raises(TypeError, match="never written"):
        DatabaseKey.random().__reduce__()


def test_key_has_one_length() -> None:
    with pytest.raises(ValueError, match="32"):
        DatabaseKey(b"short")


def test_base64_has_one_spelling() -> None:
    assert encode(b"\0\1\2") == "AAEC"
