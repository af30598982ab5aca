"""The view « Suivi » on a real vault, as the window shows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from csf_desktop.storage.vault import Vault
from tests.ui.follow_up.screen import Screen


@pytest.fixture
def screen(qtbot: QtBot, vault: Vault) -> Iterator[Screen]:
    """The view, not yet shown."""
    made = Screen(qtbot, vault)
    yield made
    made.runner.close()
