"""Works out what derives from the records: hours, next actions, search words.

Runs inside the transaction that changed them, over what it touched only, in chunks of a few
hundred rows with a handful of queries each.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from csf_desktop.models.alerts import flags_of
from csf_desktop.models.base import NO_DUE_DATE, Record
from csf_desktop.models.codes import ActionCode, EventKind, PathwayStatus
from csf_desktop.models.course import ENDED
from csf_desktop.models.entities import (
    Awardee,
    Beneficiary,
    Company,
    Contact,
    Contract,
    DocumentRequest,
    ExecutionPlace,
    FollowUpEvent,
    Lot,
    Outcome,
    Pathway,
    PathwayWeek,
    PurchaseOrder,
    Setting,
    Visit,
)
from csf_desktop.models.hours import (
    FREED,
    Week,
    balance,
    counted_minutes,
    done_minutes,
)
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
from csf_desktop.storage.french import fold
from csf_desktop.storage.next_actions import NextAction, next_action_of, own_action_of
from csf_desktop.storage.search import INDEXED, clear, index_rows, words_of

CHUNK = 400
"""Rows worked out together; SQLite takes at most 32 766 parameters in a statement."""

RULES_SETTING = "rules"

DERIVED_SETTING = "derived_by"
VERSION = "2"
"""Of what is worked out here: a vault brought up to date by another version is done again."""

Found = TypeVar("Found", bound=Record)
Touched = Mapping[str, set[str]]


def refresh(session: Session, touched: Touched) -> None:
    """Bring up to date everything that derives from the records ``touched`` (ids by kind)."""
    if not touched:
        return
    rules = read_rules(session)
    pathways = _pathways_of(session, touched)
    contracts = _contracts_of(session, touched, pathways)
    for ids in _chunks(pathways):
        _refresh_pathways(session, ids, rules)
    session.flush()
    for ids in _chunks(contracts):
        _refresh_contracts(session, ids, rules)
    session.flush()
    for ids in _chunks(touched.get("beneficiary", ())):
        people = _load(session, Beneficiary, ids)
        for person in people:
            person.name_key = fold(f"{person.family_name} {person.given_name}")
        _index(session, Beneficiary, people, _beneficiary_words)
    for ids in _chunks(touched.get("company", ())):
        _index(session, Company, _load(session, Company, ids), _company_words)
    session.flush()


def rebuild(session: Session) -> None:
    """Work out everything again, records deleted included; memory stays flat."""
    for kind in INDEXED:
        clear(session, kind)
    for record in (Beneficiary, Company, Pathway, Contract):
        for ids in _chunks(session.scalars(select(record.id))):
            refresh(session, {record.kind: set(ids)})
            session.expunge_all()


def bring_up_to_date(session: Session) -> bool:
    """Work out everything again if another version of this program did; tell whether it was so."""
    done_by = session.get(Setting, DERIVED_SETTING)
    if done_by is not None and done_by.value == VERSION:
        return False
    rebuild(session)
    session.merge(Setting(name=DERIVED_SETTING, value=VERSION))
    return True


def read_rules(session: Session) -> Rules:
    """Return the rules of this vault."""
    stored = session.scalar(select(Setting.value).where(Setting.name == RULES_SETTING))
    return Rules.from_settings(json.loads(stored)) if stored else Rules()


# --- what is affected


def _pathways_of(session: Session, touched: Touched) -> set[str]:
    found = set(touched.get("pathway", ()))
    for record in (PathwayWeek, Outcome, FollowUpEvent, Visit):
        found |= _column(session, record.pathway_id, record.id, touched.get(record.kind, ()))
    for column, kind in (
        (Pathway.contract_id, "contract"),
        (Pathway.company_id, "company"),
        (Pathway.beneficiary_id, "beneficiary"),
    ):
        found |= _column(session, Pathway.id, column, touched.get(kind, ()))
    bought = _column(session, Contract.id, Contract.buyer_id, touched.get("buyer", ()))
    return found | _column(session, Pathway.id, Pathway.contract_id, bought)


def _contracts_of(session: Session, touched: Touched, pathways: set[str]) -> set[str]:
    found = set(touched.get("contract", ()))
    for record in (
        Lot, PurchaseOrder, Awardee, ExecutionPlace, DocumentRequest, FollowUpEvent
    ):  # fmt: skip
        found |= _column(session, record.contract_id, record.id, touched.get(record.kind, ()))
    found |= _column(session, Pathway.contract_id, Pathway.id, pathways)
    found |= _column(session, Contract.id, Contract.buyer_id, touched.get("buyer", ()))
    companies = set(touched.get("company", ()))
    companies |= _column(session, Contact.company_id, Contact.id, touched.get("contact", ()))
    found |= _column(session, Awardee.contract_id, Awardee.company_id, companies)
    return found


def _column(
    session: Session,
    wanted: InstrumentedAttribute[Any],
    key: InstrumentedAttribute[Any],
    ids: Iterable[str],
) -> set[str]:
    found: set[str] = set()
    for chunk in _chunks(ids):
        found.update(
            value for value in session.scalars(select(wanted).where(key.in_(chunk))) if value
        )
    return found


# --- pathways


def _refresh_pathways(session: Session, ids: Sequence[str], rules: Rules) -> None:
    statement = (
        select(Pathway)
        .where(Pathway.id.in_(ids))
        .options(
            joinedload(Pathway.contract).joinedload(Contract.buyer),
            joinedload(Pathway.company),
            joinedload(Pathway.beneficiary),
        )
    )
    pathways = session.scalars(statement).all()
    weeks = _grouped(session, PathwayWeek, PathwayWeek.pathway_id, ids)
    events = _grouped(session, FollowUpEvent, FollowUpEvent.pathway_id, ids)
    visits = _grouped(session, Visit, Visit.pathway_id, ids)
    for pathway in pathways:
        _set_hours(pathway, weeks[pathway.id])
        _set_next(pathway, events[pathway.id], visits[pathway.id], rules)
        person, company = pathway.beneficiary, pathway.company
        pathway.person_key = fold(f"{person.family_name} {person.given_name}") if person else ""
        pathway.company_key = fold(company.known_as) if company else ""
    _index(session, Pathway, pathways, _pathway_words)


def _set_hours(pathway: Pathway, weeks: Sequence[PathwayWeek]) -> None:
    plain = [Week(week.monday, week.planned_minutes, week.done_minutes) for week in weeks]
    status = PathwayStatus(pathway.status)
    pathway.done_minutes = done_minutes(plain)
    pathway.counted_minutes = counted_minutes(
        status, pathway.planned_minutes, plain, pathway.interrupted_on
    )
    pathway.is_ended = status in ENDED


def _set_next(
    pathway: Pathway, events: Sequence[FollowUpEvent], visits: Sequence[Visit], rules: Rules
) -> None:
    found = next_action_of(pathway, events, visits, rules)
    pathway.next_owner = found.owner
    pathway.next_action = found.action
    pathway.next_label = found.label
    pathway.next_due = found.due
    pathway.due_order = found.due or NO_DUE_DATE
    pathway.last_event_on = _last_day(events)
    pathway.last_contact_on = _last_day(_contacts(events))


def _pathway_words(pathway: Pathway) -> str:
    contract, company, person = pathway.contract, pathway.company, pathway.beneficiary
    return words_of(
        pathway.reference,
        pathway.title,
        f"{person.given_name} {person.family_name} {person.reference}" if person else "",
        f"{company.name} {company.siret} {company.other_id}" if company else "",
        contract.reference,
        contract.external_reference,
        contract.place,
        contract.buyer.name if contract.buyer else "",
    )


# --- contracts


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


def _refresh_contracts(session: Session, ids: Sequence[str], rules: Rules) -> None:
    statement = select(Contract).where(Contract.id.in_(ids)).options(joinedload(Contract.buyer))
    contracts = session.scalars(statement).all()
    around = _around(session, ids)
    contacts = _grouped(
        session,
        Contact,
        Contact.company_id,
        list({company.id for one in around.values() for company in one.companies}),
    )
    for contract in contracts:
        found = around[contract.id]
        _set_balance(contract, found)
        _set_last_days(contract, found.pathways, found.events)
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
    _index(
        session,
        Contract,
        contracts,
        lambda contract: _contract_words(contract, around[contract.id]),
    )


def _around(session: Session, ids: Sequence[str]) -> dict[str, _Around]:
    """Return what stands around each contract, by its id, in a query a table."""
    pathways = _grouped(session, Pathway, Pathway.contract_id, ids)
    lots = _grouped(session, Lot, Lot.contract_id, ids)
    orders = _grouped(session, PurchaseOrder, PurchaseOrder.contract_id, ids)
    places = _grouped(session, ExecutionPlace, ExecutionPlace.contract_id, ids)
    requests = _grouped(session, DocumentRequest, DocumentRequest.contract_id, ids)
    events = _grouped(session, FollowUpEvent, FollowUpEvent.contract_id, ids)
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
    contract: Contract, pathways: Sequence[Pathway], events: Sequence[FollowUpEvent]
) -> None:
    """Set the day of the last event, and of the last exchange with anybody, pathways included."""
    happened = [_last_day(events), *(pathway.last_event_on for pathway in pathways)]
    contacted = [_last_day(_contacts(events)), *(pathway.last_contact_on for pathway in pathways)]
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
        f"{contract.cpv} {label_of(contract.cpv)} {division_label(contract.cpv)}",
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


# --- helpers


def _beneficiary_words(person: Beneficiary) -> str:
    return words_of(person.reference, person.given_name, person.family_name, person.commune)


def local_day(event: FollowUpEvent) -> date:
    """Return the day of an event on this laptop's calendar."""
    return event.happened_at.astimezone().date()


def _contacts(events: Sequence[FollowUpEvent]) -> list[FollowUpEvent]:
    return [event for event in events if event.event_kind == EventKind.CONTACT]


def _last_day(events: Sequence[FollowUpEvent]) -> date | None:
    return max((local_day(event) for event in events), default=None)


def _company_words(company: Company) -> str:
    return words_of(company.name, company.siret, company.other_id, company.commune)


def _index(
    session: Session,
    record: type[Found],
    found: Sequence[Found],
    words: Callable[[Found], str],
) -> None:
    index_rows(session, record, {row.id: "" if row.deleted_at else words(row) for row in found})


def _load(session: Session, record: type[Any], ids: Sequence[str]) -> Sequence[Any]:
    return session.scalars(select(record).where(record.id.in_(ids))).all()


def _grouped(
    session: Session, record: type[Any], key: InstrumentedAttribute[Any], ids: Sequence[str]
) -> dict[str, list[Any]]:
    """Return the records not deleted whose ``key`` is among ``ids``, by that key."""
    rows = session.scalars(select(record).where(key.in_(ids), record.deleted_at.is_(None)))
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, key.key)].append(row)
    return grouped


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(sorted(ids))
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
