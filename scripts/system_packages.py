"""Looks for the system's libraries and tools before anything is installed, with Python alone.

usage: python3 scripts/system_packages.py venv|run|test

What is missing is found by really loading each library and looking for each tool. Root on a
Debian-like system gets it installed; anyone else is told the exact command. The lists come from
a bare Debian 12 (measured with ldd, then by running there).
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

OFFSCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
TEST_TOOLS = {
    "pdfsig": "poppler-utils",
    "mutool": "mupdf-tools",
    "qpdf": "qpdf",
    "Xvfb": "xvfb",
    "xauth": "xauth",
}
SKIPPED_WITHOUT = {
    "poppler-utils": "signatures and pages as poppler sees them",
    "mupdf-tools": "signatures as MuPDF sees them",
    "qpdf": "structure of the PDF files",
    "xvfb": "the window on a real X display",
    "xauth": "the window on a real X display",
}


@dataclass(frozen=True)
class Missing:
    """Debian package names; without the optional ones some tests are skipped, no more."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.needed + self.optional


def missing_packages(purpose: str) -> Missing:
    """Return what ``purpose`` ("venv", "run" or "test") lacks on this machine."""
    if purpose == "venv":
        return Missing(needed=_venv_packages())
    libraries = dict(OFFSCREEN_LIBRARIES)
    tools: dict[str, str] = {}
    if purpose == "test":
        libraries |= DISPLAY_LIBRARIES
        tools = TEST_TOOLS
    elif os.environ.get("DISPLAY"):
        libraries |= DISPLAY_LIBRARIES
    lacking = [package for name, package in libraries.items() if not _loads(name)]
    needed = [name for name in lacking if name not in DISPLAY_LIBRARIES.values()]
    optional = [name for name in lacking if name in DISPLAY_LIBRARIES.values()]
    optional += [package for tool, package in tools.items() if shutil.which(tool) is None]
    return Missing(needed=(*_venv_packages(), *needed), optional=tuple(optional))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _venv_packages() -> tuple[str, ...]:
    """Debian splits ``venv`` off Python: without ``ensurepip`` no environment can be made."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return ()
    return (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)


def can_install() -> bool:
    """Tell whether this is root on a system with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: tuple[str, ...]) -> bool:
    """Install Debian packages without asking anything; True when apt succeeded."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages],
    )
    return all(
        subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
        == 0
        for command in commands
    )


def apt_command(packages: tuple[str, ...]) -> str:
    """Return the command that a person can paste."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def provide(purpose: str) -> int:
    """Install or name what is missing. Returns an exit code: 0 when the work can go on."""
    missing = missing_packages(purpose)
    if not missing.all:
        return 0
    if can_install():
        print(f"Installation de paquets du système\u00a0: {' '.join(missing.all)}", flush=True)
        if install(missing.all):
            missing = missing_packages(purpose)
    if not missing.all:
        return 0
    return _report(missing)


def _report(missing: Missing) -> int:
    is_ci = bool(os.environ.get("CI"))
    if missing.needed or is_ci:
        print(
            f"Il manque des paquets du système\u00a0; installez-les par\u00a0:\n"
            f"System packages are missing; install them with:\n    {apt_command(missing.all)}",
            file=sys.stderr,
        )
        return 1
    print(f"Paquets facultatifs absents (optional): {apt_command(missing.optional)}")
    for package in missing.optional:
        if package in SKIPPED_WITHOUT:
            print(f"    {package}: tests skipped: {SKIPPED_WITHOUT[package]}")
    return 0


def main(arguments: list[str]) -> int:
    """Check for one purpose; other systems than Linux bring what Qt needs themselves."""
    if arguments not in (["venv"], ["run"], ["test"]):
        print(__doc__, file=sys.stderr)
        return 2
    if sys.platform != "linux":
        return 0
    return provide(arguments[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
