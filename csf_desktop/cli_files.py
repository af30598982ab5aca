"""The commands about files that travel: ``import``, ``export`` and ``verify``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from csf_desktop.cli_output import counted, print_error, print_json, print_lines
from csf_desktop.cli_vault import changing, reading
from csf_desktop.errors import CsfError, NotFoundError, StorageError, UsageError
from csf_desktop.services import (
    buyer_documents,
    buyer_form,
    company_document,
    documents,
    identities,
    imports,
    verification,
)
from csf_desktop.services.documents import IssuedDocument, Recipient
from csf_desktop.services.reports import ImportReport, Refusal
from csf_desktop.services.vaults import Vault

VERIFY_EXITS = {"valid": 0, "unknown_signer": 3, "modified": 1, "unsigned": 1, "unreadable": 2}
YES = {"o", "oui"}


# --- import ----------------------------------------------------------------------------------

Taken = tuple[ImportReport, str]
"""What a file brought, and why it was refused as a whole (empty if it was not)."""


def import_files(arguments: Namespace) -> int:
    """Take in files one after the other; a refused one does not stop the others.

    A failure of the vault (a full disk) stops there: what came in before is told, and kept.
    """
    taken: list[Taken] = []
    try:
        with changing(arguments) as vault:
            for path in arguments.files:
                taken.append(_take(vault, path))  # noqa: PERF401 - kept when a later one fails
    finally:
        if taken and arguments.json:
            print_json(_taken_json(taken))
        elif taken:
            print_lines(line for report, refusal in taken for line in _lines(report, refusal))
    return int(any(refusal for _, refusal in taken))


def _take(vault: Vault, path: Path) -> Taken:
    try:
        is_trusted = imports.kind_of(path) == "card" and _confirm_card(path)
        return imports.import_file(vault, path, trust_cards=is_trusted), ""
    except StorageError:
        raise  # no fault of the file
    except CsfError as error:
        print_error(f"{path.name}\u00a0: {error}")
        return ImportReport(path.name, "", refused=(Refusal("", str(error)),)), str(error)


def _confirm_card(path: Path) -> bool:
    """Show the words of a card and return whether its holder is to be trusted.

    At a terminal the person is asked whether the words were compared; elsewhere, naming the file
    in the command is saying so.
    """
    card = identities.read_card(path)
    print_error(f"Carte de {card.name}, mots à comparer avec cette personne\u00a0: {card.words}")
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        return True
    print_error("Les mots sont-ils les mêmes\u00a0? Répondez oui ou non\u00a0:")
    if sys.stdin.readline().strip().lower() in YES:
        return True
    print_error("Carte gardée sans confiance\u00a0: ses fichiers seront refusés d’ici là.")
    return False


def _taken_json(taken: list[Taken]) -> dict[str, Any]:
    reports = [report for report, _ in taken]
    return {
        "files": [_report_json(report, refusal) for report, refusal in taken],
        "created": sum(report.created for report in reports),
        "updated": sum(report.updated for report in reports),
        "unchanged": sum(report.unchanged for report in reports),
        "left_out": sum(report.left_out for report in reports),
        "conflicts": sum(len(report.conflicts) for report in reports),
        "refused": sum(len(report.refused) for report in reports),
    }


def _report_json(report: ImportReport, refusal: str) -> dict[str, Any]:
    return {
        "file": report.name,
        "kind": report.kind,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
        "conflicts": report.conflicts,
        "refused": report.refused,
        "warnings": report.warnings,
        "rows": report.rows,
        "error": refusal or None,
    }


def _lines(report: ImportReport, refusal: str) -> list[str]:
    """Return what is told of a file; one that was refused is told on standard error."""
    if refusal:
        return []
    counts = [
        counted(report.created, "créé"),
        f"{report.updated} mis à jour",
        counted(report.unchanged, "inchangé"),
        counted(len(report.refused), "refusé"),
    ]
    if report.kind == "decp":
        counts.append(f"{report.left_out} sans clause sociale")
    if report.conflicts:
        counts.append(f"{len(report.conflicts)} en conflit")
    return [
        f"{report.name}\u00a0: {', '.join(counts)}",
        *(f"  refusé {item.reference}\u00a0: {item.reason}" for item in report.refused),
        *(
            f"  conflit {item.reference}, {item.field}\u00a0: ici «\u00a0{item.here}\u00a0», "
            f"dans le fichier «\u00a0{item.there}\u00a0»"
            for item in report.conflicts
        ),
        *(f"  {sentence}" for sentence in report.warnings),
    ]


# --- export ----------------------------------------------------------------------------------

WITH_DATA = ("pathway", "contract")
ABOUT_ONE = (*WITH_DATA, "company-sheet", "company")
VAULT_FILES = ("data.db", "data.db-wal", "data.db-shm", "data.db-journal", "vault.json", "lock")


def export(arguments: Namespace) -> int:
    """Write one PDF: signed, its data sealed for those named; or a clause or form to complete."""
    _check_export(arguments)
    cards = [identities.read_card(path) for path in arguments.to]
    recipients = tuple(Recipient(card.name, card.certificate_der) for card in cards)
    with changing(arguments) as vault:
        document = _EXPORTS[arguments.kind](vault, arguments, recipients)
    if arguments.json:
        print_json({"file": arguments.out, "number": document.number, "sha256": document.sha256})
    else:
        print_lines((f"{arguments.out}\u00a0: {document.number}, {_how(arguments)}",))
    return 0


def _how(arguments: Namespace) -> str:
    """Return what the document is: signed, or to be filled in or completed."""
    if arguments.kind == "form":
        return "à remplir"
    is_signed = arguments.kind != "clause" or arguments.out.suffix.lower() == ".pdf"
    return "signé" if is_signed else "sans signature, à compléter"


def _check_export(arguments: Namespace) -> None:
    has_data = arguments.kind in WITH_DATA
    if arguments.kind in ABOUT_ONE and not arguments.reference:
        raise UsageError("Indiquez la référence à exporter, par exemple P-2026-001-01.")
    if arguments.kind == "card" and arguments.reference:
        raise UsageError("La carte de contact n’a pas de référence\u00a0: retirez-la.")
    if arguments.to and not has_data:
        raise UsageError(
            "Ce document ne porte pas de données à sceller\u00a0: --to va avec pathway et contract."
        )
    out = arguments.out.resolve()
    if out.parent == arguments.vault_dir.resolve() and out.name.lower() in VAULT_FILES:
        raise UsageError(
            "L’option --out désigne un fichier du coffre\u00a0: choisissez un autre nom."
        )


def _pathway(vault: Vault, arguments: Namespace, to: tuple[Recipient, ...]) -> IssuedDocument:
    return documents.issue_pathway_sheet(
        vault, arguments.reference, recipients=to, show_names=arguments.names, out=arguments.out
    )


def _contract(vault: Vault, arguments: Namespace, to: tuple[Recipient, ...]) -> IssuedDocument:
    return documents.issue_contract_sheet(
        vault, arguments.reference, recipients=to, show_names=arguments.names, out=arguments.out
    )


def _form(vault: Vault, arguments: Namespace, _to: tuple[Recipient, ...]) -> IssuedDocument:
    return buyer_form.issue_form(vault, arguments.reference, out=arguments.out)


def _card(vault: Vault, arguments: Namespace, _to: tuple[Recipient, ...]) -> IssuedDocument:
    document = documents.issue_card(vault)
    documents.save_document(arguments.out, document)
    return document


def _synthesis(vault: Vault, arguments: Namespace, _to: tuple[Recipient, ...]) -> IssuedDocument:
    try:
        document = documents.issue_synthesis(vault, year=arguments.reference)
    except NotFoundError:
        raise UsageError(no_such_year(arguments.reference)) from None
    documents.save_document(arguments.out, document)
    return document


def _guide(vault: Vault, arguments: Namespace, _to: tuple[Recipient, ...]) -> IssuedDocument:
    return buyer_documents.issue_guide(vault, arguments.reference or None, out=arguments.out)


def _clause(vault: Vault, arguments: Namespace, _to: tuple[Recipient, ...]) -> IssuedDocument:
    return buyer_documents.export_clause(vault, arguments.reference or None, arguments.out)


def _company_sheet(
    vault: Vault, arguments: Namespace, _to: tuple[Recipient, ...]
) -> IssuedDocument:
    return buyer_documents.issue_company_sheet(vault, arguments.reference, out=arguments.out)


def _company(vault: Vault, arguments: Namespace, _to: tuple[Recipient, ...]) -> IssuedDocument:
    return company_document.issue_company_handover(
        vault, arguments.reference, show_names=arguments.names, out=arguments.out
    )


def _young_people(vault: Vault, arguments: Namespace, _to: tuple[Recipient, ...]) -> IssuedDocument:
    return buyer_documents.issue_young_people_sheet(
        vault, contract_id=arguments.reference or None, out=arguments.out
    )


_EXPORTS: dict[str, Callable[[Vault, Namespace, tuple[Recipient, ...]], IssuedDocument]] = {
    "pathway": _pathway,
    "contract": _contract,
    "form": _form,
    "card": _card,
    "synthesis": _synthesis,
    "guide": _guide,
    "clause": _clause,
    "company-sheet": _company_sheet,
    "company": _company,
    "young-people": _young_people,
}


def no_such_year(year: str) -> str:
    """Return what is told of a school year with nothing in it."""
    return (
        f"Rien n’est compté pour l’année scolaire «\u00a0{year}\u00a0»\u00a0: écrivez-la comme "
        "2012-2013."
    )


# --- verify ----------------------------------------------------------------------------------


def verify(arguments: Namespace) -> int:
    """Say whether a PDF is intact and whose it is; the exit code says it too."""
    if arguments.vault_dir is None:
        found = verification.verify_file(None, arguments.file)
    else:
        with reading(arguments) as vault:
            found = verification.verify_file(vault, arguments.file)
    if arguments.json:
        print_json(found)
    elif found.status == "unreadable":
        print_error(found.reason)
    else:
        signer = [found.signer, found.academie, found.words]
        told = " · ".join(part for part in signer if part)
        print_lines((found.reason, *([told] if told else [])))
    return VERIFY_EXITS[found.status]
