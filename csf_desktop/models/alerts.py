"""What a contract is warned of, and who owes what by when: DOMAIN.md's deadlines as rules.

An alert holds as long as its cause does; its deadline says when it becomes late. Nothing here reads
a clock, so that what derives from it can be stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csf_desktop.models.codes import ActionCode, Actor, AlertCode, ContractStatus
from csf_desktop.models.hours import WEEK
from csf_desktop.models.rules import DEFAULT_RULES, Rules

FLAGS: dict[AlertCode, int] = {code: 1 << position for position, code in enumerate(AlertCode)}
"""The bit of each alert in ``Contract.alert_flags``."""

MAX_WEEKS = 520
"""Ten years: a wrong amount may unlock more weeks than the calendar has."""


@dataclass(frozen=True, slots=True)
class Alert:
    """``due`` is the day it is owed by, ``None`` when no rule sets one; ``subject`` what it is of.

    The subject is a name, a number or a title as somebody wrote it, empty for the contract itself.
    """

    code: AlertCode
    owner: Actor
    action: ActionCode
    due: date | None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody who left a company of the contract with nobody named after them."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """A purchase order: the minutes it unlocks, ``None`` when nothing tells, and those planned."""

    number: str
    ordered_on: date | None
    unlocked: int | None
    covered: int


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A document asked for and not received yet; ``addressee`` owes it."""

    title: str
    addressee: Actor
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What the rules look at; minutes. ``last_contact_on`` is with anybody, pathways included.

    ``is_company_met``: a profile was sent for one of the pathways, or they went further.
    """

    status: ContractStatus
    notified_on: date | None = None
    ends_on: date | None = None
    last_contact_on: date | None = None
    is_company_met: bool = False
    unplaced_minutes: int = 0
    orders: Sequence[OrderFacts] = ()
    requests: Sequence[RequestFacts] = ()
    departures: Sequence[Departure] = ()


def alerts_of(facts: ContractFacts, rules: Rules = DEFAULT_RULES) -> tuple[Alert, ...]:
    """Return the alerts of a contract, the earliest deadline first."""
    found = [*_documents(facts)]
    if facts.status is ContractStatus.NOTIFIED:
        found += [
            *_contact(facts, rules),
            *_hours(facts, rules),
            *_orders(facts, rules),
            *_departures(facts, rules),
        ]
    return tuple(sorted(found, key=lambda alert: (alert.due or date.max, *_rank(alert))))


def flags_of(alerts: Sequence[Alert]) -> int:
    """Return the bits of these alerts together."""
    return sum({FLAGS[alert.code] for alert in alerts})


def codes_of(flags: int) -> tuple[AlertCode, ...]:
    """Return the alerts that bits stand for."""
    return tuple(code for code, bit in FLAGS.items() if flags & bit)


def place_by(ends_on: date, unplaced_minutes: int, rules: Rules = DEFAULT_RULES) -> date:
    """Return the day by which hours must have a young person.

    Six months before the end (DOMAIN [L]: listed then, the hours will be lost), and sooner when the
    weeks they take at full rhythm are more than that, ten years at most.
    """
    weeks = min(-(-unplaced_minutes // rules.adult_week_minutes), MAX_WEEKS)
    return ends_on - max(timedelta(days=rules.late_contract_days), weeks * WEEK)


def _rank(alert: Alert) -> tuple[int, str, str]:
    return list(AlertCode).index(alert.code), alert.subject, alert.owner


def _contact(facts: ContractFacts, rules: Rules) -> Iterator[Alert]:
    """Companies forget the clause between publication and notification [S].

    Pathways put on offer or reserved meanwhile change nothing: nobody has reached the company.
    """
    notified, last = facts.notified_on, facts.last_contact_on
    if facts.is_company_met:
        return
    if last is not None and (notified is None or last >= notified):
        return
    due = notified and notified + timedelta(days=rules.first_contact_days)
    yield Alert(AlertCode.UNCONTACTED, Actor.TUTOR, ActionCode.FIRST_CONTACT, due)


def _hours(facts: ContractFacts, rules: Rules) -> Iterator[Alert]:
    if facts.ends_on is None or facts.unplaced_minutes <= 0:
        return
    due = place_by(facts.ends_on, facts.unplaced_minutes, rules)
    if facts.notified_on is not None:  # a short contract is not late from its first day
        declared = facts.notified_on + timedelta(days=rules.declare_days)
        due = max(due, min(declared, facts.ends_on))
    yield Alert(AlertCode.UNPLACED_HOURS, Actor.TUTOR, ActionCode.PLACE_HOURS, due)


def _orders(facts: ContractFacts, rules: Rules) -> Iterator[Alert]:
    for order in facts.orders:
        if order.unlocked is not None and order.covered >= order.unlocked:
            continue
        due = order.ordered_on and order.ordered_on + timedelta(days=rules.plan_order_days)
        yield Alert(
            AlertCode.UNPLANNED_ORDER, Actor.TUTOR, ActionCode.PLAN_ORDER, due, order.number
        )


def _documents(facts: ContractFacts) -> Iterator[Alert]:
    for request in facts.requests:
        yield Alert(
            AlertCode.DOCUMENT_DUE,
            request.addressee,
            ActionCode.HAND_IN_DOCUMENT,
            request.due_on,
            request.title,
        )


def _departures(facts: ContractFacts, rules: Rules) -> Iterator[Alert]:
    for gone in facts.departures:
        due = gone.on + timedelta(days=rules.find_contact_days)
        yield Alert(AlertCode.CONTACT_GONE, Actor.TUTOR, ActionCode.FIND_CONTACT, due, gone.name)
