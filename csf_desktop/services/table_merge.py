"""Takes the rows of a table in, one contract a row: made, completed, or told why not.

What is empty here is filled. What differs stays as it is here and is told, unless nobody wrote it:
an earlier import did, or the program worked it out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.base import Record
from csf_desktop.models.checks import order_problem
from csf_desktop.models.codes import ContractStatus, Source
from csf_desktop.models.entities import Change, Contract
from csf_desktop.models.sizing import end_of_period, suggested_minutes
from csf_desktop.services import text
from csf_desktop.services.contracts import CLEANERS
from csf_desktop.services.history import was_undone
from csf_desktop.services.record_words import value_in_words
from csf_desktop.services.reports import RowReport
from csf_desktop.services.table_fields import FIELDS, NBSP, PATHWAY_KEYS
from csf_desktop.services.table_match import Buyers, ContractFinder, RowMatch, plain
from csf_desktop.services.table_memory import LineMemory
from csf_desktop.services.table_parts import STATUS_NOTE, RowParts
from csf_desktop.services.table_places import PLACE_CODES, place_values
from csf_desktop.services.table_rows import RowValues
from csf_desktop.services.table_status import advance, words_kept
from csf_desktop.storage.journal import CREATION

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"
CONTRACT_KEYS = tuple(key for key in FIELDS if key in CLEANERS)


@dataclass
class TableMerge:
    """The rows of one table being taken in, inside one transaction."""

    session: Session
    today: date
    give_reference: Callable[[], str]
    memory: LineMemory
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        # What earlier rows of this file said of each contract: a later one that differs is told.
        self._said: dict[str, set[str]] = defaultdict(set)
        self._buyers = Buyers(self.session)
        self._finder = ContractFinder(self.session, self._buyers, self.memory)
        self._parts = RowParts(self.session, self.today, self.may_replace, self._is_undone)

    def take(self, row: RowValues) -> RowReport:
        """Take one row in; what is wrong with it stops no other."""
        try:
            report = self._take(row)
        except InvalidInputError as error:
            report = _refused(row, str(error))
        self.counts[report.outcome] += 1
        return report

    def _take(self, row: RowValues) -> RowReport:
        if row.refusal:
            return _refused(row, row.refusal)
        match = self._finder.match(row.values)
        contract, notes = match.contract, list(row.problems)
        if contract is None:
            reason = _lacking(row)
            if reason:
                return _refused(row, reason)
            contract = self._make(match)
            outcome = CREATED
        elif contract.deleted_at is None:
            outcome = UNCHANGED
        elif was_undone(self.session, contract.id):
            contract.deleted_at = None
            outcome = CREATED
        else:
            reason = (
                f"Le marché {contract.reference} a été supprimé ici{NBSP}: il n’est pas repris."
            )
            return RowReport(
                row.line, UNCHANGED, contract.reference, contract.object, "", (reason,)
            )
        is_changed = self._merge(contract, row, notes, is_new=match.contract is None)
        if outcome == UNCHANGED and is_changed:
            outcome = UPDATED
        self._finder.note(contract, match.line_key)
        return RowReport(row.line, outcome, contract.reference, contract.object, notes=tuple(notes))

    def _make(self, match: RowMatch) -> Contract:
        return Contract(
            id=match.contract_id,
            reference=self.give_reference(),
            external_uid=match.uid,
            source=Source.TABLE,
            status=ContractStatus.DRAFTED,
        )

    def _merge(self, contract: Contract, row: RowValues, notes: list[str], *, is_new: bool) -> bool:
        values = dict(row.values)
        values["pathway_status"] = words_kept(values)
        if values["pathway_status"] and not any(key in values for key in PATHWAY_KEYS):
            kept = [values.get("note", ""), f"{STATUS_NOTE}{values['pathway_status']}"]
            values["note"] = "\n".join(part for part in kept if part)
        with self.session.no_autoflush:
            is_changed = self._merge_buyer(contract, values, notes)
            is_changed |= self._merge_fields(contract, values, notes, is_new=is_new)
            may_close = is_new or self.may_replace(contract, "status")
            is_changed |= advance(contract, values, self.today, notes, may_close=may_close)
            if is_new:
                self.session.add(contract)
            self.session.flush()
            company, is_other = self._parts.take_companies(
                contract, row.companies, notes, is_new=is_new
            )
            is_changed |= is_other
            is_named = not _names_buyer(values) or self._buyers.find(values) == contract.buyer_id
            if contract.buyer is not None and is_named:
                is_changed |= self._parts.take_contact(contract.buyer, values, "buyer_contact")
            if company is not None:
                is_changed |= self._parts.take_contact(company, values, "company_contact")
            is_changed |= self._parts.take_pathway(contract, company, values, notes)
        return is_changed

    def _merge_buyer(self, contract: Contract, values: dict[str, Any], notes: list[str]) -> bool:
        if not _names_buyer(values):
            return False
        if contract.buyer_id is None:
            buyer = self._buyers.take(values)
            contract.buyer_id = buyer.id if buyer else None
            return buyer is not None
        found = self._buyers.find(values)
        if found and found == contract.buyer_id:
            self._buyers.take(values)
            return False
        here = contract.buyer
        shown = (here.name or here.siret) if here is not None else ""
        said = values.get("buyer_name") or values["buyer_siret"]
        if plain(shown) != plain(said):
            notes.append(
                f"Acheteur{NBSP}: «{NBSP}{shown}{NBSP}» gardé, le fichier dit «{NBSP}{said}{NBSP}»."
            )
        return False

    def _merge_fields(
        self, contract: Contract, values: dict[str, Any], notes: list[str], *, is_new: bool
    ) -> bool:
        given = {key: values[key] for key in CONTRACT_KEYS if key in values}
        given |= place_values(values)
        said = self._said[contract.id]
        taken: dict[str, Any] = {}
        for name, value in given.items():
            now = getattr(contract, name)
            if _is_equal(name, now, value):
                continue
            if name in PLACE_CODES and "place" not in taken and contract.place:
                continue  # of another place than the one that is here
            is_free = is_new or _is_empty(now)
            if is_free or (name not in said and self.may_replace(contract, name)):
                taken[name] = value
            elif name in FIELDS:
                notes.append(self._kept(contract, name, now, value))
        said.update(given)
        if is_new and "clause_minutes" not in taken:
            taken["clause_minutes"] = suggested_minutes(taken.get("amount_cents")) or 0
            if taken["clause_minutes"]:
                shown = value_in_words(
                    self.session, "contract", "clause_minutes", taken["clause_minutes"]
                )
                notes.append(
                    f"Heures de la clause non données{NBSP}: {shown}, l’usage à ce montant."
                )
        self._add_end(contract, taken)
        before = {name: getattr(contract, name) for name in {"starts_on", "ends_on", *taken}}
        text.edit(contract, taken, CLEANERS)
        problem = order_problem(contract.starts_on or contract.notified_on, contract.ends_on)
        if problem:
            contract.starts_on, contract.ends_on = before["starts_on"], before["ends_on"]
            if order_problem(contract.starts_on or contract.notified_on, contract.ends_on):
                contract.ends_on = None
            notes.append(f"Les dates de début et de fin ne sont pas reprises. {problem}")
        return any(getattr(contract, name) != value for name, value in before.items())

    def _add_end(self, contract: Contract, taken: dict[str, Any]) -> None:
        """Work the end out from the beginning and the duration, when nobody gave it."""
        start = (
            taken.get("starts_on")
            or contract.starts_on
            or taken.get("notified_on")
            or contract.notified_on
        )
        months = taken.get("duration_months") or contract.duration_months
        end = end_of_period(start, months)
        if end is not None and "ends_on" not in taken and contract.ends_on is None:
            taken["ends_on"] = end

    def may_replace(self, record: Record, name: str) -> bool:
        """Tell whether nobody wrote what a field holds: an import did, or the program itself."""
        last = self.session.execute(
            select(Change.transaction_id, Change.field)
            .where(
                Change.entity_id == record.id,
                Change.field.in_((name, CREATION)),
                Change.is_applied,
            )
            .order_by(Change.stamp.desc())
            .limit(1)
        ).first()
        if last is None:
            return True
        if last.transaction_id in self.memory.imports:
            return True
        return (
            name == "clause_minutes"
            and isinstance(record, Contract)
            and record.source == Source.DECP
            and last.field == CREATION
        )

    def _kept(self, contract: Contract, name: str, now: object, value: object) -> str:
        here, there = (value_in_words(self.session, "contract", name, one) for one in (now, value))
        return (
            f"{FIELDS[name].title}{NBSP}: «{NBSP}{here}{NBSP}» gardé, le fichier dit "
            f"«{NBSP}{there}{NBSP}»."
        )

    def _is_undone(self, record: Record) -> bool:
        return was_undone(self.session, record.id)


def _refused(row: RowValues, reason: str) -> RowReport:
    return RowReport(
        row.line, REFUSED, title=row.values.get("object", ""), reason=reason, notes=row.problems
    )


def _lacking(row: RowValues) -> str:
    """Return why a row cannot make a contract, empty if it can."""
    if not row.values.get("object"):
        return "L’objet du marché manque."
    if not _names_buyer(row.values):
        return "L’acheteur manque."
    return ""


def _names_buyer(values: dict[str, Any]) -> bool:
    return bool(values.get("buyer_name") or values.get("buyer_siret"))


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (value == 0 and not isinstance(value, bool))


def _is_equal(name: str, now: object, value: object) -> bool:
    if isinstance(now, str) and isinstance(value, str):
        return plain(now) == plain(value) or (name == "note" and plain(value) in plain(now))
    return now == value
