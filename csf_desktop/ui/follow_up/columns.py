"""The columns of « À faire »: by when, who owes what since when, for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from csf_desktop.services.rows import DueRow
from csf_desktop.ui.names import person_name
from csf_desktop.ui.widgets.cells import Cell, Column
from csf_desktop.ui.widgets.next_action import (
    DUE_TITLE,
    DUE_WIDTH,
    NEXT_TITLE,
    due_cell,
    next_cell,
)


def due_columns(today: Callable[[], date], initials_only: Callable[[], bool]) -> tuple[Column, ...]:
    """Return the columns; both callables are asked at each paint."""

    def who(row: DueRow) -> Cell:
        return Cell(subject_of(row, initials_only=initials_only()), row.reference)

    def owed(row: DueRow) -> Cell:
        return next_cell(row.next, today(), row.started_on)

    return (
        _column("due", DUE_TITLE, lambda row: due_cell(row.next.due, today()), DUE_WIDTH),
        Column("action", NEXT_TITLE, owed, stretches=True, is_sortable=False),
        _column("person", "Pour qui", who, 220),
        _column("company", "Entreprise", lambda row: row.company or "–", 180, hide_below_px=860),
    )


def row_key(row: DueRow) -> str:
    """Return « pathway:<id> » or « contract:<id> », the id of a row of this list."""
    return key_of(row.kind, row.id)


def key_of(kind: str, subject_id: str) -> str:
    """Return the id of the row of a « pathway » or a « contract »."""
    return f"{kind}:{subject_id}"


def parts_of_key(key: str) -> tuple[str, str]:
    """Return the kind and the id that a row's id is made of."""
    kind, _, subject_id = key.partition(":")
    return kind, subject_id


def subject_of(row: DueRow, *, initials_only: bool) -> str:
    """Return the young person, « À pourvoir », or the contract that owes on its own."""
    if row.kind == "contract":
        return row.title or "Sans objet"
    return person_name(row.given_name, row.family_name, initials_only=initials_only)


def _column(
    key: str, title: str, cell: Callable[[DueRow], Cell | str], width: int, hide_below_px: int = 0
) -> Column:
    return Column(key, title, cell, width, is_sortable=False, hide_below_px=hide_below_px)
