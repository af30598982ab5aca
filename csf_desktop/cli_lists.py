"""``csf-desktop list``: the rows of a list, searched as in the window."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from csf_desktop.cli_output import print_json, print_lines
from csf_desktop.cli_vault import reading
from csf_desktop.labels import label
from csf_desktop.models.alerts import codes_of
from csf_desktop.models.codes import (
    Channel,
    ContactResult,
    ContractStatus,
    EventKind,
    PathwayStatus,
)
from csf_desktop.services.beneficiaries import list_beneficiaries
from csf_desktop.services.contract_list import contract_page, open_contracts
from csf_desktop.services.event_list import EventRow, list_events
from csf_desktop.services.pathway_list import open_pathways, pathway_page
from csf_desktop.services.rows import BeneficiaryRow, ContractRow, ListQuery, PathwayRow
from csf_desktop.services.vaults import Vault

Found = tuple[int, Sequence[Any]]
"""How many rows match, and the first of them."""


def list_rows(arguments: Namespace) -> int:
    """Print the rows of a list: JSON, or a line each, its cells parted by tabs."""
    find, cells = _LISTS[arguments.kind]
    with reading(arguments) as vault:
        total, rows = find(vault, arguments.search, arguments.limit)
    if arguments.json:
        print_json({"kind": arguments.kind, "total": total, "rows": list(map(_printed, rows))})
    else:
        print_lines("\t".join(cells(row)) for row in rows)
    return 0


def _printed(row: object) -> object:
    """Return a row as it is printed: the alerts of a contract by their codes, not their bits."""
    if not isinstance(row, ContractRow):
        return row
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    return values | {"alerts": codes_of(values.pop("alert_flags"))}


def _contracts(vault: Vault, search: str, limit: int) -> Found:
    query = _query(search)
    return open_contracts(vault, query).count, contract_page(vault, 0, limit, query=query)


def _pathways(vault: Vault, search: str, limit: int) -> Found:
    query = _query(search)
    return open_pathways(vault, query).count, pathway_page(vault, 0, limit, query=query)


def _query(search: str) -> ListQuery:
    return ListQuery(datetime.now().astimezone().date(), search=search)


def _contract_cells(row: ContractRow) -> list[str]:
    return [row.reference, row.object, row.company, label(ContractStatus, row.status)]


def _pathway_cells(row: PathwayRow) -> list[str]:
    name = f"{row.given_name} {row.family_name}".strip()
    return [row.reference, row.title, name, row.company, label(PathwayStatus, row.status)]


def _event_cells(row: EventRow) -> list[str]:
    kind = label(Channel, row.channel) if row.channel else label(EventKind, row.kind)
    result = label(PathwayStatus, row.status) or label(ContactResult, row.result)
    moment = f"{row.happened_at.astimezone():%d/%m/%Y %H:%M}"
    return [moment, row.reference, kind, row.counterpart, result, row.note]


def _beneficiary_cells(row: BeneficiaryRow) -> list[str]:
    birth = f"{row.birth_date:%d/%m/%Y}" if row.birth_date else ""
    return [row.reference, f"{row.given_name} {row.family_name}", birth, row.commune]


_LISTS: dict[str, tuple[Callable[[Vault, str, int], Found], Callable[[Any], list[str]]]] = {
    "contracts": (_contracts, _contract_cells),
    "pathways": (_pathways, _pathway_cells),
    "events": (list_events, _event_cells),
    "beneficiaries": (list_beneficiaries, _beneficiary_cells),
}
