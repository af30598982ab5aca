"""One session a job: all of it or nothing, and readers that never wait."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from csf_desktop.models.entities import Base, Change, Company, Contract, Site, Transaction
from csf_desktop.storage.search import INDEXED, match_expression, search_table
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault, open_vault
from tests.storage.support import PASSPHRASE


def everything(vault: Vault) -> dict[str, int]:
    """Return how many rows every table and every search index holds."""
    with reading_session(vault) as session:
        tables = [*Base.metadata.sorted_tables, *(search_table(kind) for kind in INDEXED)]
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }


def a_contract(reference: str = "M-1") -> Contract:
    """Return a new contract, which has a deadline and search words."""
    return Contract(
        reference=reference, object="Voirie", status="notified", notified_on=date(2026, 11, 2)
    )


class BreakError(Exception):
    """Something that goes wrong in a job."""


def test_without_commit_nothing_is_written(vault: Vault) -> None:
    before = everything(vault)
    with UnitOfWork(vault, "Essai") as work:
        work.session.add(a_contract())
        work.flush()
    assert everything(vault) == before


def test_an_error_leaves_nothing(vault: Vault) -> None:
    before = everything(vault)

    def job() -> None:
        with UnitOfWork(vault, "Essai") as work:
            work.session.add(a_contract())
            work.settle()
            raise BreakError

    with pytest.raises(BreakError):
        job()
    assert everything(vault) == before


def test_a_row_the_schema_refuses_takes_the_others_with_it(vault: Vault) -> None:
    before = everything(vault)
    with UnitOfWork(vault, "Essai") as work:
        work.session.add(Company(name="Bâti Ouest"))
        work.flush()
        work.session.add(Contract(reference="M-1", clause_minutes=-1))
        with pytest.raises(IntegrityError):
            work.commit()
    assert everything(vault) == before


def test_a_reference_to_nothing_is_refused_when_the_job_ends(vault: Vault) -> None:
    before = everything(vault)
    with UnitOfWork(vault, "Essai") as work:
        work.session.add(Site(company_id="inconnue", name="Dépôt"))
        work.flush()  # it may still come
        with pytest.raises(IntegrityError):
            work.commit()
    assert everything(vault) == before  # through the same connections: none is stuck
    with UnitOfWork(vault, "Essai") as work:
        work.session.add(a_contract())
        assert not work.commit().is_empty


def test_what_is_committed_is_there_when_the_vault_is_opened_again(vault: Vault) -> None:
    with UnitOfWork(vault, "Essai") as work:
        contract = a_contract()
        work.session.add(contract)
        work.commit()
    after = everything(vault)
    vault.close()
    with open_vault(vault.path, PASSPHRASE) as again:
        assert everything(again) == after
        with reading_session(again) as session:
            kept = session.get_one(Contract, contract.id)
            assert (kept.next_owner, kept.next_due) == ("tutor", date(2026, 11, 17))


def test_the_answer_says_what_was_touched(vault: Vault) -> None:
    with UnitOfWork(vault, "Création") as work:
        contract, company = a_contract(), Company(name="Bâti Ouest")
        work.session.add_all([contract, company])
        work.flush()
        changes = work.commit(contract.id)
    assert changes.kinds == {"contract", "company"}
    assert (changes.label, changes.created) == ("Création", contract.id)
    assert not changes.is_empty


def test_a_job_that_changes_nothing_leaves_no_transaction(vault: Vault) -> None:
    with UnitOfWork(vault, "Rien") as work:
        assert work.commit().is_empty
    assert everything(vault)["transaction"] == 0


@pytest.mark.parametrize("is_flushed", [False, True])
def test_the_label_can_be_said_once_it_is_known(vault: Vault, is_flushed: bool) -> None:
    with UnitOfWork(vault, "Création d’un marché") as work:
        work.session.add(a_contract())
        if is_flushed:
            work.flush()
        work.relabel("Création du marché M-1")
        changes = work.commit()
    with reading_session(vault) as session:
        assert session.get_one(Transaction, changes.transaction).label == "Création du marché M-1"
    assert changes.label == "Création du marché M-1"


def test_settling_works_out_what_derives_and_forgets_the_records(vault: Vault) -> None:
    with UnitOfWork(vault, "Import", undoes=None) as work:
        for number in range(5):
            work.session.add(a_contract(f"M-{number}"))
            work.settle()
        assert [type(kept) for kept in work.session] == [Transaction]
        owners = work.session.scalars(select(Contract.next_owner)).all()
        assert owners == ["tutor"] * 5
        changes = work.commit()
    with reading_session(vault) as session:
        found = session.scalars(select(Change.transaction_id).distinct()).all()
    assert found == [changes.transaction]


def test_a_reader_sees_what_was_committed_while_a_job_runs(vault: Vault) -> None:
    with UnitOfWork(vault, "Essai") as work:
        work.session.add(a_contract())
        work.flush()
        with reading_session(vault) as session:
            assert session.scalar(select(func.count()).select_from(Contract)) == 0
        work.commit()
    with reading_session(vault) as session:
        assert session.scalar(select(func.count()).select_from(Contract)) == 1


def test_what_is_written_is_found_by_its_words_at_once(vault: Vault) -> None:
    with UnitOfWork(vault, "Essai") as work:
        work.session.add(a_contract())
        work.commit()
    query = text("SELECT count(*) FROM contract_search WHERE contract_search MATCH :typed")
    with reading_session(vault) as session:
        assert session.scalar(query, {"typed": match_expression("voi")}) == 1
