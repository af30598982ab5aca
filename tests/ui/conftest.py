"""The window's tests: off-screen, dressed as the program is, with no question that blocks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from csf_desktop.storage.vault import Vault
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import apply_theme
from csf_desktop.ui.widgets import dialogs
from tests.helpers.vaults import make_vault


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The application, dressed once."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication(qapp_args)
    apply_theme(made)
    return made


@dataclass
class Dialogs:
    """What the dialogs were asked, and what they answer."""

    informed: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    agrees: bool = True
    files: list[Path] = field(default_factory=list)
    save_path: Path | None = None
    folder: Path | None = None


@pytest.fixture(autouse=True)
def dialog(monkeypatch: pytest.MonkeyPatch) -> Dialogs:
    """Answers every modal question at once and remembers it."""
    seen = Dialogs()

    def inform(_parent: QWidget | None, title: str, text: str, **_options: object) -> None:
        seen.informed.append((title, text))

    def ask(
        _parent: QWidget | None, title: str, text: str, _accept: str, **_options: object
    ) -> bool:
        seen.asked.append((title, text))
        return seen.agrees

    answers: dict[str, Callable[..., object]] = {
        "inform": inform,
        "ask": ask,
        "choose_files": lambda *_args, **_options: seen.files,
        "choose_save_path": lambda *_args, **_options: seen.save_path,
        "choose_folder": lambda *_args, **_options: seen.folder,
    }
    for name, answer in answers.items():
        monkeypatch.setattr(dialogs, name, answer)
    return seen


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault without records."""
    made = make_vault(tmp_path)
    yield made
    made.close()


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    """A task runner over the vault « coffre »."""
    made = TaskRunner("coffre")
    yield made
    made.close()
