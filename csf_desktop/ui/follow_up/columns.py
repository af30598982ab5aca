"""The columns of « À faire »: by when, what, for whom, since when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from csf_desktop.labels import action_label, label
from csf_desktop.models.codes import Actor
from csf_desktop.services.rows import DueRow
from csf_desktop.ui.formatting import count_of, short_date, since
from csf_desktop.ui.pathways.columns import ACTOR_ICONS, due_tone, person_name
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.cells import Cell, Column

_DUE_ICONS = {Tone.LATE: "error-warning-line", Tone.SOON: "calendar-event-line"}


def due_columns(today: Callable[[], date], initials_only: Callable[[], bool]) -> tuple[Column, ...]:
    """Return the columns; both callables are asked at each paint."""

    def who(row: DueRow) -> Cell:
        return Cell(subject_of(row, initials_only=initials_only()), row.reference)

    def last(row: DueRow) -> str:
        return since(row.next.since, today()) if row.next.since else "jamais"

    return (
        _column("due", "Échéance", lambda row: due_cell(row.next.due, today()), 166),
        Column("action", "À faire", what_cell, stretches=True, is_sortable=False),
        _column("person", "Pour qui", who, 250),
        _column("company", "Entreprise", lambda row: row.company or "–", 180, hide_below_px=860),
        _column("since", "Dernier échange", last, 140, hide_below_px=700),
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


def what_cell(row: DueRow) -> Cell:
    """Return what is to be done, and who owes it."""
    owner = label(Actor, row.next.owner)
    what = action_label(row.next.action, row.next.label)
    icon = ACTOR_ICONS.get(row.next.owner, "user-line")
    return Cell(what or owner, owner if what else "", icon=icon)


def due_cell(due: date | None, today: date) -> Cell:
    """Return the deadline and how far it is: red and an icon when late, amber within a week."""
    if due is None:
        return Cell("Sans échéance", tone=Tone.MUTE)
    tone = due_tone(due, today)
    return Cell(short_date(due), how_far(due, today), tone=tone, icon=_icon(tone))


def how_far(due: date, today: date) -> str:
    """Return « en retard de 3 jours », « aujourd’hui », « demain » or « dans 4 jours »."""
    days = (due - today).days
    if days < 0:
        return f"en retard de {count_of(-days, 'jour')}"
    if days > 1:
        return f"dans {count_of(days, 'jour')}"
    return "demain" if days else "aujourd’hui"


def _icon(tone: Tone | None) -> str:
    return _DUE_ICONS.get(tone, "calendar-line") if tone else "calendar-line"


def _column(
    key: str, title: str, cell: Callable[[DueRow], Cell | str], width: int, hide_below_px: int = 0
) -> Column:
    return Column(key, title, cell, width, is_sortable=False, hide_below_px=hide_below_px)
