"""The journal holds exactly what was written to the records, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from csf_desktop.models.entities import Change, Company, Contract, Pathway, Setting, Transaction
from csf_desktop.storage.journal import CREATION, ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.values import all_values, from_json, to_plain
from csf_desktop.storage.vault import Vault, create_vault, open_vault
from tests.storage.support import CHEAP, PASSPHRASE


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault for the property tests, which each work on a record of their own."""
    folder = tmp_path_factory.mktemp("journal") / "coffre"
    made, _code = create_vault(folder, PASSPHRASE, cost=CHEAP)
    with made:
        yield made


def add(vault: Vault, record: Any) -> str:  # noqa: ANN401 - any record
    """Write a new record; return its id."""
    with UnitOfWork(vault, "Essai") as work:
        work.session.add(record)
        work.flush()
        record_id: str = record.id
        work.commit(record_id)
    return record_id


def edit(vault: Vault, record_id: str, **values: object) -> ChangeSet:
    """Change fields of a contract."""
    with UnitOfWork(vault, "Modification") as work:
        contract = work.session.get_one(Contract, record_id)
        for name, value in values.items():
            setattr(contract, name, value)
        return work.commit()


def changes_of(session: Session, record_id: str) -> list[Change]:
    """Return the changes of a record in their order."""
    found = select(Change).where(Change.entity_id == record_id).order_by(Change.stamp)
    return list(session.scalars(found))


def journal(vault: Vault, record_id: str) -> list[Change]:
    """Return the changes of a record, read apart."""
    with reading_session(vault) as session:
        return changes_of(session, record_id)


def count(vault: Vault, table: type[Any]) -> int:
    """Return how many rows a table has."""
    with reading_session(vault) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# --- creations


def test_a_creation_is_one_change_with_every_value(vault: Vault) -> None:
    contract_id = add(
        vault, Contract(reference="M-1", object="Voirie", notified_on=date(2026, 1, 2))
    )
    [change] = journal(vault, contract_id)
    assert (change.kind, change.field, change.old) == ("contract", CREATION, None)
    assert json.loads(change.new or "") == {
        "reference": "M-1",
        "object": "Voirie",
        "notified_on": "2026-01-02",
        "source": "manual",
        "status": "drafted",
        "is_private": False,
        "volume_mode": "fixed",
        "clause_minutes": 0,
        "minutes_per_order": 0,
        "minutes_per_amount": 0,
        "amount_step_cents": 0,
    }


def test_what_is_derived_is_not_journalled(vault: Vault) -> None:
    contract_id = add(
        vault, Contract(reference="M-1", status="notified", notified_on=date(2026, 1, 2))
    )
    [change] = journal(vault, contract_id)
    assert not {"next_owner", "due_order", "owed_minutes"} & json.loads(change.new or "").keys()
    with reading_session(vault) as session:
        assert (
            session.get_one(Contract, contract_id).next_owner == "tutor"
        )  # worked out all the same


# --- edits

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "object": st.text(max_size=8),
    "place": st.sampled_from(["", "Rennes", "Brest"]),
    "amount_cents": st.none() | st.integers(0, 10**9),
    "notified_on": st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    "is_private": st.booleans(),
    "clause_minutes": st.integers(0, 60_000),
    "deleted_at": st.none() | st.just(datetime(2026, 11, 24, tzinfo=UTC)),
}
EDITS = st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=4, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: FIELDS[name] for name in names})
)
SHARED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(st.lists(EDITS, min_size=1, max_size=5))
@SHARED
def test_each_edit_adds_exactly_the_fields_that_changed(
    shared: Vault, edits: list[dict[str, Any]]
) -> None:
    contract_id = add(shared, Contract(reference="M-1", object="Voirie"))
    held: dict[str, Any] = {
        "object": "Voirie",
        "place": "",
        "amount_cents": None,
        "notified_on": None,
        "is_private": False,
        "clause_minutes": 0,
        "deleted_at": None,
    }
    known = 1
    for values in edits:
        expected = {
            name: (to_plain(held[name]), to_plain(value))
            for name, value in values.items()
            if value != held[name]
        }
        made = edit(shared, contract_id, **values)
        added = journal(shared, contract_id)[known:]
        told = {line.field: (_plain(line.old), _plain(line.new)) for line in added}
        assert told == expected
        assert len(added) == len(expected)
        assert made.is_empty is (not expected)
        held.update(values)
        known += len(expected)


@given(st.lists(EDITS, max_size=6))
@SHARED
def test_the_journal_alone_gives_the_record_back(
    shared: Vault, edits: list[dict[str, Any]]
) -> None:
    contract_id = add(shared, Contract(reference="M-2", object="Voirie"))
    for values in edits:
        edit(shared, contract_id, **values)
    replayed = Contract()
    with reading_session(shared) as session:
        for change in changes_of(session, contract_id):
            if change.field == CREATION:
                for name, plain in json.loads(change.new or "").items():
                    setattr(replayed, name, from_json(Contract, name, json.dumps(plain)))
            else:
                setattr(replayed, change.field, from_json(Contract, change.field, change.new))
        assert all_values(replayed) == all_values(session.get_one(Contract, contract_id))


def test_a_value_put_back_before_it_is_written_is_no_change(vault: Vault) -> None:
    contract_id = add(vault, Contract(reference="M-1", object="Voirie"))
    with UnitOfWork(vault, "Rien") as work:
        contract = work.session.get_one(Contract, contract_id)
        contract.object = "Toiture"
        contract.object = "Voirie"
        assert work.commit().is_empty
    assert len(journal(vault, contract_id)) == 1


def test_a_change_names_the_one_it_replaces(vault: Vault) -> None:
    contract_id = add(vault, Contract(reference="M-1", object="Voirie"))
    edit(vault, contract_id, object="Toiture")
    edit(vault, contract_id, place="Rennes")
    edit(vault, contract_id, object="Façade")
    creation, first, place, second = journal(vault, contract_id)
    assert creation.replaces is None
    assert first.replaces == creation.id
    assert place.replaces == creation.id
    assert second.replaces == first.id


def test_every_change_carries_author_transaction_and_a_growing_stamp(vault: Vault) -> None:
    vault.author = "ab" * 32
    contract_id = add(vault, Contract(reference="M-1", object="Voirie"))
    change = edit(vault, contract_id, object="Toiture", place="Rennes")
    lines = journal(vault, contract_id)
    assert {line.author for line in lines} == {"ab" * 32}
    assert [line.transaction_id for line in lines[1:]] == [change.transaction] * 2
    stamps = [line.stamp for line in lines]
    assert stamps == sorted(set(stamps))
    assert all(line.is_applied for line in lines)
    with reading_session(vault) as session:
        transaction = session.get_one(Transaction, change.transaction)
        assert (transaction.label, transaction.undoes) == ("Modification", None)


def test_stamps_go_on_growing_after_the_vault_was_closed(vault: Vault) -> None:
    contract_id = add(vault, Contract(reference="M-1"))
    before = journal(vault, contract_id)[0].stamp
    vault.close()
    with open_vault(vault.path, PASSPHRASE) as again:
        edit(again, contract_id, place="Rennes")
        assert journal(again, contract_id)[1].stamp > before


# --- what is not for the journal


def test_local_tables_are_not_journalled(vault: Vault) -> None:
    with UnitOfWork(vault, "Réglage") as work:
        work.session.add(Setting(name="profile", value="{}"))
        assert work.commit().is_empty
    assert (count(vault, Change), count(vault, Transaction)) == (0, 0)


def test_what_a_file_brings_is_not_journalled_twice(vault: Vault) -> None:
    with UnitOfWork(vault, "Import") as work:
        work.recorder.is_replaying = True
        work.session.add(Company(name="Bâti Ouest"))
        work.commit()
    assert (count(vault, Company), count(vault, Change)) == (1, 0)


def test_a_record_is_never_deleted_for_good(vault: Vault) -> None:
    contract_id = add(vault, Contract(reference="M-1"))
    with UnitOfWork(vault, "Suppression") as work:
        work.session.delete(work.session.get_one(Contract, contract_id))
        with pytest.raises(RuntimeError, match="never deleted"):
            work.flush()
    assert count(vault, Contract) == 1


def test_nothing_is_written_outside_a_unit_of_work(vault: Vault) -> None:
    contract_id = add(vault, Contract(reference="M-1"))
    with reading_session(vault) as session:
        session.get_one(Contract, contract_id).place = "Rennes"
        with pytest.raises(RuntimeError, match="outside a unit of work"):
            session.flush()
    with reading_session(vault) as session:
        session.add(
            Pathway(reference="P-1", contract_id=contract_id, status_since=date(2026, 1, 1))
        )
        with pytest.raises(RuntimeError, match="outside a unit of work"):
            session.flush()
    assert len(journal(vault, contract_id)) == 1


def _plain(text: str | None) -> Any:  # noqa: ANN401 - whatever JSON holds
    return None if text is None else json.loads(text)
