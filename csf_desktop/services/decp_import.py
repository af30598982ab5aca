"""Takes in the official procurement data: each contract with a social clause, once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from csf_desktop.exchange.decp import DecpRecord, DecpRefusal, effective, read_decp
from csf_desktop.exchange.decp_records import DecpEffective, DecpParty
from csf_desktop.models.codes import ContractStatus, Source
from csf_desktop.models.entities import Awardee, Contract
from csf_desktop.models.ids import natural_id
from csf_desktop.models.sizing import end_of_period, suggested_minutes
from csf_desktop.reference.places import place_from_code
from csf_desktop.services import text
from csf_desktop.services.contracts import CLEANERS, awardee_of
from csf_desktop.services.organisations import buyer_for, company_for
from csf_desktop.services.references import contract_references
from csf_desktop.services.reports import ImportReport, Refusal
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.values import to_plain
from csf_desktop.storage.vault import Vault

SETTLE_EVERY = 200
MAX_LISTED = 1000
"""Refusals and warnings kept word by word; beyond, they are only counted."""

Progress = Callable[[int, int], None]


@dataclass
class _Import:
    """One file being taken in, inside one transaction."""

    session: Session
    give_reference: Callable[[], str]
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def take(self, record: DecpRecord | DecpRefusal) -> None:
        """Take one record in, or count why not."""
        if isinstance(record, DecpRefusal):
            self.counts["refused"] += 1
            if len(self.refused) < MAX_LISTED:
                self.refused.append(Refusal(record.external_id, record.reason))
        elif not record.has_social_clause:
            self.counts["left_out"] += 1
        else:
            if len(self.warnings) < MAX_LISTED:
                self.warnings += record.warnings
            self.counts[self._merge(record)] += 1

    def _merge(self, record: DecpRecord) -> str:
        now = effective(record)
        values = official_values(record, now)
        contract_id = natural_id("contract", record.uid)
        contract = self.session.get(Contract, contract_id)
        outcome = "unchanged"
        if contract is None:
            outcome = "created"
            contract = self._create(contract_id, record, values)
            before: dict[str, Any] = {}
        else:
            before = json.loads(contract.official) if contract.official else {}
            changed = {
                name: value
                for name, value in values.items()
                if before.get(name) != to_plain(value) and getattr(contract, name) != value
            }
            if changed:
                outcome = "updated"
                text.edit(contract, changed, CLEANERS)
        awardees = self._set_awardees(contract, now.awardees, before.get("awardees", []))
        if awardees.is_changed and outcome == "unchanged":
            outcome = "updated"
        official = {name: to_plain(value) for name, value in values.items()}
        contract.official = json.dumps(
            {**official, "awardees": awardees.ids}, ensure_ascii=False, sort_keys=True
        )
        return outcome

    def _create(self, contract_id: str, record: DecpRecord, values: dict[str, Any]) -> Contract:
        buyer = buyer_for(self.session, record.buyer_siret, text.line(record.buyer_name))
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
        return contract

    def _set_awardees(
        self, contract: Contract, parties: tuple[DecpParty, ...], before: list[str]
    ) -> _Awardees:
        """Add the awardees of the file; take off those that an earlier file named alone."""
        ids, is_changed = [], False
        for party in parties:
            siret = party.id if party.is_checked else ""
            company = company_for(
                self.session, siret, text.line(party.name), "" if siret else party.id
            )
            if company is None:
                continue
            line = awardee_of(contract.id, company.id)
            ids.append(line.id)
            if line.id not in before and self.session.get(Awardee, line.id) is None:
                self.session.add(line)
                self.session.flush()
                is_changed = True
        for gone in set(before) - set(ids):
            found = self.session.get(Awardee, gone)
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
    return {
        "external_reference": record.external_id,
        "object": record.object[: text.MAX_LINE],
        "nature": record.nature,
        "procedure": record.procedure,
        "cpv": record.cpv,
        "framework_reference": record.framework_id,
        "social_considerations": ", ".join(record.social_considerations)[: text.MAX_LINE],
        "place": record.place.name or place.label,
        "place_code": record.place.code,
        "place_code_type": record.place.type_code,
        "department": place.department,
        "academie": place.academie,
        "amount_cents": now.amount_cents,
        "duration_months": now.duration_months,
        "published_on": record.publication_date,
        "notified_on": record.notification_date,
        "ends_on": end_of_period(record.notification_date, now.duration_months),
    }


def import_decp(
    vault: Vault, path: Path, today: date, *, progress: Progress | None = None
) -> ImportReport:
    """Take in a file in one transaction; the file is read as it goes, memory stays flat.

    ``progress(bytes read, bytes in all)`` may raise ``CancelledError``: nothing is then kept.
    Raises ``UnreadableFileError`` and ``FileTooLargeError`` about the whole file.
    """
    with UnitOfWork(vault, f"Import du fichier {path.name}") as work:
        taken = _Import(work.session, contract_references(work.session, today.year))
        for number, record in enumerate(read_decp(path, on_read=progress), start=1):
            taken.take(record)
            if number % SETTLE_EVERY == 0:
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
        warnings=tuple(dict.fromkeys(taken.warnings)),
        changes=changes,
    )
