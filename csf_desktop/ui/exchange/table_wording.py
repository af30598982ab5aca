"""What is said of the rows of a table, before and after they are taken in."""

from __future__ import annotations

from collections.abc import Iterable

from csf_desktop.services.reports import RowReport
from csf_desktop.services.table_import import TablePreview
from csf_desktop.ui.formatting import count_of

EFFECTS = {
    "created": "Créé",
    "updated": "Complété",
    "unchanged": "Inchangé",
    "refused": "Refusé",
}
_ORDER = ("refused", "updated", "created", "unchanged")


def counts_sentence(counts: dict[str, int]) -> str:
    """Return « 12 marchés créés, 3 complétés, 1 inchangé, 2 refusés », what is none left out."""
    said = [
        count_of(counts[key], one, many)
        for key, one, many in (
            ("created", "marché créé", "marchés créés"),
            ("updated", "complété", "complétés"),
            ("unchanged", "inchangé", "inchangés"),
            ("refused", "refusé", "refusés"),
        )
        if counts.get(key)
    ]
    return ", ".join(said) or "Aucun changement"


def preview_sentence(preview: TablePreview) -> str:
    """Return what would come of the rows, and of how many of them that is known."""
    said = f"{counts_sentence(preview.counts)}."
    if preview.seen < preview.total:
        return (
            f"Sur les {count_of(preview.seen, 'première ligne', 'premières lignes')}\u00a0: {said}"
        )
    return said


def row_lines(rows: Iterable[RowReport], most: int) -> list[tuple[str, str, str, str]]:
    """Return line, effect, contract and why of the rows that have something to say.

    Refused ones come first.
    """
    told = sorted(
        (row for row in rows if row.reason or row.notes),
        key=lambda row: (_ORDER.index(row.outcome), row.line),
    )
    lines = [
        (
            str(row.line),
            EFFECTS[row.outcome],
            row.title or "(sans objet)",
            " ".join(part for part in (row.reason, *row.notes) if part),
        )
        for row in told[:most]
    ]
    if len(told) > most:
        lines.append(("", "", "", f"Et {count_of(len(told) - most, 'autre')}."))
    return lines
