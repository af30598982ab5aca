"""Works out what derives from the records around a contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from csf_desktop.models.alerts import flags_of
from csf_desktop.models.base import NO_DUE_DATE
from csf_desktop.models.codes import ActionCode, PathwayStatus
from csf_desktop.models.entities import (
    Awardee,
    Company,
    Contact,
    Contract,
    DocumentRequest,
    ExecutionPlace,
    FollowUpEvent,
    Lot,
    Pathway,
    PurchaseOrder,
)
from csf_desktop.models.hours import FREED, balance
from csf_desktop.models.rules import Rules
from csf_desktop.models.volume import owed_minutes
from csf_desktop.reference.cpv import division_label, label_of
from csf_desktop.storage.contract_facts import (
    departures_of,
    in_order,
    orders_of,
    pathway_hours,
    present_alerts,
    volume_terms,
)
from csf_desktop.storage.derived_reads import (
    contacts_of,
    grouped,
    index,
    last_day,
)
from csf_desktop.storage.french import fold
from csf_desktop.storage.next_actions import NextAction, own_action_of
from csf_desktop.storage.search import words_of


@dataclass(frozen=True)
class _Around:
    """What stands around one contract, none of it deleted."""

    pathways: Sequence[Pathway]
    lots: Sequence[Lot]
    orders: Sequence[PurchaseOrder]
    places: Sequence[ExecutionPlace]
    requests: Sequence[DocumentRequest]
    events: Sequence[FollowUpEvent]
    companies: Sequence[Company]


def refresh_contracts(session: Session, ids: Sequence[str], rules: Rules) -> None:
    """Set the balance, the alerts, the next actions, the keys and the words of these contracts.

    Their pathways are up to date already.
    """
    statement = select(Contract).where(Contract.id.in_(ids)).options(joinedload(Contract.buyer))
    contracts = session.scalars(statement).all()
    around = _around(session, ids)
    companies = list({company.id for one in around.values() for company in one.companies})
    contacts = grouped(session, Contact, Contact.company_id, companies)
    exchanges = grouped(session, FollowUpEvent, FollowUpEvent.company_id, companies)
    for contract in contracts:
        found = around[contract.id]
        _set_balance(contract, found)
        with_companies = [event for one in found.companies for event in exchanges[one.id]]
        _set_last_days(contract, found, with_companies)
        gone = departures_of(found.companies, contacts)
        alerts = present_alerts(
            contract,
            found.orders,
            found.pathways,
            found.requests,
            gone,
            rules,
            lots=found.lots,
        )
        contract.alert_flags = flags_of(alerts)
        _set_contract_next(contract, found, own_action_of(contract, found.events, alerts, rules))
        names = _company_names(found.companies)
        contract.company_name = next(iter(names), "")
        contract.company_key = fold(contract.company_name)
        contract.buyer_key = fold(contract.buyer.name) if contract.buyer else ""
    index(
        session,
        Contract,
        contracts,
        lambda contract: _contract_words(contract, around[contract.id]),
    )


def _around(session: Session, ids: Sequence[str]) -> dict[str, _Around]:
    """Return what stands around each contract, by its id, in a query a table."""
    pathways = grouped(session, Pathway, Pathway.contract_id, ids)
    lots = grouped(session, Lot, Lot.contract_id, ids)
    orders = grouped(session, PurchaseOrder, PurchaseOrder.contract_id, ids)
    places = grouped(session, ExecutionPlace, ExecutionPlace.contract_id, ids)
    requests = grouped(session, DocumentRequest, DocumentRequest.contract_id, ids)
    events = grouped(session, FollowUpEvent, FollowUpEvent.contract_id, ids)
    companies: dict[str, list[Company]] = defaultdict(list)
    rows = session.execute(
        select(Awardee.contract_id, Company)
        .join(Company, Company.id == Awardee.company_id)
        .where(Awardee.contract_id.in_(ids), Awardee.deleted_at.is_(None))
        .order_by(*Awardee.by_importance())
    )
    for contract_id, company in rows:
        companies[contract_id].append(company)
    return {
        one: _Around(
            pathways[one],
            lots[one],
            orders[one],
            places[one],
            requests[one],
            events[one],
            companies[one],
        )
        for one in ids
    }


def _set_balance(contract: Contract, around: _Around) -> None:
    terms = volume_terms(contract, around.lots)
    contract.owed_minutes = owed_minutes(terms, orders_of(in_order(around.orders)))
    found = balance(contract.owed_minutes, map(pathway_hours, around.pathways))
    contract.committed_minutes, contract.offered_minutes = found.committed, found.on_offer
    contract.reserved_minutes, contract.unplaced_minutes = found.reserved, found.unplaced
    contract.done_minutes = found.done
    contract.pathway_count = len(around.pathways)
    contract.placed_count = sum(
        pathway.beneficiary_id is not None and PathwayStatus(pathway.status) not in FREED
        for pathway in around.pathways
    )


def _set_contract_next(contract: Contract, around: _Around, own: NextAction) -> None:
    """The contract's own next action, and the first of that and of what its pathways owe.

    One agreed with somebody comes before what the rules say, whatever its day.
    """
    contract.own_owner, contract.own_action = own.owner, own.action
    contract.own_label, contract.own_due = own.label, own.due
    contract.own_due_order = own.due or NO_DUE_DATE
    found = own
    if own.action != ActionCode.OTHER:
        waiting = [pathway for pathway in around.pathways if pathway.next_owner]
        first = min(waiting, key=lambda one: (one.due_order, one.reference), default=None)
        if first is not None and (not own.owner or first.due_order < contract.own_due_order):
            found = NextAction(
                first.next_owner, first.next_action, first.next_label, first.next_due
            )
    contract.next_owner, contract.next_action = found.owner, found.action
    contract.next_label, contract.next_due = found.label, found.due
    contract.due_order = found.due or NO_DUE_DATE


def _set_last_days(
    contract: Contract, around: _Around, with_companies: Sequence[FollowUpEvent]
) -> None:
    """Set the day of the last event, and of the last exchange with anybody, pathways included.

    ``with_companies`` are what was noted of its companies in general: whoever talks to a company
    has reached it for each of its contracts.
    """
    events, pathways = around.events, around.pathways
    happened = [last_day(events), *(pathway.last_event_on for pathway in pathways)]
    contacted = [
        last_day(contacts_of([*events, *with_companies])),
        *(pathway.last_contact_on for pathway in pathways),
    ]
    contract.last_event_on = max(filter(None, happened), default=None)
    contract.last_contact_on = max(filter(None, contacted), default=None)


def _company_names(companies: Sequence[Company]) -> list[str]:
    """Return names and numbers of companies, what to call the first one first."""
    known = ((one.name, one.siret, one.other_id) for one in companies)
    return [value for values in known for value in values if value]


def _contract_words(contract: Contract, around: _Around) -> str:
    buyer = contract.buyer
    return words_of(
        contract.reference,
        contract.external_reference,
        contract.object,
        contract.service,
        contract.sector,
        _cpv_words(contract.cpv),
        contract.procedure,
        contract.framework_reference,
        contract.place,
        contract.academie,
        contract.note,
        f"{buyer.name} {buyer.siret} {buyer.service}" if buyer else "",
        *_company_names(around.companies),
        *(f"{lot.number} {lot.title}" for lot in around.lots),
        *(order.number for order in around.orders),
        *(f"{place.label} {place.commune}" for place in around.places),
    )


def _cpv_words(code: str) -> str:
    """Return a code with its label and that of its division; no code loads no nomenclature."""
    return f"{code} {label_of(code)} {division_label(code)}" if code else ""
