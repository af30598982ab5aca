"""Takes in the tables that Airtable, Démarches simplifiées or a spreadsheet export.

``open_table`` reads a file and proposes what each column is; ``preview_table`` says what would come
of each row; ``import_table`` does it in one transaction and remembers the columns (docs/tables.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from csf_desktop.errors import UnmatchedColumnsError
from csf_desktop.exchange.cells import shown
from csf_desktop.exchange.tables import Table, read_table
from csf_desktop.services.references import contract_references
from csf_desktop.services.reports import ImportReport, Refusal, RowReport
from csf_desktop.services.table_fields import missing_essentials
from csf_desktop.services.table_guess import CONTAINED, guess_columns
from csf_desktop.services.table_memory import (
    FieldMap,
    keep_lines,
    read_lines,
    remember,
    remembered,
)
from csf_desktop.services.table_merge import CREATED, REFUSED, UNCHANGED, UPDATED, TableMerge
from csf_desktop.services.table_rows import RowReader
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

SAMPLED, SHOWN = 30, 3
"""Cells of a column that a guess looks at; of which a person is shown the first different ones."""
SURE = CONTAINED
"""Confidence from which a guess needs no second look."""
PREVIEWED = 500
"""Rows whose outcome is worked out before an import; enough to see a wrong column."""
SETTLE_EVERY = 200
MAX_LISTED = 1000
"""Refusals and warnings kept word by word; beyond, they are only counted."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its title, a few values as a person reads them, and the field it is taken for.

    ``key`` is empty when there is none; ``is_proposed`` tells a guess from what was chosen last
    time, ``is_sure`` a guess that the title leaves no doubt about.
    """

    title: str
    samples: tuple[str, ...]
    key: str
    is_proposed: bool = False
    is_sure: bool = True


@dataclass(frozen=True)
class OpenedTable:
    """A file as read, and what its columns are taken for, or were the last time."""

    table: Table
    columns: tuple[TableColumn, ...]
    is_remembered: bool

    @property
    def mapping(self) -> dict[int, str]:
        """The field of each column, those that are not taken left out."""
        return {at: column.key for at, column in enumerate(self.columns) if column.key}


@dataclass(frozen=True)
class TablePreview:
    """What would come of the first ``seen`` rows of ``total``: counts by outcome, and each row."""

    seen: int
    total: int
    counts: dict[str, int]
    rows: tuple[RowReport, ...]
    notes: tuple[str, ...] = ()


def open_table(vault: Vault, path: Path, sheet: str = "") -> OpenedTable:
    """Read a file and say what its columns are; ``sheet`` names one of a workbook.

    Raises ``UnreadableFileError``, ``UnreadableTableError`` or ``FileTooLargeError``.
    """
    table = read_table(path, sheet)
    samples = [table.column(at, SAMPLED) for at in range(len(table.headers))]
    with reading_session(vault) as session:
        known = remembered(session, table.headers)
    guesses = guess_columns(table.headers, samples)
    columns = []
    for at, (title, sample, guess) in enumerate(zip(table.headers, samples, guesses, strict=True)):
        key = guess.key if known is None else known.get(at, "")
        values = dict.fromkeys(shown(cell) for cell in sample)
        is_proposed = known is None and bool(key)
        is_sure = not is_proposed or guess.confidence >= SURE
        columns.append(TableColumn(title, tuple(islice(values, SHOWN)), key, is_proposed, is_sure))
    return OpenedTable(table, tuple(columns), known is not None)


def preview_table(
    vault: Vault,
    table: Table,
    mapping: FieldMap,
    today: date,
    *,
    progress: Progress | None = None,
) -> TablePreview:
    """Say what would come of the first rows: they are taken in, then everything is rolled back.

    ``progress`` may raise ``CancelledError``.
    """
    rows = table.rows[:PREVIEWED]
    if missing_essentials(set(mapping.values())):
        return TablePreview(0, len(table.rows), {}, ())
    with UnitOfWork(vault, "Aperçu d’un tableau") as work:
        merge = _merge(work, today)
        reader = RowReader(table, mapping)
        reports = []
        for number, row in enumerate(rows, start=1):
            reports.append(merge.take(reader.read(row)))
            if progress is not None:
                progress(number, len(rows))
    return TablePreview(
        len(rows), len(table.rows), dict(merge.counts), tuple(reports), reader.notes
    )


def import_table(
    vault: Vault,
    path: Path,
    mapping: FieldMap | None,
    today: date,
    *,
    table: Table | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take a table in, in one transaction, with a report of each row; remember its columns.

    Without ``mapping`` the one remembered for these titles is taken, else the one guessed.
    ``table`` is the file as it was shown, else it is read. ``progress(rows done, rows in all)`` may
    raise ``CancelledError``: nothing is then kept. Raises ``UnmatchedColumnsError`` when no column
    gives the object or the buyer, and what ``open_table`` raises.
    """
    if table is None or mapping is None:
        opened = open_table(vault, path)
        table, mapping = table or opened.table, opened.mapping if mapping is None else mapping
    missing = missing_essentials(set(mapping.values()))
    if missing:
        raise UnmatchedColumnsError(name=path.name, missing=" ni ".join(missing))
    with UnitOfWork(vault, f"Import du fichier {path.name}") as work:
        merge = _merge(work, today)
        reader = RowReader(table, mapping)
        reports = []
        for number, row in enumerate(table.rows, start=1):
            reports.append(merge.take(reader.read(row)))
            work.flush()
            if progress is not None:
                progress(number, len(table.rows))
            if number % SETTLE_EVERY == 0:
                work.settle()
        remember(work.session, table.headers, mapping)
        written = work.recorder.transaction
        keep_lines(work.session, merge.memory, written.id if written is not None else "")
        changes = work.commit()
    return _report(path.name, merge.counts, reports, (*table.notes, *reader.notes), changes)


def _merge(work: UnitOfWork, today: date) -> TableMerge:
    return TableMerge(
        work.session,
        today,
        contract_references(work.session, today.year),
        read_lines(work.session),
    )


def _report(
    name: str,
    counts: Counter[str],
    reports: list[RowReport],
    notes: tuple[str, ...],
    changes: ChangeSet,
) -> ImportReport:
    refused = (row for row in reports if row.outcome == REFUSED)
    told = (f"Ligne {row.line}\u00a0: {note}" for row in reports for note in row.notes)
    return ImportReport(
        name=name,
        kind="table",
        created=counts[CREATED],
        updated=counts[UPDATED],
        unchanged=counts[UNCHANGED],
        refused=tuple(
            Refusal(f"ligne {row.line}", row.reason) for row in islice(refused, MAX_LISTED)
        ),
        refused_count=counts[REFUSED],
        warnings=(*notes, *islice(told, MAX_LISTED)),
        rows=tuple(reports),
        changes=changes,
    )
