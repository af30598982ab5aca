"""Killed while a tutor writes: nothing acknowledged is lost, and the vault opens at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from csf_desktop.services.profile import Profile
from csf_desktop.services.vaults import create_vault, open_vault
from csf_desktop.storage.kdf import KdfCost
from tests.crash.checks import check_journal, check_sound, check_written
from tests.crash.children import PASSPHRASE, Written, running, write_for_ever

CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)
LONGEST = 0.4
"""Seconds of writing before the kill: some thirty writes."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = create_vault(tmp_path / "coffre", PASSPHRASE, Profile("Karim Besson"), cost=CHEAP)
    made.vault.close()
    return tmp_path / "coffre"


def kill_and_reopen(path: Path, seed: int, last_stamp: str) -> tuple[int, str]:
    """Play one round; return how many writes were acknowledged, and the journal's last stamp."""
    chance = random.Random(seed)
    with running(write_for_ever, path, seed) as child:
        child.wait_for("started")
        if chance.random() < 0.8:  # else it may die while it opens the vault
            child.wait_for("open")
        time.sleep(chance.uniform(0, LONGEST))
        told = [message for message in child.kill() if isinstance(message, Written)]
    with open_vault(path, PASSPHRASE) as vault:
        check_sound(vault)
        check_written(vault, told)
        return len(told), check_journal(vault, after=last_stamp)


def play(path: Path, rounds: int, seed: int) -> int:
    """Play rounds over one vault, which each crash leaves to the next; return all the writes."""
    writes, stamp = 0, ""
    for number in range(rounds):
        acknowledged, stamp = kill_and_reopen(path, seed + number, stamp)
        writes += acknowledged
    with open_vault(path, PASSPHRASE) as vault:
        check_journal(vault)
    return writes


def test_fifteen_kills(path: Path) -> None:
    assert play(path, 15, seed=2026) > 15


@pytest.mark.slow
def test_five_hundred_kills(path: Path, record_property: Callable[[str, object], None]) -> None:
    writes = play(path, 500, seed=7_000)
    record_property("writes", writes)
    assert writes > 500
