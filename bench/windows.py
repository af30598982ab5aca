"""The window: how soon it shows, what it weighs, how long it ever keeps its thread."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench.dataset import FOLDER, large_vault
from bench.measure import Line, alternated, child, limit_line, ratio_line
from bench.official import official_file

STARTS = 15
UNLOCKS = 7


def first_window() -> Line:
    """Time the whole process, from its start to the first paint of the window and its end."""
    vault = _closed_vault(1_000)
    empty, ours = alternated(
        lambda: child("-m", "bench.child_empty"),
        lambda: child("-m", "csf_desktop", "--vault", vault, "--quit-after", "0"),
        rounds=STARTS,
    )
    return ratio_line("first window, whole process, against an empty window", ours, empty, 1.6)


def unlock_to_list(pathways: int) -> Iterator[Line]:
    """Time from the key to the first list painted, and to the list of pathways from there."""
    path = _closed_vault(pathways)
    runs = [_told("unlock", path) for _ in range(UNLOCKS)]
    opened, first, after = (median(run[key] for run in runs) for key in runs[0])
    yield limit_line(
        f"unlock to first list painted, {pathways:,} pathways",
        first,
        150,
        "ms",
        f"the vault opens in {opened:.0f} ms of it",
    )
    yield Line(f"first list to Parcours painted, {pathways:,} pathways", f"{after:.1f} ms")


def memory_of_list(pathways: int) -> Line:
    """Weigh the process with a long list walked from end to end, over one with a short list."""
    long, short = (_told("memory", _closed_vault(size))["rss"] for size in (pathways, 1_000))
    beside = f"{long:.0f} MB against {short:.0f} MB with 1,000"
    return limit_line(f"memory of a list of {pathways:,} rows", long - short, 60, "MB", beside)


def longest_calls(pathways: int) -> Iterator[Line]:
    """Watch the window's thread while a person works and a file is taken in."""
    official = official_file(500)
    copy = FOLDER / "busy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(_closed_vault(pathways), copy)
    for name, gaps in _told("busy", str(copy), str(official)).items():
        yield limit_line(
            f"window's thread, longest call, {name}",
            gaps["longest"],
            50,
            "ms",
            f"99 % under {gaps['p99']:.1f} ms",
        )
    shutil.rmtree(copy)


def _closed_vault(pathways: int) -> str:
    vault = large_vault(pathways)
    vault.close()
    return str(vault.path)


def _told(job: str, *paths: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(child("-m", "bench.child_window", job, *paths))
    return told
