"""What the clause, the guide and the sheets need to know of a contract, read from the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from csf_desktop.models.codes import AwardeeRole, ContactRole, VolumeMode
from csf_desktop.models.entities import Contract
from csf_desktop.reports.clause_data import ClauseData, ClauseLot, ClausePeriod, ClauseVolume
from csf_desktop.reports.people import ContactLine
from csf_desktop.services.contract_page import AwardeeLine, ContractDetails, contract_details
from csf_desktop.services.profile import Profile


@dataclass(frozen=True)
class CompanyFacts:
    """A company that owes hours, and what it owes: its lots' when the contract gives it some.

    ``lots`` says which, in words (« le lot 1 »), empty when it owes the whole clause. ``emails``
    are those of people still in place. A contract whose company nobody knows has one without name.
    """

    id: str
    name: str
    clause: ClauseData
    lots: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContractFacts:
    """A contract as its documents need it, with at least one company, the titulaire first."""

    record: Contract
    clause: ClauseData
    companies: tuple[CompanyFacts, ...]
    notified_on: date | None
    buyer_emails: tuple[str, ...]


def contract_facts(session: Session, contract: Contract) -> ContractFacts:
    """Return the facts of a contract."""
    details = contract_details(session, contract)
    clause = _clause_data(contract, details)
    companies = tuple(_company(line, clause, details) for line in _answering(details))
    return ContractFacts(
        contract,
        clause,
        companies or (CompanyFacts("", "", clause),),
        contract.notified_on,
        _unique(one.email for one in details.buyer_contacts if one.until is None),
    )


def tutor_line(profile: Profile) -> ContactLine:
    """Return the tutor's own card, as the sheets print it."""
    return ContactLine(profile.name, "Tuteur pilote", profile.phone, profile.email)


def _clause_data(contract: Contract, details: ContractDetails) -> ClauseData:
    return ClauseData(
        reference=contract.reference,
        market_number=contract.external_reference,
        contract_object=contract.object,
        buyer=details.buyer_name,
        buyer_siret=details.buyer_siret,
        place=_places(details),
        is_private=contract.is_private,
        volume=ClauseVolume(
            VolumeMode(contract.volume_mode),
            _minutes(contract, details),
            contract.minutes_per_order,
            contract.minutes_per_amount,
            contract.amount_step_cents,
            tuple(ClauseLot(lot.number, lot.title, lot.clause_minutes) for lot in details.lots),
        ),
        period=ClausePeriod(
            contract.starts_on,
            contract.ends_on,
            contract.duration_months,
            contract.renewal_count or 0,
            contract.renewal_months or 0,
        ),
        penalties=contract.penalties,
        rules=details.rules,
    )


def _minutes(contract: Contract, details: ContractDetails) -> int:
    """Return the volume of the clause; a fixed one may be that of its lots only."""
    if contract.volume_mode == VolumeMode.FIXED:
        return contract.clause_minutes or sum(lot.clause_minutes for lot in details.lots)
    return contract.clause_minutes


def _places(details: ContractDetails) -> str:
    """Return the places of execution, the contract's own first."""
    others = (place.label or place.commune or place.address for place in details.places)
    return ", ".join(_unique((details.fields["place"], *others)))


def _answering(details: ContractDetails) -> tuple[AwardeeLine, ...]:
    """Return the companies that answer for hours: titulaires, those of a lot, else the first."""
    of_lots = {lot.company_id for lot in details.lots}
    lines = tuple(
        line
        for line in details.awardees
        if line.role == AwardeeRole.TITULAIRE or line.company_id in of_lots
    )
    return lines or details.awardees[:1]


def _company(line: AwardeeLine, clause: ClauseData, details: ContractDetails) -> CompanyFacts:
    """Return a company with the part of the clause that its lots are."""
    lots = [lot for lot in details.lots if lot.company_id == line.company_id]
    minutes = sum(lot.clause_minutes for lot in lots)
    if minutes:
        own = tuple(ClauseLot(lot.number, lot.title, lot.clause_minutes) for lot in lots)
        clause = replace(clause, volume=replace(clause.volume, minutes=minutes, lots=own))
    return CompanyFacts(
        line.company_id,
        line.name or line.siret or line.other_id,
        clause,
        _lots_in_words([lot.number or lot.title for lot in lots]) if minutes else "",
        _emails(line),
    )


def _lots_in_words(names: list[str]) -> str:
    if len(names) == 1:
        return f"le lot {names[0]}"
    return f"les lots {', '.join(names[:-1])} et {names[-1]}"


def _emails(company: AwardeeLine) -> tuple[str, ...]:
    """Return the addresses of the company's people, the « référent » alone when there is one."""
    present = [one for one in company.contacts if one.until is None]
    referents = [one for one in present if one.role == ContactRole.REFERENT and one.email]
    return _unique(one.email for one in referents or present)


def _unique(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for address in addresses if address))
