"""The hybrid clock never goes back, whatever the wall clock or the files that came in say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.storage.clock import HybridClock, moment_of, utc_now

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2001, 9, 10), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware by hypothesis
STAMPS = st.builds(
    "{:013d}.{:05d}".format, st.integers(0, 9_999_999_999_998), st.integers(0, 99_999)
)


def stopped_at(moment: datetime) -> Callable[[], datetime]:
    """Return a wall clock that does not move."""
    return lambda: moment


@given(st.lists(MOMENTS, min_size=2, max_size=30))
def test_stamps_grow_whatever_the_wall_clock_does(moments: list[datetime]) -> None:
    wall = iter(moments)
    clock = HybridClock(now=lambda: next(wall))
    stamps = [clock.tick() for _ in moments]
    assert all(before < after for before, after in pairwise(stamps))


@given(st.lists(STAMPS, max_size=10), MOMENTS)
def test_a_stamp_comes_after_all_that_were_observed(seen: list[str], now: datetime) -> None:
    clock = HybridClock(now=stopped_at(now))
    for stamp in seen:
        clock.observe(stamp)
        assert clock.tick() > stamp


@given(STAMPS, MOMENTS)
def test_a_clock_goes_on_from_the_last_stamp_of_the_vault(last: str, now: datetime) -> None:
    assert HybridClock(last, stopped_at(now)).tick() > last


@given(MOMENTS)
def test_a_stamp_tells_its_moment_to_the_millisecond(now: datetime) -> None:
    told = moment_of(HybridClock(now=stopped_at(now)).tick())
    assert timedelta(0) <= now - told < timedelta(milliseconds=2)


@given(STAMPS)
def test_stamps_keep_their_shape(last: str) -> None:
    millis, _, counter = HybridClock(last, stopped_at(START)).tick().partition(".")
    assert len(millis) >= 13
    assert len(counter) == 5


def test_the_wall_clock_leads_when_it_is_ahead() -> None:
    clock = HybridClock("0000000000001.00007", stopped_at(START))
    assert clock.tick() == f"{int(START.timestamp() * 1000):013d}.00000"
    assert clock.tick().endswith(".00001")


def test_a_full_counter_takes_the_next_millisecond() -> None:
    millis = int(START.timestamp() * 1000)
    clock = HybridClock(f"{millis:013d}.99999", stopped_at(START))
    assert clock.tick() == f"{millis + 1:013d}.00000"


def test_observing_an_older_stamp_changes_nothing() -> None:
    clock = HybridClock(now=stopped_at(START))
    last = clock.tick()
    clock.observe("0000000000001.00000")
    assert clock.tick() > last


def test_now_is_aware_and_in_utc() -> None:
    assert utc_now().tzinfo is UTC
