"""What an exchange file says: the changes of the records in its scope, and who made them.

The format is written down in docs/exchange-format.md. Records are not written apart: they are what
their changes make them, here and at the other end.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import NewerFormatError, UnreadableFileError
from csf_desktop.models.entities import (
    BY_KIND,
    Awardee,
    Beneficiary,
    Change,
    Contact,
    Contract,
    Document,
    FollowUpEvent,
    Guardian,
    KnownSigner,
    Lot,
    Outcome,
    OwnIdentity,
    Pathway,
    PathwayWeek,
    PurchaseOrder,
    Transaction,
    Visit,
)
from csf_desktop.services.profile import Profile
from csf_desktop.storage.journal import CREATION
from csf_desktop.storage.values import from_json

FORMAT, VERSION = "csf-exchange", 1
MAX_CHANGES = 200_000
CHUNK = 400

Scope = dict[str, set[str]]
"""Ids by kind."""


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
    replaces: str | None


@dataclass(frozen=True, slots=True)
class IncomingTransaction:
    """A transaction that the changes belong to."""

    id: str
    label: str
    stamp: str


@dataclass(frozen=True)
class Content:
    """A file's data: changes in the order of their stamps, transactions, names by fingerprint."""

    changes: tuple[IncomingChange, ...]
    transactions: tuple[IncomingTransaction, ...]
    authors: dict[str, str]


# --- scope


def pathway_scope(session: Session, pathway: Pathway) -> Scope:
    """Return what a colleague needs to take over a pathway, and nothing of the other ones."""
    scope = contract_frame(session, pathway.contract)
    _add(scope, "pathway", pathway.id)
    for record in (PathwayWeek, Outcome, FollowUpEvent, Visit, Document):
        scope[record.kind] |= set(
            session.scalars(select(record.id).where(record.pathway_id == pathway.id))
        )
    _add(scope, "company", pathway.company_id)
    _add(scope, "site", pathway.site_id)
    _add(scope, "lot", pathway.lot_id)
    _add_contacts(session, scope)
    _add(scope, "contact", pathway.company_tutor_id)
    if pathway.beneficiary is not None:
        _add_person(session, scope, pathway.beneficiary)
    return scope


def contract_scope(session: Session, contract: Contract) -> Scope:
    """Return a contract, its organisations and its pathways without their young people's files."""
    scope = contract_frame(session, contract)
    _add_contacts(session, scope)
    for record in (FollowUpEvent, Document):
        scope[record.kind] |= set(
            session.scalars(select(record.id).where(record.contract_id == contract.id))
        )
    return scope


def contract_frame(session: Session, contract: Contract) -> Scope:
    """Return a contract with its buyer, lots, orders and companies."""
    scope: Scope = defaultdict(set)
    _add(scope, "contract", contract.id)
    _add(scope, "buyer", contract.buyer_id)
    for record in (Lot, PurchaseOrder, Awardee):
        scope[record.kind] |= set(
            session.scalars(select(record.id).where(record.contract_id == contract.id))
        )
    scope["company"] |= set(
        session.scalars(select(Awardee.company_id).where(Awardee.contract_id == contract.id))
    )
    return scope


def _add(scope: Scope, kind: str, record_id: str | None) -> None:
    if record_id:
        scope[kind].add(record_id)


def _add_contacts(session: Session, scope: Scope) -> None:
    for column, kind in ((Contact.company_id, "company"), (Contact.buyer_id, "buyer")):
        scope["contact"] |= set(session.scalars(select(Contact.id).where(column.in_(scope[kind]))))


def _add_person(session: Session, scope: Scope, person: Beneficiary) -> None:
    _add(scope, "beneficiary", person.id)
    _add(scope, "school", person.school_id)
    scope["guardian"] |= set(
        session.scalars(select(Guardian.id).where(Guardian.beneficiary_id == person.id))
    )


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
        "version": VERSION,
        "authors": _authors(session, {change.author for change in changes}, profile),
        "transactions": _transactions(session, changes),
        "changes": [
            {
                "id": change.id,
                "transaction": change.transaction_id,
                "kind": change.kind,
                "entity": change.entity_id,
                "field": change.field,
                "old": change.old,
                "new": change.new,
                "stamp": change.stamp,
                "author": change.author,
                "replaces": change.replaces,
            }
            for change in changes
        ],
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


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

    Kinds, fields and the type of every value are checked here, so that the merge works on nothing
    that a record could not hold.
    """
    try:
        plain = json.loads(data)
        if plain["format"] != FORMAT:
            raise ValueError("format")
        if type(plain["version"]) is int and plain["version"] > VERSION:
            raise NewerFormatError
        if plain["version"] != VERSION or len(plain["changes"]) > MAX_CHANGES:
            raise ValueError("version or size")
        changes = tuple(_change(item) for item in plain["changes"])
        transactions = tuple(
            IncomingTransaction(_text(item["id"]), _text(item["label"]), _text(item["stamp"]))
            for item in plain["transactions"]
        )
        authors = {_text(key): _text(value) for key, value in plain["authors"].items()}
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UnreadableFileError(name=name, reason="données mal formées") from error
    if {change.transaction for change in changes} - {item.id for item in transactions}:
        raise UnreadableFileError(name=name, reason="données incomplètes")
    return Content(changes, transactions, authors)


def _change(item: dict[str, Any]) -> IncomingChange:
    change = IncomingChange(
        id=_text(item["id"]),
        transaction=_text(item["transaction"]),
        kind=_text(item["kind"]),
        entity=_text(item["entity"]),
        field=_text(item["field"]),
        old=_optional(item["old"]),
        new=_optional(item["new"]),
        stamp=_stamp(item["stamp"]),
        author=_text(item["author"]),
        replaces=_optional(item["replaces"]),
    )
    model = BY_KIND[change.kind]
    if change.field == CREATION:
        values = json.loads(change.new or "")
        for field, value in values.items():
            _check_field(model, field, json.dumps(value))
    else:
        _check_field(model, change.field, change.new)
    return change


def _check_field(model: Any, field: str, value: str | None) -> None:  # noqa: ANN401 - a Record
    if field not in model.journalled_fields():
        raise ValueError(f"{model.kind}.{field}")
    from_json(model, field, value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 10_000:
        raise TypeError(type(value).__name__)
    return value


def _optional(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 100_000:
        raise TypeError(type(value).__name__)
    return value


def _stamp(value: object) -> str:
    stamp = _text(value)
    if len(stamp) != 19 or stamp[13] != "." or not (stamp[:13] + stamp[14:]).isdigit():
        raise ValueError("stamp")
    return stamp
