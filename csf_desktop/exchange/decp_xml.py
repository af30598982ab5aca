"""Stream the records of a DECP file in XML.

No document type, entity or outside reference is accepted. Elements become what the same record is
in JSON: an element with children is a dict, a repeated child a list, a leaf its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from csf_desktop.exchange.decp_source import RECORD_LISTS, RawRecord, Source

_ROOT = "marches"
Element = dict[str, Any]


def xml_records(source: Source) -> Iterator[RawRecord]:
    """Yield each ``marche`` and ``contrat-concession`` as dicts, lists and strings.

    Raises ``UnreadableFileError`` at the first line that is not XML (a truncated file too, after
    its whole records were yielded) or at a forbidden declaration, or ``FileTooLargeError``.
    """
    builder = _Builder(source)
    try:
        yield from _parsed(source, builder)
    except DefusedXmlException:
        raise source.unreadable("il contient une déclaration DOCTYPE, interdite ici") from None
    except ParseError as error:
        raise source.unreadable(_why(error)) from None
    except (LookupError, ValueError):
        raise source.unreadable("son codage de caractères n’est pas reconnu") from None


def _parsed(source: Source, builder: _Builder) -> Iterator[RawRecord]:
    # Expat 2.5 reads an unfinished tag again with each chunk: token_bytes bounds that.
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    quiet = unfinished = 0
    for chunk in source.chunks():
        before = builder.seen
        parser.feed(chunk)
        quiet = 0 if builder.seen != before else quiet + len(chunk)
        unfinished = 0 if builder.records else unfinished + len(chunk)
        if quiet > source.limits.token_bytes:
            raise source.token_too_large()
        if unfinished > source.limits.record_bytes:
            raise source.record_too_large()
        yield from builder.records
        builder.records.clear()
    parser.close()
    yield from builder.records


class _Builder:
    """Target of the parser. ``seen`` grows with every event, ``records`` are the finished ones."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._depth = 0
        self._open: list[tuple[str, Element, list[str]]] = []
        self.seen = 0
        self.records: list[RawRecord] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.seen += 1
        self._depth += 1
        if self._depth > self._source.limits.depth:
            raise self._source.too_deep()
        name = tag.rpartition("}")[2]
        if self._depth == 1 and name != _ROOT:
            raise self._source.unreadable("sa racine n’est pas «\u00a0marches\u00a0»")
        if self._open or (self._depth == 2 and name in RECORD_LISTS):
            self._open.append((name, {}, []))

    def data(self, text: str) -> None:
        self.seen += 1
        if self._open:
            self._open[-1][2].append(text)

    def end(self, tag: str) -> None:
        self.seen += 1
        self._depth -= 1
        if not self._open:
            return
        name, children, texts = self._open.pop()
        value = children or "".join(texts).strip()
        if self._open:
            _add(self._open[-1][1], name, value)
        else:
            self.records.append((RECORD_LISTS[name], value))

    def close(self) -> None:
        """Called by the parser at the end of a well-formed file."""


def _add(children: Element, name: str, value: Element | str) -> None:
    if name not in children:
        children[name] = value
    elif isinstance(children[name], list):
        children[name].append(value)
    else:
        children[name] = [children[name], value]


def _why(error: SyntaxError) -> str:
    text = str(error)
    line, _ = getattr(error, "position", (0, 0))
    if "no element found" in text or "unclosed token" in text:
        return f"il est incomplet, sa fin manque après la ligne {line}"
    return f"son XML est incorrect à la ligne {line}"
