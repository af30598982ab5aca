"""The life of a large official file: taken in, again, amended, interrupted, undone.

A few hundred records here; ``python -m bench --only decp`` does it with 50 000 contracts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from sqlalchemy import func, select

from bench.decp_files import clause_count, contract, write_json, write_xml
from csf_desktop.errors import CancelledError
from csf_desktop.exchange.decp import DecpRecord, effective, read_decp
from csf_desktop.models.entities import Awardee, Change, Company, Contract
from csf_desktop.models.ids import natural_id
from csf_desktop.paths import resource_path
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.maintenance import vault_info
from csf_desktop.services.reports import ImportReport
from csf_desktop.storage.unit_of_work import reading_session
from tests.helpers.laptops import Laptop, derived, dump, laptop

TODAY = date(2026, 11, 25)
RECORDS = 400
CONTRACTS = clause_count(RECORDS)
AMENDED = clause_count(RECORDS, amended_only=True)

Said = dict[str, tuple[Any, ...]]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 0)
    yield made
    made.vault.close()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_json(tmp_path_factory.mktemp("decp") / "marches.json", RECORDS)


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("decp") / "marches-modifies.json"
    return write_json(path, RECORDS, is_amended=True)


def take(one: Laptop, path: Path) -> ImportReport:
    return import_decp(one.vault, path, TODAY)


def held(one: Laptop) -> Said:
    """Return what the vault holds of each contract: figures, and the SIRET of its companies."""
    with reading_session(one.vault) as session:
        lines = session.execute(
            select(Awardee.contract_id, Company.siret)
            .join(Company, Company.id == Awardee.company_id)
            .where(Awardee.deleted_at.is_(None))
        ).all()
        return {
            row.id: (
                row.amount_cents,
                row.duration_months,
                row.ends_on,
                {siret for contract_id, siret in lines if contract_id == row.id},
            )
            for row in session.scalars(select(Contract).where(Contract.deleted_at.is_(None)))
        }


def published(path: Path) -> dict[str, tuple[int, int, set[str]]]:
    """Return what a file says of each contract with a social clause, amendments applied."""
    found = {}
    for record in read_decp(path):
        assert isinstance(record, DecpRecord), record
        if record.has_social_clause:
            now = effective(record)
            sirets = {party.id for party in now.awardees}
            found[natural_id("contract", record.uid)] = (
                now.amount_cents,
                now.duration_months,
                sirets,
            )
    return found


def change_count(one: Laptop) -> int:
    with reading_session(one.vault) as session:
        return session.scalar(select(func.count()).select_from(Change)) or 0


@pytest.mark.parametrize("is_amended", [False, True])
def test_the_files_are_what_the_official_schema_says(tmp_path: Path, is_amended: bool) -> None:
    schema = json.loads(resource_path("reference/schema_decp_v2.0.3.json").read_text("utf-8"))
    path = write_json(tmp_path / "marches.json", 100, is_amended=is_amended)
    fastjsonschema.validate(schema, json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("is_amended", [False, True])
def test_json_and_xml_say_the_same(tmp_path: Path, is_amended: bool) -> None:
    as_json = write_json(tmp_path / "marches.json", 120, is_amended=is_amended)
    as_xml = write_xml(tmp_path / "marches.xml", 120, is_amended=is_amended)
    assert list(read_decp(as_json)) == list(read_decp(as_xml))


def test_every_contract_with_a_clause_comes_in_once(here: Laptop, first: Path) -> None:
    report = take(here, first)
    assert (report.created, report.left_out) == (CONTRACTS, RECORDS - CONTRACTS)
    assert (report.updated, report.refused_count, report.warnings) == (0, 0, ())
    found = {key: (said[0], said[1], said[3]) for key, said in held(here).items()}
    assert found == published(first)


def test_again_nothing_is_written(here: Laptop, first: Path) -> None:
    take(here, first)
    before = dump(here.vault)
    report = take(here, first)
    assert (report.created, report.updated, report.unchanged) == (0, 0, CONTRACTS)
    assert report.changes.is_empty
    assert dump(here.vault) == before


def test_amendments_change_exactly_their_contracts(
    here: Laptop, first: Path, amended: Path
) -> None:
    take(here, first)
    before = held(here)
    report = take(here, amended)
    assert (report.created, report.updated) == (0, AMENDED)
    assert report.unchanged == CONTRACTS - AMENDED
    after = held(here)
    assert {key: (said[0], said[1], said[3]) for key, said in after.items()} == published(amended)
    assert sum(after[key] != said for key, said in before.items()) == AMENDED
    assert take(here, amended).unchanged == CONTRACTS


def test_an_amended_file_alone_gives_the_same(here: Laptop, amended: Path, tmp_path: Path) -> None:
    there = laptop(tmp_path, 1)
    take(here, amended)
    take(there, amended)
    assert held(here) == held(there)
    assert take(here, amended).changes.is_empty
    there.vault.close()


@pytest.mark.parametrize("share", [0.01, 0.4, 0.99])
def test_stopped_anywhere_nothing_is_kept(
    here: Laptop, first: Path, amended: Path, share: float
) -> None:
    take(here, first)
    before = dump(here.vault)

    def stop(read: int, whole: int) -> None:
        if read >= whole * share:
            raise CancelledError

    with pytest.raises(CancelledError):
        import_decp(here.vault, amended, TODAY, progress=stop)
    assert dump(here.vault) == before
    assert take(here, amended).updated == AMENDED


def test_amendments_undone_leave_what_was(here: Laptop, first: Path, amended: Path) -> None:
    take(here, first)
    before = held(here)
    report = take(here, amended)
    undo_transaction(here.vault, report.changes.transaction)
    assert held(here) == before
    assert derived(here.vault, rebuilt=False) == derived(here.vault, rebuilt=True)


def test_a_large_import_is_undone_whole(here: Laptop, first: Path) -> None:
    report = take(here, first)
    made = change_count(here)
    assert made > 1_000  # several pages of them
    undo_transaction(here.vault, report.changes.transaction)
    assert not any(vault_info(here.vault).counts.values())
    assert change_count(here) == 2 * made
    assert derived(here.vault, rebuilt=False) == derived(here.vault, rebuilt=True)
    assert take(here, first).created == CONTRACTS


def test_a_contract_twice_in_a_file_is_what_its_last_record_says(
    here: Laptop, tmp_path: Path
) -> None:
    """Beside each other, and hundreds of records apart."""
    amounts = [contract(0) | {"montant": euros} for euros in (1_000, 2_000, 3_000)]
    records = [*amounts[:2], *map(contract, range(1, 300)), amounts[2]]
    path = tmp_path / "marches.json"
    path.write_text(json.dumps({"marches": {"marche": records}}), "utf-8")
    report = take(here, path)
    assert report.created == clause_count(300)
    (record,) = (one for one in published(path).items() if one[1][0] == 300_000)
    assert held(here)[record[0]][0] == 300_000
    assert take(here, path).changes.is_empty
