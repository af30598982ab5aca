"""Taking in a colleague's signed and sealed PDFs."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from bench.dataset import CHEAP, FOLDER, PASSPHRASE, TODAY
from bench.measure import Line, memory_mb
from csf_desktop.models.rules import HOUR
from csf_desktop.services.contracts import ContractDraft, create_contract
from csf_desktop.services.documents import (
    issue_card,
    issue_pathway_sheet,
    recipients_from,
    save_document,
)
from csf_desktop.services.exchange_import import import_exchange
from csf_desktop.services.identities import add_colleague, read_card
from csf_desktop.services.pathways import PathwayDraft, create_pathway
from csf_desktop.services.profile import Profile
from csf_desktop.services.vaults import create_vault
from csf_desktop.storage.vault import Vault, open_vault

FILES_A_SECOND = 40


def signed_files(number: int) -> Iterator[Line]:
    """Take in ``number`` files, each with a pathway of its own; made once, kept."""
    made = FOLDER / f"signed-{number}"
    if not made.exists():
        partial = made.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        _make_signed_files(partial, number)
        partial.rename(made)
    working = FOLDER / "signed-working"
    shutil.rmtree(working, ignore_errors=True)
    shutil.copytree(made / "recipient", working)
    files = sorted((made / "files").glob("*.pdf"))
    with open_vault(working, PASSPHRASE) as vault:
        for path in files[:10]:
            import_exchange(vault, path)
        before, start = memory_mb(), time.perf_counter()
        for path in files[10:]:
            import_exchange(vault, path)
        taken = time.perf_counter() - start
        after = memory_mb()
    speed = (number - 10) / taken
    yield Line(
        f"import of {number:,} signed files",
        f"{speed:.0f} a second",
        "",
        f">= {FILES_A_SECOND} a second",
        speed >= FILES_A_SECOND,
    )
    yield Line("memory during that import", f"{after - before:+.0f} MB", f"from {before:.0f} MB")
    shutil.rmtree(working)


def _make_signed_files(folder: Path, number: int) -> None:
    files = folder / "files"
    files.mkdir(parents=True)
    with (
        _new_vault(folder / "sender", "Karim Besson") as sender,
        _new_vault(folder / "recipient", "Claire Essai") as recipient,
    ):
        for issuer, reader, name in ((sender, recipient, "a"), (recipient, sender, "b")):
            path = folder / f"{name}.pdf"
            save_document(path, issue_card(issuer))
            card = read_card(path)
            add_colleague(reader, card, is_trusted=True)
        recipients = recipients_from([(card.name, card.certificate_der)])
        for at in range(number):
            contract_id = create_contract(
                sender, ContractDraft(object=f"Travaux {at}", clause_minutes=900 * HOUR), TODAY
            ).created
            draft = PathwayDraft(
                contract_id, title="Aide peintre", planned_minutes=300 * HOUR, starts_on=TODAY
            )
            pathway_id = create_pathway(sender, draft, TODAY).created
            out = files / f"{at:05d}.pdf"
            issue_pathway_sheet(sender, pathway_id, recipients=recipients, out=out)


def _new_vault(folder: Path, tutor: str) -> Vault:
    folder.parent.mkdir(parents=True, exist_ok=True)
    return create_vault(folder, PASSPHRASE, Profile(tutor), cost=CHEAP).vault
