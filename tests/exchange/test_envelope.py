"""The sealed envelope, honest and tampered with."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.errors import (
    CsfError,
    EnvelopeMismatchError,
    FileTooLargeError,
    InvalidInputError,
    ModifiedFileError,
    NewerFormatError,
    NotForThisVaultError,
    UnreadableFileError,
    UnusableCertificateError,
)
from csf_desktop.exchange import canonical, compression, envelope
from csf_desktop.exchange.envelope import Opened, open_sealed, seal
from csf_desktop.exchange.identity import Identity
from tests.helpers.exchange import CONTENT, NOW, NUMBER, claire, issue, nadia, paul


def _sealed(content: bytes = CONTENT, recipients: list[Identity] | None = None) -> bytes:
    return seal(
        content,
        sender=claire(),
        recipients=[one.certificate_der for one in recipients or [paul()]],
        number=NUMBER,
        issued_at=NOW,
    )


def _open(blob: bytes, reader: Identity | None = None) -> Opened:
    return open_sealed(blob, identity=reader or paul(), signer_fingerprint=claire().fingerprint)


def _edited(edit: Callable[[dict[str, Any]], None], blob: bytes | None = None) -> bytes:
    """Return an envelope changed by somebody who knows how to write one."""
    outside = json.loads(blob or _sealed())
    edit(outside)
    return canonical.encode(outside)


# --- honest -----------------------------------------------------------------------------------


def test_the_recipient_reads_what_the_sender_sealed() -> None:
    opened = _open(_sealed())
    assert opened == Opened(
        content=CONTENT,
        sender_fingerprint=claire().fingerprint,
        recipients=(paul().fingerprint,),
        number=NUMBER,
        issued_at=NOW,
    )


def test_each_recipient_reads_it_and_nobody_else() -> None:
    blob = _sealed(recipients=[paul(), claire(), paul()])
    assert _open(blob, paul()).content == _open(blob, claire()).content == CONTENT
    assert _open(blob).recipients == tuple(sorted([paul().fingerprint, claire().fingerprint]))
    with pytest.raises(NotForThisVaultError):
        _open(blob, nadia())


def test_content_is_not_shown_nor_readable_outside() -> None:
    canary = b"Prenom-Canari"
    blob = _sealed(canary * 3)
    assert canary not in blob
    assert all(canary not in base64.b64decode(v) for v in [json.loads(blob)["content"]])
    assert canary.decode() not in repr(_open(blob))


def test_sealing_twice_shares_nothing() -> None:
    one, other = json.loads(_sealed()), json.loads(_sealed())
    assert one["nonce"] != other["nonce"]
    assert one["content"] != other["content"]
    assert one["recipients"][0]["key"] != other["recipients"][0]["key"]


def test_time_is_kept_to_the_second_in_utc() -> None:
    paris = NOW.astimezone(timezone(timedelta(hours=1))) + timedelta(microseconds=999_999)
    blob = seal(
        b"",
        sender=claire(),
        recipients=[paul().certificate_der],
        number=NUMBER,
        issued_at=paris,
    )
    assert json.loads(blob)["issued_at"] == "2026-11-24T10:00:00Z"
    assert _open(blob).issued_at == NOW


@settings(deadline=None, max_examples=30)
@given(st.binary(max_size=5000))
def test_any_content_survives(content: bytes) -> None:
    assert _open(_sealed(content)).content == content


@pytest.mark.parametrize("number", ["", " ", "P-é", "P\n1", "P" * 65, "-1"])
def test_a_bad_number_is_refused(number: str) -> None:
    with pytest.raises(InvalidInputError):
        seal(
            b"",
            sender=claire(),
            recipients=[paul().certificate_der],
            number=number,
            issued_at=NOW,
        )


def test_no_recipient_or_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInputError):
        seal(b"", sender=claire(), recipients=[], number=NUMBER, issued_at=NOW)
    monkeypatch.setattr(envelope, "MAX_RECIPIENTS", 1)
    with pytest.raises(InvalidInputError):
        _sealed(recipients=[paul(), nadia()])


def test_a_recipient_who_cannot_receive_is_refused() -> None:
    only_signs, _, _ = issue("Signe", key_agreement=False)
    with pytest.raises(UnusableCertificateError):
        _sealed(recipients=[only_signs])


def test_too_large_a_content_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "MAX_CONTENT_BYTES", 10)
    with pytest.raises(InvalidInputError):
        _sealed(bytes(11))


# --- tampered with ----------------------------------------------------------------------------


def test_another_signer_around_it_is_a_mismatch() -> None:
    """A sealed attachment lifted into somebody else's signed PDF proves nothing."""
    with pytest.raises(EnvelopeMismatchError):
        open_sealed(_sealed(), identity=paul(), signer_fingerprint=nadia().fingerprint)


def test_a_rewritten_sender_is_caught_inside() -> None:
    blob = _edited(lambda outside: outside.update(sender=nadia().fingerprint))
    with pytest.raises(ModifiedFileError):
        open_sealed(blob, identity=paul(), signer_fingerprint=nadia().fingerprint)


def _reseal(claimed: dict[str, Any]) -> bytes:
    """Seal a content whose inside says something else than its outside.

    Only the sender, or a recipient who knows the content key, could write that.
    """
    honest = envelope._Header.as_json

    def lying(header: envelope._Header) -> bytes:
        return canonical.encode(honest(header) | claimed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(envelope._Header, "encode", lying)
        patch.setattr(envelope._Header, "wrap_info", _honest_info)
        return _sealed()


def _honest_info(header: envelope._Header) -> bytes:
    digest = hashlib.sha256(canonical.encode(header.as_json())).digest()
    return b"csf-exchange/1 content key\x00" + digest


@pytest.mark.parametrize(
    "claimed",
    [
        {"sender": "0" * 64},
        {"recipients": ["0" * 64]},
        {"number": "P-2026-999"},
        {"issued_at": "2020-01-01T00:00:00Z"},
        {"version": 2},
    ],
)
def test_inside_and_outside_must_agree(claimed: dict[str, Any]) -> None:
    assert _open(_reseal({})).content == CONTENT
    with pytest.raises(EnvelopeMismatchError):
        _open(_reseal(claimed))


@pytest.mark.parametrize(
    "edit",
    [
        lambda o: o.update(number="P-2026-999"),
        lambda o: o.update(number=12),
        lambda o: o.update(issued_at="2026-11-24T10:00:01Z"),
        lambda o: o.update(issued_at="demain"),
        lambda o: o.update(nonce=base64.b64encode(bytes(12)).decode()),
        lambda o: o.update(nonce=""),
        lambda o: o.update(content=""),
        lambda o: o.update(content="pas de base64"),
        lambda o: o.update(content=None),
        lambda o: o.update(sender="A" * 64),
        lambda o: o.update(extra=1),
        lambda o: o.pop("nonce"),
        lambda o: o.update(recipients=[]),
        lambda o: o.update(recipients={}),
        lambda o: o.update(recipients=[1]),
        lambda o: o["recipients"].append(o["recipients"][0]),
        lambda o: o["recipients"][0].update(key=""),
        lambda o: o["recipients"][0].update(key=base64.b64encode(bytes(113)).decode()),
        lambda o: o["recipients"][0].update(note="x"),
        lambda o: o["recipients"][0].update(fingerprint=None),
    ],
)
def test_every_part_of_the_outside_is_protected(edit: Callable[[dict[str, Any]], None]) -> None:
    expected = (ModifiedFileError, EnvelopeMismatchError)
    with pytest.raises(expected):
        _open(_edited(edit))


def test_a_colleague_cannot_be_slipped_in_or_out() -> None:
    """Neither adding a recipient nor replacing the key of another goes unnoticed."""
    two = _sealed(recipients=[paul(), nadia()])

    def drop_other(outside: dict[str, Any]) -> None:
        outside["recipients"] = [
            one for one in outside["recipients"] if one["fingerprint"] == paul().fingerprint
        ]

    def spoil_other(outside: dict[str, Any]) -> None:
        for one in outside["recipients"]:
            if one["fingerprint"] != paul().fingerprint:
                one["key"] = base64.b64encode(bytes(113)).decode()

    for edit in (drop_other, spoil_other):
        with pytest.raises(ModifiedFileError):
            _open(_edited(edit, two))


def test_another_spelling_of_the_same_envelope_is_refused() -> None:
    blob = _sealed()
    spaced = json.dumps(json.loads(blob)).encode()
    twice = blob[:-1] + b',"version":1}'
    for other in (spaced, twice, blob + b"\n"):
        with pytest.raises(ModifiedFileError):
            _open(other)


def test_a_newer_format_says_so() -> None:
    blob = _edited(lambda outside: outside.update(version=2, more="…"))
    with pytest.raises(NewerFormatError):
        _open(blob)


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"format":"csf-exchange"}',
        b'{"format":"csf-exchange","version":true}',
        b'{"format":"csf-exchange","version":0}',
        b'{"format":"csf-exchange","version":"1"}',
        b'{"format":"autre","version":1}',
        b"[" * 100_000,
        b'{"format":"csf-exchange","version":' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_envelope_is_unreadable(blob: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        _open(blob)


def test_an_envelope_too_large_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "MAX_ATTACHMENT_BYTES", 100)
    with pytest.raises(UnreadableFileError):
        _open(_sealed())


def test_a_decompression_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    blob = _sealed(bytes(2_000_000))
    assert len(blob) < 10_000
    limited = compression.decompress

    def tight(data: bytes) -> bytes:
        return limited(data, 1_000_000)

    monkeypatch.setattr(envelope, "decompress", tight)
    with pytest.raises(FileTooLargeError):
        _open(blob)


# --- random -----------------------------------------------------------------------------------

_BLOB = _sealed()
_MUTATION = st.tuples(
    st.sampled_from(["flip", "cut", "insert", "swap"]),
    st.integers(0, len(_BLOB) - 1),
    st.integers(0, 255),
    st.integers(1, 40),
)


def _mutate(blob: bytes, kind: str, where: int, value: int, length: int) -> bytes:
    where %= len(blob) or 1
    if kind == "flip":
        return blob[:where] + bytes([value]) + blob[where + 1 :]
    if kind == "cut":
        return blob[:where] + blob[where + length :]
    if kind == "insert":
        return blob[:where] + bytes([value]) * length + blob[where:]
    return blob[where : where + length] + blob[:where] + blob[where + length :]


def _check_mutations(mutations: list[tuple[str, int, int, int]]) -> None:
    blob = _BLOB
    for mutation in mutations:
        blob = _mutate(blob, *mutation)
    if blob == _BLOB:
        return
    with pytest.raises(CsfError):
        _open(blob)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_MUTATION, min_size=1, max_size=3))
def test_random_changes_never_open(mutations: list[tuple[str, int, int, int]]) -> None:
    _check_mutations(mutations)


@pytest.mark.slow
@settings(deadline=None, max_examples=50_000, suppress_health_check=list(HealthCheck))
@given(st.lists(_MUTATION, min_size=1, max_size=5))
def test_random_changes_never_open_long(mutations: list[tuple[str, int, int, int]]) -> None:
    _check_mutations(mutations)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=6,
)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(json.loads(_BLOB))), _JSON)
def test_any_value_in_place_of_a_field_never_opens(key: str, value: object) -> None:
    outside = json.loads(_BLOB)
    if outside[key] == value:
        return
    outside[key] = value
    with pytest.raises(CsfError):
        _open(canonical.encode(outside))
