"""Takes in the official procurement data: each contract with a social clause, once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.decp import DecpRecord, DecpRefusal, effective, read_decp
from csf_desktop.exchange.decp_records import DecpEffective, DecpParty
from csf_desktop.models.codes import ContractStatus, Source
from csf_desktop.models.entities import Change, Contract
from csf_desktop.models.ids import natural_id
from csf_desktop.models.sizing import end_of_period, suggested_minutes
from csf_desktop.reference.places import place_from_code
from csf_desktop.services import text
from csf_desktop.services.contracts import CLEANERS, awardee_of
from csf_desktop.services.decp_known import Known, line
from csf_desktop.services.history import was_undone
from csf_desktop.services.references import contract_references
from csf_desktop.services.reports import ImportReport, Refusal
from csf_desktop.storage.journal import CREATION
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.values import to_plain
from csf_desktop.storage.vault import Vault

BATCH = 200
"""Parts of records (each one, its companies, its amendments) taken in and forgotten together."""
MAX_LISTED = 1000
"""Refusals and warnings kept word by word; beyond, they are only counted."""

EARLIER = "earlier"
"""Key of ``Contract.official``: digests of what the same file said further up."""
OFFICIAL_TEXTS = (
    "external_reference",
    "object",
    "nature",
    "procedure",
    "cpv",
    "framework_reference",
    "social_considerations",
    "place",
    "place_code",
    "place_code_type",
    "department",
    "academie",
)

Progress = Callable[[int, int], None]


@dataclass
class _Import:
    """One file being taken in, inside one transaction."""

    session: Session
    give_reference: Callable[[], str]
    known: Known = field(init=False)
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def take(self, batch: Sequence[DecpRecord | DecpRefusal]) -> None:
        """Take some records in, or count why not; nothing is flushed before the questions end."""
        ours = [one for one in batch if isinstance(one, DecpRecord) and one.has_social_clause]
        with self.session.no_autoflush:
            self.known = Known(self.session, ours)
            for record in batch:
                self._take(record)

    def _take(self, record: DecpRecord | DecpRefusal) -> None:
        if isinstance(record, DecpRefusal):
            self._refuse(record.external_id, record.reason)
        elif not record.has_social_clause:
            self.counts["left_out"] += 1
        else:
            self._warn(*record.warnings)
            try:
                self.counts[self._merge(record)] += 1
            except InvalidInputError as error:
                self._refuse(record.external_id, str(error))

    def _refuse(self, reference: str, reason: str) -> None:
        self.counts["refused"] += 1
        if len(self.refused) < MAX_LISTED:
            self.refused.append(Refusal(reference, reason))

    def _warn(self, *sentences: str) -> None:
        if len(self.warnings) < MAX_LISTED:
            self.warnings += sentences

    def _merge(self, record: DecpRecord) -> str:
        now = effective(record)
        found = official_values(record, now)
        values = {name: CLEANERS[name](value) for name, value in found.items()}
        contract_id = natural_id("contract", record.uid)
        contract = self.known.contracts.get(contract_id)
        before: dict[str, Any] = {}
        if contract is None:
            contract = self._create(contract_id, record, values)
            outcome = "created"
        elif contract.deleted_at is None:
            before = self._official(contract)
            if _digest(values, now) in before.get(EARLIER, ()):
                return "unchanged"
            outcome = "updated" if self._update(contract, before, values) else "unchanged"
        elif was_undone(self.session, contract.id):
            self._bring_back(contract, record, values)
            outcome = "created"
        else:
            self._warn(
                f"Le marché {contract.reference} a été supprimé ici\u00a0: il n’est pas repris."
            )
            return "unchanged"
        awardees = self._set_awardees(contract, now.awardees, before.get("awardees", []))
        self._keep_official(contract, before, _digest(values, now), values, awardees.ids)
        return "updated" if awardees.is_changed and outcome == "unchanged" else outcome

    def _keep_official(
        self,
        contract: Contract,
        before: dict[str, Any],
        digest: str,
        values: dict[str, Any],
        awardees: list[str],
    ) -> None:
        """Note what the file said; what it said of the same contract further up is outdated."""
        earlier = set(before.get(EARLIER, ()))
        outdated = self.seen.get(contract.id)
        if outdated is not None and outdated != digest:
            earlier.add(outdated)
        self.seen[contract.id] = digest
        official = {name: to_plain(value) for name, value in values.items()}
        official |= {"awardees": awardees, EARLIER: sorted(earlier - {digest})}
        contract.official = json.dumps(official, ensure_ascii=False, sort_keys=True)

    def _bring_back(self, contract: Contract, record: DecpRecord, values: dict[str, Any]) -> None:
        buyer = self.known.buyer(record)
        contract.buyer_id = buyer.id if buyer else None
        contract.deleted_at = None
        self._update(contract, {}, values)

    def _update(self, contract: Contract, before: dict[str, Any], values: dict[str, Any]) -> bool:
        """Set what the file itself changed since ``before``; tell whether anything was."""
        changed = {
            name: value
            for name, value in values.items()
            if before.get(name) != to_plain(value) and getattr(contract, name) != value
        }
        ends_on, starts_on = changed.get("ends_on"), contract.starts_on
        if ends_on is not None and starts_on is not None and ends_on < starts_on:
            del changed["ends_on"]
            self._warn(
                f"La fin officielle du marché {contract.reference} précède le début que vous avez "
                "saisi\u00a0: vérifiez ses dates."
            )
        text.edit(contract, changed, CLEANERS)
        return bool(changed)

    def _official(self, contract: Contract) -> dict[str, Any]:
        """Return what the last file said; for a contract that a colleague sent, the first one."""
        if contract.official:
            found: dict[str, Any] = json.loads(contract.official)
            return found
        creation = self.session.scalars(
            select(Change.new)
            .where(Change.entity_id == contract.id, Change.field == CREATION)
            .order_by(Change.stamp)
        ).first()
        empty = dict.fromkeys(OFFICIAL_TEXTS, "")
        return {**empty, **json.loads(creation or "{}")}

    def _create(self, contract_id: str, record: DecpRecord, values: dict[str, Any]) -> Contract:
        buyer = self.known.buyer(record)
        contract = Contract(
            id=contract_id,
            reference=self.give_reference(),
            external_uid=record.uid,
            source=Source.DECP,
            status=ContractStatus.NOTIFIED,
            buyer_id=buyer.id if buyer else None,
        )
        text.edit(contract, values, CLEANERS)
        contract.clause_minutes = suggested_minutes(contract.amount_cents) or 0
        self.session.add(contract)
        self.known.contracts[contract.id] = contract
        return contract

    def _set_awardees(
        self, contract: Contract, parties: tuple[DecpParty, ...], before: list[str]
    ) -> _Awardees:
        """Add the awardees of the file; take off those that an earlier file named alone."""
        ids, is_changed = [], False
        for party in parties:
            company = self.known.company(party)
            if company is None:
                continue
            line = awardee_of(contract.id, company.id)
            ids.append(line.id)
            known = self.known.awardees.get(line.id)
            if known is None:
                self.session.add(line)
                self.known.awardees[line.id] = line
            elif line.id not in before and known.deleted_at is not None:
                known.deleted_at = None
            else:
                continue
            is_changed = True
        for gone in set(before) - set(ids):
            found = self.known.awardees.get(gone)
            if found is not None and found.deleted_at is None:
                found.deleted_at = datetime.now(UTC)
                is_changed = True
        return _Awardees(sorted(set(ids)), is_changed)


@dataclass(frozen=True, slots=True)
class _Awardees:
    ids: list[str]
    is_changed: bool


def official_values(record: DecpRecord, now: DecpEffective) -> dict[str, Any]:
    """Return the fields of a contract that an official record gives, amendments applied."""
    place = place_from_code(record.place.code, record.place.type_code)
    texts = {
        "external_reference": record.external_id,
        "object": record.object,
        "nature": record.nature,
        "procedure": record.procedure,
        "cpv": record.cpv,
        "framework_reference": record.framework_id,
        "social_considerations": ", ".join(record.social_considerations),
        "place": record.place.name or place.label,
        "place_code": record.place.code,
        "place_code_type": record.place.type_code,
    }
    return {
        **{name: line(value) for name, value in texts.items()},
        "department": place.department,
        "academie": place.academie,
        "amount_cents": now.amount_cents,
        "duration_months": now.duration_months,
        "published_on": record.publication_date,
        "notified_on": record.notification_date,
        "ends_on": end_of_period(record.notification_date, now.duration_months),
    }


def _batches(
    records: Iterable[DecpRecord | DecpRefusal],
) -> Iterator[list[DecpRecord | DecpRefusal]]:
    """Yield the records some hundred at a time, fewer when they are big."""
    batch, parts = list[DecpRecord | DecpRefusal](), 0
    for record in records:
        batch.append(record)
        parts += 1
        if isinstance(record, DecpRecord):
            parts += len(record.awardees)
            parts += sum(1 + len(amendment.awardees) for amendment in record.amendments)
        if parts >= BATCH:
            yield batch
            batch, parts = [], 0
    if batch:
        yield batch


def _digest(values: dict[str, Any], now: DecpEffective) -> str:
    """Return a short digest of what a record says."""
    said = [to_plain(value) for value in values.values()] + [party.id for party in now.awardees]
    return sha256(json.dumps(said).encode()).hexdigest()[:16]


def import_decp(
    vault: Vault, path: Path, today: date, *, progress: Progress | None = None
) -> ImportReport:
    """Take in a file in one transaction; the file is read as it goes, memory stays flat.

    ``progress(bytes read, bytes in all)`` may raise ``CancelledError``: nothing is then kept.
    Raises ``UnreadableFileError`` and ``FileTooLargeError`` about the whole file.
    """
    with UnitOfWork(vault, f"Import du fichier {path.name}") as work:
        taken = _Import(work.session, contract_references(work.session, today.year))
        for batch in _batches(read_decp(path, on_read=progress)):
            taken.take(batch)
            work.settle()
        changes = work.commit()
    return ImportReport(
        name=path.name,
        kind="decp",
        created=taken.counts["created"],
        updated=taken.counts["updated"],
        unchanged=taken.counts["unchanged"],
        left_out=taken.counts["left_out"],
        refused=tuple(taken.refused),
        refused_count=taken.counts["refused"],
        warnings=tuple(dict.fromkeys(taken.warnings)),
        changes=changes,
    )
