"""What `make run` starts: the window on the demonstration, or its tour off-screen.

With no usable display the same job is done by driving the real window off-screen; its pictures,
its vault and its signed PDF files are left in ``demo-output/`` and listed.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "demo-output"

PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
PROBE_SECONDS = 20


def has_display() -> bool:
    """Tell whether a window can open: Qt itself tries, in a process that may abort."""
    if sys.platform == "win32":
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    try:
        answer = subprocess.run(
            [sys.executable, "-c", PROBE],
            env=environment,
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return answer.returncode == 0


def open_window() -> int:
    """Open the demonstration vault in a window; returns when it is closed."""
    try:
        return subprocess.run(
            [sys.executable, "-m", "csf_desktop", "--demo"], cwd=ROOT, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


def tour_off_screen() -> int:
    """Drive the window with no display, then list what it left."""
    print(
        "Aucun écran utilisable\u00a0: le même travail se fait hors écran, "
        f"résultats dans {OUTPUT.name}/",
        flush=True,
    )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Imported here: with a display none of it is needed, and it loads Qt for its platform.
    tour = importlib.import_module("scripts.offscreen_tour")
    code = int(tour.main(OUTPUT))
    print_files(OUTPUT)
    return code


def print_files(folder: Path) -> None:
    """Print each file under a folder with its size in kilobytes, in order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    print(f"{folder.name}/\u00a0: {len(files)} fichiers")
    for path in files:
        size_kb = -(-path.stat().st_size // 1000)
        print(f"{size_kb:>8}\u00a0ko  {path.relative_to(folder.parent)}")


def main() -> int:
    """Return the exit code of whichever was done."""
    return open_window() if has_display() else tour_off_screen()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # for `python scripts/run_demo.py`
    sys.exit(main())
