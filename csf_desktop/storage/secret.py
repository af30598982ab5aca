"""The database key in memory."""

from __future__ import annotations

import secrets

KEY_BYTES = 32


class DatabaseKey:
    """A 256-bit key that never shows itself and can be wiped.

    Wiping is best effort: the bytes held here are overwritten, but Python and SQLite may have made
    copies (the key travels as text in ``PRAGMA key``) that stay in memory until it is reused.
    """

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError("a database key is 32 bytes long")
        self._raw = bytearray(raw)

    @classmethod
    def random(cls) -> DatabaseKey:
        """Return a new key from the system's random source."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def raw(self) -> bytes:
        """Return the 32 bytes. Raises ``ValueError`` once wiped: the vault was locked."""
        if not self._raw:
            raise ValueError("the database key was wiped")
        return bytes(self._raw)

    def wipe(self) -> None:
        """Overwrite and drop the bytes; harmless when done again."""
        self._raw[:] = bytes(len(self._raw))
        self._raw.clear()

    def __repr__(self) -> str:
        return "DatabaseKey(…)"

    def __reduce__(self) -> str:
        raise TypeError("a database key is never written anywhere")
