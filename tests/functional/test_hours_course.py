"""The course worked by hand in docs/heures.md, driven through the window by mouse and keyboard."""

from __future__ import annotations

import pytest

from scripts.tour import first_run, hours_course, sight
from scripts.tour.waiting import wait_for
from tests.functional.conftest import MakeStage
from tests.helpers.hours_table import Figures, Step, steps


@pytest.mark.timeout(600)
def test_the_window_shows_what_the_page_says_at_each_step(make_stage: MakeStage) -> None:
    stage = make_stage()
    stage.calendar.move_to(steps()[0].day)
    first_run.go_through_assistant(stage)
    for step in steps():
        hours_course.carry_out(stage, step.number, step.day)
        check(step)


def test_the_tour_goes_by_the_days_of_the_page() -> None:
    assert tuple(step.day for step in steps()) == hours_course.DAYS


def check(step: Step) -> None:
    """The page of the contract says the figures of the table, and so does that of B."""
    found = step.figures
    if found.owed:
        check_figures(found)
        check_orders(found)
        check_forecast(step.number, found)
    if found.interrupted is not None:
        assert hours_course.counted_hours(hours_course.B) == found.interrupted, step.number
        hours_course.show_contract()


def check_figures(found: Figures) -> None:
    expected = {
        "Dues": found.owed,
        "Commencées": found.committed - found.reserved,
        "Réservées": found.reserved,
        "Proposées": found.on_offer,
        "À prévoir": found.left,
    }
    names = ("dues", "placées", "proposées", "à prévoir")
    for number, figures in found.lots.items():
        cells = zip(names, figures, strict=True)
        expected |= {f"Lot {number}, {name}": hours for name, hours in cells}
    wait_for(lambda: hours_course.figures(expected) == expected, f"on ne voit pas {expected}", 5)


def check_orders(found: Figures) -> None:
    for number, (covered, unlocked) in found.orders.items():
        sees(f"Bon {number}", f"{unlocked} h débloquées, {covered} h prévues")
    sees(f"Réalisées par les jeunes, comptées à part : {found.done} h")


def check_forecast(number: int, found: Figures) -> None:
    if number == max(step.number for step in steps()):
        sees(f"{found.left_at_end} h sont restées dues au")
    elif found.at_risk:
        sees(f"{found.left_at_end} h resteront dues le", "et risquent d’être perdues")
    else:
        sees(f"{found.left_at_end} h resteront dues le", "il est encore temps de les placer")


def sees(*texts: str) -> None:
    wait_for(lambda: all(text in sight.words() for text in texts), f"on ne voit pas {texts}", 5)
