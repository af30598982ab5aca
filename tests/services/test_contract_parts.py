"""Lots, purchase orders, places, documents asked for: added, changed, taken off, undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.models.rules import HOUR
from csf_desktop.services import contract_parts as parts
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.history import history_of, undo_transaction
from csf_desktop.services.pathways import PathwayDraft, create_pathway, update_pathway
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, make_vault

Adding = Callable[[Vault, str], ChangeSet]

KINDS: dict[str, tuple[Adding, Callable[..., ChangeSet], Callable[..., ChangeSet]]] = {
    "lots": (
        lambda vault, of: parts.add_lot(vault, of, parts.LotDraft("1", "Peinture")),
        parts.update_lot,
        parts.delete_lot,
    ),
    "orders": (
        lambda vault, of: parts.add_order(vault, of, parts.OrderDraft("BC-1", TODAY)),
        parts.update_order,
        parts.delete_order,
    ),
    "places": (
        lambda vault, of: parts.add_place(vault, of, parts.PlaceDraft("Collège", commune="Lens")),
        parts.update_place,
        parts.delete_place,
    ),
    "requests": (
        lambda vault, of: parts.request_document(vault, of, parts.RequestDraft("RIB"), TODAY),
        parts.update_request,
        parts.delete_request,
    ),
}
NAMES = {"lots": "title", "orders": "number", "places": "label", "requests": "title"}
SEVENTY_AN_ORDER = {"volume_mode": "per_order", "minutes_per_order": 70 * HOUR}
each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


@pytest.fixture
def contract_id(vault: Vault) -> str:
    return add_contract(vault)


def of(details: ContractDetails, kind: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = getattr(details, kind)
    return found


@each_kind
def test_a_part_is_added_changed_and_taken_off(vault: Vault, contract_id: str, kind: str) -> None:
    add, update, delete = KINDS[kind]
    made = add(vault, contract_id)
    (line,) = of(get_contract(vault, contract_id), kind)
    assert line.id == made.created
    update(vault, line.id, {NAMES[kind]: "  Autre   nom "})
    (line,) = of(get_contract(vault, contract_id), kind)
    assert getattr(line, NAMES[kind]) == "Autre nom"
    gone = delete(vault, line.id)
    assert of(get_contract(vault, contract_id), kind) == ()
    undo_transaction(vault, gone.transaction)
    assert of(get_contract(vault, contract_id), kind) == (line,)


@each_kind
def test_a_part_that_is_gone_is_not_found(vault: Vault, contract_id: str, kind: str) -> None:
    add, update, delete = KINDS[kind]
    part_id = add(vault, contract_id).created
    delete(vault, part_id)
    with pytest.raises(NotFoundError):
        update(vault, part_id, {})
    with pytest.raises(NotFoundError):
        delete(vault, part_id)
    with pytest.raises(NotFoundError):
        add(vault, "nulle-part")


@each_kind
def test_a_part_says_whose_it_is_in_the_history(vault: Vault, contract_id: str, kind: str) -> None:
    made = KINDS[kind][0](vault, contract_id)
    (line, *_) = history_of(vault, made.created)
    assert line.label


@pytest.mark.parametrize(
    ("add", "field"),
    [
        (lambda vault, of: parts.add_lot(vault, of, parts.LotDraft("  ", " ")), "number"),
        (lambda vault, of: parts.add_order(vault, of, parts.OrderDraft()), "number"),
        (lambda vault, of: parts.add_place(vault, of, parts.PlaceDraft(" ")), "commune"),
        (
            lambda vault, of: parts.request_document(vault, of, parts.RequestDraft(" "), TODAY),
            "title",
        ),
        (lambda vault, of: parts.add_lot(vault, of, parts.LotDraft("1", "x" * 301)), "title"),
        (
            lambda vault, of: parts.add_order(vault, of, parts.OrderDraft("1", minutes=-60)),
            "minutes",
        ),
        (
            lambda vault, of: parts.add_order(vault, of, parts.OrderDraft("1", amount_cents=-1)),
            "amount_cents",
        ),
    ],
)
def test_a_part_without_a_word_or_with_a_wrong_one_is_refused(
    vault: Vault, contract_id: str, add: Adding, field: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        add(vault, contract_id)
    assert refusal.value.field == field
    details = get_contract(vault, contract_id)
    assert not any(of(details, kind) for kind in KINDS)


def test_a_lot_with_a_pathway_stays(vault: Vault, contract_id: str) -> None:
    lot_id = KINDS["lots"][0](vault, contract_id).created
    pathway_id = create_pathway(vault, PathwayDraft(contract_id, lot_id=lot_id), TODAY).created
    (row,) = get_contract(vault, contract_id).pathways
    with pytest.raises(InvalidInputError, match=row.reference):
        parts.delete_lot(vault, lot_id)
    update_pathway(vault, pathway_id, {"lot_id": None})
    parts.delete_lot(vault, lot_id)
    assert get_contract(vault, contract_id).lots == ()


def test_orders_follow_their_days_and_those_without_one_come_last(
    vault: Vault, contract_id: str
) -> None:
    for number, day in (("B3", None), ("B2", date(2026, 6, 1)), ("B1", date(2026, 2, 1))):
        parts.add_order(vault, contract_id, parts.OrderDraft(number, day))
    numbers = [order.number for order in get_contract(vault, contract_id).orders]
    assert numbers == ["B1", "B2", "B3"]


def test_the_hours_owed_follow_every_change_of_an_order(vault: Vault, contract_id: str) -> None:
    update_contract(
        vault, contract_id, {"volume_mode": "per_order", "minutes_per_order": 70 * HOUR}
    )
    order_id = parts.add_order(vault, contract_id, parts.OrderDraft("B1", TODAY)).created

    def owed() -> int:
        return get_contract(vault, contract_id).owed_minutes // HOUR

    assert owed() == 70
    parts.update_order(vault, order_id, {"minutes": 100 * HOUR})
    assert owed() == 100
    parts.update_order(vault, order_id, {"minutes": None})
    assert owed() == 70
    parts.delete_order(vault, order_id)
    assert owed() == 0


def test_lots_limit_what_their_orders_unlock(vault: Vault, contract_id: str) -> None:
    update_contract(
        vault, contract_id, {"volume_mode": "per_order", "minutes_per_order": 70 * HOUR}
    )
    lot_id = parts.add_lot(
        vault, contract_id, parts.LotDraft("1", clause_minutes=100 * HOUR)
    ).created
    for number in ("B1", "B2"):
        parts.add_order(vault, contract_id, parts.OrderDraft(number, TODAY, lot_id=lot_id))
    unlocked = [order.unlocked for order in get_contract(vault, contract_id).orders]
    assert unlocked == [70 * HOUR, 30 * HOUR]
    parts.update_lot(vault, lot_id, {"clause_minutes": 0})
    unlocked = [order.unlocked for order in get_contract(vault, contract_id).orders]
    assert unlocked == [70 * HOUR, 70 * HOUR]


def test_a_document_is_due_ten_working_days_later(vault: Vault, contract_id: str) -> None:
    """From Monday 21 December 2026: Christmas and New Year's Day are not worked."""
    asked = date(2026, 12, 21)
    parts.request_document(vault, contract_id, parts.RequestDraft("RIB"), asked)
    (request,) = get_contract(vault, contract_id).requests
    assert (request.asked_on, request.due_on) == (asked, date(2027, 1, 6))


def test_a_document_received_is_owed_no_more(vault: Vault, contract_id: str) -> None:
    request_id = KINDS["requests"][0](vault, contract_id).created
    subjects = [alert.subject for alert in get_contract(vault, contract_id).alerts]
    assert "RIB" in subjects
    parts.receive_document(vault, request_id, TODAY)
    details = get_contract(vault, contract_id)
    assert "RIB" not in [alert.subject for alert in details.alerts]
    assert details.requests[0].received_on == TODAY


def test_a_document_is_neither_due_nor_received_before_it_is_asked(
    vault: Vault, contract_id: str
) -> None:
    draft = parts.RequestDraft("RIB", asked_on=TODAY, due_on=date(2026, 11, 1))
    with pytest.raises(InvalidInputError, match="échéance"):
        parts.request_document(vault, contract_id, draft, TODAY)
    request_id = KINDS["requests"][0](vault, contract_id).created
    with pytest.raises(InvalidInputError, match="réception"):
        parts.receive_document(vault, request_id, date(2026, 11, 1))
    assert get_contract(vault, contract_id).requests[0].received_on is None
