"""Data that a trusted colleague's program would never write, under their valid signature."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from csf_desktop.errors import UnreadableFileError
from csf_desktop.exchange.package import write_exchange_pdf
from csf_desktop.models.entities import Contract
from csf_desktop.models.ids import new_id
from csf_desktop.models.volume import MAX_OWED
from csf_desktop.services.exchange_import import import_exchange, preview_exchange
from csf_desktop.services.identities import current_identity
from csf_desktop.services.lineage import Lineage, Node
from csf_desktop.storage.unit_of_work import reading_session
from tests.helpers.laptops import MOMENT, acquaint, laptop, recipient
from tests.helpers.pdf import page_pdf
from tests.helpers.vaults import add_contract, add_pathway, bring_to

STAMP = "1795513000000.00000"


class Attack:
    """A colleague whose card is trusted, and the data of a valid file that they spoil."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.hostile, self.victim = laptop(folder, 0), laptop(folder, 1)
        acquaint(folder, self.hostile, self.victim)
        pathway_id = add_pathway(self.hostile.vault, add_contract(self.hostile.vault))
        bring_to(self.hostile.vault, pathway_id, "reserved")
        self.tree: dict[str, Any] = json.loads(self.hostile.file())
        self.transaction = new_id()
        self.tree["transactions"].append({"id": self.transaction, "label": "", "stamp": STAMP})

    def created(self, kind: str) -> dict[str, Any]:
        """Return the first creation of a kind."""
        changes: list[dict[str, Any]] = self.tree["changes"]
        return next(one for one in changes if one["kind"] == kind and not one["field"])

    def add(self, kind: str, entity: str, field: str, new: object, **keys: object) -> str:
        """Add a change; a creation's ``new`` is a dict of its values. Return its id."""
        change = {
            "id": new_id(),
            "transaction": self.transaction,
            "kind": kind,
            "entity": entity,
            "field": field,
            "old": None,
            "new": json.dumps(new),
            "stamp": STAMP,
            "author": "",
            "replaces": [],
            **keys,
        }
        self.tree["changes"].append(change)
        return str(change["id"])

    def edit(self, kind: str, field: str, new: object, **keys: object) -> None:
        """Add a change of the first record of a kind, made after its creation."""
        made = self.created(kind)
        self.add(kind, made["entity"], field, new, replaces=[made["id"]], **keys)

    def file(self) -> Path:
        """Return the signed and sealed file."""
        with reading_session(self.hostile.vault) as session:
            sender = current_identity(session)
        path = self._folder / "piege.pdf"
        pdf = write_exchange_pdf(
            page_pdf(),
            json.dumps(self.tree).encode(),
            sender=sender,
            recipients=[recipient(self._folder, self.victim).certificate],
            number="P-2026-001-01-F01",
            issued_at=MOMENT,
        )
        path.write_bytes(pdf)
        return path


@pytest.fixture
def attack(tmp_path: Path) -> Iterator[Attack]:
    made = Attack(tmp_path)
    yield made
    for one in (made.hostile, made.victim):
        one.vault.close()


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("contract", "amount_cents", 10**12),
        ("contract", "minutes_per_amount", 600_001),
        ("contract", "duration_months", 601),
        ("pathway", "planned_minutes", 10**15),
        ("beneficiary", "mobility_km", 10**6),
    ],
)
def test_numbers_that_nobody_can_type_are_refused(
    attack: Attack, kind: str, field: str, value: int
) -> None:
    attack.edit(kind, field, value)
    with pytest.raises(UnreadableFileError, match="données mal formées"):
        import_exchange(attack.victim.vault, attack.file(), MOMENT)
    assert attack.victim.changes() == {}


def test_hours_beyond_what_the_database_holds_are_bounded(attack: Attack) -> None:
    contract_id = attack.created("contract")["entity"]
    for field, value in (
        ("volume_mode", "per_amount"),
        ("clause_minutes", 0),
        ("minutes_per_amount", 600_000),
        ("amount_step_cents", 1),
    ):
        attack.edit("contract", field, value)
    for number in range(20):
        order = {"contract_id": contract_id, "number": str(number), "amount_cents": 10**12 - 1}
        attack.add("purchase_order", new_id(), "", order)
    import_exchange(attack.victim.vault, attack.file(), MOMENT)
    assert attack.victim.value("contract", contract_id, "owed_minutes") == MAX_OWED


def test_a_clock_of_another_century_is_refused(attack: Attack) -> None:
    attack.edit("contract", "note", "a", stamp="7258118399999.99999")
    for take in (preview_exchange, import_exchange):
        with pytest.raises(UnreadableFileError, match="dix ans"):
            take(attack.victim.vault, attack.file(), MOMENT)
    assert attack.victim.changes() == {}


def test_a_clock_some_years_ahead_is_told_and_taken(attack: Attack) -> None:
    ahead = MOMENT + timedelta(days=3640)
    attack.edit("contract", "note", "a", stamp=f"{int(ahead.timestamp() * 1000):013d}.00000")
    report = import_exchange(attack.victim.vault, attack.file(), MOMENT)
    assert any("horloge" in sentence for sentence in report.warnings)


def test_a_long_history_of_one_field_costs_its_length_and_not_its_square() -> None:
    """Each change naming the one before: kept apart, their ancestors would be two million."""
    ids = [new_id() for _ in range(2_000)]
    nodes = [
        Node(one, "note", json.dumps(one), f"1795513{at:06d}.00000", "", "", tuple(before), False)
        for at, (one, before) in enumerate(zip(ids, [[], *([one] for one in ids)], strict=False))
    ]
    tracemalloc.start()
    try:
        lineage = Lineage(Contract, nodes)
        standing = lineage.standing("note")
        lineage.apply(standing)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [node.id for node in standing] == ids[-1:]
    assert all(node.is_applied for node in nodes)
    assert lineage.descendants(ids[:1]) == set(ids[1:])
    assert peak < 4_000_000
