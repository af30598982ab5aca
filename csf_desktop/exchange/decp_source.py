"""Bytes of a DECP file under limits, and the refusals that concern a whole file."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from csf_desktop.errors import FileTooLargeError, UnreadableFileError
from csf_desktop.exchange.decp_records import DecpKind

RECORD_LISTS = {"marche": DecpKind.CONTRACT, "contrat-concession": DecpKind.CONCESSION}
"""The two lists of the format, by the name of their members."""

RawRecord = tuple[DecpKind, object]
"""A record as the readers hand it over: dicts, lists and scalars, nothing checked yet."""

_CHUNK = 64 * 1024
_MEGABYTE = 1024 * 1024

OnRead = Callable[[int, int], None]
"""Told of the progress: bytes read so far, bytes in all. It may raise to stop the reading."""


@dataclass(frozen=True, slots=True)
class DecpLimits:
    """What a reader accepts before it gives a file up. Memory follows the record, not the file."""

    file_bytes: int = 500 * _MEGABYTE
    record_bytes: int = 8 * _MEGABYTE
    token_bytes: int = 1 * _MEGABYTE
    depth: int = 32


DECP_LIMITS = DecpLimits()


@dataclass(frozen=True, slots=True)
class Source:
    """A file being read: its path, its limits, and who hears of the progress."""

    path: Path
    limits: DecpLimits
    on_read: OnRead | None = None

    def unreadable(self, reason: str) -> UnreadableFileError:
        """Return the refusal of this file; ``reason`` is a few French words."""
        return UnreadableFileError(name=self.path.name, reason=reason)

    def too_deep(self) -> UnreadableFileError:
        """Return the refusal of a file whose values are nested too deep to be procurement data."""
        return self.unreadable(f"plus de {self.limits.depth} niveaux imbriqués")

    def record_too_large(self) -> UnreadableFileError:
        """Return the refusal of a file in which one record never ends."""
        megabytes = self.limits.record_bytes // _MEGABYTE
        return self.unreadable(f"un seul marché y dépasse {megabytes}\u00a0Mo")

    def token_too_large(self) -> UnreadableFileError:
        """Return the refusal of a file in which one word never ends."""
        return self.unreadable("un texte y est démesurément long")

    def too_large(self) -> FileTooLargeError:
        """Return the refusal of a file above the size limit."""
        limit_mb = self.limits.file_bytes // _MEGABYTE
        return FileTooLargeError(name=self.path.name, limit_mb=limit_mb)

    def chunks(self) -> Iterator[bytes]:
        """Yield the file piece by piece.

        Raises ``FileTooLargeError``, or ``UnreadableFileError`` for a file that is empty, cannot be
        read, or changes while it is read.
        """
        done = 0
        try:
            total = self._size()
            with self.path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    done += len(chunk)
                    if done > self.limits.file_bytes:  # the file grows while it is read
                        raise self.too_large()
                    if self.on_read:
                        self.on_read(done, total)
                    yield chunk
            if done < total:  # a shared folder or a removed key: not the file's own fault
                raise self.unreadable("il a changé pendant la lecture")
        except OSError:
            raise self.unreadable("le disque ne répond pas") from None

    def _size(self) -> int:
        size = self.path.stat().st_size
        if size == 0:
            raise self.unreadable("il est vide")
        if size > self.limits.file_bytes:
            raise self.too_large()
        return size


def as_utf8(source: Source, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield JSON ``chunks`` in UTF-8 without byte order mark, whatever Unicode form they are in.

    Raises ``UnreadableFileError`` when a UTF-16 or UTF-32 file breaks off or is malformed.
    """
    decoder: codecs.IncrementalDecoder | None = None
    for at, chunk in enumerate(chunks):
        if at == 0:
            encoding = json.detect_encoding(chunk[:4])
            if encoding != "utf-8":
                decoder = codecs.getincrementaldecoder(encoding)()
        yield _decoded(source, decoder, chunk) if decoder else chunk
    if decoder:
        _decoded(source, decoder, b"", final=True)  # raises on half a character


def _decoded(
    source: Source, decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False
) -> bytes:
    try:
        return decoder.decode(chunk, final).encode()
    except UnicodeError:
        raise source.unreadable("son codage de caractères est abîmé") from None
