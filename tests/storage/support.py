"""What the storage tests share: a cheap derivation, child processes, folders compared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from csf_desktop.storage.kdf import KdfCost

CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "quatre péniches bleues canari-7351"
NEW_PASSPHRASE = "six écluses vertes canari-8462"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under ``folder``, by its path from there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def start_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a Python process on ``code``, its output and input in pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
