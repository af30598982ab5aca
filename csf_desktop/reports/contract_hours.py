"""The hours of a clause: figures, and a bar drawn to the scale of the volume owed."""

from __future__ import annotations

from dataclasses import replace

from csf_desktop.reports.blocks import Block, Section
from csf_desktop.reports.contract_data import ClauseHours
from csf_desktop.reports.figures import Figure, FigureRow
from csf_desktop.reports.formatting import MISSING, TO_COMPLETE, hours, percent
from csf_desktop.reports.hours_bar import HoursBar, Segment


def hours_section(clause: ClauseHours) -> Section:
    """Return the section « Heures de la clause »."""
    blocks: tuple[Block, ...] = (FigureRow(_figures(clause)), HoursBar(_segments(clause)))
    return Section("Heures de la clause", blocks)


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
    """Split the volume: what is committed is told in done and not done, then on offer, then left.

    Hours done beyond what is committed are in the figures only: the bar is the company's volume.
    What is planned beyond the volume owed is hatched at the end.
    """
    committed, on_offer = max(0, clause.committed), max(0, clause.on_offer)
    owed = committed + on_offer if clause.owed is None else max(0, clause.owed)
    done = min(max(0, clause.done), committed)
    planned = [
        Segment("réalisées", done, "solid"),
        Segment("engagées, à réaliser", committed - done, "dotted"),
    ]
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
