"""The view « Suivi » on a real vault, as the window shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import make_vault
from tests.ui.follow_up.screen import Screen


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault without records."""
    made = make_vault(tmp_path)
    yield made
    made.close()


@pytest.fixture
def screen(qtbot: QtBot, vault: Vault) -> Iterator[Screen]:
    """The view, not yet shown."""
    made = Screen(qtbot, vault)
    yield made
    made.runner.close()
