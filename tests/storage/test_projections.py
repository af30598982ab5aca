"""What derives from the records equals a rebuild from scratch, whatever was done before."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from csf_desktop.models.codes import Actor, ContactResult, EventKind, PathwayStatus, VolumeMode
from csf_desktop.models.entities import (
    Awardee,
    Beneficiary,
    Buyer,
    Company,
    Contract,
    FollowUpEvent,
    Pathway,
    PathwayWeek,
    PurchaseOrder,
    Record,
    Visit,
)
from csf_desktop.models.ids import new_id
from csf_desktop.storage import projections
from csf_desktop.storage.search import INDEXED, match_expression, search_table
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault, create_vault
from tests.storage.support import CHEAP, PASSPHRASE

DERIVING = (Contract, Pathway, Beneficiary, Company)
NAMES = ("Rennes", "Brest", "Bâti", "Œuvre", "Élagage", "Inès")
START = date(2026, 1, 5)
KEPT_APART = {"official"}
"""Derived by the reader of official files, not worked out from the records."""

Made = dict[str, list[str]]


def derived(vault: Vault) -> dict[str, dict[str, Any]]:
    """Return every derived value of every record, deleted ones too."""
    found: dict[str, dict[str, Any]] = {}
    with reading_session(vault) as session:
        for record in DERIVING:
            names = [
                column.key
                for column in record.__mapper__.columns
                if column.info.get("derived") and column.key not in KEPT_APART
            ]
            for row in session.scalars(select(record)):
                found[row.id] = {name: getattr(row, name) for name in names}
    return found


def searched(vault: Vault) -> dict[tuple[str, str], set[int]]:
    """Return the rows that each word finds, in each index."""
    found = {}
    with reading_session(vault) as session:
        for kind in INDEXED:
            name = search_table(kind).name
            query = text(f"SELECT rowid FROM {name} WHERE {name} MATCH :typed")  # noqa: S608
            for word in (*NAMES, "M", "P", "J"):
                rows = session.scalars(query, {"typed": match_expression(word)})
                found[kind, word] = set(rows)
    return found


# --- what may happen to the records


def run(vault: Vault, chance: random.Random, steps: int) -> None:
    """Do a number of things to a vault, some in the same unit of work."""
    with reading_session(vault) as session:
        made: Made = {
            record.kind: list(session.scalars(select(record.id)))
            for record in (*DERIVING, Buyer, FollowUpEvent, PathwayWeek, PurchaseOrder, Awardee)
        }
    while steps > 0:
        with UnitOfWork(vault, "Essai") as work:
            for _ in range(chance.randint(1, 4)):
                chance.choice(OPERATIONS)(work, chance, made)
                work.flush()
                steps -= 1
            work.commit()


def _add(work: UnitOfWork, made: Made, record: Record) -> None:
    record.id = new_id()
    work.session.add(record)
    made[record.kind].append(record.id)


def _some(made: Made, chance: random.Random, kind: str) -> str | None:
    return chance.choice(made[kind]) if made[kind] else None


def _name(chance: random.Random) -> str:
    return f"{chance.choice(NAMES)} {chance.choice(NAMES)}"


def _day(chance: random.Random) -> date:
    return START + timedelta(days=chance.randint(0, 300))


def new_contract(work: UnitOfWork, chance: random.Random, made: Made) -> None:
    """A contract, of any mode, perhaps with a buyer and a company."""
    contract = Contract(
        reference=f"M-{chance.randint(1, 99)}",
        object=_name(chance),
        status=chance.choice(["drafted", "published", "notified", "closed"]),
        notified_on=_day(chance),
        volume_mode=chance.choice(list(VolumeMode)).value,
        clause_minutes=chance.randint(0, 900) * 60,
        minutes_per_order=600,
        minutes_per_amount=60,
        amount_step_cents=10_000,
        buyer_id=_some(made, chance, "buyer"),
    )
    _add(work, made, contract)
    company_id = _some(made, chance, "company")
    if company_id:
        _add(work, made, Awardee(contract_id=contract.id, company_id=company_id))


def new_pathway(work: UnitOfWork, chance: random.Random, made: Made) -> None:
    """A pathway of a contract, at any step."""
    contract_id = _some(made, chance, "contract")
    if contract_id:
        _add(
            work,
            made,
            Pathway(
                reference=f"P-{chance.randint(1, 99)}",
                contract_id=contract_id,
                title=_name(chance),
                company_id=_some(made, chance, "company"),
                beneficiary_id=_some(made, chance, "beneficiary"),
                status=chance.choice(list(PathwayStatus)).value,
                status_since=_day(chance),
                planned_minutes=chance.randint(0, 300) * 60,
            ),
        )


def new_event(work: UnitOfWork, chance: random.Random, made: Made) -> None:
    """An exchange or a change of step, about a pathway or a contract."""
    pathway_id, contract_id = _some(made, chance, "pathway"), _some(made, chance, "contract")
    if pathway_id and chance.random() < 0.7:
        contract_id = None
    else:
        pathway_id = None
    if not pathway_id and not contract_id:
        return
    event = FollowUpEvent(
        pathway_id=pathway_id,
        contract_id=contract_id,
        event_kind=chance.choice([EventKind.CONTACT, EventKind.CONTACT, EventKind.STATUS]).value,
        happened_at=datetime(2026, chance.randint(1, 12), 3, 12, tzinfo=UTC),
        actor=chance.choice(list(Actor)).value,
        result=chance.choice(list(ContactResult)).value,
        next_owner=chance.choice(["", *(actor.value for actor in Actor)]),
        next_label=_name(chance),
        next_due=_day(chance),
    )
    _add(work, made, event)


def new_hours(work: UnitOfWork, chance: random.Random, made: Made) -> None:
    """A week, an order or a visit."""
    pathway_id, contract_id = _some(made, chance, "pathway"), _some(made, chance, "contract")
    if pathway_id:
        planned, done = chance.randint(0, 2100), chance.choice([None, 0, 1800])
        week = PathwayWeek(
            pathway_id=pathway_id,
            monday=START + timedelta(days=7 * chance.randint(0, 30)),
            planned_minutes=planned,
            done_minutes=done,
        )
        _add(work, made, week)
        work.session.add(Visit(pathway_id=pathway_id, done_on=chance.choice([None, _day(chance)])))
    if contract_id:
        _add(work, made, PurchaseOrder(contract_id=contract_id, amount_cents=50_000, minutes=None))


def new_people(work: UnitOfWork, chance: random.Random, made: Made) -> None:
    """A buyer, a company, a young person."""
    _add(work, made, Buyer(name=_name(chance)))
    _add(work, made, Company(name=_name(chance), commune=chance.choice(NAMES)))
    _add(work, made, Beneficiary(reference="J-1", family_name=_name(chance)))


def rename(work: UnitOfWork, chance: random.Random, made: Made) -> None:
    """Another name for a buyer, a company, a young person."""
    for record in (Buyer, Company, Beneficiary):
        found = _load(work, chance, made, record)
        if isinstance(found, Beneficiary):
            found.given_name = _name(chance)
        elif found is not None:
            found.name = _name(chance)


def move(work: UnitOfWork, chance: random.Random, made: Made) -> None:
    """Another step, person, company, buyer, volume."""
    pathway = _load(work, chance, made, Pathway)
    if pathway is not None:
        pathway.status = chance.choice(list(PathwayStatus)).value
        pathway.status_since = _day(chance)
        pathway.interrupted_on = chance.choice([None, _day(chance)])
        pathway.beneficiary_id = _some(made, chance, "beneficiary")
        pathway.company_id = _some(made, chance, "company")
    contract = _load(work, chance, made, Contract)
    if contract is not None:
        contract.buyer_id = _some(made, chance, "buyer")
        contract.status = chance.choice(["notified", "closed"])
        contract.clause_minutes = chance.randint(0, 900) * 60


def delete_or_bring_back(work: UnitOfWork, chance: random.Random, made: Made) -> None:
    """Deletion of anything, or what undoes it."""
    kinds = (FollowUpEvent, PathwayWeek, PurchaseOrder, Awardee, Pathway, Contract, Beneficiary)
    found = _load(work, chance, made, chance.choice(kinds))
    if found is not None:
        found.deleted_at = None if found.deleted_at else datetime(2026, 11, 24, tzinfo=UTC)


def _load(work: UnitOfWork, chance: random.Random, made: Made, record: type[Any]) -> Any:  # noqa: ANN401
    record_id = _some(made, chance, record.kind)
    return work.session.get(record, record_id) if record_id else None


OPERATIONS: tuple[Callable[[UnitOfWork, random.Random, Made], None], ...] = (
    new_contract,
    new_pathway,
    new_event,
    new_hours,
    new_people,
    rename,
    move,
    delete_or_bring_back,
)


@given(st.integers(0, 2**32))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_derives_equals_a_rebuild_from_scratch(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("derived") / "coffre"
    vault, _code = create_vault(folder, PASSPHRASE, cost=CHEAP)
    with vault:
        run(vault, random.Random(seed), steps=50)
        values, found = derived(vault), searched(vault)
        with UnitOfWork(vault, "Reconstruction") as work:
            projections.rebuild(work.session)
            assert work.commit().is_empty  # nothing of it is journalled
        assert derived(vault) == values
        assert searched(vault) == found


def test_a_record_out_of_the_lists_is_out_of_the_search(vault: Vault) -> None:
    with UnitOfWork(vault, "Essai") as work:
        company = Company(name="Bâti Ouest")
        work.session.add(company)
        work.commit()
    assert len(searched(vault)["company", "Bâti"]) == 1
    with UnitOfWork(vault, "Essai") as work:
        work.session.get_one(Company, company.id).deleted_at = datetime.now(UTC)
        work.commit()
    assert not searched(vault)["company", "Bâti"]


def test_a_buyer_renamed_is_found_by_the_pathways_of_its_contracts(vault: Vault) -> None:
    with UnitOfWork(vault, "Essai") as work:
        buyer = Buyer(name="Ville de Rennes")
        work.session.add(buyer)
        work.flush()
        contract = Contract(reference="M-1", buyer_id=buyer.id)
        work.session.add(contract)
        work.flush()
        work.session.add(Pathway(reference="P-1", contract_id=contract.id, status_since=START))
        work.commit()
    with UnitOfWork(vault, "Essai") as work:
        work.session.get_one(Buyer, buyer.id).name = "Ville de Brest"
        work.commit()
    found = searched(vault)
    assert found["pathway", "Brest"] == found["pathway", "P"] != set()
    assert not found["pathway", "Rennes"]
