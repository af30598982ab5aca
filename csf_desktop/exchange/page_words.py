"""The words drawn on a page or in a field, read from the operators that draw them.

Only what is needed to recognise a form whose fields are gone, and to read a field that is drawn but
has no value: letters in the order they are drawn, decoded by the font's own table (ToUnicode,
ISO 32000-1 §9.10.3), else as WinAnsi. PDFium would do more, but may not run beside the window's.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from csf_desktop.exchange.limits import MAX_DRAWN_BYTES
from csf_desktop.exchange.structure import qpdf_errors

if TYPE_CHECKING:
    import pikepdf

_SHOWING = {"Tj", "TJ", "'", '"'}
_MAX_NESTING = 4
_MAX_STREAMS = 200
_MAX_TABLE_BYTES = 256_000
_CODE = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass
class Drawn:
    """What was found: the words, whether some could not be decoded, whether there are pictures."""

    words: list[str] = field(default_factory=list)
    has_unknown: bool = False
    has_picture: bool = False
    left: int = MAX_DRAWN_BYTES

    @property
    def text(self) -> str:
        """The words one after the other."""
        return "".join(self.words)


def words_of_page(page: pikepdf.Object) -> Drawn:
    """Return what a page draws; what lies beyond the limits is left out."""
    import pikepdf

    drawn = Drawn()
    contents = page.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    resources = page.get("/Resources")
    for stream in streams[:_MAX_STREAMS]:
        _look(stream, resources, drawn, _MAX_NESTING)
    return drawn


def words_of_drawing(stream: pikepdf.Object, resources: pikepdf.Object | None) -> Drawn:
    """Return what a form XObject draws; ``resources`` when it has none of its own."""
    drawn = Drawn()
    _look(stream, stream.get("/Resources", resources), drawn, _MAX_NESTING)
    return drawn


def _look(stream: Any, resources: Any, drawn: Drawn, depth: int) -> None:  # noqa: ANN401
    """Add what a stream draws; of one that is damaged, what came before the fault."""
    import pikepdf

    if depth == 0 or not isinstance(stream, pikepdf.Stream):
        return
    try:
        drawn.left -= len(stream.read_bytes())
        if drawn.left >= 0:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a stream cut short
                operations = pikepdf.parse_content_stream(stream)
            _follow(operations, resources, drawn, depth)
    except qpdf_errors():
        return  # compressed in a way that is not text, beyond the limits, or no operations


def _follow(operations: Any, resources: Any, drawn: Drawn, depth: int) -> None:  # noqa: ANN401
    """Add what operations draw, and what the drawings they use draw."""
    tables = _Tables(resources)
    for operation in operations:
        operands, name = operation.operands, str(operation.operator)
        if name == "Tf" and operands:
            tables.use(str(operands[0]))
        elif name in _SHOWING:
            for shown in _strings(operands):
                _add(drawn, tables.decode(shown))
        elif name == "INLINE IMAGE":
            drawn.has_picture = True
        elif name == "Do" and operands:
            _look_into(_resource(resources, "/XObject", str(operands[0])), resources, drawn, depth)


def _look_into(used: Any, resources: Any, drawn: Drawn, depth: int) -> None:  # noqa: ANN401
    import pikepdf

    if not isinstance(used, pikepdf.Stream):
        return
    if used.get("/Subtype") == pikepdf.Name.Image:
        drawn.has_picture = True
    else:
        _look(used, used.get("/Resources", resources), drawn, depth - 1)


def _add(drawn: Drawn, text: str | None) -> None:
    if text is None:
        drawn.has_unknown = True
    else:
        drawn.words.append(text)


def _strings(operands: Any) -> Iterator[bytes]:  # noqa: ANN401 - pikepdf objects
    import pikepdf

    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif isinstance(operand, pikepdf.Array):
            yield from (bytes(part) for part in operand if isinstance(part, pikepdf.String))


class _Tables:
    """The tables of the fonts that a drawing may use."""

    def __init__(self, resources: Any) -> None:  # noqa: ANN401 - a pikepdf object
        self._resources = resources
        self._known: dict[str, tuple[int, dict[int, str] | None]] = {}
        self._width = 1
        self._table: dict[int, str] | None = None

    def use(self, name: str) -> None:
        """Take a font by its name in the resources."""
        if name not in self._known:
            self._known[name] = _table_of(_resource(self._resources, "/Font", name))
        self._width, self._table = self._known[name]

    def decode(self, shown: bytes) -> str | None:
        """Return the letters of a string, ``None`` when the font does not tell them."""
        if self._table is None:
            return shown.decode("cp1252", "replace") if self._width == 1 else None
        codes = (
            int.from_bytes(shown[at : at + self._width], "big")
            for at in range(0, len(shown), self._width)
        )
        return "".join(self._table.get(code, "") for code in codes)


def _table_of(font: Any) -> tuple[int, dict[int, str] | None]:  # noqa: ANN401
    """Return how many bytes a code has in a font, and what codes mean if the font says it."""
    import pikepdf

    if not isinstance(font, pikepdf.Dictionary):
        return 1, None
    width = 2 if font.get("/Subtype") == pikepdf.Name.Type0 else 1
    table = font.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return width, None
    try:
        content = table.read_bytes()
    except qpdf_errors():
        return width, None
    return width, dict(_entries(content[:_MAX_TABLE_BYTES]))


def _entries(table: bytes) -> Iterator[tuple[int, str]]:
    for block in table.split(b"endbf")[:-1]:
        _, found, body = block.rpartition(b"beginbf")
        tokens = [
            "[" if opening else "]" if closing else bytes(code)
            for code, opening, closing in _CODE.findall(body)
        ]
        if found:
            yield from _chars(tokens) if body.startswith(b"char") else _ranges(tokens)


def _chars(tokens: list[Any]) -> Iterator[tuple[int, str]]:
    for code, meaning in zip(tokens[::2], tokens[1::2], strict=False):
        if isinstance(code, bytes) and isinstance(meaning, bytes):
            yield _number(code), _letters(meaning)


def _ranges(tokens: list[Any]) -> Iterator[tuple[int, str]]:
    waiting = iter(tokens)
    for first in waiting:
        last, meaning = next(waiting, b""), next(waiting, b"")
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            return
        start, count = _number(first), min(_number(last) - _number(first) + 1, 0x10000)
        if isinstance(meaning, bytes):
            base = _letters(meaning)
            for step in range(count if base else 0):
                yield start + step, base[:-1] + chr(min(ord(base[-1]) + step, 0x10FFFF))
        else:
            listed = iter(lambda: next(waiting, "]"), "]")
            for step, one in enumerate(listed):
                yield start + step, _letters(one) if isinstance(one, bytes) else ""


def _number(code: bytes) -> int:
    digits = b"".join(code.split())
    return int(digits, 16) if digits else 0


def _letters(meaning: bytes) -> str:
    digits = b"".join(meaning.split())
    raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return raw.decode("utf-16-be", "replace")


def _resource(resources: Any, kind: str, name: str) -> Any:  # noqa: ANN401 - pikepdf objects
    import pikepdf

    group = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return group.get(name) if isinstance(group, pikepdf.Dictionary) else None
