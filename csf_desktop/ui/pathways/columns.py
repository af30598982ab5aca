"""The columns of Parcours: who, where, how far, and above all who owes what since when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from csf_desktop.labels import label
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.services.rows import PathwayRow
from csf_desktop.ui.formatting import NBSP, grouped, hours
from csf_desktop.ui.names import person_name
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.cells import Cell, Column
from csf_desktop.ui.widgets.next_action import (
    DUE_TITLE,
    DUE_WIDTH,
    NEXT_TITLE,
    NEXT_WIDTH,
    due_cell,
    due_tone,
    next_cell,
)


def pathway_columns(
    today: Callable[[], date], initials_only: Callable[[], bool]
) -> tuple[Column, ...]:
    """Return the columns; both callables are asked at each paint."""

    def person(row: PathwayRow) -> Cell:
        name = person_name(row.given_name, row.family_name, initials_only=initials_only())
        return Cell(name, f"{row.reference} · {row.contract_reference}")

    def done(row: PathwayRow) -> Cell:
        return hours_cell(row.done_minutes, row.planned_minutes)

    return (
        Column("person", "Jeune", person, stretches=True),
        Column("company", "Entreprise", lambda row: row.company or "–", 154, hide_below_px=1000),
        Column("status", "Étape", step_cell, 136, hide_below_px=790),
        Column("hours", "Heures", done, 164, hide_below_px=860, is_sortable=False),
        Column("owner", NEXT_TITLE, lambda row: next_cell(row.next, today()), NEXT_WIDTH),
        Column("due", DUE_TITLE, lambda row: due_cell(row.next.due, today()), DUE_WIDTH),
        Column(
            "pill",
            "Statut",
            lambda row: pill_cell(row, today()),
            140,
            is_sortable=False,
            hide_below_px=700,
        ),
    )


def step_cell(row: PathwayRow) -> Cell:
    """Return the step in words."""
    return Cell(label(PathwayStatus, row.status))


def hours_cell(done: int, planned: int) -> Cell:
    """Return the bar of hours done over planned; more than planned is amber."""
    fraction = done / planned if planned else 0.0
    tone = Tone.SOON if done > planned else Tone.DONE if planned and done == planned else None
    whole = grouped(done // 60) if done % 60 == 0 else hours(done).replace(f"{NBSP}h{NBSP}", "h")
    text = f"{whole}{NBSP}/{NBSP}{hours(planned)}"
    spoken = f"{hours(done)} réalisées sur {hours(planned)}"
    return Cell(text, fraction=fraction, tone=tone, spoken=spoken)


def pill_cell(row: PathwayRow, today: date) -> Cell:
    """Return the status pill of a row."""
    text, tone = status_of(PathwayStatus(row.status), row.next.due, today)
    return Cell(text, tone=tone, is_pill=True)


def status_of(status: PathwayStatus, due: date | None, today: date) -> tuple[str, Tone]:
    """Return the one word and tone that sum a pathway up: late first, then soon, then its state."""
    urgency = due_tone(due, today)
    if urgency is Tone.LATE:
        return "En retard", Tone.LATE
    if urgency is Tone.SOON:
        return "Cette semaine", Tone.SOON
    if status is PathwayStatus.CLOSED:
        return "Terminé", Tone.DONE
    if status in (
        PathwayStatus.OPEN,
        PathwayStatus.NOT_STARTED,
        PathwayStatus.INTERRUPTED,
        PathwayStatus.LOST,
    ):
        return label(PathwayStatus, status), Tone.MUTE
    return "En cours", Tone.PROGRESS
