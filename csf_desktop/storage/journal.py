"""Writes the journal: every insert and update of a record, as it is flushed, and nothing else.

The services never write a change themselves: what they do to a record is what is journalled.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from csf_desktop.models.base import Record
from csf_desktop.models.ids import new_id
from csf_desktop.models.journal import Change, Transaction
from csf_desktop.storage.clock import HybridClock, moment_of
from csf_desktop.storage.values import all_values, to_json

CREATION = ""
"""``Change.field`` of a creation."""

DELETION = "deleted_at"
"""``Change.field`` of a deletion, and of what undoes it."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a transaction did: its id (empty: nothing), the kinds it touched, and its label.

    ``created`` is the id of the record that was asked for, if one was. What a colleague's file
    brought is not undone in one go: its changes are others' transactions.
    """

    transaction: str = ""
    kinds: frozenset[str] = frozenset()
    label: str = ""
    created: str = ""
    is_undoable: bool = True

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was changed."""
        return not self.transaction


@dataclass
class Recorder:
    """What the journal of one unit of work knows: who, when, under which label.

    With ``is_replaying`` records are set to what changes made elsewhere say: those changes are in
    the journal already, under their own authors, and nothing is added to it.
    """

    clock: HybridClock
    author: str
    label: str
    undoes: str | None = None
    is_replaying: bool = False
    transaction: Transaction | None = None
    touched: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: set[str] = field(default_factory=set)

    def open(self, session: Session) -> Transaction:
        """Return the transaction, made at its first change."""
        if self.transaction is None:
            moment = moment_of(self.clock.tick())
            self.transaction = Transaction(
                id=new_id(), label=self.label, at=moment, undoes=self.undoes
            )
            session.add(self.transaction)
        return self.transaction

    def touch(self, record: Record) -> None:
        """Note that what derives from a record is to be worked out again."""
        self.touched[record.kind].add(record.id)
        self.kinds.add(record.kind)

    def change_set(self, created: str = "") -> ChangeSet:
        """Return what the window needs to know."""
        if self.transaction is None:
            return ChangeSet()
        return ChangeSet(self.transaction.id, frozenset(self.kinds), self.label, created)


class JournalledSession(Session):
    """A session that journals what it flushes by the ``Recorder`` it is given."""

    recorder: Recorder | None = None


@event.listens_for(JournalledSession, "before_flush")
def _journal(session: JournalledSession, _context: UOWTransaction, _instances: object) -> None:
    recorder = session.recorder
    created = [record for record in session.new if isinstance(record, Record)]
    edited = [record for record in session.dirty if isinstance(record, Record)]
    if recorder is None:
        if created or any(_edited_fields(record) for record in edited):
            raise RuntimeError("a record was changed outside a unit of work that writes")
        return
    with session.no_autoflush:
        for record in created:
            if record.id is None:
                record.id = new_id()
            _fill_defaults(record)
        if recorder.is_replaying:
            _touch_all(recorder, [*created, *edited])
            return
        for record in created:
            _add(session, recorder, record, CREATION, None, _creation(record))
        for record in edited:
            for name, old, new in _edited_fields(record):
                _add(session, recorder, record, name, to_json(old), to_json(new))
    for record in session.deleted:
        if isinstance(record, Record):
            raise RuntimeError("records are never deleted: set deleted_at")


def _touch_all(recorder: Recorder, records: Iterable[Record]) -> None:
    for record in records:
        recorder.touch(record)


def _creation(record: Record) -> str:
    return json.dumps(all_values(record), ensure_ascii=False)


def _fill_defaults(record: Record) -> None:
    """Give the columns' defaults now: the journal must hold what the row will hold."""
    for column in record.__mapper__.columns:
        if column.default is not None and getattr(record, column.key) is None:
            default = column.default
            if default.is_scalar:
                setattr(record, column.key, default.arg)  # type: ignore[attr-defined]


def _edited_fields(record: Record) -> list[tuple[str, object, object]]:
    state = inspect(record)
    edited = []
    for name in record.journalled_fields():
        history = state.attrs[name].history
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            if old != new:
                edited.append((name, old, new))
    return edited


def _add(
    session: Session,
    recorder: Recorder,
    record: Record,
    name: str,
    old: str | None,
    new: str | None,
) -> None:
    transaction = recorder.open(session)
    recorder.touch(record)
    replaced = () if name == CREATION else replaced_by(session, record.id, name)
    session.add(
        Change(
            id=new_id(),
            transaction_id=transaction.id,
            kind=record.kind,
            entity_id=record.id,
            field=name,
            old=old,
            new=new,
            stamp=recorder.clock.tick(),
            author=recorder.author,
            replaces=" ".join(replaced) or None,
            is_applied=True,
        )
    )


def replaced_by(session: Session, entity_id: str, name: str) -> tuple[str, ...]:
    """Return the ids of the changes that a new value of a field replaces, oldest first.

    They are those that gave the field its value here. A deletion replaces what every field holds:
    so a merge knows which edits it was made in the knowledge of.
    """
    known = select(Change.id, Change.replaces).where(
        Change.entity_id == entity_id, Change.is_applied
    )
    if name != DELETION:
        known = known.where(Change.field.in_((CREATION, name)))
    rows = session.execute(known.order_by(Change.stamp, Change.id)).all()
    gone = {change_id for row in rows for change_id in (row.replaces or "").split()}
    return tuple(row.id for row in rows if row.id not in gone)
