"""Canonical JSON: one value has exactly one encoding, so bytes can be compared and signed."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, datetime
from typing import Any


def encode(value: object) -> bytes:
    """Encode as ASCII JSON, keys sorted, no white space."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode("ascii")


def decode_object(data: bytes) -> dict[str, Any]:
    """Decode an ASCII JSON object. Raises ``ValueError`` for anything else."""
    try:
        value = json.loads(data.decode("ascii"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def is_canonical(data: bytes, value: object) -> bool:
    """Tell whether ``data`` is the one encoding of ``value``."""
    try:
        return encode(value) == data
    except (ValueError, TypeError, RecursionError):
        return False


def to_base64(data: bytes) -> str:
    """Return standard base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: object) -> bytes:
    """Decode strict base64. Raises ``ValueError`` (also for something that is not text)."""
    if not isinstance(text, str):
        raise ValueError("not base64 text")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def to_timestamp(moment: datetime) -> str:
    """Return an aware time as UTC to the second, e.g. ``2026-11-24T21:02:04Z``."""
    if moment.tzinfo is None:
        raise ValueError("the time must be aware")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_timestamp(text: object) -> datetime:
    """Parse what ``to_timestamp`` writes. Raises ``ValueError``."""
    if not isinstance(text, str):
        raise ValueError("not a time")
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
