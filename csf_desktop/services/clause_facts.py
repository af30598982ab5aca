"""What the clause, the guide and the sheets need to know of a contract, read from the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from csf_desktop.models.codes import AwardeeRole, ContactRole, VolumeMode
from csf_desktop.models.entities import Contract
from csf_desktop.reports.clause_data import ClauseData, ClauseLot, ClausePeriod, ClauseVolume
from csf_desktop.reports.people import ContactLine
from csf_desktop.services.contract_page import AwardeeLine, ContractDetails, contract_details
from csf_desktop.services.profile import Profile


@dataclass(frozen=True)
class ContractFacts:
    """A contract as its documents need it; addresses are those of people still in place."""

    record: Contract
    clause: ClauseData
    company: str
    notified_on: date | None
    company_emails: tuple[str, ...]
    buyer_emails: tuple[str, ...]


def contract_facts(session: Session, contract: Contract) -> ContractFacts:
    """Return the facts of a contract."""
    details = contract_details(session, contract)
    titulaire = _titulaire(details)
    return ContractFacts(
        contract,
        _clause_data(contract, details),
        (titulaire.name or titulaire.siret or titulaire.other_id) if titulaire else "",
        contract.notified_on,
        _emails(titulaire),
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


def _titulaire(details: ContractDetails) -> AwardeeLine | None:
    """Return the company that answers for the clause: the titulaire, else the first one."""
    lines = [line for line in details.awardees if line.role == AwardeeRole.TITULAIRE]
    return next(iter(lines or details.awardees), None)


def _emails(company: AwardeeLine | None) -> tuple[str, ...]:
    """Return the addresses of the company's people, the « référent » alone when there is one."""
    present = [one for one in company.contacts if one.until is None] if company else []
    referents = [one for one in present if one.role == ContactRole.REFERENT and one.email]
    return _unique(one.email for one in referents or present)


def _unique(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for address in addresses if address))
