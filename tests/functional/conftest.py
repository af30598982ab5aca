"""The program in a test: a stage in ``tmp_path``, off-screen, left closed at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from csf_desktop.app import dress
from csf_desktop.ui.preferences import Appearance
from scripts.tour.stage import Stage
from scripts.tour.waiting import failing_at_bugs

MakeStage = Callable[..., Stage]


@pytest.fixture
def make_stage(qapp: QApplication, tmp_path: Path) -> Iterator[MakeStage]:
    """Returns a stage in a folder of this name; programs still open are left at the end."""
    made: list[Stage] = []

    def make(name: str = "poste", appearance: Appearance | None = None) -> Stage:
        today = datetime.now().astimezone().date()
        stage = Stage(tmp_path / name, today, appearance=appearance or Appearance())
        made.append(stage)
        return stage

    with failing_at_bugs():
        yield make
        for stage in made:
            stage.leave()
    dress(qapp, Appearance())
