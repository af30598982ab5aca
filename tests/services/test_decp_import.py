"""Official files taken in: each contract once, updated by what the file itself changed."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csf_desktop.errors import CancelledError, UnreadableFileError
from csf_desktop.models.entities import Awardee, Company, Contract
from csf_desktop.models.ids import natural_id
from csf_desktop.services.contracts import delete_contract, update_contract
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.maintenance import vault_info
from csf_desktop.services.reports import ImportReport
from csf_desktop.storage.unit_of_work import reading_session
from tests.exchange.decp_files import (
    AWARDEE,
    BUYER,
    SAMPLES,
    Tree,
    as_json,
    as_xml,
    contract,
    write,
)
from tests.helpers.laptops import Laptop, derived, dump, laptop

TODAY = date(2026, 11, 24)
OTHER = "21350238800019"
UID = f"{BUYER}M1"
CONTRACT = natural_id("contract", UID)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 0)
    yield made
    made.vault.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 1)
    yield made
    made.vault.close()


def take(one: Laptop, path: Path, *trees: Tree) -> ImportReport:
    """Import records as one JSON file."""
    return import_decp(one.vault, write(path / "decp.json", as_json(*trees)), TODAY)


def amended(**changes: object) -> Tree:
    """Return the record with one amendment."""
    amendment = {
        "id": 1,
        "dateNotificationModification": "2025-01-10",
        "datePublicationDonneesModification": "2025-01-12",
        **changes,
    }
    return contract(modifications=[{"modification": amendment}])


def awardees(one: Laptop) -> set[str]:
    """Return the SIRETs of the companies of the contract."""
    with reading_session(one.vault) as session:
        rows = session.query(Awardee, Company).join(Company, Company.id == Awardee.company_id)
        return {
            company.siret
            for line, company in rows
            if line.contract_id == CONTRACT and line.deleted_at is None
        }


@pytest.mark.parametrize("name", ["marches_avec_modifications.json", "marche.xml"])
def test_official_samples_once_then_unchanged(here: Laptop, name: str) -> None:
    first = import_decp(here.vault, SAMPLES / name, TODAY)
    assert first.created + first.left_out > 0
    before = dump(here.vault)
    again = import_decp(here.vault, SAMPLES / name, TODAY)
    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged == first.created + first.unchanged
    assert (again.refused, again.left_out) == (first.refused, first.left_out)
    assert dump(here.vault) == before
    assert again.changes.is_empty


def test_the_same_contract_twice_in_a_file(here: Laptop, tmp_path: Path) -> None:
    trees = (contract(), contract(montant=100000), contract(montant=200000))
    take(here, tmp_path, *trees)
    assert here.value("contract", CONTRACT, "amount_cents") == 20_000_000
    before = dump(here.vault)
    again = take(here, tmp_path, *trees)
    assert (again.updated, again.unchanged) == (0, 3)
    assert dump(here.vault) == before


def test_a_contract_has_what_the_file_says(here: Laptop, tmp_path: Path) -> None:
    report = take(here, tmp_path, contract())
    assert (report.created, report.left_out, report.refused) == (1, 0, ())
    with reading_session(here.vault) as session:
        found = session.get_one(Contract, CONTRACT)
        assert found.external_reference == "M1"
        assert found.object == "Réfection de la toiture de l’école"
        assert found.buyer is not None
        assert found.buyer.siret == BUYER
        assert found.amount_cents == 57_500_000
        assert found.clause_minutes == 900 * 60  # 400 000 € and more
        assert found.notified_on == date(2024, 5, 15)
        assert found.ends_on == date(2026, 5, 14)
        assert found.status == "notified"
        assert found.source == "decp"
        assert found.reference == "M-2026-001"
    assert awardees(here) == {AWARDEE}


def test_json_and_xml_make_the_same_contract(here: Laptop, tmp_path: Path) -> None:
    take(here, tmp_path, contract())
    xml = write(tmp_path / "decp.xml", as_xml(contract()))
    report = import_decp(here.vault, xml, TODAY)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)


def test_an_amendment_updates(here: Laptop, tmp_path: Path) -> None:
    take(here, tmp_path, contract())
    report = take(here, tmp_path, amended(montant=100000, dureeMois=36))
    assert (report.created, report.updated) == (0, 1)
    assert here.value("contract", CONTRACT, "amount_cents") == 10_000_000
    assert here.value("contract", CONTRACT, "ends_on") == date(2027, 5, 14)
    assert here.value("contract", CONTRACT, "clause_minutes") == 900 * 60  # as agreed at first


def test_own_edits_are_kept_until_the_file_changes_them(here: Laptop, tmp_path: Path) -> None:
    take(here, tmp_path, contract())
    update_contract(here.vault, CONTRACT, {"object": "Toiture", "clause_minutes": 450 * 60})
    report = take(here, tmp_path, amended(montant=100000))
    assert report.updated == 1
    assert here.value("contract", CONTRACT, "object") == "Toiture"
    assert here.value("contract", CONTRACT, "clause_minutes") == 450 * 60
    report = take(here, tmp_path, {**amended(montant=100000), "objet": "Toiture et façade"})
    assert report.updated == 1
    assert here.value("contract", CONTRACT, "object") == "Toiture et façade"


def test_an_awardee_replaced_and_back_again(here: Laptop, tmp_path: Path) -> None:
    take(here, tmp_path, contract())
    replaced = amended(titulaires=[{"titulaire": {"id": OTHER, "typeIdentifiant": "SIRET"}}])
    assert take(here, tmp_path, replaced).updated == 1
    assert awardees(here) == {OTHER}
    assert take(here, tmp_path, replaced).unchanged == 1
    assert take(here, tmp_path, contract()).updated == 1
    assert awardees(here) == {AWARDEE}


def test_without_social_clause_is_counted_and_left_out(here: Laptop, tmp_path: Path) -> None:
    plain = contract(
        id="M2", considerationsSociales={"considerationSociale": ["Pas de considération sociale"]}
    )
    report = take(here, tmp_path, contract(), plain)
    assert (report.created, report.left_out) == (1, 1)
    assert vault_info(here.vault).counts["contract"] == 1


def test_an_invalid_one_is_named_and_the_others_come_in(here: Laptop, tmp_path: Path) -> None:
    wrong = contract(id="M2", acheteur={"id": "21750001630041"})
    endless = contract(id="M3", dureeMois=5000)
    report = take(here, tmp_path, wrong, contract(), endless)
    assert report.created == 1
    reasons = {refusal.reference: refusal.reason for refusal in report.refused}
    assert "SIRET" in reasons["M2"]
    assert all(reason.endswith(".") for reason in reasons.values())


def test_stopping_half_way_keeps_nothing(here: Laptop, tmp_path: Path) -> None:
    path = write(tmp_path / "decp.json", as_json(*(contract(id=f"M{n}") for n in range(300))))
    before = dump(here.vault)

    def stop(read: int, whole: int) -> None:
        if read * 2 > whole:
            raise CancelledError

    with pytest.raises(CancelledError):
        import_decp(here.vault, path, TODAY, progress=stop)
    assert dump(here.vault) == before


def test_a_truncated_file_keeps_nothing(here: Laptop, tmp_path: Path) -> None:
    path = write(tmp_path / "decp.json", as_json(*(contract(id=f"M{n}") for n in range(300))))
    path.write_bytes(path.read_bytes()[:-2000])
    before = dump(here.vault)
    with pytest.raises(UnreadableFileError):
        import_decp(here.vault, path, TODAY)
    assert dump(here.vault) == before


def test_an_import_undone_comes_back_whole(here: Laptop, tmp_path: Path) -> None:
    report = take(here, tmp_path, contract())
    undo_transaction(here.vault, report.changes.transaction)
    assert vault_info(here.vault).counts["contract"] == 0
    assert take(here, tmp_path, contract()).created == 1
    counts = vault_info(here.vault).counts
    assert (counts["contract"], counts["buyer"], counts["company"]) == (1, 1, 1)
    assert awardees(here) == {AWARDEE}
    assert derived(here.vault, rebuilt=False) == derived(here.vault, rebuilt=True)


def test_a_deleted_contract_stays_deleted_and_is_named(here: Laptop, tmp_path: Path) -> None:
    take(here, tmp_path, contract())
    delete_contract(here.vault, CONTRACT)
    report = take(here, tmp_path, contract())
    assert (report.created, report.unchanged) == (0, 1)
    assert "M-2026-001" in report.warnings[-1]
    assert vault_info(here.vault).counts["contract"] == 0


def test_an_official_end_before_ones_own_start(here: Laptop, tmp_path: Path) -> None:
    take(here, tmp_path, contract())
    update_contract(here.vault, CONTRACT, {"starts_on": date(2025, 9, 1)})
    report = take(here, tmp_path, amended(dureeMois=6, montant=100000))
    assert report.updated == 1
    assert here.value("contract", CONTRACT, "amount_cents") == 10_000_000
    assert here.value("contract", CONTRACT, "ends_on") == date(2026, 5, 14)
    assert any("précède le début" in sentence for sentence in report.warnings)


def test_long_official_texts_are_cut(here: Laptop, tmp_path: Path) -> None:
    parties = [
        {
            "titulaire": {
                "id": "X" * 30,
                "typeIdentifiant": "HORS-UE",
                "denominationSociale": "N" * 400,
            }
        }
    ]
    report = take(here, tmp_path, contract(objet="o" * 900, titulaires=parties))
    assert report.created == 1
    assert len(here.value("contract", CONTRACT, "object")) == 300


def test_two_laptops_make_the_same_records(here: Laptop, there: Laptop, tmp_path: Path) -> None:
    trees = [contract(id=f"M{n}") for n in range(3)]
    take(here, tmp_path, contract(id="autre"), *trees)
    take(there, tmp_path, *trees)
    for taker, giver in ((there, here), (here, there), (there, here)):
        assert taker.take(giver.file()).conflicts == []
    assert here.changes() == there.changes()
    for number in range(3):
        contract_id = natural_id("contract", f"{BUYER}M{number}")
        for field in ("reference", "object", "amount_cents", "buyer_id"):
            assert here.value("contract", contract_id, field) == there.value(
                "contract", contract_id, field
            )


def test_a_file_does_not_undo_a_colleagues_edits(
    here: Laptop, there: Laptop, tmp_path: Path
) -> None:
    take(here, tmp_path, contract())
    update_contract(here.vault, CONTRACT, {"object": "Toiture"})
    there.take(here.file())
    assert take(there, tmp_path, contract()).unchanged == 1
    assert there.value("contract", CONTRACT, "object") == "Toiture"
    assert take(there, tmp_path, amended(montant=100000)).updated == 1
    assert there.value("contract", CONTRACT, "amount_cents") == 10_000_000


@pytest.mark.parametrize("count", [250, pytest.param(2000, marks=pytest.mark.slow)])
def test_many_records_in_flat_memory(here: Laptop, tmp_path: Path, count: int) -> None:
    path = write(tmp_path / "decp.json", as_json(*(contract(id=f"M{n}") for n in range(count))))
    tracemalloc.start()
    report = import_decp(here.vault, path, TODAY)
    _size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.created == count
    assert peak < 40_000_000
    assert vault_info(here.vault).counts["contract"] == count
