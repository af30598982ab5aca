"""Alerts, chips and « À faire » of invented contracts, against what their story says by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest

from csf_desktop.models.codes import ActionCode, Actor, ContactRole, ContractStatus
from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_list import contract_chips, open_contracts
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import (
    OrderDraft,
    RequestDraft,
    add_order,
    receive_document,
    request_document,
)
from csf_desktop.services.contracts import set_contract_status, update_contract
from csf_desktop.services.due_list import open_due
from csf_desktop.services.organisations import update_contact
from csf_desktop.services.pathways import reserve
from csf_desktop.services.rows import ListQuery
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    TODAY,
    add_contract,
    add_pathway,
    add_person,
    make_contact,
    make_vault,
    note_event,
)

NUMBER = 60
ENDS = (-5, 0, 100, 183, 184, 500)
"""Days from today, with both sides of six months."""

QUERY = ListQuery(TODAY)


def days(number: int) -> timedelta:
    return timedelta(days=number)


@dataclass
class Story:
    """One contract as it was made, in plain words; hours."""

    notified: date | None
    ends: date | None
    fixed: int | None
    is_closed: bool
    contacted: date | None
    offered: int
    placed: int
    orders: list[tuple[str, date, int]] = field(default_factory=list)
    asked: list[tuple[str, Actor, date]] = field(default_factory=list)
    gone: tuple[str, date] | None = None
    id: str = ""
    reference: str = ""

    @property
    def is_running(self) -> bool:
        return self.notified is not None and not self.is_closed

    @property
    def unplaced(self) -> int:
        owed = self.fixed if self.fixed is not None else sum(hours for *_, hours in self.orders)
        return max(0, owed - 300 * self.placed)


def invent(chance: random.Random) -> Story:
    notified = TODAY - days(chance.choice([2, 15, 16, 200])) if chance.random() < 0.85 else None
    story = Story(
        notified=notified,
        ends=max(notified, TODAY + days(chance.choice(ENDS))) if notified else None,
        fixed=chance.choice([0, 150, 300, 900]) if chance.random() < 0.6 else None,
        is_closed=notified is not None and chance.random() < 0.15,
        contacted=TODAY - days(chance.choice([1, 30])) if chance.random() < 0.5 else None,
        offered=chance.choice([0, 0, 1]),
        placed=chance.choice([0, 0, 0, 1]),
    )
    if story.fixed is None:
        for number in range(chance.randint(0, 3)):
            day = TODAY - days(40 - 10 * number)
            story.orders.append((f"BC-{number}", day, chance.choice([150, 300])))
    if chance.random() < 0.4:
        story.asked.append(("RIB", chance.choice([Actor.COMPANY, Actor.BUYER]), TODAY + days(3)))
    if chance.random() < 0.3:
        story.gone = ("Anne Le Goff", TODAY - days(chance.randint(1, 20)))
    return story


def tell(vault: Vault, story: Story, number: int) -> None:
    """Make the contract of a story, as its tutor would."""
    story.id = add_contract(
        vault,
        company_name=f"Entreprise {number}",
        notified_on=story.notified,
        ends_on=story.ends,
        clause_minutes=(story.fixed or 0) * HOUR,
    )
    details = get_contract(vault, story.id)
    story.reference = details.reference
    if story.fixed is None:
        update_contract(vault, story.id, {"volume_mode": "per_order"})
    for name, day, hours in story.orders:
        add_order(vault, story.id, OrderDraft(name, day, minutes=hours * HOUR))
    for title, owner, due in story.asked:
        request_document(vault, story.id, RequestDraft(title, owner, TODAY, due), TODAY)
    received = RequestDraft("Certificat", Actor.COMPANY, TODAY, TODAY + days(1))
    request_id = request_document(vault, story.id, received, TODAY).created
    receive_document(vault, request_id, TODAY)
    if story.gone is not None:
        company_id = details.awardees[0].company_id
        contact = make_contact(vault, company_id, story.gone[0], ContactRole.REFERENT)
        update_contact(vault, contact, {"until": story.gone[1]})
    if story.contacted is not None:
        moment = datetime.combine(story.contacted, time(10)).astimezone()
        note_event(vault, contract_id=story.id, happened_at=moment)
    for _ in range(story.offered):
        add_pathway(vault, story.id)
    for _ in range(story.placed):
        reserve(vault, add_pathway(vault, story.id), add_person(vault), TODAY)
    if story.is_closed:
        set_contract_status(vault, story.id, ContractStatus.CLOSED, TODAY)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, list[Story]]]:
    chance = random.Random(3)
    stories = [invent(chance) for _ in range(NUMBER)]
    with make_vault(tmp_path_factory.mktemp("alerts")) as vault:
        for number, story in enumerate(stories):
            tell(vault, story, number)
        yield vault, stories


Expected = tuple[str, Actor, ActionCode, date | None, str]


def by_hand(story: Story) -> set[Expected]:
    """Return the alerts of a story, worked out from DOMAIN.md without the rules' own code."""
    found: set[Expected] = {
        ("document_due", owner, ActionCode.HAND_IN_DOCUMENT, due, title)
        for title, owner, due in story.asked
    }
    if not story.is_running:
        return found
    assert story.notified is not None
    tutor, pathways = Actor.TUTOR, story.offered + story.placed
    if story.contacted is None or story.contacted < story.notified:
        due = story.notified + days(15)
        found.add(("uncontacted", tutor, ActionCode.FIRST_CONTACT, due, ""))
    if story.ends is not None and story.unplaced:
        weeks = (story.unplaced + 34) // 35
        usual = story.ends - days(max(183, 7 * weeks))
        due = max(usual, min(story.notified + days(15), story.ends))
        found.add(("unplaced_hours", tutor, ActionCode.PLACE_HOURS, due, ""))
    planned = 300 * pathways
    for name, day, hours in story.orders:
        if planned < hours:
            found.add(("unplanned_order", tutor, ActionCode.PLAN_ORDER, day + days(15), name))
        planned = max(0, planned - hours)
    if story.gone is not None:
        name, day = story.gone
        found.add(("contact_gone", tutor, ActionCode.FIND_CONTACT, day + days(7), name))
    return found


def test_each_contract_has_the_alerts_of_its_story(told: tuple[Vault, list[Story]]) -> None:
    vault, stories = told
    seen = set()
    for story in stories:
        alerts = get_contract(vault, story.id).alerts
        shown = {(one.code.value, one.owner, one.action, one.due, one.subject) for one in alerts}
        assert shown == by_hand(story), story
        assert len(shown) == len(alerts)
        assert [one.due or date.max for one in alerts] == sorted(
            one.due or date.max for one in alerts
        )
        seen |= {one.code.value for one in alerts}
    assert len(seen) == 5, "the seed leaves an alert out"


def codes_of(story: Story) -> set[str]:
    return {code for code, *_ in by_hand(story)}


def is_ending(story: Story) -> bool:
    return (
        not story.is_closed and story.ends is not None and TODAY <= story.ends <= TODAY + days(183)
    )


CHIPS: dict[str, Callable[[Story], bool]] = {
    "uncontacted": lambda story: (
        story.is_running and (story.contacted is None or "uncontacted" in codes_of(story))
    ),
    "unplaced": lambda story: is_ending(story) and not story.placed,
    "to_place": lambda story: is_ending(story) and story.unplaced > 0,
    "order": lambda story: "unplanned_order" in codes_of(story),
    "document": lambda story: bool(story.asked),
    "gone": lambda story: "contact_gone" in codes_of(story),
    "drafted": lambda story: story.notified is None,
    "no_volume": lambda story: (
        not story.is_closed and not story.placed and not story.fixed and not story.orders
    ),
    "active": lambda story: not story.is_closed,
}


@pytest.mark.parametrize("chip", CHIPS)
def test_a_chip_shows_the_contracts_it_names(told: tuple[Vault, list[Story]], chip: str) -> None:
    vault, stories = told
    expected = {story.reference for story in stories if CHIPS[chip](story)}
    assert 0 < len(expected) < NUMBER, "the seed leaves this chip empty or full"
    listing = open_contracts(vault, ListQuery(TODAY, chip=chip))
    assert {row.reference for row in listing.rows} == expected
    assert contract_chips(vault, QUERY)[chip] == listing.count == len(expected)


def test_what_is_due_is_the_first_of_the_step_and_the_alerts(
    told: tuple[Vault, list[Story]],
) -> None:
    vault, stories = told
    lines = {row.reference: row for row in open_due(vault, QUERY).rows if row.kind == "contract"}
    for story in stories:
        owed = [(due, owner, action, subject) for _, owner, action, due, subject in by_hand(story)]
        if story.notified is None:
            owed.append((None, Actor.BUYER, ActionCode.PUBLISH, ""))
        elif story.is_running and not story.offered + story.placed:
            due = story.notified + days(15)
            owed.append((due, Actor.BUYER, ActionCode.DECLARE_PATHWAYS, ""))
        if not owed:
            assert story.reference not in lines
            continue
        first = min(one[0] or date.max for one in owed)
        likely = [one for one in owed if (one[0] or date.max) == first]
        line = lines[story.reference].next
        assert (line.due, line.owner, line.action, line.label) in likely
        if any(owner is Actor.TUTOR for _, owner, *_ in likely):
            assert line.owner == Actor.TUTOR
