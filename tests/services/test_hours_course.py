"""The course worked by hand in docs/heures.md, driven through the services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from csf_desktop.models.codes import AlertCode
from csf_desktop.models.hours import Balance
from csf_desktop.models.rules import HOUR
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.contract_parts import LotDraft, OrderDraft, add_lot, add_order
from csf_desktop.services.contracts import (
    ContractDraft,
    create_contract,
    set_contract_status,
    update_contract,
)
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import (
    PathwayDraft,
    advance,
    create_pathway,
    reserve,
    set_outcomes,
    set_week,
)
from csf_desktop.services.rows import ListQuery
from csf_desktop.storage import projections
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault
from tests.helpers.hours_table import Figures, Step, steps, sums
from tests.helpers.vaults import add_person, make_vault

A_MONDAYS = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 28)]
A_LATER = [date(2026, 10, day) for day in (5, 12, 19, 26)] + [date(2026, 11, 2)]
B_MONDAYS = [date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 28)]


class Course:
    """The contract of the page; ``do`` carries a step out as a tutor would."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.id = self.a = self.b = ""
        self.lots: dict[str, str] = {}

    def do(self, step: Step) -> None:
        acts: dict[int, Callable[[date], object]] = {
            1: self.publish,
            2: lambda day: set_contract_status(self.vault, self.id, "notified", day),
            3: lambda day: self.order("BC-1", day, "1", euros=250_000),
            4: lambda day: self.order("BC-2", day, "2", euros=60_000),
            5: self.offer,
            6: lambda day: self.order("BC-3", day, "1", euros=80_000, hours=100),
            7: self.reserve,
            8: self.enter,
            9: self.first_weeks,
            10: self.interrupt,
            11: self.close_a,
            12: lambda day: self.order("BC-4", day, "2", euros=200_000),
            15: lambda day: set_contract_status(self.vault, self.id, "closed", day),
        }
        if step.number in acts:  # else only days go by
            acts[step.number](step.day)

    def publish(self, day: date) -> None:
        draft = ContractDraft(
            object="Peinture et sols des collèges",
            company_name="Bâtisseurs du Nord",
            clause_minutes=900 * HOUR,
            duration_months=24,
            published_on=day,
        )
        self.id = create_contract(self.vault, draft, day).created
        rule = {"volume_mode": "per_amount", "minutes_per_amount": 150 * HOUR}
        update_contract(self.vault, self.id, {**rule, "amount_step_cents": 100_000_00})
        for number, title, hours in (("1", "Peinture", 600), ("2", "Sols", 300)):
            lot = LotDraft(number, title, clause_minutes=hours * HOUR)
            self.lots[number] = add_lot(self.vault, self.id, lot).created

    def order(
        self, number: str, day: date, lot: str, *, euros: int, hours: int | None = None
    ) -> None:
        minutes = None if hours is None else hours * HOUR
        draft = OrderDraft(number, day, euros * 100, minutes, self.lots[lot])
        add_order(self.vault, self.id, draft)

    def offer(self, day: date) -> None:
        self.a, self.b = (
            create_pathway(
                self.vault,
                PathwayDraft(
                    self.id,
                    title,
                    planned_minutes=hours * HOUR,
                    starts_on=starts_on,
                    lot_id=self.lots[lot],
                ),
                day,
            ).created
            for title, hours, starts_on, lot in (
                ("Aide peintre", 300, date(2026, 9, 7), "1"),
                ("Aide solier", 150, date(2026, 9, 14), "2"),
            )
        )

    def reserve(self, day: date) -> None:
        for pathway, given in ((self.a, "Inès"), (self.b, "Malik")):
            reserve(self.vault, pathway, add_person(self.vault, given), day)

    def enter(self, day: date) -> None:
        for pathway, entered in ((self.a, date(2026, 9, 7)), (self.b, day)):
            for status in ("profile_sent", "meeting", "agreement"):
                advance(self.vault, pathway, status, date(2026, 6, 22))
            advance(self.vault, pathway, "in_progress", entered)

    def write(self, pathway: str, mondays: list[date], hours: list[int]) -> None:
        for monday, done in zip(mondays, hours, strict=True):
            set_week(self.vault, pathway, monday, done_minutes=done * HOUR)

    def first_weeks(self, _day: date) -> None:
        self.write(self.a, A_MONDAYS, [35, 30, 35, 20])
        self.write(self.b, B_MONDAYS, [35, 28, 7])

    def interrupt(self, day: date) -> None:
        self.write(self.b, [date(2026, 10, 5)], [14])
        advance(self.vault, self.b, "interrupted", day, "Le projet ne convenait pas")

    def close_a(self, day: date) -> None:
        self.write(self.a, A_LATER, [35, 35, 35, 35, 20])
        advance(self.vault, self.a, "review", day)
        set_outcomes(self.vault, self.a, {"career_plan"}, day)
        advance(self.vault, self.a, "closed", day)

    def details(self) -> ContractDetails:
        return get_contract(self.vault, self.id)

    def counted_of_b(self, day: date) -> int | None:
        return get_pathway(self.vault, self.b, day).counted_minutes // HOUR if self.b else None

    def figures(self, day: date) -> Figures:
        """Return what the program shows on a day, as the table says it."""
        found = self.details()
        whole, foreseen = found.balance, found.forecast(day)
        return Figures(
            owed=whole.owed // HOUR,
            committed=whole.committed // HOUR,
            reserved=whole.reserved // HOUR,
            on_offer=whole.on_offer // HOUR,
            left=whole.left // HOUR,
            done=whole.done // HOUR,
            interrupted=self.counted_of_b(day),
            lots={lot.number: of_lot(lot.balance) for lot in found.lots},
            orders={
                order.number: (order.covered // HOUR, (order.unlocked or 0) // HOUR)
                for order in found.orders
            },
            left_at_end=foreseen.left_at_end // HOUR,
            at_risk=foreseen.at_risk // HOUR,
        )


def of_lot(balance: Balance) -> tuple[int, int, int, int]:
    owed, committed = balance.owed // HOUR, balance.committed // HOUR
    return owed, committed, balance.on_offer // HOUR, balance.left // HOUR


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    vault = make_vault(tmp_path)
    yield Course(vault)
    vault.close()


def test_the_page_is_what_it_is_read_for() -> None:
    found = steps()
    assert [step.number for step in found] == list(range(1, 16))
    assert [step.day for step in found] == sorted(step.day for step in found)
    assert len(sums()) > 45


@pytest.mark.parametrize(("written", "worked", "said"), sums())
def test_every_sum_of_the_page_is_right(written: str, worked: int, said: int) -> None:
    assert worked == said, written


@pytest.mark.parametrize("step", steps(), ids=lambda step: f"etape-{step.number}")
def test_every_line_of_the_table_holds_together(step: Step) -> None:
    found = step.figures
    assert found.owed == found.committed + found.on_offer + found.left
    assert tuple(map(sum, zip(*found.lots.values(), strict=True))) == (
        found.owed,
        found.committed,
        found.on_offer,
        found.left,
    )
    assert sum(unlocked for _, unlocked in found.orders.values()) == found.owed
    waiting = sum(unlocked - covered for covered, unlocked in found.orders.values())
    assert waiting == found.left


def test_the_program_finds_what_the_page_says_at_each_step(course: Course) -> None:
    for step in steps():
        course.do(step)
        assert course.figures(step.day) == step.figures, f"étape {step.number}\u00a0: {step.words}"
        check_row(course, step)


def check_row(course: Course, step: Step) -> None:
    """The list of contracts shows the same figures as the page of one."""
    (row,) = open_contracts(course.vault, ListQuery(step.day)).rows
    expected = step.figures
    assert row.owed_minutes == expected.owed * HOUR
    assert row.committed_minutes == expected.committed * HOUR
    assert row.reserved_minutes == expected.reserved * HOUR
    assert row.offered_minutes == expected.on_offer * HOUR
    assert row.done_minutes == expected.done * HOUR
    assert row.unplaced_minutes == (expected.left + expected.on_offer) * HOUR


def test_the_alerts_of_the_course(course: Course) -> None:
    codes: dict[int, set[AlertCode]] = {}
    for step in steps():
        course.do(step)
        codes[step.number] = {alert.code for alert in course.details().ripe_alerts(step.day)}
    assert AlertCode.UNPLANNED_ORDER not in codes[6]  # BC-3, for 100 h: fifteen days to plan it
    assert AlertCode.UNPLANNED_ORDER in codes[7]
    assert AlertCode.UNPLACED_HOURS not in codes[13]
    assert AlertCode.UNPLACED_HOURS in codes[14]
    assert codes[15] == set()


def test_worked_out_again_nothing_changes(course: Course) -> None:
    for step in steps():
        course.do(step)
    before = course.figures(steps()[-1].day)
    with UnitOfWork(course.vault, "") as work:
        projections.rebuild(work.session)
        work.commit()
    assert course.figures(steps()[-1].day) == before
