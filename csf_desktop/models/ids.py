"""Identifiers: UUIDv7 for what people create, UUIDv5 for what the outside world already names."""

from __future__ import annotations

from uuid import UUID, uuid5

from uuid6 import uuid7

NATURAL = UUID("5a1d3f6e-2b7c-5c55-9c0e-6f1f3c6b7a10")
"""Namespace of the ids made from a natural key; a constant of the exchange format."""


def new_id() -> str:
    """Return a new UUIDv7 as text: sorted by time of creation, the same on every laptop."""
    return str(uuid7())


def natural_id(kind: str, *key: str) -> str:
    """Return the id of a record that a natural key names (a SIRET, a week of a pathway).

    Two laptops that take in the same official file thus make the same record, and their files
    merge instead of making duplicates (docs/decisions/0005).
    """
    return str(uuid5(NATURAL, "\x1f".join((kind, *key))))
