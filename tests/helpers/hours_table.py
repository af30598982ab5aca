"""The course of hours worked by hand in docs/heures.md, read from the page itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "heures.md"
NBSP = "\u00a0"


@dataclass(frozen=True)
class Figures:
    """What is owed, used and left, in hours; ``orders`` is covered and unlocked by number.

    ``lots`` is owed, committed, on offer and left by number. ``interrupted`` is what the pathway
    that will be interrupted counts, ``None`` before there is one.
    """

    owed: int
    committed: int
    reserved: int
    on_offer: int
    left: int
    done: int
    interrupted: int | None
    lots: dict[str, tuple[int, int, int, int]]
    orders: dict[str, tuple[int, int]]
    left_at_end: int
    at_risk: int


@dataclass(frozen=True)
class Step:
    """A line of the table: its number, its day, what happens in words, the figures after it."""

    number: int
    day: date
    words: str
    figures: Figures


def page() -> str:
    """Return the page, with plain spaces."""
    return PAGE.read_text(encoding="utf-8").replace(NBSP, " ")


def steps() -> tuple[Step, ...]:
    """Return the lines of the table worked by hand, in their order."""
    rows = [
        [cell.strip() for cell in line.strip("| ").split("|")]
        for line in page().splitlines()
        if re.match(r"\| \d+ \|", line)
    ]
    return tuple(map(_step, rows))


def sums() -> tuple[tuple[str, int, int], ...]:
    """Return each sum of the page: as written, what it makes, what the page says it makes."""
    found = re.findall(r"((?:\d[\d ]* [+−×] )+\d[\d ]*) = (\d[\d ]*)", page())
    return tuple((text, _worked(text), _number(said)) for text, said in found)


def _step(cells: list[str]) -> Step:
    number, day, words, owed, committed, reserved, on_offer, left, done, interrupted = cells[:10]
    first, second, orders, left_at_end, at_risk = cells[10:]
    figures = Figures(
        owed=int(owed),
        committed=int(committed),
        reserved=int(reserved),
        on_offer=int(on_offer),
        left=int(left),
        done=int(done),
        interrupted=None if interrupted == "–" else int(interrupted),
        lots={"1": _lot(first), "2": _lot(second)},
        orders={
            order: (int(covered), int(unlocked))
            for order, covered, unlocked in re.findall(r"(BC-\d) (\d+)/(\d+)", orders)
        },
        left_at_end=int(left_at_end),
        at_risk=int(at_risk),
    )
    return Step(int(number), datetime.strptime(day, "%d/%m/%Y").date(), words, figures)  # noqa: DTZ007


def _lot(cell: str) -> tuple[int, int, int, int]:
    owed, committed, on_offer, left = map(int, re.findall(r"\d+", cell))
    return owed, committed, on_offer, left


def _number(text: str) -> int:
    return int(text.replace(" ", ""))


def _worked(text: str) -> int:
    """Work out products before sums."""
    terms = re.split(r" ([+−]) ", text)
    total, sign = 0, 1
    for part in terms:
        if part in "+−":
            sign = 1 if part == "+" else -1
            continue
        product = 1
        for factor in part.split(" × "):
            product *= _number(factor)
        total += sign * product
    return total
