"""What the rules of a contract look at, taken from its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from csf_desktop.models.alerts import (
    Alert,
    ContractFacts,
    Departure,
    OrderFacts,
    RequestFacts,
    alerts_of,
)
from csf_desktop.models.codes import Actor, ContractStatus, PathwayStatus, VolumeMode
from csf_desktop.models.entities import (
    Company,
    Contact,
    Contract,
    DocumentRequest,
    Lot,
    Pathway,
    PurchaseOrder,
)
from csf_desktop.models.hours import FREED, PathwayHours
from csf_desktop.models.rules import Rules
from csf_desktop.models.volume import LotVolume, Order, VolumeTerms, covered_of, unlocked_by

UNMET = (PathwayStatus.OPEN, PathwayStatus.RESERVED, *FREED)
"""Statuses of a pathway for which nothing has been sent to the company."""


def volume_terms(contract: Contract, lots: Iterable[Lot]) -> VolumeTerms:
    """Return what the clause of a contract says of its volume."""
    return VolumeTerms(
        VolumeMode(contract.volume_mode),
        contract.clause_minutes,
        contract.minutes_per_order,
        contract.minutes_per_amount,
        contract.amount_step_cents,
        tuple(LotVolume(lot.id, lot.clause_minutes) for lot in lots),
    )


def in_order(orders: Iterable[PurchaseOrder]) -> list[PurchaseOrder]:
    """Return purchase orders by date, as they unlock hours; those without a date last."""
    return sorted(orders, key=lambda order: (order.ordered_on or date.max, order.id))


def orders_of(orders: Iterable[PurchaseOrder]) -> list[Order]:
    """Return what the engine of hours needs of orders, in the order given."""
    return [Order(order.amount_cents, order.minutes, order.lot_id or "") for order in orders]


def pathway_hours(pathway: Pathway) -> PathwayHours:
    """Return what the engine of hours needs of a pathway brought up to date."""
    return PathwayHours(
        PathwayStatus(pathway.status),
        pathway.planned_minutes,
        pathway.done_minutes,
        pathway.counted_minutes,
        pathway.lot_id or "",
    )


def order_facts(
    terms: VolumeTerms, orders: Sequence[PurchaseOrder], pathways: Iterable[Pathway]
) -> tuple[OrderFacts, ...]:
    """Return what each order, in the order given (by date), unlocks and how much is planned."""
    plain = orders_of(orders)
    unlocked = unlocked_by(terms, plain)
    planned = [(pathway.lot_id or "", pathway.counted_minutes) for pathway in pathways]
    covered = covered_of(plain, unlocked, planned)
    return tuple(
        OrderFacts(order.number, order.ordered_on, minutes, used)
        for order, minutes, used in zip(orders, unlocked, covered, strict=True)
    )


def present_alerts(
    contract: Contract,
    orders: Iterable[PurchaseOrder],
    pathways: Sequence[Pathway],
    requests: Iterable[DocumentRequest],
    departures: Sequence[Departure],
    rules: Rules,
    *,
    lots: Iterable[Lot],
) -> tuple[Alert, ...]:
    """Return the alerts of a contract whose own figures are up to date."""
    facts = ContractFacts(
        status=ContractStatus(contract.status),
        notified_on=contract.notified_on,
        ends_on=contract.ends_on,
        last_contact_on=contract.last_contact_on,
        is_company_met=any(PathwayStatus(pathway.status) not in UNMET for pathway in pathways),
        unplaced_minutes=contract.unplaced_minutes,
        orders=order_facts(volume_terms(contract, lots), in_order(orders), pathways),
        requests=[
            RequestFacts(request.title, Actor(request.addressee), request.due_on)
            for request in requests
            if request.received_on is None
        ],
        departures=departures,
    )
    return alerts_of(facts, rules)


def departures_of(
    companies: Iterable[Company], contacts: Mapping[str, Sequence[Contact]]
) -> tuple[Departure, ...]:
    """Return who left each company that has nobody any more; ``contacts`` by company."""
    found = []
    for company in companies:
        people = contacts.get(company.id, ())
        gone = [person for person in people if person.until is not None]
        if gone and len(gone) == len(people):
            last = max(gone, key=lambda person: (person.until or date.min, person.name))
            found.append(Departure(last.name, last.until or date.min))
    return tuple(found)
