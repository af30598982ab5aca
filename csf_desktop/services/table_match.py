"""Which contract a row of a table is about: one that is here, or a new one with a natural id.

In order: the one that the same line made before; the one of the same buyer and number; the one of
the same buyer and object, unless its number or its line is another (docs/tables.md).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.models.entities import Buyer, Contract
from csf_desktop.models.ids import natural_id
from csf_desktop.services.organisations import buyer_for
from csf_desktop.services.table_memory import LineMemory
from csf_desktop.storage.french import fold

_UNIQUE = re.compile(r"rec[A-Za-z0-9]{14}|\d{5,}")
"""Record ids of Airtable and file numbers of Démarches simplifiées: theirs alone, everywhere."""


def plain(text: str) -> str:
    """Return a text as it is compared."""
    return " ".join(fold(text).split())


class Buyers:
    """The buyers of the vault, found by SIRET or by name; they are few."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_siret: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._sirets: dict[str, str] = {}
        rows = session.execute(
            select(Buyer.id, Buyer.siret, Buyer.name)
            .where(Buyer.deleted_at.is_(None))
            .order_by(Buyer.id)
        )
        for buyer_id, siret, name in rows:
            self._note(buyer_id, siret, name)

    def find(self, values: dict[str, Any]) -> str:
        """Return the id of the buyer that a row names, empty when it is not here.

        A name alone finds the buyer of that name; with a SIRET, only one that has none.
        """
        siret, name = values.get("buyer_siret", ""), plain(values.get("buyer_name", ""))
        if siret in self._by_siret:
            return self._by_siret[siret]
        known = self._by_name.get(name, []) if name else []
        return next((one for one in known if not (siret and self._sirets[one])), "")

    def siret_of(self, buyer_id: str) -> str:
        """Return the SIRET of a buyer, empty when it is not known."""
        return self._sirets.get(buyer_id, "")

    def take(self, values: dict[str, Any]) -> Buyer | None:
        """Return the buyer that a row names, completed or made."""
        siret, name = values.get("buyer_siret", ""), values.get("buyer_name", "")
        known = self.find(values)
        buyer = self._session.get(Buyer, known) if known else buyer_for(self._session, siret, name)
        if buyer is not None:
            buyer.siret = buyer.siret or siret
            buyer.name = buyer.name or name
            self._note(buyer.id, buyer.siret, buyer.name)
        return buyer

    def _note(self, buyer_id: str, siret: str, name: str) -> None:
        if siret:
            self._by_siret.setdefault(siret, buyer_id)
        if name and buyer_id not in self._by_name[plain(name)]:
            self._by_name[plain(name)].append(buyer_id)
        self._sirets[buyer_id] = siret


@dataclass
class _OfBuyer:
    """The contracts of one buyer: by number, and by object with the number of each."""

    by_number: dict[str, str] = field(default_factory=dict)
    by_object: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, contract_id: str, number: str, title: str) -> None:
        if plain(number):
            self.by_number.setdefault(plain(number), contract_id)
        if plain(title):
            self.by_object[plain(title)].append((contract_id, plain(number)))


@dataclass(frozen=True, slots=True)
class RowMatch:
    """The contract of a row, ``None`` for a new one; its id, and what its line is known by.

    ``uid`` is the identity that official data would give it, empty when it cannot be told.
    """

    contract: Contract | None
    contract_id: str
    line_key: str
    uid: str


class ContractFinder:
    """Finds the contracts of the rows of one table."""

    def __init__(self, session: Session, buyers: Buyers, memory: LineMemory) -> None:
        self._session, self._buyers, self._memory = session, buyers, memory
        self._of_buyer: dict[str, _OfBuyer] = {}

    def match(self, values: dict[str, Any]) -> RowMatch:
        """Return the contract that a row completes, or the id of the one it makes."""
        buyer_id = self._buyers.find(values)
        number, title = values.get("external_reference", ""), values.get("object", "")
        siret = values.get("buyer_siret") or self._buyers.siret_of(buyer_id)
        uid = f"{siret}{number}" if siret and number else ""
        named = siret or plain(values.get("buyer_name", ""))
        line_key = _line_key(values.get("row_id", ""), named)
        found = (
            self._of_line(line_key)
            or self._of_uid(uid)
            or self._of_buyer_id(buyer_id, number, title, line_key)
        )
        made = natural_id("contract", uid or " ".join(("table", *_key(line_key, named, values))))
        found = found or self._session.get(Contract, made)
        return RowMatch(found, found.id if found else made, line_key, uid)

    def note(self, contract: Contract, line_key: str) -> None:
        """Note what a contract is known by, once its row has been taken in."""
        self._memory.tie(line_key, contract.id)
        if contract.buyer_id in self._of_buyer:
            self._of_buyer[contract.buyer_id].add(
                contract.id, contract.external_reference, contract.object
            )

    def _of_line(self, line_key: str) -> Contract | None:
        if not line_key:
            return None
        known = self._memory.contracts.get(line_key) or natural_id("contract", f"table {line_key}")
        return self._session.get(Contract, known)

    def _of_uid(self, uid: str) -> Contract | None:
        if not uid:
            return None
        by_uid = select(Contract).where(Contract.external_uid == uid, Contract.deleted_at.is_(None))
        named = self._session.get(Contract, natural_id("contract", uid))
        if named is not None and named.deleted_at is None:
            return named
        return self._session.scalars(by_uid.order_by(Contract.id)).first() or named

    def _of_buyer_id(
        self, buyer_id: str, number: str, title: str, line_key: str
    ) -> Contract | None:
        if not buyer_id:
            return None
        known = self._contracts_of(buyer_id)
        found = known.by_number.get(plain(number), "")
        for contract_id, other in known.by_object.get(plain(title), ()) if not found else ():
            has_other_number = bool(number and other and plain(number) != other)
            has_other_line = self._memory.lines.get(contract_id, line_key) != line_key
            if not has_other_number and not (line_key and has_other_line):
                found = contract_id
                break
        return self._session.get(Contract, found) if found else None

    def _contracts_of(self, buyer_id: str) -> _OfBuyer:
        if buyer_id not in self._of_buyer:
            known = self._of_buyer[buyer_id] = _OfBuyer()
            rows = self._session.execute(
                select(Contract.id, Contract.external_reference, Contract.object)
                .where(Contract.buyer_id == buyer_id, Contract.deleted_at.is_(None))
                .order_by(Contract.id)
            )
            for row in rows:
                known.add(*row)
        return self._of_buyer[buyer_id]


def _line_key(row_id: str, buyer: str) -> str:
    """Return what a line is known by; a short number is only known beside its buyer."""
    if not row_id:
        return ""
    return row_id if _UNIQUE.fullmatch(row_id) else f"{plain(row_id)} {buyer}".strip()


def _key(line_key: str, buyer: str, values: dict[str, Any]) -> tuple[str, ...]:
    if line_key:
        return (line_key,)
    number = values.get("external_reference", "")
    return (buyer, plain(number or values.get("object", "")))
