"""A real encrypted vault for the tests of contracts, and what stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from csf_desktop.models.rules import HOUR
from csf_desktop.services.beneficiaries import BeneficiaryDraft, create_beneficiary
from csf_desktop.services.contracts import ContractDraft, create_contract
from csf_desktop.services.pathways import PathwayDraft, create_pathway
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.vault import Vault, create_vault

TODAY = date(2026, 11, 24)  # a Tuesday
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)


def make_vault(folder: Path) -> Vault:
    """Return an open vault, empty; the caller closes it."""
    vault, _code = create_vault(folder / "coffre", "phrase de passe des essais", cost=CHEAP)
    return vault


def add_contract(vault: Vault, **values: Any) -> str:  # noqa: ANN401 - fields of a draft
    """Add a contract of 900 h with one company, notified three weeks ago; return its id."""
    draft = ContractDraft(
        object="Réhabilitation du lycée Jean-Moulin",
        buyer_name="Région Hauts-de-France",
        company_name="Bâtisseurs du Nord",
        clause_minutes=900 * HOUR,
        notified_on=date(2026, 11, 2),
    )
    return create_contract(vault, replace(draft, **values), TODAY).created


def add_pathway(
    vault: Vault, contract_id: str, *, minutes: int = 300 * HOUR, since: date = TODAY
) -> str:
    """Put a pathway on offer on a day; return its id."""
    draft = PathwayDraft(contract_id, title="Aide peintre", planned_minutes=minutes)
    return create_pathway(vault, draft, since).created


def add_person(vault: Vault, given_name: str = "Inès", family_name: str = "Benali") -> str:
    """Open the file of a young person of 17; return its id."""
    draft = BeneficiaryDraft(given_name, family_name, birth_date=date(2009, 5, 14))
    return create_beneficiary(vault, draft, TODAY).created
