"""One record being merged: which values it takes, which stay in dispute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from csf_desktop.models.base import Record
from csf_desktop.models.entities import BY_KIND, Change
from csf_desktop.services.exchange_content import IncomingChange
from csf_desktop.services.lineage import Lineage, Node
from csf_desktop.storage.journal import CREATION, DELETION

STARTS, ENDS = "starts_on", "ends_on"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field whose value here and those elsewhere did not know of each other."""

    field: str
    here: Node
    there: tuple[Node, ...]


class Merging:
    """A record (``found``, if it is here) and its changes known here.

    ``take_fields`` first, for every record, then ``take_deletion``.
    ``erased`` are the ids of persons erased here: a reference to one of them is left empty.
    """

    def __init__(
        self,
        session: Session,
        key: tuple[str, str],
        known: Sequence[Change],
        found: Record | None,
        erased: set[str],
    ) -> None:
        self._session = session
        self._model = BY_KIND[key[0]]
        self._erased = erased
        self._rows = {row.id: row for row in known}
        self._stood = {row.id for row in known if row.is_applied}
        self.key = key
        self.is_new = found is None
        self.record: Record = found if found is not None else self._model(id=key[1])
        self.disputes: dict[str, Dispute] = {}
        self.merged_fields: list[str] = []
        self.is_changed = self.is_disputed = False

    def take_fields(self, incoming: Sequence[IncomingChange]) -> None:
        """Merge every field but the deletion; ``incoming`` are the changes that are new here."""
        for item in incoming:
            row = item.to_row()
            self._session.add(row)
            self._rows[row.id] = row
        self.lineage = Lineage(self._model, (node_of(row) for row in self._rows.values()))
        before = {name: getattr(self.record, name) for name in self._model.journalled_fields()}
        self.lineage.apply(self.lineage.creations())
        self.merged_fields = self.lineage.fields()
        for name in self.merged_fields:
            if name != DELETION:
                self._take_field(name)
        self._keep_dates_in_order(before)
        if self.is_new:
            self._session.add(self.record)
        else:
            self.is_changed = any(getattr(self.record, name) != before[name] for name in before)
        self._mark_applied()

    def take_deletion(self, dependant: Node | None) -> None:
        """Merge the deletion; one that an edit did not know of, or the reverse, is in dispute.

        ``dependant`` is the creation of a record that cannot be without this one: it counts as an
        edit.
        """
        standing = self.lineage.standing(DELETION)
        if not standing:
            return
        was_deleted = self.record.deleted_at is not None
        deletions = [node for node in standing if self._value(node, DELETION) is not None]
        if not deletions or len(deletions) < len(standing):
            self._take_field(DELETION)
        else:
            self._take_deletions(deletions, dependant)
        self.is_changed |= (self.record.deleted_at is not None) != was_deleted
        self._mark_applied()

    def _take_deletions(self, deletions: list[Node], dependant: Node | None) -> None:
        edits = self.lineage.unknown_to(deletions)
        if not edits and dependant is not None:
            edits = [dependant]
        if self.record.deleted_at is not None and not self.is_new:
            gone = self.record.deleted_at
            own = (node for node in deletions if self._value(node, DELETION) == gone)
            here = next(own, deletions[-1])
            if edits:
                self.disputes[DELETION] = Dispute(DELETION, here, (edits[-1],))
            self.lineage.apply(deletions)
            return
        if edits:
            self.disputes[DELETION] = Dispute(DELETION, edits[-1], (deletions[-1],))
            return
        self.record.deleted_at = self._value(deletions[-1], DELETION)
        self.lineage.apply(deletions)

    def _take_field(self, name: str) -> None:
        """Keep the value here if it still stands, else take what replaced it."""
        standing = self.lineage.standing(name)
        current = getattr(self.record, name)
        own = [node for node in standing if self._value(node, name) == current]
        if self.is_new or not own:
            chosen = self._successor(name, standing)
            current = self._value(chosen, name)
            setattr(self.record, name, current)
            own = [node for node in standing if self._value(node, name) == current]
        self.lineage.apply(own)
        rivals = tuple(node for node in standing if self._value(node, name) != current)
        if rivals:
            self.disputes[name] = Dispute(name, own[0], rivals)

    def _successor(self, name: str, standing: list[Node]) -> Node:
        """Return the latest change that descends from what stood here, else the latest of all."""
        descended = self.lineage.descendants(self._stood)
        heirs = [node for node in standing if node.id in descended]
        return (heirs or standing)[-1]

    def _keep_dates_in_order(self, before: dict[str, Any]) -> None:
        """Put in dispute dates that are right on each side and together end before they start."""
        starts, ends = getattr(self.record, STARTS, None), getattr(self.record, ENDS, None)
        if starts is None or ends is None or starts <= ends:
            return
        for name in (ENDS,) if self.is_new else (STARTS, ENDS):
            taken = self.lineage.standing(name)[-1]
            if self.is_new or getattr(self.record, name) != before[name]:
                setattr(self.record, name, before[name])
                self.disputes[name] = Dispute(name, self._before(name), (taken,))

    def _before(self, name: str) -> Node:
        """Return the change that had given a field its value here, else a creation."""
        known = [
            node
            for node in self.lineage.nodes.values()
            if node.field == CREATION or (node.field == name and node.id in self._stood)
        ]
        return max(known, key=lambda node: (node.field == name, node.order))

    def _mark_applied(self) -> None:
        """Write down what the record now descends from: nothing that is in dispute."""
        disputed = {
            node.id
            for name, dispute in self.disputes.items()
            for node in dispute.there
            if name != DELETION or node.field == DELETION  # an edit in the way of a deletion stands
        }
        for node in self.lineage.nodes.values():
            row = self._rows[node.id]
            row.is_applied = row.is_applied or (node.is_applied and node.id not in disputed)

    def _value(self, node: Node, name: str) -> Any:  # noqa: ANN401 - a column's value
        value = self.lineage.value(node, name)
        if value in self._erased and self._session.get(_referred(self._model, name), value) is None:
            return None
        return value


def node_of(row: Change) -> Node:
    """Return a change of the journal as the merge looks at it."""
    return Node(
        row.id,
        row.field,
        row.new,
        row.stamp,
        row.author,
        row.transaction_id,
        tuple((row.replaces or "").split()),
        bool(row.is_applied),
    )


def _referred(model: type[Record], name: str) -> type[Record]:
    (key,) = model.__mapper__.columns[name].foreign_keys
    return BY_KIND[key.column.table.name]
