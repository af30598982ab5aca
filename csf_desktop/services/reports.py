"""What the import of a file answers, whatever the file: counts, refusals with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

from csf_desktop.storage.journal import ChangeSet


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that was left out: what the file calls it, and one sentence with the remedy."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A field changed on both sides, left as it was here; values in words."""

    kind: str
    reference: str
    field: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of a row of a table.

    ``line`` is its line in the file; ``outcome`` created, updated, unchanged or refused;
    ``reference`` that of its contract, once it has one; ``reason`` why it was refused; ``notes``
    are sentences on cells left out and on values of the file that were not taken.
    """

    line: int
    outcome: str
    reference: str = ""
    title: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """What a file brought. ``kind`` is decp, exchange, form, table or card; ``name`` the file's.

    ``left_out`` counts the contracts without social clause; ``warnings`` are sentences; ``rows``
    are those of a table. Of a very
    long list only the first refusals are in ``refused``, ``refused_count`` counts them all.
    """

    name: str
    kind: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: int = 0
    conflicts: tuple[ConflictLine, ...] = ()
    refused: tuple[Refusal, ...] = ()
    refused_count: int = 0
    warnings: tuple[str, ...] = ()
    rows: tuple[RowReport, ...] = ()
    changes: ChangeSet = field(default_factory=ChangeSet)
