"""Making and changing contracts; see ``contract_list``, ``contract_page``, ``contract_parts``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.checks import order_problem
from csf_desktop.models.codes import AwardeeRole, ContractStatus, Source, VolumeMode
from csf_desktop.models.course import check_contract_step
from csf_desktop.models.entities import Awardee, Contract
from csf_desktop.models.ids import natural_id, new_id
from csf_desktop.models.sizing import end_of_period, suggested_minutes
from csf_desktop.services import text
from csf_desktop.services.organisations import buyer_for, company_for, optional_siret
from csf_desktop.services.references import contract_references, get
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault

CLEANERS: dict[str, text.Cleaner] = {
    "external_reference": text.line,
    "is_private": text.flag,
    "object": text.line,
    "nature": text.line,
    "procedure": text.line,
    "cpv": text.line,
    "framework_reference": text.line,
    "social_considerations": text.line,
    "service": text.line,
    "sector": text.line,
    "place": text.line,
    "place_code": text.line,
    "place_code_type": text.line,
    "department": text.line,
    "academie": text.line,
    "amount_cents": text.cents,
    "duration_months": text.months,
    "renewal_count": text.count,
    "renewal_months": text.months,
    "published_on": text.day,
    "notified_on": text.day,
    "starts_on": text.day,
    "ends_on": text.day,
    "volume_mode": text.code(VolumeMode),
    "clause_minutes": text.minutes,
    "minutes_per_order": text.minutes,
    "minutes_per_amount": text.minutes,
    "amount_step_cents": text.cents,
    "penalties": text.text,
    "note": text.text,
}


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """What a person gives to make a contract; cents and minutes.

    Without ``clause_minutes`` the usual volume for the amount is taken; without ``ends_on`` it is
    worked out from the notification and the duration.
    """

    object: str
    buyer_name: str = ""
    buyer_siret: str = ""
    company_name: str = ""
    company_siret: str = ""
    external_reference: str = ""
    place: str = ""
    place_code: str = ""
    place_code_type: str = ""
    department: str = ""
    academie: str = ""
    amount_cents: int | None = None
    duration_months: int | None = None
    published_on: date | None = None
    notified_on: date | None = None
    ends_on: date | None = None
    clause_minutes: int | None = None
    is_private: bool = False
    note: str = ""


def create_contract(vault: Vault, draft: ContractDraft, today: date) -> ChangeSet:
    """Make a contract with its buyer and its titulaire; ``created`` is its id.

    Raises ``InvalidInputError`` whose ``field`` names what to mend.
    """
    if not draft.object.strip():
        raise InvalidInputError("Indiquez l’objet du marché.", field="object")
    with UnitOfWork(vault, "Création d’un marché") as work:
        session = work.session
        buyer = buyer_for(
            session, _siret(draft.buyer_siret, "buyer_siret"), text.line(draft.buyer_name)
        )
        contract = Contract(
            id=new_id(),
            reference=contract_references(session, today.year)(),
            source=Source.MANUAL,
            status=_first_status(draft),
            buyer_id=buyer.id if buyer else None,
        )
        text.edit(contract, _fields(draft), CLEANERS)
        _check_dates(contract)
        session.add(contract)
        company = company_for(
            session, _siret(draft.company_siret, "company_siret"), text.line(draft.company_name)
        )
        if company is not None:
            session.add(awardee_of(contract.id, company.id))
        work.relabel(f"Création du marché {contract.reference}")
        return work.commit(contract.id)


def awardee_of(
    contract_id: str, company_id: str, role: AwardeeRole = AwardeeRole.TITULAIRE
) -> Awardee:
    """Return a new line of a contract's companies; the same company twice is the same line."""
    return Awardee(
        id=natural_id("awardee", contract_id, company_id, role),
        contract_id=contract_id,
        company_id=company_id,
        role=role,
    )


def update_contract(vault: Vault, contract_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a contract, each checked; its buyer and status have their own calls."""
    with UnitOfWork(vault, "Modification d’un marché") as work:
        contract = _contract(work, contract_id)
        work.relabel(f"Modification du marché {contract.reference}")
        text.edit(contract, values, CLEANERS)
        _check_dates(contract)
        return work.commit()


def set_contract_status(vault: Vault, contract_id: str, status: str, day: date) -> ChangeSet:
    """Move a contract to a step; the day of publication or notification is filled in if empty."""
    with UnitOfWork(vault, "Étape d’un marché") as work:
        contract = _contract(work, contract_id)
        work.relabel(f"Étape du marché {contract.reference}")
        target = ContractStatus(status)
        check_contract_step(ContractStatus(contract.status), target)
        contract.status = target
        if target is ContractStatus.PUBLISHED and contract.published_on is None:
            contract.published_on = day
        if target is ContractStatus.NOTIFIED and contract.notified_on is None:
            contract.notified_on = day
            contract.ends_on = contract.ends_on or end_of_period(day, contract.duration_months)
        return work.commit()


def set_buyer(vault: Vault, contract_id: str, name: str, siret: str) -> ChangeSet:
    """Name the buyer of a contract: an existing one by its SIRET, or a new one.

    With the SIRET it already has, the buyer is renamed, for all its contracts.
    """
    with UnitOfWork(vault, "Acheteur d’un marché") as work:
        contract = _contract(work, contract_id)
        work.relabel(f"Acheteur du marché {contract.reference}")
        checked, clean = _siret(siret, "buyer_siret"), text.line(name)
        current = contract.buyer
        if current is not None and clean and checked == current.siret:
            current.name = clean
        else:
            buyer = buyer_for(work.session, checked, clean)
            contract.buyer_id = buyer.id if buyer else None
        return work.commit()


def add_awardee(
    vault: Vault, contract_id: str, name: str, siret: str, role: str = AwardeeRole.TITULAIRE
) -> ChangeSet:
    """Add a company to a contract; ``created`` is the company's id."""
    with UnitOfWork(vault, "Entreprise d’un marché") as work:
        contract = _contract(work, contract_id)
        company = company_for(work.session, _siret(siret, "company_siret"), text.line(name))
        if company is None:
            raise InvalidInputError("Indiquez le nom ou le SIRET de l’entreprise.", field="name")
        line = awardee_of(contract.id, company.id, AwardeeRole(role))
        known = work.session.get(Awardee, line.id)
        if known is None:
            work.session.add(line)
        else:
            known.deleted_at = None
        return work.commit(company.id)


def remove_awardee(vault: Vault, awardee_id: str) -> ChangeSet:
    """Take a company off a contract; undoing brings it back."""
    with UnitOfWork(vault, "Retrait d’une entreprise") as work:
        get(work.session, Awardee, awardee_id).deleted_at = datetime.now(UTC)
        return work.commit()


def delete_contract(vault: Vault, contract_id: str) -> ChangeSet:
    """Take a contract out of the lists; refused while it has pathways, undone as any change."""
    with UnitOfWork(vault, "Suppression d’un marché") as work:
        contract = _contract(work, contract_id)
        if contract.pathway_count:
            raise InvalidInputError(
                "Ce marché a des parcours\u00a0: supprimez-les ou clôturez-les d’abord."
            )
        work.relabel(f"Suppression du marché {contract.reference}")
        contract.deleted_at = datetime.now(UTC)
        return work.commit()


def _contract(work: UnitOfWork, contract_id: str) -> Contract:
    return get(work.session, Contract, contract_id)


def _siret(value: str, field: str) -> str:
    try:
        return optional_siret(value)
    except InvalidInputError as error:
        raise InvalidInputError(str(error), field=field) from None


def _first_status(draft: ContractDraft) -> ContractStatus:
    if draft.notified_on is not None:
        return ContractStatus.NOTIFIED
    return ContractStatus.PUBLISHED if draft.published_on else ContractStatus.DRAFTED


def _fields(draft: ContractDraft) -> dict[str, Any]:
    names = (
        "object", "external_reference", "place", "place_code", "place_code_type", "department",
        "academie", "amount_cents", "duration_months", "published_on", "notified_on", "is_private",
        "note",
    )  # fmt: skip
    values = {name: getattr(draft, name) for name in names}
    minutes = draft.clause_minutes
    values["clause_minutes"] = (
        (suggested_minutes(draft.amount_cents) or 0) if minutes is None else minutes
    )
    values["ends_on"] = draft.ends_on or end_of_period(draft.notified_on, draft.duration_months)
    return values


def _check_dates(contract: Contract) -> None:
    start = contract.starts_on or contract.notified_on
    problem = order_problem(start, contract.ends_on)
    if problem:
        raise InvalidInputError(problem, field="ends_on")
