"""Column values as JSON and back: how the journal and the exchange files write them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from csf_desktop.models.base import Record, UtcDateTime


def to_plain(value: object) -> Any:  # noqa: ANN401 - a JSON scalar
    """Return a value that JSON can hold: days as ``2026-02-03``, moments in UTC with ``Z``."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value


def to_json(value: object) -> str:
    """Return a column's value as JSON text."""
    return json.dumps(to_plain(value), ensure_ascii=False)


def from_plain(record: type[Record], field: str, plain: Any) -> Any:  # noqa: ANN401
    """Return the Python value of a field; ``ValueError`` when the type is not the column's."""
    column = record.__mapper__.columns[field]
    if plain is None:
        if not column.nullable:
            raise ValueError(f"{record.kind}.{field}: null")
        return None
    if isinstance(column.type, UtcDateTime):
        moment = datetime.fromisoformat(_text(plain))
        if moment.tzinfo is None:
            raise ValueError(f"{record.kind}.{field}: no time zone")
        return moment
    wanted = column.type.python_type
    if wanted is date:
        return date.fromisoformat(_text(plain))
    if type(plain) is not wanted:  # a bool is no int here
        raise ValueError(f"{record.kind}.{field}: {type(plain).__name__}")
    return plain


def from_json(record: type[Record], field: str, text: str | None) -> Any:  # noqa: ANN401
    """Return the Python value that ``text`` holds for a field."""
    return from_plain(record, field, None if text is None else json.loads(text))


def all_values(record: Record) -> dict[str, Any]:
    """Return the journalled fields of a record that hold something, as plain values."""
    found = ((name, getattr(record, name)) for name in record.journalled_fields())
    return {name: to_plain(value) for name, value in found if value not in (None, "")}


def _text(plain: object) -> str:
    if not isinstance(plain, str):
        raise ValueError(type(plain).__name__)
    return plain
