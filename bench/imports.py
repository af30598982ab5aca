"""Taking in files: a colleague's signed and sealed PDFs, the official data."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from stdnum import luhn

from bench.dataset import CHEAP, FOLDER, PASSPHRASE, TODAY
from bench.measure import Line, memory_mb
from csf_desktop.models.rules import HOUR
from csf_desktop.services.contracts import ContractDraft, create_contract
from csf_desktop.services.decp_import import import_decp
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


def official_records(number: int) -> Iterator[Line]:
    """Take in an official file of ``number`` contracts, all with a social clause."""
    path, working = official_file(number), FOLDER / "decp-working"
    shutil.rmtree(working, ignore_errors=True)
    with _new_vault(working, "Claire Essai") as vault:
        import_decp(vault, official_file(50), TODAY)
        before, start = memory_mb(), time.perf_counter()
        import_decp(vault, path, TODAY)
        taken, after = time.perf_counter() - start, memory_mb()
    yield Line(f"official data, {number:,} contracts", f"{number / taken:.0f} a second")
    yield Line("memory during that import", f"{after - before:+.0f} MB", f"from {before:.0f} MB")
    shutil.rmtree(working)


def official_file(number: int) -> Path:
    """Return a DECP file of ``number`` contracts, made the first time."""
    path = FOLDER / f"decp-{number}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("w", encoding="utf-8") as out:
            out.write('{"marches": {"marche": [')
            for at in range(number):
                out.write(",\n" * bool(at) + json.dumps(_record(at, number)))
            out.write("]}}")
        partial.rename(path)
    return path


def _record(at: int, of: int) -> dict[str, object]:
    return {
        "id": f"{of}-{at}",
        "acheteur": {"id": _siret(90_000_000 + at % 900)},
        "nature": "Marché",
        "objet": f"Réfection de la toiture de l’école, tranche {at}",
        "codeCPV": "45000000-7",
        "considerationsSociales": {"considerationSociale": ["Clause sociale"]},
        "titulaires": [
            {"titulaire": {"id": _siret(91_000_000 + at % 3_000), "typeIdentifiant": "SIRET"}}
        ],
        "datePublicationDonnees": "2026-05-25",
        "procedure": "Procédure adaptée",
        "lieuExecution": {"code": "35238", "typeCode": "Code commune"},
        "dureeMois": 24,
        "dateNotification": "2026-05-15",
        "montant": 100_000 + at,
    }


def _siret(siren_body: int) -> str:
    siren = f"{siren_body}{luhn.calc_check_digit(str(siren_body))}0001"
    return siren + str(luhn.calc_check_digit(siren))


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
