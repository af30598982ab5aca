"""The columns of the list of contracts; their keys are the sorts of ``services.contract_list``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from csf_desktop.labels import action_label
from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.services.rows import ContractRow
from csf_desktop.ui.contracts.wording import (
    OWNER_ICONS,
    due_tone,
    due_words,
    owner_since,
    placed_words,
    status_pill,
)
from csf_desktop.ui.formatting import hours, near_date, short_date
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.cells import Cell, Column


def contract_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Return the columns; ``today`` is asked at each painting, for a window left open overnight."""
    return (
        Column("reference", "Marché", _name, stretches=True),
        Column("buyer", "Acheteur", lambda row: row.buyer or "–", 124, hide_below_px=1000),
        Column("company", "Titulaire", lambda row: row.company or "–", 124, hide_below_px=900),
        Column("hours", "Heures placées", _hours, 178, hide_below_px=760, is_sortable=False),
        Column("ends_on", "Fin", lambda row: _end(row, today()), 116, hide_below_px=800),
        Column("due", "Prochaine action", lambda row: _next(row, today()), 222, hide_below_px=420),
        Column("status", "Étape", _status, 146, hide_below_px=540),
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


def _next(row: ContractRow, today: date) -> Cell:
    action = row.next
    if not action.owner:
        return Cell("–", spoken="aucune action attendue")
    tone = due_tone(action.due, today)
    who = owner_since(action, row.notified_on, today)
    what = action_label(action.action, action.label)
    when = due_words(action.due, today)
    return Cell(
        who,
        f"{what} · {_short_due(action.due, today)}" if action.due else what,
        tone=tone,
        icon=OWNER_ICONS.get(action.owner, "user-line"),
        spoken=", ".join(part for part in (who, what, when) if part),
    )


def _short_due(due: date, today: date) -> str:
    """Return the deadline in the room of a cell: « 26 nov. », « aujourd’hui », « en retard »."""
    if due <= today:
        return "aujourd’hui" if due == today else "en retard"
    return near_date(due, today)


def _status(row: ContractRow) -> Cell:
    word, tone, icon = status_pill(row.status)
    return Cell(word, tone=tone, is_pill=True, icon=icon)
