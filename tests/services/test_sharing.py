"""Sharing a clause on a real vault, and never two with one company tutor at one place at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.errors import ClashingPathwayError, InvalidInputError, NotFoundError
from csf_desktop.models.rules import HOUR
from csf_desktop.models.share_plan import periods_of
from csf_desktop.models.sharing import even_shares
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contract_parts import LotDraft, add_lot
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import advance, update_pathway
from csf_desktop.services.sharing import MAX_SHARES, share_contract
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import (
    TODAY,
    add_contract,
    add_pathway,
    add_person,
    bring_to,
    make_contact,
    make_vault,
)

MONDAY = date(2027, 1, 4)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def share(vault: Vault, contract_id: str, shares: list[int], **how: Any) -> list[Any]:  # noqa: ANN401
    """Share hours; return the pathways of the contract as their pages show them."""
    share_contract(vault, contract_id, [hours * HOUR for hours in shares], TODAY, **how)
    rows = get_contract(vault, contract_id).pathways
    return [get_pathway(vault, row.id, TODAY) for row in rows]


def test_one_after_another_each_begins_the_monday_after(vault: Vault) -> None:
    contract_id = add_contract(vault)
    found = share(vault, contract_id, [300, 450, 150], starts_on=MONDAY)
    assert [one.fields["planned_minutes"] // HOUR for one in found] == [300, 450, 150]
    assert [one.reference[-2:] for one in found] == ["01", "02", "03"]
    for before, after in pairwise(found):
        assert after.fields["starts_on"] == before.fields["ends_on"] + timedelta(days=3)
        assert after.fields["starts_on"].weekday() == 0
    details = get_contract(vault, contract_id)
    assert (details.offered_minutes, details.left_minutes) == (900 * HOUR, 0)


def test_all_at_once_begin_together(vault: Vault) -> None:
    contract_id = add_contract(vault)
    found = share(vault, contract_id, [300] * 3, starts_on=MONDAY, one_after_another=False)
    assert {one.fields["starts_on"] for one in found} == {MONDAY}


def test_without_a_day_the_dates_wait(vault: Vault) -> None:
    found = share(vault, add_contract(vault), [450, 450])
    assert {one.fields["starts_on"] for one in found} == {None}


def test_the_hours_of_a_lot_go_to_its_company(vault: Vault) -> None:
    contract_id = add_contract(vault)
    lot_id = add_lot(vault, contract_id, LotDraft("1", clause_minutes=300 * HOUR)).created
    found = share(vault, contract_id, [150, 150], lot_id=lot_id)
    assert {one.fields["lot_id"] for one in found} == {lot_id}
    (lot,) = get_contract(vault, contract_id).lots
    assert (lot.balance.on_offer, lot.balance.left) == (300 * HOUR, 0)


def test_the_whole_is_one_change_undone_at_once(vault: Vault) -> None:
    contract_id = add_contract(vault)
    change = share_contract(vault, contract_id, [450 * HOUR, 450 * HOUR], TODAY)
    undo_transaction(vault, change.transaction)
    details = get_contract(vault, contract_id)
    assert details.pathways == ()
    assert details.left_minutes == 900 * HOUR


@pytest.mark.parametrize("shares", [[], [0], [300, -1], [60] * (MAX_SHARES + 1)])
def test_shares_that_are_none_are_refused(vault: Vault, shares: list[int]) -> None:
    contract_id = add_contract(vault)
    with pytest.raises(InvalidInputError, match="Répartissez"):
        share_contract(vault, contract_id, shares, TODAY)
    assert get_contract(vault, contract_id).pathways == ()


def test_a_contract_or_a_lot_that_is_gone(vault: Vault) -> None:
    contract_id = add_contract(vault)
    with pytest.raises(NotFoundError):
        share_contract(vault, "nulle-part", [60], TODAY)
    with pytest.raises(NotFoundError):
        share_contract(vault, contract_id, [60], TODAY, lot_id="nulle-part")
    assert get_contract(vault, contract_id).pathways == ()


@pytest.fixture(scope="module")
def shared_vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made = make_vault(tmp_path_factory.mktemp("partage"))
    yield made
    made.close()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    minutes=st.integers(1, 900 * HOUR),
    number=st.integers(1, 6),
    start=st.dates(date(2026, 12, 1), date(2027, 12, 31)),
    rhythm=st.integers(14 * HOUR, 35 * HOUR),
    in_turn=st.booleans(),
)
def test_hours_are_conserved_and_dates_are_those_foretold(
    shared_vault: Vault, minutes: int, number: int, start: date, rhythm: int, in_turn: bool
) -> None:
    """The window foretells dates by models.share_plan: the service keeps to them."""
    shares = [one for one in even_shares(minutes, number) if one]
    contract_id = add_contract(shared_vault, clause_minutes=minutes)
    share_contract(
        shared_vault,
        contract_id,
        shares,
        TODAY,
        starts_on=start,
        week_minutes=rhythm,
        one_after_another=in_turn,
    )
    details = get_contract(shared_vault, contract_id)
    assert (details.owed_minutes, details.offered_minutes) == (minutes, minutes)
    assert details.left_minutes == 0
    found = [get_pathway(shared_vault, row.id, TODAY).fields for row in details.pathways]
    dates = tuple((one["starts_on"], one["ends_on"]) for one in found)
    assert dates == periods_of(shares, start, rhythm, one_after_another=in_turn)


# --- two at the same place with the same company tutor


@pytest.fixture
def two(vault: Vault) -> tuple[str, str, str]:
    """Two pathways of one company on the same days; the first is in company with its tutor."""
    contract_id = add_contract(vault)
    first, second = (add_pathway(vault, contract_id) for _ in range(2))
    company_id = get_contract(vault, contract_id).awardees[0].company_id
    tutor = make_contact(vault, company_id, "Anne Le Goff", "company_tutor")
    update_pathway(vault, first, {"company_tutor_id": tutor})
    bring_to(vault, first, "in_progress")
    return first, second, tutor


def test_the_second_agreement_with_the_same_tutor_is_refused(
    vault: Vault, two: tuple[str, str, str]
) -> None:
    first, second, tutor = two
    update_pathway(vault, second, {"company_tutor_id": tutor})
    bring_to(vault, second, "meeting", add_person(vault, "Malik"))
    with pytest.raises(ClashingPathwayError) as refusal:
        advance(vault, second, "agreement", TODAY)
    assert get_pathway(vault, first, TODAY).reference in str(refusal.value)
    assert get_pathway(vault, second, TODAY).fields["status"] == "meeting"


def test_another_tutor_or_other_dates_are_taken(vault: Vault, two: tuple[str, str, str]) -> None:
    first, second, tutor = two
    bring_to(vault, second, "agreement", add_person(vault, "Malik"))
    with pytest.raises(ClashingPathwayError):
        update_pathway(vault, second, {"company_tutor_id": tutor})
    ends_on = get_pathway(vault, first, TODAY).fields["ends_on"]
    later = {"starts_on": ends_on + timedelta(days=3), "company_tutor_id": tutor}
    update_pathway(vault, second, later)
    with pytest.raises(ClashingPathwayError):
        update_pathway(vault, second, {"starts_on": ends_on})
    assert get_pathway(vault, second, TODAY).fields["starts_on"] == later["starts_on"]


def test_an_interruption_frees_the_tutor(vault: Vault, two: tuple[str, str, str]) -> None:
    first, second, tutor = two
    bring_to(vault, second, "agreement", add_person(vault, "Malik"))
    update_pathway(vault, second, {"starts_on": date(2027, 1, 25)})
    with pytest.raises(ClashingPathwayError):
        update_pathway(vault, second, {"company_tutor_id": tutor})
    advance(vault, first, "interrupted", date(2027, 1, 20), "Le projet ne convenait pas")
    update_pathway(vault, second, {"company_tutor_id": tutor})
