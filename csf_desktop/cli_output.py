"""What the command line prints: JSON with stable English keys, or short French lines."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from csf_desktop.errors import CsfError

_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_CARRIED_BYTES = re.compile(r"[\udc80-\udcff]+")


class OutputNotWrittenError(CsfError):
    """Standard output took no more, on a full disk; a reader that left is no failure."""

    sentence: ClassVar[str] = (
        "La réponse n’a pas pu être écrite, la commande elle-même est faite\u00a0: vérifiez la "
        "place libre là où la sortie est envoyée."
    )


def print_json(value: object) -> None:
    """Print a value as indented JSON; dataclasses become objects, days and moments ISO texts."""
    _write([_decoded(json.dumps(plain(value), ensure_ascii=False, indent=2))])


def print_lines(lines: Iterable[str]) -> None:
    """Print lines; what a terminal would obey in them shows as a mark."""
    _write(shown(line) for line in lines)


def print_error(sentence: str) -> None:
    """Print one sentence on standard error, if there is one that takes it."""
    if sys.stderr is None:  # a Windows program without a console
        return
    try:
        print(shown(sentence), file=sys.stderr, flush=True)
    except OSError:  # nobody left to tell; the exit code says it
        return


def shown(text: str) -> str:
    """Return a text safe for a terminal: a file's name or content may hold its commands."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", _decoded(text))


def _decoded(text: str) -> str:
    """Read as UTF-8 the bytes of a file's name that the locale could not (PEP 383)."""
    return _CARRIED_BYTES.sub(
        lambda found: found.group().encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        text,
    )


def counted(count: int, one: str, many: str = "") -> str:
    """Return « 1 jeune », « 2 jeunes »: in French nought is singular. ``many`` adds an s."""
    return f"{count} {one if count < 2 else many or f'{one}s'}"


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


def _write(lines: Iterable[str]) -> None:
    if sys.stdout is None:
        return
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError) or _is_closed_pipe_of_windows(error):
            raise BrokenPipeError from error
        raise OutputNotWrittenError from error


def _is_closed_pipe_of_windows(error: OSError) -> bool:
    return os.name == "nt" and error.errno == errno.EINVAL
