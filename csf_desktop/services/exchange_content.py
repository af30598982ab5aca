"""What an exchange file says: the changes of the records in its scope, and who made them.

The format is written down in docs/exchange-format.md. Records are not written apart: they are what
their changes make them, here and at the other end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import NewerFormatError, UnreadableFileError
from csf_desktop.models.entities import BY_KIND, Change, KnownSigner, OwnIdentity, Transaction
from csf_desktop.services import content_checks as checks
from csf_desktop.services.content_versions import LATEST, version_of
from csf_desktop.services.exchange_scope import Scope
from csf_desktop.services.profile import Profile
from csf_desktop.storage.journal import CREATION

FORMAT = "csf-exchange"
MAX_CHANGES = 200_000
MAX_REPLACED = 1_000
CHUNK = 400


@dataclass(frozen=True, slots=True)
class IncomingChange:
    """A change as the file gives it, checked; ``old`` and ``new`` are JSON texts."""

    id: str
    transaction: str
    kind: str
    entity: str
    field: str
    old: str | None
    new: str | None
    stamp: str
    author: str
    replaces: tuple[str, ...]

    def to_row(self) -> Change:
        """Return the change as the journal keeps it, not applied yet."""
        return Change(
            id=self.id,
            transaction_id=self.transaction,
            kind=self.kind,
            entity_id=self.entity,
            field=self.field,
            old=self.old,
            new=self.new,
            stamp=self.stamp,
            author=self.author,
            replaces=" ".join(self.replaces) or None,
            is_applied=False,
        )

    def is_same(self, row: Change) -> bool:
        """Tell whether a change of the journal, of the same id, says the same."""
        return (self.kind, self.entity, self.field, self.new, self.stamp, self.author) == (
            row.kind,
            row.entity_id,
            row.field,
            row.new,
            row.stamp,
            row.author,
        ) and set(self.replaces) == set((row.replaces or "").split())

    def requires_any(self, ids: set[str]) -> bool:
        """Tell whether a creation is of a record that cannot be without one of these."""
        values = json.loads(self.new or "{}")
        columns = BY_KIND[self.kind].__mapper__.columns
        return any(
            columns[name].foreign_keys and not columns[name].nullable and value in ids
            for name, value in values.items()
        )


@dataclass(frozen=True, slots=True)
class IncomingTransaction:
    """A transaction that the changes belong to."""

    id: str
    label: str
    stamp: str


@dataclass(frozen=True)
class Content:
    """A file's data: changes in its order, transactions, names by fingerprint.

    ``name`` is the file's, for sentences.
    """

    changes: tuple[IncomingChange, ...]
    transactions: tuple[IncomingTransaction, ...]
    authors: dict[str, str]
    name: str


# --- writing


def write_content(session: Session, scope: Scope, profile: Profile) -> bytes:
    """Return the JSON of every change of the records in scope."""
    ids = sorted({record_id for kind in scope.values() for record_id in kind})
    changes: list[Change] = []
    for at in range(0, len(ids), CHUNK):
        changes += session.scalars(select(Change).where(Change.entity_id.in_(ids[at : at + CHUNK])))
    changes.sort(key=lambda change: (change.stamp, change.id))
    plain = {
        "format": FORMAT,
        "version": version_of(changes),
        "authors": _authors(session, {change.author for change in changes}, profile),
        "transactions": _transactions(session, changes),
        "changes": [_plain(change) for change in changes],
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "transaction": change.transaction_id,
        "kind": change.kind,
        "entity": change.entity_id,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "stamp": change.stamp,
        "author": change.author,
        "replaces": (change.replaces or "").split(),
    }


def _transactions(session: Session, changes: Iterable[Change]) -> list[dict[str, str]]:
    stamps: dict[str, str] = {}
    for change in changes:
        stamps.setdefault(change.transaction_id, change.stamp)
    ids = list(stamps)
    labels: dict[str, str] = {}
    for at in range(0, len(ids), CHUNK):
        rows = session.scalars(select(Transaction).where(Transaction.id.in_(ids[at : at + CHUNK])))
        labels |= {row.id: row.label for row in rows}
    return [{"id": key, "label": labels[key], "stamp": stamp} for key, stamp in stamps.items()]


def _authors(session: Session, fingerprints: set[str], profile: Profile) -> dict[str, str]:
    signers = session.scalars(select(KnownSigner).where(KnownSigner.fingerprint.in_(fingerprints)))
    names = {signer.fingerprint: signer.name for signer in signers}
    own = session.scalars(
        select(OwnIdentity.fingerprint).where(OwnIdentity.fingerprint.in_(fingerprints))
    )
    return names | dict.fromkeys(own, profile.name)


# --- reading


def read_content(data: bytes, name: str) -> Content:
    """Check a file's data against the format; raise ``UnreadableFileError``, ``NewerFormatError``.

    Kinds, fields and every value are checked here, so that the merge works on nothing that a
    record could not hold.
    """
    try:
        plain = json.loads(data)
        _check_version(plain)
        changes = tuple(_change(item) for item in _list(plain["changes"]))
        transactions = tuple(
            IncomingTransaction(
                checks.record_id(item["id"]),
                checks.text(item["label"]),
                checks.stamp(item["stamp"]),
            )
            for item in _list(plain["transactions"])
        )
        authors = {
            checks.author(key): checks.text(value) for key, value in plain["authors"].items()
        }
        _check_unique(change.id for change in changes)
        _check_unique(item.id for item in transactions)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UnreadableFileError(name=name, reason="données mal formées") from error
    if {change.transaction for change in changes} - {item.id for item in transactions}:
        raise UnreadableFileError(name=name, reason="données incomplètes")
    return Content(changes, transactions, authors, name)


def _check_version(plain: dict[str, Any]) -> None:
    if plain["format"] != FORMAT or type(plain["version"]) is not int:
        raise ValueError("format")
    if plain["version"] > LATEST:
        raise NewerFormatError
    if plain["version"] < 1:
        raise ValueError("version")


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > MAX_CHANGES:
        raise TypeError("list")
    return value


def _check_unique(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ValueError("repeated id")
        seen.add(one)


def _change(item: dict[str, Any]) -> IncomingChange:
    change = IncomingChange(
        id=checks.record_id(item["id"]),
        transaction=checks.record_id(item["transaction"]),
        kind=checks.text(item["kind"]),
        entity=checks.record_id(item["entity"]),
        field=checks.text(item["field"]),
        old=checks.optional_json(item["old"]),
        new=checks.optional_json(item["new"]),
        stamp=checks.stamp(item["stamp"]),
        author=checks.author(item["author"]),
        replaces=tuple(checks.record_id(one) for one in _list(item["replaces"])),
    )
    if len(change.replaces) > MAX_REPLACED:
        raise ValueError("replaces")
    model = BY_KIND[change.kind]
    if change.field == CREATION:
        checks.check_creation(model, change.new)
        if change.old is not None or change.replaces:
            raise ValueError("creation")
        return change
    checks.check_value(model, change.field, _loaded(change.new))
    if _loaded(change.old) is not None:
        checks.check_value(model, change.field, _loaded(change.old))
    return change


def _loaded(value: str | None) -> Any:  # noqa: ANN401 - whatever JSON holds
    return None if value is None else json.loads(value)
