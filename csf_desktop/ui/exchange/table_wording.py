"""What is said of the rows of a table, before and after they are taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from csf_desktop.services.reports import RowReport
from csf_desktop.services.table_import import TablePreview
from csf_desktop.ui.formatting import count_of

EFFECTS = {
    "created": "Créé",
    "updated": "Complété",
    "unchanged": "Inchangé",
    "refused": "Refusé",
}
PLANNED = EFFECTS | {"created": "À créer", "updated": "À compléter"}
"""The same before anything is taken in."""
_ORDER = ("refused", "updated", "created", "unchanged")
_TO_COME = {
    "created": ("sera créé", "seront créés"),
    "updated": ("sera complété", "seront complétés"),
    "unchanged": ("restera inchangé", "resteront inchangés"),
    "refused": ("sera refusé", "seront refusés"),
}


def _to_come(counts: dict[str, int]) -> str:
    """Return « 12 marchés seront créés, 1 restera inchangé », what is none left out."""
    said: list[str] = []
    for key, (one, many) in _TO_COME.items():
        if counts.get(key):
            words = (one, many) if said else (f"marché {one}", f"marchés {many}")
            said.append(count_of(counts[key], *words))
    return ", ".join(said) or "Rien ne changera"


def preview_sentence(preview: TablePreview) -> str:
    """Return what would come of the rows, and of how many of them that is known."""
    said = f"{_to_come(preview.counts)}."
    if preview.seen < preview.total:
        return (
            f"Sur les {count_of(preview.seen, 'première ligne', 'premières lignes')}\u00a0: {said}"
        )
    return said


def brings_nothing(preview: TablePreview) -> bool:
    """Tell whether no row makes or completes a contract."""
    counts = preview.counts
    return preview.seen == preview.total and not (counts.get("created") or counts.get("updated"))


def row_lines(
    rows: Iterable[RowReport], most: int, effects: Mapping[str, str] = EFFECTS
) -> list[tuple[str, str, str, str]]:
    """Return line, effect, contract and why of the rows that have something to say.

    Refused ones come first; ``effects`` are the words of outcomes.
    """
    told = sorted(
        (row for row in rows if row.reason or row.notes),
        key=lambda row: (_ORDER.index(row.outcome), row.line),
    )
    lines = [
        (
            str(row.line),
            effects[row.outcome],
            row.title or "(sans objet)",
            " ".join(part for part in (row.reason, *row.notes) if part),
        )
        for row in told[:most]
    ]
    if len(told) > most:
        lines.append(("", "", "", f"Et {count_of(len(told) - most, 'autre')}."))
    return lines
