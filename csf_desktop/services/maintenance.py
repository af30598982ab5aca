"""Looking after a vault: what is in it, whether it is sound, its backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from csf_desktop.models.alerts import FLAGS
from csf_desktop.models.entities import RECORDS, Conflict, Contract, KnownSigner
from csf_desktop.services.profile import read_profile
from csf_desktop.storage import backups
from csf_desktop.storage.migrate import current_revision
from csf_desktop.storage.slots import FORMAT_VERSION
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault

HOURS = (
    *("owed_minutes", "committed_minutes", "reserved_minutes", "offered_minutes"),
    *("unplaced_minutes", "done_minutes"),
)


@dataclass(frozen=True)
class VaultInfo:
    """What ``csf-desktop info`` tells; ``counts`` by kind, without what was deleted.

    ``hours`` are minutes of all contracts; ``alerts`` counts the contracts that have each one.
    """

    vault_id: str
    format_version: int
    schema_revision: str
    created_at: datetime
    is_demo: bool
    counts: dict[str, int]
    hours: dict[str, int]
    alerts: dict[str, int]
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
        hours, alerts = _hours(session), _alerts(session)
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
        hours=hours,
        alerts=alerts,
        open_conflicts=open_conflicts,
        colleagues=colleagues,
        backups=len(kept),
        last_backup=kept[0].created_at if kept else None,
    )


def _hours(session: Session) -> dict[str, int]:
    sums = [func.coalesce(func.sum(getattr(Contract, name)), 0) for name in HOURS]
    row = session.execute(select(*sums).where(Contract.deleted_at.is_(None))).one()
    return dict(zip(HOURS, row, strict=True))


def _alerts(session: Session) -> dict[str, int]:
    sums = [func.count().filter(Contract.alert_flags.op("&")(bit) != 0) for bit in FLAGS.values()]
    row = session.execute(select(*sums).where(Contract.deleted_at.is_(None))).one()
    return dict(zip(FLAGS, row, strict=True))


def last_backup(vault: Vault) -> datetime | None:
    """Return when the latest backup was taken, in local time, ``None`` if there is none."""
    kept = backups.list_backups(vault.path)
    return kept[0].created_at.astimezone() if kept else None
