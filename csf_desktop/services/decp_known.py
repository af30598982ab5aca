"""What the vault already has of a batch of official records, read in a query a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.exchange.decp import DecpRecord
from csf_desktop.exchange.decp_records import DecpParty, effective
from csf_desktop.models.entities import Awardee, Buyer, Company, Contract
from csf_desktop.models.ids import natural_id
from csf_desktop.services import text
from csf_desktop.services.organisations import buyer_for, by_siret, company_for


class Known:
    """Contracts and awardees by their ids, organisations by their SIRET, for one batch.

    What the batch itself makes is added, so that it is found without being flushed first.
    """

    def __init__(self, session: Session, batch: Sequence[DecpRecord]) -> None:
        ids = [natural_id("contract", record.uid) for record in batch]
        contracts = session.scalars(select(Contract).where(Contract.id.in_(ids)))
        awardees = session.scalars(select(Awardee).where(Awardee.contract_id.in_(ids)))
        self._session = session
        self.contracts = {one.id: one for one in contracts}
        self.awardees = {one.id: one for one in awardees}
        self._buyers = by_siret(session, Buyer, {record.buyer_siret for record in batch})
        self._companies = by_siret(session, Company, set(_sirets(batch)))

    def buyer(self, record: DecpRecord) -> Buyer | None:
        """Return the buyer of a record, made if need be, completed with its name."""
        name = line(record.buyer_name)
        found = self._buyers.get(record.buyer_siret)
        if found is None or (name and not found.name):
            found = buyer_for(self._session, record.buyer_siret, name)
            if found is not None:
                self._buyers[record.buyer_siret] = found
        return found

    def company(self, party: DecpParty) -> Company | None:
        """Return the company of an awardee, made if need be, completed with its name.

        One whose SIRET is wrong, or that has none, is known by the number it was published with.
        """
        name, siret = line(party.name), party.id if party.is_checked else ""
        found = self._companies.get(siret)
        if found is None or (name and not found.name):
            found = company_for(self._session, siret, name, "" if siret else party.id)
            if found is not None and siret:
                self._companies[siret] = found
        return found


def line(value: str) -> str:
    """Return an official text as a field holds it: cut, never refused."""
    return text.line(value[: text.MAX_LINE])


def _sirets(batch: Iterable[DecpRecord]) -> Iterable[str]:
    for record in batch:
        yield from (party.id for party in effective(record).awardees if party.is_checked)
