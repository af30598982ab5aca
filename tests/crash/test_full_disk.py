"""A disk that is full, or that turns read-only: one sentence, nothing lost, all well afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from csf_desktop.errors import CsfError, DiskFullError, FileNotWrittenError, ReadOnlyVaultError
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.documents import issue_pathway_sheet
from csf_desktop.services.drafts import keep_draft
from csf_desktop.services.profile import Profile
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.vaults import create_vault, open_vault
from csf_desktop.storage.backups import check_backup, list_backups
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.vault import Vault
from tests.crash.checks import check_journal, check_sound
from tests.crash.children import PASSPHRASE
from tests.exchange.decp_files import contract
from tests.helpers.vaults import TODAY, add_contract, add_pathway

CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)
MIB = 1 << 20
LONG_NOTE = "é" * 3900


def new_vault(path: Path) -> Vault:
    return create_vault(path, PASSPHRASE, Profile("Karim Besson"), cost=CHEAP).vault


def official_file(folder: Path, records: int) -> Path:
    path = folder / "marches.json"
    tree = {"marches": {"marche": [contract(id=f"M{n}", objet="x" * 900) for n in range(records)]}}
    path.write_text(json.dumps(tree))
    return path


def write_until(vault: Vault, contract_id: str, expected: type[CsfError]) -> tuple[str, CsfError]:
    """Write longer and longer notes until it fails; return the last one that was kept."""
    kept = ""
    for number in range(2_000):
        note = f"{number} {LONG_NOTE}"
        try:
            update_contract(vault, contract_id, {"note": note})
        except expected as error:
            return kept, error
        kept = note
    pytest.fail("the disk never filled")


def note_of(vault: Vault, contract_id: str) -> str:
    from csf_desktop.services.contract_page import get_contract

    return str(get_contract(vault, contract_id).fields["note"])


def is_one_sentence(error: CsfError) -> bool:
    """One sentence with its remedy: « ce qui se passe : ce qu’il faut faire. »."""
    said = str(error)
    return said.endswith(".") and said.count("\u00a0:") == 1 and said.count(". ") == 0


# --- everywhere: SQLite's own limits


def limited(vault: Vault, pragma: str) -> Callable[[], None]:
    """Give every connection of the vault a limit of SQLite's; return what takes it away."""

    def limit(connection: object, *_: object) -> None:
        connection.execute(pragma)  # type: ignore[attr-defined]

    vault.engine.dispose()
    event.listen(vault.engine, "connect", limit)

    def lift() -> None:
        event.remove(vault.engine, "connect", limit)
        vault.engine.dispose()

    return lift


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = new_vault(tmp_path / "coffre")
    yield made
    made.close()


def test_a_database_that_may_not_grow_keeps_what_it_has(vault: Vault) -> None:
    contract_id = add_contract(vault)
    vault.checkpoint()
    pages = vault.database_path.stat().st_size // vault.cipher.page_size
    lift = limited(vault, f"PRAGMA max_page_count = {pages + 40}")
    kept, error = write_until(vault, contract_id, DiskFullError)
    assert is_one_sentence(error)
    assert kept
    assert note_of(vault, contract_id) == kept
    lift()
    check_sound(vault)
    check_journal(vault)
    update_contract(vault, contract_id, {"note": "place faite"})
    assert note_of(vault, contract_id) == "place faite"


def test_a_database_that_turned_read_only_is_still_read(vault: Vault) -> None:
    contract_id = add_contract(vault, note="avant")
    lift = limited(vault, "PRAGMA query_only = ON")
    writes: tuple[Callable[[], object], ...] = (
        lambda: update_contract(vault, contract_id, {"note": "après"}),
        lambda: add_contract(vault),
        lambda: keep_draft(vault, "essai", {"a": 1}),
    )
    for write in writes:
        with pytest.raises(ReadOnlyVaultError) as caught:
            write()
        assert is_one_sentence(caught.value)
    assert note_of(vault, contract_id) == "avant"
    assert open_contracts(vault, ListQuery(TODAY)).count == 1
    lift()
    check_sound(vault)
    check_journal(vault)
    update_contract(vault, contract_id, {"note": "après"})
    assert note_of(vault, contract_id) == "après"


# --- where a small disk can be made: a real one that is full


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of six mebibytes, in memory."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root makes a disk")
    place = tmp_path / "disque"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, leave: int) -> Path:
    """Fill the disk with a file, but for ``leave`` bytes; deleting the file makes room again."""
    ballast = place / "lest"
    with ballast.open("wb") as out:
        out.write(bytes(max(0, shutil.disk_usage(place).free - leave)))
    return ballast


def test_writing_on_a_full_disk(small_disk: Path) -> None:
    with new_vault(small_disk / "coffre") as vault:
        contract_id = add_contract(vault)
        ballast = fill(small_disk, 300_000)
        kept, error = write_until(vault, contract_id, DiskFullError)
        assert is_one_sentence(error)
        assert kept
        for _ in range(3):  # it may be tried again: it fails the same way
            with pytest.raises(DiskFullError):
                update_contract(vault, contract_id, {"note": LONG_NOTE * 1})
        assert note_of(vault, contract_id) == kept
        ballast.unlink()
        update_contract(vault, contract_id, {"note": "place faite"})
    with open_vault(small_disk / "coffre", PASSPHRASE) as vault:
        check_sound(vault)
        check_journal(vault)
        assert note_of(vault, contract_id) == "place faite"


def test_closing_and_reopening_on_a_full_disk_loses_nothing(small_disk: Path) -> None:
    vault = new_vault(small_disk / "coffre")
    contract_id = add_contract(vault)
    ballast = fill(small_disk, 200_000)
    kept, _ = write_until(vault, contract_id, DiskFullError)
    vault.close()  # no room for the checkpoint either: the write-ahead log stays
    ballast.unlink()
    with open_vault(small_disk / "coffre", PASSPHRASE) as again:
        check_sound(again)
        check_journal(again)
        assert note_of(again, contract_id) == kept


def test_an_import_that_does_not_fit_leaves_nothing(small_disk: Path, tmp_path: Path) -> None:
    file = official_file(tmp_path, 400)
    with new_vault(small_disk / "coffre") as vault:
        add_contract(vault)
        ballast = fill(small_disk, 700_000)
        with pytest.raises(DiskFullError) as caught:
            import_decp(vault, file, TODAY)
        assert is_one_sentence(caught.value)
        assert open_contracts(vault, ListQuery(TODAY)).count == 1
        ballast.unlink()
        check_sound(vault)
        check_journal(vault)


def test_a_backup_and_an_export_that_do_not_fit_leave_nothing(small_disk: Path) -> None:
    with new_vault(small_disk / "coffre") as vault:
        pathway_id = add_pathway(vault, add_contract(vault))
        vault.checkpoint()
        ballast = fill(small_disk, 90_000)
        with pytest.raises(DiskFullError):
            vault.back_up("manual")
        assert list((vault.path / "backups").iterdir()) == []
        out = small_disk / "fiche.pdf"
        fill_more = small_disk / "lest-2"
        fill_more.write_bytes(bytes(max(0, shutil.disk_usage(small_disk).free - 20_000)))
        with pytest.raises((FileNotWrittenError, DiskFullError)) as caught:
            issue_pathway_sheet(vault, pathway_id, out=out)
        assert is_one_sentence(caught.value)
        assert not out.exists()
        for taken in (ballast, fill_more):
            taken.unlink()
        issue_pathway_sheet(vault, pathway_id, out=out)
        vault.back_up("manual")
        [backup] = list_backups(vault.path)
        check_backup(backup.path, vault.key, vault.cipher)
        check_journal(vault)
