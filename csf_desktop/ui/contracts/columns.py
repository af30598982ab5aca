"""The columns of the list of contracts; their keys are the sorts of ``services.contract_list``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from csf_desktop.models.codes import ContractStatus
from csf_desktop.models.rules import DEFAULT_RULES
from csf_desktop.reference.academies import academie
from csf_desktop.reference.cpv import label_of
from csf_desktop.services.rows import ContractRow
from csf_desktop.ui.contracts.wording import placed_words, status_pill
from csf_desktop.ui.formatting import count_of, euros, hours, short_date
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
        Column("reference", "Marché", _name, stretches=True, stand_ins=STAND_INS),
        Column("buyer", "Acheteur", lambda row: row.buyer or "–", 118, hide_below_px=1000),
        Column("company", "Titulaire", lambda row: row.company or "–", 118, hide_below_px=980),
        Column("hours", "Heures placées", _hours, 172, hide_below_px=860),
        Column("ends_on", "Fin", lambda row: _end(row, today()), 114, hide_below_px=700),
        Column("next", NEXT_TITLE, owed, NEXT_WIDTH, is_sortable=False),
        Column("due", DUE_TITLE, lambda row: due_cell(row.next.due, today()), DUE_WIDTH),
        Column("status", "Étape", _status, 146, hide_below_px=1120),
        *OPTIONAL,
    )


def export_keys(key: str) -> tuple[str, ...]:
    """Return the columns of ``services.contract_export`` that say what a column of the list says.

    One that says several things, or draws them, is as many columns of a file.
    """
    return _EXPORTED.get(key, (key,))


_EXPORTED = {
    "reference": ("reference", "object"),
    "hours": ("owed", "committed"),
    "next": ("next_owner", "next_action", "since"),
    "pathways": ("pathway_count", "placed_count"),
    "cpv": ("cpv", "cpv_label"),
}


def _optional(
    key: str,
    title: str,
    cell: Callable[[ContractRow], Cell | str],
    width: int,
    *,
    is_sortable: bool = False,
    is_right_aligned: bool = False,
) -> Column:
    return Column(
        key,
        title,
        cell,
        width,
        is_right_aligned=is_right_aligned,
        hide_below_px=820,
        is_sortable=is_sortable,
        is_optional=True,
    )


def _academie(row: ContractRow) -> str:
    found = academie(row.academie)
    return found.label if found else row.academie or "–"


def _pathways(row: ContractRow) -> Cell:
    if not row.pathway_count:
        return Cell("–", spoken="aucun parcours")
    placed = count_of(row.placed_count, "jeune")
    return Cell(f"{row.pathway_count} · {placed}", spoken=f"{row.pathway_count} parcours, {placed}")


def _cpv(row: ContractRow) -> Cell | str:
    return Cell(label_of(row.cpv) or "–", row.cpv) if row.cpv else "–"


def _left(row: ContractRow) -> Cell:
    if not row.owed_minutes:
        return Cell("–", spoken="volume inconnu")
    tone = Tone.DONE if not row.unplaced_minutes else None
    return Cell(hours(row.unplaced_minutes), tone=tone)


OPTIONAL = (
    _optional("unplaced", "Heures à placer", _left, 130, is_right_aligned=True, is_sortable=True),
    _optional("pathways", "Parcours", _pathways, 118),
    _optional("amount", "Montant", lambda row: euros(row.amount_cents), 124, is_right_aligned=True),
    _optional("notified_on", "Notifié le", lambda row: short_date(row.notified_on), 122),
    _optional("place", "Lieu", lambda row: row.place or "–", 140),
    _optional("academie", "Académie", _academie, 130),
    _optional("sector", "Secteur", lambda row: row.sector or "–", 130),
    _optional("service", "Service", lambda row: row.service or "–", 140),
    _optional("cpv", "Nature (CPV)", _cpv, 190),
)
"""Columns that show only where somebody chose them."""

STAND_INS: tuple[tuple[str, Callable[[ContractRow], str]], ...] = (
    ("company", lambda row: row.company),
)
"""The company to call is said whatever the room there is."""


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
