"""The columns of the list of contracts; their keys are the sorts of ``services.contract_list``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.services.rows import ContractRow
from csf_desktop.ui.contracts.wording import placed_words, status_pill
from csf_desktop.ui.formatting import hours, short_date
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.cells import Cell, Column
from csf_desktop.ui.widgets.next_action import (
    DUE_TITLE,
    DUE_WIDTH,
    NEXT_TITLE,
    NEXT_WIDTH,
    due_cell,
    next_cell,
)


def contract_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Return the columns; ``today`` is asked at each painting, for a window left open overnight."""

    def owed(row: ContractRow) -> Cell:
        return next_cell(row.next, today(), row.notified_on)

    return (
        Column("reference", "Marché", _name, stretches=True),
        Column("buyer", "Acheteur", lambda row: row.buyer or "–", 118, hide_below_px=1000),
        Column("company", "Titulaire", lambda row: row.company or "–", 118, hide_below_px=980),
        Column("hours", "Heures placées", _hours, 172, hide_below_px=860, is_sortable=False),
        Column("ends_on", "Fin", lambda row: _end(row, today()), 114, hide_below_px=700),
        Column("next", NEXT_TITLE, owed, NEXT_WIDTH, is_sortable=False),
        Column("due", DUE_TITLE, lambda row: due_cell(row.next.due, today()), DUE_WIDTH),
        Column("status", "Étape", _status, 146, hide_below_px=1120),
    )


def _name(row: ContractRow) -> Cell:
    return Cell(row.object or "Sans objet", row.reference)


def _hours(row: ContractRow) -> Cell:
    if not row.owed_minutes:
        return Cell("Volume inconnu")
    fraction = row.committed_minutes / row.owed_minutes
    return Cell(
        f"{hours(row.committed_minutes)} sur {hours(row.owed_minutes)}",
        fraction=fraction,
        tone=None if fraction < 1 else Tone.DONE,
        spoken=placed_words(row.committed_minutes, row.owed_minutes),
    )


def _end(row: ContractRow, today: date) -> Cell:
    """Amber when the contract ends within six months and nobody is placed: the hours get lost."""
    text = short_date(row.ends_on)
    horizon = today + timedelta(days=DEFAULT_RULES.late_contract_days)
    is_running = row.ends_on is not None and today <= row.ends_on <= horizon
    if not is_running or row.placed_count or row.status == ContractStatus.CLOSED:
        return Cell(text)
    return Cell(text, "aucun jeune placé", tone=Tone.SOON)


def _status(row: ContractRow) -> Cell:
    word, tone, icon = status_pill(row.status)
    return Cell(word, tone=tone, is_pill=True, icon=icon)
