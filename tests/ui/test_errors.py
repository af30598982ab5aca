"""Every expected failure has a title; a bug is one dialog and a log without values."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from pytestqt.qtbot import QtBot

from csf_desktop.errors import (
    CsfError,
    DiskFullError,
    StorageError,
    UnsignedFileError,
    WrongPasswordError,
)
from csf_desktop.ui.errors import CRASH_TITLE, TITLES, CrashReporter, show_error, title_of
from csf_desktop.ui.widgets import dialogs
from tests.ui.conftest import Dialogs


def families(kind: type[CsfError]) -> Iterator[type[CsfError]]:
    for sub in kind.__subclasses__():
        if sub.__module__ == CsfError.__module__:
            yield sub
            yield from families(sub)


@pytest.mark.parametrize("kind", list(families(CsfError)))
def test_every_failure_has_a_title_of_its_family(kind: type[CsfError]) -> None:
    assert any(parent in TITLES for parent in kind.__mro__)
    error = kind.__new__(kind)
    assert title_of(error) != title_of(CsfError())


def test_nearest_family_gives_the_title() -> None:
    assert title_of(WrongPasswordError()) == "Coffre toujours verrouillé"
    assert title_of(StorageError(reason="x")) == "Problème de coffre"
    assert title_of(UnsignedFileError()) == "Fichier refusé"
    assert title_of(CsfError()) == "Opération impossible"


def test_failure_is_shown_with_its_own_sentence(dialog: Dialogs) -> None:
    show_error(None, DiskFullError())
    title, text = dialog.informed[0]
    assert title == "Disque plein"
    assert text == str(DiskFullError())


def fail(secret: str) -> None:
    raise ValueError(f"bug with {secret}")


def caught() -> tuple[type[BaseException], BaseException, object]:
    try:
        fail("Inès Benali")
    except ValueError as error:
        return type(error), error, error.__traceback__
    raise AssertionError


def test_bug_is_told_once_and_logged_without_values(
    qtbot: QtBot, dialog: Dialogs, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = CrashReporter(Path("csf.log"))
    with caplog.at_level(logging.CRITICAL):
        reporter.handle(*caught())  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(dialog.informed))
    assert dialog.informed[0][0] == CRASH_TITLE
    assert "Journal\u00a0: csf.log" in dialog.informed[0][1]
    assert "ValueError" in caplog.text
    assert "in fail" in caplog.text
    assert "Benali" not in caplog.text


def test_second_bug_while_the_dialog_is_open_opens_no_other(
    qtbot: QtBot, dialog: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = CrashReporter()
    shown: list[str] = []

    def inform(_parent: object, title: str, _text: str, **_options: object) -> None:
        shown.append(title)
        reporter._on_crashed()

    monkeypatch.setattr(dialogs, "inform", inform)
    reporter._on_crashed()
    reporter._on_crashed()
    assert shown == [CRASH_TITLE] * 2


def test_hooks_are_taken_over(
    qtbot: QtBot, dialog: Dialogs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = qInstallMessageHandler(None)
    reporter = CrashReporter()
    try:
        reporter.install()
        worker = threading.Thread(target=fail, args=("Inès",))
        worker.start()
        worker.join()
        qtbot.waitUntil(lambda: len(dialog.informed) == 1)
        with caplog.at_level(logging.WARNING, "qt"):
            qWarning("drawn outside")
        assert "drawn outside" in caplog.text
    finally:
        qInstallMessageHandler(before)


def test_interruption_is_no_bug(qtbot: QtBot, dialog: Dialogs, capsys: object) -> None:
    CrashReporter().handle(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert dialog.informed == []
