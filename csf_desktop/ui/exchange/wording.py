"""What the dialogs of exchange say about counts, records and moments."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from csf_desktop.labels import KINDS, field_label
from csf_desktop.services.exchange_import import ExchangePreview
from csf_desktop.services.reports import ConflictLine, ImportReport
from csf_desktop.ui.formatting import count_of, initials, moment

OUTCOMES = {"created": "Nouveau", "updated": "Modifié", "unchanged": "Inchangé"}
GROUPS = {"created": "Nouveau", "updated": "Modifié", "unchanged": "Sans changement"}
PLURALS = {
    "school": "établissements",
    "guardian": "représentants légaux",
    "purchase_order": "bons de commande",
    "pathway": "parcours",
    "beneficiary": "jeunes",
}
"""Plurals that are not the singular with an s."""
PEOPLE = frozenset({"beneficiary", "guardian"})
NAMES = frozenset(
    field_label(name) for name in ("given_name", "family_name", "name", "beneficiary_id")
)
"""Fields, in words, whose values name a person."""


def report_sentence(report: ImportReport) -> str:
    """Return what a file brought: « 1 marché créé, 0 mis à jour, 1 refusé »."""
    is_decp, counts_contracts = report.kind == "decp", report.kind in ("decp", "table")
    noun = "marché" if counts_contracts else "enregistrement"
    plural = f"{noun}s"
    parts = [
        count_of(report.created, f"{noun} créé", f"{plural} créés"),
        f"{report.updated}\u00a0mis à jour",
    ]
    if report.unchanged:
        parts.append(count_of(report.unchanged, "inchangé"))
    if is_decp:
        parts.append(f"{report.left_out}\u00a0sans clause sociale")
    if counts_contracts:
        parts.append(count_of(refusals(report), "refusé"))
    if report.conflicts:
        parts.append(count_of(len(report.conflicts), "conflit"))
    return ", ".join(parts)


def refusals(report: ImportReport) -> int:
    """Return how many records a file had refused, listed or not."""
    return max(report.refused_count, len(report.refused))


def counts_by_kind(preview: ExchangePreview, outcome: str) -> str:
    """Return « 1 parcours, 12 semaines » of the records with an outcome; empty for none."""
    counts = Counter(line.kind for line in preview.lines if line.outcome == outcome)
    known = sorted(counts, key=list(KINDS).index)
    return ", ".join(
        count_of(counts[kind], KINDS[kind], PLURALS.get(kind, f"{KINDS[kind]}s")) for kind in known
    )


def shown_label(kind: str, name: str, *, initials_only: bool) -> str:
    """Return the name of a record, a young person's as initials when names are hidden."""
    return initials(name) if initials_only and kind in PEOPLE else name


def conflict_row(conflict: ConflictLine, *, initials_only: bool) -> tuple[str, str, str, str]:
    """Return a conflict as a line of the table: record, field, here, there."""
    is_person = conflict.kind in {KINDS[kind] for kind in PEOPLE}
    hides_value = initials_only and conflict.field in NAMES
    values = [conflict.here or "–", conflict.there or "–"]
    here, there = (initials(value) if hides_value else value for value in values)
    name = initials(conflict.reference) if initials_only and is_person else conflict.reference
    return capital(name), conflict.field, here, there


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def local_moment(when: datetime | None) -> str:
    """Return « 3 févr. 2026 à 9 h 05 » on this computer's clock, or a dash."""
    return moment(when.astimezone()) if when else "–"
