"""``python -m bench``: every measure in one run, as a table. Nothing is asserted.

``--only NAME`` (repeatable) runs a part: start, unlock, lists, report, exchange, decp, window;
``--million`` adds lists of a million pathways (a long preparation the first time);
``--quick`` takes fewer files and records.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator

from bench.measure import Line, printed

Part = Callable[[argparse.Namespace], Iterator[Line]]


def _start(_options: argparse.Namespace) -> Iterator[Line]:
    from bench import windows

    yield windows.first_window()


def _unlock(options: argparse.Namespace) -> Iterator[Line]:
    from bench import windows

    for pathways in (1_000, 100_000, *([1_000_000] if options.million else [])):
        yield from windows.unlock_to_list(pathways)
    if options.million:
        yield windows.memory_of_list(1_000_000)


def _lists(options: argparse.Namespace) -> Iterator[Line]:
    from bench import lists

    for pathways in (1_000, 100_000, *([1_000_000] if options.million else [])):
        yield from lists.measure(pathways)
    yield from lists.by_number(10_000 if options.quick else 100_000)


def _report(_options: argparse.Namespace) -> Iterator[Line]:
    from bench import documents

    yield documents.report_against_plain()


def _exchange(options: argparse.Namespace) -> Iterator[Line]:
    from bench import imports

    yield from imports.signed_files(100 if options.quick else 1_000)


def _decp(options: argparse.Namespace) -> Iterator[Line]:
    from bench import official

    yield from official.measure(2_000 if options.quick else 50_000)


def _window(_options: argparse.Namespace) -> Iterator[Line]:
    from bench import windows

    yield from windows.longest_calls(100_000)


PARTS: dict[str, Part] = {
    "start": _start,
    "unlock": _unlock,
    "lists": _lists,
    "report": _report,
    "exchange": _exchange,
    "decp": _decp,
    "window": _window,
}


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    lines: list[Line] = []
    for name in options.only or PARTS:
        print(f"… {name}", file=sys.stderr, flush=True)
        lines += PARTS[name](options)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.python_implementation()} {platform.python_version()}, ", end="")
    print(f"{platform.system()}, {os.cpu_count()} cores{load}\n")
    print(printed(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
