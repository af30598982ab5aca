"""The hours of a clause: figures, a bar drawn to the scale of the volume owed, a table by lot."""

from __future__ import annotations

from dataclasses import replace

from csf_desktop.reports.blocks import Block, Section
from csf_desktop.reports.contract_data import ClauseHours, LotLine
from csf_desktop.reports.figures import Figure, FigureRow
from csf_desktop.reports.formatting import MISSING, TO_COMPLETE, count, hours, percent
from csf_desktop.reports.hours_bar import HoursBar, Segment
from csf_desktop.reports.tables import Column, DataTable


def hours_section(
    clause: ClauseHours, lots: tuple[LotLine, ...] = (), most_lots: int = 6
) -> Section:
    """Return the section « Heures de la clause », its table with ``most_lots`` lots at most."""
    blocks: tuple[Block, ...] = (
        FigureRow(_figures(clause)),
        HoursBar(_segments(clause)),
        _table(clause, lots, most_lots),
    )
    return Section("Heures de la clause", blocks)


def _table(clause: ClauseHours, lots: tuple[LotLine, ...], most_lots: int) -> DataTable:
    shown = lots[:most_lots]
    whole = "Tout le marché" if lots else "Marché"
    rows = [(whole, clause), *((lot.name, lot.hours) for lot in shown)]
    left_out = len(lots) - len(shown)
    more = f"… et {count(left_out, 'autre lot', 'autres lots')}, dans l’application"
    return DataTable(
        _COLUMNS, tuple(_row(name, part) for name, part in rows), more if left_out else ""
    )


_COLUMNS = (
    Column("", 34, is_strong=True, max_lines=1),
    *(
        Column(title, 14, is_right=True, max_lines=1)
        for title in ("Dues", "Commencées", "Réservées", "Proposées", "À placer", "Réalisées")
    ),
)


def _row(name: str, part: ClauseHours) -> tuple[str, ...]:
    owed = TO_COMPLETE if part.owed is None else hours(part.owed)
    left = MISSING if part.left is None else hours(part.left)
    counted = (part.begun, part.reserved, part.on_offer)
    return (name, owed, *map(hours, counted), left, hours(part.done))


def _figures(clause: ClauseHours) -> tuple[Figure, ...]:
    owed = clause.owed or 0
    committed = percent(clause.committed, owed).replace(MISSING, "")
    done = percent(clause.done, owed).replace(MISSING, "")
    if clause.left is None:
        rest = Figure("Reste à placer", TO_COMPLETE)
    elif clause.left < 0:
        rest = Figure("Au-delà du volume dû", hours(-clause.left))
    else:
        rest = Figure("Reste à placer", hours(clause.left))
    return (
        Figure("Dues", TO_COMPLETE if clause.owed is None else hours(clause.owed)),
        Figure("Engagées dans des parcours", hours(clause.committed), committed),
        Figure("Réalisées par les jeunes", hours(clause.done), done),
        rest,
    )


def _segments(clause: ClauseHours) -> tuple[Segment, ...]:
    """Split the volume: done, begun, reserved, which are committed; then on offer, then left.

    Hours done beyond what is committed are in the figures only: the bar is the company's volume.
    What is planned beyond the volume owed is hatched at the end.
    """
    committed, on_offer = max(0, clause.committed), max(0, clause.on_offer)
    owed = committed + on_offer if clause.owed is None else max(0, clause.owed)
    done = min(max(0, clause.done), committed)
    begun = min(max(0, clause.begun - done), committed - done)
    planned = [
        Segment("réalisées", done, "solid"),
        Segment("commencées, à réaliser", begun, "dotted"),
    ]
    reserved = committed - done - begun
    if reserved:
        planned.append(Segment("réservées", reserved, "tinted"))
    if on_offer:
        planned.append(Segment("proposées", on_offer, "striped"))
    segments: list[Segment] = []
    room = owed
    for part in planned:
        within = min(part.minutes, room)
        if within or part is planned[0]:
            segments.append(replace(part, minutes=within))
        room -= within
    beyond = committed + on_offer - owed
    if beyond > 0:
        segments.append(Segment("au-delà du volume dû", beyond, "hatched"))
    elif clause.owed is not None:
        segments.append(Segment("à placer", room, "open"))
    return tuple(segments)
