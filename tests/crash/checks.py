"""What must hold in a vault that was killed: soundness, and a journal that tells the records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from csf_desktop.models.base import Record
from csf_desktop.models.entities import BY_KIND, Change, Transaction
from csf_desktop.storage.integrity import check_database
from csf_desktop.storage.search import INDEXED, search_table
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.values import all_values, to_plain
from csf_desktop.storage.vault import Vault
from tests.crash.children import Written


def check_sound(vault: Vault) -> None:
    """Every page has its seal, every structure holds, no leftover lies about."""
    check_database(vault.database_path, vault.key, vault.cipher)
    with vault.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    assert not list(vault.path.glob(".*.tmp"))


def check_journal(vault: Vault, *, after: str = "") -> str:
    """Compare each record changed since the stamp ``after`` with the fold of its journal.

    Returns the last stamp. Every record must be in the journal when ``after`` is empty.
    """
    with reading_session(vault) as session:
        ids = set(session.scalars(select(Change.entity_id).where(Change.stamp > after)))
        folded = _folded(session, ids)
        for (kind, entity_id), values in folded.items():
            record = session.get(BY_KIND[kind], entity_id)
            assert record is not None, (kind, entity_id)
            assert all_values(record) == values
        if not after:
            _check_all_are_journalled(session, {entity_id for _, entity_id in folded})
        _check_search(session)
        return session.scalar(select(func.max(Change.stamp))) or after


def check_written(vault: Vault, written: Iterable[Written]) -> None:
    """Everything acknowledged is there; what the last, untold write changed is left out."""
    told = list(written)
    with reading_session(vault) as session:
        known = set(session.scalars(select(Transaction.id)))
        missing = {write.transaction for write in told if write.transaction} - known
        assert not missing
        expected: dict[tuple[str, str], Any] = {}
        for write in told:
            for name, value in write.values.items():
                expected[write.entity, name] = write.transaction, value
        for (entity_id, name), (transaction, value) in expected.items():
            _check_value(session, entity_id, name, transaction, value)


def _check_value(
    session: Session, entity_id: str, name: str, transaction: str, value: object
) -> None:
    """The value acknowledged last is the record's, unless a later change replaced it."""
    change = session.scalars(
        select(Change)
        .where(Change.entity_id == entity_id, Change.field.in_(("", name)), Change.is_applied)
        .order_by(Change.stamp.desc())
    ).first()
    assert change is not None, entity_id
    if change.transaction_id != transaction:
        return
    record = session.get(BY_KIND[change.kind], entity_id)
    assert to_plain(getattr(record, name)) == to_plain(value)


def _folded(session: Session, ids: set[str]) -> dict[tuple[str, str], dict[str, Any]]:
    folded: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    rows = session.execute(
        select(Change.kind, Change.entity_id, Change.field, Change.new)
        .where(Change.is_applied)
        .order_by(Change.stamp)
    )
    for kind, entity_id, name, new in rows:
        if entity_id not in ids:
            continue
        value: Any = json.loads(new) if new is not None else None
        if name == "":
            folded[kind, entity_id] = dict(value)
        elif value in (None, ""):
            folded[kind, entity_id].pop(name, None)
        else:
            folded[kind, entity_id][name] = value
    return folded


def _check_all_are_journalled(session: Session, journalled: set[str]) -> None:
    for record in BY_KIND.values():
        assert set(session.scalars(select(record.id))) <= journalled


def _check_search(session: Session) -> None:
    for kind in INDEXED:
        record: type[Record] = BY_KIND[kind]
        kept = select(func.count()).select_from(record).where(record.deleted_at.is_(None))
        indexed = session.scalar(select(func.count()).select_from(search_table(kind)))
        assert indexed == session.scalar(kept), kind
