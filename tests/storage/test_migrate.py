from __future__ import annotations

import logging
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from csf_desktop.errors import (
    DamagedDatabaseError,
    DatabaseUpgradeError,
    DiskFullError,
    NewerVaultError,
)
from csf_desktop.storage import migrate
from csf_desktop.storage.migrate import SCRIPTS, current_revision, known_revisions, move_to, upgrade
from csf_desktop.storage.vault import Vault, create_vault, open_vault
from tests.storage.support import CHEAP, PASSPHRASE, contents, start_python

REVISION = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{revision}", "{before}", None, None
def upgrade():
    {body}
def downgrade():
    op.drop_table("added")
"""
ADD = 'op.create_table("added", sa.Column("a", sa.Integer))'
HEAD = known_revisions()[-1]
NEXT = f"{int(HEAD) + 1:04d}"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A copy of the program's revisions, to add to (the folder's name has a per cent sign)."""
    return shutil.copytree(
        SCRIPTS, tmp_path / "100 % migrations", ignore=shutil.ignore_patterns("__pycache__")
    )


def add_revision(scripts: Path, body: str) -> None:
    code = REVISION.format(revision=NEXT, before=HEAD, body=body)
    (scripts / "versions" / f"{NEXT}_added.py").write_text(code)


def run(vault: Vault, scripts: Path) -> bool:
    return upgrade(
        vault.engine, vault.database_path, lambda: vault.back_up("upgrade"), scripts=scripts
    )


def tables(vault: Vault) -> set[str]:
    with vault.engine.connect() as connection:
        return set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))


def test_new_vault_is_at_the_newest_revision_without_a_backup(vault: Vault) -> None:
    assert current_revision(vault.engine) == HEAD
    assert not (vault.path / "backups").exists()


def test_nothing_to_do_is_nothing_done(vault: Vault, scripts: Path) -> None:
    assert not run(vault, scripts)
    assert not (vault.path / "backups").exists()


def test_program_without_revisions_leaves_the_database_alone(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "none" / "versions").mkdir(parents=True)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    assert current_revision(vault.engine) is None
    assert not run(vault, tmp_path / "none")


def test_upgrade_backs_up_first_and_moves_on(vault: Vault, scripts: Path) -> None:
    add_revision(scripts, ADD)
    assert run(vault, scripts)
    assert current_revision(vault.engine) == NEXT
    assert "added" in tables(vault)
    [copy] = (vault.path / "backups").iterdir()
    assert copy.name.endswith("-upgrade")
    with open_vault(shutil.copytree(copy, vault.path.parent / "copie"), PASSPHRASE) as saved:
        assert current_revision(saved.engine) == HEAD
    assert not (vault.path / "upgrade.json").exists()


@pytest.mark.parametrize(
    "failing", ["raise RuntimeError", 'op.execute("SELEKT")', 'op.execute("DROP TABLE absente")']
)
def test_failed_upgrade_puts_the_copy_back(
    failing: str, vault: Vault, scripts: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = tables(vault)
    add_revision(scripts, f"{ADD}\n    {failing}")
    with pytest.raises(DatabaseUpgradeError, match="copie faite avant"):
        run(vault, scripts)
    assert tables(vault) == before
    assert current_revision(vault.engine) == HEAD
    assert not (vault.path / "upgrade.json").exists()
    assert len(list((vault.path / "backups").iterdir())) == 1
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    vault.close()
    open_vault(vault.path, PASSPHRASE).close()


def test_upgrade_that_breaks_foreign_keys_is_undone(vault: Vault, scripts: Path) -> None:
    body = (
        'op.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")\n'
        '    op.execute("CREATE TABLE child (parent_id REFERENCES parent (id))")\n'
        '    op.execute("INSERT INTO child VALUES (7)")'
    )
    add_revision(scripts, body)
    with pytest.raises(DatabaseUpgradeError) as caught:
        run(vault, scripts)
    assert "table child" in str(caught.value.__cause__)
    assert "child" not in tables(vault)


def test_foreign_keys_are_on_again_afterwards(vault: Vault, scripts: Path) -> None:
    add_revision(scripts, ADD)
    run(vault, scripts)
    with vault.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_upgrade_without_room_for_a_copy_does_nothing(vault: Vault, scripts: Path) -> None:
    add_revision(scripts, ADD)

    def full() -> Path:
        raise DiskFullError

    with pytest.raises(DiskFullError):
        upgrade(vault.engine, vault.database_path, full, scripts=scripts)
    assert current_revision(vault.engine) == HEAD
    assert not (vault.path / "upgrade.json").exists()


def test_newer_vault_is_refused_and_left_alone(vault: Vault) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    vault.close()
    before = contents(vault.path)
    with pytest.raises(NewerVaultError, match="plus récente"):
        open_vault(vault.path, PASSPHRASE)
    assert contents(vault.path) == before


def test_revisions_go_up_and_down(vault: Vault, scripts: Path) -> None:
    add_revision(scripts, ADD)
    before = tables(vault)
    move_to(vault.engine, NEXT, scripts=scripts)
    move_to(vault.engine, HEAD, scripts=scripts)
    assert tables(vault) == before
    assert current_revision(vault.engine) == HEAD


def test_plain_sqlite_cannot_read_any_of_it(vault: Vault, scripts: Path) -> None:
    add_revision(scripts, ADD)
    run(vault, scripts)
    for path in vault.path.rglob("*.db"):
        connection = sqlite3.connect(path)
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute("SELECT * FROM sqlite_master")
        connection.close()


# --- cut short -------------------------------------------------------------------------------

CUT_SHORT = """
import os, sys
from pathlib import Path
from csf_desktop.storage.migrate import upgrade
from csf_desktop.storage.vault import open_vault
vault = open_vault(Path(sys.argv[1]), sys.argv[2])
scripts = Path(sys.argv[3])
upgrade(vault.engine, vault.database_path, lambda: vault.back_up("upgrade"), scripts=scripts)
"""


def test_killed_upgrade_is_noticed_and_the_vault_is_as_before(
    vault: Vault, scripts: Path, caplog: pytest.LogCaptureFixture
) -> None:
    vault.close()
    add_revision(scripts, f"{ADD}\n    import os; os.kill(os.getpid(), 9)")
    child = start_python(CUT_SHORT, str(vault.path), PASSPHRASE, str(scripts))
    assert child.wait(timeout=60) != 0
    child.communicate()
    assert (vault.path / "upgrade.json").exists()
    with open_vault(vault.path, PASSPHRASE) as again:
        assert current_revision(again.engine) == HEAD
        assert "added" not in tables(again)
    assert not (vault.path / "upgrade.json").exists()
    assert "cut short" in caplog.text


def damage_with_flag(vault: Vault, named: str) -> None:
    vault.close()
    (vault.path / "upgrade.json").write_text(named)
    vault.database_path.write_bytes(vault.database_path.read_bytes()[:-4096])


def test_database_damaged_by_a_cut_upgrade_is_replaced_by_the_copy(vault: Vault) -> None:
    copy = vault.back_up("upgrade")
    damage_with_flag(vault, f'{{"backup": "{copy.name}"}}')
    with pytest.raises(DatabaseUpgradeError):
        open_vault(vault.path, PASSPHRASE)
    open_vault(vault.path, PASSPHRASE).close()


@pytest.mark.parametrize("named", ["", "[]", '{"backup": 3}', '{"backup": "../../absent"}'])
def test_damage_without_a_copy_to_put_back_is_told(named: str, vault: Vault) -> None:
    damage_with_flag(vault, named)
    before = contents(vault.path)
    with pytest.raises(DamagedDatabaseError):
        open_vault(vault.path, PASSPHRASE)
    assert contents(vault.path) == before


def test_alembic_is_not_loaded_when_there_is_nothing_to_do(tmp_path: Path) -> None:
    create_vault(tmp_path, PASSPHRASE, cost=CHEAP)[0].close()
    code = (
        "import sys; from pathlib import Path\n"
        "from csf_desktop.storage.vault import open_vault\n"
        "open_vault(Path(sys.argv[1]), sys.argv[2]).close()\n"
        "print('alembic' in sys.modules, 'PySide6' in sys.modules)"
    )
    said, _ = start_python(code, str(tmp_path), PASSPHRASE).communicate(timeout=60)
    assert said.split() == ["False", "False"]


def test_revision_files_are_numbered() -> None:
    names = [path.name for path in (SCRIPTS / "versions").glob("[0-9]*.py")]
    assert known_revisions() == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert migrate.SCRIPTS.joinpath("env.py").is_file()
