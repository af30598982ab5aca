"""The checkout itself: what its files may not say, what is pinned, what is packaged."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from csf_desktop.paths import resource_path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("run", "dev", "bundle")

# Put together here, so that this file passes its own test.
REGISTRIES = [
    f"{name}.{end}"
    for name, end in (
        ("pypi", "org"),
        ("pypi", "python"),
        ("files.pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("deb.debian", "org"),
        ("proxy.golang", "org"),
    )
]
HOME = Path.home()
# An invented home folder may be shown; that of whoever runs the tests may not.
HOMES = [r"/(?:root|work)/", *([rf"{re.escape(str(HOME))}[/\\]"] if len(HOME.parts) > 2 else [])]
MACHINE_PATH = re.compile(rf"(?<![\w.])(?:{'|'.join(HOMES)})")


def _files() -> list[Path]:
    """Return the files of the checkout: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = (ROOT / name for name in listed.split("\0") if name)
    return [path for path in paths if path.is_file()]


def _texts() -> list[tuple[str, str]]:
    """Return name and text of every file that is text."""
    texts: list[tuple[str, str]] = []
    for path in _files():
        content = path.read_bytes()
        if b"\0" not in content:
            name = path.relative_to(ROOT).as_posix()
            texts.append((name, content.decode("utf-8", errors="replace")))
    return texts


def test_no_file_names_a_package_registry() -> None:
    naming = [name for name, text in _texts() if any(host in text for host in REGISTRIES)]
    assert naming == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in _texts()
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []


def test_no_lock_file_with_addresses() -> None:
    names = {path.name for path in _files()}
    assert not {"uv.lock", "poetry.lock", "Pipfile.lock"} & names


# --- requirements ------------------------------------------------------------------------------


def _entries(name: str) -> list[str]:
    """Return the entries of a requirements file, continuation lines joined."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _pins(name: str) -> dict[str, str]:
    requirements = (Requirement(entry.partition("--hash")[0]) for entry in _entries(name))
    return {canonicalize_name(each.name): str(each.specifier) for each in requirements}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_one_version_with_hashes(name: str) -> None:
    loose = [
        entry.split()[0]
        for entry in _entries(name)
        if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)
        or not re.match(r"[a-z0-9-]+==[0-9a-z.]+\s", entry)
    ]
    assert _entries(name)
    assert loose == []


@pytest.mark.parametrize("name", ["dev", "bundle"])
def test_other_requirements_keep_the_versions_of_run(name: str) -> None:
    pins = _pins(name)
    different = {
        package: (pin, pins.get(package))
        for package, pin in _pins("run").items()
        if pins.get(package) != pin
    }
    assert different == {}


@pytest.mark.parametrize(("name", "extra"), [("run", ""), ("dev", "dev"), ("bundle", "bundle")])
def test_requirements_fulfil_the_project_file(name: str, extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if extra:
        asked += project["project"]["optional-dependencies"][extra]
    pins = _pins(name)
    unfulfilled = [
        text
        for text in asked
        if not _fulfils(Requirement(text), pins.get(canonicalize_name(Requirement(text).name)))
    ]
    assert unfulfilled == []


def _fulfils(asked: Requirement, pin: str | None) -> bool:
    return pin is not None and asked.specifier.contains(pin.removeprefix("=="), prereleases=True)


# --- packaging ---------------------------------------------------------------------------------


def _copy_checkout(folder: Path) -> Path:
    for path in _files():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built in a copy: building leaves traces beside the sources."""
    source = _copy_checkout(tmp_path_factory.mktemp("source"))
    output = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--disable-pip-version-check", "-w", str(output), "."]
    built = subprocess.run(command, cwd=source, capture_output=True, check=False, text=True)
    assert built.returncode == 0, built.stderr
    (path,) = output.glob("*.whl")
    return path


def test_the_wheel_holds_every_resource(wheel: Path) -> None:
    resources = {
        path.relative_to(ROOT).as_posix()
        for path in _files()
        if path.is_relative_to(ROOT / "resources")
    }
    packaged = {
        name.removeprefix("csf_desktop/")
        for name in zipfile.ZipFile(wheel).namelist()
        if name.startswith("csf_desktop/resources/")
    }
    assert "resources/styles/application.qss" in resources
    assert packaged == resources


def test_the_wheel_holds_every_module_and_the_licence_and_nothing_else(wheel: Path) -> None:
    modules = {
        path.relative_to(ROOT).as_posix()
        for path in _files()
        if path.is_relative_to(ROOT / "csf_desktop")
    }
    names = zipfile.ZipFile(wheel).namelist()
    packaged = {
        name
        for name in names
        if ".dist-info/" not in name and not name.startswith("csf_desktop/resources/")
    }
    assert packaged == modules
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_an_installed_wheel_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from csf_desktop.paths import resource_path\n"
        "print(resource_path('styles', 'application.qss'))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    )
    found = Path(answer.stdout.strip())
    assert found == tmp_path.resolve() / "csf_desktop" / "resources" / "styles" / "application.qss"
    assert found.read_bytes() == resource_path("styles", "application.qss").read_bytes()


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    articles = [int(number) for number in re.findall(r"^(\d+)\.[A-Z]", text, re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert "Appendix" in text
    assert text.rstrip().endswith("require the production of a new EUPL version.")
