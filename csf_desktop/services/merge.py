"""Merges changes made elsewhere, field by field.

A change that descends from ours wins whatever the clocks say (``services/lineage.py``). Two changes
that did not know of each other are a conflict: ours stays, theirs is kept in the journal and
listed, and nothing is lost. The order of files does not matter to what is not in conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import UnreadableFileError
from csf_desktop.labels import KINDS, field_label
from csf_desktop.models.base import Record
from csf_desktop.models.entities import (
    BY_KIND,
    RECORDS,
    Beneficiary,
    Change,
    Conflict,
    Contract,
    Pathway,
    Tombstone,
    Transaction,
)
from csf_desktop.services.conflicts import list_conflicts
from csf_desktop.services.exchange_content import CHUNK, Content, IncomingChange
from csf_desktop.services.lineage import Node
from csf_desktop.services.merging import Dispute, Merging, node_of
from csf_desktop.services.record_words import record_label, value_in_words
from csf_desktop.services.reports import ConflictLine
from csf_desktop.storage.clock import moment_of
from csf_desktop.storage.journal import CREATION, DELETION
from csf_desktop.storage.unit_of_work import UnitOfWork

MODIFIED = "modifié"
DEPENDED_ON = {Contract.kind: Pathway.contract_id, Beneficiary.kind: Pathway.beneficiary_id}
"""What a pathway cannot be without, and the column that names it."""


@dataclass
class MergeResult:
    """What a merge did: ids by outcome, and the fields in conflict."""

    created: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[ConflictLine] = field(default_factory=list)


def merge(work: UnitOfWork, content: Content, now: datetime) -> MergeResult:
    """Merge a file's changes into the session of a unit of work that is replaying.

    Raises ``UnreadableFileError`` for changes that contradict those known here, or that lack the
    records they belong to; the caller then rolls back.
    """
    session = work.session
    erased = set(session.scalars(select(Tombstone.entity_id)))
    changes = _without_erased(content.changes, erased)
    here = _Here(session, changes)
    _check_same(here, changes, content.name)
    new = [change for change in changes if change.id not in here.changes]
    _add_transactions(session, content, new)
    work.flush()
    result = MergeResult()
    records = []
    for key, theirs in _by_record(changes).items():
        unknown = [change for change in theirs if change.id not in here.changes]
        if not unknown and key[1] not in here.disputed and not here.is_deleted_parent(key):
            result.unchanged.append(key)
            continue
        merged = Merging(session, key, here.journal[key], here.records.get(key), erased)
        if merged.is_new and not any(change.field == CREATION for change in unknown):
            raise UnreadableFileError(name=content.name, reason="données incomplètes")
        merged.take_fields(unknown)
        records.append(merged)
    work.flush()
    for merged in reversed(records):
        merged.take_deletion(_pathway_of(session, *merged.key))
    work.flush()
    if any(_lacks_reference(session, merged) for merged in records):
        raise UnreadableFileError(name=content.name, reason="données incomplètes")
    for merged in records:
        if merged.disputes or merged.key[1] in here.disputed:
            _list_disputes(session, merged, result, now)
        _count(merged, result)
    return result


class _Here:
    """What this vault knows of the records of a file, read in a few queries."""

    def __init__(self, session: Session, changes: list[IncomingChange]) -> None:
        self.changes: dict[str, Change] = {}
        self.journal: dict[tuple[str, str], list[Change]] = defaultdict(list)
        self.records: dict[tuple[str, str], Record] = {}
        self.disputed = set(
            session.scalars(select(Conflict.entity_id).where(Conflict.settled_at.is_(None)))
        )
        for ids in _chunks({change.id for change in changes}):
            found = session.scalars(select(Change).where(Change.id.in_(ids)))
            self.changes |= {row.id: row for row in found}
        for ids in _chunks({change.entity for change in changes}):
            for row in session.scalars(select(Change).where(Change.entity_id.in_(ids))):
                self.journal[row.kind, row.entity_id].append(row)
        for kind, entities in _ids_by_kind(changes).items():
            model = BY_KIND[kind]
            for ids in _chunks(entities):
                rows = session.scalars(select(model).where(model.id.in_(ids)))
                self.records |= {(kind, record.id): record for record in rows}

    def is_deleted_parent(self, key: tuple[str, str]) -> bool:
        """Tell whether a record deleted here may have got a pathway elsewhere."""
        record = self.records.get(key)
        return key[0] in DEPENDED_ON and record is not None and record.deleted_at is not None


def _chunks(ids: set[str]) -> Iterator[list[str]]:
    remaining = iter(sorted(ids))
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _ids_by_kind(changes: list[IncomingChange]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        found[change.kind].add(change.entity)
    return found


def _without_erased(changes: Iterable[IncomingChange], erased: set[str]) -> list[IncomingChange]:
    """Leave out persons erased here, and what cannot be without them."""
    if not erased:
        return list(changes)
    gone = set(erased)
    creations = [change for change in changes if change.field == CREATION]
    for model in RECORDS:  # an order where nothing refers to what comes later
        for change in creations:
            if change.kind == model.kind and change.requires_any(gone):
                gone.add(change.entity)
    return [change for change in changes if change.entity not in gone]


def _check_same(here: _Here, changes: list[IncomingChange], name: str) -> None:
    """Refuse a change that is known here and says something else."""
    for change in changes:
        row = here.changes.get(change.id)
        if row is not None and not change.is_same(row):
            raise UnreadableFileError(name=name, reason="données contradictoires")


def _add_transactions(session: Session, content: Content, new: list[IncomingChange]) -> None:
    wanted = {change.transaction for change in new}
    known: set[str] = set()
    for ids in _chunks(wanted):
        known |= set(session.scalars(select(Transaction.id).where(Transaction.id.in_(ids))))
    session.add_all(
        Transaction(id=item.id, label=item.label, at=moment_of(item.stamp))
        for item in content.transactions
        if item.id in wanted - known
    )


def _by_record(changes: list[IncomingChange]) -> dict[tuple[str, str], list[IncomingChange]]:
    """Return the changes by kind and id, kinds in an order where nothing refers to a later one."""
    found: dict[tuple[str, str], list[IncomingChange]] = defaultdict(list)
    for change in changes:
        found[change.kind, change.entity].append(change)
    ranks = {model.kind: rank for rank, model in enumerate(RECORDS)}
    return dict(sorted(found.items(), key=lambda item: ranks[item[0][0]]))


def _pathway_of(session: Session, kind: str, record_id: str) -> Node | None:
    """Return the creation of a pathway that still needs a record, ``None`` if there is none."""
    if kind not in DEPENDED_ON:
        return None
    row = session.scalars(
        select(Change)
        .join(Pathway, Pathway.id == Change.entity_id)
        .where(
            DEPENDED_ON[kind] == record_id,
            Pathway.deleted_at.is_(None),
            Change.field == CREATION,
        )
        .order_by(Change.stamp)
        .limit(1)
    ).first()
    return node_of(row) if row is not None else None


def _lacks_reference(session: Session, merged: Merging) -> bool:
    """Tell whether a record refers to one that is neither here nor in the file."""
    record = merged.record
    return any(
        session.get(BY_KIND[key.column.table.name], value) is None
        for column in record.__table__.columns
        for key in column.foreign_keys
        if (value := getattr(record, column.key)) is not None
    )


def _list_disputes(session: Session, merged: Merging, result: MergeResult, now: datetime) -> None:
    for name in merged.merged_fields:
        dispute = merged.disputes.get(name)
        here = dispute.here.id if dispute else ""
        there = [node.id for node in dispute.there] if dispute else []
        added = set(list_conflicts(session, merged.key, name, here, there, now))
        if dispute is not None:
            found = [node for node in dispute.there if node.id in added]
            merged.is_disputed |= bool(found)
            result.conflicts += [_line(session, merged, dispute, node) for node in found]


def _count(merged: Merging, result: MergeResult) -> None:
    if merged.is_new:
        result.created.append(merged.key)
    elif merged.is_changed:
        result.updated.append(merged.key)
    elif not merged.is_disputed:
        result.unchanged.append(merged.key)


def _line(session: Session, merged: Merging, dispute: Dispute, there: Node) -> ConflictLine:
    kind, _id = merged.key
    sides = []
    for node in (dispute.here, there):
        if dispute.field == DELETION and node.field != DELETION:
            sides.append(MODIFIED)
        else:
            value = merged.lineage.value(node, dispute.field)
            sides.append(value_in_words(session, kind, dispute.field, value))
    return ConflictLine(
        KINDS[kind], record_label(session, merged.record), field_label(dispute.field), *sides
    )
