"""The changes of one record and what each descends from: which values stand, whatever the clocks.

Pure: no session. Each change names those it replaces; a change that names another knew of it. What
nothing else replaces stands; when several values stand, people did not know of each other's.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from csf_desktop.models.base import Record
from csf_desktop.storage.journal import CREATION, DELETION
from csf_desktop.storage.values import from_json, from_plain

NAMES_GIVEN_BY_LAPTOPS = frozenset({"reference"})
"""Fields that no person fills in: the laptop that made a record first names it for all."""


@dataclass(slots=True)
class Node:
    """A change as the merge looks at it, from here or from a file."""

    id: str
    field: str
    new: str | None
    stamp: str
    author: str
    transaction: str
    replaces: tuple[str, ...]
    is_applied: bool

    @property
    def order(self) -> tuple[str, str, str]:
        """The common order of changes that did not know of each other."""
        return self.stamp, self.author, self.id


class Lineage:
    """Every known change of a record of a model."""

    def __init__(self, model: type[Record], nodes: Iterable[Node]) -> None:
        self._model = model
        self.nodes = {node.id: node for node in nodes}
        self._filled: dict[str, dict[str, Any]] = {}

    def fields(self) -> list[str]:
        """Return the fields that the changes speak of."""
        names = {node.field for node in self.nodes.values()} - {CREATION}
        for node in self.creations():
            names |= set(self._given(node))
        return sorted(names)

    def standing(self, name: str) -> list[Node]:
        """Return the changes of a field that no other one replaces, in the common order.

        A creation stands for the fields it fills in only. Two creations of a record with a natural
        id that say the same of a field are one: what replaces either replaces both.
        """
        nodes = sorted(self._speaking_of(name), key=lambda node: node.order)
        replaced = self._ancestors(nodes)
        said = {
            self.value(node, name)
            for node in nodes
            if node.field == CREATION and node.id in replaced
        }
        standing = [
            node
            for node in nodes
            if node.id not in replaced
            and not (node.field == CREATION and self.value(node, name) in said)
        ]
        if name in NAMES_GIVEN_BY_LAPTOPS and all(node.field == CREATION for node in standing):
            return standing[:1]
        return standing or nodes[-1:]  # a made-up circle of changes has no end: its latest stands

    def descendants(self, ids: Iterable[str]) -> set[str]:
        """Return the ids of the changes that descend from any of these."""
        heirs: dict[str, list[str]] = defaultdict(list)
        for node in self.nodes.values():
            for change_id in node.replaces:
                heirs[change_id].append(node.id)
        return _reached((heir for change_id in ids for heir in heirs[change_id]), heirs.__getitem__)

    def unknown_to(self, deletions: Sequence[Node]) -> list[Node]:
        """Return the changes of other fields that every deletion was made in ignorance of."""
        known = self._ancestors(deletions)
        transactions = {node.transaction for node in deletions}
        return sorted(
            (
                node
                for node in self.nodes.values()
                if node.field != DELETION
                and node.id not in known
                and node.transaction not in transactions
            ),
            key=lambda node: node.order,
        )

    def value(self, node: Node, name: str) -> Any:  # noqa: ANN401 - a column's value
        """Return the value that a change gives to a field."""
        if node.field != CREATION:
            return from_json(self._model, name, node.new)
        given = self._given(node)
        return from_plain(self._model, name, given[name]) if name in given else None

    def apply(self, nodes: Iterable[Node]) -> None:
        """Mark changes, and all that they descend from, as what the record here descends from."""
        given = list(nodes)
        for change_id in self._ancestors(given).union(node.id for node in given):
            self.nodes[change_id].is_applied = True

    def creations(self) -> list[Node]:
        """Return the creations: one, or several of a record with a natural id."""
        return [node for node in self.nodes.values() if node.field == CREATION]

    def _ancestors(self, nodes: Iterable[Node]) -> set[str]:
        """Return the ids of the changes that any of ``nodes`` descends from.

        In one walk for all: what a file holds of one record must not cost its square.
        """
        first = (parent for node in nodes for parent in self._parents(node.id))
        return _reached(first, self._parents)

    def _parents(self, change_id: str) -> list[str]:
        return [one for one in self.nodes[change_id].replaces if one in self.nodes]

    def _speaking_of(self, name: str) -> list[Node]:
        edits = [node for node in self.nodes.values() if node.field == name]
        return edits + [node for node in self.creations() if name in self._given(node)]

    def _given(self, creation: Node) -> dict[str, Any]:
        """Return what a creation fills in; what a record holds of itself nobody filled in."""
        filled = self._filled.get(creation.id)
        if filled is None:
            columns = self._model.__mapper__.columns
            filled = self._filled[creation.id] = {
                name: value
                for name, value in json.loads(creation.new or "{}").items()
                if getattr(columns[name].default, "arg", None) != value
            }
        return filled


def _reached(first: Iterable[str], following: Callable[[str], Iterable[str]]) -> set[str]:
    """Return ``first`` and all that follows from there; a circle is walked once."""
    seen: set[str] = set()
    waiting = list(first)
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += following(one)
    return seen
