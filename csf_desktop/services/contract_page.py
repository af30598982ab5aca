"""The page of one contract: parties, parts, hours, alerts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from csf_desktop.models.alerts import Alert
from csf_desktop.models.checks import lots_warning, size_warning
from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.course import ENDED
from csf_desktop.models.entities import (
    Awardee,
    Company,
    Contact,
    Contract,
    DocumentRequest,
    ExecutionPlace,
    Lot,
    Pathway,
    PathwayWeek,
    PurchaseOrder,
)
from csf_desktop.models.hours import Balance, Forecast, Week, balance, balance_by_lot, forecast
from csf_desktop.models.rules import Rules
from csf_desktop.models.sizing import suggested_minutes
from csf_desktop.models.volume import owed_by_lot
from csf_desktop.services.pathway_list import pathways_of_contract
from csf_desktop.services.references import get
from csf_desktop.services.rows import NextAction, PathwayRow
from csf_desktop.storage.contract_facts import (
    departures_of,
    in_order,
    order_facts,
    orders_of,
    pathway_hours,
    present_alerts,
    volume_terms,
)
from csf_desktop.storage.projections import read_rules
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person at a company or a buyer; ``replaced_by_id`` is their successor's once they left."""

    id: str
    name: str
    role: str
    phone: str
    email: str
    since: date | None
    until: date | None
    replaced_by_id: str = ""


@dataclass(frozen=True, slots=True)
class AwardeeLine:
    """A company of a contract; ``other_id`` when the official file gave no valid SIRET."""

    id: str
    company_id: str
    name: str
    siret: str
    other_id: str
    role: str
    contacts: tuple[ContactLine, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A purchase order: the minutes it states, those it unlocks and those that pathways use.

    ``unlocked`` is ``None`` as long as nothing tells how many hours it makes.
    """

    id: str
    number: str
    ordered_on: date | None
    amount_cents: int | None
    minutes: int | None
    lot_id: str
    unlocked: int | None
    covered: int


@dataclass(frozen=True, slots=True)
class LotLine:
    """A lot with its company and its balance, in minutes."""

    id: str
    number: str
    title: str
    amount_cents: int | None
    clause_minutes: int
    company_id: str
    company_name: str
    balance: Balance


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A further place of execution; ``department`` and ``academie`` are codes."""

    id: str
    label: str
    address: str
    postal_code: str
    commune_code: str
    commune: str
    department: str
    academie: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A document asked for; ``addressee`` is the ``Actor`` who owes it."""

    id: str
    title: str
    addressee: str
    asked_on: date | None
    due_on: date | None
    received_on: date | None
    pathway_id: str


@dataclass(frozen=True)
class ContractDetails:
    """Everything the page of a contract shows; ``fields`` are the record's own, as stored.

    ``unlotted`` is the balance of what belongs to no lot, ``planned_weeks`` the weeks of pathways
    that have a young person and are not ended. ``suggested_minutes`` is the usual volume for the
    amount; ``warnings`` are sentences.
    """

    id: str
    reference: str
    fields: dict[str, Any]
    buyer_name: str
    buyer_siret: str
    buyer_contacts: tuple[ContactLine, ...]
    awardees: tuple[AwardeeLine, ...]
    lots: tuple[LotLine, ...]
    orders: tuple[OrderLine, ...]
    places: tuple[PlaceLine, ...]
    requests: tuple[RequestLine, ...]
    pathways: tuple[PathwayRow, ...]
    balance: Balance
    unlotted: Balance
    planned_weeks: tuple[Week, ...]
    alerts: tuple[Alert, ...]
    rules: Rules
    suggested_minutes: int | None
    next: NextAction
    warnings: tuple[str, ...]

    @property
    def owed_minutes(self) -> int:
        """Minutes that the company owes as of now."""
        return self.balance.owed

    @property
    def committed_minutes(self) -> int:
        """Minutes counted by pathways that have a young person or ended."""
        return self.balance.committed

    @property
    def offered_minutes(self) -> int:
        """Minutes planned by pathways still open."""
        return self.balance.on_offer

    @property
    def done_minutes(self) -> int:
        """Minutes that young people really did."""
        return self.balance.done

    @property
    def left_minutes(self) -> int:
        """Minutes that no pathway uses yet; negative when pathways go over the volume."""
        return self.balance.left

    def ripe_alerts(self, today: date) -> tuple[Alert, ...]:
        """Return the alerts that are late or soon will be, and those without a deadline."""
        horizon = today + timedelta(days=self.rules.soon_days)
        return tuple(one for one in self.alerts if one.due is None or one.due <= horizon)

    def forecast(self, today: date) -> Forecast:
        """Return what will be left of the clause when the contract ends, if nobody new comes."""
        starts_on = self.fields["starts_on"] or self.fields["notified_on"]
        return forecast(
            self.balance, self.planned_weeks, today, starts_on, self.fields["ends_on"], self.rules
        )


def get_contract(vault: Vault, contract_id: str) -> ContractDetails:
    """Return a contract by its id; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        contract = get(session, Contract, contract_id)
        return contract_details(session, contract)


def contract_details(session: Session, contract: Contract) -> ContractDetails:
    """Return everything of a contract."""
    buyer, rules = contract.buyer, read_rules(session)
    lots: list[Lot] = list(_children(session, Lot, contract.id, Lot.number))
    orders = in_order(_children(session, PurchaseOrder, contract.id, PurchaseOrder.id))
    requests = _children(session, DocumentRequest, contract.id, DocumentRequest.due_on)
    pathways: Sequence[Pathway] = _children(session, Pathway, contract.id, Pathway.reference)
    hours = [pathway_hours(pathway) for pathway in pathways]
    by_lot = balance_by_lot(owed_by_lot(volume_terms(contract, lots), orders_of(orders)), hours)
    companies = _companies(session, contract.id)
    contacts = {
        company.id: _contacts(session, Contact.company_id == company.id) for _, company in companies
    }
    departures = departures_of((company for _, company in companies), contacts)
    return ContractDetails(
        id=contract.id,
        reference=contract.reference,
        fields={name: getattr(contract, name) for name in contract.journalled_fields()},
        buyer_name=buyer.name if buyer else "",
        buyer_siret=buyer.siret if buyer else "",
        buyer_contacts=_lines(_contacts(session, Contact.buyer_id == contract.buyer_id)),
        awardees=tuple(
            _awardee(awardee, company, contacts[company.id]) for awardee, company in companies
        ),
        lots=tuple(_lot(session, lot, by_lot[lot.id]) for lot in lots),
        orders=_orders(contract, lots, orders, pathways),
        places=tuple(
            _place(place)
            for place in _children(session, ExecutionPlace, contract.id, ExecutionPlace.id)
        ),
        requests=tuple(map(_request, requests)),
        pathways=pathways_of_contract(session, contract.id),
        balance=balance(contract.owed_minutes, hours),
        unlotted=by_lot[""],
        planned_weeks=_planned_weeks(session, pathways),
        alerts=present_alerts(contract, orders, pathways, requests, departures, rules, lots=lots),
        rules=rules,
        suggested_minutes=suggested_minutes(contract.amount_cents),
        next=_next(contract),
        warnings=_warnings(contract, lots),
    )


def _next(contract: Contract) -> NextAction:
    return NextAction(
        contract.next_owner,
        contract.next_action,
        contract.next_label,
        contract.next_due,
        contract.last_event_on,
    )


def _warnings(contract: Contract, lots: Sequence[Lot]) -> tuple[str, ...]:
    found = [size_warning(contract.clause_minutes, contract.amount_cents)]
    if contract.volume_mode == VolumeMode.FIXED:
        found.append(lots_warning(contract.clause_minutes, [lot.clause_minutes for lot in lots]))
    return tuple(filter(None, found))


def _companies(session: Session, contract_id: str) -> list[tuple[Awardee, Company]]:
    rows = session.execute(
        select(Awardee, Company)
        .join(Company, Company.id == Awardee.company_id)
        .where(Awardee.contract_id == contract_id, Awardee.deleted_at.is_(None))
        .order_by(*Awardee.by_importance())
    )
    return [(awardee, company) for awardee, company in rows]


def _awardee(awardee: Awardee, company: Company, contacts: Sequence[Contact]) -> AwardeeLine:
    return AwardeeLine(
        awardee.id,
        company.id,
        company.name,
        company.siret,
        company.other_id,
        awardee.role,
        _lines(contacts),
    )


def _lot(session: Session, lot: Lot, its_balance: Balance) -> LotLine:
    company = session.get(Company, lot.company_id) if lot.company_id else None
    return LotLine(
        lot.id,
        lot.number,
        lot.title,
        lot.amount_cents,
        lot.clause_minutes,
        lot.company_id or "",
        company.known_as if company else "",
        its_balance,
    )


def _orders(
    contract: Contract,
    lots: Sequence[Lot],
    orders: Sequence[PurchaseOrder],
    pathways: Sequence[Pathway],
) -> tuple[OrderLine, ...]:
    facts = order_facts(volume_terms(contract, lots), orders, pathways)
    return tuple(
        OrderLine(
            order.id,
            order.number,
            order.ordered_on,
            order.amount_cents,
            order.minutes,
            order.lot_id or "",
            fact.unlocked,
            fact.covered,
        )
        for order, fact in zip(orders, facts, strict=True)
    )


def _place(place: ExecutionPlace) -> PlaceLine:
    return PlaceLine(
        place.id,
        place.label,
        place.address,
        place.postal_code,
        place.commune_code,
        place.commune,
        place.department,
        place.academie,
    )


def _request(request: DocumentRequest) -> RequestLine:
    return RequestLine(
        request.id,
        request.title,
        request.addressee,
        request.asked_on,
        request.due_on,
        request.received_on,
        request.pathway_id or "",
    )


def _planned_weeks(session: Session, pathways: Sequence[Pathway]) -> tuple[Week, ...]:
    running = [
        pathway.id
        for pathway in pathways
        if pathway.beneficiary_id is not None
        and pathway.status not in ENDED
        and pathway.interrupted_on is None
    ]
    rows = session.scalars(
        select(PathwayWeek).where(
            PathwayWeek.pathway_id.in_(running), PathwayWeek.deleted_at.is_(None)
        )
    )
    return tuple(Week(row.monday, row.planned_minutes, row.done_minutes) for row in rows)


def _contacts(session: Session, owner: ColumnElement[bool]) -> list[Contact]:
    rows = session.scalars(
        select(Contact)
        .where(owner, Contact.deleted_at.is_(None))
        .order_by(Contact.until.is_not(None), Contact.name)
    )
    return list(rows)


def _lines(contacts: Sequence[Contact]) -> tuple[ContactLine, ...]:
    return tuple(map(contact_line, contacts))


def contact_line(contact: Contact) -> ContactLine:
    """Return a person at a company or a buyer as the pages show them."""
    return ContactLine(
        contact.id,
        contact.name,
        contact.role,
        contact.phone,
        contact.email,
        contact.since,
        contact.until,
        contact.replaced_by_id or "",
    )


def _children(session: Session, record: Any, contract_id: str, order: Any) -> Sequence[Any]:  # noqa: ANN401
    return session.scalars(
        select(record)
        .where(record.contract_id == contract_id, record.deleted_at.is_(None))
        .order_by(order, record.id)
    ).all()
