"""Merges changes made elsewhere, field by field.

A change that descends from ours (through ``replaces``) wins whatever the clocks say. Two changes
that did not know of each other are a conflict: ours stays, theirs is kept in the journal and
listed, and nothing is lost. The order of files does not matter to what is not in conflict.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.labels import KINDS, field_label
from csf_desktop.models.base import Record
from csf_desktop.models.entities import BY_KIND, Change, Conflict, Tombstone, Transaction
from csf_desktop.services.exchange_content import CHUNK, Content, IncomingChange
from csf_desktop.services.record_words import record_label, value_in_words
from csf_desktop.services.reports import ConflictLine
from csf_desktop.storage.clock import moment_of
from csf_desktop.storage.journal import CREATION
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.values import from_json, from_plain


@dataclass
class MergeResult:
    """What a merge did: ids by outcome, and the fields in conflict."""

    created: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[ConflictLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Node:
    """A change as the merge looks at it, from here or from the file."""

    id: str
    field: str
    new: str | None
    stamp: str
    author: str
    replaces: str | None
    is_applied: bool


def merge(work: UnitOfWork, content: Content, now: datetime) -> MergeResult:
    """Merge a file's changes into the session of a unit of work that is replaying."""
    session = work.session
    known = _known_ids(session, content)
    erased = set(session.scalars(select(Tombstone.entity_id)))
    by_entity: dict[str, list[IncomingChange]] = defaultdict(list)
    for change in content.changes:
        if change.entity not in erased:
            by_entity[change.entity].append(change)
    _add_transactions(session, content, known)
    work.flush()
    result = MergeResult()
    for entity_id, changes in by_entity.items():
        new = [change for change in changes if change.id not in known]
        key = (changes[0].kind, entity_id)
        if not new:
            result.unchanged.append(key)
            continue
        _Entity(session, changes[0].kind, entity_id, now, result).take(new)
    return result


def _known_ids(session: Session, content: Content) -> set[str]:
    ids = [change.id for change in content.changes]
    found: set[str] = set()
    for at in range(0, len(ids), CHUNK):
        found |= set(session.scalars(select(Change.id).where(Change.id.in_(ids[at : at + CHUNK]))))
    return found


def _add_transactions(session: Session, content: Content, known: set[str]) -> None:
    wanted = {change.transaction for change in content.changes if change.id not in known}
    for item in content.transactions:
        if item.id in wanted and session.get(Transaction, item.id) is None:
            session.add(Transaction(id=item.id, label=item.label, at=moment_of(item.stamp)))


class _Entity:
    """One record being merged."""

    def __init__(
        self, session: Session, kind: str, entity_id: str, now: datetime, result: MergeResult
    ) -> None:
        self._session = session
        self._model = BY_KIND[kind]
        self._id = entity_id
        self._now = now
        self._result = result
        rows = session.scalars(select(Change).where(Change.entity_id == entity_id))
        self._local = [
            _Node(row.id, row.field, row.new, row.stamp, row.author, row.replaces, row.is_applied)
            for row in rows
        ]
        self._record = session.get(self._model, entity_id)

    def take(self, incoming: list[IncomingChange]) -> None:
        """Merge the changes of this record that are new here."""
        new = [
            _Node(item.id, item.field, item.new, item.stamp, item.author, item.replaces, False)
            for item in incoming
        ]
        rows = {item.id: self._row(item) for item in incoming}
        self._session.add_all(rows.values())
        key = (self._model.kind, self._id)
        if self._record is None:
            self._create(new, rows)
            self._result.created.append(key)
            return
        before = len(self._result.conflicts)
        is_changed = [self._take_field(name, new, rows) for name in self._fields_of(new)]
        if any(is_changed):
            self._result.updated.append(key)
        elif len(self._result.conflicts) == before:
            self._result.unchanged.append(key)

    def _create(self, new: list[_Node], rows: dict[str, Change]) -> None:
        record = self._model(id=self._id)
        for name in self._fields_of(new):
            tip = _tip(new, name)
            setattr(record, name, self._value(tip, name))
        for node in new:
            rows[node.id].is_applied = True
        self._session.add(record)
        self._record = record

    def _take_field(self, name: str, new: list[_Node], rows: dict[str, Change]) -> bool:
        """Merge one field; return whether its value changed here."""
        tip = _tip(new, name)
        current = _current(self._local, name)
        lineage = {node.id: node for node in (*self._local, *new)}
        if current is None or _descends(tip, current, lineage):
            for node in _chain(tip, current, lineage):
                if node.id in rows:
                    rows[node.id].is_applied = True
            return self._set(name, tip)
        if _descends(current, tip, lineage):
            return False
        if self._value(tip, name) == self._value(current, name):
            rows[
                tip.id
            ].is_applied = True  # the same on both sides: the later stamp stands for both
            return False
        self._session.flush()
        self._session.add(
            Conflict(
                kind=self._model.kind,
                entity_id=self._id,
                field=name,
                local_change_id=current.id,
                remote_change_id=tip.id,
                found_at=self._now,
            )
        )
        self._result.conflicts.append(self._line(name, current, tip))
        return False

    def _set(self, name: str, tip: _Node) -> bool:
        value = self._value(tip, name)
        if getattr(self._record, name) == value:
            return False
        setattr(self._record, name, value)
        return True

    def _value(self, node: _Node, name: str) -> Any:  # noqa: ANN401 - a column's value
        return value_of(self._model, name, node.field, node.new)

    def _fields_of(self, nodes: list[_Node]) -> list[str]:
        names = {node.field for node in nodes if node.field != CREATION}
        for node in nodes:
            if node.field == CREATION:
                names |= set(json.loads(node.new or "{}"))
                if self._record is not None:
                    names |= {
                        name
                        for name in self._model.journalled_fields()
                        if _differs(self._record, name)
                    }
        return sorted(names)

    def _row(self, item: IncomingChange) -> Change:
        return Change(
            id=item.id,
            transaction_id=item.transaction,
            kind=item.kind,
            entity_id=item.entity,
            field=item.field,
            old=item.old,
            new=item.new,
            stamp=item.stamp,
            author=item.author,
            replaces=item.replaces,
            is_applied=False,
        )

    def _line(self, name: str, here: _Node, there: _Node) -> ConflictLine:
        kind = self._model.kind
        said = partial(value_in_words, self._session, kind, name)
        return ConflictLine(
            KINDS[kind],
            record_label(self._session, self._record) if self._record is not None else self._id,
            field_label(name),
            said(self._value(here, name)),
            said(self._value(there, name)),
        )


def _differs(record: Record, name: str) -> bool:
    return getattr(record, name) not in (None, "")


def value_of(model: type[Record], name: str, changed: str, new: str | None) -> Any:  # noqa: ANN401
    """Return the value that a change gives to a field; a creation leaves out what is empty."""
    if changed != CREATION:
        return from_json(model, name, new)
    values = json.loads(new or "{}")
    if name in values:
        return from_plain(model, name, values[name])
    column = model.__mapper__.columns[name]
    return None if column.nullable else column.type.python_type()


def _tip(nodes: list[_Node], name: str) -> _Node:
    """Return the change of a field that nothing in ``nodes`` replaces, the latest if several."""
    concerned = [node for node in nodes if node.field in (name, CREATION)]
    replaced = {node.replaces for node in concerned if node.field == name}
    free = [node for node in concerned if node.id not in replaced]
    own = [node for node in free if node.field == name] or free
    return max(own, key=lambda node: (node.stamp, node.author))


def _current(nodes: list[_Node], name: str) -> _Node | None:
    applied = [node for node in nodes if node.is_applied and node.field in (name, CREATION)]
    return max(applied, key=lambda node: node.stamp, default=None)


def _descends(node: _Node, ancestor: _Node, lineage: dict[str, _Node]) -> bool:
    return any(step.id == ancestor.id for step in _chain(node, None, lineage))


def _chain(node: _Node, until: _Node | None, lineage: dict[str, _Node]) -> list[_Node]:
    """Return a change and those it came from, down to ``until`` (left out)."""
    chain: list[_Node] = []
    seen: set[str] = set()
    step: _Node | None = node
    while step is not None and step.id not in seen and (until is None or step.id != until.id):
        chain.append(step)
        seen.add(step.id)
        step = lineage.get(step.replaces) if step.replaces else None
    return chain
