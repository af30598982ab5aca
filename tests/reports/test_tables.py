"""Tables cut to the room they have, and weeks likewise."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.reports.tables import Column, DataTable
from csf_desktop.reports.weeks import WeekGrid
from tests.reports.samples import weeks
from tests.reports.texts import any_text

COLUMNS = (
    Column("Date", 1, max_lines=1),
    Column("Résultat", 3),
    Column("Heures", 1, is_right=True),
)
rows = st.lists(st.tuples(any_text, any_text, any_text), max_size=20).map(tuple)


def told(number: int) -> str:
    return f"… et {number} autres"


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(rows, st.floats(45, 400))
def test_fitting_keeps_the_first_rows_that_fit_and_counts_the_others(
    some: tuple[tuple[str, str, str], ...], room: float
) -> None:
    table = DataTable(COLUMNS, some).fitting(300, room, told)
    assert table.height(300) <= room + 0.02
    assert table.rows == some[: len(table.rows)]
    left_out = len(some) - len(table.rows)
    assert table.closing == (told(left_out) if left_out else "")


def test_a_row_more_is_kept_when_there_is_just_room_for_all() -> None:
    table = DataTable(COLUMNS, (("1er", "a", "b"), ("2", "c", "d"), ("3", "e", "f")))
    whole = table.height(300)
    assert table.fitting(300, whole, told) == table
    assert len(table.fitting(300, whole - 1, told).rows) == 1


def test_weeks_that_fit_are_the_newest_in_order() -> None:
    thirty = weeks(30, 4)
    whole = WeekGrid.fitting(thirty[::-1], 500)
    assert whole is not None
    assert whole.weeks == thirty
    short = WeekGrid.fitting(thirty, whole.height(0) - 1)
    assert short is not None
    assert short.weeks == thirty[2:]
    assert short.left_out == 2
    assert short.height(0) <= whole.height(0) - 1
    assert short.weeks[0].monday == date(2026, 10, 19)
    assert WeekGrid.fitting(thirty, 10) is None
