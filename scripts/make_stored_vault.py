"""Makes tests/data/vault-<revision>: a small vault of this schema, opened by the tests for ever.

Run once for each schema revision, when it is final: ``python -m scripts.make_stored_vault``.
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from csf_desktop.models.rules import HOUR
from csf_desktop.services.beneficiaries import BeneficiaryDraft, create_beneficiary
from csf_desktop.services.contracts import ContractDraft, create_contract, update_contract
from csf_desktop.services.demo import PASSPHRASE, PROFILE, fill
from csf_desktop.services.follow_ups import EventDraft, record_event
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.pathways import PathwayDraft, create_pathway, reserve, set_week
from csf_desktop.services.vaults import create_vault
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.migrate import known_revisions
from csf_desktop.storage.vault import Vault

DATA = Path(__file__).parents[1] / "tests" / "data"
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)  # a test's vault holds nothing to guess


def main() -> None:
    """Make the vault of the present revision in the place of the one that is there."""
    folder = DATA / f"vault-{known_revisions()[-1]}"
    shutil.rmtree(folder, ignore_errors=True)
    vault = create_vault(folder, PASSPHRASE, PROFILE, now=NOW, cost=CHEAP).vault
    with vault:
        fill(vault, TODAY, contracts=2, seed=7)
        add_known_records(vault)
    size = sum(path.stat().st_size for path in folder.rglob("*"))
    print(f"{folder.name}: {size / 1e6:.2f} MB")


def add_known_records(vault: Vault) -> None:
    """Add what ``tests/storage/test_stored_vaults.py`` looks for."""
    contract_id = create_contract(
        vault,
        ContractDraft(
            object="Réfection de la verrière",
            buyer_name="Commune de Fougères",
            company_name="Verrières de l’Ouest",
            clause_minutes=450 * HOUR,
            notified_on=date(2026, 11, 2),
        ),
        TODAY,
    ).created
    update_contract(vault, contract_id, {"note": "Accès par la cour"})
    mistake = update_contract(vault, contract_id, {"note": "Accès par le toit"})
    undo_transaction(vault, mistake.transaction)
    draft = PathwayDraft(
        contract_id,
        title="Aide verrier",
        planned_minutes=300 * HOUR,
        starts_on=date(2027, 1, 4),
    )
    pathway_id = create_pathway(vault, draft, TODAY).created
    person = BeneficiaryDraft("Noé", "Exemplaire", birth_date=date(2009, 3, 2), commune="Fougères")
    reserve(vault, pathway_id, create_beneficiary(vault, person, TODAY).created, TODAY)
    set_week(vault, pathway_id, date(2027, 1, 4), done_minutes=28 * HOUR)
    record_event(
        vault, EventDraft(pathway_id=pathway_id, actor="company", channel="phone", result="reached")
    )


if __name__ == "__main__":
    main()
