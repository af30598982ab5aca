"""The options of the window: ``csf-desktop [--vault DOSSIER] [--demo]``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from csf_desktop.errors import UsageError

WRONG = (
    "Cette option n’existe pas ou est incomplète\u00a0: voyez csf-desktop --help. Pour ouvrir la "
    "fenêtre, tapez csf-desktop, suivi au besoin de --vault DOSSIER ou de --demo."
)


@dataclass(frozen=True, slots=True)
class Options:
    """``vault`` is ``None`` for the usual folder; ``quit_after`` is in seconds (trials)."""

    vault: Path | None = None
    is_demo: bool = False
    quit_after: float | None = None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in French what argparse says in English; never returns."""
        raise UsageError(WRONG)


def parse_options(arguments: Sequence[str]) -> Options:
    """Return the options; raise ``UsageError`` for one that is not known."""
    parser = _Parser(prog="csf-desktop", add_help=False, allow_abbrev=False)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--quit-after", type=float)
    found = parser.parse_args(list(arguments))
    return Options(found.vault, found.demo, found.quit_after)
