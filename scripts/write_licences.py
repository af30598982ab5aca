"""Gathers the licences that travel with the bundle (docs/third-party.md).

usage: python -m scripts.write_licences FOLDER
"""

from __future__ import annotations

import re
import shutil
import sys
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCE_NAME = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
PIN = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)


def write_licences(folder: Path) -> None:
    """Write the program's licence, the GNU texts, and each package's own into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE-csf-desktop.txt")
    shutil.copy(ROOT / "docs" / "third-party.md", folder)
    for text in sorted((ROOT / "licenses").glob("*.txt")):
        shutil.copy(text, folder)
    for path in sorted((ROOT / "resources").rglob("*")):
        if path.is_file() and re.match(r"OFL|LICEN[CS]E", path.name):
            shutil.copy(path, folder)
    pins = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for name in PIN.findall(pins):
        _write_package(name, folder)


def _write_package(name: str, folder: Path) -> None:
    try:
        package = distribution(name)
    except PackageNotFoundError:  # pinned for another system
        return
    for file in _licence_files(package):
        target = folder / f"{name}-{package.version}" / Path(*file.parts[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(str(package.locate_file(file)), target)


def _licence_files(package: Distribution) -> list[PackagePath]:
    """Return the licence files among a package's metadata: in ``licenses/``, or by their name."""
    return [
        file
        for file in package.files or []
        if file.parts[0].endswith(".dist-info")
        and ("licenses" in file.parts or LICENCE_NAME.search(file.name))
    ]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_licences(Path(sys.argv[1]))
