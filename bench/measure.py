"""Timing and memory, and the line of a table that a measure gives."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import psutil

PYCACHE = Path("build/bench/pycache")


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: what, the figure, what it is compared with, the bar of the design.

    ``value`` and ``bar`` are as printed; ``holds`` is ``None`` where there is no bar.
    """

    what: str
    value: str
    beside: str = ""
    bar: str = ""
    holds: bool | None = None


def ratio_line(what: str, ours: float, plain: float, limit: float, unit: str = "ms") -> Line:
    """Return the line of a ratio against a plain peer."""
    found = ours / plain
    return Line(
        what,
        f"{found:.2f} x",
        f"{ours:.1f} {unit} against {plain:.1f} {unit}",
        f"<= {limit:.1f} x",
        found <= limit,
    )


def limit_line(what: str, value: float, limit: float, unit: str, beside: str = "") -> Line:
    """Return the line of a figure with its own limit."""
    return Line(what, f"{value:.1f} {unit}", beside, f"<= {limit:g} {unit}", value <= limit)


def timed(call: Callable[[], object]) -> float:
    """Return how long a call takes, in milliseconds."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1_000


def alternated(*calls: Callable[[], object], rounds: int) -> list[float]:
    """Return the median of each call, in milliseconds, taken in turns after one round unseen."""
    for call in calls:
        call()
    gc.collect()
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for times, call in zip(taken, calls, strict=True):
            times.append(timed(call))
    return [median(times) for times in taken]


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def memory_mb() -> float:
    """Return this process's resident memory, in megabytes."""
    return float(psutil.Process().memory_info().rss) / 1e6


def child(*arguments: str) -> str:
    """Run ``python`` as an installed program runs (compiled once), and return what it prints."""
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    environment |= {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(PYCACHE.absolute()),
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def printed(lines: Iterable[Line]) -> str:
    """Return the lines as a table of Markdown."""
    rows = [("measure", "figure", "detail", "bar", "")]
    marks = {True: "holds", False: "does not", None: ""}
    rows += [(line.what, line.value, line.beside, line.bar, marks[line.holds]) for line in lines]
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    texts.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(texts)
