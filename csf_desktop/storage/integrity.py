"""Checking an encrypted database file whole, and putting one in the place of another."""

from __future__ import annotations

from pathlib import Path

from csf_desktop.errors import DamagedDatabaseError, StorageError
from csf_desktop.storage.engine import CipherSettings, connect
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.files import copy_flushed, replace, temporary_name
from csf_desktop.storage.secret import DatabaseKey

# "csfv" in SQLite's application id: an empty database in the vault's place is told from the vault.
APPLICATION_ID = 0x63736676
_SIDE_FILES = ("-wal", "-shm", "-journal")


def check_database(
    db_path: Path, key: DatabaseKey, cipher: CipherSettings, *, mode: str = "rw"
) -> None:
    """Read every page: SQLCipher's HMAC of each, then SQLite's own structures.

    Raises ``DamagedDatabaseError`` if anything is wrong, or if the file is missing.
    """
    require_database(db_path, cipher)
    with translated_errors():
        connection = connect(db_path, key, cipher, mode=mode)
        try:
            [application_id] = connection.execute("PRAGMA application_id").fetchone()
            pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            structures = connection.execute("PRAGMA integrity_check(10)").fetchall()
            if pages and mode == "rw":
                # SQLCipher looks at the file alone. A page that was being copied to it when power
                # or room ran out is whole in the log, from which it is copied again.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        finally:
            connection.close()
    if application_id != APPLICATION_ID or pages or structures != [("ok",)]:
        raise DamagedDatabaseError(pages=len(pages))


def require_database(db_path: Path, cipher: CipherSettings) -> None:
    """Raise ``DamagedDatabaseError`` for a missing or empty file: SQLite would make one of it.

    Raises ``StorageError`` for a side file that is none: SQLite would wait for ever for a pipe, and
    write over whatever a link names.
    """
    if not db_path.is_file() or db_path.stat().st_size < cipher.page_size:
        raise DamagedDatabaseError(missing=True)
    for suffix in _SIDE_FILES:
        path = db_path.with_name(db_path.name + suffix)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise StorageError(reason=f"{path.name} est un lien ou n’est pas un fichier")


def side_files(db_path: Path) -> list[Path]:
    """Return SQLite's files beside ``db_path`` that exist: write-ahead log, its index, journal."""
    paths = (db_path.with_name(db_path.name + suffix) for suffix in _SIDE_FILES)
    return [path for path in paths if path.exists()]


def put_database(source: Path, db_path: Path) -> None:
    """Put a copy of ``source`` in the place of ``db_path``, closed by everyone. Raises ``OSError``.

    The whole copy is on the disk before anything goes; then the old write-ahead log must go first,
    since SQLite would replay it into the new database.
    """
    incoming = temporary_name(db_path)
    copy_flushed(source, incoming)
    for path in side_files(db_path):
        path.unlink()
    replace(incoming, db_path)
