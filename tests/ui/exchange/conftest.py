"""Two tutors with real vaults, and the window of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csf_desktop.ui.tasks import TaskRunner
from tests.helpers.exchange_vaults import Pair, two_tutors
from tests.ui.exchange.desk import Desk


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Karim and Claire, who do not know each other yet."""
    with two_tutors(tmp_path) as made:
        yield made


@pytest.fixture
def friends(pair: Pair) -> Pair:
    """Karim and Claire, each with the other's card, the words compared."""
    pair.trust(pair.karim, pair.claire)
    pair.trust(pair.claire, pair.karim)
    return pair


@pytest.fixture
def claire(qapp: QApplication, qtbot: QtBot, pair: Pair) -> Iterator[Desk]:
    """Claire's window."""
    runner = TaskRunner(pair.claire)
    yield Desk(qtbot, pair.claire, runner)
    runner.close()


@pytest.fixture
def karim(qapp: QApplication, qtbot: QtBot, pair: Pair) -> Iterator[Desk]:
    """Karim's window."""
    runner = TaskRunner(pair.karim)
    yield Desk(qtbot, pair.karim, runner)
    runner.close()
