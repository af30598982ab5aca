"""Stream the records of a DECP file in JSON.

Published files put their list in several ways: ``{"marches": {"marche": […]}}`` (the schema),
``{"marches": […]}`` (v1), a bare ``[…]``, and a lone object where the list has one element. The
file is read event by event, so that memory follows the biggest record, not the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import DecimalException
from typing import Any

import ijson

from csf_desktop.exchange.decp_records import DecpKind
from csf_desktop.exchange.decp_source import RECORD_LISTS, RawRecord, Source, as_utf8

# ijson 3.6 crashes the interpreter on an integer beyond the 4 300 digits that Python converts: such
# a number never reaches it. Two chunks may share a number, hence the margin.
_ENDLESS_NUMBER = re.compile(rb"[0-9]{1000}")
_EVERY_250TH = re.compile(rb"[0-9]{4}")

Event = tuple[str, Any]


def json_records(source: Source) -> Iterator[RawRecord]:
    """Yield each record as the dicts, lists and scalars of JSON, numbers as ``int`` or ``Decimal``.

    Raises ``UnreadableFileError`` at the first byte that is not JSON (a truncated file too, after
    its whole records were yielded), or ``FileTooLargeError``.
    """
    return _Reader(source).records()


class _Reader:
    """Walks the events of one file; ``count`` records have been handed out."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._position = 0
        self._events = self._parse()
        self.count = 0

    def records(self) -> Iterator[RawRecord]:
        event, _ = self._next()
        if event == "start_array":
            yield from self._items(DecpKind.CONTRACT)
        else:
            yield from self._document()
        next(self._events, None)  # lets the parser see that nothing follows

    def _document(self) -> Iterator[RawRecord]:
        found = False
        for key in self._keys():
            event, _ = self._next()
            if key != "marches":
                self._skip(event)
                continue
            found = True
            if event == "start_map":
                yield from self._marches()
            elif event == "start_array":
                yield from self._items(DecpKind.CONTRACT)
        if not found:
            raise self._source.unreadable("la liste «\u00a0marches\u00a0» n’y est pas")

    def _marches(self) -> Iterator[RawRecord]:
        for key in self._keys():
            event, value = self._next()
            kind = RECORD_LISTS.get(key)
            if kind is None:
                self._skip(event)
            elif event == "start_array":
                yield from self._items(kind)
            else:
                yield self._record(kind, event, value)

    def _items(self, kind: DecpKind) -> Iterator[RawRecord]:
        for event, value in self._events:
            if event == "end_array":
                return
            yield self._record(kind, event, value)

    def _record(self, kind: DecpKind, event: str, value: object) -> RawRecord:
        tree = self._value(event, value)
        self.count += 1
        return kind, tree

    def _value(self, event: str, value: object) -> object:
        """Return the whole value that begins with ``event``, without recursion."""
        if event not in ("start_map", "start_array"):
            return value
        limit = self._position + self._source.limits.record_bytes
        root: dict[str, object] | list[object] = {} if event == "start_map" else []
        open_values = [root]
        key = ""
        while open_values:
            event, scalar = self._next()
            if event == "map_key":
                key = scalar
                continue
            if event in ("end_map", "end_array"):
                open_values.pop()
                continue
            child: Any = {} if event == "start_map" else [] if event == "start_array" else scalar
            parent = open_values[-1]
            if isinstance(parent, dict):
                parent[key] = child
            else:
                parent.append(child)
            if event in ("start_map", "start_array"):
                open_values.append(child)
                if len(open_values) > self._source.limits.depth:
                    raise self._source.too_deep()
            if self._position > limit:
                raise self._source.record_too_large()
        return root

    def _skip(self, event: str) -> None:
        depth = 1 if event in ("start_map", "start_array") else 0
        while depth:
            event, _ = self._next()
            if event in ("start_map", "start_array"):
                depth += 1
                if depth > self._source.limits.depth:
                    raise self._source.too_deep()
            elif event in ("end_map", "end_array"):
                depth -= 1

    def _keys(self) -> Iterator[str]:
        """Yield the keys of the map just begun; the caller takes each value."""
        for event, value in self._events:
            if event == "end_map":
                return
            yield value

    def _next(self) -> Event:
        """Return the next event; there is one, or the parser raises that the end is missing."""
        return next(self._events)

    def _parse(self) -> Iterator[Event]:
        found = ijson.sendable_list()
        parser = ijson.basic_parse_coro(found)
        quiet = 0
        for chunk in as_utf8(self._source, self._source.chunks()):
            self._position += len(chunk)
            if _has_endless_number(chunk):
                raise self._source.unreadable("un nombre y est démesuré")
            failure = _failure(lambda: parser.send(chunk))  # noqa: B023 - called at once
            quiet = 0 if found else quiet + len(chunk)
            # What came before the failure is handed out first: the sentence says where it is.
            yield from found
            found.clear()
            if failure:
                raise self._source.unreadable(f"{failure} {self._where()}")
            if quiet > self._source.limits.token_bytes:
                raise self._source.token_too_large()
        failure = _failure(parser.close)
        yield from found
        if failure:
            raise self._source.unreadable(f"{failure} {self._where()}")

    def _where(self) -> str:
        return f"après le marché n°\u00a0{self.count}" if self.count else "dès le premier marché"


def _has_endless_number(chunk: bytes) -> bool:
    """Tell whether ``chunk`` holds 1 000 digits in a row; one byte in 250 rules most chunks out."""
    return bool(_EVERY_250TH.search(chunk[::250]) and _ENDLESS_NUMBER.search(chunk))


def _failure(step: Callable[[], object]) -> str:
    """Return what stopped the parser in French words, "" if nothing did."""
    try:
        step()
    except ijson.JSONError as error:
        text = str(error)
        if "premature EOF" in text:
            return "il est incomplet, sa fin manque"
        return "il n’est pas en UTF-8" if "UTF8" in text else "son JSON est incorrect"
    except DecimalException:
        return "un nombre y est démesuré"
    return ""
