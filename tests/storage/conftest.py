"""Real encrypted vaults in a temporary folder, with a derivation cost fit for tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csf_desktop.storage.vault import Vault, create_vault
from tests.storage.support import CHEAP, PASSPHRASE


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault with this program's schema."""
    made, _code = create_vault(tmp_path / "coffre", PASSPHRASE, cost=CHEAP)
    yield made
    made.close()


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """The folder of a closed vault that holds a thousand notes, some pages of them."""
    folder = tmp_path / "coffre"
    made, _code = create_vault(folder, PASSPHRASE, cost=CHEAP)
    with made, made.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        rows = [(number, f"note {number} " + "x" * 60) for number in range(1000)]
        connection.exec_driver_sql("INSERT INTO note VALUES (?, ?)", rows)
    return folder
