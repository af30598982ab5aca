from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.storage.rotation import backups_to_keep

START = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 4 * 365 * 24 * 60).map(lambda minute: START + timedelta(minutes=minute)),
    max_size=150,
)


@given(MOMENTS)
def test_newest_is_kept_and_nothing_is_invented(times: list[datetime]) -> None:
    kept = backups_to_keep(times)
    assert kept <= set(times)
    assert len(kept) <= 17
    if times:
        assert max(times) in kept


@given(MOMENTS)
def test_last_days_weeks_and_months_each_keep_their_newest(times: list[datetime]) -> None:
    kept = backups_to_keep(times)
    rules: list[tuple[Callable[[datetime], object], int]] = [
        (lambda time: time.date(), 7),
        (lambda time: time.isocalendar()[:2], 4),
        (lambda time: (time.year, time.month), 6),
    ]
    for period_of, count in rules:
        newest = {period_of(time): time for time in sorted(times)}
        assert set(sorted(newest.values(), reverse=True)[:count]) <= kept


@given(MOMENTS)
def test_rotating_again_removes_nothing(times: list[datetime]) -> None:
    kept = backups_to_keep(times)
    assert backups_to_keep(kept) == kept


@given(MOMENTS)
def test_rotating_at_each_backup_keeps_the_last_week_of_work(times: list[datetime]) -> None:
    present: set[datetime] = set()
    for time in sorted(times):
        present = backups_to_keep(present | {time})
    days = {time.date() for time in sorted(times)}
    assert {time.date() for time in present} >= set(sorted(days)[-7:])


def test_a_year_of_daily_work() -> None:
    start = datetime(2026, 1, 1, 17, tzinfo=UTC)
    present: set[datetime] = set()
    for day in range(365):
        present = backups_to_keep(present | {start + timedelta(days=day)})
    last = start + timedelta(days=364)
    assert {last - timedelta(days=back) for back in range(7)} <= present
    assert {(time.year, time.month) for time in present} == {
        (2026, month) for month in range(7, 13)
    }
    assert 13 <= len(present) <= 17
