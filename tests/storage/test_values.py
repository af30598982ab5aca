"""Every column's values go to JSON and come back the same, and only the column's own type does."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.base import Record, UtcDateTime
from csf_desktop.models.entities import RECORDS, Contract, FollowUpEvent, Pathway
from csf_desktop.storage.values import all_values, from_json, from_plain, to_json, to_plain

ZONES = st.timezones()
VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(),
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(datetime(1900, 1, 2), datetime(2199, 1, 1), timezones=ZONES),  # noqa: DTZ001
}


def type_of(record: type[Record], name: str) -> type:
    """Return the Python type of a column."""
    column_type = record.__mapper__.columns[name].type
    return datetime if isinstance(column_type, UtcDateTime) else column_type.python_type


COLUMNS = [(record, name) for record in RECORDS for name in record.journalled_fields()]


@given(st.data())
def test_a_value_of_any_column_comes_back_the_same(data: st.DataObject) -> None:
    record, name = data.draw(st.sampled_from(COLUMNS))
    value = data.draw(VALUES[type_of(record, name)])
    if isinstance(value, datetime):  # an hour that a change of season repeats equals no other
        value = value.astimezone(UTC)
    assert from_json(record, name, to_json(value)) == value


@pytest.mark.parametrize(("record", "name"), COLUMNS, ids=lambda part: getattr(part, "kind", part))
def test_null_comes_back_where_the_column_takes_it(record: type[Record], name: str) -> None:
    if record.__mapper__.columns[name].nullable:
        assert from_json(record, name, to_json(None)) is None
        assert from_json(record, name, None) is None
    else:
        with pytest.raises(ValueError, match=f"{record.kind}.{name}"):
            from_json(record, name, "null")


@given(st.data())
def test_a_value_of_another_type_is_refused(data: st.DataObject) -> None:
    record, name = data.draw(st.sampled_from(COLUMNS))
    wanted = type_of(record, name)
    others: list[st.SearchStrategy[Any]] = [
        st.lists(st.integers()),
        st.dictionaries(st.text(), st.text()),
        st.floats(allow_nan=False),
    ]
    if wanted is not bool:
        others.append(st.booleans())
    if wanted is not int:
        others.append(st.integers())
    if wanted in (int, bool):
        others.append(st.text())
    with pytest.raises(ValueError, match=r"."):
        from_plain(record, name, data.draw(st.one_of(others)))


@pytest.mark.parametrize("text", ["", "hier", "2026-13-01", "2026-02-30", "24/11/2026"])
def test_a_text_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_plain(Pathway, "starts_on", text)


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        from_plain(FollowUpEvent, "happened_at", "2026-11-24T10:00:00")


def test_a_moment_is_written_in_utc() -> None:
    paris = timezone(timedelta(hours=1))
    assert to_plain(datetime(2026, 11, 24, 10, 0, tzinfo=paris)) == "2026-11-24T09:00:00Z"
    assert to_json(date(2026, 2, 3)) == '"2026-02-03"'
    assert to_json("Élagage") == '"Élagage"'


def test_the_values_of_a_record_leave_out_what_is_empty_and_what_is_derived() -> None:
    contract = Contract(
        reference="M-2026-001",
        object="Voirie",
        place="",
        amount_cents=0,
        notified_on=date(2026, 11, 2),
        is_private=False,
        owed_minutes=18_000,
    )
    assert all_values(contract) == {
        "reference": "M-2026-001",
        "object": "Voirie",
        "amount_cents": 0,
        "notified_on": "2026-11-02",
        "is_private": False,
    }
    json.dumps(all_values(contract))


def test_a_moment_of_a_record_is_plain() -> None:
    event = FollowUpEvent(happened_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert all_values(event) == {"happened_at": "2026-11-24T09:00:00Z"}
