"""A tutor's day over marked names, in a process of its own, for ``tests/test_canary.py``.

``python -m tests.helpers.canary FOLDER`` prints a JSON line of the secrets to look for when the day
is done and the vault still open, waits for a line, locks, and waits for another.
"""

from __future__ import annotations

import base64
import json
import logging
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csf_desktop.errors import CsfError
from csf_desktop.exchange.contact_card import ContactCard
from csf_desktop.logging_setup import setup_logging
from csf_desktop.paths import log_dir
from csf_desktop.services import (
    beneficiaries,
    contracts,
    documents,
    drafts,
    follow_ups,
    identities,
    organisations,
    pathways,
    vaults,
)
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.due_list import open_due
from csf_desktop.services.exchange_import import import_exchange, preview_exchange
from csf_desktop.services.global_search import search_everything
from csf_desktop.services.pathway_list import open_pathways
from csf_desktop.services.profile import Profile
from csf_desktop.services.rows import ListQuery
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault
from tests.exchange import decp_files

TODAY = date(2026, 11, 24)
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "sept wagons mauves canari-9473"
CANARIES = (
    "Zéphyrine",
    "Quetzalbrûlé",
    "Barnabé Xylographe",
    "Wilhelmine Kryptonowitz",
    "Entreprise Ornithoptère",
    "ubiquité canari-6158",
    "brouillon canari-2704",
    "06 39 98 51 77",
    "zephyrine@canari.example",
)
"""What was typed about people; none of it may be read in a file."""


@dataclass(frozen=True)
class Day:
    """The folders of a day: the vault, the files handed over with initials and with names."""

    vault: Path
    initials: Path
    names: Path


def day_of(folder: Path) -> Day:
    """Return the folders of a day under ``folder``, made if need be."""
    day = Day(folder / "coffre", folder / "initiales", folder / "noms")
    day.initials.mkdir(exist_ok=True)
    day.names.mkdir(exist_ok=True)
    return day


def main(folder: Path) -> None:
    """Live the day, then wait to be looked at."""
    setup_logging(log_dir())
    day = day_of(folder)
    made = vaults.create_vault(day.vault, PASSPHRASE, Profile("Karim Besson"), cost=CHEAP)
    pathway_id = _fill(made.vault)
    _read(made.vault)
    _edit(made.vault, pathway_id)
    _exchange(made.vault, pathway_id, folder, day)
    _take_in_official_data(made.vault, folder)
    _fail(made.vault, pathway_id)
    made.vault.back_up("manual")
    _edit(made.vault, pathway_id)  # after the backup, so that the write-ahead log holds something
    with tempfile.TemporaryFile() as scratch:  # shows that the scratch folder is the one looked at
        scratch.write(b"csf")
    print(json.dumps(_secrets(made.vault, made.recovery_code)), flush=True)  # noqa: T201
    sys.stdin.readline()
    vaults.close_vault(made.vault)
    vaults.open_vault(day.vault, PASSPHRASE).close()
    print("locked", flush=True)  # noqa: T201
    sys.stdin.readline()


def _fill(vault: Vault) -> str:
    given, family, guardian, contact, company, note, _draft, phone, email = CANARIES
    person = beneficiaries.create_beneficiary(
        vault,
        beneficiaries.BeneficiaryDraft(
            given,
            family,
            birth_date=date(2009, 5, 14),
            phone=phone,
            email=email,
            guardian_name=guardian,
            guardian_phone=phone,
        ),
        TODAY,
    ).created
    draft = contracts.ContractDraft(
        object="Réhabilitation", company_name=company, clause_minutes=54_000, notified_on=TODAY
    )
    contract_id = contracts.create_contract(vault, draft, TODAY).created
    [company_row] = organisations.suggest_companies(vault, company)
    organisations.add_contact(
        vault, organisations.ContactDraft(contact, phone=phone, company_id=company_row.id)
    )
    plan = pathways.PathwayDraft(
        contract_id, title="Aide peintre", planned_minutes=18_000, starts_on=TODAY
    )
    pathway_id = pathways.create_pathway(vault, plan, TODAY).created
    pathways.reserve(vault, pathway_id, person, TODAY)
    said = f"{given} était là, {note}, rappeler {guardian}"
    event = follow_ups.EventDraft(pathway_id=pathway_id, counterpart=contact, note=said)
    follow_ups.record_event(vault, event)
    return pathway_id


def _read(vault: Vault) -> None:
    for typed in CANARIES:
        query = ListQuery(TODAY, search=typed)
        for read in (open_pathways, open_contracts, open_due):
            read(vault, query)
        search_everything(vault, typed)
    assert open_pathways(vault, ListQuery(TODAY, search=CANARIES[0])).count == 1


def _edit(vault: Vault, pathway_id: str) -> None:
    pathways.update_pathway(vault, pathway_id, {"note": f"Voir {CANARIES[2]}, {CANARIES[5]}"})
    drafts.keep_draft(vault, "event", {"note": CANARIES[6], "counterpart": CANARIES[3]})


def _exchange(vault: Vault, pathway_id: str, folder: Path, day: Day) -> None:
    """Swap cards with a colleague, hand a pathway over sealed, and take it in over there."""
    other = vaults.create_vault(
        folder / "coffre-de-claire", PASSPHRASE, Profile("Claire Essai"), cost=CHEAP
    ).vault
    with other:
        ours, theirs = _card(vault, day.initials / "a.pdf"), _card(other, day.initials / "b.pdf")
        identities.add_colleague(vault, theirs, is_trusted=True)
        identities.add_colleague(other, ours, is_trusted=True)
        recipients = documents.recipients_from([("Claire Essai", theirs.certificate_der)])
        sealed = day.initials / "fiche.pdf"
        documents.issue_pathway_sheet(vault, pathway_id, recipients=recipients, out=sealed)
        preview_exchange(other, sealed)
        assert import_exchange(other, sealed).created
        assert open_pathways(other, ListQuery(TODAY, search=CANARIES[0])).count == 1
    documents.issue_pathway_sheet(vault, pathway_id, show_names=True, out=day.names / "fiche.pdf")


def _card(vault: Vault, path: Path) -> ContactCard:
    documents.save_document(path, documents.issue_card(vault))
    return identities.read_card(path)


def _take_in_official_data(vault: Vault, folder: Path) -> None:
    file = decp_files.write(folder / "marches.json", {"marches": [decp_files.contract()]})
    assert import_decp(vault, file, TODAY).created == 1


def _fail(vault: Vault, pathway_id: str) -> None:
    """Log failures that hold what was typed: a rule's, the database's, a bug's."""
    logger = logging.getLogger("csf_desktop.canary")
    try:
        pathways.update_pathway(vault, pathway_id, {"planned_minutes": -1, "note": CANARIES[5]})
    except CsfError:
        logger.exception("refused")
    try:
        with vault.engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO nothing VALUES (?)", (CANARIES[1],))
    except Exception:
        logger.exception("failed")
    try:
        raise ValueError(CANARIES[0], {"phone": CANARIES[7]})
    except ValueError:
        logger.exception("bug")


def _secrets(vault: Vault, recovery_code: str) -> dict[str, str]:
    from csf_desktop.services.identities import current_identity

    with reading_session(vault) as session:
        private = current_identity(session).private_key_pkcs8
    return {
        "key": base64.b64encode(vault.key.raw()).decode(),
        "private": base64.b64encode(private).decode(),
        "recovery": recovery_code,
        "passphrase": PASSPHRASE,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
