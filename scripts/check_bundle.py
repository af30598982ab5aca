"""Tries a bundle as a person without Python would have it: the whole job, off-screen.

usage: python -m scripts.check_bundle dist/csf-desktop

Everything happens in a temporary folder with an empty home and without this environment's
variables. Stops at the first step that fails.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PASSPHRASE = "demo-csf-2026"  # noqa: S105 - of the demonstration, printed in the README
PATHWAY_REFERENCE = re.compile(r"P-\d{4}-\d{3}-\d{2}")
WINDOW_SECONDS = 3
STEP_SECONDS = 180
UNWANTED = re.compile(
    r"aiohttp|tkinter|Qt6?(Qml|Quick|Network|Charts|WebEngine)|opengl32sw|(icuuc|mscms)\.dll",
    re.IGNORECASE,
)
KEPT_FROM_OUTSIDE = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LD_LIBRARY_PATH")


class BundleError(Exception):
    """What the bundle did wrong, in one sentence."""


@dataclass(frozen=True)
class Bundle:
    """A built folder, run inside ``work``."""

    program: Path
    work: Path

    @property
    def resources(self) -> Path:
        """The resources that travel with the program."""
        return next(self.program.parent.rglob("csf_desktop/resources"))

    def run(self, *arguments: str) -> str:
        """Run one command and return what it printed; raises ``BundleError`` if it fails."""
        started = time.monotonic()
        answer = subprocess.run(
            [str(self.program), *arguments],
            cwd=self.work,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=STEP_SECONDS,
            check=False,
            encoding="utf-8",
        )
        print(f"{time.monotonic() - started:7.2f} s  {self.program.name} {' '.join(arguments)}")
        if answer.returncode != 0:
            raise BundleError(f"exit code {answer.returncode}\n{answer.stdout}{answer.stderr}")
        if "Traceback" in answer.stderr:
            raise BundleError(answer.stderr)
        return answer.stdout

    def _environment(self) -> dict[str, str]:
        """Return a bare environment: nothing of the Python that runs this file."""
        home = self.work / "home"
        home.mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in KEPT_FROM_OUTSIDE if name in os.environ}
        return kept | {
            "HOME": str(home),
            "LOCALAPPDATA": str(home),
            "APPDATA": str(home),
            "PYTHONUTF8": "1",
            "QT_QPA_PLATFORM": "offscreen",
            "CSF_PASSPHRASE_FILE": str(self.work / "passphrase.txt"),
        }


def check_files(folder: Path) -> None:
    """Report the size; raise ``BundleError`` for parts that may not travel or that are missing."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    size_mb = sum(path.stat().st_size for path in files) / 1e6
    print(f"{folder.name}: {len(files)} files, {size_mb:.0f} MB")
    names = [path.relative_to(folder).as_posix() for path in files]
    shipped = [name for name in names if not name.startswith("licenses/")]
    if unwanted := [name for name in shipped if UNWANTED.search(name)]:
        raise BundleError(f"these may not travel: {unwanted[:10]}")
    for wanted in ("qtbase_fr.qm", "application.qss", "LICENSE-csf-desktop.txt", "LGPL-3.0.txt"):
        if not any(name.endswith(wanted) for name in names):
            raise BundleError(f"{wanted} is missing")


def check_commands(bundle: Bundle) -> None:
    """Make a demonstration vault, take in official data, export, sign and verify."""
    (bundle.work / "passphrase.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    bundle.run("demo", "vault", "--contracts", "3")
    _expect_json(bundle.run("info", "vault", "--json"))
    sample = bundle.resources / "samples" / "decp" / "marches_avec_modifications.json"
    taken = _expect_json(bundle.run("import", "vault", str(sample), "--json"))
    if not isinstance(taken, dict) or not taken.get("created"):
        raise BundleError(f"the official sample is not taken in: {taken}")
    listed = bundle.run("list", "pathways", "vault", "--limit", "1", "--json")
    reference = PATHWAY_REFERENCE.search(listed)
    if reference is None:
        raise BundleError(f"no pathway in {listed!r}")
    bundle.run("export", "vault", "pathway", reference.group(), "--out", "sheet.pdf")
    verified = _expect_json(bundle.run("verify", "sheet.pdf", "--vault", "vault", "--json"))
    if not isinstance(verified, dict) or verified.get("status") != "valid":
        raise BundleError(f"the sheet does not verify: {verified}")


def check_window(bundle: Bundle) -> None:
    """Open the demonstration in a window that closes by itself."""
    bundle.run("--demo", "--quit-after", str(WINDOW_SECONDS))


def _expect_json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BundleError(f"not JSON: {text!r}") from error


def main(arguments: Sequence[str]) -> int:
    """Check one folder; returns 0 when everything worked."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0]).resolve()
    # On Windows the commands want the executable that has a console.
    program = folder / ("csf-desktop-console.exe" if sys.platform == "win32" else "csf-desktop")
    with tempfile.TemporaryDirectory(prefix="csf-bundle-", ignore_cleanup_errors=True) as work:
        bundle = Bundle(program, Path(work))
        try:
            check_files(folder)
            check_commands(bundle)
            check_window(bundle)
        except (BundleError, subprocess.TimeoutExpired, OSError) as error:
            print(f"the bundle does not work: {error}", file=sys.stderr)
            return 1
    print("the bundle works")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
