"""The import rules of the house, read from the code and checked on the running program.

``MAY_IMPORT`` is the whole table: what is not in it is forbidden. A new module beside the
packages must be entered there before it can be merged.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_archon import archrule
from pytest_archon.failure import pop_failures

import csf_desktop

PACKAGE = "csf_desktop"
LOW = {"errors", "paths", "models", "reference", "labels"}

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "paths": set(),
    "process_age": set(),
    "logging_setup": {"process_age"},
    "models": {"errors"},
    "reference": {"errors", "paths"},
    "labels": {"models"},
    "storage": LOW,
    "exchange": LOW,
    "reports": LOW,
    "services": LOW | {"storage", "exchange", "reports"},
    "cli": LOW | {"services", "logging_setup"},
    "ui": LOW | {"services", "logging_setup"},
    "app": LOW | {"services", "ui", "storage", "exchange", "reports", "logging_setup"},
    "__main__": {"app", "cli", "errors", "paths", "logging_setup"},
}
"""What each module or package right under ``csf_desktop`` imports directly; ``cli`` stands for
``cli`` and the modules ``cli_…`` beside it, ``app`` likewise."""

FAMILIES = ("cli", "app")
WITH_QT = {"ui", "app", "__main__"}
DATABASE = ("sqlalchemy", "alembic", "sqlcipher3")
EVEN_INDIRECTLY: dict[str, tuple[str, ...]] = {
    "models": ("PySide6", "sqlcipher3", "alembic", "reportlab", "pyhanko"),
    "storage": ("PySide6",),
    "reference": ("PySide6", *DATABASE),
    "exchange": ("PySide6",),
    "reports": ("PySide6", *DATABASE),
    "services": ("PySide6",),
    "cli": ("PySide6",),
}
"""Libraries that a part never reaches, not even through the modules it imports."""


def _found() -> list[str]:
    names = (found.name for found in pkgutil.iter_modules(csf_desktop.__path__))
    return sorted(name for name in names if name != "resources")


def _part(name: str) -> str:
    return next((part for part in FAMILIES if name.startswith(f"{part}_")), name)


def _patterns(*names: str) -> list[str]:
    return [pattern for name in names for pattern in (name, f"{name}.*")]


def check_direct_imports(package: str, name: str) -> None:
    """Report every import of ``package.name`` that the table does not allow."""
    part = _part(name)
    allowed = MAY_IMPORT[part] | {part}
    others = [f"{package}.{other}" for other in MAY_IMPORT if other not in allowed]
    others += [f"{package}.{family}_*" for family in FAMILIES if family not in allowed]
    (
        archrule(f"{name} imports downwards", "see MAY_IMPORT")
        .match(*_patterns(f"{package}.{name}"))
        .should_not_import(*_patterns(*others))
        .check(package, only_direct_imports=True)
    )


def check_libraries(package: str, name: str, libraries: tuple[str, ...]) -> None:
    """Report every path by which ``package.name`` reaches one of ``libraries``."""
    (
        archrule(f"{name} never reaches {', '.join(libraries)}")
        .match(*_patterns(f"{package}.{name}"))
        .should_not_import(*_patterns(*libraries))
        .check(package)
    )


@pytest.mark.parametrize("name", _found())
def test_imports_run_one_way(name: str) -> None:
    assert _part(name) in MAY_IMPORT, f"enter csf_desktop.{name} in MAY_IMPORT"
    check_direct_imports(PACKAGE, name)


@pytest.mark.parametrize("name", [name for name in _found() if _part(name) in EVEN_INDIRECTLY])
def test_libraries_stay_in_their_part(name: str) -> None:
    check_libraries(PACKAGE, name, EVEN_INDIRECTLY[_part(name)])


def test_the_window_knows_no_database() -> None:
    (
        archrule("ui talks to services, not to the database")
        .match(*_patterns(f"{PACKAGE}.ui"))
        .should_not_import(*_patterns(*DATABASE))
        .check(PACKAGE, only_direct_imports=True)
    )


def test_every_part_of_the_design_is_there() -> None:
    parts = {"models", "storage", "reference", "exchange", "reports", "services", "ui"}
    assert parts <= set(_found())


# --- the running program -----------------------------------------------------------------------

LOAD = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), name + "."):
        if ".migrations" not in found.name:  # run by Alembic, on an open vault only
            importlib.import_module(found.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def _loaded_by(*names: str) -> set[str]:
    answer = subprocess.run(
        [sys.executable, "-c", LOAD, *(f"{PACKAGE}.{name}" for name in names)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


def test_everything_but_the_window_runs_without_qt() -> None:
    loaded = _loaded_by(*(name for name in _found() if _part(name) not in WITH_QT))
    assert "sqlalchemy" in loaded
    assert loaded.isdisjoint({"PySide6", "shiboken6", "aiohttp"})


@pytest.mark.parametrize("name", ["reference", "reports"])
def test_reference_and_reports_run_without_a_database(name: str) -> None:
    assert _loaded_by(name).isdisjoint({*DATABASE, "sqlite3"})


# --- the rules themselves ----------------------------------------------------------------------


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package laid out like ours, with one wrong import in each of two modules."""
    files = {
        "__init__.py": "",
        "errors.py": "",
        "storage/__init__.py": "",
        "storage/vault.py": "from sample_house.models.entities import Thing\n",
        "models/__init__.py": "",
        "models/entities.py": "def f():\n    from PySide6.QtCore import QObject\n",
        "ui/__init__.py": "",
        "ui/view.py": "from sample_house.storage import vault\n",
    }
    for name, text in files.items():
        path = tmp_path / "sample_house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return "sample_house"


def _reasons() -> list[str]:
    return [failure.reason for failure in pop_failures()]  # type: ignore[no-untyped-call]


def test_a_wrong_direct_import_is_found(sample: str) -> None:
    check_direct_imports(sample, "ui")
    (reason,) = _reasons()
    assert "'sample_house.ui.view' has FORBIDDEN import sample_house.storage.vault" in reason


def test_a_wrong_import_inside_a_function_behind_another_module_is_found(sample: str) -> None:
    check_libraries(sample, "storage", ("PySide6",))
    (reason,) = _reasons()
    assert "'sample_house.storage.vault' has FORBIDDEN import PySide6" in reason


def test_a_right_import_passes(sample: str) -> None:
    check_direct_imports(sample, "storage")
    assert _reasons() == []
