"""Looking after a vault: what is in it, whether it is sound, its backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from csf_desktop.models.entities import RECORDS, Conflict, KnownSigner
from csf_desktop.services.profile import read_profile
from csf_desktop.storage import backups
from csf_desktop.storage.migrate import current_revision
from csf_desktop.storage.slots import FORMAT_VERSION
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True)
class VaultInfo:
    """What ``csf-desktop info`` tells; ``counts`` by kind, without what was deleted."""

    vault_id: str
    format_version: int
    schema_revision: str
    created_at: datetime
    is_demo: bool
    counts: dict[str, int]
    open_conflicts: int
    colleagues: int
    backups: int
    last_backup: datetime | None


def vault_info(vault: Vault) -> VaultInfo:
    """Return what an open vault holds."""
    with reading_session(vault) as session:
        counts = {
            record.kind: session.scalar(
                select(func.count()).select_from(record).where(record.deleted_at.is_(None))
            )
            or 0
            for record in RECORDS
        }
        conflicts = select(func.count()).select_from(Conflict).where(Conflict.settled_at.is_(None))
        open_conflicts = session.scalar(conflicts) or 0
        is_demo = read_profile(session).is_demo
        colleagues = session.scalar(select(func.count()).select_from(KnownSigner)) or 0
    kept = backups.list_backups(vault.path)
    return VaultInfo(
        vault_id=str(vault.id),
        format_version=FORMAT_VERSION,
        schema_revision=current_revision(vault.engine) or "",
        created_at=vault.created_at,
        is_demo=is_demo,
        counts=counts,
        open_conflicts=open_conflicts,
        colleagues=colleagues,
        backups=len(kept),
        last_backup=kept[0].created_at if kept else None,
    )


def last_backup(vault: Vault) -> datetime | None:
    """Return when the latest backup was taken, in local time, ``None`` if there is none."""
    kept = backups.list_backups(vault.path)
    return kept[0].created_at.astimezone() if kept else None
