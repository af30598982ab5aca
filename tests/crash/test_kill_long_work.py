"""Killed in the middle of an import, a backup, an upgrade or an export: all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from csf_desktop.errors import NewerVaultError
from csf_desktop.models.entities import Contract, Document
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.profile import Profile
from csf_desktop.services.vaults import create_vault, open_vault
from csf_desktop.services.verification import verify_file
from csf_desktop.storage.backups import check_backup, list_backups
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.migrate import SCRIPTS, current_revision, known_revisions
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault
from tests.crash.checks import check_journal, check_sound
from tests.crash.children import (
    PASSPHRASE,
    back_up_for_ever,
    copy_of,
    export_for_ever,
    import_for_ever,
    migrate_for_ever,
    running,
)
from tests.exchange.decp_files import contract
from tests.helpers.vaults import add_contract, add_pathway

TODAY = date(2026, 11, 24)
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)
RECORDS = 150
HEAD = known_revisions()[-1]
NEXT = f"{int(HEAD) + 1:04d}"
NAMES = f'revision, down_revision, branch_labels, depends_on = "{NEXT}", "{HEAD}", None, None'
SLOW_UPGRADE = """
import time
from alembic import op
def upgrade():
    op.execute("CREATE TABLE added (a INTEGER)")
    for number in range(400):
        op.execute("UPDATE contract SET note = note || 'x'")
        op.execute("INSERT INTO added VALUES (1)")
        time.sleep(0.001)
def downgrade():
    op.drop_table("added")
"""
Folder = Callable[[str], Path]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Give a fresh vault: two contracts, two pathways."""

    def make(name: str) -> Path:
        path = tmp_path_factory.mktemp(name) / "coffre"
        with create_vault(path, PASSPHRASE, Profile("Karim Besson"), cost=CHEAP).vault as vault:
            for _ in range(2):
                add_pathway(vault, add_contract(vault))
        return path

    return make


def moments(number: int, longest: float) -> list[float]:
    """Return seeded moments to kill at, in seconds, two of them early."""
    chance = random.Random(number)
    return [0.0, 0.02, *(chance.uniform(0, longest) for _ in range(number - 2))]


def contracts_in(vault: Vault) -> int:
    with reading_session(vault) as session:
        return session.scalar(select(func.count()).select_from(Contract)) or 0


def test_an_import_is_taken_in_whole_or_not_at_all(folder: Folder, tmp_path: Path) -> None:
    path, file = folder("import"), tmp_path / "marches.json"
    records = [contract(id=f"M{number}") for number in range(RECORDS)]
    file.write_text(json.dumps({"marches": {"marche": records}}), encoding="utf-8")
    for moment in moments(5, 0.6):
        with running(import_for_ever, path, file) as child:
            child.wait_for("open")
            time.sleep(moment)
            told = child.kill()
        with open_vault(path, PASSPHRASE) as vault:
            check_sound(vault)
            check_journal(vault)
            found = contracts_in(vault)
            assert found in (2, 2 + RECORDS)
            assert not told or found == 2 + RECORDS
    with open_vault(path, PASSPHRASE) as vault:
        import_decp(vault, file, TODAY)
        assert contracts_in(vault) == 2 + RECORDS
        assert import_decp(vault, file, TODAY).unchanged == RECORDS


def test_a_backup_that_is_listed_is_sound(folder: Folder) -> None:
    path, acknowledged = folder("backup"), set[str]()
    for moment in moments(6, 0.5):
        with running(back_up_for_ever, path) as child:
            child.wait_for("open")
            time.sleep(moment)
            acknowledged |= set(child.kill())
        with open_vault(path, PASSPHRASE) as vault:
            check_sound(vault)
            listed = list_backups(path)
            for backup in listed:
                check_backup(backup.path, vault.key, vault.cipher)
            newest = listed[0].path.name if listed else ""
            assert newest >= max(acknowledged, default="")  # a later one may have replaced it
    with open_vault(path, PASSPHRASE) as vault:
        vault.back_up("manual")
    names = [found.name for found in (path / "backups").iterdir()]
    assert sorted(names) == sorted(backup.path.name for backup in list_backups(path))


def test_an_upgrade_happens_whole_or_not_at_all(folder: Folder, tmp_path: Path) -> None:
    scripts = copy_of(SCRIPTS, tmp_path / "migrations")
    (scripts / "versions" / f"{NEXT}_added.py").write_text(NAMES + SLOW_UPGRADE)
    for moment in moments(5, 1.2):
        path = folder("upgrade")
        with running(migrate_for_ever, path, scripts) as child:
            child.wait_for("open")
            time.sleep(moment)
            is_done = "done" in child.kill()
        if is_done:
            with pytest.raises(NewerVaultError):
                open_vault(path, PASSPHRASE)
            continue
        try:
            vault = open_vault(path, PASSPHRASE)
        except NewerVaultError:  # killed between the end of the upgrade and telling so
            continue
        with vault:
            check_sound(vault)
            check_journal(vault)
            assert current_revision(vault.engine) == HEAD
            assert not inspect(vault.engine).has_table("added")
        assert not (path / "upgrade.json").exists()


def test_an_exported_file_is_whole_and_an_issued_one_is_there(
    folder: Folder, tmp_path: Path
) -> None:
    path, out = folder("export"), tmp_path / "sorties"
    out.mkdir()
    with open_vault(path, PASSPHRASE) as vault:
        pathway_id = add_pathway(vault, add_contract(vault))
    acknowledged: dict[str, str] = {}
    for moment in moments(4, 0.8):
        with running(export_for_ever, path, pathway_id, out) as child:
            child.wait_for("open")
            first = child.wait()  # what signs is loaded by then
            time.sleep(moment)
            acknowledged |= dict([first, *child.kill()])
    files = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in out.glob("*.pdf")}
    assert acknowledged.items() <= files.items()
    with open_vault(path, PASSPHRASE) as vault:
        check_sound(vault)
        with reading_session(vault) as session:
            issued = set(session.scalars(select(Document.sha256)))
    assert issued <= set(files.values())
    assert len(files) - len(issued) <= 4  # at most the one in hand at each kill
    for name in sorted(files)[-3:]:
        assert verify_file(None, out / name).status == "unknown_signer"
