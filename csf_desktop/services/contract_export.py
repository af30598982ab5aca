"""The list of Marchés as seen, in a file: its search, filter, order and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from csf_desktop.labels import action_label, label
from csf_desktop.models.alerts import FLAGS
from csf_desktop.models.codes import Actor, AlertCode, ContractStatus
from csf_desktop.models.rules import HOUR
from csf_desktop.reference.academies import academie
from csf_desktop.reference.cpv import label_of
from csf_desktop.services.contract_list import contract_page, open_contracts
from csf_desktop.services.rows import ContractRow, ListQuery
from csf_desktop.services.table_export import Value, write_table
from csf_desktop.storage.vault import Vault

PAGE = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of the file: its title, and what it takes of a row; hours and euros as numbers."""

    title: str
    value: Callable[[ContractRow], Value]


def _hours(minutes: int) -> Value:
    hours = Decimal(minutes) / HOUR
    return int(hours) if hours == int(hours) else hours.quantize(Decimal("0.01"))


def _owed(row: ContractRow, minutes: int) -> Value:
    """Return hours counted from what is owed: an empty cell while that is not known."""
    return _hours(minutes) if row.owed_minutes else None


def _placed(row: ContractRow, minutes: int) -> Value:
    """Return hours that have somebody or may: none of what is not known is an empty cell."""
    return _hours(minutes) if row.owed_minutes or minutes else None


def _euros(cents: int | None) -> Value:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _academie(code: str) -> str:
    found = academie(code)
    return found.label if found else code


def _alerts(flags: int) -> str:
    return ", ".join(label(AlertCode, code) for code, bit in FLAGS.items() if flags & bit)


COLUMNS: dict[str, ExportColumn] = {
    "reference": ExportColumn("Référence", lambda row: row.reference),
    "object": ExportColumn("Objet", lambda row: row.object),
    "buyer": ExportColumn("Acheteur", lambda row: row.buyer),
    "company": ExportColumn("Entreprise", lambda row: row.company),
    "place": ExportColumn("Lieu", lambda row: row.place),
    "academie": ExportColumn("Académie", lambda row: _academie(row.academie)),
    "sector": ExportColumn("Secteur", lambda row: row.sector),
    "service": ExportColumn("Service", lambda row: row.service),
    "cpv": ExportColumn("Code CPV", lambda row: row.cpv),
    "cpv_label": ExportColumn("Nature", lambda row: label_of(row.cpv)),
    "status": ExportColumn("Étape", lambda row: label(ContractStatus, row.status)),
    "amount": ExportColumn("Montant (€)", lambda row: _euros(row.amount_cents)),
    "notified_on": ExportColumn("Notifié le", lambda row: row.notified_on),
    "ends_on": ExportColumn("Fin", lambda row: row.ends_on),
    "owed": ExportColumn("Heures dues", lambda row: _owed(row, row.owed_minutes)),
    "committed": ExportColumn("Heures engagées", lambda row: _placed(row, row.committed_minutes)),
    "reserved": ExportColumn("Heures réservées", lambda row: _placed(row, row.reserved_minutes)),
    "offered": ExportColumn("Heures proposées", lambda row: _placed(row, row.offered_minutes)),
    "done": ExportColumn("Heures réalisées", lambda row: _hours(row.done_minutes)),
    "left": ExportColumn(
        "Heures restantes",
        lambda row: _owed(row, row.owed_minutes - row.committed_minutes - row.offered_minutes),
    ),
    "unplaced": ExportColumn("Heures à placer", lambda row: _owed(row, row.unplaced_minutes)),
    "pathway_count": ExportColumn("Parcours", lambda row: row.pathway_count),
    "placed_count": ExportColumn("Jeunes placés", lambda row: row.placed_count),
    "next_owner": ExportColumn(
        "Action due par", lambda row: label(Actor, row.next.owner) if row.next.owner else ""
    ),
    "next_action": ExportColumn(
        "Prochaine action", lambda row: action_label(row.next.action, row.next.label)
    ),
    "due": ExportColumn("Échéance", lambda row: row.next.due),
    "since": ExportColumn("Dernier événement", lambda row: row.next.since),
    "alerts": ExportColumn("Alertes", lambda row: _alerts(row.alert_flags)),
}
"""By the keys of the list's columns."""


def export_contracts(
    vault: Vault,
    out: Path,
    query: ListQuery,
    keys: Sequence[str],
    *,
    progress: Progress | None = None,
) -> int:
    """Write every contract that a list shows to ``out`` (.csv or .xlsx); return their number.

    ``keys`` are keys of ``COLUMNS``, in the order wanted. ``progress(written, in all)`` may raise
    ``CancelledError``: no file is then left. Raises ``FileNotWrittenError``, and
    ``InvalidInputError`` for another ending of the name.
    """
    columns = [COLUMNS[key] for key in keys]
    rows = ([column.value(row) for column in columns] for row in _all_rows(vault, query, progress))
    return write_table(out, [column.title for column in columns], rows)


def _all_rows(vault: Vault, query: ListQuery, progress: Progress | None) -> Iterator[ContractRow]:
    total = open_contracts(vault, query).count
    for offset in range(0, total, PAGE):
        if progress is not None:
            progress(offset, total)
        yield from contract_page(vault, offset, PAGE, query=query)
    if progress is not None:
        progress(total, total)
