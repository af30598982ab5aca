"""A page half copied from the log when power or room ran out is no damage."""

from __future__ import annotations

import shutil
from pathlib import Path

from csf_desktop.services.vaults import check_vault, open_vault
from tests.helpers.vaults import PASSPHRASE, add_contract, make_vault

WAL_HEADER = 32
"""Bytes before the first frame, which begins with its page number (sqlite.org/fileformat2)."""
PAGE = 4096


def spoil(database: Path, page: int) -> None:
    """Overwrite half a page of a file."""
    with database.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE // 2))


def test_the_log_mends_a_page_half_copied(tmp_path: Path) -> None:
    copy = tmp_path / "copie"
    made = make_vault(tmp_path)
    made.close()  # what came before is in the file
    with open_vault(made.path, PASSPHRASE) as vault:
        add_contract(vault)
        shutil.copytree(vault.path, copy, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    log = (copy / "data.db-wal").read_bytes()
    spoil(copy / "data.db", int.from_bytes(log[WAL_HEADER : WAL_HEADER + 4], "big"))
    assert check_vault(copy, PASSPHRASE).is_database_sound


def test_damage_that_no_log_mends_is_told(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    spoil(vault.path / "data.db", 5)
    assert not check_vault(vault.path, PASSPHRASE).is_database_sound
