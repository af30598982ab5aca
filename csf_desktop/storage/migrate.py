"""Bringing a database to this program's schema, with Alembic, in the running process.

One upgrade is one transaction. Before it an existing database is backed up and a flag is written
beside it; on any error the copy is put back. A flag found at opening means the program was killed
in the middle: the database is then checked, and the copy put back if it does not stand the check.

Revisions are numbered files in ``migrations/versions`` (``0001_initial.py``, revision ``0001``).
Alembic is imported only when there is something to do: opening a vault does not pay for it.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, inspect

from csf_desktop.errors import DamagedDatabaseError, DatabaseUpgradeError, NewerVaultError
from csf_desktop.storage.engine import CipherSettings, reading
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.files import write_atomically
from csf_desktop.storage.integrity import check_database, put_database
from csf_desktop.storage.secret import DatabaseKey

SCRIPTS = Path(__file__).with_name("migrations")
FLAG = "upgrade.json"
BASE = "base"
_REVISION_FILE = re.compile(r"(\d{4})_[a-z0-9_]+\.py")
_logger = logging.getLogger(__name__)


def upgrade(
    engine: Engine, db_path: Path, back_up: Callable[[], Path], *, scripts: Path = SCRIPTS
) -> bool:
    """Bring the database to the newest revision; return whether there was anything to do.

    ``back_up`` returns the folder of a verified copy; it is called only when a database that has
    a schema is about to change. Raises ``NewerVaultError``, ``DatabaseUpgradeError``, and what
    ``back_up`` raises (nothing was touched then).
    """
    known = known_revisions(scripts)
    current = current_revision(engine)
    if current is not None and current not in known:
        raise NewerVaultError(revision=current)
    if not known or current == known[-1]:
        return False
    if current is None:
        with translated_errors():  # a full disk; nothing here could be put back
            move_to(engine, known[-1], scripts=scripts)
        return True
    _upgrade_existing(engine, db_path, back_up(), scripts)
    return True


def known_revisions(scripts: Path = SCRIPTS) -> list[str]:
    """Return the revisions this program knows, oldest first."""
    matches = (_REVISION_FILE.fullmatch(path.name) for path in (scripts / "versions").iterdir())
    return sorted(match[1] for match in matches if match)


def current_revision(engine: Engine) -> str | None:
    """Return the database's revision, ``None`` if it has no schema yet."""
    with translated_errors(), reading(engine).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        return str(row[0]) if row else None


def move_to(
    engine: Engine, revision: str, *, scripts: Path = SCRIPTS, metadata: MetaData | None = None
) -> None:
    """Bring the schema to ``revision`` (``BASE``: none) in one transaction; no backup is taken.

    Foreign keys are off meanwhile, as SQLite asks for rebuilding tables, and all are checked
    before the end. Raises whatever the revision's code raises; the database is then unchanged.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - a checked-out connection has its driver's
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                _run_alembic(connection, revision, scripts, metadata)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken:
                    raise ValueError(f"foreign key broken in table {broken[0]}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def finish_interrupted_upgrade(db_path: Path, key: DatabaseKey, cipher: CipherSettings) -> bool:
    """Deal with an upgrade that was cut short; return whether there was one.

    A database that stands the check is kept: the cut transaction was rolled back whole. One that
    does not is replaced by the copy, and ``DatabaseUpgradeError`` says so, once.
    """
    flag = db_path.with_name(FLAG)
    if not flag.exists():
        return False
    _logger.warning("an upgrade of the vault was cut short")
    try:
        check_database(db_path, key, cipher)
    except DamagedDatabaseError as failure:
        copy = _copy_named_by(flag)
        if copy is None:
            raise
        with translated_errors():
            put_database(copy / "data.db", db_path)
            flag.unlink()
        raise DatabaseUpgradeError(copy=copy.name) from failure
    with translated_errors():
        flag.unlink()
    return True


def _upgrade_existing(engine: Engine, db_path: Path, copy: Path, scripts: Path) -> None:
    flag = db_path.with_name(FLAG)
    write_atomically(flag, json.dumps({"backup": copy.name}).encode())
    try:
        move_to(engine, known_revisions(scripts)[-1], scripts=scripts)
    except Exception as failure:
        # Whatever a revision's code raises, the user's data comes first.
        _logger.exception("the upgrade failed, the copy %s is put back", copy.name)
        engine.dispose()
        with translated_errors():
            put_database(copy / "data.db", db_path)
            flag.unlink()
        raise DatabaseUpgradeError(copy=copy.name) from failure
    with translated_errors():
        flag.unlink()


def _copy_named_by(flag: Path) -> Path | None:
    try:
        name = json.loads(flag.read_bytes())["backup"]
        copy = flag.parent / "backups" / Path(name).name
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return copy if (copy / "data.db").is_file() else None


def _run_alembic(
    connection: Connection, revision: str, scripts: Path, metadata: MetaData | None
) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    current = MigrationContext.configure(connection).get_current_revision()
    upward = current is None or (revision != BASE and revision >= current)  # numbers of 4 digits
    (command.upgrade if upward else command.downgrade)(config, revision)
