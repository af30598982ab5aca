"""The log: where it goes, what it says at the start, what it never says."""

from __future__ import annotations

import faulthandler
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

import csf_desktop
from csf_desktop import logging_setup
from csf_desktop.logging_setup import PlacesFormatter, setup_logging
from csf_desktop.process_age import seconds_since_start

SECRET = "Aïcha-Témoin"


@pytest.fixture(autouse=True)
def _own_handlers() -> Iterator[None]:
    """Leaves the root logger as it was found, and crashes of pytest to standard error."""
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    yield
    for handler in [added for added in root.handlers if added not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    faulthandler.enable(sys.__stderr__ or sys.stderr)


def _log_handler() -> RotatingFileHandler:
    return next(
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, RotatingFileHandler)
    )


def _fail_with(value: str) -> None:
    raise ValueError(f"cannot read {value}")


def test_returns_the_file_and_says_what_runs(tmp_path: Path) -> None:
    path = setup_logging(tmp_path / "a" / "log")
    line = path.read_text(encoding="utf-8")
    assert path.parent == tmp_path / "a" / "log"
    assert line.count("\n") == 1
    assert f"start csf-desktop {csf_desktop.__version__}" in line
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in line
    assert line.endswith(" s\n")


def test_start_line_names_qt_only_when_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "PySide6.QtCore", raising=False)
    assert "Qt " not in logging_setup.start_line()
    from PySide6 import QtCore

    monkeypatch.setitem(sys.modules, "PySide6.QtCore", QtCore)
    assert f"Qt {QtCore.qVersion()}" in logging_setup.start_line()


def test_an_exception_is_written_as_places_without_its_values(tmp_path: Path) -> None:
    path = setup_logging(tmp_path)
    try:
        _fail_with(SECRET)
    except ValueError:
        logging.getLogger("csf_desktop.test").exception("import of record %s failed", "id-7")
    text = path.read_text(encoding="utf-8")
    assert "import of record id-7 failed" in text
    assert "unexpected builtins.ValueError" in text
    assert "test_logging_setup.py:" in text
    assert "in _fail_with" in text
    assert SECRET not in text
    assert "cannot read" not in text


def test_a_text_formatted_by_another_handler_is_not_reused(tmp_path: Path) -> None:
    # logging caches the formatted exception on the record: the plain formatter comes first here.
    seen: list[str] = []

    class Plain(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(self.format(record))

    plain = Plain()
    logging.getLogger().addHandler(plain)
    path = setup_logging(tmp_path)
    try:
        _fail_with(SECRET)
    except ValueError:
        logging.getLogger("csf_desktop.test").exception("failed")
    assert any(SECRET in text for text in seen)
    assert SECRET not in path.read_text(encoding="utf-8")


def test_without_an_exception_nothing_is_added() -> None:
    assert PlacesFormatter().formatException((None, None, None)) == ""


def test_five_files_of_one_megabyte_are_kept(tmp_path: Path) -> None:
    path = setup_logging(tmp_path)
    handler = _log_handler()
    assert (handler.maxBytes, handler.backupCount) == (1_000_000, 4)
    handler.maxBytes = 500
    for number in range(200):
        logging.getLogger("csf_desktop.test").warning("record %d", number)
    names = sorted(kept.name for kept in tmp_path.glob("csf-desktop.log*"))
    assert names == [path.name, *(f"{path.name}.{number}" for number in range(1, 5))]


def test_called_again_it_moves_the_log(tmp_path: Path) -> None:
    first = setup_logging(tmp_path / "first")
    second = setup_logging(tmp_path / "second")
    logging.getLogger("csf_desktop.test").warning("after the move")
    assert "after the move" not in first.read_text(encoding="utf-8")
    assert second.read_text(encoding="utf-8").count("after the move") == 1


def test_level_is_respected(tmp_path: Path) -> None:
    path = setup_logging(tmp_path, level=logging.WARNING)
    logging.getLogger("csf_desktop.test").info("quiet")
    assert path.read_text(encoding="utf-8") == ""


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        setup_logging(tmp_path / "file" / "log")


def test_a_process_that_dies_leaves_its_places(tmp_path: Path) -> None:
    program = (
        "import faulthandler, sys; from pathlib import Path\n"
        "from csf_desktop.logging_setup import setup_logging\n"
        "setup_logging(Path(sys.argv[1]))\n"
        "faulthandler._sigabrt()\n"
    )
    died = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False
    )
    assert died.returncode != 0
    assert "Abort" in (tmp_path / logging_setup.CRASH_NAME).read_text(encoding="utf-8")


def test_the_age_of_a_process_includes_the_interpreters_start() -> None:
    before = time.time()
    program = (
        "import time; from csf_desktop.process_age import seconds_since_start\n"
        "print(seconds_since_start(), time.time())"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    ).stdout.split()
    age, moment = (float(figure) for figure in printed)
    # The kernel counts starts in hundredths of a second.
    assert 0.0 < age <= moment - before + 0.03
    assert seconds_since_start() > age
