"""Making and changing contracts, their buyer, companies, orders and people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csf_desktop.errors import ImpossibleStatusError, InvalidInputError, NotFoundError
from csf_desktop.models.entities import Contract
from csf_desktop.models.rules import HOUR
from csf_desktop.services import contracts, organisations
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.contract_page import ContractDetails, get_contract
from csf_desktop.services.contract_parts import LotDraft, OrderDraft, add_lot, add_order
from csf_desktop.services.contracts import ContractDraft, create_contract, update_contract
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.organisations import ContactDraft
from csf_desktop.services.pathways import advance, delete_pathway, reserve
from csf_desktop.services.references import get
from csf_desktop.services.rows import ListQuery
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY, add_contract, add_pathway, add_person, make_vault

SIRET, OTHER_SIRET = "73282932000074", "21690123100011"
NBSP = "\u00a0"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = make_vault(tmp_path)
    yield made
    made.close()


def create(vault: Vault, **values: Any) -> ContractDetails:  # noqa: ANN401 - fields of a draft
    draft = ContractDraft(**{"object": "Entretien des parcs", **values})
    return get_contract(vault, create_contract(vault, draft, TODAY).created)


# --- creation


def test_an_object_alone_makes_a_drafted_contract(vault: Vault) -> None:
    found = create(vault, object="  Entretien des parcs\n")
    assert found.reference == "M-2026-001"
    assert found.fields["object"] == "Entretien des parcs"
    assert found.fields["status"] == "drafted"
    assert found.awardees == ()
    assert found.buyer_name == ""
    assert found.owed_minutes == 0


def test_a_contract_without_object_is_refused_and_nothing_is_written(vault: Vault) -> None:
    with pytest.raises(InvalidInputError, match="Indiquez l’objet") as caught:
        create_contract(vault, ContractDraft("  ", buyer_name="Ville de Lille"), TODAY)
    assert caught.value.field == "object"
    assert open_contracts(vault, ListQuery(TODAY)).count == 0
    assert organisations.suggest_buyers(vault, "Ville") == ()


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ({}, "drafted"),
        ({"published_on": date(2026, 10, 1)}, "published"),
        ({"notified_on": date(2026, 11, 2)}, "notified"),
        ({"published_on": date(2026, 10, 1), "notified_on": date(2026, 11, 2)}, "notified"),
    ],
)
def test_the_dates_given_say_the_first_step(
    vault: Vault, dates: dict[str, date], status: str
) -> None:
    assert create(vault, **dates).fields["status"] == status


def test_references_follow_each_other_within_a_year(vault: Vault) -> None:
    first = create(vault).reference
    second = create(vault).reference
    next_year = create_contract(vault, ContractDraft("Toiture"), date(2027, 1, 4)).created
    assert (first, second) == ("M-2026-001", "M-2026-002")
    assert get_contract(vault, next_year).reference == "M-2027-001"


def test_references_go_on_past_three_digits(vault: Vault) -> None:
    for _ in range(2):
        create(vault)
    for number in (999, 1000):
        last = open_contracts(vault, ListQuery(TODAY, sort="reference")).rows[-1]
        _rename(vault, last.id, f"M-2026-{number}")
        assert create(vault).reference == f"M-2026-{number + 1}"


def _rename(vault: Vault, contract_id: str, reference: str) -> None:
    with UnitOfWork(vault, "Référence") as work:
        get(work.session, Contract, contract_id).reference = reference
        work.commit()


@pytest.mark.parametrize(
    ("amount", "hours"),
    [(99_999_99, 150), (100_000_00, 300), (200_000_00, 450), (400_000_00, 900), (None, 0)],
)
def test_the_usual_volume_is_taken_from_the_amount(
    vault: Vault, amount: int | None, hours: int
) -> None:
    assert create(vault, amount_cents=amount).owed_minutes == hours * HOUR


def test_a_volume_given_wins_and_a_larger_one_is_warned_of(vault: Vault) -> None:
    shorter = create(vault, amount_cents=575_000_00, clause_minutes=300 * HOUR)
    longer = create(vault, amount_cents=150_000_00, clause_minutes=301 * HOUR)
    assert shorter.owed_minutes == 300 * HOUR
    assert shorter.suggested_minutes == 900 * HOUR
    assert shorter.warnings == ()
    assert len(longer.warnings) == 1
    assert "dépasse celui d’usage" in longer.warnings[0]


def test_the_end_is_worked_out_unless_given(vault: Vault) -> None:
    day = date(2026, 5, 15)
    worked_out = create(vault, notified_on=day, duration_months=12)
    given = create(vault, notified_on=day, duration_months=12, ends_on=date(2027, 6, 30))
    assert worked_out.fields["ends_on"] == date(2027, 5, 14)
    assert given.fields["ends_on"] == date(2027, 6, 30)


def test_an_end_before_the_notification_is_refused(vault: Vault) -> None:
    with pytest.raises(InvalidInputError, match="précède la date de début") as caught:
        create(vault, notified_on=date(2026, 5, 15), ends_on=date(2026, 5, 14))
    assert caught.value.field == "ends_on"
    assert create(vault, notified_on=TODAY, ends_on=TODAY).fields["ends_on"] == TODAY


@pytest.mark.parametrize("field", ["buyer_siret", "company_siret"])
@pytest.mark.parametrize(
    ("siret", "reason"),
    [("73282932000075", "clé de contrôle"), ("7328293200007", "14"), ("lycée", "n’est pas un")],
)
def test_a_wrong_siret_names_its_field(vault: Vault, field: str, siret: str, reason: str) -> None:
    with pytest.raises(InvalidInputError, match=reason) as caught:
        create(vault, **{field: siret})
    assert caught.value.field == field
    assert open_contracts(vault, ListQuery(TODAY)).count == 0


def test_the_same_siret_is_the_same_company_and_the_same_buyer(vault: Vault) -> None:
    first = create(vault, company_name="Sogea", company_siret=SIRET, buyer_siret=OTHER_SIRET)
    spaced = "732 829 320 00074"
    second = create(vault, company_siret=spaced, buyer_name="Lyon", buyer_siret=OTHER_SIRET)
    assert first.awardees[0].company_id == second.awardees[0].company_id
    assert second.awardees[0].name == "Sogea"
    assert first.fields["buyer_id"] == second.fields["buyer_id"]
    assert get_contract(vault, first.id).buyer_name == "Lyon"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount_cents", -1),
        ("amount_cents", 10**12),
        ("clause_minutes", -1),
        ("clause_minutes", 10_001 * HOUR),
        ("duration_months", 601),
        ("notified_on", date(1815, 6, 18)),
        ("place", "x" * 301),
        ("note", "x" * 4001),
        ("volume_mode", "par humeur"),
    ],
)
def test_an_impossible_value_names_its_field(vault: Vault, field: str, value: object) -> None:
    contract_id = add_contract(vault)
    before = get_contract(vault, contract_id)
    with pytest.raises(InvalidInputError) as caught:
        update_contract(vault, contract_id, {"note": "à jour", field: value})
    assert caught.value.field == field
    assert get_contract(vault, contract_id) == before


# --- changes


def test_several_fields_change_in_one_go(vault: Vault) -> None:
    contract_id = add_contract(vault)
    done = update_contract(vault, contract_id, {"place": "Lille", "amount_cents": 100})
    assert done.kinds == frozenset({"contract"})
    assert done.label == "Modification du marché M-2026-001"
    fields = get_contract(vault, contract_id).fields
    assert (fields["place"], fields["amount_cents"]) == ("Lille", 100)


def test_the_same_value_again_changes_nothing(vault: Vault) -> None:
    contract_id = add_contract(vault)
    update_contract(vault, contract_id, {"place": "Lille"})
    assert update_contract(vault, contract_id, {"place": " Lille "}).is_empty


def test_a_start_after_the_end_is_refused(vault: Vault) -> None:
    contract_id = add_contract(vault, ends_on=date(2027, 6, 30))
    with pytest.raises(InvalidInputError) as caught:
        update_contract(vault, contract_id, {"starts_on": date(2027, 7, 1)})
    assert caught.value.field == "ends_on"
    both = {"starts_on": date(2027, 7, 1), "ends_on": date(2028, 6, 30)}
    assert not update_contract(vault, contract_id, both).is_empty


def test_a_contract_that_is_gone_is_not_found(vault: Vault) -> None:
    contract_id = add_contract(vault)
    contracts.delete_contract(vault, contract_id)
    with pytest.raises(NotFoundError):
        get_contract(vault, contract_id)
    with pytest.raises(NotFoundError):
        update_contract(vault, contract_id, {"place": "Lille"})


# --- steps


def test_the_course_of_a_contract_fills_its_dates(vault: Vault) -> None:
    contract_id = create(vault, duration_months=12).id
    contracts.set_contract_status(vault, contract_id, "published", date(2026, 3, 2))
    contracts.set_contract_status(vault, contract_id, "notified", date(2026, 5, 15))
    fields = get_contract(vault, contract_id).fields
    assert fields["published_on"] == date(2026, 3, 2)
    assert fields["notified_on"] == date(2026, 5, 15)
    assert fields["ends_on"] == date(2027, 5, 14)
    contracts.set_contract_status(vault, contract_id, "closed", TODAY)
    assert get_contract(vault, contract_id).fields["status"] == "closed"


def test_dates_already_known_are_kept(vault: Vault) -> None:
    known = date(2026, 1, 5)
    contract_id = create(vault, published_on=known).id
    update_contract(vault, contract_id, {"notified_on": known})
    contracts.set_contract_status(vault, contract_id, "notified", TODAY)
    assert get_contract(vault, contract_id).fields["notified_on"] == known


def test_a_step_that_cannot_follow_is_refused(vault: Vault) -> None:
    contract_id = create(vault).id
    with pytest.raises(ImpossibleStatusError, match="choisissez l’étape qui suit"):
        contracts.set_contract_status(vault, contract_id, "closed", TODAY)
    assert get_contract(vault, contract_id).fields["status"] == "drafted"


def test_each_step_says_who_owes_the_next_action(vault: Vault) -> None:
    contract_id = create(vault).id
    seen = []
    for step in ("published", "notified", "closed"):
        found = get_contract(vault, contract_id).next
        seen.append((found.owner, found.action, found.due))
        contracts.set_contract_status(vault, contract_id, step, date(2026, 11, 2))
    assert seen == [
        ("buyer", "publish", None),
        ("buyer", "notify", None),
        ("tutor", "first_contact", date(2026, 11, 17)),  # the buyer's declaration is due then too
    ]
    assert get_contract(vault, contract_id).next.owner == ""


# --- buyer


def test_a_buyer_with_the_same_siret_is_renamed_for_all_its_contracts(vault: Vault) -> None:
    first = create(vault, buyer_name="Vile de Lyon", buyer_siret=OTHER_SIRET)
    second = create(vault, buyer_siret=OTHER_SIRET)
    contracts.set_buyer(vault, first.id, "Ville de Lyon", OTHER_SIRET)
    assert get_contract(vault, first.id).fields["buyer_id"] == first.fields["buyer_id"]
    assert get_contract(vault, second.id).buyer_name == "Ville de Lyon"


def test_another_siret_is_another_buyer(vault: Vault) -> None:
    found = create(vault, buyer_name="Ville de Lyon", buyer_siret=OTHER_SIRET)
    contracts.set_buyer(vault, found.id, "Métropole", SIRET)
    after = get_contract(vault, found.id)
    assert (after.buyer_name, after.buyer_siret) == ("Métropole", SIRET)
    other = create(vault, buyer_siret=OTHER_SIRET)
    assert other.buyer_name == "Ville de Lyon"


def test_a_buyer_can_be_taken_away_and_a_wrong_siret_is_refused(vault: Vault) -> None:
    found = create(vault, buyer_name="Ville de Lyon")
    with pytest.raises(InvalidInputError) as caught:
        contracts.set_buyer(vault, found.id, "Ville de Lyon", "123")
    assert caught.value.field == "buyer_siret"
    contracts.set_buyer(vault, found.id, "", "")
    assert get_contract(vault, found.id).buyer_name == ""


def test_buyers_are_suggested_by_a_word_without_accents_or_by_siret(vault: Vault) -> None:
    create(vault, buyer_name="Département du Rhône", buyer_siret=OTHER_SIRET)
    create(vault, buyer_name="Ville de Reims")
    for typed in ("departement", "RHONE", "216 901", "Département du"):
        assert [row.siret for row in organisations.suggest_buyers(vault, typed)] == [OTHER_SIRET]
    for typed in ("", "hone", "999"):
        assert organisations.suggest_buyers(vault, typed) == ()


# --- companies and people


def test_companies_join_a_contract_with_their_role(vault: Vault) -> None:
    contract_id = add_contract(vault)
    made = contracts.add_awardee(vault, contract_id, "Atelier Bois", SIRET, "subcontractor")
    lines = {line.name: line for line in get_contract(vault, contract_id).awardees}
    assert lines["Atelier Bois"].company_id == made.created
    assert lines["Atelier Bois"].role == "subcontractor"
    assert lines["Bâtisseurs du Nord"].role == "titulaire"


def test_a_company_taken_off_comes_back_by_undo_or_by_adding_it(vault: Vault) -> None:
    contract_id = add_contract(vault)
    (line,) = get_contract(vault, contract_id).awardees
    removal = contracts.remove_awardee(vault, line.id)
    assert get_contract(vault, contract_id).awardees == ()
    undo_transaction(vault, removal.transaction)
    assert get_contract(vault, contract_id).awardees == (line,)
    contracts.remove_awardee(vault, line.id)
    contracts.add_awardee(vault, contract_id, line.name, "")
    assert get_contract(vault, contract_id).awardees == (line,)


def test_a_company_needs_a_name_or_a_siret(vault: Vault) -> None:
    contract_id = add_contract(vault)
    with pytest.raises(InvalidInputError) as caught:
        contracts.add_awardee(vault, contract_id, " ", "")
    assert caught.value.field == "name"
    with pytest.raises(InvalidInputError) as caught:
        contracts.add_awardee(vault, contract_id, "Sogea", "12")
    assert caught.value.field == "company_siret"


def test_a_contact_who_left_stays_with_the_day_they_did(vault: Vault) -> None:
    contract_id = add_contract(vault)
    (line,) = get_contract(vault, contract_id).awardees
    draft = ContactDraft("Sylvie Martin", phone="0472000000", company_id=line.company_id)
    made = organisations.add_contact(vault, draft)
    organisations.add_contact(vault, ContactDraft("Zoé Roux", company_id=line.company_id))
    organisations.update_contact(vault, made.created, {"until": TODAY})
    contacts = get_contract(vault, contract_id).awardees[0].contacts
    assert [(one.name, one.until) for one in contacts] == [
        ("Zoé Roux", None),
        ("Sylvie Martin", TODAY),
    ]


def test_a_contact_at_the_buyer_s_and_what_is_refused(vault: Vault) -> None:
    contract_id = add_contract(vault)
    buyer_id = get_contract(vault, contract_id).fields["buyer_id"]
    organisations.add_contact(vault, ContactDraft("Ali Kaci", "buyer", buyer_id=buyer_id))
    assert [one.name for one in get_contract(vault, contract_id).buyer_contacts] == ["Ali Kaci"]
    for draft, field in (
        (ContactDraft(" ", buyer_id=buyer_id), "name"),
        (ContactDraft("Ali", email="ali.kaci", buyer_id=buyer_id), "email"),
    ):
        with pytest.raises(InvalidInputError) as caught:
            organisations.add_contact(vault, draft)
        assert caught.value.field == field


# --- orders and lots


@pytest.mark.parametrize(
    ("rule", "orders", "hours"),
    [
        ({"volume_mode": "fixed"}, [(None, None)], 900),
        ({"volume_mode": "per_order", "minutes_per_order": 75 * HOUR}, [(None, None)] * 2, 150),
        ({"volume_mode": "per_order", "minutes_per_order": 75 * HOUR}, [(None, 30 * HOUR)], 30),
        ({"volume_mode": "per_order", "minutes_per_order": 500 * HOUR}, [(None, None)] * 2, 900),
        (
            {
                "volume_mode": "per_amount",
                "minutes_per_amount": 150 * HOUR,
                "amount_step_cents": 100_000_00,
            },
            [(60_000_00, None), (150_000_00, None)],
            300,
        ),
        ({"volume_mode": "per_amount", "minutes_per_amount": 150 * HOUR}, [(60_000_00, None)], 0),
    ],
)
def test_orders_unlock_hours_by_the_rule_of_the_contract(
    vault: Vault,
    rule: dict[str, Any],
    orders: list[tuple[int | None, int | None]],
    hours: int,
) -> None:
    contract_id = add_contract(vault)
    update_contract(vault, contract_id, rule)
    for number, (amount, minutes) in enumerate(orders, start=1):
        add_order(vault, contract_id, OrderDraft(f"B{number}", TODAY, amount, minutes))
    found = get_contract(vault, contract_id)
    assert found.owed_minutes == hours * HOUR
    assert [order.number for order in found.orders] == [f"B{n + 1}" for n in range(len(orders))]


def test_a_lot_joins_a_contract(vault: Vault) -> None:
    contract_id = add_contract(vault)
    add_lot(vault, contract_id, LotDraft("2", "Gros œuvre", clause_minutes=300 * HOUR))
    (lot,) = get_contract(vault, contract_id).lots
    assert (lot.number, lot.title, lot.clause_minutes) == ("2", "Gros œuvre", 300 * HOUR)


def test_the_balance_tells_what_pathways_use(vault: Vault) -> None:
    contract_id = add_contract(vault)
    add_pathway(vault, contract_id, planned_minutes=300 * HOUR)
    found = get_contract(vault, contract_id)
    assert (found.owed_minutes, found.committed_minutes, found.offered_minutes) == (
        900 * HOUR,
        0,
        300 * HOUR,
    )
    assert found.left_minutes == 600 * HOUR
    update_contract(vault, contract_id, {"clause_minutes": 150 * HOUR})
    assert get_contract(vault, contract_id).left_minutes == -150 * HOUR


# --- deletion and undo


def test_a_contract_with_pathways_is_not_deleted(vault: Vault) -> None:
    contract_id = add_contract(vault)
    pathway_id = add_pathway(vault, contract_id)
    with pytest.raises(InvalidInputError, match="a des parcours"):
        contracts.delete_contract(vault, contract_id)
    assert len(get_contract(vault, contract_id).pathways) == 1
    delete_pathway(vault, pathway_id)
    contracts.delete_contract(vault, contract_id)
    assert open_contracts(vault, ListQuery(TODAY)).count == 0


def test_undoing_a_deletion_brings_the_contract_back_into_the_search(vault: Vault) -> None:
    contract_id = add_contract(vault)
    before = get_contract(vault, contract_id)
    done = contracts.delete_contract(vault, contract_id)
    searched = ListQuery(TODAY, search="lycee")
    assert open_contracts(vault, searched).count == 0
    undo_transaction(vault, done.transaction)
    assert open_contracts(vault, searched).count == 1
    assert get_contract(vault, contract_id) == before


def test_undoing_a_creation_takes_the_contract_and_its_company_line_away(vault: Vault) -> None:
    draft = ContractDraft("Toiture", company_name="Sogea", company_siret=SIRET)
    done = create_contract(vault, draft, TODAY)
    undo_transaction(vault, done.transaction)
    assert open_contracts(vault, ListQuery(TODAY)).count == 0
    with pytest.raises(InvalidInputError, match="plus rien à annuler"):
        undo_transaction(vault, done.transaction)


def test_undoing_a_change_leaves_what_was_changed_since(vault: Vault) -> None:
    contract_id = add_contract(vault, place="Lens")
    first = update_contract(vault, contract_id, {"place": "Lille", "amount_cents": 100})
    update_contract(vault, contract_id, {"place": "Roubaix"})
    undo_transaction(vault, first.transaction)
    fields = get_contract(vault, contract_id).fields
    assert (fields["place"], fields["amount_cents"]) == ("Roubaix", None)


def test_undoing_the_undo_puts_the_change_back(vault: Vault) -> None:
    contract_id = add_contract(vault, place="Lens")
    first = update_contract(vault, contract_id, {"place": "Lille"})
    undone = undo_transaction(vault, first.transaction)
    assert get_contract(vault, contract_id).fields["place"] == "Lens"
    undo_transaction(vault, undone.transaction)
    assert get_contract(vault, contract_id).fields["place"] == "Lille"


def test_undoing_a_usual_volume_puts_the_hours_back(vault: Vault) -> None:
    contract_id = add_contract(vault, clause_minutes=150 * HOUR)
    done = update_contract(vault, contract_id, {"clause_minutes": 900 * HOUR})
    undo_transaction(vault, done.transaction)
    assert get_contract(vault, contract_id).owed_minutes == 150 * HOUR


def test_putting_pathways_on_offer_does_not_hide_that_nobody_called(vault: Vault) -> None:
    contract_id = add_contract(vault, notified_on=date(2026, 11, 2))
    due = get_contract(vault, contract_id).next.due
    pathway_id = add_pathway(vault, contract_id)
    found = get_contract(vault, contract_id)
    assert (found.next.action, found.next.due) == ("first_contact", due)
    assert [alert.code for alert in found.alerts][:1] == ["uncontacted"]
    reserve(vault, pathway_id, add_person(vault), TODAY)
    advance(vault, pathway_id, "profile_sent", TODAY)
    assert "uncontacted" not in [alert.code for alert in get_contract(vault, contract_id).alerts]
