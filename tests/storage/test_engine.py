from __future__ import annotations

import logging
import threading
import traceback
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from csf_desktop.storage.engine import CipherSettings, _address, connect, make_engine, reading
from csf_desktop.storage.secret import DatabaseKey
from csf_desktop.storage.vault import Vault


def test_every_connection_is_set_up(vault: Vault) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "busy_timeout": 5000,
        "cipher_page_size": "4096",
    }
    with vault.engine.connect() as one, vault.engine.connect() as _other:
        got = {name: one.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
    assert got == expected


def test_file_is_not_readable_without_its_key(vault: Vault) -> None:
    vault.checkpoint()
    assert not vault.database_path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
        connect(vault.database_path, DatabaseKey.random(), CipherSettings())


def test_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher.OperationalError, match="unable to open"):
        connect(tmp_path / "none.db", DatabaseKey.random(), CipherSettings())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["été ?#%41&.db", "a b;c.db"])
def test_any_file_name_opens(name: str, tmp_path: Path) -> None:
    key = DatabaseKey.random()
    connection = connect(tmp_path / name, key, CipherSettings(), mode="rwc")
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/home/a b/x.db"), "file:///home/a%20b/x.db?mode=rw"),
        (PureWindowsPath("C:\\Élu\\x.db"), "file:///C:/%C3%89lu/x.db?mode=rw"),
        (PureWindowsPath("\\\\serveur\\partage\\x.db"), "file:////serveur/partage/x.db?mode=rw"),
    ],
)
def test_address_of_a_path(path: PurePath, address: str) -> None:
    assert _address(path, "rw") == address


def test_ddl_is_rolled_back_with_its_transaction(vault: Vault) -> None:
    with vault.engine.connect() as connection:
        connection.execute(text("CREATE TABLE half_made (a INTEGER)"))
        connection.rollback()
    with vault.engine.connect() as connection:
        query = text("SELECT count(*) FROM sqlite_master WHERE name = 'half_made'")
        assert connection.scalar(query) == 0


def test_savepoints_work(vault: Vault) -> None:
    with vault.engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER UNIQUE)"))
        connection.execute(text("INSERT INTO t VALUES (1)"))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(text("INSERT INTO t VALUES (2), (1)"))
        assert connection.scalar(text("SELECT group_concat(a) FROM t")) == "1"


def test_writer_takes_the_write_lock_at_once(vault: Vault) -> None:
    with vault.engine.connect() as one, vault.engine.connect() as other:
        driver = other.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA busy_timeout = 10")
        one.execute(text("SELECT 1"))
        with pytest.raises(OperationalError, match="locked"):
            other.execute(text("SELECT 1"))
        driver.execute("PRAGMA busy_timeout = 5000")


def test_reader_runs_beside_a_writer_on_the_committed_state(vault: Vault) -> None:
    with vault.engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER)"))
    counted: list[int | None] = []

    def count() -> None:
        with reading(vault.engine).connect() as connection:
            counted.append(connection.scalar(text("SELECT count(*) FROM t")))

    with vault.engine.begin() as writer:
        writer.execute(text("INSERT INTO t VALUES (1)"))
        thread = threading.Thread(target=count)
        thread.start()
        thread.join(timeout=2)
        assert counted == [0]
    count()
    assert counted == [0, 1]


def test_connection_made_in_one_thread_serves_another(vault: Vault) -> None:
    with vault.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    results: list[object] = []

    def read() -> None:
        with vault.engine.connect() as connection:
            results.append(connection.scalar(text("SELECT 2")))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join(timeout=5)
    assert results == [2]


def test_key_and_values_show_nowhere(
    vault: Vault, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = vault.key.raw().hex()
    caplog.set_level(logging.DEBUG)
    fresh = make_engine(vault.database_path, vault.key)
    values = {"name": "Canari"}
    shown = [repr(fresh), str(fresh.url), repr(fresh.pool), repr(vault), repr(vault.key)]
    with fresh.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("INSERT INTO missing VALUES (:name)"), values)
    shown += traceback.format_exception(caught.value)
    fresh.dispose()
    with pytest.raises(sqlcipher.DatabaseError) as refused:
        connect(vault.database_path, DatabaseKey(b"k" * 32), CipherSettings())
    shown += traceback.format_exception(refused.value)
    everything = "".join(shown) + caplog.text + "".join(capfd.readouterr())
    assert secret not in everything
    assert (b"k" * 32).hex() not in everything
    assert "Canari" not in everything


def test_no_connection_after_the_key_is_wiped(vault: Vault) -> None:
    engine = make_engine(vault.database_path, DatabaseKey(vault.key.raw()))
    wiped = DatabaseKey(vault.key.raw())
    wiped.wipe()
    with pytest.raises(ValueError, match="wiped"):
        make_engine(vault.database_path, wiped).connect()
    engine.dispose()
