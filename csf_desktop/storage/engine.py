"""The encrypted database: connections keyed and set up for SQLAlchemy.

Transactions begin with ``BEGIN IMMEDIATE`` unless the engine came from ``reading()``. A unit of
work usually reads, decides and writes: a deferred transaction would take the write lock only at
the first write, and fail there at once (SQLITE_BUSY_SNAPSHOT, which no timeout waits for) if
another connection had written meanwhile. Readers (lists, search) begin deferred: WAL lets them
run beside the writer, on the state that was committed when they began.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, FromClause, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import PoolResetState, QueuePool

from csf_desktop.storage.french import FrenchOrder, sql_fold
from csf_desktop.storage.search import FOUND_TABLES
from csf_desktop.storage.secret import DatabaseKey

BUSY_TIMEOUT_MS = 5_000
CACHE_KIB = 32 * 1024
"""Pages kept decrypted: the indexes of the lists over a hundred thousand pathways fit."""
_READING = "csf_reading"


class _Compiler(SQLiteCompiler):
    """Writes the hints « INDEXED BY » of ``with_hint()``, which SQLAlchemy leaves out for SQLite.

    Plans are thus stated, not guessed: SQLite has no statistics on a vault that grows.
    """

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        return text


@dataclass(frozen=True, slots=True)
class CipherSettings:
    """How SQLCipher lays out the file; written in ``vault.json`` so that it never has to guess."""

    compatibility: int = 4
    page_size: int = 4096


def make_engine(db_path: Path, key: DatabaseKey, cipher: CipherSettings | None = None) -> Engine:
    """Return an engine on the existing encrypted database ``db_path``; nothing is opened yet.

    Threads: each checked-out connection belongs to one thread at a time, whichever it is, so
    SQLite's own thread check is off. The key is read from ``key`` at each new connection, and
    connecting after ``key.wipe()`` raises ``ValueError``.
    """
    settings = cipher or CipherSettings()
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(db_path, key, settings),
        poolclass=QueuePool,  # the URL names no file, SQLAlchemy would choose one for memory
        pool_size=3,
        max_overflow=2,
        hide_parameters=True,  # values are personal data and would show in exceptions
    )
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", _begin)
    event.listen(engine, "reset", _end_refused_commit)
    return engine


def reading(engine: Engine) -> Engine:
    """Return ``engine`` for reads only: its transactions never wait for a writer."""
    return engine.execution_options(**{_READING: True})


def connect(
    db_path: Path, key: DatabaseKey, cipher: CipherSettings, *, mode: str = "rw"
) -> sqlcipher.Connection:
    """Open one raw connection. ``mode``: ``rw``, ``rwc`` to create the file, ``ro``.

    Raises ``sqlcipher3.dbapi2.Error``, e.g. « file is not a database » on the first page damaged.
    """
    connection = sqlcipher.connect(
        _address(db_path.absolute(), mode),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        _unlock(connection, key, cipher)
        if mode != "ro":
            _set_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _address(db_path: PurePath, mode: str) -> str:
    """Return SQLite's address of an absolute path: the mode goes with it.

    In ``rw`` a missing file is an error, while a bare path would make an empty database of it.
    ``C:/x`` becomes ``file:///C:/x``, ``//server/share/x`` keeps both its slashes.
    """
    path = db_path.as_posix()
    rooted = path if path.startswith("/") else f"/{path}"
    return f"file://{quote(rooted, safe='/:')}?mode={mode}"


def _unlock(connection: sqlcipher.Connection, key: DatabaseKey, cipher: CipherSettings) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to standard error
    connection.execute(f"PRAGMA key = \"x'{key.raw().hex()}'\"")
    connection.execute(f"PRAGMA cipher_compatibility = {cipher.compatibility:d}")
    connection.execute(f"PRAGMA cipher_page_size = {cipher.page_size:d}")
    connection.create_collation("FRENCH", FrenchOrder())
    connection.create_function("fold", 1, sql_fold, deterministic=True)
    # A read before anything that could write: a damaged file must stay as it is.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _set_up(connection: sqlcipher.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS:d}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB:d}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    for statement in FOUND_TABLES:
        connection.execute(statement)


def _begin(connection: Connection) -> None:
    """Begin explicitly: SQLAlchemy's documented recipe, the driver's own BEGIN being off."""
    deferred = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")


def _end_refused_commit(
    connection: sqlcipher.Connection, _record: object, _state: PoolResetState
) -> None:
    """Roll back what a refused COMMIT left open, before the connection goes back to the pool.

    SQLite keeps the transaction when a deferred foreign key fails; SQLAlchemy takes it for over.
    """
    if connection.in_transaction:
        connection.rollback()
