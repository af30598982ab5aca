"""What the command line prints: JSON with stable English keys, or short French lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any


def print_json(value: object) -> None:
    """Print a value as indented JSON; dataclasses become objects, days and moments ISO texts."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        print(line)


def print_error(sentence: str) -> None:
    """Print one sentence on standard error."""
    print(sentence, file=sys.stderr)


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value that JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
