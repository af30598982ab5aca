"""Setting up from nothing: Python looked for, system packages found missing, the demonstration."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import run_demo, system_packages
from scripts.check_bundle import BundleError, check_files

ROOT = Path(__file__).resolve().parent.parent
ABSENT_LIBRARY = {"libcsf-not-there.so.9": "libcsf-not-there9"}
ABSENT_TOOL = {"csf-not-there": "poppler-utils"}


@pytest.fixture
def ordinary_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who may install anything, outside of CI."""
    monkeypatch.setattr(system_packages, "can_install", lambda: False)
    monkeypatch.delenv("CI", raising=False)


# --- system packages ---------------------------------------------------------------------------


def test_a_machine_that_runs_these_tests_lacks_nothing_needed() -> None:
    assert system_packages.missing_packages("test").needed == ()
    assert system_packages.main(["run"]) == 0


def test_a_missing_library_is_named_with_the_command(
    ordinary_user: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "OFFSCREEN_LIBRARIES", ABSENT_LIBRARY)
    assert system_packages.provide("run") == 1
    assert "apt-get install -y libcsf-not-there9" in capsys.readouterr().err


def test_a_missing_tool_only_skips_tests(
    ordinary_user: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "TEST_TOOLS", ABSENT_TOOL)
    assert system_packages.provide("test") == 0
    printed = capsys.readouterr().out
    assert "apt-get install -y poppler-utils" in printed
    assert "tests skipped: signatures" in printed


def test_a_missing_tool_stops_ci(ordinary_user: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "TEST_TOOLS", ABSENT_TOOL)
    monkeypatch.setenv("CI", "true")
    assert system_packages.provide("test") == 1


def test_root_installs_and_looks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def install(packages: tuple[str, ...]) -> bool:
        asked.append(packages)
        monkeypatch.setattr(system_packages, "OFFSCREEN_LIBRARIES", {})
        return True

    monkeypatch.setattr(system_packages, "can_install", lambda: True)
    monkeypatch.setattr(system_packages, "install", install)
    monkeypatch.setattr(system_packages, "OFFSCREEN_LIBRARIES", ABSENT_LIBRARY)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert system_packages.provide("run") == 0
    assert asked == [("libcsf-not-there9",)]


def test_an_installation_that_fails_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "can_install", lambda: True)
    monkeypatch.setattr(system_packages, "install", lambda _packages: False)
    monkeypatch.setattr(system_packages, "OFFSCREEN_LIBRARIES", ABSENT_LIBRARY)
    assert system_packages.provide("run") == 1
    assert "libcsf-not-there9" in capsys.readouterr().err


def test_python_without_venv_names_its_package(
    ordinary_user: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert system_packages.provide("venv") == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt-get install -y python{version}-venv" in capsys.readouterr().err


def test_another_purpose_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert system_packages.main(["everything"]) == 2
    assert "usage" in capsys.readouterr().err


# --- python ------------------------------------------------------------------------------------

unix_only = pytest.mark.skipif(os.name == "nt", reason="the Makefile is for Unix")


def _find_python(**environment: str) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    return subprocess.run(
        [shell, str(ROOT / "scripts" / "find_python.sh")],
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )


@unix_only
def test_the_python_asked_for_is_taken() -> None:
    found = _find_python(PATH=os.environ["PATH"], PYTHON=sys.executable)
    assert found.stdout.strip() == sys.executable


@unix_only
def test_an_old_python_is_passed_over(tmp_path: Path) -> None:
    for name, exit_code in (("python3", 1), ("python3.12", 0)):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
        program.chmod(0o755)
    assert _find_python(PATH=str(tmp_path)).stdout.strip() == "python3.12"


@unix_only
def test_no_python_is_said_in_one_line(tmp_path: Path) -> None:
    found = _find_python(PATH=str(tmp_path))
    assert found.returncode == 1
    assert found.stdout == ""
    assert found.stderr.count("\n") == 1
    assert "introuvable" in found.stderr
    assert "not found" in found.stderr
    assert "apt-get install" in found.stderr


# --- the demonstration -------------------------------------------------------------------------


@unix_only
def test_without_a_display_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert run_demo.has_display() is False


@unix_only
def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":6543")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert run_demo.has_display() is False


@pytest.mark.skipif(not shutil.which("xvfb-run"), reason="needs the package xvfb")
def test_a_display_that_answers_is_used() -> None:
    program = "from scripts import run_demo; print(run_demo.has_display())"
    answer = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert answer.stdout.strip() == "True"


def test_what_the_tour_left_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo-output"
    (folder / "pdf").mkdir(parents=True)
    (folder / "pdf" / "fiche.pdf").write_bytes(b"x" * 2500)
    (folder / "suivi.png").write_bytes(b"x")
    run_demo.print_files(folder)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("2 fichiers")
    assert [line.split() for line in lines[1:]] == [
        ["3", "ko", str(Path("demo-output/pdf/fiche.pdf"))],
        ["1", "ko", str(Path("demo-output/suivi.png"))],
    ]


# --- the bundle --------------------------------------------------------------------------------

WANTED = ("qtbase_fr.qm", "application.qss", "licenses/LGPL-3.0.txt")


def _bundle(folder: Path, *names: str) -> Path:
    for name in (*WANTED, "licenses/LICENSE-csf-desktop.txt", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    return folder


def test_a_good_bundle_passes(tmp_path: Path) -> None:
    check_files(_bundle(tmp_path, "licenses/aiohttp-3/LICENSE.txt"))


@pytest.mark.parametrize("name", ["aiohttp/client.pyc", "libQt6Network.so.6", "icuuc.dll"])
def test_a_bundle_with_what_may_not_travel_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BundleError, match="may not travel"):
        check_files(_bundle(tmp_path, name))


@pytest.mark.parametrize("name", WANTED)
def test_a_bundle_without_a_needed_file_is_refused(tmp_path: Path, name: str) -> None:
    (_bundle(tmp_path) / name).unlink()
    with pytest.raises(BundleError, match="is missing"):
        check_files(tmp_path)
