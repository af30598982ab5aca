"""« Qui a changé quoi »: the journal as a person reads it, and the undo."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.models.base import Record
from csf_desktop.models.entities import BY_KIND, Change, KnownSigner, OwnIdentity, Transaction
from csf_desktop.services.profile import read_profile
from csf_desktop.storage.clock import moment_of
from csf_desktop.storage.journal import CREATION, DELETION, ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.values import from_json
from csf_desktop.storage.vault import Vault

PAGE = 400
"""Changes undone together."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change; ``field`` empty for a creation, values as JSON holds them."""

    at: datetime
    author: str
    label: str
    kind: str
    field: str
    old: Any
    new: Any


def history_of(vault: Vault, entity_id: str, limit: int = 200) -> tuple[HistoryLine, ...]:
    """Return the changes of a record, latest first, with the names of those who made them."""
    with reading_session(vault) as session:
        signers = session.scalars(select(KnownSigner))
        names = {signer.fingerprint: signer.name for signer in signers}
        own = session.scalars(select(OwnIdentity.fingerprint)).all()
        names |= dict.fromkeys(own, read_profile(session).name)
        rows = session.execute(
            select(Change, Transaction.label)
            .join(Transaction, Transaction.id == Change.transaction_id)
            .where(Change.entity_id == entity_id)
            .order_by(Change.stamp.desc())
            .limit(limit)
        )
        return tuple(
            HistoryLine(
                moment_of(change.stamp),
                names.get(change.author, ""),
                label,
                change.kind,
                change.field,
                _value(change.old),
                _value(change.new),
            )
            for change, label in rows
        )


def was_undone(session: Session, record_id: str) -> bool:
    """Tell whether a record is gone because its making was undone, not for itself."""
    return bool(
        session.scalars(
            select(Transaction.undoes)
            .join(Change, Change.transaction_id == Transaction.id)
            .where(Change.entity_id == record_id, Change.field == DELETION)
            .order_by(Change.stamp.desc())
        ).first()
    )


def undo_transaction(vault: Vault, transaction_id: str) -> ChangeSet:
    """Undo a transaction as a whole, by a new one; the history keeps both.

    What was changed again since keeps its newer value. Raises ``InvalidInputError`` when nothing
    of it is left to undo.
    """
    with reading_session(vault) as session:
        done = session.get(Transaction, transaction_id)
        if done is None:
            raise NotFoundError(reference=transaction_id)
        label = done.label
    with UnitOfWork(vault, f"Annulation\u00a0: {label}", undoes=transaction_id) as work:
        for changes in _latest_first(work.session, transaction_id):
            records = _records_of(work.session, changes)
            for change in changes:
                record = records.get(change.entity_id)
                if record is not None:
                    _undo(record, BY_KIND[change.kind], change)
            if len(changes) >= PAGE // 2:  # an import: memory stays flat
                work.forget()
        changes_made = work.commit()
        if changes_made.is_empty:
            raise InvalidInputError(
                "Il n’y a plus rien à annuler\u00a0: tout a été modifié depuis."
            )
        return changes_made


def _latest_first(session: Session, transaction_id: str) -> Iterator[Sequence[Change]]:
    """Yield the changes of a transaction some hundred at a time, the latest first.

    What was changed of a record at once stays together: half of it may break a rule of the table.
    """
    known = (
        select(Change)
        .where(Change.transaction_id == transaction_id, Change.is_applied)
        .order_by(Change.stamp.desc())
        .limit(PAGE)
    )
    page = session.scalars(known).all()
    while page:
        if len(page) == PAGE:
            page = _without_last_record(page)
        yield page
        page = session.scalars(known.where(Change.stamp < page[-1].stamp)).all()


def _without_last_record(page: Sequence[Change]) -> Sequence[Change]:
    """Leave out the changes of the last record, which may go on in the next page."""
    end = len(page)
    while end and page[end - 1].entity_id == page[-1].entity_id:
        end -= 1
    return page[:end] or page


def _records_of(session: Session, changes: Sequence[Change]) -> dict[str, Record]:
    """Return the records that changes are about, by their ids, in a query a table."""
    ids: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        ids[change.kind].add(change.entity_id)
    return {
        record.id: record
        for kind, wanted in ids.items()
        for record in session.scalars(select(BY_KIND[kind]).where(BY_KIND[kind].id.in_(wanted)))
    }


def _undo(record: Record, model: type[Record], change: Change) -> None:
    if change.field == CREATION:
        record.deleted_at = record.deleted_at or datetime.now(UTC)
        return
    if getattr(record, change.field) == from_json(model, change.field, change.new):
        setattr(record, change.field, from_json(model, change.field, change.old))


def _value(plain: str | None) -> Any:  # noqa: ANN401 - whatever JSON holds
    return None if plain is None else json.loads(plain)
