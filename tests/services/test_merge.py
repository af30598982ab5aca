"""Files between laptops: what is merged, what is in conflict, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from csf_desktop.models.entities import Company, Contract, Guardian, PathwayWeek, School, Tombstone
from csf_desktop.models.ids import natural_id, new_id
from csf_desktop.models.rules import HOUR
from csf_desktop.services.contracts import delete_contract
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.pathways import delete_pathway, reserve, set_week
from csf_desktop.storage.unit_of_work import UnitOfWork
from tests.helpers.laptops import Laptop, derived, dump, laptop
from tests.helpers.vaults import add_contract, add_pathway, add_person

CONTRACT_UID = "21750001630040M1"
Pair = tuple[Laptop, Laptop]


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    """Give laptops, closed at the end: ``laptops(number, days_ahead)``."""
    made: list[Laptop] = []

    def give(number: int = 0, days_ahead: int = 0) -> Laptop:
        made.append(laptop(tmp_path, number, days_ahead))
        return made[-1]

    yield give
    for one in made:
        one.vault.close()


@pytest.fixture
def pair(laptops: Callable[..., Laptop]) -> Pair:
    """Two laptops."""
    return laptops(0), laptops(1)


def shared_contract(here: Laptop, there: Laptop) -> str:
    """Make a contract on one laptop that the other takes in; return its id."""
    contract_id = add_contract(here.vault)
    there.take(here.file())
    return contract_id


def exchange(*laptops: Laptop) -> None:
    """Have everybody send everything to everybody, until nobody learns anything."""
    for _round in range(2):
        for giver in laptops:
            for taker in laptops:
                if taker is not giver:
                    taker.take(giver.file())


def test_a_new_record_comes_whole(pair: Pair) -> None:
    here, there = pair
    contract_id = add_contract(here.vault, object="Toiture de l’école", clause_minutes=450 * HOUR)
    result = there.take(here.file())
    assert ("contract", contract_id) in result.created
    assert there.value("contract", contract_id, "object") == "Toiture de l’école"
    assert there.value("contract", contract_id, "owed_minutes") == 450 * HOUR
    assert there.changes() == here.changes()
    assert result.conflicts == []


def test_the_same_file_twice_changes_nothing(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    here.edit("contract", contract_id, note="d’ici")
    there.edit("contract", contract_id, note="de là", penalties="50 € par jour")
    data = here.file()
    there.take(data)
    before = dump(there.vault)
    again = there.take(data)
    assert dump(there.vault) == before
    assert (again.created, again.updated, again.conflicts) == ([], [], [])


@pytest.mark.parametrize("days", [-30, 0, 30])
def test_what_descends_wins_whatever_the_clocks(laptops: Callable[..., Laptop], days: int) -> None:
    here, there = laptops(0), laptops(1, days)
    contract_id = shared_contract(here, there)
    there.edit("contract", contract_id, note="première")
    here.take(there.file())
    here.edit("contract", contract_id, note="seconde")
    result = there.take(here.file())
    assert there.value("contract", contract_id, "note") == "seconde"
    assert result.conflicts == []
    here.take(there.file())
    assert here.value("contract", contract_id, "note") == "seconde"


def test_fields_changed_on_one_side_only_end_equal(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    here.edit("contract", contract_id, note="d’ici")
    there.edit("contract", contract_id, penalties="50 € par jour")
    exchange(here, there)
    for one in pair:
        assert one.value("contract", contract_id, "note") == "d’ici"
        assert one.value("contract", contract_id, "penalties") == "50 € par jour"
        assert one.conflicts() == set()


def test_the_same_field_changed_on_both_sides_is_listed_and_left(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    here.edit("contract", contract_id, note="d’ici", penalties="aucune")
    there.edit("contract", contract_id, note="de là")
    result = there.take(here.file())
    (line,) = result.conflicts
    assert (line.here, line.there) == ("de là", "d’ici")
    assert line.kind == "marché"
    assert there.value("contract", contract_id, "note") == "de là"
    assert there.value("contract", contract_id, "penalties") == "aucune"
    here.take(there.file())
    assert here.value("contract", contract_id, "note") == "d’ici"
    for one in pair:
        assert one.conflicts() == {(contract_id, "note")}


def test_an_edit_of_ones_own_side_keeps_one_conflict(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    here.edit("contract", contract_id, note="d’ici")
    there.edit("contract", contract_id, note="de là")
    exchange(here, there)
    there.edit("contract", contract_id, note="de là, corrigée")
    result = here.take(there.file())
    (line,) = result.conflicts
    assert (line.here, line.there) == ("d’ici", "de là, corrigée")
    assert here.conflicts() == {(contract_id, "note")}


def test_an_edit_to_the_others_value_ends_the_conflict(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    here.edit("contract", contract_id, note="d’ici")
    there.edit("contract", contract_id, note="de là")
    exchange(here, there)
    there.edit("contract", contract_id, note="d’ici")
    exchange(here, there)
    assert here.conflicts() == set()
    here.edit("contract", contract_id, note="la suite")
    exchange(here, there)
    assert there.value("contract", contract_id, "note") == "la suite"
    assert there.conflicts() == set()


@pytest.mark.parametrize("days", [-10, 10])
def test_equal_values_are_no_conflict_and_later_edits_follow(
    laptops: Callable[..., Laptop], days: int
) -> None:
    here, there = laptops(0), laptops(1, days)
    contract_id = shared_contract(here, there)
    here.edit("contract", contract_id, note="pareil")
    there.edit("contract", contract_id, note="autre")
    there.edit("contract", contract_id, note="pareil")
    exchange(here, there)
    assert here.conflicts() == there.conflicts() == set()
    here.edit("contract", contract_id, note="ensuite")
    assert there.take(here.file()).conflicts == []
    assert there.value("contract", contract_id, "note") == "ensuite"
    there.edit("contract", contract_id, note="enfin")
    assert here.take(there.file()).conflicts == []
    assert here.value("contract", contract_id, "note") == "enfin"


def test_two_heirs_of_our_value_give_one_and_list_the_other(
    laptops: Callable[..., Laptop],
) -> None:
    here, second, third = (laptops(number) for number in range(3))
    contract_id = shared_contract(here, second)
    third.take(here.file())
    second.edit("contract", contract_id, note="deux")
    third.edit("contract", contract_id, note="trois")
    second.take(third.file())
    result = here.take(second.file())
    assert here.value("contract", contract_id, "note") == "trois"
    (line,) = result.conflicts
    assert (line.here, line.there) == ("trois", "deux")
    fourth = {one.value("contract", contract_id, "note") for one in (second, third)}
    assert fourth == {"deux", "trois"}


def test_a_new_record_with_two_versions_lists_the_other(laptops: Callable[..., Laptop]) -> None:
    here, second, third = (laptops(number) for number in range(3))
    contract_id = shared_contract(here, second)
    here.edit("contract", contract_id, note="un")
    second.edit("contract", contract_id, note="deux")
    second.take(here.file())
    third.take(second.file())
    assert third.value("contract", contract_id, "note") == "deux"
    assert third.conflicts() == {(contract_id, "note")}


def official(laptop: Laptop, reference: str, **values: object) -> str:
    """Make a contract as an official file makes it on each laptop."""
    return laptop.add(
        Contract(
            id=natural_id("contract", CONTRACT_UID),
            reference=reference,
            external_uid=CONTRACT_UID,
            **values,
        )
    )


def test_creations_of_one_natural_id_meet(pair: Pair) -> None:
    here, there = pair
    contract_id = official(here, "M-2026-001", object="Toiture")
    there.add(Contract(id=new_id(), reference="M-2026-001"))
    assert official(there, "M-2026-002", object="Toiture", note="vu avec l’acheteur") == contract_id
    exchange(here, there)
    for one in pair:
        assert one.conflicts() == set()
        assert one.value("contract", contract_id, "note") == "vu avec l’acheteur"
        assert one.value("contract", contract_id, "reference") == "M-2026-001"
    here.edit("contract", contract_id, object="Toiture et façade")
    exchange(here, there)
    assert there.value("contract", contract_id, "object") == "Toiture et façade"
    assert there.conflicts() == set()


def test_an_edit_made_before_the_creations_met_is_no_conflict(pair: Pair) -> None:
    here, there = pair
    contract_id = official(here, "M-2026-001", object="Toiture")
    official(there, "M-2026-001", object="Toiture")
    there.edit("contract", contract_id, object="Toiture du collège")
    exchange(here, there)
    assert here.value("contract", contract_id, "object") == "Toiture du collège"
    assert here.conflicts() == there.conflicts() == set()


def test_creations_that_differ_are_a_conflict_for_each_field(pair: Pair) -> None:
    here, there = pair
    siret = "55204599900869"
    company_id = here.add(
        Company(id=natural_id("company", siret), siret=siret, name="Nord", commune="Lille")
    )
    there.add(Company(id=company_id, siret=siret, name="Nord SA", commune="Lens", phone="0300"))
    exchange(here, there)
    for one in pair:
        assert one.conflicts() == {(company_id, "name"), (company_id, "commune")}
        assert one.value("company", company_id, "phone") == "0300"
    assert here.value("company", company_id, "name") == "Nord"
    assert there.value("company", company_id, "name") == "Nord SA"


def test_weeks_written_on_both_sides_meet(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    pathway_id = add_pathway(here.vault, contract_id)
    there.take(here.file())
    monday = date(2027, 9, 6)
    set_week(here.vault, pathway_id, monday, planned_minutes=20 * HOUR)
    set_week(there.vault, pathway_id, monday, done_minutes=18 * HOUR)
    exchange(here, there)
    week_id = natural_id("pathway_week", pathway_id, monday.isoformat())
    for one in pair:
        assert one.value(PathwayWeek.kind, week_id, "planned_minutes") == 20 * HOUR
        assert one.value(PathwayWeek.kind, week_id, "done_minutes") == 18 * HOUR
        assert one.value("pathway", pathway_id, "done_minutes") == 18 * HOUR
        assert one.conflicts() == set()


def test_deleted_here_and_edited_there_stays_as_it_was(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    delete_contract(here.vault, contract_id)
    there.edit("contract", contract_id, note="on l’appelle lundi")
    (line,) = there.take(here.file()).conflicts
    assert (line.field, line.here) == ("suppression", "modifié")
    assert there.value("contract", contract_id, "deleted_at") is None
    (line,) = here.take(there.file()).conflicts
    assert line.there == "modifié"
    assert here.value("contract", contract_id, "deleted_at") is not None
    for one in pair:
        assert one.conflicts() == {(contract_id, "deleted_at")}


def test_a_deletion_that_knew_of_every_edit_is_taken(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    there.edit("contract", contract_id, note="sans suite")
    here.take(there.file())
    delete_contract(here.vault, contract_id)
    assert there.take(here.file()).conflicts == []
    assert there.value("contract", contract_id, "deleted_at") is not None


def test_deleted_on_both_sides_is_no_conflict(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    delete_contract(here.vault, contract_id)
    delete_contract(there.vault, contract_id)
    exchange(here, there)
    assert here.conflicts() == there.conflicts() == set()


def test_a_contract_with_pathways_here_is_not_deleted_from_elsewhere(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    pathway_id = add_pathway(there.vault, contract_id)
    delete_contract(here.vault, contract_id)
    result = there.take(here.file(contract_id))
    assert [line.field for line in result.conflicts] == ["suppression"]
    assert there.value("contract", contract_id, "deleted_at") is None
    (line,) = here.take(there.file()).conflicts
    assert (line.field, line.there) == ("suppression", "modifié")
    assert here.value("contract", contract_id, "deleted_at") is not None
    delete_pathway(there.vault, pathway_id)
    exchange(here, there)
    assert here.conflicts() == there.conflicts() == set()
    assert there.value("contract", contract_id, "deleted_at") is not None


def test_a_deletion_undone_comes_back(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    deletion = delete_contract(here.vault, contract_id)
    there.take(here.file())
    undo_transaction(here.vault, deletion.transaction)
    assert there.take(here.file()).conflicts == []
    assert there.value("contract", contract_id, "deleted_at") is None


def test_an_edit_that_stood_in_the_way_of_a_deletion_is_ones_own(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    deletion = delete_contract(here.vault, contract_id)
    there.edit("contract", contract_id, note="on l’appelle lundi")
    exchange(here, there)
    undo_transaction(here.vault, deletion.transaction)
    here.edit("contract", contract_id, note="on l’a appelée")
    exchange(here, there)
    for one in pair:
        assert one.value("contract", contract_id, "deleted_at") is None
        assert one.value("contract", contract_id, "note") == "on l’a appelée"
        assert one.conflicts() == set()


def test_an_undo_travels(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    before = here.value("contract", contract_id, "note")
    transaction = here.edit("contract", contract_id, note="par erreur")
    there.take(here.file())
    undo_transaction(here.vault, transaction)
    there.take(here.file())
    assert there.value("contract", contract_id, "note") == before
    assert there.changes() == here.changes()


def test_dates_right_on_each_side_and_wrong_together_are_in_conflict(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    here.edit("contract", contract_id, starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 30))
    there.take(here.file())
    here.edit("contract", contract_id, starts_on=date(2027, 5, 3))
    there.edit("contract", contract_id, ends_on=date(2027, 2, 26), note="plus court")
    exchange(here, there)
    assert here.conflicts() == {(contract_id, "ends_on")}
    assert there.conflicts() == {(contract_id, "starts_on")}
    assert here.value("contract", contract_id, "note") == "plus court"
    assert here.value("contract", contract_id, "starts_on") == date(2027, 5, 3)
    there.edit("contract", contract_id, ends_on=date(2027, 7, 2))
    exchange(here, there)
    for one in pair:
        assert one.value("contract", contract_id, "starts_on") == date(2027, 5, 3)
        assert one.value("contract", contract_id, "ends_on") == date(2027, 7, 2)
        assert one.conflicts() == set()


def test_dates_wrong_together_reach_a_third_laptop(laptops: Callable[..., Laptop]) -> None:
    here, there, third = (laptops(number) for number in range(3))
    contract_id = shared_contract(here, there)
    here.edit("contract", contract_id, starts_on=date(2027, 5, 3))
    there.edit("contract", contract_id, ends_on=date(2027, 2, 26))
    there.take(here.file())
    third.take(there.file())
    assert third.value("contract", contract_id, "starts_on") == date(2027, 5, 3)
    assert third.value("contract", contract_id, "ends_on") is None
    assert third.conflicts() == {(contract_id, "ends_on")}


def test_an_erased_person_stays_erased(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    pathway_id = add_pathway(here.vault, contract_id)
    person_id = add_person(here.vault)
    here.add(Guardian(id=new_id(), beneficiary_id=person_id, name="Mme Benali"))
    reserve(here.vault, pathway_id, person_id, date(2026, 11, 24))
    with UnitOfWork(there.vault, "Effacement") as work:
        work.session.add(Tombstone(entity_id=person_id, kind="beneficiary", erased_at=TODAY_AT))
        work.commit()
    result = there.take(here.file())
    kinds = {kind for kind, _id in result.created}
    assert "beneficiary" not in kinds
    assert "guardian" not in kinds
    assert there.value("pathway", pathway_id, "beneficiary_id") is None
    assert person_id not in {change[1] for change in there.changes().values()}


TODAY_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_what_derives_is_what_a_rebuild_gives(pair: Pair) -> None:
    here, there = pair
    contract_id = shared_contract(here, there)
    pathway_id = add_pathway(here.vault, contract_id)
    reserve(here.vault, pathway_id, add_person(here.vault), date(2026, 11, 24))
    there.take(here.file())
    there.edit("contract", contract_id, object="Lycée neuf")
    buyer_id = there.value("contract", contract_id, "buyer_id")
    there.edit("buyer", buyer_id, name="Métropole de Lille")
    here.take(there.file())
    for one in pair:
        assert derived(one.vault, rebuilt=False) == derived(one.vault, rebuilt=True)


def test_changes_keep_their_author_and_their_transaction(pair: Pair) -> None:
    here, there = pair
    here.add(School(id=new_id(), name="Lycée Jean-Moulin"))
    there.take(here.file())
    assert {change[6] for change in there.changes().values()} == {here.author}
    assert here.author != there.author
