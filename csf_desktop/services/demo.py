"""The demonstration: a vault of invented, clearly marked data, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.entities import Contract, Pathway
from csf_desktop.services.demo_parts import DemoParts
from csf_desktop.services.demo_records import DemoRecords
from csf_desktop.services.documents import (
    issue_card,
    issue_contract_sheet,
    issue_pathway_sheet,
    issue_synthesis,
    save_document,
)
from csf_desktop.services.pathway_list import open_pathways
from csf_desktop.services.profile import Profile
from csf_desktop.services.references import contract_references
from csf_desktop.services.rows import ListQuery
from csf_desktop.services.vaults import create_vault, discard_vault, open_vault
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault

PASSPHRASE = "demo-csf-2026"  # noqa: S105 - published on purpose, the data is invented
PROFILE = Profile(
    "Dominique Exemple", "rennes", "02 00 00 00 00", "d.exemple@exemple.fr", is_demo=True
)
PDF_FOLDER = "pdf"
SETTLE_EVERY = 50

S = PathwayStatus
_WEIGHTS = {
    S.OPEN: 3, S.RESERVED: 3, S.PROFILE_SENT: 4, S.MEETING: 3, S.AGREEMENT: 2, S.IN_PROGRESS: 8,
    S.REVIEW: 2, S.CLOSED: 7, S.INTERRUPTED: 1, S.NOT_STARTED: 1,
}  # fmt: skip
_OFFERED_BEFORE = {
    S.OPEN: (2, 20), S.RESERVED: (15, 24), S.PROFILE_SENT: (24, 34), S.MEETING: (46, 62),
    S.AGREEMENT: (62, 72), S.IN_PROGRESS: (80, 110), S.REVIEW: (125, 150), S.CLOSED: (150, 330),
    S.INTERRUPTED: (90, 200), S.NOT_STARTED: (40, 200),
}  # fmt: skip
"""How many days ago a pathway was put on offer, to be today at a step."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Demo:
    """The open demonstration vault and the documents that were issued from it."""

    vault: Vault
    recovery_code: str
    files: tuple[Path, ...]


def make_demo(
    path: Path,
    today: date,
    *,
    contracts: int = 14,
    seed: int = 2026,
    cost: KdfCost | None = None,
    progress: Progress | None = None,
) -> Demo:
    """Make a demonstration vault in a new or empty folder, and its PDFs under ``pdf/``.

    Stopped or failing on the way, it leaves no vault behind.
    """
    made = create_vault(path, PASSPHRASE, PROFILE, cost=cost)
    try:
        fill(made.vault, today, contracts=contracts, seed=seed, progress=progress)
        files = _issue_documents(made.vault, path / PDF_FOLDER, today)
    except BaseException:
        discard_vault(made.vault)
        raise
    return Demo(made.vault, made.recovery_code, files)


def open_demo(path: Path, today: date | None = None) -> Vault:
    """Open the demonstration vault of a folder, made there at the first time."""
    if (path / "vault.json").is_file():
        return open_vault(path, PASSPHRASE)
    return make_demo(path, today or utc_now().astimezone().date()).vault


def fill(
    vault: Vault,
    today: date,
    *,
    contracts: int,
    seed: int,
    progress: Progress | None = None,
) -> ChangeSet:
    """Add ``contracts`` invented contracts with about three pathways each to an open vault."""
    with UnitOfWork(vault, "Données de démonstration") as work:
        chance = random.Random(seed)  # noqa: S311 - invented data, no secret
        records = DemoRecords(work.session, chance, today, PROFILE.name)
        parts = DemoParts(work.session, today)
        give = contract_references(work.session, today.year)
        for number in range(contracts):
            contract = records.contract(give())
            most = parts.begin(contract, number)
            wanted = records.pathways_of(contract)
            pathways = [
                _add_pathway(records, chance, contract, ordinal, today)
                for ordinal in range(1, (wanted if most is None else most) + 1)
                if records.has_hours_left
            ]
            parts.tell(contract, number, pathways)
            if number % SETTLE_EVERY == SETTLE_EVERY - 1:
                work.settle()
            if progress is not None:
                progress(number + 1, contracts)
        return work.commit()


def _add_pathway(
    records: DemoRecords, chance: random.Random, contract: Contract, ordinal: int, today: date
) -> Pathway:
    """Add a pathway, offered when it should have been to be today where chance puts it."""
    target = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    earliest, latest = _OFFERED_BEFORE[target]
    offered = today - timedelta(days=chance.randrange(earliest, latest))
    if contract.notified_on is None or contract.notified_on > offered:
        target, offered = PathwayStatus.OPEN, today - timedelta(days=chance.randrange(3, 12))
    pathway = records.pathway(contract, ordinal, offered)
    records.carry(pathway, target)
    return pathway


def _issue_documents(vault: Vault, folder: Path, today: date) -> tuple[Path, ...]:
    folder.mkdir(exist_ok=True)
    now = datetime.combine(today, time(9, 30)).astimezone()
    rows = open_pathways(vault, ListQuery(today, chip="running")).rows
    documents = [issue_card(vault, now=now), issue_synthesis(vault, now=now)]
    if rows:
        documents.append(issue_pathway_sheet(vault, rows[0].id, show_names=True, now=now))
        documents.append(issue_contract_sheet(vault, rows[0].contract_id, now=now))
    files = []
    for document in documents:
        path = folder / document.file_name
        save_document(path, document)
        files.append(path)
    return tuple(files)
