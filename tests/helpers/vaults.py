"""Real encrypted vaults with invented people, for the tests of services and screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from csf_desktop.models.rules import HOUR
from csf_desktop.services.beneficiaries import BeneficiaryDraft, create_beneficiary
from csf_desktop.services.contracts import ContractDraft, create_contract
from csf_desktop.services.follow_ups import EventDraft, record_event
from csf_desktop.services.organisations import ContactDraft, add_contact
from csf_desktop.services.pathways import (
    PathwayDraft,
    advance,
    create_pathway,
    reserve,
    update_pathway,
)
from csf_desktop.services.profile import Profile, save_profile
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.vault import Vault, create_vault

CHEAP = KdfCost(memory_kib=8192, passes=1, lanes=1)
PASSPHRASE = "quatre péniches bleues canari-7351"
TODAY = date(2026, 11, 24)
"""A Tuesday."""

TUTOR = "Karim Besson"
COURSE = ("reserved", "profile_sent", "meeting", "agreement", "in_progress", "review", "closed")


def make_vault(folder: Path) -> Vault:
    """Return an open vault of the tutor Karim Besson, without records, in ``folder``/coffre."""
    made, _code = create_vault(folder / "coffre", PASSPHRASE, cost=CHEAP)
    save_profile(made, Profile(TUTOR, "Lille"))
    return made


def add_contract(vault: Vault, **values: Any) -> str:  # noqa: ANN401 - fields of the draft
    """Add a notified contract of 900 h with one company; return its id."""
    draft = ContractDraft(
        object="Réhabilitation du lycée Jean-Moulin",
        buyer_name="Région Hauts-de-France",
        company_name="Bâtisseurs du Nord",
        clause_minutes=900 * HOUR,
        notified_on=date(2026, 11, 2),
    )
    return create_contract(vault, replace(draft, **values), TODAY).created


def add_pathway(
    vault: Vault,
    contract_id: str,
    *,
    since: date = TODAY,
    **values: Any,  # noqa: ANN401
) -> str:
    """Put a pathway of 300 h from 4 January 2027 on offer on a day; return its id."""
    draft = PathwayDraft(
        contract_id,
        title="Aide peintre",
        planned_minutes=300 * HOUR,
        starts_on=date(2027, 1, 4),
    )
    return create_pathway(vault, replace(draft, **values), since).created


def add_person(
    vault: Vault,
    given: str = "Inès",
    family: str = "Benali",
    **values: Any,  # noqa: ANN401
) -> str:
    """Open the file of a young person of 17; return its id."""
    draft = BeneficiaryDraft(given, family, birth_date=date(2009, 5, 14), commune="Lille")
    return create_beneficiary(vault, replace(draft, **values), TODAY).created


def bring_to(
    vault: Vault, pathway_id: str, status: str, person_id: str = "", day: date = TODAY
) -> None:
    """Take a pathway through its main course up to a step."""
    for step in COURSE[: COURSE.index(status) + 1]:
        if step == "reserved":
            reserve(vault, pathway_id, person_id or add_person(vault), day)
            continue
        if step == "in_progress":
            update_pathway(vault, pathway_id, {"agreement_signed_on": day})
        advance(vault, pathway_id, step, day)


def make_contract(
    vault: Vault,
    title: str = "Réfection du groupe scolaire Jean Moulin",
    *,
    notified_on: date | None = date(2026, 11, 2),
    company: str = "Bâti Ouest",
    buyer: str = "Ville de Rennes",
    today: date = TODAY,
) -> str:
    """Make a contract of 300 h with its buyer and its titulaire; return its id."""
    draft = ContractDraft(
        object=title,
        buyer_name=buyer,
        company_name=company,
        notified_on=notified_on,
        duration_months=12 if notified_on else None,
        clause_minutes=300 * 60,
    )
    return create_contract(vault, draft, today).created


def make_pathway(
    vault: Vault, contract_id: str, title: str = "Peinture", *, since: date = TODAY
) -> str:
    """Put a pathway of 150 h on offer on the day ``since``; return its id."""
    draft = PathwayDraft(contract_id, title=title, planned_minutes=150 * 60)
    return create_pathway(vault, draft, since).created


def make_person(
    vault: Vault, given_name: str = "Inès", family_name: str = "Benali", *, today: date = TODAY
) -> str:
    """Open the file of a young person with a guardian; return its id."""
    draft = BeneficiaryDraft(
        given_name,
        family_name,
        birth_date=date(2009, 5, 4),
        phone="06 11 22 33 44",
        guardian_name=f"Nadia {family_name}",
        guardian_phone="06 99 88 77 66",
    )
    return create_beneficiary(vault, draft, today).created


def make_contact(
    vault: Vault, company_id: str, name: str, role: str, phone: str = "02 99 00 00 00"
) -> str:
    """Add a contact of a company; return its id."""
    return add_contact(
        vault, ContactDraft(name, role=role, phone=phone, company_id=company_id)
    ).created


def note_event(vault: Vault, **values: object) -> str:
    """Note an exchange, of the very end of ``TODAY`` unless told; return its id."""
    values.setdefault("happened_at", datetime.combine(TODAY, time(23, 59)).astimezone())
    return record_event(vault, EventDraft(**values)).created  # type: ignore[arg-type]
