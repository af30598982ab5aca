"""Running commands: inside the tests' process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csf_desktop.services import vaults
from csf_desktop.services.profile import Profile
from csf_desktop.services.vaults import Vault
from tests.helpers.vaults import CHEAP

PASSPHRASE = "phrase de passe des essais"


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever a command prints
        """Standard output read as JSON."""
        return json.loads(self.out)


Command = Callable[..., Answer]
"""``command("info", folder, "--json")``."""


def assert_one_sentence(answer: Answer, code: int, *words: str) -> None:
    """Require a failure told as one French sentence with ``words``, and nothing printed."""
    assert answer.code == code, answer.err
    assert answer.out == ""
    (line,) = answer.err.splitlines()
    assert line[0].isupper() or line[0] == "«"
    assert line.endswith(".")
    assert "Traceback" not in line
    for word in words:
        assert word in line


def make_vault(folder: Path, name: str = "Claire Essai", academie: str = "nantes") -> Vault:
    """Return an open vault with its signing identity, quick to derive; the caller closes it."""
    return vaults.create_vault(folder, PASSPHRASE, Profile(name, academie), cost=CHEAP).vault


def environment(state: Path, **changes: str) -> dict[str, str]:
    """Return an environment without display, whose logs go under ``state``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "CSF_PASSPHRASE_FILE")
    }
    return {**kept, "XDG_STATE_HOME": str(state), **changes}


def start(
    arguments: list[str],
    env: Mapping[str, str],
    **options: Any,  # noqa: ANN401 - those of Popen
) -> subprocess.Popen[bytes]:
    """Start ``python -m csf_desktop`` with these arguments."""
    return subprocess.Popen(
        [sys.executable, "-m", "csf_desktop", *arguments],
        env=dict(env),
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )


def finish(process: subprocess.Popen[bytes]) -> Answer:
    """Wait for a process and return its answer, which must be UTF-8."""
    with process:
        try:
            out, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return Answer(process.returncode, (out or b"").decode(), (err or b"").decode())
